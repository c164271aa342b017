"""One table "file → จังหวัด" for many files that do not say their area: a CSV file, or lines pasted from a worksheet."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import StringIO
from pathlib import PurePosixPath

from catalogue.areas import area_names, find_province
from loaders.checks.problems import Problem
from loaders.reading import fold

SEPARATORS = "\t;,|"
LONGEST = 1_000_000  # characters of a table
HEADINGS = ("ไฟล์", "ชื่อไฟล์", "file", "file name", "filename", "file_name", "name")


@dataclass(frozen=True)
class FileAreas:
    """`codes`: the key of a file's name → code of its province; `problems`: rows of the table that cannot be used."""

    codes: dict[str, str] = field(default_factory=dict[str, str])
    problems: tuple[Problem, ...] = ()

    def of(self, file_name: str) -> str | None:
        """The area of a file by its name, with or without its folders and its ending; None where it is not listed."""
        return self.codes.get(_key(file_name)) or self.codes.get(_key(file_name, ending=False))


def read_file_areas(text: str) -> FileAreas:
    """The table of a text: a line a file, its name and its province (name or code) in two cells, a heading or none.

    A province that is not known, or a file that stands for two, is a problem of its line; a name of a province is never
    taken for the one nearest to it.

    >>> read_file_areas("ก.xls,ภูเก็ต").of("folder/ก.XLS")
    '83'
    """
    codes: dict[str, str] = {}
    problems: list[Problem] = []
    for number, name, province in _lines(text[:LONGEST]):
        code = _code(province)
        key = _key(name)
        if code is None:
            problems.append(Problem("C48", row=number))
        elif codes.setdefault(key, code) != code:
            problems.append(Problem("C49", row=number))
    return FileAreas(codes, tuple(problems))


def decoded(content: bytes) -> str:
    """The text of a table's bytes: UTF-8, with or without a mark, else the Thai code page of Windows."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp874", errors="replace")


def _lines(text: str) -> Iterator[tuple[int, str, str]]:
    """(line, file, province) of the lines that are filled and no heading."""
    text = text.removeprefix("\ufeff")
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = next((each for each in SEPARATORS if each in first), ",")
    rows = csv.reader(StringIO(text), delimiter=separator, skipinitialspace=True)
    for row in rows:
        cells = [cell.strip() for cell in row]
        if not any(cells) or fold(cells[0]) in HEADINGS:
            continue
        yield rows.line_num, cells[0], cells[1] if len(cells) > 1 else ""


def _code(province: str) -> str | None:
    digits = fold(province).removeprefix("th").strip()
    if digits.isdigit():
        return digits if len(digits) == 2 and digits in area_names() else None
    found = find_province(province)
    return found.code if found is not None and found.exact else None


def _key(file_name: str, *, ending: bool = True) -> str:
    name = fold(PurePosixPath(file_name.replace("\\", "/")).name)
    return name if ending else name.rpartition(".")[0]
