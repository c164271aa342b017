"""The target a file prints is used before the set's, and the answer says which one it is. Worked by hand."""

import pytest

from analysis.core.figures import indicator_data
from analysis.core.references import area_indicators, companion_kinds, find_reference
from analysis.core.scope import Question, find_scope
from analysis.logic_model.data import logic_model_data
from tests.analysis.examples import YEAR, catalogue_of, made_up_set, store
from warehouse import Warehouse

SET = made_up_set(size=3, indicator_1={"targets": {YEAR: 95}}, indicator_2={"targets": {YEAR: 60}})
WITHOUT = made_up_set(size=3)
NAN = float("nan")
COLUMNS = ("assessed", "failed", "target_pct")


def reference(warehouse: Warehouse, area: str, indicator_set=SET):
    scope = find_scope(warehouse, catalogue_of(indicator_set), Question(area, YEAR))
    return find_reference(warehouse, scope, area_indicators(warehouse, scope), "target")


def test_the_files_target_wins_and_the_sets_stands_in(warehouse: Warehouse):
    # 10 of 40 fail, 75 % pass: 80 − 75 = 5 below the file's, where the set's 95 would say 20; 2 has the set's 60 alone,
    # 50 % pass: 10 below; 3 has the file's alone, 90 % pass: 5 above 85.
    rows = [("83010101", 1, 40, 10, 80), ("83010101", 2, 40, 20, NAN), ("83010101", 3, 40, 4, 85)]
    store(warehouse, SET, rows, columns=COLUMNS)
    found = indicator_data(warehouse, SET, ["83010101", "83010102"], YEAR)
    assert found["target_pct"].tolist()[:5] == [80, 60, 85, 95, 60]
    assert found["target_source"].tolist()[:5] == ["file", "set", "file", "set", "set"]
    assert found["gap_pct"].tolist()[:3] == [5, 10, -5]
    assert found.iloc[5][["target_pct", "target_source", "gap_pct"]].isna().all()


def test_an_area_above_has_what_all_of_it_print_alike_else_the_sets(warehouse: Warehouse):
    rows = [
        ("83010101", 1, 40, 10, 80),
        ("83010102", 1, 60, 0, 80),
        ("83010101", 2, 10, 0, 70),
        ("83010102", 2, 10, 5, 90),
    ]
    store(warehouse, SET, rows, columns=COLUMNS)
    found = indicator_data(warehouse, SET, ["830101"], YEAR)
    # 10 of 100 fail: 80 − 90 = −10. 5 of 20 fail: 75 % pass, and 70 and 90 are neither summed nor averaged: 60 − 75
    assert found["target_pct"].tolist()[:2] == [80, 60]
    assert found["target_source"].tolist()[:2] == ["file", "set"]
    assert found["gap_pct"].tolist()[:2] == [-10, -15]


def test_the_reference_says_where_its_targets_come_from(warehouse: Warehouse):
    store(warehouse, SET, [("83010101", 1, 40, 10, 80), ("83010102", 1, 60, 0, NAN)], columns=COLUMNS)
    of_file = reference(warehouse, "83010101")
    assert of_file.name == f"เป้าหมายปี {YEAR} (จากไฟล์ 1 ตัวชี้วัด จากชุดตัวชี้วัด 1)"
    assert of_file.indicators["problem_pct"].tolist()[:2] == [20, 40]
    assert reference(warehouse, "83010102").name == f"เป้าหมายปี {YEAR}"


def test_a_set_without_targets_has_the_files(warehouse: Warehouse):
    store(warehouse, WITHOUT, [("83010101", 1, 40, 10, 80), ("83010201", 1, 60, 0, NAN)], columns=COLUMNS)
    assert reference(warehouse, "83010101", WITHOUT).name == f"เป้าหมายปี {YEAR} (ตามที่พิมพ์ในไฟล์)"
    nothing = reference(warehouse, "83010201", WITHOUT)
    assert (nothing.name, "และไฟล์ไม่มีเป้าหมาย" in nothing.note) == (None, True)
    kinds = [
        companion_kinds(warehouse, find_scope(warehouse, catalogue_of(WITHOUT), Question(area, YEAR)))
        for area in ("83010101", "83010201")
    ]
    assert ["target" in each for each in kinds] == [True, False]


def test_targets_of_another_year_are_not_this_years(warehouse: Warehouse):
    store(warehouse, WITHOUT, [("83010101", 1, 40, 10, 80)], YEAR - 1, columns=COLUMNS)
    store(warehouse, WITHOUT, [("83010101", 1, 40, 10)])
    assert indicator_data(warehouse, WITHOUT, ["83010101"], YEAR)["target_pct"].isna().all()
    assert indicator_data(warehouse, WITHOUT, ["83010101"], YEAR - 1)["target_pct"].tolist()[0] == 80


@pytest.mark.parametrize(("target", "source"), [(80, "file"), (NAN, "set"), (70, "suggested")])
def test_a_plan_aims_at_the_files_target(warehouse: Warehouse, target: float, source: str):
    """75 % pass: 80 (file) and 95 (set) are not reached, 70 is."""
    store(warehouse, SET, [("83010101", 1, 40, 10, target)], columns=COLUMNS)
    chain = logic_model_data(warehouse, catalogue_of(SET), Question("83010101", YEAR)).chains.iloc[0]
    aims = {"file": (80, 2), "set": (95, 8), "suggested": (87.5, 5)}
    assert (chain["target_source"], chain["target_pct"], chain["to_pass"]) == (source, *aims[source])
    assert ("ไฟล์" in chain["target_note"]) == (source == "file")
