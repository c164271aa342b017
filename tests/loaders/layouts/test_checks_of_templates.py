"""Our own workbooks: their totals against their rows, and answers that stand the other way round."""

from typing import Any

import pytest

from catalogue import load_catalogue
from loaders import Inspection, inspect_file
from tests.loaders.corpus.tables import other
from warehouse import Warehouse

SETS = load_catalogue()
JPT = SETS.get("jpt-2560")
HOUSEHOLD = next(each for each in JPT.indicators if each.unit == "ครัวเรือน")


def inspect(warehouse: Warehouse, rows: list[list[Any]], **said: Any) -> Inspection:
    text = "\n".join(",".join("" if cell is None else str(cell) for cell in row) for row in rows)
    return inspect_file(text.encode(), "ก.csv", warehouse, SETS, in_child=False, **said)


def mark(template: str) -> list[str]:
    from loaders.layouts.own_forms import mark_cells  # noqa: PLC0415

    return [str(cell) if cell is not None else "" for cell in mark_cells(template, "jpt-2560", 2562, False)]


def villages(*totals: list[Any]) -> list[list[Any]]:
    heads = ["รหัสพื้นที่", "ชื่อพื้นที่", "ตัวชี้วัดที่ 1 สำรวจ", "ตัวชี้วัดที่ 1 ไม่ผ่าน"]
    rows = [[f"8301010{each}", "", 100, each] for each in range(1, 5)]
    return [mark("jpt_village"), heads, *rows[:2], *totals[:1], *rows[2:], *totals[1:]]


@pytest.mark.parametrize(
    ("totals", "differences"),
    [
        ([["รวม", "", 200, 3], ["รวม", "", 200, 7]], []),
        ([["รวม", "", 200, 3], ["รวมทั้งสิ้น", "", 400, 10]], []),
        ([["รวม", "", 200, 3], ["เฉลี่ย", "", 100, 2.5]], []),
        ([["รวม", "", 200, 3], ["รวมทั้งสิ้น", "", 500, 10]], [(8, "C", "+100")]),
        ([["รวม", "", 200, 1], ["รวมทั้งสิ้น", "", "", 10]], [(5, "D", "-2")]),
    ],
)
def test_totals_of_a_template_are_held_against_its_rows(
    warehouse: Warehouse, totals: list[list[Any]], differences: list[tuple[int, str, str]]
) -> None:
    report = inspect(warehouse, villages(*totals)).report
    assert (report.outcome, report.rows_loaded) == ("checked", 4)
    found = [each for each in report.problems if each.rule == "V40"]
    assert [(each.row, str(each.column)[0], each.what.split()[-1]) for each in found] == differences


@pytest.mark.parametrize(("total", "told"), [(603, []), (602.6, []), (700, [(6, "E ผู้เยี่ยมชม", "700", "603")])])
def test_totals_of_values_that_add_up_are_held_against_their_rows(
    warehouse: Warehouse, total: float, told: list[tuple[int, str, str, str]]
) -> None:
    """Three villages with 200, 201 and 202 visitors; shares and incomes have means, so their total is not compared."""
    content = other(A6="รวม", C6=1, D6=1, E6=total)
    report = inspect_file(content, "ก.xlsx", warehouse, SETS, in_child=False).report
    assert (report.outcome, report.rows_loaded) == ("checked", 3)
    found = [each for each in report.problems if each.rule == "V40"]
    assert [(each.row, each.column, each.value, each.expected) for each in found] == told


def households(failing: int) -> list[list[Any]]:
    heads = ["รหัสพื้นที่", f"ตัวชี้วัดที่ {HOUSEHOLD.number} (1 ผ่าน 0 ไม่ผ่าน)"]
    return [mark("jpt_household"), heads, *([["83010101", 0]] * failing), *([["83010101", 1]] * (40 - failing))]


def test_household_answers_that_look_turned_round_are_asked_about_and_turned_on_request(warehouse: Warehouse) -> None:
    asked = inspect(warehouse, households(36))
    assert asked.inversion is not None
    assert asked.report.asks_inverted == (HOUSEHOLD.code,)
    assert [each.severity for each in asked.report.problems if each.rule == "V44"] == ["warning"]
    assert asked.report.outcome == "checked"
    turned = inspect(warehouse, households(36), inverted=(HOUSEHOLD.code,))
    assert turned.batch is not None
    assert turned.batch.facts[["assessed", "failed"]].to_numpy().tolist() == [[40.0, 4.0]]
    assert not [each for each in turned.report.problems if each.rule == "V44"]
    assert inspect(warehouse, households(20)).report.asks_inverted == ()


def test_a_template_without_its_first_row_is_known_by_its_headings_and_asks_for_the_year(warehouse: Warehouse) -> None:
    asked = inspect(warehouse, villages()[1:]).report
    assert (asked.layout, asked.outcome, asked.rows_read) == ("jpt_village", "refused", 5)
    assert [each.rule for each in asked.problems] == ["C15", "L43"]
    told = inspect(warehouse, villages()[1:], year_be=2562).report
    assert (told.layout, told.outcome, told.areas) == ("jpt_village", "checked", 4)
    assert "L43" in [each.rule for each in told.problems]


def test_a_year_that_is_still_to_come_is_refused(warehouse: Warehouse) -> None:
    rows = [[cell if cell != "2562" else "2599" for cell in row] for row in villages()]
    assert [each.rule for each in inspect(warehouse, rows).report.errors] == ["C16"]
    assert [each.rule for each in inspect(warehouse, villages()[1:], year_be=2599).report.errors] == ["C16"]


def test_a_total_says_its_own_figure_and_ours_and_an_unknown_tambon_the_nearest_ones(warehouse: Warehouse) -> None:
    rows = villages(["รวม", "", 210, 3])
    rows[2][0] = "83013001"
    found = {each.rule: each for each in inspect(warehouse, rows).report.problems}
    assert (found["V40"].value, found["V40"].expected) == ("210", "200")
    assert found["C05"].value == "830130"
    assert str(found["C05"].expected).startswith("รหัสที่มี เช่น 8301")


def test_rows_of_data_above_the_headings_are_never_taken_for_a_title(warehouse: Warehouse) -> None:
    rows = villages()
    report = inspect(warehouse, [rows[0], rows[2], rows[3], rows[1], *rows[4:]]).report
    assert [(each.rule, each.row) for each in report.errors] == [("L46", 2)]
    assert (report.outcome, report.areas) == ("refused", 0)
