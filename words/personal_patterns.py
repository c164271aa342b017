"""What persons look like within text, as patterns made from the lists of personal_words.toml. Every one is bounded, so
that a search takes time in step with the length of the text."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Final

LIST_PATH = Path(__file__).parent / "personal_words.toml"
SEPARATOR = r"[\s\-–—._/]{0,2}"
IN_PHONE = r"[\s\-–—._/()]{0,2}"
NOT_IN_NUMBER = r"(?<![0-9])(?<![0-9]\.)"
WORD = r"[ก-ฮเ-ไa-z][ก-๎a-z]{1,30}"
GIVEN, SURNAME = r"[ก-ฮเ-ไ][ก-๎]{1,15}", r"[ก-ฮเ-ไ][ก-๎]{1,24}"
TWO_WORDS = rf"(?P<first>{GIVEN})\s{{1,2}}(?P<second>{SURNAME})"
ENGLISH_NAME = r"(?P<first>[A-Z][A-Za-z]{1,24})\s(?P<second>[A-Z][A-Za-z]{1,24})"
LATITUDE, LONGITUDE = r"(?:[5-9]|1[0-9]|20)\.[0-9]{3,}", r"(?:9[7-9]|10[0-5])\.[0-9]{3,}"
BETWEEN = r"\s{0,2}[,;/|°]?\s{0,2}[ne]?\s{0,2}[,;/|]?\s{0,2}"

ID: Final = re.compile(rf"(?<![0-9])[1-9](?:{SEPARATOR}[0-9]){{12}}(?![0-9])")
WITH_DIGITS: Final = (
    re.compile(rf"{NOT_IN_NUMBER}[0-9]{{13}}(?![0-9])"),  # an id, whatever its check digit
    re.compile(rf"{NOT_IN_NUMBER}[0-9][-–./ ][0-9]{{4}}[-–./ ][0-9]{{5}}[-–./ ][0-9]{{2}}[-–./ ][0-9](?![0-9])"),
    re.compile(r"(?<![0-9-])[0-9]{4}-[0-9]{6}-[0-9](?![0-9-])"),  # the code of a house
    re.compile(rf"(?<![0-9])(?:(?:\+|00)?66{SEPARATOR}|0)[689](?:{IN_PHONE}[0-9]){{8}}(?![0-9])"),
    re.compile(r"(?<![0-9])0[2-7][0-9]?-[0-9]{3}[- ]?[0-9]{3,4}(?![0-9])"),
    re.compile(r"(?<![0-9.,/-])(?:02[ .–-]?[0-9]{3}[ .–-]?[0-9]{4}|0[3-7][0-9](?:[ .–-]?[0-9]{3}){2})(?![0-9.,/])"),
    re.compile(r"(?<![0-9.,/-])0[–-][2-7][0-9]{3}[–-][0-9]{4}(?![0-9.,/-])"),
    re.compile(r"\(0[2-7][0-9]?\)\s?[0-9]{3}[ -]?[0-9]{3,4}(?![0-9])"),
    re.compile(r"(?<![a-z0-9])a[a-d][0-9]{7}(?![a-z0-9])"),  # a Thai passport
    re.compile(  # a house number before a road, or before the number of a village
        r"(?<![0-9/])(?!25[0-9]{2}/)[0-9]{1,5}/(?!25[0-9]{2}(?![0-9]))[0-9]{1,5}\s{0,2}"
        r"(?:หมู่(?:ที่)?\s?[0-9]|ม\.\s?[0-9]|moo\s?[0-9]|ซอย|ซ\.|ถนน|ถ\.|ตรอก)"
    ),
    re.compile(r"(?<![a-z])house\s?[0-9]{1,5}/[0-9]"),
    re.compile(r"(?<!ลำดับ)เลขที่\s?[:.]?\s?[0-9]{1,5}(?:/(?!25[0-9]{2}(?![0-9]))[0-9]{1,5})?(?![0-9/])"),
    re.compile(rf"(?<![0-9.]){LATITUDE}{BETWEEN}{LONGITUDE}"),
    re.compile(rf"(?<![0-9.]){LONGITUDE}{BETWEEN}{LATITUDE}"),
    re.compile(r"(?<![0-9])[0-9]{1,3}\s?°\s?[0-9]{1,2}(?:\.[0-9]+)?\s?['′’]"),
    re.compile(r"(?<![0-9a-z])4[78]\s?[npq]\s?[0-9]{6,7}\s?e?[\s,]{1,2}[0-9]{6,7}(?![0-9])"),
    re.compile(r"(?<![a-z])x\s?[:=]?\s?[0-9]{6}[\s,;]{1,2}y\s?[:=]?\s?[0-9]{6,7}(?![0-9])"),
    re.compile(  # a place as a map's code
        r"(?<![0-9a-z+])(?=[0-9]{0,7}[a-z])[23456789cfghjmpqrvwx]{4}(?:[23456789cfghjmpqrvwx]{4})?"
        r"\+[23456789cfghjmpqrvwx]{2,3}(?![0-9a-z])"
    ),
)
WITH_AT: Final = (
    re.compile(r"(?<![a-z0-9.+_\-])[a-z0-9.+_\-]+@[a-z0-9ก-ฮเ-ไ][a-z0-9ก-๎.\-]"),
    re.compile(r"@[a-z0-9._\-]{3,64}(?![a-z0-9._\-(])"),  # before a bracket it is a formula
)


@cache
def word_lists() -> dict[str, Any]:
    """The lists of personal_words.toml."""
    with LIST_PATH.open("rb") as file:
        return tomllib.load(file)


def any_of(*names: str) -> str:
    """A pattern for any word of the lists, the longest first."""
    words = (word for name in names for word in word_lists()[name])
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def _after(name: str) -> str:
    return "|".join(rf"(?<={re.escape(word)})" for word in word_lists()[name])


@cache
def numbers_after_words() -> re.Pattern[str]:
    """A word such as โทร, พิกัด or บ้านเลขที่, and the number behind it."""
    return re.compile(
        rf"(?:(?:{any_of('number_words')})\s?[:.]?\s?\+?[0-9](?:[\s\-]?[0-9]){{7}}"
        rf"|(?<![a-z])(?:{any_of('house_words')})\s?[:.]?\s?[0-9]"
        rf"|(?<![a-z])(?:{any_of('coordinate_words')})\s?[:.=]?\s?(?:4[78]\s?[npq]|[0-9]{{1,3}}\.[0-9]{{2}}|[0-9]{{6}}))"
    )


@cache
def births_and_passports() -> re.Pattern[str]:
    """A word for being born and a day, a word for a passport and its number."""
    year = r"(?:พ\.?ศ\.?|ค\.?ศ\.?)?\s?(?:[0-9]{4}|[0-9]{2})(?![0-9])"
    day = rf"[0-9]{{1,2}}\s?(?:[/.\-]\s?[0-9]{{1,2}}\s?[/.\-]|[/\-]?(?:{any_of('month_words')})[/.\-]?)\s?{year}"
    return re.compile(
        rf"(?<![ก-๎a-z])(?:{any_of('birth_words')})\s?[:.=]?\s?(?:วันที่\s?)?(?:{day}|[0-9]{{4}}-[0-9]{{1,2}}-[0-9]{{1,2}})"
        rf"|(?<![a-z])(?:{any_of('passport_words')})\s?[:.#]?\s?[a-z]{{0,2}}\s?[0-9]{{5}}"
    )


@cache
def accounts() -> re.Pattern[str]:
    """An account of LINE or Facebook behind a word that names it, and an address of a map or a profile."""
    sign = r"[a-z0-9@._\-]"
    return re.compile(
        rf"(?:(?<![a-z])(?:line|ไลน์)\s?(?:id|ไอดี)|(?:id|ไอดี)\s?(?:line|ไลน์)(?![a-z]))\s?[:=.]?\s?{sign}{{3}}"
        rf"|(?<![a-z])line\s?[:=]\s?(?={sign}{{3,30}}(?:$|[^a-z0-9@._\- ]|\s[^a-z]))"
        rf"|(?<![a-z])line\s(?=[a-z._\-]{{2,30}}[0-9_])[a-z]"
        rf"|ไลน์\s?[:=]?\s?{sign}{{3}}"
        rf"|(?<![a-z])(?:facebook|fb|ig|instagram|tiktok|twitter)\s?[:=]\s?{sign}{{2}}"
        rf"|(?<![a-z])(?:facebook|fb|ig|instagram|tiktok)\s(?!(?:{any_of('no_accounts')})(?![a-z0-9]))"
        rf"[a-z]{sign}{{2,40}}(?:$|[^a-z0-9@._\- ]|\s[^a-z])"
        rf"|(?:เฟซบุ๊ก|เฟสบุ๊ก|เฟสบุ๊ค|เฟซบุ๊ค|เฟส|ไอจี|ติ๊กต็อก|ติ๊กตอก|อินสตาแกรม)\s?(?:[:=]\s?[ก-๎a-z0-9]|{sign}{{3}})"
        r"|(?:facebook|fb|instagram|tiktok|line)\.(?:com|me)/|maps\.app\.goo\.gl|goo\.gl/maps|google\.[a-z.]{2,6}/maps"
    )


@cache
def titles() -> re.Pattern[str]:
    """A title that begins nothing but names of persons, and a word."""
    start = r"(?:(?<![ก-๎a-z.])|" + _after("before_names") + ")"
    return re.compile(rf"{start}(?:{any_of('person_titles')})[ก-ฮ.]{{0,12}}\s?{WORD}")


@cache
def short_titles() -> re.Pattern[str]:
    """นาย, นาง, คุณ and a word or two: perhaps a person."""
    start = r"(?:(?<![ก-๎a-z.])|" + _after("before_names") + ")"
    return re.compile(
        rf"{start}(?!{any_of('title_words')})(?P<title>{any_of('short_titles')})\s?(?P<first>{WORD})"
        rf"(?:\s(?P<second>{WORD}))?"
    )


@cache
def names_after_words() -> tuple[re.Pattern[str], ...]:
    """A word for kin, an office or a member of a household, and two words of Thai: perhaps a name and a surname."""
    link = r"(?:ของ|ชื่อ|คือ|ได้แก่)?[\s:;,.\-–=/(]{0,3}(?:ชื่อ\s?:?\s?)?"
    return (
        re.compile(rf"(?:{any_of('person_roles', 'kin_words')}){link}(?={TWO_WORDS})"),
        re.compile(
            rf"(?<![ก-๎.])(?!{any_of('title_words')})(?:{any_of('short_roles', 'link_words')}){link}(?={TWO_WORDS})"
        ),
        re.compile(
            rf"(?<![ก-๎.])(?:{any_of('short_kin_words', 'spaced_roles')})(?:ของ\s?|ชื่อ\s?|\s){link}(?={TWO_WORDS})"
        ),
        re.compile(rf"(?:{any_of('kin_words')})(?:ของ|ชื่อ)\s?(?=(?P<first>{GIVEN})(?:[)\],]|$)(?P<second>)?)"),
        re.compile(rf"[(\[]\s?(?:{any_of('person_roles')})\s?:?\s?(?=(?P<first>{GIVEN})(?![ก-๎])(?P<second>)?)"),
    )


@cache
def joined_kin_names() -> tuple[re.Pattern[str], ...]:
    """Kin and a name without a space between: before a surname, in brackets, or behind a word such as ของ."""
    kin = rf"(?P<joined>(?P<kin>{any_of('joined_kin_words')})(?P<first>{GIVEN}))"
    return (
        re.compile(rf"(?<![ก-๎.]){kin}\s{{1,2}}(?P<second>{SURNAME})"),
        re.compile(rf"[(\[]\s?{kin}\s?[)\]](?P<second>)?"),
        re.compile(rf"(?:{any_of('before_names')})\s?(?!อา){kin}(?![ก-๎])(?P<second>)?"),
    )


@cache
def no_joined_kin() -> re.Pattern[str]:
    """How words and places begin that only look like kin and a name (ตาราง, อาหาร); not before a vowel or tone mark."""
    return re.compile(rf"(?:{any_of('no_joined_kin')})(?![ะาำ-ฺ็-๎])")


@cache
def english_names() -> re.Pattern[str]:
    """A title or a word such as respondent, and two capitalised words. Looked for in the text as it is written."""
    words = "|".join(rf"(?i:{re.escape(word)})" for word in word_lists()["english_roles"])
    return re.compile(
        rf"(?<![A-Za-z])(?:(?:Mr|Mrs|Miss|MR|MRS|MISS)\.?\s?|(?:Ms|Dr|DR)(?:\.\s?|\s)"
        rf"|(?:{words})(?:'s)?\s?(?i:name)?\s?[:.\-–=(]?\s?)(?={ENGLISH_NAME})"
    )


@cache
def trailing_words() -> tuple[str, ...]:
    """Words that mean nothing once what stood behind them was cut off, the longest first."""
    names = (
        "person_roles", "link_words", "short_roles", "spaced_roles", "kin_words", "short_kin_words", "number_words",
        "house_words", "coordinate_words", "account_words", "english_roles", "before_names", "birth_words",
        "passport_words",
    )  # fmt: skip
    return tuple(sorted({word.rstrip(".") for name in names for word in word_lists()[name]}, key=len, reverse=True))


@cache
def words_before_titles() -> tuple[str, ...]:
    """Words behind which a short title and one word are a person."""
    return (*word_lists()["person_roles"], *word_lists()["link_words"])


@cache
def no_names() -> re.Pattern[str]:
    """How words begin that are no names of persons, although they stand where one might."""
    return re.compile(
        any_of("common_words", "person_roles", "link_words", "kin_words", "place_words", "title_words", "number_words")
    )


@cache
def whole_common_words() -> frozenset[str]:
    """Whole words that are no names of persons, but may begin one."""
    lists = word_lists()
    return frozenset((*lists["whole_common_words"], *lists["short_roles"], *lists["short_kin_words"]))
