"""Pure arithmetic on arrays of percentages: missing in, missing out (NaN), never 0. And rows as plain values."""

from collections.abc import Hashable, Iterable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Row = dict[Hashable, Any]


def rows_of(table: pd.DataFrame) -> list[Row]:
    """Every row by column name; a third of the time of `to_dict` for tables of some dozen rows."""
    cells = (table[name].tolist() for name in table.columns)
    return [dict(zip(table.columns, row, strict=True)) for row in zip(*cells, strict=True)]


def first_row(table: pd.DataFrame) -> Row | None:
    """The first row; None for a table without rows."""
    return table.iloc[0].to_dict() if len(table) else None


Numbers = npt.NDArray[np.float64]

REFERENCE_ENDS: Mapping[str, str] = {
    "problem_pct": "reference_pct",
    "low_pct": "reference_low_pct",
    "high_pct": "reference_high_pct",
}

Z_95 = 1.959963984540054  # 97.5th percentile of the standard normal distribution
BETTER, SIMILAR, WORSE, UNKNOWN = "better", "similar", "worse", "unknown"
STATUS_NAMES: Mapping[str, str | None] = {BETTER: "เด่น", SIMILAR: "ใกล้เคียง", WORSE: "ด้อย", UNKNOWN: None}
FEW_ASSESSED = 30  # under so many nothing is called better or worse
FEW_NAME = "จำนวนน้อย ยังบอกไม่ได้"
BY_CHANCE = 0.05  # of figures that do not differ, how many an interval of 95 % leaves outside
TIE_DECIMALS = 9  # means of the same numbers may differ in the last bits


def numbers(values: npt.ArrayLike) -> Numbers:
    """Any column of numbers as float64, missing as NaN."""
    if isinstance(values, pd.Series):
        return values.to_numpy(dtype="float64", na_value=float("nan"))
    return np.asarray(values, dtype="float64")


def looked_up(codes: pd.Series, table: pd.DataFrame, column: str, by: str = "indicator_code") -> Numbers:
    """The number that a table of one row a code holds for each of `codes`; missing where it has none."""
    known = dict(zip(table[by].tolist(), numbers(table[column]).tolist(), strict=True))
    return np.array([known.get(code, np.nan) for code in codes.tolist()], dtype="float64")


def share_pct(part: npt.ArrayLike, total: npt.ArrayLike) -> Numbers:
    """100 · part / whole; missing where either is missing or the whole is 0."""
    parts, totals = numbers(part), numbers(total)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(totals > 0, 100 * parts / totals, np.nan)


def wilson_interval(failed: npt.ArrayLike, assessed: npt.ArrayLike) -> tuple[Numbers, Numbers]:
    """Wilson's 95 % interval of failed / assessed as two percentages (low, high).

    Missing where either is missing or nobody was assessed. Source: E. B. Wilson (1927), JASA 22, 209–212, the score
    interval without continuity correction.
    """
    count, size = numbers(failed), numbers(assessed)
    with np.errstate(divide="ignore", invalid="ignore"):
        size = np.where(size > 0, size, np.nan)
        share = count / size
        spread = Z_95 * np.sqrt(share * (1 - share) / size + Z_95**2 / (4 * size**2))
        centre, scale = share + Z_95**2 / (2 * size), 1 + Z_95**2 / size
        low, high = (centre - spread) / scale, (centre + spread) / scale
    low, high = np.where((count == 0) & (size > 0), 0.0, low), np.where(count == size, 1.0, high)
    return 100 * np.clip(low, 0, 1), 100 * np.clip(high, 0, 1)


def score_problem_pct(score_1: npt.ArrayLike, score_2: npt.ArrayLike, score_3: npt.ArrayLike) -> Numbers:
    """Mean of (3 − score) / 2 · 100 over villages, from the number of villages at each score; missing without any."""
    much, some, none = numbers(score_1), numbers(score_2), numbers(score_3)
    return share_pct(2 * much + some, 2 * (much + some + none))


def value_problem_pct(
    value: npt.ArrayLike, low: npt.ArrayLike, high: npt.ArrayLike, more_is_worse: npt.ArrayLike
) -> Numbers:
    """Where a value lies between its best end (0) and its worst end (100), held within 0–100.

    `more_is_worse` says which end of low..high is the worst. Missing without a value or without both ends.
    """
    lowest, highest = numbers(low), numbers(high)
    from_low = np.clip(share_pct(numbers(value) - lowest, highest - lowest), 0, 100)
    return np.where(np.asarray(more_is_worse, dtype=bool), from_low, 100 - from_low)


