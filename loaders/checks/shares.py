"""Percentages written as shares of one (0.85 for 85 %): noticed by column, asked about, never guessed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from catalogue import Indicator
from loaders.checks.personal_columns import shown_value
from loaders.checks.problems import Problem, ProblemLog, numbers_where
from loaders.reading import Cell
from loaders.rules import rule

PERCENT_UNITS = ("%", "ร้อยละ", "เปอร์เซ็นต์")
REPAIRED = "อ่านร้อยละที่เก็บเป็นเศษส่วน (0.85 = ร้อยละ 85)"
SHOWN = 3


@dataclass(frozen=True)
class ShareDoubt:
    """Cells of one column of percentages that may be shares of one: `count` of its `filled` cells.

    `indicator_code`: what an answer names; the id of the set where the column is of many indicators.
    """

    indicator_code: str
    name: str
    count: int
    filled: int
    examples: tuple[str, ...]

    @property
    def question(self) -> str:
        """What the person is asked, in Thai."""
        return self.problem.sentence

    @property
    def problem(self) -> Problem:
        """The question as what holds a file back while nobody has answered."""
        listed = ", ".join(self.examples) + (" …" if self.count > len(self.examples) else "")
        about = {"code": self.indicator_code, "name": self.name, "examples": listed}
        if self.count == self.filled:
            return Problem("V14-column_asked", about)
        return Problem("V14-asked", {**about, "count": self.count, "filled": self.filled})


@dataclass
class Shares:
    """`answered`: codes of the indicators whose small figures are shares, as the person said; None while nobody has.
    `doubts`: what was met."""

    answered: tuple[str, ...] | None = None
    doubts: list[ShareDoubt] = field(default_factory=list[ShareDoubt])


def shares_among(values: np.ndarray) -> np.ndarray:
    """The values of 0–1 in a column of percentages that look like shares of one: all are so, or the middle one of the
    others is more times the middle one of these than the limit of V14, and at least one lies between 0 and 1."""
    small = (values > 0) & (values <= 1)
    others = values[values > 1]
    if not ((values > 0) & (values < 1)).any():
        return np.zeros(len(values), dtype=bool)
    apart = others.size == 0 or float(np.median(others) / np.median(values[small])) > rule("V14").bound
    return small if apart else np.zeros(len(values), dtype=bool)


def settle_shares(
    values: np.ndarray, indicator: Indicator, shares: Shares, log: ProblemLog, repairs: Counter[str], place: Place
) -> np.ndarray:
    """The values of one indicator with its shares as percentages where the person said so; else a warning by cell."""
    if indicator.unit not in PERCENT_UNITS or not (mask := shares_among(values)).any():
        return values
    filled = int((~np.isnan(values)).sum())
    is_share = settle_doubt(values, mask, filled, (indicator.code, indicator.name), shares, log, repairs, place)
    return np.where(is_share, np.round(values * 100, 10), values)


def settle_doubt(
    values: np.ndarray,
    mask: np.ndarray,
    filled: int,
    about: tuple[str, str],
    shares: Shares,
    log: ProblemLog,
    repairs: Counter[str],
    place: Place,
) -> np.ndarray:
    """Which of the doubtful cells (`mask`, of `filled` that say something) are shares, as the person said: none where
    nobody did, with a warning. `about`: the code under which it is asked, and the name."""
    found = [f"{value:g}" for value in values[mask][:SHOWN]]
    shares.doubts.append(ShareDoubt(*about, int(mask.sum()), filled, tuple(found)))
    if shares.answered is None:
        _warn(mask, filled, log, place)
    elif about[0] in shares.answered:
        repairs[REPAIRED] += int(mask.sum())
        return mask
    return np.zeros(len(values), dtype=bool)


@dataclass(frozen=True)
class Place:
    """Where a column stands: the sheet, its label, Excel's number and the cell of each row."""

    sheet: str
    label: str
    rows: np.ndarray
    cells: Sequence[Cell]


def _warn(mask: np.ndarray, filled: int, log: ProblemLog, place: Place) -> None:
    """By cell where they stand among others; once for a column that is nothing else."""
    if int(mask.sum()) == filled:
        log.add(Problem("V14-column", sheet=place.sheet, column=place.label))
        return
    shown = [shown_value(place.cells[int(at)]) for at in np.flatnonzero(mask)]
    log.rows(numbers_where(mask, place.rows), "V14", sheet=place.sheet, column=place.label, values=shown)
