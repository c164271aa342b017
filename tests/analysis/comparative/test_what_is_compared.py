"""What areas are compared by: development levels, values in their own unit, and measures of any kind of data."""

import pandas as pd
import pytest

from analysis import AnalysisError
from analysis.comparative.answers import comparative_json
from analysis.comparative.choosing import Criterion, Sheet, choice_data
from analysis.comparative.data import comparative_data
from analysis.comparative.ranking import Ranking, paired_values
from analysis.comparative.what_is_compared import find_measure, measures_of, measures_of_all
from analysis.core.held_data import available_data
from analysis.core.scope import Question
from catalogue import parse_set, set_to_dict
from tests.analysis.examples import YEAR, catalogue_of, made_up_set, store
from warehouse import Warehouse

PEOPLE = made_up_set()
GRADED = parse_set(
    set_to_dict(made_up_set(size=3, survey="nrd2c", measure="score"))
    | {
        "development_levels": [
            {"number": 1, "name": "ล้าหลัง", "fewest": 2, "most": 3},
            {"number": 2, "name": "ก้าวหน้า", "fewest": 0, "most": 1},
        ]
    }
)  # fmt: skip
VALUES = made_up_set(
    size=3, survey="other", measure="value",
    indicator_1={"unit": "แห่ง", "rollup": "sum"},
    indicator_2={"unit": "เรื่อง", "rollup": "sum", "direction": "more_is_worse"},
    indicator_3={"low": 0, "high": 10, "rollup": "mean"},
)  # fmt: skip
CATALOGUE = catalogue_of(PEOPLE, GRADED, VALUES)


@pytest.fixture
def three_kinds(warehouse: Warehouse) -> Warehouse:
    """Tambon 01 has two villages, one of level 1; 02 has one of level 1; 03 has one of level 2."""
    grades = {"83010101": (1, 1, 3), "83010102": (3, 3, 1), "83010201": (1, 1, 1), "83010301": (3, 3, 3)}
    store(warehouse, GRADED, [(code, place, score) for code, scores in grades.items()
                              for place, score in enumerate(scores, 1)], YEAR, columns=("score",))  # fmt: skip
    values = [("83010101", 1, 4), ("83010102", 1, 3), ("83010201", 1, 2), ("83010101", 2, 5), ("83010201", 2, 9)]
    store(warehouse, VALUES, values, YEAR - 1, columns=("value",))
    store(warehouse, PEOPLE, [("8301010100", 1, 100, 10), ("8301020100", 1, 100, 30)], YEAR)
    return warehouse


def ranked(warehouse: Warehouse, survey: str, measure: str, year: int = YEAR, level: str | None = None) -> Ranking:
    question = Question("8301", year, survey)
    return comparative_data(warehouse, CATALOGUE, question, measure=measure, level=level).ranking


def test_villages_of_a_development_level_in_percent_of_those_known(three_kinds: Warehouse) -> None:
    found = ranked(three_kinds, "nrd2c", "level-1")
    assert found.table[["area_code", "value", "failed", "assessed", "rank"]].to_numpy().tolist() == [
        ["830102", 100, 1, 1, 1], ["830101", 50, 1, 2, 2], ["830103", 0, 0, 1, 3],
    ]  # fmt: skip
    assert not found.has_ranges
    assert found.is_rankable


@pytest.mark.parametrize(("survey", "measure", "year", "values", "unit"), [
    ("nrd2c", "level-1", YEAR, [100, 50, 0], None), ("other", VALUES.indicators[1].code, YEAR - 1, [9, 5], "เรื่อง"),
])  # fmt: skip
def test_json_has_what_the_areas_are_ranked_by(
    three_kinds: Warehouse, survey: str, measure: str, year: int, values: list[float], unit: str | None
) -> None:
    compared = comparative_data(three_kinds, CATALOGUE, Question("8301", year, survey), measure=measure)
    answer = comparative_json(compared)
    assert [each["value"] for each in answer["areas"]] == values
    assert answer["measure"] == {"code": measure, "name": answer["measure"]["name"], "unit": unit}
    people = comparative_json(comparative_data(three_kinds, CATALOGUE, Question("8301", YEAR)))
    assert all("value" not in each for each in people["areas"])


