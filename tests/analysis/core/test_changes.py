"""Change between years: the same villages, the unit that was asked, and hardly ever one that is none."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.core.changes import changes_data, two_years_data
from analysis.core.figures import TwoYears, indicator_data
from analysis.core.scope import Question, find_scope
from analysis.core.statistics import share_pct, wilson_interval
from catalogue import load_catalogue
from tests.analysis.examples import YEAR, catalogue_of, made_up_set, store, tpmap_facts
from warehouse import Warehouse

SET = made_up_set(size=2, indicator_2={"unit": "ครัวเรือน"})
CATALOGUE = catalogue_of(SET)
SHIPPED = load_catalogue().get("jpt-2560")


def years(warehouse: Warehouse, area: str = "830101") -> TwoYears:
    scope = find_scope(warehouse, CATALOGUE, Question(area, YEAR))
    now, before = (indicator_data(warehouse, SET, [area], year) for year in (YEAR, YEAR - 1))
    return two_years_data(warehouse, scope, now, before, YEAR - 1)


def test_only_villages_of_both_years_count(warehouse: Warehouse):
    store(warehouse, SET, [("83010101", 1, 1000, 300), ("83010102", 1, 1000, 100)])
    store(warehouse, SET, [("83010101", 1, 1000, 100), ("83010103", 1, 1000, 900)], YEAR - 1)
    found = years(warehouse)
    assert (found.shared, found.covered_now, found.covered_before, found.is_whole) == (1, 2, 2, False)
    assert found.coverage == "เฉพาะ 1 หมู่บ้าน/ชุมชนที่มีทั้งสองปี (ปีนี้มี 2 ปี 2580 มี 2)"
    row = changes_data(found).iloc[0]
    assert (row["before_pct"], row["problem_pct"], row["change_pct"], row["change_status"]) == (10, 30, 20, "worse")


def test_villages_of_ten_digits_meet_those_of_eight(warehouse: Warehouse):
    store(warehouse, SET, [("8301010101", 1, 1000, 300), ("8301010201", 1, 1000, 100)])
    store(warehouse, SET, [("83010101", 1, 1000, 100)], YEAR - 1)
    found = years(warehouse)
    assert (found.shared, found.covered_now, found.covered_before) == (1, 2, 1)
    assert changes_data(found)["change_pct"].tolist() == [20]


def test_years_without_a_village_in_common_show_no_change(warehouse: Warehouse):
    store(warehouse, SET, [("83010101", 1, 1000, 300)])
    store(warehouse, SET, [("83010102", 1, 1000, 100)], YEAR - 1)
    assert changes_data(years(warehouse)).empty


def test_sources_of_different_levels_are_not_compared(warehouse: Warehouse):
    store(warehouse, SET, [("83010101", 1, 1000, 300)])
    store(warehouse, SET, [("830101", 1, 1000, 100)], YEAR - 1, level="tambon")
    assert changes_data(years(warehouse)).empty


def test_a_sure_change_below_the_setting_is_none(warehouse: Warehouse):
    store(warehouse, SET, [("83010101", 1, 1_000_000, 10_000)])
    store(warehouse, SET, [("83010101", 1, 1_000_000, 1_000)], YEAR - 1)
    found = years(warehouse)
    assert changes_data(found)["change_status"].tolist() == ["similar"]  # 0.9 points, intervals far apart
    assert changes_data(found, least_points=0.5)["change_status"].tolist() == ["worse"]


def test_persons_of_households_are_turned_back_before_an_interval_is_taken(warehouse: Warehouse):
    """4 of a house answer as one: 100 of 500 against 70 of 500 persons are 25 and 17.5 of 125 households."""
    people = pd.DataFrame({"area_code": "83010101", "measure": ["households", "people"], "value": [125.0, 500.0]})
    persons = made_up_set(size=2, indicator_2={"unit": "คน"}, set_id=SET.id)
    for year, failed in ((YEAR, 110), (YEAR - 1, 70)):
        rows = [("83010101", 1, 500, failed), ("83010101", 2, 500, failed)]
        store(warehouse, persons, rows, year, counting="people", measures=people)
    found = years(warehouse)
    assert found.household_size == 4
    table = changes_data(found).set_index("number")
    assert table.loc[1, "change_status"] == "worse"
    assert table.loc[2, "change_status"] == "similar"
    low, high = wilson_interval([110 / 4], [500 / 4])
    assert (table.loc[2, "low_pct"], table.loc[2, "high_pct"]) == pytest.approx((low[0], high[0]))
    assert table.loc[2, "problem_pct"] == 22


def test_hardly_any_change_is_called_where_there_is_none(shared_data: Path):
    """Two years of every tambon of a province drawn from the same rates, households answering as one: at most 0.5 %."""
    random = np.random.default_rng(2561)
    units = {each.number: each.unit for each in SHIPPED.indicators}
    facts = tpmap_facts(shared_data, "30", "tambon")
    sizes = pd.read_csv(shared_data / "tpmap_2561" / "61_30_tambol_common.csv", dtype={0: str})
    size = dict(zip(sizes.iloc[:, 0], sizes["HOUSEMEMBER_CNT"] / sizes["household.CNT"], strict=True))
    wrong = asked = 0
    for code, own in facts[facts["assessed"] > 0].groupby("area_code"):
        members = np.where(own["number"].map(units) == "ครัวเรือน", size[code], 1.0)
        answers = np.maximum(1, np.round(own["assessed"] / members)).astype("int64")
        rate = own["failed"] / own["assessed"]
        tables = []
        for _ in range(2):
            failed = random.binomial(answers, rate) * members
            failed = np.minimum(failed, own["assessed"])
            low, high = wilson_interval(failed, own["assessed"])
            tables.append(
                pd.DataFrame({
                    "indicator_code": [SHIPPED.by_number(number).code for number in own["number"]],
                    "number": own["number"], "name": "", "short_label": "", "problem_name": "", "dimension_code": "",
                    "dimension_name": "", "unit": "คน", "assessed": own["assessed"], "failed": failed,
                    "problem_pct": share_pct(failed, own["assessed"]), "low_pct": low, "high_pct": high,
                })
            )  # fmt: skip
        by_code = {each.code: each.unit for each in SHIPPED.indicators}
        found = changes_data(TwoYears(2560, *tables, "village", 1, 1, 1, size[code], by_code))
        wrong += int(found["change_status"].isin(["worse", "better"]).sum())
        asked += len(found)
    assert facts["area_code"].nunique() == 321
    assert asked > 9_000
    assert wrong <= 0.005 * asked
