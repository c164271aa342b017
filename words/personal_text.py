"""Personal values inside longer text: ids, numbers, addresses, accounts, names. What stands before them may be kept.

Nothing is stored that did not pass `without_person` or `masked` (see warehouse/stored_text.py)."""

import re
from collections.abc import Callable, Iterable

from words import personal_patterns as patterns
from words.spelling import clean_text

MASK = "•••"
MOST_GROUPS = 6  # an id is written in five groups: more are a list of numbers
LOOSE = " \t,;:/-–—(["
MOST_TRAILING_WORDS = 8
NEAR = 40  # letters before a title in which a role is looked for
DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
SPACES = str.maketrans("_", " ")
CAPITAL, DIGIT = re.compile(r"[A-Z]"), re.compile(r"[0-9]")  # what a name in English and any number has
Check = Callable[[re.Match[str], str], bool]
NOTHING_PERSONAL = re.compile(r"[1-9][0-9]{0,9}|[a-z][a-z\-]{0,8}[0-9\-]{0,7}")


def is_id_number(digits: str) -> bool:
    """True for 13 digits whose last one is their check digit."""
    if not re.fullmatch(r"[1-9][0-9]{12}", digits):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits[:12], range(13, 1, -1), strict=True))
    return (11 - total % 11) % 10 == int(digits[12])


def holds_person(text: str) -> bool:
    """True when a personal value stands anywhere in the text."""
    return any(True for _ in _starts(clean_text(text)))


def without_person(text: str) -> str:
    """The text up to the first personal value in it, tidied; the text as it is (tidied) where there is none.

    >>> without_person("บ้านกะตะ (ผู้ใหญ่บ้าน นายสมชาย ใจดี)"), without_person("บ้านบางลา โทร 0812345678")
    ('บ้านกะตะ', 'บ้านบางลา')
    >>> without_person("บ้านนายเจียม"), without_person("หมู่ 1 นายูง")
    ('บ้านนายเจียม', 'หมู่ 1 นายูง')
    """
    return _kept(clean_text(text))[0]


def masked(text: str) -> str:
    """The text with a mask for everything from the first personal value on.

    >>> masked("ผู้ประสาน คุณสมหญิง รักดี 081-2345678"), masked("ข้อ 8 ไม่ผ่าน")
    ('•••', 'ข้อ 8 ไม่ผ่าน')
    """
    kept, is_cut = _kept(clean_text(text))
    return f"{kept} {MASK}".strip() if is_cut else kept


def masked_apart(texts: Iterable[str]) -> dict[str, str]:
    """Text → as masked, of the texts with a person in them; a number tells apart what would read alike.

    >>> masked_apart(["จำนวน (นายสมชาย ใจดี)", "จำนวน (นายสมศักดิ์ ดีใจ)", "จำนวน"])
    {'จำนวน (นายสมชาย ใจดี)': 'จำนวน •••', 'จำนวน (นายสมศักดิ์ ดีใจ)': 'จำนวน ••• 2'}
    """
    distinct = dict.fromkeys(texts)
    changed: dict[str, str] = {}
    taken = set(distinct)
    for text in distinct:
        kept, is_cut = _kept(clean_text(text))
        if not is_cut:
            continue
        first = f"{kept} {MASK}".strip()
        names = (first, *(f"{first} {number}" for number in range(2, len(distinct) + 2)))
        changed[text] = next(name for name in names if name not in taken)
        taken.add(changed[text])
    return changed


def _kept(clean: str) -> tuple[str, bool]:
    """What may be kept of a tidied text, and whether that is less than the whole."""
    start = min(_starts(clean), default=None)
    if start is None:
        return clean, False
    kept = clean[:start]
    opened = max(kept.rfind("("), kept.rfind("["))
    if opened >= 0 and not set(kept[opened:]) & set(")]"):
        kept = kept[:opened]
    kept = _without_trailing_words(kept)
    return kept if any(each.isalpha() for each in kept) else "", True


