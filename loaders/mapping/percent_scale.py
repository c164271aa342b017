"""Which scale percentages are written in: 85 and 0.85 are both tried on the counts beside them, never guessed.

A figure above 1 or with a % sign is a percentage. One of 0–1 may be a share of one (0.85 for 85 %): the counts of its
row say which where only one of both scales fits them after rounding; where they fit neither or both, a column that is
nothing else follows its rows that are sure, and what is left is asked about. Of failures below 1 % only both counts of
a row are proof.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from loaders.checks.shares import REPAIRED, Place, settle_doubt, shares_among
from loaders.mapping import fields as f
from loaders.mapping.columns import Journal, Numbers
from loaders.reading import Cell

SLACK = 1e-6
DISAGREE = 0.051


@dataclass(frozen=True)
class Column:
    """A column of percentages: its `kind` (pass_pct or fail_pct), what it says, `code` under which it is asked about,
    its `label`, the cells and Excel's numbers of its rows."""

    kind: str
    told: Numbers
    code: str
    label: str
    cells: Sequence[Cell]
    rows: np.ndarray


@dataclass(frozen=True)
class Percents:
    """`values`: percentages (0–100 where right, NaN where not said). `decimals`: digits after the point they are exact
    to, row by row."""

    values: np.ndarray
    decimals: np.ndarray


def settle_scale(column: Column, counts: tuple[np.ndarray, np.ndarray, np.ndarray], journal: Journal) -> Percents:
    """The percentages of a column in one scale. `counts`: assessed, passed, failed (NaN where not told).

    What is read as shares is counted as a repair; shares that nothing settles stay as written and are asked about.
    """
    told = column.told
    values = told.values.copy()
    small = (values > 0) & (values <= 1) & ~told.signed & ~told.faulty
    own, finer = _decimals(told, ~small), _decimals(told, small)
    scales = _Scales(column.kind, values, _completed(counts))
    as_written = scales.fits(values, max(own, finer))
    as_shares = scales.fits(values * 100, max(0, finer - 2))
    is_share, is_percent = small & as_shares & ~as_written, small & as_written & ~as_shares
    if column.kind == f.FAIL_PCT:  # 0.6 of 300 may be 2 cut off: failures below 1 % are common, so a fit is no proof
        is_share &= scales.counted
    if not (values > 1).any() and is_share.any() != is_percent.any():  # one scale a column: its sure rows speak for all
        is_share, is_percent = (small, ~small) if is_share.any() else (~small & False, small)
    journal.repairs[REPAIRED] += int(is_share.sum())
    doubtful = small & ~is_share & ~is_percent & ~scales.counted & shares_among(np.where(told.signed, np.nan, values))
    if doubtful.any():
        place = Place(journal.sheet, column.label, column.rows, column.cells)
        known = int((~np.isnan(values)).sum())
        said = settle_doubt(
            values, doubtful, known, (column.code, column.label), journal.shares, journal.log, journal.repairs, place
        )
        is_share = is_share | said
    decimals = np.where(is_share, max(0, finer - 2), max(own, _decimals(told, small & ~is_share)))
    return Percents(np.where(is_share, values * 100, values), decimals)


def _decimals(told: Numbers, among: np.ndarray) -> int:
    return int(told.decimals[among & ~np.isnan(told.values)].max(initial=0))


def _completed(counts: tuple[np.ndarray, np.ndarray, np.ndarray]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Two of the three counts give the third."""
    assessed, passed, failed = counts
    whole = np.where(np.isnan(assessed), passed + failed, assessed)
    return (
        whole,
        np.where(np.isnan(passed), whole - failed, passed),
        np.where(np.isnan(failed), whole - passed, failed),
    )


@dataclass(frozen=True)
class _Scales:
    """The percentages of `kind` beside the counts of their rows."""

    kind: str
    values: np.ndarray
    counts: tuple[np.ndarray, np.ndarray, np.ndarray]

    @property
    def counted(self) -> np.ndarray:
        """Rows whose counts alone say everything."""
        return ~np.isnan(self.counts[0]) & ~np.isnan(self.counts[2])

    def fits(self, percents: np.ndarray, decimals: int) -> np.ndarray:
        """Rows whose counts agree with these percentages as rounded: the same share, or a whole number that gives it.
        Without a count every percentage fits."""
        half = 0.5 * 10.0**-decimals + SLACK
        assessed, passed, failed = self.counts
        part, other = (passed, failed) if self.kind == f.PASS_PCT else (failed, passed)
        with np.errstate(invalid="ignore", divide="ignore"):
            same = np.abs(100 * part / assessed - percents) <= max(half, DISAGREE)
            low, high = np.maximum(percents - half, 0), np.minimum(percents + half, 100)
            of_all = _holds_whole(assessed * low / 100, assessed * high / 100)
            of_part = _holds_whole(np.maximum(100 * part / high, part), 100 * part / np.maximum(low, SLACK))
            of_other = _holds_whole(other * 100 / (100 - low), other * 100 / np.maximum(100 - high, SLACK))
        by_one = np.where(~np.isnan(assessed), of_all, np.where(~np.isnan(part), of_part, of_other))
        none = np.isnan(assessed) & np.isnan(part) & np.isnan(other)
        return (percents <= 100 + SLACK) & np.where(self.counted, same, none | by_one)


def _holds_whole(low: np.ndarray, high: np.ndarray) -> np.ndarray:
    return np.ceil(low - SLACK) <= np.floor(high + SLACK)
