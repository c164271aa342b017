"""Percentages written as shares of one: told from small percentages, asked about, multiplied only on a yes."""

import numpy as np
import pytest

from catalogue import load_catalogue
from loaders import Inspection, TableChoice, inspect_file
from loaders.checks.shares import REPAIRED, shares_among
from loaders.mapping import Field, OtherColumn, OtherData
from loaders.mapping import model as f
from tests.loaders.corpus.tables import VILLAGES, other, sheet
from warehouse import Warehouse

NAN = float("nan")


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([0.85, 85, 86], [True, False, False]),
        ([0.85, 0.9, 1, 0], [True, True, True, False]),
        ([NAN, 0.85, 85], [False, True, False]),
        ([1, 85, 86], [False, False, False]),  # 1 % beside 85 %: nothing says it is a share
        ([0.4, 1.2, 3.5], [False, False, False]),  # small percentages
        ([0.15, 14, 25], [True, False, False]),
        ([0.9, 5, 6], [False, False, False]),
        ([0, 1, 1], [False, False, False]),
        ([50, 60, 70], [False, False, False]),
        ([NAN, NAN], [False, False]),
    ],
)
def test_shares_are_told_from_small_percentages(values: list[float], expected: list[bool]) -> None:
    assert shares_among(np.array(values, dtype=float)).tolist() == expected


def looked_at(
    warehouse: Warehouse, content: bytes, shares: tuple[str, ...] | None = None, **said: object
) -> Inspection:
    return inspect_file(content, "ข.xlsx", warehouse, load_catalogue(), shares=shares, in_child=False, **said)  # type: ignore[arg-type]


def values_of(inspection: Inspection) -> list[float]:
    assert inspection.batch is not None
    facts = inspection.batch.facts
    return facts[facts["indicator_code"].str.endswith("-01")].sort_values("area_code")["value"].tolist()


def test_a_share_among_percentages_is_asked_about_and_multiplied_on_a_yes(warehouse: Warehouse) -> None:
    content = other(C3=0.85, C4=85, C5=86)
    asked = looked_at(warehouse, content)
    [doubt] = asked.share_doubts
    assert (doubt.name, doubt.count, doubt.filled, doubt.examples) == ("ร้อยละที่มีน้ำใช้", 1, 3, ("0.85",))
    [warning] = [each for each in asked.report.problems if each.rule == "V14"]
    assert (warning.row, warning.column, warning.value) == (3, "C ร้อยละที่มีน้ำใช้", "0.85")
    assert values_of(asked) == [0.85, 85, 86]
    yes = looked_at(warehouse, content, (doubt.indicator_code,))
    assert values_of(yes) == [85, 85, 86]
    assert yes.report.repairs[REPAIRED] == 1
    assert "V14" not in {each.rule for each in yes.report.problems}
    no = looked_at(warehouse, content, ())
    assert values_of(no) == [0.85, 85, 86]
    assert "V14" not in {each.rule for each in no.report.problems}
    assert not looked_at(warehouse, other()).share_doubts


def test_a_whole_column_of_shares_in_a_table_of_ones_own(warehouse: Warehouse) -> None:
    rows = [["รหัสหมู่บ้าน", "ร้อยละมีน้ำ", "บ่อน้ำ"], *([code, 0.5 + at / 10, at] for at, (code, _) in enumerate(VILLAGES))]
    content = sheet(rows)
    seen = looked_at(warehouse, content).tables[0]
    data = OtherData("น้ำ", (OtherColumn(1, "มีน้ำ", "%", low=0, high=100), OtherColumn(2, "บ่อ", "แห่ง")))
    mapping = seen.mapping.with_field(0, Field(f.AREA_CODE, "village"))
    choice = TableChoice(seen.sheet, seen.number, mapping=mapping, other=data)
    asked = looked_at(warehouse, content, choice=choice, year_be=2565)
    [doubt] = asked.share_doubts
    assert (doubt.name, doubt.count, doubt.filled) == ("มีน้ำ", 3, 3)
    [warning] = [each for each in asked.report.problems if each.rule == "V14"]
    assert (warning.row, warning.column) == (None, "B ร้อยละมีน้ำ")
    yes = looked_at(warehouse, content, (doubt.indicator_code,), choice=choice, year_be=2565)
    assert values_of(yes) == [50, 60, 70]


def test_areas_without_a_name_are_told_in_a_table_of_ones_own(warehouse: Warehouse) -> None:
    rows = [["รหัสหมู่บ้าน", "ชื่อหมู่บ้าน", "บ่อน้ำ"], [VILLAGES[0][0], "บ้านหนึ่ง", 1], [VILLAGES[1][0], None, 2]]
    content = sheet(rows)
    seen = looked_at(warehouse, content).tables[0]
    mapping = seen.mapping.with_field(0, Field(f.AREA_CODE, "village")).with_field(1, Field(f.AREA_NAME, "village"))
    choice = TableChoice(
        seen.sheet, seen.number, mapping=mapping, other=OtherData("น้ำ", (OtherColumn(2, "บ่อ", "แห่ง"),))
    )
    report = looked_at(warehouse, content, choice=choice, year_be=2565).report
    told = [(each.row, each.column, each.what) for each in report.problems if each.rule == "C34"]
    assert told == [(3, "B ชื่อหมู่บ้าน", "พื้นที่ 83010102 ไม่มีชื่อ และโปรแกรมยังไม่รู้จักชื่อ")]