def status(
    low_pct: npt.ArrayLike,
    high_pct: npt.ArrayLike,
    reference_low_pct: npt.ArrayLike,
    reference_high_pct: npt.ArrayLike | None = None,
) -> npt.NDArray[np.object_]:
    """Standing of problem percentages against a reference: better, similar, worse, or unknown.

    The interval lies wholly below the reference / covers it / lies wholly above it. A reference that has an interval of
    its own is given by both its ends: below or above is then clear of all of it, similar where the two intervals meet.
    Unknown when either is missing.
    """
    low, high, other_low = numbers(low_pct), numbers(high_pct), numbers(reference_low_pct)
    other_high = other_low if reference_high_pct is None else numbers(reference_high_pct)
    known = ~(np.isnan(low) | np.isnan(high) | np.isnan(other_low) | np.isnan(other_high))
    choices = [~known, high < other_low, low > other_high]
    return np.select(choices, [UNKNOWN, BETTER, WORSE], SIMILAR).astype(object)


def steady_status(
    failed: npt.ArrayLike,
    assessed: npt.ArrayLike,
    reference_low_pct: npt.ArrayLike,
    reference_high_pct: npt.ArrayLike,
) -> npt.NDArray[np.object_]:
    """`status` of failed / assessed by Wilson's interval, where one failed case more and one fewer say the same.

    similar where they do not, and where fewer than FEW_ASSESSED were assessed: one case decides nothing. unknown as in
    `status`.
    """
    count, size = numbers(failed), numbers(assessed)
    verdicts = [
        status(*wilson_interval(np.clip(count + more, 0, size), size), reference_low_pct, reference_high_pct)
        for more in (0, 1, -1)
    ]
    found, steady = verdicts[0], (verdicts[0] == verdicts[1]) & (verdicts[0] == verdicts[2])
    return np.where((found != UNKNOWN) & (~steady | (size < FEW_ASSESSED)), SIMILAR, found).astype(object)


def expected_by_chance(statuses: npt.ArrayLike, assessed: npt.ArrayLike) -> float:
    """How many of these figures would stand out though none of them differs: BY_CHANCE of those that were compared and
    had FEW_ASSESSED or more assessed. At most so many: a status that one case would change does not stand out. NaN
    where none could be compared."""
    compared = np.isin(np.asarray(statuses, dtype=object), [BETTER, SIMILAR, WORSE])
    judged = int((compared & (numbers(assessed) >= FEW_ASSESSED)).sum())
    return BY_CHANCE * judged if compared.any() else float("nan")


def status_counts(statuses: Iterable[object]) -> dict[str, int | None]:
    """How many stand better, similar, worse and unknown; the first three are missing, not 0, where nothing could be
    compared at all."""
    listed = list(statuses)
    counts = {each: listed.count(each) for each in (BETTER, SIMILAR, WORSE, UNKNOWN)}
    compared = len(listed) > counts[UNKNOWN]
    return {each: count if compared or each == UNKNOWN else None for each, count in counts.items()}


def percentile_rank(values: npt.ArrayLike) -> Numbers:
    """Rank from the smallest, as a share of the values that are there: above 0, the largest 1, ties share their mean.

    Missing values have no rank and do not count.
    """
    given = numbers(values)
    held = np.sort(given[~np.isnan(given)])
    ranks = (np.searchsorted(held, given, "left") + np.searchsorted(held, given, "right") + 1) / 2
    return np.where(np.isnan(given), np.nan, ranks / max(1, len(held)))


def rank_from_largest(values: npt.ArrayLike) -> Numbers:
    """1 for the largest; ties share the smaller rank and the next ranks are skipped; missing values have none."""
    rounded = np.round(numbers(values), TIE_DECIMALS)
    held = np.sort(rounded[~np.isnan(rounded)])
    return np.where(np.isnan(rounded), np.nan, len(held) - np.searchsorted(held, rounded, "right") + 1)


def share_not_higher_pct(values: npt.ArrayLike, peers: npt.ArrayLike) -> Numbers:
    """Percentage of the peers whose value is not higher, of one value or of several at once (`peers`: one row a peer,
    one column a value); missing without a value or without peers."""
    own, others = np.round(numbers(values), TIE_DECIMALS), np.round(numbers(peers), TIE_DECIMALS)
    not_higher = share_pct((others <= own).sum(axis=0), (~np.isnan(others)).sum(axis=0))
    return np.where(np.isnan(own), np.nan, not_higher)
