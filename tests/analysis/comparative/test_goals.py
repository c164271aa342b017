"""Goals up the tree, by hand: never complete while a child is missing."""

import pytest

from analysis.comparative.data import asked_of, cells_of_asked
from analysis.comparative.goals import (
    BELOW,
    MISSING,
    PARTLY,
    REACHED,
    STATES,
    USUAL_PCT,
    Goals,
    done_words,
    goals_data,
    kept_goals,
    wanted_goals,
)
from analysis.core.scope import Question
from tests.analysis.examples import YEAR, catalogue_of, made_up_set, store
from warehouse import Warehouse, save_map_tambon

SET = made_up_set(indicator_1={"targets": f"{YEAR}:90"})
CATALOGUE = catalogue_of(SET)
FIRST, SECOND = (each.code for each in SET.indicators[:2])


@pytest.fixture
def kathu(warehouse: Warehouse) -> Warehouse:
    """อำเภอกะทู้: of 830201 two villages, one of them surveyed only a year before; of 830202 one; none of 830203."""
    store(warehouse, SET, [("83020101", 1, 100, 5), ("83020201", 1, 100, 20), ("83020201", 2, 10, 0)], YEAR)
    store(warehouse, SET, [("83020101", 1, 100, 5), ("83020102", 1, 100, 5)], YEAR - 1)
    return warehouse


def found(warehouse: Warehouse, area: str, level: str | None = None, year: int = YEAR) -> Goals:
    asked = asked_of(warehouse, CATALOGUE, Question(area, year), level=level)
    return goals_data(warehouse, asked, cells_of_asked(warehouse, asked), {FIRST: 90, SECOND: 50})


def states(goals: Goals, code: str) -> dict[str, str]:
    column = goals.indicator_codes.index(code)
    return {area: STATES[row[column]] for area, row in zip(goals.area_codes, goals.states, strict=True)}


def test_a_tambon_is_complete_only_with_all_of_its_villages(kathu: Warehouse) -> None:
    goals = found(kathu, "8302")
    assert states(goals, FIRST) == {"830201": PARTLY, "830202": BELOW, "830203": MISSING}
    assert states(goals, SECOND) == {"830201": MISSING, "830202": REACHED, "830203": MISSING}
    assert goals.table.to_numpy().tolist() == [[FIRST, 90, 0, 3, 2, False], [SECOND, 50, 1, 3, 2, False]]
    assert goals.passing_pct[:2, 0].tolist() == [95, 80]


def test_a_municipality_stands_for_the_tambon_it_lies_in(kathu: Warehouse) -> None:
    store(kathu, SET, [("83020101", 1, 100, 5), ("83020201", 1, 100, 20), ("83025101", 1, 100, 5)], YEAR)
    assert set(states(found(kathu, "8302"), FIRST)) == {"830201", "830202", "830203", "830251"}
    save_map_tambon(kathu, {"830251": "830203"})
    assert states(found(kathu, "8302"), FIRST) == {"830201": PARTLY, "830202": BELOW, "830251": REACHED}


def test_a_year_before_with_all_villages_reaches_it(kathu: Warehouse) -> None:
    assert states(found(kathu, "8302", year=YEAR - 1), FIRST)["830201"] == REACHED


def test_up_the_tree(kathu: Warehouse) -> None:
    store(kathu, SET, [("83020101", 1, 100, 5), ("83020102", 1, 100, 5), ("83020201", 1, 100, 20)], YEAR)
    tree = found(kathu, "83", "village").tree(FIRST)
    assert tree[["area_code", "reached", "areas", "missing", "is_complete"]].to_numpy().tolist() == [
        ["83", 2, 3, 0, False], ["8302", 2, 3, 0, False], ["830201", 2, 2, 0, True], ["830202", 0, 1, 0, False],
    ]  # fmt: skip
    tambon = found(kathu, "83", "tambon").tree(FIRST).set_index("area_code")
    assert tambon.loc["8302", ["reached", "areas", "missing"]].tolist() == [1, 3, 1]
    assert not tambon["is_complete"].any()


def test_a_goal_is_the_offices_then_the_sets_of_the_year_then_the_usual_one() -> None:
    others = [each.code for each in SET.indicators if each.code != FIRST]
    assert wanted_goals(SET, YEAR, {}) == {FIRST: 90, **dict.fromkeys(others, USUAL_PCT)}
    assert wanted_goals(SET, YEAR - 1, {}, 80)[FIRST] == 80
    kept = kept_goals({"goals": {FIRST: "75", others[0]: 60}})
    assert kept == {FIRST: 75.0, others[0]: 60.0}
    assert wanted_goals(SET, YEAR, kept) == {FIRST: 75, **dict.fromkeys(others, USUAL_PCT), others[0]: 60}
    assert kept_goals(None) == {}


def test_all_is_said_of_all_only() -> None:
    assert done_words(12, 17, "tambon", False) == "ครบ 12/17 ตำบล"
    assert done_words(17, 17, "tambon", True) == "ครบทั้ง 17 ตำบล"
