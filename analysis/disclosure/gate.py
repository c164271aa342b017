"""What of a set and year may leave the office, decided once for all pages, files and filters.

`disclosure_data` reads every count there is of a set and year, in all areas, and decides over all of them together.
The answer depends on nothing else, so that it may be kept as long as the data stay the same, and no two files of any
areas, levels or views can be held against each other.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
import pandas as pd

from analysis.core.figures import axes_of
from analysis.core.target_groups import groups_of, members_of
from analysis.disclosure.assessed import hide_assessed, unprotected_assessed
from analysis.disclosure.counts import AreaTree, Flags, tree_data
from analysis.disclosure.hiding import DECIMALS, WITHHELD, Hiding, hide_counts, rounded, unprotected
from analysis.disclosure.offices import OFFICES, hide_from_offices
from catalogue import Catalogue, CatalogueError, IndicatorSet, load_catalogue
from catalogue.areas import LEVELS, level_of
from warehouse import Warehouse, list_accounts, read_sets

NAN: Final = float("nan")
SHARE_COLUMNS: Final = (
    "level",
    "figures",
    "small",
    "hidden",
    "hidden_pct",
    "means",
    "one_decimal",
    "whole",
    "withheld",
)


class Disclosure:
    """What may be printed of every area of a set and year. Areas without figures have nothing to hide.

    `is_open`: a set without counts of people (scores, values), where nothing is hidden and all means are printed with
    one decimal. `unprotected`: counts that no hiding could give enough possible values; 0 in all data known.
    """

    def __init__(self, indicator_codes: Sequence[str], decided: tuple[Hiding, list[Flags]] | None) -> None:
        self.indicator_codes = tuple(indicator_codes)
        self.is_open = decided is None
        self.unprotected = 0
        self._column = {code: place for place, code in enumerate(self.indicator_codes)}
        self._place: dict[str, tuple[int, int]] = {}
        if decided is not None:
            self._hiding, self._assessed = decided
            for number, level in enumerate(self._hiding.tree.levels):
                self._place |= {code: (number, row) for row, code in enumerate(level.codes)}
            lacking = [*unprotected(self._hiding), *unprotected_assessed(*decided)]
            self.unprotected = int(sum(each.sum() for each in lacking))

    def hidden(self, area_code: str) -> frozenset[str]:
        """The indicators of which no count and no percentage of this area is printed."""
        return self._codes_where(area_code, None if self.is_open else self._hiding.hidden)

    def assessed_hidden(self, area_code: str) -> frozenset[str]:
        """Those of them of which it is not printed either how many were assessed."""
        return self._codes_where(area_code, None if self.is_open else self._assessed)

    def of_area(self, area_code: str) -> "AreaGate":
        """The same for one area alone."""
        return AreaGate(self, area_code)

    def is_hidden(self, area_codes: Iterable[str], indicator_codes: Iterable[str]) -> pd.Series:
        """For each pair of a table's columns: whether its figures are hidden."""
        hidden = cache(self.hidden)
        pairs = zip(area_codes, indicator_codes, strict=True)
        return pd.Series([str(code) in hidden(str(area)) for area, code in pairs], dtype="bool")

    def is_assessed_hidden(self, area_codes: Iterable[str], indicator_codes: Iterable[str]) -> pd.Series:
        """For each pair of a table's columns: whether it is hidden how many were assessed."""
        hidden = cache(self.assessed_hidden)
        pairs = zip(area_codes, indicator_codes, strict=True)
        return pd.Series([str(code) in hidden(str(area)) for area, code in pairs], dtype="bool")

    def decimals_of(self, area_code: str, indicator_codes: Collection[str]) -> int | None:
        """How many decimals the mean over those of these indicators that have data is printed with; None: not at all.

        One where none of them is hidden. Of a hidden one alone it is its own figure and never printed; a grouping that
        is not printed anywhere is withheld where it covers a hidden one.
        """
        if self.is_open or area_code not in self._place:
            return DECIMALS[0]
        number, row = self._place[area_code]
        asked = self._known_columns(area_code, indicator_codes)
        if not (asked & self._hiding.hidden[number][row]).any():
            return DECIMALS[0]
        if asked.sum() == 1:
            return None
        means = self._hiding.means[number]
        same = ((means.covered & means.level.known[row]) == asked).all(axis=1)
        decimals = means.decimals[row, same]
        return int(decimals[0]) if len(decimals) and decimals[0] != WITHHELD else None

    def mean_pct(self, area_code: str, indicator_codes: Collection[str]) -> float:
        """The mean problem percentage over those of these indicators that have data, as printed; NaN where none has or
        where it is withheld. Only of a set of counts: others have their own percentages (`printed_pct`)."""
        if self.is_open:
            raise ValueError("a set without counts: round its own mean with printed_pct")
        asked = self._known_columns(area_code, indicator_codes)
        if not asked.any():
            return NAN
        number, row = self._place[area_code]
        exact = float(self._hiding.means[number].percent[row, asked].mean())
        return self.printed_pct(area_code, indicator_codes, exact)

    def printed_pct(self, area_code: str, indicator_codes: Collection[str], mean_pct: float) -> float:
        """An exact mean over these indicators as it is printed; NaN where it is withheld."""
        decimals = self.decimals_of(area_code, indicator_codes)
        return NAN if decimals is None else float(rounded(np.array(mean_pct), decimals))

    def pct_range(self, area_code: str, indicator_code: str) -> tuple[float, float]:
        """The percentages between which a hidden figure may lie as far as anyone may be told (both the same where it
        is shown; NaN without data). A median or a rank over several areas may be printed where it comes out the same
        wherever in their ranges the hidden ones lie."""
        if self.is_open or not self._known_columns(area_code, [indicator_code]).any():
            return NAN, NAN
        (number, row), column = self._place[area_code], self._column[indicator_code]
        level, room = self._hiding.tree.levels[number], self._hiding.rooms.windows[number]
        failed, assessed = int(level.failed[row, column]), int(level.assessed[row, column])
        low, high = failed - int(room.fall[row, column]), failed + int(room.rise[row, column])
        if self._assessed[number][row, column]:
            return 0.0, 100.0
        return 100 * low / assessed, 100 * high / assessed

    def hidden_from_accounts(self, offices: Collection[str] = OFFICES) -> list[tuple[str, str]]:
        """area_code and indicator_code of every figure of the levels above the villages that accounts of other areas do
        not see: what is hidden, and what must be besides since each knows all of its own area. `offices`: the levels of
        the areas that accounts have."""
        if self.is_open:
            return []
        return [
            (level.codes[row], self.indicator_codes[column])
            for level, hidden in zip(self._hiding.tree.levels, hide_from_offices(self._hiding, offices), strict=False)
            for row, column in np.argwhere(hidden)
        ]

    def shares(self) -> pd.DataFrame:
        """One row a level (SHARE_COLUMNS): figures, those that are small, those hidden (hidden_pct of all figures, in
        percent), and the means: how many there are, printed with one decimal, as whole percent, or withheld."""
        rows = [] if self.is_open else [self._shares(number) for number in range(len(LEVELS))]
        return pd.DataFrame(rows, columns=list(SHARE_COLUMNS))

    def _shares(self, number: int) -> tuple[object, ...]:
        level, means = self._hiding.tree.levels[number], self._hiding.means[number]
        figures, hidden = int(level.known.sum()), int(self._hiding.hidden[number].sum())
        covered = level.known[:, None, :] & means.covered[None, :, :]
        there, alone = covered.any(axis=2), covered.sum(axis=2) == 1
        own_hidden = alone & (covered & self._hiding.hidden[number][:, None, :]).any(axis=2)
        decided = np.where(own_hidden, WITHHELD, means.decimals)
        counts = [int((there & (decided == decimals)).sum()) for decimals in (*DECIMALS, WITHHELD)]
        share = 100 * hidden / figures if figures else NAN
        return level.name, figures, int(level.small.sum()), hidden, share, int(there.sum()), *counts

    def _codes_where(self, area_code: str, by_level: Sequence[Flags] | None) -> frozenset[str]:
        if by_level is None or area_code not in self._place:
            return frozenset()
        number, row = self._place[area_code]
        return frozenset(self.indicator_codes[column] for column in np.flatnonzero(by_level[number][row]))

    def _known_columns(self, area_code: str, indicator_codes: Collection[str]) -> Flags:
        asked = np.zeros(len(self.indicator_codes), dtype=np.bool_)
        if area_code in self._place:
            number, row = self._place[area_code]
            asked[[self._column[code] for code in indicator_codes]] = True
            asked &= self._hiding.tree.levels[number].known[row]
        return asked


