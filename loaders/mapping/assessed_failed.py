"""From the figures a row gives (surveyed, passed, failed, %) to the pair we store, assessed and failed: no guesses."""

from __future__ import annotations

from collections.abc import Mapping as MappingABC
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from loaders.checks.shares import REPAIRED, Place, settle_doubt, shares_among
from loaders.mapping import model as f
from loaders.mapping.cells import Journal, Numbers
from loaders.reading import Cell

SLACK = 1e-6
DISAGREE = 0.051


@dataclass(frozen=True)
class Column:
    """A column of percentages: its `kind` (pass_pct or fail_pct), what it says, `code` under which it is asked about,
    its `label`, the cells and Excel's numbers of its rows."""

    kind: str
    numbers: Numbers
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
    numbers = column.numbers
    values = numbers.values.copy()
    small = (values > 0) & (values <= 1) & ~numbers.signed & ~numbers.faulty
    own, finer = _decimals(numbers, ~small), _decimals(numbers, small)
    scales = _Scales(column.kind, values, _completed(counts))
    as_written = scales.fits(values, max(own, finer))
    as_shares = scales.fits(values * 100, max(0, finer - 2))
    is_share, is_percent = small & as_shares & ~as_written, small & as_written & ~as_shares
    if column.kind == f.FAIL_PCT:  # 0.6 of 300 may be 2 cut off: failures below 1 % are common, so a fit is no proof
        is_share &= scales.counted
    if not (values > 1).any() and is_share.any() != is_percent.any():  # one scale a column: its sure rows speak for all
        is_share, is_percent = (small, ~small) if is_share.any() else (~small & False, small)
    journal.repairs[REPAIRED] += int(is_share.sum())
    doubtful = (
        small & ~is_share & ~is_percent & ~scales.counted & shares_among(np.where(numbers.signed, np.nan, values))
    )
    if doubtful.any():
        place = Place(journal.sheet, column.label, column.rows, column.cells)
        known = int((~np.isnan(values)).sum())
        confirmed = settle_doubt(
            values, doubtful, known, (column.code, column.label), journal.shares, journal.log, journal.repairs, place
        )
        is_share = is_share | confirmed
    decimals = np.where(is_share, max(0, finer - 2), max(own, _decimals(numbers, small & ~is_share)))
    return Percents(np.where(is_share, values * 100, values), decimals)


def _decimals(numbers: Numbers, among: np.ndarray) -> int:
    return int(numbers.decimals[among & ~np.isnan(numbers.values)].max(initial=0))


