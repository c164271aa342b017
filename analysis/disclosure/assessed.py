"""Whose number of people assessed is not told: fewer than 10, and others beside them so that they cannot be found by
subtraction.

Of a handful of people of whom nobody failed it is known that nobody did wherever the sum says so; what is hidden is how
many passed, which is how many were assessed. Of one or two people assessed no failed count could keep enough values by
itself: it does as soon as they may as well be three.
"""

from collections.abc import Callable
from typing import Final

import numpy as np

from analysis.disclosure.counts import (
    FREE,
    SMALLEST_SHOWN,
    WINDOW,
    Counts,
    Flags,
    Level,
    Room,
    Rooms,
    best_of_groups,
    groups_with,
    places_of,
)
from analysis.disclosure.hiding import ROUNDS, Hiding, protect

LARGE = 3 * SMALLEST_SHOWN  # how far the number assessed may move where it is large
LEAST = 3  # people assessed, of whom none to all failed: FEWEST_VALUES counts
Offered = Callable[["AssessedHiding", int], Flags]


class AssessedHiding:
    """Whose number assessed is hidden so far. By level: `partners` (10 and more, hidden beside fewer), `wanted` (those
    that must be able to move)."""

    def __init__(self, hiding: Hiding) -> None:
        self.hiding = hiding
        self.tree = hiding.tree
        self.few = [level.known & (level.assessed < SMALLEST_SHOWN) for level in self.tree.levels]
        self.partners = [np.zeros(level.known.shape, dtype=np.bool_) for level in self.tree.levels]
        self.wanted = [few & (level.failed == 0) for few, level in zip(self.few, self.tree.levels, strict=True)]
        self.spare = [spare(level) for level in self.tree.levels]
        self.few_passed = [_few_passed(level) for level in self.tree.levels]
        self.rooms = Rooms(self.tree, [self._first_window(number) for number in range(len(self.tree.levels))])

    def hidden(self, number: int) -> Flags:
        """Whose number assessed is not told."""
        return self.few[number] | self.partners[number]

    def add_partners(self, number: int, cells: Flags) -> None:
        """Hide these numbers of 10 and more assessed."""
        self.partners[number] |= cells
        place = places_of(cells)
        self.rooms.set_windows(number, place, Room(*(each[place] for each in self.spare[number])))

    def _first_window(self, number: int) -> Room:
        """How far each number assessed may move by itself, all counts of failed staying as they are."""
        level, few = self.tree.levels[number], self.few[number]
        unknown = np.where(~level.known & self.tree.summed[number], FREE, 0)
        fall = np.where(few, np.minimum(level.assessed - np.maximum(level.failed, 1), WINDOW), unknown)
        rise = np.where(few, np.minimum(SMALLEST_SHOWN - 1 - level.assessed, WINDOW), unknown)
        return Room(fall.astype(np.int32), rise.astype(np.int32))


def hide_assessed(hiding: Hiding) -> list[Flags]:
    """By level: whose number assessed is hidden. Hides the failed counts of these too."""
    state = AssessedHiding(hiding)
    for _ in range(ROUNDS):
        if not any(_protect_level(state, number) for number in range(len(state.tree.levels))):
            break
    protect(hiding)
    return [state.hidden(number) for number in range(len(state.tree.levels))]


def unprotected_assessed(hiding: Hiding, hidden: list[Flags]) -> list[Flags]:
    """By level: the counts of a handful of people that can still be told from how many were assessed."""
    state = AssessedHiding(hiding)
    for number, few in enumerate(state.few):
        state.add_partners(number, hidden[number] & ~few)
    return [_untold(state, number) | _too_few(state, number) for number in range(len(state.tree.levels))]


def spare(level: Level) -> Room:
    """How many more or fewer people, of 10 and more, might have been assessed with the failed staying as many: what is
    small stays small, and on its side, and nothing else becomes so."""
    passed, few = level.assessed - level.failed, SMALLEST_SHOWN - 1
    by_passed = _few_passed(level)
    low = np.where(level.failed > few, level.failed + SMALLEST_SHOWN, np.maximum(SMALLEST_SHOWN, level.failed + WINDOW))
    fall = np.where(by_passed, np.minimum(passed - 1, level.assessed - SMALLEST_SHOWN), level.assessed - low)
    rise = np.where(by_passed, few - passed, LARGE)
    return Room(np.clip(fall, 0, LARGE).astype(np.int32), np.clip(rise, 0, LARGE).astype(np.int32))


def _few_passed(level: Level) -> Flags:
    """Where fewer than 10 passed, or nobody, of many."""
    return (level.failed >= SMALLEST_SHOWN) & (level.assessed - level.failed < SMALLEST_SHOWN)


def _protect_level(state: AssessedHiding, number: int) -> bool:
    """Give the numbers assessed of a level enough room; True where one above had to be hidden, so that all must be gone
    through once more."""
    changed = False
    for lacking_of, steps in ((_untold, _OFFERED), (_too_few, (*_OFFERED, None))):
        lacking = lacking_of(state, number)
        for offered in steps:
            while lacking.any() and number and _step(state, number, lacking, offered):
                lacking = lacking_of(state, number)
        if number and lacking.any():
            above = state.tree.levels[number - 1]
            sums = groups_with(state.tree, number, lacking) & above.known & ~state.hidden(number - 1)
            _hide_cells(state, number - 1, sums)
            state.wanted[number - 1] |= sums
            changed |= bool(sums.any())
    return changed


def _step(state: AssessedHiding, number: int, lacking: Flags, offered: Offered | None) -> bool:
    if offered is None:
        return _keep_still(state, number, lacking)
    return _hide_one_each(state, number, lacking, offered)


