"""Households surveyed against target households: which counts serve, and when nothing is said."""

import pandas as pd
import pytest

from analysis.core.survey_coverage import SurveyCoverage, low_coverage_words, survey_coverage_data
from tests.analysis.examples import YEAR, made_up_set, store
from warehouse import Warehouse, save_least_coverage, save_targets

HOUSEHOLDS = {"unit": "ครัวเรือน"}
SET = made_up_set(size=3, indicator_1=HOUSEHOLDS, indicator_2=HOUSEHOLDS)  # 3 counts persons
AREAS = ["TH", "83", "8301", "830101", "83010101", "83010102", "83010103", "830102"]


def covered(warehouse: Warehouse, *areas: str) -> dict[str, tuple[int, int, int]]:
    found = survey_coverage_data(warehouse, SET.id, YEAR, areas or AREAS)
    return {code: (each.surveyed, each.target, each.villages) for code, each in found.items()}


@pytest.fixture
def filled(warehouse: Warehouse) -> Warehouse:
    rows = [
        ("83010101", 1, 60, 3), ("83010101", 2, 70, 3), ("83010101", 3, 300, 3),
        ("83010102", 1, 40, 3), ("83010102", 3, 90, 1), ("83010201", 1, 25, 1),
    ]  # fmt: skip
    store(warehouse, SET, rows)
    return warehouse


def test_the_largest_number_of_households_of_each_village_is_added_up(filled: Warehouse) -> None:
    save_targets(filled, YEAR, {"83010101": 100, "83010102": 50})
    assert covered(filled) == {
        "TH": (110, 150, 2), "83": (110, 150, 2), "8301": (110, 150, 2), "830101": (110, 150, 2),
        "83010101": (70, 100, 1), "83010102": (40, 50, 1),
    }  # fmt: skip


def test_a_village_with_a_target_and_no_figures_was_not_reached(filled: Warehouse) -> None:
    save_targets(filled, YEAR, {"83010101": 100, "83010103": 100})
    assert covered(filled, "830101", "83010103") == {"830101": (70, 200, 2)}


def test_nothing_is_said_without_targets_or_in_another_year_or_set(filled: Warehouse) -> None:
    assert covered(filled) == {}
    save_targets(filled, YEAR + 1, {"83010101": 100})
    assert covered(filled) == {}
    save_targets(filled, YEAR, {"83010101": 100})
    assert survey_coverage_data(filled, "jpt-2560", YEAR, ["830101"]) == {}


def test_persons_are_no_households(warehouse: Warehouse) -> None:
    """Neither an indicator counted in persons, nor a source that counts persons for every indicator."""
    store(warehouse, SET, [("83010101", 3, 300, 3)])
    store(warehouse, SET, [("83010201", 1, 300, 3)], counting="people")
    save_targets(warehouse, YEAR, {"83010101": 100, "83010201": 100})
    assert covered(warehouse) == {}


def test_a_village_that_counts_persons_only_is_left_out_of_both(filled: Warehouse) -> None:
    store(filled, SET, [("83010103", 3, 300, 3)])
    save_targets(filled, YEAR, {"83010101": 100, "83010103": 100})
    assert covered(filled, "830101", "83010103") == {"830101": (70, 100, 1)}


def test_figures_that_an_area_published_itself_are_not_held_against_its_villages(filled: Warehouse) -> None:
    store(filled, SET, [("830101", 1, 100, 3)], level="tambon")
    save_targets(filled, YEAR, {"83010101": 100})
    assert covered(filled, "830101", "83010101") == {"83010101": (70, 100, 1)}


def test_communities_are_held_against_their_village_where_one_side_has_it_as_one(warehouse: Warehouse) -> None:
    store(warehouse, SET, [("8301010101", 1, 20, 1), ("8301010102", 1, 30, 1), ("83010102", 1, 10, 1)])
    save_targets(warehouse, YEAR, {"83010101": 80, "8301010201": 9, "8301010202": 11})
    assert covered(warehouse, "83010101", "8301010101", "83010102", "830101") == {
        "830101": (60, 100, 2), "83010102": (10, 20, 1),
    }  # fmt: skip
    save_targets(warehouse, YEAR, {"8301010101": 25}, removed=["83010101"])
    assert covered(warehouse, "8301010101", "8301010102") == {"8301010101": (20, 25, 1)}


def test_replaced_and_undone_figures_do_not_count(filled: Warehouse) -> None:
    save_targets(filled, YEAR, {"83010101": 100})
    store(filled, SET, [("83010101", 1, 12, 3)])
    assert covered(filled, "83010101") == {"83010101": (12, 100, 1)}


@pytest.mark.parametrize(("surveyed", "is_low"), [(79, True), (80, False), (120, False)])
def test_the_share_under_which_nothing_is_judged(filled: Warehouse, surveyed: int, is_low: bool) -> None:
    assert SurveyCoverage(surveyed, 100, 1, 80).is_low is is_low
    save_targets(filled, YEAR, {"83010101": 100})
    save_least_coverage(filled, 70)
    assert not survey_coverage_data(filled, SET.id, YEAR, ["83010101"])["83010101"].is_low
    save_least_coverage(filled, 70.1)
    assert survey_coverage_data(filled, SET.id, YEAR, ["83010101"])["83010101"].is_low


def test_few_households_are_not_told_as_a_number() -> None:
    few, ten = SurveyCoverage(9, 12, 1, 80), SurveyCoverage(10, 12, 1, 90)
    assert few.words == "สำรวจได้ไม่ถึง 10 ครัวเรือนจากเป้าหมาย 12 ครัวเรือน"
    assert (few.to_dict()["pct"], few.to_dict()["surveyed_households"]) == (None, None)
    assert ten.why_not_judged == "สำรวจได้ 83.3 % ของครัวเรือนเป้าหมาย (เกณฑ์ 90 %) จึงไม่สรุปว่าเด่นหรือด้อย"
    assert ten.to_dict()["surveyed_households"] == 10


def test_the_marked_areas_are_named_in_their_order() -> None:
    areas = pd.DataFrame({"area_code": ["1", "2", "3"], "area_name": ["ก", "ข", "ค"]})
    coverage = {code: SurveyCoverage(surveyed, 100, 1, 80) for code, surveyed in {"2": 50, "3": 90, "1": 20}.items()}
    words = low_coverage_words(areas, coverage)
    assert words.endswith("ก สำรวจได้ 20.0 % ของครัวเรือนเป้าหมาย · ข สำรวจได้ 50.0 % ของครัวเรือนเป้าหมาย")
    assert low_coverage_words(areas, coverage, most=1).endswith("และอีก 1 แห่ง")
    assert low_coverage_words(areas, {}) == ""