def _without_trailing_words(kept: str) -> str:
    """Without the words that led to what was cut off (ผู้ใหญ่บ้าน, โทร …), each looked at only where the text ends."""
    kept = kept.rstrip(LOOSE)
    for _ in range(MOST_TRAILING_WORDS):
        bare = kept.rstrip(" .:=")
        lowered = bare[-NEAR:].lower()
        length = next((len(word) for word in patterns.trailing_words() if lowered.endswith(word)), 0)
        shorter = bare[: len(bare) - length].rstrip(LOOSE)
        if not length or (shorter and len(shorter) + length == len(bare) and _is_letter(shorter[-1])):
            break
        kept = shorter
    return kept


def _is_letter(sign: str) -> bool:
    """True for a letter or mark: a word that it stands before is the end of a longer one."""
    return sign.isalpha() or "ก" <= sign <= "๎"


def _lowered(clean: str) -> str:
    """With Arabic digits and small letters, of the same length."""
    lowered = clean.translate(DIGITS).lower()
    if len(lowered) == len(clean):
        return lowered
    return "".join(small if len(small := each.lower()) == 1 else each for each in clean.translate(DIGITS))


def _starts(clean: str) -> Iterable[int]:
    """Where personal values begin, of each kind the first."""
    plain = _lowered(clean)
    if not plain or NOTHING_PERSONAL.fullmatch(plain):
        return
    spaced = plain.translate(SPACES)
    yield from _numbers(plain)
    if "@" in plain:
        yield from _first_of(plain, *patterns.WITH_AT)
    yield from _first_of(plain, patterns.accounts())
    if DIGIT.search(plain):
        yield from _first_of(spaced, patterns.births_and_passports())
    yield from _first_of(spaced, patterns.titles())
    yield from _first_that(spaced, patterns.short_titles(), _is_titled_person)
    for pattern in patterns.names_after_words():
        yield from _first_that(spaced, pattern, _is_name)
    for pattern in patterns.joined_kin_names():
        yield from _first_that(spaced, pattern, _is_joined_name)
    if CAPITAL.search(clean):
        yield from _first_that(clean.translate(SPACES), patterns.english_names(), _is_english_name)


def _first_of(text: str, *searched: re.Pattern[str]) -> Iterable[int]:
    for pattern in searched:
        if match := pattern.search(text):
            yield match.start()


def _first_that(text: str, pattern: re.Pattern[str], is_person: Check) -> Iterable[int]:
    for match in pattern.finditer(text):
        if is_person(match, text):
            yield match.start()
            return


def _numbers(plain: str) -> Iterable[int]:
    if not DIGIT.search(plain):
        return
    yield from _first_of(plain, *patterns.WITH_DIGITS, patterns.numbers_after_words())
    for match in patterns.ID.finditer(plain):
        groups = re.findall(r"[0-9]+", match[0])
        if len(groups) <= MOST_GROUPS and is_id_number("".join(groups)):
            yield match.start()
            return


def _is_titled_person(match: re.Match[str], text: str) -> bool:
    """A short title and a word: of a person when a second word follows that names no place, or a role stands before.

    A name of a place that begins so (นายูง, นางรอง) is none."""
    if match["title"] + match["first"] in patterns.word_lists()["titled_places"]:
        return False
    before = text[max(0, match.start() - NEAR) : match.start()]
    if before.rstrip(" :.-([").endswith(patterns.words_before_titles()) or before.endswith("("):
        return True
    second = match["second"] or ""
    return bool(second) and not second.startswith(tuple(patterns.word_lists()["place_words"]))


def _is_name(match: re.Match[str], text: str) -> bool:
    """Two words behind a role: a name and a surname, unless either is a common word."""
    del text
    words = [word for word in (match["first"], match["second"]) if word]
    return not any(patterns.no_names().match(word) or word in patterns.whole_common_words() for word in words)


def _is_joined_name(match: re.Match[str], text: str) -> bool:
    """Kin and a name in one word, with a surname that is no common word: ตามี ใจดี, but not ตาราง แสดง, อาหาร ปลอดภัย."""
    if patterns.no_joined_kin().match(match["joined"]) or patterns.no_names().match(match["first"]):
        return False
    second = match["second"] or ""
    if second.startswith(tuple(patterns.word_lists()["place_words"])):
        return False
    return not second or _is_name(match, text) or match["first"] in patterns.whole_common_words()


def _is_english_name(match: re.Match[str], text: str) -> bool:
    del text
    common = patterns.word_lists()["english_common_words"]
    return not any(word.lower() in common for word in (match["first"], match["second"]))
