"""CSV and its kin: one encoding and one separator, decoded and read strictly; text ruined before it reached us."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from io import StringIO
from itertools import islice

from loaders.reading.sheets import Cell, ReadLimits, ReadNote, ReadRefusal, Sheet

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_THAI_UTF8 = re.compile(rb"\xe0[\xb8\xb9][\x80-\xbf]")
_HIGH = re.compile(rb"[\x80-\xff]")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def decode(content: bytes) -> tuple[str, str]:
    """(text, encoding): utf-8, utf-8-sig, utf-16, utf-16-le, utf-16-be or cp874. Nothing is ever replaced or dropped.

    Raises ReadRefusal F09 (bytes no text has) and F28 (neither UTF-8 nor Thai 874, or both mixed) with the line.
    """
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _strictly(content, encoding), encoding
    guess = _utf16_without_mark(content)
    if guess:
        return _strictly(content, guess), guess
    if _CONTROL.search(content):
        raise ReadRefusal("F09")
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if _mostly_utf8(content):
            raise ReadRefusal("F28", row=_line_of(content, error.start)) from None
    return _strictly(content, "cp874"), "cp874"


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadRefusal("F28", row=_line_of(content, error.start)) from None


def _mostly_utf8(content: bytes) -> bool:
    """Thai in UTF-8 with a few broken bytes: reading it as Thai 874 would turn all of it into เธ เน."""
    triples = len(_THAI_UTF8.findall(content))
    return triples * 3 > 0.8 * len(_HIGH.findall(content))


def _utf16_without_mark(content: bytes) -> str | None:
    """UTF-16 shows as a zero byte (ASCII) or 0x0E (Thai) in every other place."""
    head = content[:4096]
    if len(head) < 4 or b"\x00" not in head:
        return None
    even, odd = head[0::2], head[1::2]
    high_odd = sum(byte in (0x00, 0x0E) for byte in odd) / len(odd)
    high_even = sum(byte in (0x00, 0x0E) for byte in even) / len(even)
    if high_odd > 0.9 and high_even < 0.5:
        return "utf-16-le"
    return "utf-16-be" if high_even > 0.9 and high_odd < 0.5 else None


def _line_of(content: bytes, position: int) -> int:
    before = content[:position]
    return max(before.count(b"\n"), before.count(b"\r")) + 1


DELIMITERS = (",", ";", "\t", "|")
LONGEST_CELL = 131_072
_SAMPLE_ROWS = 300
_TOP_ROWS = 5
_SAID_BY = {";": "F31-semicolon", "\t": "F31-tab", "|": "F31-bar"}


def read_delimited(content: bytes, limits: ReadLimits) -> tuple[Sheet, str, str | None, list[ReadNote]]:
    """(sheet, encoding, delimiter, notes). `delimiter` is None for a file of one column.

    Row numbers count records, as Excel would show them. Rows of another width are kept as they are and named in a note.
    Raises ReadRefusal F28 (encoding), F34 (quotes) with the row, F11 (endless cell), F14 (too many cells).
    """
    text, encoding = decode(content.rstrip(b"\x1a"))  # the end mark of old DOS programs
    notes = [_encoding_note(encoding)] if encoding not in ("utf-8", "utf-8-sig") else []
    delimiter = choose_delimiter(text)
    rows = _records(text, delimiter or ",", limits)
    if delimiter in _SAID_BY:
        notes.append(ReadNote(_SAID_BY[delimiter], "FIX"))
    usual, odd = _ragged(rows)
    sheet = Sheet("CSV", rows, ragged_rows=odd, usual_cells=usual)
    return sheet, encoding, delimiter, [*notes, *_ragged_note(rows)]


def choose_delimiter(text: str) -> str | None:
    """The candidate that cuts the first rows most evenly into more than one column; None where none does."""
    scores = {delimiter: _evenness(text, delimiter) for delimiter in DELIMITERS}
    best = max(DELIMITERS, key=lambda delimiter: scores[delimiter])
    return best if scores[best][0] > 0 else None


def _evenness(text: str, delimiter: str) -> tuple[float, float, int, float]:
    """(share of rows with the commonest width above 1, the same in the top rows, that width, exact share).

    The top rows are the headings, where a decimal comma cannot stand: they tell `1,5;2,5` from comma-separated text.
    """
    widths: list[int] = []
    with suppress(csv.Error):
        for row in islice(csv.reader(StringIO(text, newline=""), delimiter=delimiter), _SAMPLE_ROWS):
            if row:
                widths.append(len(row))
    several = [(count, width) for width, count in Counter(widths).items() if width > 1]
    if not several:
        return 0.0, 0.0, 0, 0.0
    count, width = max(several)
    share = count / len(widths)
    top = widths[:_TOP_ROWS]
    return round(share, 1), top.count(width) / len(top), width, share


_MOST_TOLD = 200_000


def _records(text: str, delimiter: str, limits: ReadLimits) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    told: dict[str, str] = {}  # the same figure stands in many cells: it is held once
    cells = 0
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for record in reader:
            row: list[Cell] = [None if not value else told.setdefault(value, value) for value in record]
            if len(told) > _MOST_TOLD:
                told.clear()
            rows.append(row)
            cells += len(row)
            if cells > limits.max_cells:
                raise ReadRefusal("F14", row=len(rows))
    except csv.Error as error:
        code = "F11" if "limit" in str(error) and text.count('"') % 2 == 0 else "F34"
        raise ReadRefusal(code, row=len(rows) + 1) from None
    return rows


def _encoding_note(encoding: str) -> ReadNote:
    return ReadNote("F26" if encoding == "cp874" else "F27", "FIX")


def _ragged_note(rows: list[list[Cell]]) -> list[ReadNote]:
    widths = Counter(len(row) for row in rows if not _is_blank(row))
    if len(widths) < 2:
        return []
    usual = max(widths.items(), key=lambda item: (item[1], item[0]))[0]
    odd = tuple(number for number, row in enumerate(rows, start=1) if len(row) != usual and not _is_blank(row))
    return [ReadNote("F33", "WARN", "CSV", odd, len(odd), {"usual": usual})]


def _ragged(rows: list[list[Cell]]) -> tuple[int, tuple[int, ...]]:
    """(cells of most rows, the rows whose cells cannot be told apart): blank cells at the end make no difference."""
    widths = Counter(len(row) for row in rows if not _is_blank(row))
    if not widths:
        return 0, ()
    usual = max(widths.items(), key=lambda item: (item[1], item[0]))[0]
    if len(widths) == 1:
        return usual, ()
    needed = min(usual, max(_filled_width(row) for row in rows if len(row) == usual))
    odd = [
        number
        for number, row in enumerate(rows, start=1)
        if not _is_blank(row) and (len(row) < needed or _filled_width(row) > usual)
    ]
    return usual, tuple(odd)


def _filled_width(row: list[Cell]) -> int:
    return max(
        (place for place, value in enumerate(row, start=1) if isinstance(value, str) and value.strip()), default=0
    )


def _is_blank(row: list[Cell]) -> bool:
    return not any(isinstance(value, str) and value.strip() for value in row)


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


SOME_RUINED = {"F29": "F29-some", "F30": "F30-some"}


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
            notes.append(ReadNote(SOME_RUINED[code], "ASK", sheet.name, tuple(sorted(set(rows))), len(rows)))
    return notes


def _sampled(rows: list[list[Cell]]) -> Iterator[tuple[int, str]]:
    """(Excel row, text) of the cells looked at: text that is not plain ASCII."""
    for number, row in enumerate(rows, start=1):
        if number <= _ROWS_LOOKED_AT or number % 50 == 0:
            for value in row:
                if isinstance(value, str) and not value.isascii():
                    yield number, value[:300]
