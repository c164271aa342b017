"""Which counts are hidden, and how exactly the means beside them are printed.

Where a hidden count has too little room, first the means that pin it are made rougher or withheld, then the cheapest
neighbour is hidden with it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Final

import numpy as np
import numpy.typing as npt

from analysis.core.statistics import Numbers
from analysis.disclosure.counts import (
    FREE,
    SMALLEST_SHOWN,
    WINDOW,
    AreaTree,
    Counts,
    Flags,
    Level,
    Places,
    Room,
    Rooms,
    best_of_groups,
    few_failed,
    groups_with,
    natural_room,
    places_of,
)

DECIMALS: Final = (1, 0)
WITHHELD: Final = -1
EDGE: Final = 1e-7  # a mean on the very edge of a printed step may round either way
Decimals = npt.NDArray[np.int8]


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
        """Print coarser, or no more, the means that keep any of these counts from moving as far as WINDOW (`every`: no
        more any that covers one of them). Returns the areas that had such a mean."""
        changed = np.zeros(len(self.decimals), dtype=np.bool_)
        for grouping, row in enumerate(self.covered):
            asked = cells[:, row]
            has_any = asked.any(axis=1)
            for decimals in DECIMALS:
                areas = np.flatnonzero((self.decimals[:, grouping] == decimals) & has_any)
                if not len(areas):
                    continue
                _, room = self.room_beside(grouping, decimals, areas)
                pins = np.any(asked[areas] & (every | (np.minimum(room.fall, room.rise) < WINDOW)), axis=1)
                gone = areas[pins]
                if not len(gone):
                    continue
                self.decimals[gone, grouping] = WITHHELD
                if decimals and not every:
                    coarser = self._frees(grouping, gone, asked[gone], Room(room.fall[pins], room.rise[pins]))
                    self.decimals[gone[coarser], grouping] = 0
                changed[gone] = True
        areas = np.flatnonzero(changed)
        self._set_room(areas)
        return areas

    def _frees(self, grouping: int, areas: Places, asked: Flags, before: Room) -> Flags:
        """In which of these areas the mean as whole percent lets the counts asked for move, and no other one less."""
        _, room = self.room_beside(grouping, 0, areas)
        free = np.minimum(room.fall, room.rise) >= WINDOW
        less = (room.fall < np.minimum(before.fall, WINDOW)) | (room.rise < np.minimum(before.rise, WINDOW))
        return np.all((free | ~asked) & ~less, axis=1)

    def _set_room(self, areas: Places) -> None:
        """The room of these areas anew."""
        if not len(areas):
            return
        self.room.fall[areas], self.room.rise[areas] = FREE, FREE
        for grouping, row in enumerate(self.covered):
            columns = np.flatnonzero(row)
            for decimals in DECIMALS:
                own = areas[self.decimals[areas, grouping] == decimals]
                if not len(own):
                    continue
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


def _whole(values: Numbers) -> Counts:
    return np.minimum(values, FREE).astype(np.int32)


ROUNDS = 40  # each hides a sum somewhere; the tree has five levels


class Hiding:
    """What is hidden so far. By level: `hidden`, `wanted` (the counts that must keep enough values), `may_be_zero` (a
    zero is hidden in the group, so that any small count of it may be one), `still` (counts that are taken not to move),
    `by_kind` (how far a count could move if it were hidden, for what it is), and the means."""

    def __init__(self, tree: AreaTree, means: Sequence[LevelMeans], wanted: Sequence[Flags]) -> None:
        self.tree = tree
        self.means = list(means)
        self.hidden = [level.small.copy() for level in tree.levels]
        self.wanted = [each.copy() for each in wanted]
        self.may_be_zero = [np.zeros(level.known.shape, dtype=np.bool_) for level in tree.levels]
        self.still = [np.zeros(level.known.shape, dtype=np.bool_) for level in tree.levels]
        self.by_kind = [natural_room(level) for level in tree.levels]
        self.rooms = Rooms(tree, [self._first_window(number) for number in range(len(tree.levels))])

    def possible(self, number: int) -> Room:
        """How far the counts of a level could move if they were hidden, with the means that are printed."""
        pairs = zip(self.by_kind[number], self.means[number].room, strict=True)
        return Room(*(np.minimum(kind, mean) for kind, mean in pairs))

    def hide(self, number: int, cells: Flags, tells_zero: bool = True) -> None:
        """Hide these counts of a level. `tells_zero`: where one of them is a zero, any small one beside it may be."""
        self.hidden[number] |= cells
        zeros = cells & (self.tree.levels[number].failed == 0)
        if tells_zero and number and zeros.any():
            self.allow_zeros(number, groups_with(self.tree, number, zeros)[self.tree.levels[number].parents])
        self._renew(number, cells)

    def allow_zeros(self, number: int, cells: Flags) -> None:
        """Any small count among these may be a zero."""
        added = cells & ~self.may_be_zero[number]
        self.may_be_zero[number] |= added
        added &= few_failed(self.tree.levels[number])
        fall = self.by_kind[number].fall
        fall[added] = np.minimum(fall[added] + 1, WINDOW)
        self._renew(number, added)

    def keep_still(self, number: int, cells: Flags) -> None:
        """Count no more on these counts moving."""
        self.still[number] |= cells
        self._renew(number, cells)

    def withhold(self, number: int, cells: Flags, every: bool = False) -> bool:
        """Withhold the means of a level that pin these counts (or `every` one that covers them)."""
        if not cells.any():
            return False
        areas = self.means[number].withhold(cells, every)
        changed = np.zeros(cells.shape, dtype=np.bool_)
        changed[areas] = True
        self._renew(number, changed)
        return bool(len(areas))

    def _renew(self, number: int, changed: Flags) -> None:
        cells = places_of(changed & self.hidden[number] & ~self.still[number])
        if len(cells[0]):
            pairs = zip(self.by_kind[number], self.means[number].room, strict=True)
            self.rooms.set_windows(number, cells, Room(*(np.minimum(kind[cells], mean[cells]) for kind, mean in pairs)))
        if self.still[number].any():
            still = places_of(changed & self.still[number])
            none = np.zeros(len(still[0]), dtype=np.int32)
            self.rooms.set_windows(number, still, Room(none, none))

    def _first_window(self, number: int) -> Room:
        free = np.where(~self.tree.levels[number].known & self.tree.summed[number], FREE, 0)
        return Room(*(np.where(self.hidden[number], part, free).astype(np.int32) for part in self.possible(number)))


def wanted_counts(level: Level) -> Flags:
    """The small counts that must keep enough values themselves: all but those of a handful of people of whom nobody
    failed, which are told by how many were assessed (see `analysis.disclosure.assessed`)."""
    return level.small & ~((level.assessed < SMALLEST_SHOWN) & (level.failed == 0))


def hide_counts(tree: AreaTree, covered: Flags) -> Hiding:
    """Hide what must be. `covered`: the groupings whose means are printed, as from `covered_columns`."""
    wanted = [wanted_counts(level) for level in tree.levels]
    means = [
        decide_means(level, covered, own, natural_room(level)) for level, own in zip(tree.levels, wanted, strict=True)
    ]
    hiding = Hiding(tree, means, wanted)
    protect(hiding)
    return hiding


def protect(hiding: Hiding) -> None:
    """Hide more until every wanted count keeps enough values."""
    for _ in range(ROUNDS):
        if not any(_protect_level(hiding, number) for number in range(len(hiding.tree.levels))):
            break


def unprotected(hiding: Hiding) -> list[Flags]:
    """By level: the wanted counts that still keep fewer than FEWEST_VALUES values."""
    return [_lacking(hiding, number) for number in range(len(hiding.tree.levels))]


def _protect_level(hiding: Hiding, number: int) -> bool:
    """Give the wanted counts of a level enough room; True where a sum above had to be hidden, so that all must be gone
    through once more."""
    steps = (
        partial(_hide_parts, both_ways=True),
        partial(_hide_parts, both_ways=False),
        _withhold_means,
        partial(_withhold_and_hide, both_ways=True),
        partial(_withhold_and_hide, both_ways=False),
        _allow_zeros,
    )
    lacking = _lacking(hiding, number)
    for step in steps:
        while lacking.any() and step(hiding, number, lacking):
            lacking = _lacking(hiding, number)
    return bool(lacking.any()) and _hide_sums(hiding, number, lacking)


def _lacking(hiding: Hiding, number: int) -> Flags:
    """The wanted counts of a level with too little room."""
    room = hiding.rooms.of_level(number)
    return hiding.wanted[number] & (room.fall + room.rise < WINDOW)


def _hide_parts(hiding: Hiding, number: int, lacking: Flags, both_ways: bool) -> bool:
    """Hide one more part in every group that lacks room: beside the count, or below it where its own parts are what
    keeps it. True where anything was hidden."""
    below = hiding.rooms.from_below[number]
    inside = lacking & (below.fall + below.rise < WINDOW)
    changed = bool(number) and _hide_one_each(
        hiding, number, groups_with(hiding.tree, number, lacking & ~inside), both_ways
    )
    if number + 1 < len(hiding.tree.levels):
        changed |= _hide_one_each(hiding, number + 1, inside, both_ways)
    return changed


def _hide_one_each(hiding: Hiding, number: int, groups: Flags, both_ways: bool) -> bool:
    """Hide the best part of level `number` in each of these groups, and one below it on each level."""
    if not groups.any():
        return False
    able, changed = _able(hiding, both_ways, number), False
    for below in range(number, len(hiding.tree.levels)):
        chosen = best_of_groups(hiding.tree.levels[below], groups, able[below - number] & ~hiding.hidden[below])
        if not chosen.any():
            break
        changed = True
        hiding.hide(below, chosen)
        groups = chosen & hiding.tree.summed[below]
        if below + 1 < len(hiding.tree.levels):
            groups &= ~_moved_by_parts(hiding, below, both_ways)
    return changed


def _moved_by_parts(hiding: Hiding, number: int, both_ways: bool) -> Flags:
    """Where hidden parts already move a sum far enough."""
    parts = hiding.rooms.of_parts[number]
    rises = parts.rise >= WINDOW
    return rises & (parts.fall >= WINDOW) if both_ways else rises


def _able(hiding: Hiding, both_ways: bool, top: int) -> list[Flags]:
    """From level `top` down: the counts that would move far enough if they, and one part below them on each level, were
    hidden: both ways, or the zeros, which can only rise."""
    out: list[Flags] = []
    for number in range(len(hiding.tree.levels) - 1, top - 1, -1):
        level, room = hiding.tree.levels[number], hiding.possible(number)
        own = level.known & (room.rise >= WINDOW)
        own &= (room.fall >= WINDOW) if both_ways else (level.failed == 0)
        if out:
            part = hiding.tree.levels[number + 1]
            through = part.any_by_parent(out[0], len(level.codes)) | _moved_by_parts(hiding, number, both_ways)
            own &= ~hiding.tree.summed[number] | through
        out.insert(0, own)
    return out


def _withhold_means(hiding: Hiding, number: int, lacking: Flags) -> bool:
    """Print no more the means that keep the hidden counts of a group that lacks room, or those below, from moving: of
    the villages first, so that those of larger areas stay where that is enough."""
    around = list(_hidden_around(hiding, number, lacking))
    return any(hiding.withhold(level, cells) for level, cells in reversed(around))


def _hidden_around(hiding: Hiding, number: int, lacking: Flags) -> Iterable[tuple[int, Flags]]:
    """By level: the hidden counts of the groups of these counts, and all hidden ones below."""
    tree, cells = hiding.tree, lacking
    if number:
        cells = groups_with(tree, number, lacking)[tree.levels[number].parents] & hiding.hidden[number]
    for below in range(number, len(tree.levels)):
        if below > number:
            cells = cells[tree.levels[below].parents] & hiding.hidden[below]
        yield below, cells


def _withhold_and_hide(hiding: Hiding, number: int, lacking: Flags, both_ways: bool) -> bool:
    """Withhold the means of one part of each group that is still shown, so that it may be hidden next to the others."""
    if not number:
        return False
    freed, groups = False, groups_with(hiding.tree, number, lacking)
    for below in range(number, len(hiding.tree.levels)):
        level, room = hiding.tree.levels[below], hiding.by_kind[below]
        able = level.known & (room.rise >= WINDOW) & ((room.fall >= WINDOW) if both_ways else (level.failed == 0))
        if below == number:
            able &= ~hiding.hidden[below]
        chosen = best_of_groups(level, groups, able)
        freed |= hiding.withhold(below, chosen)
        groups = chosen & hiding.tree.summed[below]
    return freed and _hide_parts(hiding, number, lacking, both_ways)


def _allow_zeros(hiding: Hiding, number: int, lacking: Flags) -> bool:
    """Where every part of a sum is hidden no one can know that none of them is a zero."""
    tree, changed = hiding.tree, False
    for below in range(max(number, 1), min(number + 2, len(tree.levels))):
        level = tree.levels[below]
        shown = groups_with(tree, below, level.known & ~hiding.hidden[below])
        groups = groups_with(tree, below, lacking) if below == number else lacking
        cells = (groups & ~shown)[level.parents] & level.known & ~hiding.may_be_zero[below]
        if cells.any():
            hiding.allow_zeros(below, cells)
            changed = True
    return changed


def _hide_sums(hiding: Hiding, number: int, lacking: Flags) -> bool:
    """Hide the sum over a group that cannot protect itself; it must then move like any other."""
    if not number:
        return False
    above = hiding.tree.levels[number - 1]
    sums = groups_with(hiding.tree, number, lacking) & above.known & ~hiding.wanted[number - 1]
    hiding.hide(number - 1, sums)
    hiding.wanted[number - 1] |= sums
    return bool(sums.any())
