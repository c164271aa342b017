"""What is hidden from the accounts of a server besides, as each knows all counts of its own area."""

from collections.abc import Iterator, Mapping
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.disclosure.counts import Level
from analysis.disclosure.gate import covered_columns, printed_groupings
from analysis.disclosure.hiding import Hiding, hide_counts
from analysis.disclosure.offices import hide_from_offices
from tests.analysis.disclosure.trees import tree_from
from tests.analysis.examples import made_up_set
from tests.tests_support import budget

ONE = made_up_set(dimensions=1, size=1)
FEW, ENOUGH = 9, 4
VILLAGES = ("83010101", "83010201", "83020101", "83020201", "83030101", "84010101")


def decided_of(villages: Mapping[str, tuple[int, int]]) -> Hiding:
    tree = tree_from(ONE, {village: [pair] for village, pair in villages.items()})
    return hide_counts(tree, covered_columns(printed_groupings(ONE), tree.indicator_codes))


def names_of(hiding: Hiding, flags: list[np.ndarray]) -> set[str]:
    pairs = zip(hiding.tree.levels, flags, strict=False)
    return {level.codes[row] for level, cells in pairs if level.name != "village" for row in np.flatnonzero(cells)}


def test_the_neighbour_is_not_told_by_the_sum_of_both() -> None:
    """Of three amphoe the gate hides 8301 (3 failed) and the smallest beside it, 8302, which knows its own 60."""
    villages = {"83010101": (900, 3), "83020101": (500, 60), "83030101": (800, 300)}
    decided = decided_of(villages)
    assert {"8301", "8302"} == {code for code in names_of(decided, decided.hidden) if len(code) == 4}
    assert {"8301", "8302", "8303"} <= names_of(decided, hide_from_offices(decided))


def test_an_indicator_that_is_shown_of_every_office_is_shown() -> None:
    villages = {"83010101": (900, 300), "83020101": (500, 60), "83030101": (800, 300)}
    decided = decided_of(villages)
    assert names_of(decided, hide_from_offices(decided)) == set()


@given(st.lists(st.tuples(st.integers(20, 60), st.integers(0, 14)), min_size=6, max_size=6))
@budget(25)
def test_by_trying_every_count_no_office_tells_one_of_another(pairs: list[tuple[int, int]]) -> None:
    """Of all ways to fill what an office does not know that agree with what its screens show: a small count elsewhere
    keeps enough values."""
    decided = decided_of(dict(zip(VILLAGES, pairs, strict=True)))
    hidden = hide_from_offices(decided)
    levels = decided.tree.levels[:4]
    for office in ("8301", "8302", "8303", "84"):
        for (number, row), values in values_left(levels, hidden, office).items():
            if 1 <= levels[number].failed[row, 0] <= FEW and not levels[number].codes[row].startswith(office):
                assert len(values) >= ENOUGH, (office, levels[number].codes[row], values)


def values_left(levels: tuple[Level, ...], hidden: list[np.ndarray], office: str) -> dict[tuple[int, int], set[int]]:
    """Hidden cell → the counts that it may have for who knows all of an office, by trying the tambon's."""
    tambon = levels[3]
    free = [row for row, code in enumerate(tambon.codes) if hidden[3][row, 0] and not code.startswith(office)]
    found: dict[tuple[int, int], set[int]] = {}
    if len(free) > 3:
        return {}
    for tried in product(*(tries(int(tambon.failed[row, 0])) for row in free)):
        counts = tambon.failed[:, 0].copy()
        counts[free] = tried
        sums = list(sums_of(levels, counts))
        if all(agrees(levels[n], sums[n], hidden[n][:, 0], office) for n in range(4)):
            for n in range(4):
                for row in np.flatnonzero(hidden[n][:, 0]):
                    found.setdefault((n, int(row)), set()).add(int(sums[n][row]))
    return found


def tries(count: int) -> Iterator[int]:
    """Some numbers that are near."""
    return iter(range(max(0, count - ENOUGH), count + ENOUGH + 1))


def sums_of(levels: tuple[Level, ...], tambon: np.ndarray) -> list[np.ndarray]:
    out = [tambon]
    for number in (3, 2, 1):
        above = np.zeros(len(levels[number - 1].codes), dtype=tambon.dtype)
        np.add.at(above, levels[number].parents, out[0])
        out.insert(0, above)
    return out


def agrees(level: Level, counts: np.ndarray, hidden: np.ndarray, office: str) -> bool:
    """Whether counts are as shown, and as the office knows its own."""
    own = np.array([code.startswith(office) for code in level.codes])
    return bool(np.all((counts == level.failed[:, 0]) | (hidden & ~own)))


@pytest.mark.parametrize("offices", [1, 2])
def test_few_offices_hide_their_sum_with_them(offices: int) -> None:
    villages = {f"830{number}0101": (500, count) for number, count in ((1, 3), (2, 60))[:offices]}
    decided = decided_of(villages | {"84010101": (900, 300)})
    hidden = names_of(decided, hide_from_offices(decided))
    assert {"8301", "83"} <= hidden
