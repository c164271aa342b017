"""What is hidden besides from the accounts of a server: each knows all counts of its own area.

The gate reckons with a reader who knows no count. An office knows its own: where a hidden count elsewhere is kept by
one of these, it could be worked out from their sum. Accounts see no village elsewhere, so that here sums alone are
looked at; what one office knows is not put together with what another one does, nor with files others made public.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from analysis.disclosure.counts import AreaTree, Flags, Level, Places, natural_room
from analysis.disclosure.hiding import Hiding, decide_means, protect, unprotected

OFFICES: Final = frozenset({"province", "amphoe"})  # what accounts are of as a rule
ABOVE_VILLAGES: Final = 4  # levels of the tree: country, province, amphoe, tambon


def hide_from_offices(decided: Hiding, offices: Collection[str] = OFFICES) -> list[Flags]:
    """By level above the villages: what is hidden of a tree, and what must be besides, so that none of its offices
    can tell a hidden count of others by knowing its own. `offices`: the levels of areas that are offices."""
    hidden = [each.copy() for each in decided.hidden[:ABOVE_VILLAGES]]
    done = [np.zeros_like(each) for each in hidden]
    places = [number for number, level in enumerate(decided.tree.levels[:ABOVE_VILLAGES]) if level.name in offices]
    while any((hidden[number] & ~done[number]).any() for number in places):
        for number in places:  # what is hidden from one office may be what another one knows
            for row in np.flatnonzero((hidden[number] & ~done[number]).any(axis=1)):
                columns = np.flatnonzero(hidden[number][row] & ~done[number][row])
                done[number][row, columns] = True
                _hide_from(decided, hidden, number, int(row), columns)
    return hidden


def _hide_from(decided: Hiding, hidden: list[Flags], number: int, row: int, columns: Places) -> None:
    """Hide besides what the office of this row could tell of these indicators, which are hidden of its own area: who
    reads the sum of an area learns nothing of others by knowing its parts."""
    seen_by_it = _hiding_of(decided, hidden, columns)
    for below, known in enumerate(_known_to(seen_by_it.tree.levels, number, row)):
        seen_by_it.wanted[below] &= ~known
        seen_by_it.keep_still(below, known)
    if any(each.any() for each in unprotected(seen_by_it)):
        protect(seen_by_it)
        for level, found in zip(hidden, seen_by_it.hidden, strict=True):
            level[:, columns] |= found


def _hiding_of(decided: Hiding, hidden: Sequence[Flags], columns: Places) -> Hiding:
    """The same without villages and means, for some indicators, with this hidden."""
    levels = tuple(
        replace(each, assessed=each.assessed[:, columns], failed=each.failed[:, columns], apart=each.apart[:, columns])
        for each in decided.tree.levels[:ABOVE_VILLAGES]
    )
    summed = [each[:, columns] for each in decided.tree.summed[: ABOVE_VILLAGES - 1]]
    tree = AreaTree(
        tuple(decided.tree.indicator_codes[column] for column in columns), levels,
        (*summed, np.zeros(levels[-1].known.shape, dtype=np.bool_)),
    )  # fmt: skip
    no_means = np.zeros((0, len(columns)), dtype=np.bool_)
    means = [decide_means(level, no_means, level.small, natural_room(level)) for level in levels]
    out = Hiding(tree, means, [each[:, columns] for each in decided.wanted[:ABOVE_VILLAGES]])
    for number, cells in enumerate(hidden):
        out.hide(number, cells[:, columns] & ~out.hidden[number])
    return out


def _known_to(levels: Sequence[Level], number: int, row: int) -> list[Flags]:
    """By level: the counts of the office's own areas, and of areas above where nobody else was assessed."""
    known = [np.zeros(level.known.shape, dtype=np.bool_) for level in levels]
    known[number][row] = True
    for below in range(number + 1, len(levels)):
        known[below] = known[below - 1][levels[below].parents]
    assessed, above = levels[number].assessed[row], row
    for level in range(number, 0, -1):
        above = int(levels[level].parents[above])
        known[level - 1][above] = levels[level - 1].assessed[above] == assessed
    return known