@dataclass(frozen=True)
class AreaGate:
    """What may be printed of one area of a set and year."""

    gate: Disclosure
    area_code: str

    @property
    def hidden(self) -> frozenset[str]:
        """The indicators of which no count and no percentage is printed."""
        return self.gate.hidden(self.area_code)

    def mean_pct(self, indicator_codes: Iterable[str]) -> float:
        """The mean problem percentage over those of these that have data, as printed; NaN: none, or withheld."""
        return self.gate.mean_pct(self.area_code, list(indicator_codes))

    def decimals_of(self, indicator_codes: Iterable[str]) -> int | None:
        """How many decimals that mean is printed with; None: not at all."""
        return self.gate.decimals_of(self.area_code, list(indicator_codes))

    def covers_hidden(self, indicator_codes: Iterable[str]) -> bool:
        """True when any of these indicators is hidden."""
        return not self.hidden.isdisjoint(indicator_codes)


GateOfYear = Callable[[int], Disclosure]
"""The gate of a survey year of one set: a file holds figures of several years, each as its own gate lets them out."""

GateOfSet = Callable[[str, int], Disclosure | None]
"""The gate of a set and year: a plan may hold problems of several surveys. None for a set that is there no longer: what
nobody can check is not told."""


def disclosure_data(warehouse: Warehouse, indicator_set: IndicatorSet, year_be: int) -> Disclosure:
    """Decide what may be printed of a set and year. The same data give the same answer, whoever asks: it is decided
    over all areas together, those too that an account does not see."""
    codes = [each.code for each in indicator_set.indicators]
    if indicator_set.measure != "count":
        return Disclosure(codes, None)
    return decide(tree_data(warehouse.whole, indicator_set, year_be), indicator_set)


