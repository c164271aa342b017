"""A reference is found wherever there is one: parent, peers, target, the year before, the published country."""

import pytest

from analysis.core.references import area_indicators, find_reference, first_reference
from analysis.core.scope import Question, find_scope
from catalogue import load_catalogue
from tests.analysis.examples import YEAR, catalogue_of, made_up_set, store
from warehouse import Warehouse

SET = made_up_set(size=2, indicator_1={"targets": {YEAR: 90}})
SHIPPED = load_catalogue()
PUBLISHED = SHIPPED.get("jpt-2560")
HERE, BESIDE = "83010101", "83010201"


def found(warehouse: Warehouse, area: str = "830101", kind: str = "parent"):
    scope = find_scope(warehouse, catalogue_of(SET), Question(area, YEAR))
    return first_reference(warehouse, scope, area_indicators(warehouse, scope), kind)


def of_2560(warehouse: Warehouse, area: str, kind: str = "parent", year: int = 2561):
    scope = find_scope(warehouse, SHIPPED, Question(area, year))
    return first_reference(warehouse, scope, area_indicators(warehouse, scope), kind)


def test_the_parent_where_it_holds_more_than_the_area(warehouse: Warehouse):
    store(warehouse, SET, [(HERE, 1, 100, 10), (BESIDE, 1, 100, 30)])
    assert (found(warehouse).kind, found(warehouse).note) == ("parent", "")


def test_the_target_where_the_parent_is_the_area_itself(warehouse: Warehouse):
    store(warehouse, SET, [(HERE, 1, 100, 10)])
    assert found(warehouse).kind == "target"
    assert "ใช้เป้าหมายปี 2581 แทน" in found(warehouse).note


def test_the_year_before_where_there_is_no_target(warehouse: Warehouse):
    for year in (YEAR, YEAR - 1):
        store(warehouse, SET, [(HERE, 2, 100, 10)], year)
    assert found(warehouse).kind == "previous"


def test_nothing_at_all_says_why(warehouse: Warehouse):
    store(warehouse, SET, [(HERE, 2, 100, 10)])
    assert found(warehouse).name is None
    assert "มีเฉพาะของพื้นที่นี้" in found(warehouse).note


def test_what_was_asked_for_comes_first_and_none_stays_none(warehouse: Warehouse):
    store(warehouse, SET, [(HERE, 1, 100, 10), (BESIDE, 1, 100, 30)])
    assert found(warehouse, kind="target").kind == "target"
    assert found(warehouse, kind="previous").kind == "parent"
    assert found(warehouse, kind="none").name is None


@pytest.mark.parametrize("area", ["83010101", "830101", "8301", "83"])
def test_the_published_country_last_of_all(warehouse: Warehouse, area: str):
    store(warehouse, PUBLISHED, [(HERE, 24, 100, 10)], 2561)
    reference = of_2560(warehouse, area)
    assert (reference.kind, reference.name) == ("published_country", "ประเทศไทย ปี 2561 (TPMAP)")
    own = reference.indicators.set_index("indicator_code").loc["jpt-2560-24"]
    assert own["problem_pct"] == pytest.approx(100 * own["failed"] / own["assessed"])
    assert own["assessed"] == 36_637_930


def test_the_published_province_may_be_asked_for(warehouse: Warehouse):
    store(warehouse, PUBLISHED, [(HERE, 24, 100, 10)], 2561)
    assert of_2560(warehouse, "830101", "published_province").name == "จังหวัดภูเก็ต ปี 2561 (TPMAP)"


def test_the_country_of_2561_is_not_held_against_itself(warehouse: Warehouse):
    store(warehouse, PUBLISHED, [(HERE, 24, 100, 10)], 2561)
    store(warehouse, PUBLISHED, [(HERE, 24, 100, 10)], 2563)
    assert of_2560(warehouse, "TH").name is None
    assert of_2560(warehouse, "TH", "published_country", 2563).name == "ประเทศไทย ปี 2561 (TPMAP)"
    scope = find_scope(warehouse, catalogue_of(SET), Question("TH", 2561, "jpt", "jpt-2560"))
    assert find_reference(warehouse, scope, area_indicators(warehouse, scope), "published_country").name is None
