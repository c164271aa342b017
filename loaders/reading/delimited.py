"""CSV and its kin: one separator for the whole file, strict quotes, every cell text."""

from __future__ import annotations

import csv
from collections import Counter
from contextlib import suppress
from io import StringIO
from itertools import islice

from loaders.reading.decoding import decode
from loaders.reading.model import Cell, ReadLimits, ReadNote, ReadRefusal, Sheet

DELIMITERS = (",", ";", "\t", "|")
LONGEST_CELL = 131_072
_SAMPLE_ROWS = 300
_TOP_ROWS = 5
_NAMES = {",": "จุลภาค (,)", ";": "อัฒภาค (;)", "\t": "แท็บ", "|": "ขีดตั้ง (|)"}


def read_delimited(content: bytes, limits: ReadLimits) -> tuple[Sheet, str, str | None, list[ReadNote]]:
    """(sheet, encoding, delimiter, notes). `delimiter` is None for a file of one column.

    Row numbers count records, as Excel would show them. Rows of another width are kept as they are and named in a note.
    Raises ReadRefusal F28 (encoding), F34 (quotes) with the row, F11 (endless cell), F14 (too many cells).
    """
    text, encoding = decode(content.rstrip(b"\x1a"))  # the end mark of old DOS programs
    notes = [_encoding_note(encoding)] if encoding not in ("utf-8", "utf-8-sig") else []
    delimiter = choose_delimiter(text)
    rows = _records(text, delimiter or ",", limits)
    if delimiter not in (None, ","):
        notes.append(ReadNote("F31", "FIX", f"คอลัมน์คั่นด้วย{_NAMES[delimiter]}"))
    ragged = _ragged_note(rows)
    return Sheet("CSV", rows), encoding, delimiter, [*notes, *ragged]


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


def _records(text: str, delimiter: str, limits: ReadLimits) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    cells = 0
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for record in reader:
            row: list[Cell] = [value or None for value in record]
            rows.append(row)
            cells += len(row)
            if cells > limits.max_cells:
                raise ReadRefusal("F14", row=len(rows))
    except csv.Error as error:
        code = "F11" if "limit" in str(error) and text.count('"') % 2 == 0 else "F34"
        raise ReadRefusal(code, row=len(rows) + 1) from None
    return rows


def _encoding_note(encoding: str) -> ReadNote:
    code = "F26" if encoding == "cp874" else "F27"
    name = "ไทย 874 (TIS-620)" if encoding == "cp874" else "UTF-16"
    return ReadNote(code, "FIX", f"อ่านตัวอักษรด้วยรหัส {name}")


def _ragged_note(rows: list[list[Cell]]) -> list[ReadNote]:
    widths = Counter(len(row) for row in rows if not _is_blank(row))
    if len(widths) < 2:
        return []
    usual = max(widths.items(), key=lambda item: (item[1], item[0]))[0]
    odd = tuple(number for number, row in enumerate(rows, start=1) if len(row) != usual and not _is_blank(row))
    return [ReadNote("F33", "WARN", f"จำนวนช่องในแถวไม่เท่ากับแถวส่วนใหญ่ ({usual} ช่อง)", "CSV", odd, len(odd))]


def _is_blank(row: list[Cell]) -> bool:
    return not any(isinstance(value, str) and value.strip() for value in row)