def hidden_cells_data(warehouse: Warehouse, set_id: str, year_be: int) -> list[tuple[str, str]] | None:
    """Area and indicator of what accounts of other areas do not see above the villages of a set and year, for
    `warehouse.for_actor`; None for a set that is not known."""
    try:
        indicator_set = load_catalogue(read_sets(warehouse.whole)).get(set_id)
    except CatalogueError:
        return None
    offices = {level_of(each.area_code) for each in list_accounts(warehouse.whole) if each.closed_at is None}
    return disclosure_data(warehouse, indicator_set, year_be).hidden_from_accounts(OFFICES | offices)


def gates_of_sets(warehouse: Warehouse, catalogue: Catalogue) -> GateOfSet:
    """The gate of each set and year, each asked for once; None for a set that is there no longer."""

    @cache
    def gate_of(set_id: str, year_be: int) -> Disclosure | None:
        try:
            return disclosure_data(warehouse, catalogue.get(set_id), year_be)
        except CatalogueError:
            return None

    return gate_of


def printed_groupings(indicator_set: IndicatorSet) -> tuple[frozenset[str], ...]:
    """The indicators of every mean that is printed anywhere, each once, in the order in which they are decided:
    dimensions, all indicators, the axes of views, target groups."""
    groupings = [frozenset(members) for _, _, _, members in axes_of(indicator_set)]
    groupings.append(frozenset(each.code for each in indicator_set.indicators))
    for view in indicator_set.views:
        groupings += [frozenset(members) for _, _, _, members in axes_of(indicator_set, view)]
    groupings += [frozenset(members_of(indicator_set, group)) for group in groups_of(indicator_set)]
    return tuple(dict.fromkeys(each for each in groupings if each))


def covered_columns(groupings: Sequence[frozenset[str]], indicator_codes: Sequence[str]) -> Flags:
    """One row a grouping, one column an indicator: whether it is in it."""
    rows = [[code in grouping for code in indicator_codes] for grouping in groupings]
    return np.array(rows, dtype=np.bool_).reshape(len(groupings), len(indicator_codes))


def decide(tree: AreaTree, indicator_set: IndicatorSet) -> Disclosure:
    """Decide what may be printed of a tree of counts."""
    hiding = hide_counts(tree, covered_columns(printed_groupings(indicator_set), tree.indicator_codes))
    return Disclosure(tree.indicator_codes, (hiding, hide_assessed(hiding)))
