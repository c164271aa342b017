"""How far each hidden count can move while everything that is printed stays as it is: interval arithmetic on the tree.

Every hidden figure has a window: how far it may fall and rise by itself. A shown figure has none. Where a figure is
the sum of its parts it moves with them. What a figure can do in all is found exactly in one pass up and one down:
sums of whole numbers that each move freely in an interval are themselves intervals.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from analysis.disclosure.counts import FREE, SMALLEST_SHOWN, WINDOW, AreaTree, Counts, Flags, Level


class Room(NamedTuple):
    """How far the counts of a level may fall and rise (whole numbers, never negative)."""

    fall: Counts
    rise: Counts


def natural_room(level: Level, with_zero: Flags) -> Room:
    """How far a hidden count may move, for what it is, up to WINDOW: 1–9 failed (or 0–9 in the groups where a zero is
    hidden too, `with_zero`), 1–9 passed, none to all where fewer than 10 were assessed (of one or two it is not told
    how many they are, so up to three), and any number where a count is hidden beside a small one."""
    assessed, failed = level.assessed, level.failed
    few = SMALLEST_SHOWN - 1
    tiny = assessed <= few
    low_side = (failed <= few) & (failed >= 1) & ~tiny
    high_side = (assessed - failed <= few) & (assessed > failed) & ~tiny & ~low_side
    low = np.where(low_side, np.where(with_zero, 0, 1), np.where(high_side, assessed - few, 0))
    high = np.where(low_side, few, np.where(high_side, assessed - 1, np.where(tiny & (failed > 0), np.maximum(assessed, 3), assessed)))
    room = Room(np.minimum(failed - low, WINDOW), np.minimum(high - failed, WINDOW))
    known = level.known
    return Room((room.fall * known).astype(np.int32), (room.rise * known).astype(np.int32))


def room_from_below(tree: AreaTree, windows: Sequence[Room]) -> list[Room]:
    """The windows of every level, held within what the parts of each area can do together."""
    out = [windows[-1]]
    for number in range(len(tree.levels) - 2, -1, -1):
        own, below, part = windows[number], out[0], tree.levels[number + 1]
        size, summed = len(own.fall), tree.summed[number]
        fall = np.where(summed, np.minimum(own.fall, part.sum_by_parent(below.fall, size)), own.fall)
        rise = np.where(summed, np.minimum(own.rise, part.sum_by_parent(below.rise, size)), own.rise)
        out.insert(0, Room(fall, rise))
    return out


def room_within(tree: AreaTree, number: int, below: Room, above: Room | None) -> Room:
    """How far each figure of level `number` can move in all: `below` as from `room_from_below`, `above` the same as
    this one of the level above (None at the top)."""
    if above is None:
        return below
    level, size = tree.levels[number], len(above.fall)
    summed = tree.summed[number - 1]
    outer_fall, outer_rise = np.where(summed, above.fall, FREE), np.where(summed, above.rise, FREE)
    falls = (level.sum_by_parent(below.fall, size) + outer_rise)[level.parents]
    rises = (level.sum_by_parent(below.rise, size) + outer_fall)[level.parents]
    # a figure rises as far as the others fall, or the sum rises; and the other way round
    rise = np.minimum(below.rise, falls - below.fall)
    fall = np.minimum(below.fall, rises - below.rise)
    return Room(fall.astype(np.int32), rise.astype(np.int32))


def room_in_all(tree: AreaTree, windows: Sequence[Room]) -> list[Room]:
    """How far each figure of every level can move, everything taken together."""
    above: Room | None = None
    out: list[Room] = []
    for number, below in enumerate(room_from_below(tree, windows)):
        above = room_within(tree, number, below, above)
        out.append(above)
    return out
