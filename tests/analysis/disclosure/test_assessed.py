"""Whose number of people assessed is not told, worked by hand."""

from analysis.disclosure.assessed import LARGE, spare
from analysis.disclosure.gate import Disclosure
from tests.analysis.disclosure.trees import gate_of, tree_from
from tests.analysis.examples import made_up_set

ONE = made_up_set(dimensions=1, size=1)
CODE = ONE.indicators[0].code
FAR = {"83010201": (500, 200), "83010202": (500, 210)}


def gate_of_one(villages: dict[str, tuple[int, int]]) -> Disclosure:
    gate = gate_of(ONE, {village: [pair] for village, pair in (villages | FAR).items()})
    assert gate.unprotected == 0
    return gate


def untold(gate: Disclosure, villages: dict[str, tuple[int, int]]) -> list[str]:
    return [village for village in villages if gate.assessed_hidden(village)]


def test_five_who_all_passed_are_not_told_by_the_others() -> None:
    """Nobody failed in the tambon: that may be known, but not how many they are."""
    villages = {"83010101": (5, 0), "83010102": (300, 0), "83010103": (200, 0)}
    gate = gate_of_one(villages)
    assert untold(gate, villages) == ["83010101", "83010103"]
    assert gate.hidden("83010103") == {CODE}
    assert not gate.hidden("830101")


def test_two_handfuls_hide_each_other() -> None:
    villages = {"83010101": (5, 0), "83010102": (6, 0), "83010103": (200, 0)}
    assert untold(gate_of_one(villages), villages) == ["83010101", "83010102"]


def test_the_one_person_who_failed_may_as_well_be_one_of_three() -> None:
    villages = {"83010101": (1, 1), "83010102": (300, 40), "83010103": (200, 30)}
    gate = gate_of_one(villages)
    assert untold(gate, villages) == ["83010101", "83010103"]


def test_the_assessed_of_many_are_told_where_nothing_follows_from_them() -> None:
    villages = {"83010101": (300, 4), "83010102": (300, 40), "83010103": (200, 30)}
    gate = gate_of_one(villages)
    assert untold(gate, villages) == []
    assert gate.hidden("83010101")


def test_how_many_may_be_away_or_more() -> None:
    pairs = {
        (300, 40): (LARGE, LARGE),
        (60, 40): (10, LARGE),  # at least 10 passed, as of any count that is not small
        (20, 4): (10, LARGE),
        (12, 9): (0, LARGE),  # the failed may be up to three more
        (200, 193): (6, 2),  # 1 to 9 passed
        (40, 40): (0, 9),
    }
    tree = tree_from(ONE, {f"830101{number:02d}": [pair] for number, pair in enumerate(pairs, 1)})
    room = spare(tree.levels[-1])
    assert list(zip(room.fall[:, 0].tolist(), room.rise[:, 0].tolist(), strict=True)) == list(pairs.values())


def test_one_of_two_who_failed_among_the_nine_of_a_tambon() -> None:
    """They are fewer than 10 in all, which is known; so one beside may be fewer where these two are three."""
    few = [(1, 0), (2, 0), (1, 0), (2, 0), (1, 0), (2, 1)]
    villages = {f"830101{number:02d}": pair for number, pair in enumerate(few, 1)}
    gate = gate_of_one(villages | {"83010301": (40, 12)})
    assert untold(gate, villages) == list(villages)
    assert gate.assessed_hidden("830101")
