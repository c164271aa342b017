"""The word lists of words.toml as questions about one text."""

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path

from catalogue.areas import area_names
from loaders.reading import fold

LIST_PATH = Path(__file__).parent / "words.toml"
LONGEST_LABEL = 80
NUMBERED = re.compile(r"^\(?\s*[0-9]{1,3}\s*[.)]\s*")
COPY_NUMBER = re.compile(r"[_.][0-9]{0,2}$")  # objectid_1 of a map, ลำดับ.1 of pandas
EDGE_SIGNS = " :.=()[]*"


@cache
def word_lists() -> dict[str, tuple[str, ...]]:
    """The lists of words.toml, folded; a blank at the end of a word is kept."""
    with LIST_PATH.open("rb") as file:
        lists: dict[str, list[str]] = tomllib.load(file)
    return {name: tuple(_folded(word) for word in words) for name, words in lists.items()}


def _folded(word: str) -> str:
    leading = " " if word.startswith(" ") else ""
    trailing = " " if word.endswith(" ") and word.strip() else ""
    return f"{leading}{fold(word)}{trailing}"


@lru_cache(maxsize=50_000)
def total_kind(text: str) -> str:
    """`total`, `subtotal`, `average`, or "" for a label that is none of them.

    >>> [total_kind(word) for word in ("รวมทั้งสิ้น", "รวมอำเภอถลาง", "รวมถลาง", "ค่าเฉลี่ย", "รวมไทย")]
    ['total', 'subtotal', 'subtotal', 'average', '']
    """
    if len(text) > LONGEST_LABEL:
        return ""
    words, label = word_lists(), fold(text).strip(EDGE_SIGNS)
    if label in words["averages"]:
        return "average"
    if label in words["totals"]:
        return "subtotal" if label in ("subtotal", "ยอดรวมย่อย") else "total"
    bare = fold(text).strip()
    if label in words["regions"] or label.endswith(words["total_endings"]):
        return "subtotal"
    of_what = bare[3:] if bare.startswith(fold("รวม")) else ""
    return "subtotal" if of_what.startswith((*words["after_total"], " ")) or is_area_name(of_what) else ""


@lru_cache(maxsize=50_000)
def is_footer_text(text: str) -> bool:
    """True for text that begins as a source line, a remark, a signature or a print date does."""
    folded = fold(text[:LONGEST_LABEL]) + " "
    return folded.startswith(word_lists()["footers"]) or set(folded.strip()) <= set(".…_-") != set(folded.strip())


@lru_cache(maxsize=50_000)
def is_section_text(text: str) -> bool:
    """True for a label that names a group of rows: อำเภอ…, หมวดที่ …"""
    return len(text) <= LONGEST_LABEL and NUMBERED.sub("", fold(text)).startswith(word_lists()["sections"])


@lru_cache(maxsize=50_000)
def is_title_text(text: str) -> bool:
    """True for text that begins as a title of a sheet does; ตำบล or ปี alone is a heading.

    >>> is_title_text("ตำบล กะรน"), is_title_text("ตำบล")
    (True, False)
    """
    return len(text) > LONGEST_LABEL or fold(text).startswith(word_lists()["titles"])


@lru_cache(maxsize=50_000)
def unit_of(text: str) -> str:
    """The unit a heading cell consists of, brackets off; "" when it is anything else.

    >>> unit_of("(ครัวเรือน)")
    'ครัวเรือน'
    """
    folded = fold(text).strip(" ()[]")
    return folded if folded in word_lists()["units"] else ""


@lru_cache(maxsize=50_000)
def is_running_heading(text: str) -> bool:
    """True for ลำดับ, ที่, No. and their like, also with the number that a program puts behind a second one.

    >>> [is_running_heading(text) for text in ("ลำดับที่", "objectid_1", "ลำดับที่_1", "OID_", "ลำดับที่ 1")]
    [True, True, True, True, False]
    """
    return COPY_NUMBER.sub("", fold(text).strip(" .")).strip(" .") in _running_words()


@cache
def _running_words() -> frozenset[str]:
    return frozenset(word.strip(" .") for word in word_lists()["running"])


@lru_cache(maxsize=50_000)
def is_group_heading(text: str) -> bool:
    """True for the heading of a column that splits areas into groups: เพศ, ภาค, ช่วงอายุ."""
    return fold(text).strip(EDGE_SIGNS) in word_lists()["group_headings"]


def is_pivot_text(text: str) -> bool:
    """True for the words Excel itself writes into a pivot table."""
    return (fold(text) + " ").startswith(word_lists()["pivot"])


def is_area_heading(text: str) -> bool:
    """True for a heading that is the name of one area: บ้านบางเทา, หมู่ที่ 3, ต.กะรน."""
    folded = fold(text)
    return any(folded.startswith(word) and len(folded) > len(word) for word in word_lists()["area_headings"])


def is_area_name(text: str) -> bool:
    """True for the name of a province, an amphoe or a tambon.

    >>> is_area_name("กะรน"), is_area_name("ตำบล")
    (True, False)
    """
    return fold(text) in _area_names()


@cache
def _area_names() -> frozenset[str]:
    return frozenset(fold(name) for name in area_names().values())


@cache
def row_hint() -> re.Pattern[str]:
    """Finds, before anything is folded, the texts that may be of a row that is not data."""
    return re.compile(
        r"รวม|เฉลี่ย|ภาค|[Tt]otal|TOTAL|[Ss]um|SUM|[Aa]verage|AVERAGE|[Mm]ean|MEAN|[Ww]hole|[Nn]ationwide|ทั้งหมด|ทั่ว|^\s*(?:"
        + _starts()
        + ")"
    )


def _starts() -> str:
    footers = (word.strip() for word in word_lists()["footers"])
    return "|".join(sorted({re.escape(word[:3]) for word in footers})) + r"|[*._…]|[SNPRsnpr]"