def _completed(counts: tuple[np.ndarray, np.ndarray, np.ndarray]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Two of the three counts give the third."""
    assessed, passed, failed = counts
    total = np.where(np.isnan(assessed), passed + failed, assessed)
    return (
        total,
        np.where(np.isnan(passed), total - failed, passed),
        np.where(np.isnan(failed), total - passed, failed),
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
            of_all = _holds_integer(assessed * low / 100, assessed * high / 100)
            of_part = _holds_integer(np.maximum(100 * part / high, part), 100 * part / np.maximum(low, SLACK))
            of_other = _holds_integer(other * 100 / (100 - low), other * 100 / np.maximum(100 - high, SLACK))
        by_one = np.where(~np.isnan(assessed), of_all, np.where(~np.isnan(part), of_part, of_other))
        none = np.isnan(assessed) & np.isnan(part) & np.isnan(other)
        return (percents <= 100 + SLACK) & np.where(self.counted, same, none | by_one)


def _holds_integer(low: np.ndarray, high: np.ndarray) -> np.ndarray:
    return np.ceil(low - SLACK) <= np.floor(high + SLACK)


@dataclass
class Figures:
    """The figures of one indicator, or of a long table's rows: kind → numbers, with the columns' names for messages.

    `code`: what a doubt about its percentages is known by; `cells`: kind → what stands in the column, row by row.
    """

    numbers: MappingABC[str, Numbers]
    labels: MappingABC[str, str]
    rows: np.ndarray
    journal: Journal
    code: str = ""
    cells: MappingABC[str, Sequence[Cell]] = field(default_factory=dict[str, Sequence[Cell]])

    def values(self, kind: str) -> np.ndarray:
        """A copy of the numbers of a kind; NaN where the table has no such column."""
        numbers = self.numbers.get(kind)
        return np.full(len(self.rows), np.nan) if numbers is None else numbers.values.copy()

    def label(self, *kinds: str) -> str | None:
        """The name of the first of these columns that the table has."""
        return next((self.labels[kind] for kind in kinds if kind in self.labels), None)


@dataclass(frozen=True)
class Derived:
    """`assessed` and `failed` (NaN: nothing reported) and the rows with a fault."""

    assessed: np.ndarray
    failed: np.ndarray
    faulty: np.ndarray


def derive_counts(figures: Figures) -> Derived:
    """The counts of every row. What is worked out is counted as a repair; what cannot be is a fault of its row."""
    faulty = np.zeros(len(figures.rows), dtype=bool)
    for each in figures.numbers.values():
        faulty |= each.faulty
    assessed, passed, failed = (figures.values(kind) for kind in f.COUNTS)
    percents = _pass_percent(figures)
    _nil_as_zero(figures, (assessed, passed, failed), percents.values)
    faulty |= _check_sums(figures, assessed, passed, failed, faulty)
    _complete(figures, assessed, passed, failed, faulty)
    _from_percent(figures, assessed, passed, failed, percents, faulty)
    half = ~faulty & (np.isnan(assessed) | np.isnan(failed)) & ~_nothing(figures)
    faulty |= _note_half(figures, half)
    above = ~faulty & (failed > assessed)
    key = "V19-passed" if figures.label(f.PASSED) else "V19"
    faulty |= figures.journal.faults(above, figures.rows, key, column=figures.label(f.FAILED, f.PASSED))
    _compare_percent(figures, assessed, failed, percents, faulty)
    return Derived(assessed, failed, faulty)


def _note_half(figures: Figures, half: np.ndarray) -> np.ndarray:
    """Rows that lack one of the two counts, where nothing gives it."""
    if figures.label(*f.PERCENTS) is None and set(figures.numbers) == {f.ASSESSED, f.FAILED}:
        beside = {"column": figures.label(f.ASSESSED) or ""}
        return figures.journal.faults(half, figures.rows, "V36", beside, column=figures.label(f.FAILED))
    key = "V49-percent" if figures.label(*f.PERCENTS) else "V49"
    return figures.journal.faults(half, figures.rows, key, column=figures.label(*f.FIGURES))


def _nothing(figures: Figures) -> np.ndarray:
    """Rows that report nothing at all of the indicator."""
    empty = [np.isnan(each.values) for kind, each in figures.numbers.items() if kind in (*f.COUNTS, *f.PERCENTS)]
    return np.logical_and.reduce(empty) if empty else np.ones(len(figures.rows), dtype=bool)


def _pass_percent(figures: Figures) -> Percents:
    """The percentages that pass (0–100, NaN where not said)."""
    kind = next((kind for kind in f.PERCENTS if kind in figures.numbers), None)
    if kind is None:
        return Percents(np.full(len(figures.rows), np.nan), np.zeros(len(figures.rows), dtype=int))
    numbers = figures.numbers[kind]
    column = Column(kind, numbers, figures.code, figures.labels[kind], figures.cells.get(kind, ()), figures.rows)
    assessed, passed, failed = (figures.values(each) for each in f.COUNTS)
    found = settle_scale(column, (assessed, passed, failed), figures.journal)
    outside = ~numbers.faulty & ((found.values < 0) | (found.values > 100))
    outside &= ~np.isfinite(_completed((assessed, passed, failed))[2])  # beside whole counts it is only a doubt
    figures.journal.faults(outside, figures.rows, "V18", column=figures.labels[kind])
    numbers.faulty[outside] = True
    return found if kind == f.PASS_PCT else Percents(100 - found.values, found.decimals)


def _nil_as_zero(figures: Figures, counts: tuple[np.ndarray, ...], percent: np.ndarray) -> None:
    """A sign such as '-' beside a count means none, where the percentage says so too: 2,086 | 100.00 | -."""
    assessed, passed, failed = counts
    nil = {kind: figures.numbers[kind].nil for kind in (f.PASSED, f.FAILED) if kind in figures.numbers}
    none = np.zeros(len(figures.rows), dtype=bool)
    no_failed = nil.get(f.FAILED, none) & (passed > 0) & (percent == 100)
    no_passed = nil.get(f.PASSED, none) & (failed > 0) & ((percent == 0) | np.isnan(percent))
    failed[no_failed], passed[no_passed] = 0, 0
    _repaired(figures, no_failed | no_passed, "เครื่องหมาย - คู่กับจำนวนอีกช่อง ถือเป็น 0")
    del assessed


def _check_sums(
    figures: Figures, assessed: np.ndarray, passed: np.ndarray, failed: np.ndarray, faulty: np.ndarray
) -> np.ndarray:
    broken = ~faulty & (np.abs(passed + failed - assessed) > SLACK)
    return figures.journal.faults(broken, figures.rows, "V20", column=figures.label(f.ASSESSED))


def _complete(
    figures: Figures, assessed: np.ndarray, passed: np.ndarray, failed: np.ndarray, faulty: np.ndarray
) -> None:
    """Two of the three counts give the third."""
    from_passed = ~faulty & np.isnan(failed) & ~np.isnan(assessed) & ~np.isnan(passed)
    failed[from_passed] = (assessed - passed)[from_passed]
    _repaired(figures, from_passed, "คำนวณจำนวนไม่ผ่านจากจำนวนที่สำรวจลบจำนวนผ่าน")
    from_parts = ~faulty & np.isnan(assessed) & ~np.isnan(passed) & ~np.isnan(failed)
    assessed[from_parts] = (passed + failed)[from_parts]
    if f.ASSESSED in figures.numbers:  # a table without that column says it by the other two: nothing is put right
        _repaired(figures, from_parts, "คำนวณจำนวนที่สำรวจจากจำนวนผ่านรวมกับไม่ผ่าน")
    nobody = ~faulty & (assessed == 0) & np.isnan(failed)
    failed[nobody] = 0


def _repaired(figures: Figures, mask: np.ndarray, what: str) -> None:
    if mask.any():
        figures.journal.repairs[what] += int(mask.sum())


def _from_percent(
    figures: Figures,
    assessed: np.ndarray,
    passed: np.ndarray,
    failed: np.ndarray,
    percents: Percents,
    faulty: np.ndarray,
) -> None:
    """One count and a percentage give the other count, where exactly one whole number fits the rounding."""
    open_rows = ~faulty & ~np.isnan(percents.values) & (np.isnan(assessed) | np.isnan(failed))
    worked = np.zeros(len(figures.rows), dtype=bool)
    for place in np.flatnonzero(open_rows):
        percent, decimals = percents.values[place], int(percents.decimals[place])
        pair = exact_counts(assessed[place], passed[place], failed[place], percent, decimals)
        if pair is not None:
            assessed[place], failed[place] = pair
            worked[place] = True
    _repaired(figures, worked, "คำนวณจำนวนจากร้อยละ (มีจำนวนเต็มเดียวที่ตรงพอดี)")


def exact_counts(
    assessed: float, passed: float, failed: float, percent: float, decimals: int
) -> tuple[float, float] | None:
    """(assessed, failed) when one whole number only agrees with the percentage as rounded; None otherwise.

    >>> exact_counts(30, float("nan"), float("nan"), 96.67, 2), exact_counts(3000, float("nan"), float("nan"), 96.7, 1)
    ((30, 1.0), None)
    """
    half = 0.5 * 10.0**-decimals + SLACK
    if not np.isnan(assessed):
        low, high = assessed * (percent - half) / 100, assessed * (percent + half) / 100
        fits = _integer_between(low, min(high, assessed))
        return (assessed, assessed - fits) if fits is not None else None
    part, share = (passed, percent) if not np.isnan(passed) else (failed, 100 - percent)
    if np.isnan(part) or part <= 0 or share - half <= 0:
        return None
    fits = _integer_between(max(part, 100 * part / (share + half)), 100 * part / (share - half))
    if fits is None:
        return None
    return (fits, fits - passed) if not np.isnan(passed) else (fits, failed)


def _integer_between(low: float, high: float) -> float | None:
    """The only whole number within; None when there is none or more than one."""
    first, last = np.ceil(max(low, 0) - SLACK), np.floor(high + SLACK)
    return float(first) if first == last else None


def _compare_percent(
    figures: Figures, assessed: np.ndarray, failed: np.ndarray, percents: Percents, faulty: np.ndarray
) -> None:
    """A printed percentage that disagrees with the counts is a warning; ours is used."""
    with np.errstate(invalid="ignore", divide="ignore"):
        ours = 100 * (assessed - failed) / assessed
    allowed = np.maximum(DISAGREE, 0.5 * 10.0**-percents.decimals + SLACK)
    off = ~faulty & (np.abs(ours - percents.values) > allowed)
    figures.journal.faults(off, figures.rows, "V16", column=figures.label(*f.PERCENTS))
