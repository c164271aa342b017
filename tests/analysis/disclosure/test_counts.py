"""How far counts move: interval arithmetic beside every set of counts that adds up."""

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.disclosure.counts import AreaTree, Room, Rooms, natural_room
from tests.analysis.disclosure.trees import tree_from
from tests.analysis.examples import made_up_set

ONE = made_up_set(dimensions=1, size=1)
VILLAGES = ("83010101", "83010102", "83010103", "83010201", "83020101")


def some_tree() -> AreaTree:
    """Three villages in one tambon, one in another, one in another amphoe."""
    return tree_from(ONE, {village: [(100, 20)] for village in VILLAGES})


Windows = list[tuple[int, int]]
WINDOW = st.tuples(st.integers(0, 3), st.integers(0, 3))


def rooms_of(tree: AreaTree, flat: Windows) -> Rooms:
    """Windows in the order of the levels, of their areas."""
    left, windows = list(flat), list[Room]()
    for level in tree.levels:
        own, left = left[: len(level.codes)], left[len(level.codes) :]
        table = np.array(own, dtype=np.int32).reshape(-1, 2)
        windows.append(Room(table[:, :1].copy(), table[:, 1:].copy()))
    return Rooms(tree, windows)


def every_move(tree: AreaTree, flat: Windows) -> list[list[int]]:
    """All changes of the villages within their windows whose sums keep within theirs, one row a move, all levels."""
    sizes = [len(level.codes) for level in tree.levels]
    starts = np.cumsum([0, *sizes])
    ranges = [range(-fall, rise + 1) for fall, rise in flat[starts[-2] :]]
    found: list[list[int]] = []
    for move in product(*ranges):
        changes, table = list(move), np.array(move, dtype=np.int32).reshape(-1, 1)
        for number in range(len(sizes) - 1, 0, -1):
            table = tree.levels[number].sum_by_parent(table, sizes[number - 1])
            changes = [*(int(each) for each in table[:, 0]), *changes]
        if all(-fall <= change <= rise for change, (fall, rise) in zip(changes, flat, strict=True)):
            found.append(changes)
    return found


def size_of(tree: AreaTree) -> int:
    return sum(len(level.codes) for level in tree.levels)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(WINDOW, min_size=size_of(some_tree()), max_size=size_of(some_tree())))
def test_the_room_is_what_every_set_of_counts_that_adds_up_allows(flat: Windows) -> None:
    tree = some_tree()
    rooms = rooms_of(tree, flat)
    moves = np.array(every_move(tree, flat))
    fall = np.concatenate([rooms.of_level(number).fall[:, 0] for number in range(len(tree.levels))])
    rise = np.concatenate([rooms.of_level(number).rise[:, 0] for number in range(len(tree.levels))])
    assert fall.tolist() == (-moves.min(axis=0)).tolist()
    assert rise.tolist() == moves.max(axis=0).tolist()
    for column, (low, high) in enumerate(zip(-fall, rise, strict=True)):
        assert set(moves[:, column]) == set(range(low, high + 1)), "every count between is possible too"


@settings(max_examples=40, deadline=None, derandomize=True)
@given(
    st.lists(WINDOW, min_size=size_of(some_tree()), max_size=size_of(some_tree())),
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4), WINDOW), max_size=6),
)
def test_windows_that_change_give_what_they_would_from_the_start(
    flat: Windows, changes: list[tuple[int, int, tuple[int, int]]]
) -> None:
    tree = some_tree()
    rooms = rooms_of(tree, flat)
    starts = np.cumsum([0, *(len(level.codes) for level in tree.levels)])
    for number, area, (fall, rise) in changes:
        row = area % len(tree.levels[number].codes)
        cells = np.array([row]), np.array([0])
        rooms.set_windows(number, cells, Room(np.array([fall], dtype=np.int32), np.array([rise], dtype=np.int32)))
        flat[starts[number] + row] = (fall, rise)
    anew = rooms_of(tree, flat)
    for number in range(len(tree.levels)):
        assert rooms.of_level(number).fall.tolist() == anew.of_level(number).fall.tolist()
        assert rooms.of_level(number).rise.tolist() == anew.of_level(number).rise.tolist()


def test_a_count_moves_as_far_as_what_it_is_lets_it() -> None:
    pairs = {
        (200, 1): (0, 3),  # 1–9 failed: 1, 2, 3, 4
        (200, 9): (3, 0),
        (200, 5): (3, 3),
        (200, 193): (2, 3),  # 1–9 passed: 191 … 199
        (200, 199): (3, 0),
        (200, 40): (3, 3),
        (200, 0): (0, 3),  # a zero that is hidden beside a small count
        (5, 2): (2, 3),  # none to all of five
        (5, 5): (3, 0),
        (1, 1): (1, 2),  # one person, who may as well be three
        (2, 1): (1, 2),
        (0, 0): (0, 0),
    }
    tree = tree_from(ONE, {f"830101{number:02d}": [pair] for number, pair in enumerate(pairs, 1)})
    room = natural_room(tree.levels[-1])
    assert list(zip(room.fall[:, 0].tolist(), room.rise[:, 0].tolist(), strict=True)) == list(pairs.values())