def test_of_the_best_level_the_fewest_villages_stand_first(three_kinds: Warehouse) -> None:
    found = ranked(three_kinds, "nrd2c", "level-2")
    assert found.table["area_code"].tolist() == ["830102", "830101", "830103"]
    assert found.table["value"].tolist() == [0, 50, 100]


def test_a_value_in_its_own_unit_is_ranked_by_which_end_is_worse(three_kinds: Warehouse) -> None:
    shops = ranked(three_kinds, "other", VALUES.indicators[0].code, YEAR - 1)
    assert shops.table[["area_code", "value"]].to_numpy().tolist() == [["830102", 2], ["830101", 7]]
    stories = ranked(three_kinds, "other", VALUES.indicators[1].code, YEAR - 1)
    assert stories.table[["area_code", "value"]].to_numpy().tolist() == [["830102", 9], ["830101", 5]]
    assert stories.table["mean_problem_pct"].isna().all()
    assert stories.measure.unit == "เรื่อง"


def test_a_mean_is_taken_over_percentages_alone() -> None:
    held = measures_of(VALUES)
    assert held["all"].indicator_codes == (VALUES.indicators[2].code,)
    assert [code for code, each in held.items() if each.is_plain] == [each.code for each in VALUES.indicators[:2]]
    assert find_measure(VALUES, None).code == "all"
    with pytest.raises(AnalysisError, match="level-1"):
        find_measure(GRADED, "level-7")


def test_measures_of_every_kind_in_the_nearest_year(three_kinds: Warehouse) -> None:
    held = available_data(three_kinds, "8301")
    found = measures_of_all(CATALOGUE, held, YEAR, PEOPLE.id)
    assert next(iter(found)) == "all"
    assert found["all"].set_id == PEOPLE.id
    level = found[f"{GRADED.id}:level-1"]
    assert (level.survey, level.year_be, level.name) == ("nrd2c", YEAR, f"กชช.2ค {YEAR}: ล้าหลัง")
    assert found[VALUES.indicators[0].code].year_be == YEAR - 1


def test_two_kinds_of_data_as_pairs(three_kinds: Warehouse) -> None:
    """A level of กชช.2ค against จปฐ.: at the tambon by code, at the village by its first eight digits."""
    pairs = paired_values(ranked(three_kinds, "jpt", "all"), ranked(three_kinds, "nrd2c", "level-1"))
    assert pairs.to_numpy().tolist() == [["830102", 30, 100], ["830101", 10, 50]]
    villages = [ranked(three_kinds, *asked, level="village") for asked in (("jpt", "all"), ("nrd2c", "level-1"))]
    assert paired_values(villages[0], villages[1]).to_numpy().tolist() == [
        ["8301020100", 30, 100], ["8301010100", 10, 100],
    ]  # fmt: skip


def test_needs_of_any_kind_make_points(three_kinds: Warehouse) -> None:
    """Of 10 points a need: most fail (830102), most villages of level 1 (830102), fewest shops (830102)."""
    shops = VALUES.indicators[0].code
    rankings = {
        "all": ranked(three_kinds, "jpt", "all"), "level": ranked(three_kinds, "nrd2c", "level-1"),
        shops: ranked(three_kinds, "other", shops, YEAR - 1),
    }  # fmt: skip
    sheet = Sheet(tuple(Criterion(code, 10) for code in rankings), 0)
    found = choice_data(sheet, rankings)
    assert found[["area_code", "total_points"]].to_numpy().tolist() == [["830102", 30], ["830101", 0]]
    assert isinstance(found, pd.DataFrame)
