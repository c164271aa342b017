"""What reading a file gives: a workbook of sheets of cells, notes about it, or one refusal in Thai with its way out."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from operator import itemgetter

from loaders.rules import Arguments, Plain, filled, phrase, rule

Cell = str | int | float | bool | datetime | date | time | timedelta | None
"""One value as the file holds it; a blank cell is None. Text of a CSV or HTML file is never turned into a number."""

UNCALCULATED = "#UNCALCULATED!"
"""Stands in the cell (and in `error_cells`) of a formula that was saved without ever being calculated."""

MIB = 1024 * 1024


@dataclass(frozen=True)
class Sheet:
    """One sheet. `rows[0]` is row 1 and `rows[0][0]` is A1, whatever lies empty before the data.

    `merges` are (first_row, first_column, last_row, last_column), inclusive; the value stands in the first cell.
    `error_cells` are (row, column, text) of formula errors and uncalculated formulas; the same text stands in `rows`,
    so that an error can never be taken for a blank. `hidden_rows` counts hidden or filtered rows, which are in `rows`.
    `ragged_rows`: rows of a delimited file with a cell too few or too many; `usual_cells`: how many the others have.
    """

    name: str
    rows: list[list[Cell]]
    merges: tuple[tuple[int, int, int, int], ...] = ()
    hidden: bool = False
    error_cells: tuple[tuple[int, int, str], ...] = ()
    hidden_rows: int = 0
    ragged_rows: tuple[int, ...] = ()
    usual_cells: int = 0

    def cell(self, row: int, column: int) -> Cell:
        """The value at a position counted from 0; None outside the sheet's cells."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return None

    def column(self, column: int, rows: Iterable[int]) -> list[Cell]:
        """The values of a column in these rows of the sheet, counted from 0; None where a row is shorter."""
        cells = (self.rows[row] for row in rows)
        return [each[column] if column < len(each) else None for each in cells]


MOST_ROWS_SAID = 10


@dataclass(frozen=True)
class ReadNote:
    """Something met while reading that did not stop it.

    `key`: the rule or its variant, whose words `arguments` fill; the first of `rows` fill `rows` where they are told.
    `level` is FIX (put right, counted here), WARN (left as it is) or ASK (a person should look before using it);
    `rows` are Excel row numbers where that helps; `count` how often it was met.
    """

    key: str
    level: str
    sheet: str | None = None
    rows: tuple[int, ...] = ()
    count: int = 0
    words: Arguments = field(default_factory=dict[str, Plain])

    @property
    def code(self) -> str:
        """The id of the rule."""
        return rule(self.key).id

    @property
    def arguments(self) -> Arguments:
        """What fills the words of the rule's sentences."""
        rows = {"rows": ", ".join(map(str, self.rows[:MOST_ROWS_SAID]))} if self.rows else {}
        return {**self.words, **rows}


@dataclass(frozen=True)
class Workbook:
    """One file as read. `kind` says what the content was, never what the name said.

    `kind`: xlsx, xlsm, xlsb, xls, ods, csv, html or xml2003. `encoding`, `delimiter`: None where they mean nothing.
    """

    file_name: str
    sha256: str
    kind: str
    encoding: str | None
    delimiter: str | None
    sheets: tuple[Sheet, ...]
    notes: tuple[ReadNote, ...] = ()


