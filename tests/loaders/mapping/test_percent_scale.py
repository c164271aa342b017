"""Percentages of จปฐ. tables in both scales: the counts beside them tell, else a question; never multiplied unasked."""

import pytest

from catalogue import load_catalogue
from loaders import Inspection, TableChoice, inspect_file
from loaders.checks.shares import REPAIRED
from loaders.reading import Cell
from tests.loaders.corpus.tables import Rows, sheet
from warehouse import Warehouse

CODE = "jpt-2560-22"
FAIL_PCT = ["รหัสหมู่บ้าน", "หมู่บ้าน", "ข้อ 22 สำรวจ", "ข้อ 22 ไม่ผ่านร้อยละ"]
PASS_PCT = [*FAIL_PCT[:3], "ข้อ 22 ผ่านร้อยละ"]
ALL = [*FAIL_PCT[:3], "ข้อ 22 ไม่ผ่าน", "ข้อ 22 ไม่ผ่านร้อยละ"]


def looked_at(warehouse: Warehouse, head: list[str], rows: Rows, shares: tuple[str, ...] | None = None) -> Inspection:
    """The file of these villages, each with what the proposed columns say of indicator 22."""
    data = [[f"8301030{at}", f"บ้าน{at}", *row] for at, row in enumerate(rows, 1)]
    content, catalogue = sheet([head, *data]), load_catalogue()
    said = {"catalogue": catalogue, "in_child": False, "year_be": 2564}
    choice = TableChoice("ข้อมูล", 0, set_id="jpt-2560")
    proposed = inspect_file(content, "ก.xlsx", warehouse, choice=choice, **said)  # type: ignore[arg-type]
    choice = TableChoice("ข้อมูล", 0, set_id="jpt-2560", mapping=proposed.tables[0].mapping)
    return inspect_file(content, "ก.xlsx", warehouse, choice=choice, shares=shares, **said)  # type: ignore[arg-type]


def failed(inspection: Inspection) -> list[float]:
    assert inspection.batch is not None, inspection.report.problems
    return inspection.batch.facts.sort_values("area_code")["failed"].tolist()


def told(inspection: Inspection, *rules: str) -> list[tuple[str, int | None]]:
    return [(each.rule, each.row) for each in inspection.report.problems if each.rule in rules]


def test_small_percentages_of_failures_are_asked_about_and_stay_as_written(warehouse: Warehouse) -> None:
    rows: Rows = [[300, 100 / 300], [800, 0.125], [700, 200 / 700], [100, 0]]
    asked = looked_at(warehouse, FAIL_PCT, rows)
    [doubt] = asked.share_doubts
    assert (doubt.indicator_code, doubt.name, doubt.count, doubt.filled) == (CODE, "D ข้อ 22 ไม่ผ่านร้อยละ", 3, 4)
    assert failed(asked) == [1, 1, 2, 0]
    assert REPAIRED not in asked.report.repairs
    assert told(asked, "V14") == [("V14", 2), ("V14", 3), ("V14", 4)]
    no = looked_at(warehouse, FAIL_PCT, rows, ())
    assert (failed(no), told(no, "V14")) == ([1, 1, 2, 0], [])
    yes = looked_at(warehouse, FAIL_PCT, rows, (CODE,))
    assert (failed(yes), yes.report.repairs[REPAIRED]) == ([100, 100, 200, 0], 3)


def test_one_failing_percentage_cut_off_does_not_turn_its_column(warehouse: Warehouse) -> None:
    """0.6 of 300 fits 180 as a share and no whole number as a percentage, yet may be 2 of 300 cut off."""
    asked = looked_at(warehouse, FAIL_PCT, [[300, 0.6], [800, 0.125], [700, 0.2], [100, 0]])
    assert [doubt.indicator_code for doubt in asked.share_doubts] == [CODE]
    assert REPAIRED not in asked.report.repairs


@pytest.mark.parametrize(
    ("rows", "repaired"),
    [
        ([[1000, 5, 0.5], [1000, 8, 0.8]], 0),
        ([[1000, 500, 0.5], [1000, 800, 0.8]], 2),
        ([[1000, 500, 0.5], [1000, 300, 30], [1000, 10, 1]], 1),
    ],
    ids=["percentages", "shares", "both"],
)
def test_counts_tell_the_scale(warehouse: Warehouse, rows: Rows, repaired: int) -> None:
    found = looked_at(warehouse, ALL, rows)
    assert not found.share_doubts
    assert failed(found) == [row[1] for row in rows]
    assert told(found, "V14", "V16") == []
    assert found.report.repairs.get(REPAIRED, 0) == repaired


def test_counts_that_agree_with_neither_scale_are_a_warning(warehouse: Warehouse) -> None:
    found = looked_at(warehouse, ALL, [[1000, 5, 0.5], [1000, 300, 0.8]])
    assert failed(found) == [5, 300]
    assert told(found, "V14", "V16") == [("V16", 3)]
    assert not found.share_doubts


def test_a_mixed_column_is_asked_about(warehouse: Warehouse) -> None:
    rows: Rows = [[200, 85], [200, 0.5], [200, 90], [200, 1]]
    asked = looked_at(warehouse, PASS_PCT, rows)
    [doubt] = asked.share_doubts
    assert (doubt.count, doubt.filled, doubt.examples) == (2, 4, ("0.5", "1"))
    assert told(asked, "V14") == [("V14", 3), ("V14", 5)]
    rows = [[200, 85.5], [200, 0.505], [200, 90], [200, 1]]
    yes = looked_at(warehouse, PASS_PCT, rows, (CODE,))
    assert failed(yes) == [29, 99, 20, 0]


def test_a_row_that_fits_one_scale_only_needs_no_question(warehouse: Warehouse) -> None:
    """0.85 of 100 is no household, 85 of them is; 1 of 100 may be one or all."""
    asked = looked_at(warehouse, PASS_PCT, [[100, "85 %"], [100, 0.85], [100, 85], [100, "๘๕%"], [100, 1]])
    [doubt] = asked.share_doubts
    assert (doubt.count, doubt.filled, doubt.examples) == (1, 5, ("1",))
    assert failed(asked) == [15, 15, 15, 15, 99]
    assert told(asked, "V14", "V49") == [("V14", 6)]
    alone = looked_at(warehouse, PASS_PCT, [[100, 0.5], [100, 0.85], [100, 1]])
    assert (failed(alone), alone.share_doubts) == ([50, 15, 0], ())


@pytest.mark.parametrize("cell", [120, "120%", "ร้อยละ 120"])
def test_more_than_all_is_refused_however_it_is_written(warehouse: Warehouse, cell: Cell) -> None:
    assert told(looked_at(warehouse, FAIL_PCT, [[300, 12], [300, cell], [300, 30]]), "V18") == [("V18", 3)]


def test_a_percent_sign_is_never_a_share(warehouse: Warehouse) -> None:
    found = looked_at(warehouse, FAIL_PCT, [[200, "0.5%"], [200, "1%"]])
    assert (failed(found), found.share_doubts) == ([1, 2], ())
