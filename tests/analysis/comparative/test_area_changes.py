"""Changes of many areas at once: by hand, and the same as the rule for one area."""

import numpy as np
import pandas as pd
import pytest

from analysis import AnalysisError
from analysis.comparative.area_changes import (
    UNSURE,
    AreaChanges,
    area_changes_data,
    earlier_surveys,
    earlier_years,
    same_set,
)
from analysis.comparative.what_is_compared import place_within
from analysis.core.changes import changes_data, two_years_data
from analysis.core.figures import indicator_data
from analysis.core.held_data import available_data
from analysis.core.scope import Question, find_scope
from analysis.core.statistics import BETTER, WORSE
from catalogue import parse_set, set_to_dict
from tests.analysis.examples import YEAR, catalogue_of, made_up_set, store
from warehouse import Warehouse

SET = made_up_set()
CATALOGUE = catalogue_of(SET)


def changes(warehouse: Warehouse, area: str = "8301", level: str | None = None, size: float = 1) -> AreaChanges:
    scope = find_scope(warehouse, CATALOGUE, Question(area, YEAR))
    return area_changes_data(warehouse, scope, place_within(area, level), same_set(scope, YEAR - 1), size)


def test_only_villages_of_both_years_and_the_three_verdicts(warehouse: Warehouse) -> None:
    store(warehouse, SET, [("83010101", 1, 400, 40), ("83010102", 1, 400, 390), ("83010201", 1, 400, 120),
                           ("83010301", 1, 400, 44)], YEAR)  # fmt: skip
    store(warehouse, SET, [("83010101", 1, 400, 120), ("83010201", 1, 400, 40), ("83010301", 1, 400, 40)], YEAR - 1)
    found = changes(warehouse)
    table = found.table.set_index("area_code")
    assert table["status"].to_dict() == {"830101": BETTER, "830102": WORSE, "830103": UNSURE}
    assert table["before_pct"].tolist() == [30, 10, 10]
    assert table["problem_pct"].tolist() == [10, 30, 11]
    assert table["villages_shared"].tolist() == [1, 1, 1]
    assert table["is_whole"].tolist() == [False, True, True]
    assert found.left_out == tuple(each.code for each in SET.indicators[1:])
    assert found.counts == {WORSE: 1, BETTER: 1, UNSURE: 1}
    held = available_data(warehouse, "8301")
    assert earlier_years(held, SET.id, YEAR) == [YEAR - 1]


def test_a_sure_change_under_a_point_is_none(warehouse: Warehouse) -> None:
    store(warehouse, SET, [("83010101", 1, 1_000_000, 10_000)], YEAR)
    store(warehouse, SET, [("83010101", 1, 1_000_000, 19_000)], YEAR - 1)
    assert changes(warehouse).table["status"].tolist() == [UNSURE]


def test_persons_of_households_are_turned_back_before_an_interval_is_taken(warehouse: Warehouse) -> None:
    """Of 1,000 persons 10 and 14 % are apart; of 250 households of four they are not."""
    households = made_up_set(indicator_1={"unit": "ครัวเรือน"})
    scope_set = catalogue_of(households)
    people = made_up_set()
    store(warehouse, people, [("83010101", 1, 1_000, 140)], YEAR)
    store(warehouse, people, [("83010101", 1, 1_000, 80)], YEAR - 1)
    scope = find_scope(warehouse, scope_set, Question("8301", YEAR))
    verdicts = [
        area_changes_data(warehouse, scope, place_within("8301"), same_set(scope, YEAR - 1), size)
        .table["status"]
        .tolist()
        for size in (1.0, 4.0)
    ]
    assert verdicts == [[WORSE], [UNSURE]]