def _untold(state: AssessedHiding, number: int) -> Flags:
    """Whose number assessed keeps too few values."""
    room = state.rooms.of_level(number)
    return state.wanted[number] & (room.fall + room.rise < WINDOW)


def _too_few(state: AssessedHiding, number: int) -> Flags:
    """One or two people assessed, of whom some failed, in a group in which not all such could be LEAST at once."""
    levels, needed, spared = state.tree.levels, None, None
    for level in range(len(levels) - 1, number - 1, -1):
        own = levels[level]
        need = np.where((own.assessed < LEAST) & (own.failed > 0), LEAST - own.assessed, 0)
        # as many stay as the failed count may rise to
        least = np.maximum(LEAST, np.minimum(own.assessed, own.failed + WINDOW))
        least = np.where(state.hiding.still[level], 1, least)
        few = np.where(state.few[level], np.clip(own.assessed - least, 0, None), 0)
        spares = np.where(state.partners[level] & ~state.few_passed[level], state.spare[level].fall, few)
        if needed is not None and spared is not None:
            part, size, summed = levels[level + 1], len(own.codes), state.tree.summed[level]
            net = part.sum_by_parent(needed, size) - part.sum_by_parent(spared, size)
            need = np.where(summed, np.where(_may_rise(state, level, net), np.maximum(net, 0), 0), need)
            spares = np.where(summed, np.minimum(spares, np.maximum(-net, 0)), spares)
        needed, spared = need.astype(np.int32), spares.astype(np.int32)
    if not number or needed is None or spared is None:
        return np.zeros(levels[number].known.shape, dtype=np.bool_)
    own, above = levels[number], levels[number - 1]
    net = own.sum_by_parent(needed, len(above.codes)) - own.sum_by_parent(spared, len(above.codes))
    groups = state.tree.summed[number - 1] & (net > 0) & ~_may_rise(state, number - 1, net)
    groups &= ~_all_failed_spare(state, number, net, needed > 0)
    return groups[own.parents] & (needed > 0)


def _all_failed_spare(state: AssessedHiding, number: int, net: Counts, in_need: Flags) -> Flags:
    """The groups in which all in need have only failed, and enough others too of whom some may be away altogether."""
    level = state.tree.levels[number]
    all_failed = level.known & (level.failed == level.assessed)
    least = np.where(state.few[number], LEAST, SMALLEST_SHOWN)
    spares = np.where(all_failed & state.hidden(number) & ~state.tree.summed[number], level.assessed - least, 0)
    enough = level.sum_by_parent(np.clip(spares, 0, None).astype(np.int32), len(net)) >= net
    return enough & ~groups_with(state.tree, number, in_need & ~all_failed)


def _may_rise(state: AssessedHiding, number: int, added: Counts) -> Flags:
    """Where no one is told that so many more were not assessed."""
    level = state.tree.levels[number]
    few = state.few[number] & (level.assessed + added < SMALLEST_SHOWN)
    return ~level.known | few | (state.partners[number] & ~state.few_passed[number] & (added <= LARGE))


def _keep_still(state: AssessedHiding, number: int, too_few: Flags) -> bool:
    """Let one beside each, of whom nobody failed, be fewer instead: its own count is then left at zero."""
    groups, changed = groups_with(state.tree, number, too_few), False
    for below in range(number, len(state.tree.levels)):
        level = state.tree.levels[below]
        able = state.few[below] & (level.failed == 0) & (level.assessed > 1) & ~state.hiding.still[below]
        chosen = best_of_groups(level, groups, able, most=True)
        state.hiding.keep_still(below, chosen)
        changed |= bool(chosen.any())
        groups = chosen & state.tree.summed[below]
    return changed


def _hide_one_each(state: AssessedHiding, number: int, lacking: Flags, offered: Offered) -> bool:
    """Hide the number assessed of one more part of each group, and of one below it on each level."""
    groups, changed = groups_with(state.tree, number, lacking), False
    able = _able(state, number, offered)
    for below in range(number, len(state.tree.levels)):
        chosen = best_of_groups(state.tree.levels[below], groups, able[below - number])
        if not chosen.any():
            break
        changed = True
        _hide_cells(state, below, chosen)
        groups = chosen & state.tree.summed[below]
    return changed


def _able(state: AssessedHiding, top: int, offered: Offered) -> list[Flags]:
    """From level `top` down: whose number assessed could be hidden together with one below it on each level."""
    out: list[Flags] = []
    for number in range(len(state.tree.levels) - 1, top - 1, -1):
        level = state.tree.levels[number]
        own = level.known & ~state.hidden(number) & (state.spare[number].fall >= WINDOW) & offered(state, number)
        if out:
            through = state.tree.levels[number + 1].any_by_parent(out[0], len(level.codes))
            own &= ~state.tree.summed[number] | through
        out.insert(0, own)
    return out


def _hidden_already(state: AssessedHiding, number: int) -> Flags:
    """Counts that are hidden, of which no printed mean tells anything."""
    return state.hiding.hidden[number] & (state.hiding.means[number].room.fall == FREE)


def _zeros(state: AssessedHiding, number: int) -> Flags:
    """Where nobody failed: the percentage is 0 whatever the number assessed."""
    return state.tree.levels[number].failed == 0


def _others(state: AssessedHiding, number: int) -> Flags:
    return state.tree.levels[number].known


def _hide_cells(state: AssessedHiding, number: int, cells: Flags) -> None:
    if not cells.any():
        return
    state.add_partners(number, cells)
    state.hiding.hide(number, cells, tells_zero=False)
    state.hiding.withhold(number, cells & (state.tree.levels[number].failed > 0), every=True)


_OFFERED: Final[tuple[Offered, ...]] = (_hidden_already, _zeros, _others)