class ReadRefusal(Exception):  # noqa: N818 - a decision about the file, not a fault of the program
    """The file is not taken, and nothing of it is kept. Text is Thai, and never holds a value of a cell.

    `key`: the rule or its variant (F01 …), whose words `arguments` fill. `row` and `column` are as Excel shows them.
    `inside`: the name of the file in an archive that it is about.
    """

    def __init__(
        self,
        key: str,
        arguments: Arguments | None = None,
        sheet: str | None = None,
        row: int | None = None,
        column: int | None = None,
        inside: str = "",
    ) -> None:
        self.key = key
        self.arguments: Arguments = arguments or {}
        self.sheet = sheet
        self.row = row
        self.column = column
        self.inside = inside
        super().__init__(self.text())

    def __reduce__(self) -> tuple[type[ReadRefusal], tuple[object, ...]]:
        return (type(self), (self.key, self.arguments, self.sheet, self.row, self.column, self.inside))

    @property
    def code(self) -> str:
        """The id of the rule."""
        return rule(self.key).id

    @property
    def what(self) -> str:
        """What is wrong, in Thai."""
        said = filled(rule(self.key).says, self.arguments)
        return phrase("in_archive", name=self.inside, what=said) if self.inside else said

    @property
    def fix(self) -> str:
        """How to put it right, in Thai."""
        return filled(rule(self.key).fix, self.arguments)

    def text(self) -> str:
        """One line for the user: where, what, how to put it right, and the rule's id."""
        where = place_words(self.sheet, self.row, column_letter(self.column) if self.column else None)
        return f"{where}{self.what} → {self.fix} [{self.code}]"


@dataclass(frozen=True)
class ReadLimits:
    """How much one file may cost.

    `cpu_seconds` is processor time, so that a busy machine refuses nothing; `idle_seconds` is how long a reading may
    neither say anything nor use the processor. `memory_bytes` bounds the address space the child may add to what its
    libraries take (Linux), or the memory it really uses, looked at four times a second (everywhere): calamine reserves
    1.9 GiB of address space for the largest file we accept (300,000 rows × 60 columns) and uses some 1.4 GiB.
    """

    cpu_seconds: float = 120.0
    idle_seconds: float = 60.0
    memory_bytes: int = 2304 * MIB
    max_bytes: int = 50 * MIB
    max_cells: int = 20_000_000
    max_unzipped_bytes: int = 1200 * MIB
    max_ratio: int = 200
    max_parts: int = 2000
    max_archive_files: int = 200

    @classmethod
    def from_environment(cls) -> ReadLimits:
        """The limits above, replaced by `CIA_READ_SECONDS`, `CIA_READ_MEMORY_MB`, `CIA_MAX_UPLOAD_MB`,
        `CIA_READ_MAX_CELLS` and `CIA_READ_UNZIPPED_MB` where set to a positive number; other texts are ignored."""
        plain = cls()
        return cls(
            cpu_seconds=_setting("CIA_READ_SECONDS", plain.cpu_seconds, 1.0),
            memory_bytes=int(_setting("CIA_READ_MEMORY_MB", plain.memory_bytes, MIB)),
            max_bytes=int(_setting("CIA_MAX_UPLOAD_MB", plain.max_bytes, MIB)),
            max_cells=int(_setting("CIA_READ_MAX_CELLS", plain.max_cells, 1.0)),
            max_unzipped_bytes=int(_setting("CIA_READ_UNZIPPED_MB", plain.max_unzipped_bytes, MIB)),
        )


def _setting(name: str, otherwise: float, unit: float) -> float:
    try:
        value = float(os.environ.get(name, ""))
    except ValueError:
        return otherwise
    return value * unit if 0 < value < 1e12 else otherwise


def place_words(sheet: str | None, row: int | None, column: str | None) -> str:
    """Where something stands, in Thai, with a space behind it; "" where nothing is said of it."""
    words = (sheet and f"แผ่นงาน «{sheet}»", row and f"แถว {row}", column and f"คอลัมน์ {column}")
    return "".join(f"{word} " for word in words if word)


def column_letter(column: int) -> str:
    """1 → A, 27 → AA, as Excel names its columns."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """A → 1, AA → 27; the inverse of `column_letter`."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_cells(rows: Sequence[Sequence[Cell]], position: int) -> list[Cell]:
    """The cells at one position; None where a row is shorter."""
    with suppress(IndexError):  # most tables are as wide in every row, and this takes half the time
        return list(map(itemgetter(position), rows))
    return [row[position] if position < len(row) else None for row in rows]


def is_blank(cell: Cell) -> bool:
    """True for no value or text of nothing but spaces."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def is_blank_row(row: Sequence[Cell]) -> bool:
    """True when no cell of the row says anything."""
    return all(cell is None or (isinstance(cell, str) and not cell.strip()) for cell in row)
