"""How far each hidden count can move while everything that is printed stays as it is: interval arithmetic on the tree.

Every hidden figure has a window: how far it may fall and rise by itself. A shown figure has none. Where a figure is
the sum of its parts it moves with them. What a figure can do in all is found exactly in one pass up and one down:
sums of whole numbers that each move freely in an interval are themselves intervals.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from analysis.disclosure.counts import (
    FEWEST_VALUES,
    FREE,
    SMALLEST_SHOWN,
    WINDOW,
    AreaTree,
    Counts,
    Flags,
    Level,
    Places,
)

Cells = tuple[Places, Places]


class Room(NamedTuple):
    """How far the counts of a level may fall and rise (whole numbers, never negative)."""

    fall: Counts
    rise: Counts


def natural_room(level: Level) -> Room:
    """How far a hidden count may move, for what it is, up to WINDOW: 1–9 failed, 1–9 passed, none to all where fewer
    than 10 were assessed (of one or two it is not told how many they are, so up to three), and any number where a
    count is hidden beside a small one."""
    assessed, failed, few = level.assessed, level.failed, SMALLEST_SHOWN - 1
    tiny = assessed <= few
    low_side = few_failed(level)
    high_side = (assessed - failed <= few) & (assessed > failed) & ~tiny & ~low_side
    low = np.where(low_side, 1, np.where(high_side, assessed - few, 0))
    all_of_few = np.where(failed > 0, np.maximum(assessed, FEWEST_VALUES - 1), assessed)
    high = np.where(low_side, few, np.where(high_side, assessed - 1, np.where(tiny, all_of_few, assessed)))
    fall, rise = np.minimum(failed - low, WINDOW), np.minimum(high - failed, WINDOW)
    return Room((fall * level.known).astype(np.int32), (rise * level.known).astype(np.int32))


def few_failed(level: Level) -> Flags:
    """Where 1–9 of 10 and more failed."""
    return (level.failed >= 1) & (level.failed < SMALLEST_SHOWN) & (level.assessed >= SMALLEST_SHOWN)


def places_of(flags: Flags) -> Cells:
    """Where the flags are set."""
    rows, columns = np.nonzero(flags)
    return rows, columns


class Rooms:
    """How far everything can move. `windows`: each figure by itself; `from_below`: held within what its parts can do
    together; `of_parts`: what the parts can do (for all levels but the last)."""

    def __init__(self, tree: AreaTree, windows: Sequence[Room]) -> None:
        self.tree = tree
        self.windows = list(windows)
        self.from_below = [Room(*(each.copy() for each in windows[-1]))]
        self.of_parts: list[Room] = []
        for number in range(len(tree.levels) - 2, -1, -1):
            part, own, summed = tree.levels[number + 1], windows[number], tree.summed[number]
            parts = Room(*(part.sum_by_parent(each, len(own.fall)) for each in self.from_below[0]))
            held = (np.where(summed, np.minimum(*each), each[0]) for each in zip(own, parts, strict=True))
            self.from_below.insert(0, Room(*held))
            self.of_parts.insert(0, parts)

    def set_windows(self, number: int, cells: Cells, room: Room) -> None:
        """Let these cells of a level move so far from now on."""
        for window, values in zip(self.windows[number], room, strict=True):
            window[cells] = values
        self._refresh(number, cells)

    def of_level(self, number: int) -> Room:
        """How far each figure of a level can move, everything taken together."""
        above: Room | None = None
        for level in range(number):
            above = self._within(level, above)
        return self._within(number, above)

    def _refresh(self, number: int, cells: Cells) -> None:
        """Carry changed windows up the tree."""
        rows, columns = cells
        level, summed = self.tree.levels[number], self.tree.summed[number][cells]
        above = level.parents[rows], columns
        for side, window in enumerate(self.windows[number]):
            held = window[cells]
            if number < len(self.of_parts):
                held = np.where(summed, np.minimum(held, self.of_parts[number][side][cells]), held)
            added = held - self.from_below[number][side][cells]
            self.from_below[number][side][cells] = held
            if number:
                np.add.at(self.of_parts[number - 1][side], above, added)
        if number:
            width = len(self.tree.indicator_codes)
            flat = np.unique(above[0] * width + columns)
            self._refresh(number - 1, (flat // width, flat % width))

    def _within(self, number: int, above: Room | None) -> Room:
        own = self.from_below[number]
        if above is None:
            return own
        level, summed, parts = self.tree.levels[number], self.tree.summed[number - 1], self.of_parts[number - 1]
        falls = (parts.fall + np.where(summed, above.rise, FREE))[level.parents]
        rises = (parts.rise + np.where(summed, above.fall, FREE))[level.parents]
        # a figure rises as far as the others fall, or the sum rises; and the other way round
        return Room(np.minimum(own.fall, rises - own.rise), np.minimum(own.rise, falls - own.fall))
