"""Households written twice: known by rows alike in every cell, by their numbers, or by a long block pasted again.

Rows are compared whole, with the columns that are not kept, in memory while the file is read: nothing of it is stored
or told but row numbers and counts.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from loaders.checks.personal_columns import holds_personal_values, safe_heading
from loaders.checks.problems import Problem, ProblemLog, numbers_where
from loaders.reading import Cell, column_cells, fold, is_blank
from loaders.rules import rule

LIST_PATH = Path(__file__).parent / "household_keys.toml"
NOT_DIGITS = re.compile(r"[\s.\-_/()']")
KEY_DIGITS = (11, 13)  # a house's code, a person's number
SHOWN = 10
LEAST_DIFFERENT = 0.5  # of the filled cells of a key; in a table pasted twice every other one is new
MIXER = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True)
class Table:
    """Rows of households as they stand in a sheet: cells from column A, and Excel's row numbers. `others`: the columns
    that are not read, among which a household's number or name stands."""

    sheet: str
    headings: Mapping[int, str]
    others: tuple[int, ...]
    rows: list[list[Cell]]
    row_numbers: np.ndarray


@cache
def _headings() -> dict[str, tuple[str, ...]]:
    with LIST_PATH.open("rb") as file:
        return {name: tuple(fold(word) for word in words) for name, words in tomllib.load(file).items()}


def is_household_key(heading: str) -> bool:
    """True for a heading of numbers or names that tell one household from another.

    >>> is_household_key("รหัสครัวเรือน"), is_household_key("หมู่ที่")
    (True, False)
    """
    folded, lists = fold(heading), _headings()
    return folded in lists["whole_numbers"] or any(word in folded for word in (*lists["numbers"], *lists["names"]))


def _number_columns(table: Table) -> list[int]:
    lists = _headings()
    headed = [(place, fold(table.headings.get(place, ""))) for place in table.others]
    return [
        place
        for place, heading in headed
        if (heading in lists["whole_numbers"] or any(word in heading for word in lists["numbers"]))
        and _tells_apart(column_cells(table.rows, place))
    ]


def _tells_apart(cells: Sequence[Cell]) -> bool:
    """False where most rows share their words with others, as those of one who asks the questions do."""
    filled = [cell for cell in cells if not is_blank(cell)]
    return bool(filled) and len(set(filled)) >= LEAST_DIFFERENT * len(filled)


def _key_columns(table: Table) -> list[int]:
    numbers, names = _number_columns(table), _headings()["names"]
    return [
        place
        for place in table.others
        if place in numbers
        or (
            (
                any(word in fold(table.headings.get(place, "")) for word in names)
                or holds_personal_values(column_cells(table.rows, place))
            )
            and _tells_apart(column_cells(table.rows, place))
        )
    ]


def kept_once(table: Table, log: ProblemLog) -> Table:
    """The table with rows that are alike in every cell, and name or number their household, once: the first (C35).

    A long block of rows that stands again in the same order, without such a key, is only a doubt (C36): two
    households may well give the same answers.
    """
    hashes = np.array([hash(tuple(row)) for row in table.rows], dtype=np.int64)
    again = np.zeros(len(hashes), dtype=bool)
    alike = pd.Series(hashes).duplicated(keep="first").to_numpy()
    if alike.any() and (keys := _key_columns(table)):
        first = _first_alike(hashes)
        for place in np.flatnonzero(alike).tolist():
            row = table.rows[place]
            keyed = any(key < len(row) and not is_blank(row[key]) for key in keys)
            again[place] = keyed and row == table.rows[first[place]]
    if again.any():
        numbers = tuple(int(number) for number in table.row_numbers[again])
        log.add(Problem("C35", {"count": len(numbers), "rows": numbers}, table.sheet))
        rows = [row for row, left_out in zip(table.rows, again.tolist(), strict=True) if not left_out]
        table = replace(table, rows=rows, row_numbers=table.row_numbers[~again])
    _note_blocks(table, hashes[~again], log)
    return table


def _first_alike(values: np.ndarray) -> np.ndarray:
    """For each value the place where it stands first."""
    codes, _ = pd.factorize(values)
    _, first = np.unique(codes, return_index=True)
    return first[codes]


def _note_blocks(table: Table, hashes: np.ndarray, log: ProblemLog) -> None:
    """C36 for every block of at least so many rows, most of them different, that stands again in the same order."""
    length = int(rule("C36").bound)
    if len(hashes) < 2 * length:
        return
    windows = np.zeros(len(hashes) - length + 1, dtype=np.uint64)
    for step in range(length):
        windows = windows * MIXER + hashes[step : step + len(windows)].view(np.uint64)
    first = _first_alike(windows)
    changes = np.concatenate([[0], np.cumsum(hashes[1:] != hashes[:-1])])
    varied = 2 * (changes[length - 1 :] - changes[: len(windows)]) >= length  # not the same answers over and over
    starts = np.flatnonzero(varied & (first < np.arange(len(first))))
    breaks = np.flatnonzero((np.diff(starts) > 1) | (np.diff(first[starts]) != 1)) + 1
    for run in np.split(starts, breaks)[:SHOWN] if starts.size else []:
        begin, source, count = int(run[0]), int(first[run[0]]), len(run) + length - 1
        if table.rows[begin : begin + count] == table.rows[source : source + count]:
            numbers = table.row_numbers
            words = {
                "first": numbers[begin], "last": numbers[begin + count - 1], "count": count,
                "source_first": numbers[source], "source_last": numbers[source + count - 1],
            }  # fmt: skip
            log.add(Problem("C36", words, table.sheet, int(numbers[begin])))


def check_numbers_twice(table: Table, codes: np.ndarray, good: np.ndarray, log: ProblemLog) -> np.ndarray:
    """The rows at fault: of one village and one household's number, with different answers (C17). A number in two
    villages is counted in both and only told (C23). `codes`: the village of each row; `good`: rows without a fault."""
    columns = _number_columns(table)
    found = [_numbers(column_cells(table.rows, place)) for place in columns]
    if not found:
        return np.zeros(len(codes), dtype=bool)
    keys = pd.Series(["|".join(parts) for parts in zip(*found, strict=True)], dtype=object)
    known = (keys.str.strip("|") != "").to_numpy() & good
    frame = pd.DataFrame({"key": keys, "code": codes})[known]
    twice = np.zeros(len(codes), dtype=bool)
    twice[frame.index[frame.duplicated(keep=False)]] = True
    headed = tuple(safe_heading(place, table.headings.get(place, "")) for place in columns)
    log.rows(numbers_where(twice, table.row_numbers), "C17", {"columns": headed}, sheet=table.sheet)
    villages = frame.drop_duplicates().groupby("key")["code"].size()
    if shared := int((villages > 1).sum()):
        log.add(Problem("C23", {"count": shared}, table.sheet))
    return twice


def _numbers(cells: Sequence[Cell]) -> list[str]:
    """The digits of each cell that holds a house's or a person's number; "" for all else and for one digit repeated."""
    found: list[str] = []
    for cell in cells:
        number = int(cell) if isinstance(cell, float) and cell.is_integer() else cell
        digits = NOT_DIGITS.sub("", fold(str(number))) if isinstance(number, str | int) else ""
        is_key = len(digits) in KEY_DIGITS and digits.isdigit() and len(set(digits)) > 1
        found.append(digits if is_key else "")
    return found
