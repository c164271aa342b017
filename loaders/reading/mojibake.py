"""Thai text ruined before it reached us: UTF-8 or Thai 874 opened under another encoding and saved like that."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from loaders.reading.model import Cell, ReadNote, ReadRefusal, Sheet

_ROWS_LOOKED_AT = 300
_REFUSE_FROM = 0.3

_THAI = re.compile("[\u0e01-\u0e3a\u0e3f-\u0e5b]")
_UTF8_AS_LATIN = re.compile("\u00e0[\u00b8\u00b9]")
_LATIN_RUN = re.compile("[\u00a1-\u00fb]{2,}")
_UTF8_AS_874 = re.compile("เ[ธน](?:[\u0080-\u00a0\ufffd\u20ac\u2026\u2018-\u201d\u2022\u2013\u2014]|[\u0e01-\u0e5b])")
_LETTER = re.compile("[^\\W\\d_]")
_CP874_EXTRA = {ord(bytes([byte]).decode("cp874", "ignore") or "\x00"): byte for byte in range(0x80, 0x100)}


def kind_of_mojibake(text: str) -> str | None:
    """F29 (read as Latin) or F30 (UTF-8 read as Thai 874) for one piece of text; None for healthy text."""
    if text.isascii():
        return None
    if _UTF8_AS_LATIN.search(text) and not _THAI.search(text):
        return "F29"
    if not _THAI.search(text):
        return "F29" if _thai_under_latin(text) else None
    if len(_UTF8_AS_874.findall(text)) >= 2 and _is_utf8_under_874(text):
        return "F30"
    return None


def _thai_under_latin(text: str) -> bool:
    """Runs of accented Latin letters that are Thai under code page 874; é or ü alone in a word are just Latin."""
    run = "".join(_LATIN_RUN.findall(text))
    ascii_letters = sum(letter.isascii() for letter in _LETTER.findall(text))
    if len(run) < 2 or len(run) < ascii_letters:
        return False
    try:
        return len(_THAI.findall(run.encode("latin-1").decode("cp874"))) >= 0.9 * len(run)
    except UnicodeDecodeError:
        return False


def _is_utf8_under_874(text: str) -> bool:
    """Turned back byte by byte the text must be UTF-8 Thai; where characters were lost, most of it must look so."""
    data = bytearray()
    for character in text:
        code = ord(character)
        if code < 0x80:
            data.append(code)
        elif code in _CP874_EXTRA:
            data.append(_CP874_EXTRA[code])
        else:
            data.append(code if 0x80 <= code <= 0xA0 else 0x80)
    try:
        return bool(_THAI.search(data.decode("utf-8")))
    except UnicodeDecodeError:
        return len(_UTF8_AS_874.findall(text)) * 3 >= 0.8 * len(re.findall("[^\x00-\x7f]", text))


def check_mojibake(sheets: Iterable[Sheet]) -> list[ReadNote]:
    """Refuse a file of ruined text; a few ruined cells are a note to look at (ASK), with their rows.

    The first rows and every fiftieth after them are looked at. Raises ReadRefusal F29 or F30 where 3 cells in 10 that
    hold more than plain ASCII are ruined.
    """
    notes: list[ReadNote] = []
    for sheet in sheets:
        healthy = 0
        ruined: dict[str, list[int]] = {}
        for row, text in _sampled(sheet.rows):
            code = kind_of_mojibake(text)
            if code:
                ruined.setdefault(code, []).append(row)
            else:
                healthy += 1
        for code, rows in ruined.items():
            if len(rows) >= _REFUSE_FROM * (healthy + len(rows)):
                raise ReadRefusal(code, sheet=sheet.name, row=rows[0])
            what = "มีข้อความไทยที่กลายเป็นอักษรต่างดาวบางเซลล์ ตรวจก่อนใช้"
            notes.append(ReadNote(code, "ASK", what, sheet.name, tuple(sorted(set(rows))), len(rows)))
    return notes


def _sampled(rows: list[list[Cell]]) -> Iterator[tuple[int, str]]:
    """(Excel row, text) of the cells looked at: text that is not plain ASCII."""
    for number, row in enumerate(rows, start=1):
        if number <= _ROWS_LOOKED_AT or number % 50 == 0:
            for value in row:
                if isinstance(value, str) and not value.isascii():
                    yield number, value[:300]
