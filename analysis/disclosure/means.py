"""Which means of an area may be printed beside hidden counts, and how finely.

A mean of percentages tells the sum of what it covers to within half a printed step times how many that are. It may be
printed where each hidden count can still move, by itself, to enough other values without the printed figure changing:
with one decimal where that is so, else as whole percent, else not at all. That each moves by itself is enough: what
protects a count of one indicator moves only counts of that indicator, in other areas.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

from analysis.core.figures import axes_of
from analysis.core.statistics import Numbers
from analysis.core.target_groups import groups_of, members_of
from analysis.disclosure.counts import FREE, SMALLEST_SHOWN, WINDOW, Counts, Flags, Level, Places, Room
from catalogue import IndicatorSet

DECIMALS: Final = (1, 0)
WITHHELD: Final = -1
EDGE: Final = 1e-7  # a mean on the very edge of a printed step may round either way
Decimals = npt.NDArray[np.int8]


def printed_groupings(indicator_set: IndicatorSet) -> tuple[frozenset[str], ...]:
    """The indicators of every mean that is printed anywhere, each once, in the order in which they are decided:
    dimensions, all indicators, the axes of views, target groups."""
    groupings = [frozenset(members) for _, _, _, members in axes_of(indicator_set)]
    groupings.append(frozenset(each.code for each in indicator_set.indicators))
    for view in indicator_set.views:
        groupings += [frozenset(members) for _, _, _, members in axes_of(indicator_set, view)]
    groupings += [frozenset(members_of(indicator_set, group)) for group in groups_of(indicator_set)]
    return tuple(dict.fromkeys(each for each in groupings if each))


@dataclass
class LevelMeans:
    """The means of the areas of one level. `covered`: one row a grouping, one column an indicator. `decimals`: one row
    an area, one column a grouping; WITHHELD where a mean is not printed. `room`: how far each count may move by itself
    without any printed mean of its area changing (FREE where none covers it)."""

    level: Level
    covered: Flags
    decimals: Decimals
    room: Room

    @cached_property
    def percent(self) -> Numbers:
        """100 · failed / assessed; 0 where no one was assessed (nothing is averaged there)."""
        return 100 * self.level.failed / np.maximum(self.level.assessed, 1)

    def room_beside(self, grouping: int, decimals: int, areas: Places) -> tuple[Flags, Room]:
        """Of one grouping printed with so many decimals, for these areas: which of its columns it covers where, and
        how far each count may move (in the columns of the grouping only)."""
        columns = np.flatnonzero(self.covered[grouping])
        known = self.level.known[areas][:, columns]
        counted = known.sum(axis=1)
        true = (self.percent[areas][:, columns] * known).sum(axis=1) / np.maximum(counted, 1)
        over, half = rounded(true, decimals) - true, 0.5 * 10.0**-decimals
        assessed = self.level.assessed[areas][:, columns]
        # of a handful of people no mean is printed at all, nor where it may be rounded either way
        scale = np.where(assessed < SMALLEST_SHOWN, 0, assessed) * (counted / 100)[:, None]
        scale = scale * (half - np.abs(over) > EDGE)[:, None]
        fall = np.floor(np.maximum(half - over - EDGE, 0)[:, None] * scale)
        rise = np.floor(np.maximum(half + over - EDGE, 0)[:, None] * scale)
        bears = known & (counted > 1)[:, None]  # of one indicator alone: its own figure
        return known, Room(_whole(np.where(bears, fall, FREE)), _whole(np.where(bears, rise, FREE)))

    def withhold(self, cells: Flags, every: bool = False) -> Places:
        """Print no more the means that keep any of these counts from moving as far as WINDOW (`every`: all that cover
        one of them). Returns the areas that had such a mean."""
        changed = np.zeros(len(self.decimals), dtype=np.bool_)
        for grouping, row in enumerate(self.covered):
            asked = cells[:, row]
            for decimals in DECIMALS:
                areas = np.flatnonzero((self.decimals[:, grouping] == decimals) & asked.any(axis=1))
                _, room = self.room_beside(grouping, decimals, areas)
                pins = asked[areas] & (every | (np.minimum(room.fall, room.rise) < WINDOW))
                gone = areas[pins.any(axis=1)]
                self.decimals[gone, grouping] = WITHHELD
                changed[gone] = True
        self._set_room(np.flatnonzero(changed))
        return np.flatnonzero(changed)

    def _set_room(self, areas: Places) -> None:
        """The room of these areas anew."""
        self.room.fall[areas], self.room.rise[areas] = FREE, FREE
        for grouping, row in enumerate(self.covered):
            columns = np.flatnonzero(row)
            for decimals in DECIMALS:
                own = areas[self.decimals[areas, grouping] == decimals]
                _, room = self.room_beside(grouping, decimals, own)
                place = np.ix_(own, columns)
                self.room.fall[place] = np.minimum(self.room.fall[place], room.fall)
                self.room.rise[place] = np.minimum(self.room.rise[place], room.rise)


def rounded(percent: Numbers, decimals: int) -> Numbers:
    """Percentages with so many decimals, half away from zero.

    >>> rounded(np.array([0.25, 12.5, 99.96]), 1), rounded(np.array([12.5]), 0)
    (array([  0.3,  12.5, 100. ]), array([13.]))
    """
    return np.floor(percent * 10.0**decimals + 0.5) / 10.0**decimals


def decide_means(level: Level, covered: Flags, hidden: Flags, natural: Room) -> LevelMeans:
    """The means of a level beside these hidden counts, each as fine as it may be. `natural`: how far they may move for
    what they are; a mean is printed where each that it covers keeps WINDOW of it."""
    size, width = level.known.shape
    free = Room(np.full((size, width), FREE, dtype=np.int32), np.full((size, width), FREE, dtype=np.int32))
    decided = np.full((size, len(covered)), WITHHELD, dtype=np.int8)
    means = LevelMeans(level, covered, decided, free)
    for grouping, columns in enumerate(np.flatnonzero(row) for row in covered):
        open_areas = np.flatnonzero(level.known[:, columns].any(axis=1))
        for decimals in DECIMALS:
            fits, room = _fitting(means, grouping, decimals, open_areas, hidden, natural)
            chosen = open_areas[fits]
            means.decimals[chosen, grouping] = decimals
            place = np.ix_(chosen, columns)
            means.room.fall[place], means.room.rise[place] = room.fall[fits], room.rise[fits]
            open_areas = open_areas[~fits]
    return means


def _fitting(
    means: LevelMeans, grouping: int, decimals: int, areas: Places, hidden: Flags, natural: Room
) -> tuple[Flags, Room]:
    """In which areas the mean may be printed, and the room that is left with it."""
    columns = np.flatnonzero(means.covered[grouping])
    place = np.ix_(areas, columns)
    known, added = means.room_beside(grouping, decimals, areas)
    fall, rise = np.minimum(added.fall, means.room.fall[place]), np.minimum(added.rise, means.room.rise[place])
    left = np.minimum(fall, natural.fall[place]) + np.minimum(rise, natural.rise[place])
    fits = np.all((left >= WINDOW) | ~(known & hidden[place]), axis=1)
    return fits, Room(fall, rise)


def covered_columns(groupings: Sequence[frozenset[str]], indicator_codes: Sequence[str]) -> Flags:
    """One row a grouping, one column an indicator: whether it is in it."""
    rows = [[code in grouping for code in indicator_codes] for grouping in groupings]
    return np.array(rows, dtype=np.bool_).reshape(len(groupings), len(indicator_codes))


def _whole(values: Numbers) -> Counts:
    return np.minimum(values, FREE).astype(np.int32)
