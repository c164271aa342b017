"""Targets printed in a table, long or wide: kept beside their figures, said where they are odd, never guessed."""

import math

import pytest

from loaders.reading import Cell
from tests.loaders.mapping.test_mapping_apply import Applied, applied

LONG: list[list[Cell]] = [["รหัสพื้นที่", "ตัวชี้วัด", "จำนวนที่สำรวจ", "จำนวนที่ไม่ผ่าน", "เป้าหมาย (ร้อยละ)"]]
WIDE: list[list[Cell]] = [["รหัสตำบล", "ตัวชี้วัด 1 สำรวจ", "ตัวชี้วัด 1 ไม่ผ่าน", "ตัวชี้วัด 1 เป้าหมาย"]]


def targets(result: Applied) -> list[float | None]:
    return [None if math.isnan(each) else each for each in result.facts["target_pct"]]


def said(result: Applied) -> list[tuple[int | None, str]]:
    return [(each.row, each.rule) for each in result.problems if each.rule.startswith("V46")]


def long_table(*cells: Cell) -> Applied:
    names = ["1. เด็กแรกเกิดมีน้ำหนัก 2,500 กรัม ขึ้นไป", "2. เด็กแรกเกิดได้กินนมแม่อย่างเดียวอย่างน้อย 6 เดือนแรกติดต่อกัน"]
    rows = [["830108", name, 40, 10, cell] for name, cell in zip(names, cells, strict=True)]
    return applied([*LONG, *rows])


def test_a_long_table_keeps_them_beside_their_figures() -> None:
    result = long_table(95, "80%")
    assert targets(result) == [95, 80]
    assert result.facts["failed"].tolist() == [10, 10]
    assert said(result) == []


@pytest.mark.parametrize("cell", ["-", None, ""])
def test_none_printed_is_none_kept_and_nothing_said(cell: Cell) -> None:
    result = long_table(95, cell)
    assert (targets(result), said(result)) == ([95, None], [])


@pytest.mark.parametrize("cell", [101, -5, 0.95, 1, "ตามเกณฑ์", "1234567890123"])
def test_what_is_no_percentage_is_not_kept_but_said_and_the_figures_stay(cell: Cell) -> None:
    result = long_table(95, cell)
    assert targets(result) == [95, None]
    assert said(result) == [(3, "V46")]
    assert result.facts["failed"].tolist() == [10, 10]
    assert result.rows_refused == 0


def test_a_wide_table_keeps_them_too() -> None:
    result = applied([*WIDE, ["830108", 40, 10, 95], ["830201", 50, 5, 90]])
    assert targets(result) == [95, 90]
    assert result.facts["assessed"].tolist() == [40, 50]