def test_the_same_as_the_rule_for_one_area(warehouse: Warehouse) -> None:
    random = np.random.default_rng(9)
    for year, villages in ((YEAR, range(1, 9)), (YEAR - 1, range(3, 12))):
        rows = []
        for tambon in ("830101", "830102", "830201"):
            for village in villages:
                for number in (1, 2, 3):
                    size = int(random.integers(0, 120))
                    rows.append(
                        (f"{tambon}{village:02d}", number, size, int(random.binomial(size, random.uniform(0, 1))))
                    )
        store(warehouse, SET, rows, year)
    together = changes(warehouse, "83", "tambon").table
    alone = []
    for code in ("830101", "830102", "830201"):
        scope = find_scope(warehouse, CATALOGUE, Question(code, YEAR))
        now, before = (indicator_data(warehouse, SET, [code], year) for year in (YEAR, YEAR - 1))
        years = two_years_data(warehouse, scope, now, before, YEAR - 1)
        assert years.shared == 6
        alone.append(changes_data(years).assign(area_code=code))
    expected = pd.concat(alone).sort_values(["area_code", "indicator_code"], ignore_index=True)
    assert len(together) == len(expected) == 9
    assert together["villages_shared"].eq(6).all()
    for ours, theirs in (("before_pct", "before_pct"), ("problem_pct", "problem_pct"), ("change_pct", "change_pct")):
        assert together[ours].tolist() == pytest.approx(expected[theirs].tolist())
    assert together["status"].tolist() == expected["change_status"].replace({"similar": UNSURE}).tolist()
    assert together["status"].nunique() > 1


def test_villages_known_by_eight_and_by_ten_digits(warehouse: Warehouse) -> None:
    store(warehouse, SET, [("8301010101", 1, 100, 40), ("8301010102", 1, 100, 20)], YEAR)
    store(warehouse, SET, [("83010101", 1, 100, 10)], YEAR - 1)
    row = changes(warehouse).table.iloc[0]
    assert (row["problem_pct"], row["before_pct"], row["villages_shared"]) == (30, 10, 1)


def test_years_that_share_nothing_are_said(warehouse: Warehouse) -> None:
    store(warehouse, SET, [("83010101", 1, 100, 40)], YEAR)
    with pytest.raises(AnalysisError, match="ไม่มีข้อมูลชุดเดียวกัน"):
        changes(warehouse)
    store(warehouse, SET, [("83010102", 1, 100, 40)], YEAR - 1)
    with pytest.raises(AnalysisError, match="ที่สำรวจทั้งสองปี"):
        changes(warehouse)


def test_another_set_is_compared_only_through_indicators_declared_the_same(warehouse: Warehouse) -> None:
    """Number 1 of the later set is number 3 of the earlier one, by declaration; number 1 of that is another thing."""
    former = parse_set(set_to_dict(made_up_set(set_id="jpt-former")) | {"first_year": 2575, "last_year": 2579})
    later = made_up_set(indicator_1={"same_as": "jpt-former-03"})
    catalogue = catalogue_of(former, later)
    store(warehouse, later, [("83010101", 1, 400, 40), ("83010101", 2, 400, 40)], YEAR)
    store(warehouse, former, [("83010101", 3, 400, 120), ("83010101", 1, 400, 399)], 2579)
    scope = find_scope(warehouse, catalogue, Question("8301", YEAR, set_id=later.id))
    found = earlier_surveys(catalogue, available_data(warehouse, "8301"), later, YEAR)
    assert {year: (each.indicator_set.id, each.same) for year, each in found.items()} == {
        2579: ("jpt-former", {"jpt-made-up-01": "jpt-former-03"})
    }
    changed = area_changes_data(warehouse, scope, place_within("8301"), found[2579], 1)
    columns = ["area_code", "indicator_code", "before_pct", "problem_pct", "status"]
    assert changed.table[columns].to_numpy().tolist() == [["830101", "jpt-made-up-01", 30, 10, BETTER]]
    assert changed.left_out == ("jpt-made-up-02", "jpt-made-up-03")
    assert changed.set_title == former.title
    assert earlier_surveys(catalogue_of(former), available_data(warehouse, "8301"), SET, YEAR) == {}


def test_the_shipped_sets_declare_eleven_and_none_by_its_number() -> None:
    same = CATALOGUE.same_indicators(CATALOGUE.get("jpt-2560"), CATALOGUE.get("jpt-2550"))
    assert len(same) == 11
    assert same["jpt-2560-23"] == "jpt-2550-31"  # ครัวเรือนมีการเก็บออมเงิน
    assert all(code[-2:] != before[-2:] for code, before in same.items())
    assert "jpt-2560-24" not in same  # ไม่ดื่มสุรา is not ไม่ติดสุรา
