"""Which means may be printed beside withheld counts, and how exactly: the one rule of everything that is passed on.

A mean of several percentages, some of them of small counts, tells the sum of these to within half a printed step times
how many indicators it covers. With the number of people assessed, only some counts fit. A mean is printed only where
at least FEWEST_LEFT counts fit for every small one it covers, all means printed so far taken together: those of the
dimensions, then that of all indicators (what is left of it after the printed dimensions), then those of other
groupings. With one decimal where that is safe, else as whole percent, else not at all. So every file and sheet of an
area and year prints the same, and none can be held against another.

A count is said to fit only where a whole other set of counts is found that gives every printed mean: the count itself
is moved, alone or with one or two others that make up for it. Worlds that need more counts to move are not looked for,
so that the rule may withhold more than it must, never less. The one who guesses is taken to know how many were
assessed, which side of an indicator is small, and every figure that is not small (also those that are hidden beside a
small one: another file, of one indicator, may show them). A mean of indicators on all of which fewer than 10 were
assessed is never printed.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import fsum
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.core.figures import axes_of
from analysis.core.statistics import Numbers, numbers
from analysis.core.target_groups import groups_of, members_of
from analysis.disclosure.small_counts import SMALLEST_SHOWN, is_small, withheld_codes
from catalogue import IndicatorSet

DECIMALS: Final = (1, 0)
FEWEST_LEFT: Final = 3
MOST_FOR_THREE: Final = 90  # moves among which three at a time are tried
EDGE: Final = 1e-9  # a mean on the very edge of a printed step may round either way
NAN: Final = float("nan")
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class PrintedMeans:
    """What may be printed of one area and year. `percent`: indicator → problem percentage of those with data;
    `withheld`: indicators whose own figures are not printed, `small`: those of them with a small count; `decimals`: of
    each mean that covers small ones and may be printed all the same, by the indicators with data it covers."""

    percent: Mapping[str, float]
    withheld: frozenset[str]
    small: frozenset[str]
    decimals: Mapping[frozenset[str], int]

    def covers_small(self, codes: Iterable[str]) -> bool:
        """True when any of these indicators has a small count."""
        return not self.small.isdisjoint(codes)

    def decimals_of(self, codes: Iterable[str]) -> int | None:
        """How many decimals the mean over those of these indicators that have data is printed with; None: not at all.
        One where none of them is small."""
        known = frozenset(codes).intersection(self.percent)
        return self.decimals.get(known) if self.covers_small(known) else DECIMALS[0]

    def mean_pct(self, codes: Iterable[str]) -> float:
        """The mean problem percentage over those of these indicators that have data, as printed; NaN where none has or
        where it is withheld."""
        known = frozenset(codes).intersection(self.percent)
        decimals = self.decimals_of(known)
        return NAN if decimals is None or not known else round(_mean(self.percent, known), decimals)


class Bounds(NamedTuple):
    """A printed mean: the indicators it covers, and how far below and above its true value it leaves it open."""

    codes: frozenset[str]
    down: float
    up: float


class Moves(NamedTuple):
    """Other counts that small indicators may have: whose (a position), and by how much each mean would change."""

    owner: npt.NDArray[np.int64]
    change: Numbers


def printed_means(indicators: pd.DataFrame, indicator_set: IndicatorSet, further: bool = True) -> PrintedMeans:
    """The rule for one area and year.

    `indicators`: one row an indicator of the whole set (indicator_code, problem_pct, assessed, failed). `further`:
    also decide the means of the set's views and target groups, which come after the others and change none of them;
    without, those that cover small counts are withheld.
    """
    known = indicators[indicators["problem_pct"].notna()].reset_index(drop=True)
    percent = dict(zip(known["indicator_code"].astype("str"), map(float, known["problem_pct"]), strict=True))
    is_counted = indicator_set.measure == "count"
    small = frozenset(known.loc[is_small(known), "indicator_code"]) if is_counted else frozenset[str]()
    few = frozenset(known.loc[known["assessed"] < SMALLEST_SHOWN, "indicator_code"])
    steps = dict(_steps(known, small))
    decided: dict[frozenset[str], int] = {}
    printed: list[Bounds] = []
    for codes in _means(indicator_set, further) if small else ():
        covered = codes.intersection(percent)
        if covered in decided or small.isdisjoint(covered) or few.issuperset(covered):
            continue
        for decimals in DECIMALS:
            mean = _bounds(percent, covered, decimals)
            if _leaves_enough([*printed, mean], mean, steps):
                decided[covered] = decimals
                printed.append(mean)
                break
    return PrintedMeans(percent, withheld_codes(known, indicator_set), small, decided)


def _means(indicator_set: IndicatorSet, further: bool) -> Iterator[frozenset[str]]:
    """The indicators of every mean that is printed anywhere, in the order in which they are decided."""
    for _, _, _, members in axes_of(indicator_set):
        yield frozenset(members)
    yield frozenset(each.code for each in indicator_set.indicators)
    if further:
        for view in indicator_set.views:
            for _, _, _, members in axes_of(indicator_set, view):
                yield frozenset(members)
        for group in groups_of(indicator_set):
            yield frozenset(members_of(indicator_set, group))


def _mean(percent: Mapping[str, float], codes: Collection[str]) -> float:
    return fsum(percent[code] for code in codes) / len(codes)


def _bounds(percent: Mapping[str, float], codes: frozenset[str], decimals: int) -> Bounds:
    true = _mean(percent, codes)
    over, half = round(true, decimals) - true, 0.5 * 10**-decimals
    return Bounds(codes, over - half + EDGE, over + half - EDGE)


def _steps(known: pd.DataFrame, small: Collection[str]) -> Iterator[tuple[str, list[float]]]:
    """Of each small indicator: by how many percentage points its figure would change with its other counts."""
    rows = zip(known["indicator_code"].astype("str"), numbers(known["assessed"]), numbers(known["failed"]), strict=True)
    for code, assessed, failed in rows:
        if code in small:
            counts = possible_counts(int(assessed), int(failed))
            yield code, [100 * (count - failed) / assessed for count in counts if count != failed]


def possible_counts(assessed: int, failed: int) -> range:
    """The counts of failed that a small indicator may have in the eyes of one who knows which side of it is small: 1–9
    failed or 1–9 passed. Nobody may have failed either, where fewer than 10 were assessed.

    >>> possible_counts(200, 4), possible_counts(200, 193), possible_counts(5, 5)
    (range(1, 10), range(191, 200), range(0, 6))
    """
    few = SMALLEST_SHOWN - 1
    if failed <= few:
        return range(0 if assessed <= few else 1, min(few, assessed) + 1)
    return range(assessed - few, assessed)


def _leaves_enough(printed: list[Bounds], added: Bounds, steps: Mapping[str, list[float]]) -> bool:
    """True when, with all these means printed, every small indicator that the added one bears on keeps enough."""
    means, owners = _joined(printed, added, steps)
    places = {code: place for place, code in enumerate(owners)}
    owner = np.array([places[code] for code in owners for _ in steps[code]], dtype="int64")
    points = np.array([point for code in owners for point in steps[code]], dtype="float64")
    weights = np.array([[(code in mean.codes) / len(mean.codes) for mean in means] for code in owners])
    moves = Moves(owner, points[:, None] * weights[owner])
    low, high = np.array([mean.down for mean in means]), np.array([mean.up for mean in means])
    return bool((_counts_left(moves, low, high, len(owners)) >= FEWEST_LEFT).all())


def _joined(printed: list[Bounds], added: Bounds, steps: Mapping[str, list[float]]) -> tuple[list[Bounds], list[str]]:
    """The added mean with all that share a small indicator with it, or with one that does, and these indicators."""
    means, codes = [added], added.codes.intersection(steps)
    while touched := [each for each in printed if each not in means and not codes.isdisjoint(each.codes)]:
        means += touched
        codes = codes.union(*(each.codes.intersection(steps) for each in touched))
    return means, sorted(codes)


def _counts_left(moves: Moves, low: Numbers, high: Numbers, owners: int) -> npt.NDArray[np.int64]:
    """How many counts fit for each owner, its true one among them."""
    fits = _within(moves.change, low, high)
    left = np.bincount(moves.owner[fits], minlength=owners) + 1
    if (left >= FEWEST_LEFT).all() or not len(fits):
        return left
    apart = moves.owner[:, None] != moves.owner[None, :]
    fits |= (_pairs_within(moves.change, low, high) & apart).any(axis=1)
    left = np.bincount(moves.owner[fits], minlength=owners) + 1
    if len(fits) <= MOST_FOR_THREE:
        for place in np.flatnonzero(~fits & (left < FEWEST_LEFT)[moves.owner]):
            change = moves.change[place]
            others = np.flatnonzero(moves.owner != moves.owner[place])
            pairs = _pairs_within(moves.change[others], low - change, high - change)
            fits[place] = bool((pairs & apart[np.ix_(others, others)]).any())
        left = np.bincount(moves.owner[fits], minlength=owners) + 1
    return left


def _within(change: Numbers, low: Numbers, high: Numbers) -> Flags:
    return np.logical_and.reduce((change >= low) & (change <= high), axis=1)


def _pairs_within(change: Numbers, low: Numbers, high: Numbers) -> Flags:
    """True where two moves together keep every mean within its bounds."""
    fits = np.ones((len(change), len(change)), dtype=bool)
    for place in range(change.shape[1]):
        total = change[:, place][:, None] + change[:, place][None, :]
        fits &= (total >= low[place]) & (total <= high[place])
    return fits
