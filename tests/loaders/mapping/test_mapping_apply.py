"""Tables through mappings: the facts, the refusals and the accounts written out whole."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue import IndicatorSet, load_catalogue, parse_set
from loaders.finding import find_tables
from loaders.mapping import (
    Applied,
    Field,
    OtherColumn,
    OtherData,
    apply_mapping,
    looks_inverted,
    other_definition,
    propose_mapping,
    turned_round,
    with_other_columns,
)
from loaders.mapping.areas import AreaIndex, parse_named
from loaders.mapping.assessed_failed import exact_counts
from loaders.reading import Cell, Sheet
from tests_support import budget
from warehouse.staged import FACT_COLUMNS

Rows = list[list[Cell]]
CATALOGUE = load_catalogue()
JPT = CATALOGUE.get("jpt-2560")
VILLAGES = {
    "83010801": "บ้านกะรน",
    "83010802": "บ้านกะตะ",
    "83020101": "บ้านเกาะแก้ว",
    "83020102": "บ้านในทู",
    "83020103": "บ้านในทู",
}

KNOWN = AreaIndex.of(VILLAGES)


def applied(
    rows: Rows,
    *merges: tuple[int, int, int, int],
    indicator_set: IndicatorSet = JPT,
    year: int | None = 2561,
    area: str | None = None,
    fixed: dict[int, Field] | None = None,
    era: str | None = None,
) -> Applied:
    sheet = Sheet("ก", rows, merges)
    found = find_tables(sheet)[0]
    mapping = propose_mapping(found, indicator_set, KNOWN).with_given(area_code=area)
    for column, field in (fixed or {}).items():
        mapping = mapping.with_field(column, field)
    return apply_mapping(sheet, found, mapping, indicator_set=indicator_set, known_areas=KNOWN, year_be=year, era=era)


def counts(result: Applied) -> list[tuple[str, str, float, float]]:
    assert list(result.facts.columns) == [name for name in FACT_COLUMNS if name in result.facts]
    assert result.rows_read == result.rows_loaded + result.rows_refused + result.rows_recognised
    columns = ("area_code", "indicator_code", "assessed", "failed")
    return [tuple(row) for row in result.facts[list(columns)].itertuples(index=False)]  # pyright: ignore


def account(result: Applied) -> tuple[int, int, int, int]:
    return result.rows_read, result.rows_loaded, result.rows_refused, result.rows_recognised


def errors(result: Applied) -> list[tuple[int | None, str]]:
    return [(each.row, each.what) for each in result.problems if each.severity == "error"]


HEAD: list[Cell] = ["รหัสตำบล", "ข้อ 5 สำรวจ", "ข้อ 5 ไม่ผ่าน"]


def test_wide_table_with_a_total_that_agrees() -> None:
    result = applied([["รายงาน"], HEAD, ["830108", 120, 3], ["830201", "๘๐", "1"], ["รวม", 200, 4]])
    assert counts(result) == [("830108", "jpt-2560-05", 120, 3), ("830201", "jpt-2560-05", 80, 1)]
    assert account(result) == (5, 2, 0, 3)
    assert (result.level, result.year_be, result.sums_agreed) == ("tambon", 2561, 1)
    assert result.repairs == {"เปลี่ยนเลขไทยเป็นเลขอารบิก": 1}
    assert result.facts["unit"].tolist() == [JPT.by_number(5).unit] * 2


def test_a_total_that_differs_is_told_with_the_difference() -> None:
    result = applied([HEAD, ["830108", 120, 3], ["830201", 80, 1], ["รวม", 210, 4]])
    (warning,) = [each for each in result.problems if "ยอดรวม" in each.what]
    assert (warning.row, warning.column, warning.what) == (
        4, "B ข้อ 5 สำรวจ", "ยอดรวมในไฟล์ต่างจากผลรวมของแถวข้อมูล +10"
    )  # fmt: skip
    assert len(result.facts) == 2


def test_subtotals_per_group_and_a_grand_total() -> None:
    result = applied(
        [
            ["ตำบล", *HEAD[1:]],
            ["อำเภอเมืองภูเก็ต"],
            ["กะรน", 10, 1],
            ["ฉลอง", 20, 2],
            ["รวมอำเภอเมืองภูเก็ต", 30, 3],
            ["อำเภอกะทู้"],
            ["กะทู้", 5, 1],
            ["รวมอำเภอกะทู้", 5, 1],
            ["รวมทั้งสิ้น", 35, 4],
        ],
        area="83",
    )
    assert [(code, failed) for code, _, _, failed in counts(result)] == [("830108", 1), ("830106", 2), ("830201", 1)]
    assert (result.sums_agreed, account(result)) == (3, (9, 3, 0, 6))


def test_bad_rows_are_refused_one_by_one() -> None:
    result = applied(
        [
            HEAD,
            ["830108", 120, 3],
            ["830201", 80, "ประมาณ 5"],
            ["830106", 10, 11],
            ["830107", 5, None],
            ["999999", 5, 1],
            ["830105", 1.5, 1],
            ["830104", None, None],
            ["830103", "-", "-"],
        ]
    )
    assert counts(result) == [("830108", "jpt-2560-05", 120, 3)]
    assert account(result) == (9, 2, 5, 2)
    assert errors(result) == [
        (3, "ต้องเป็นตัวเลขอย่างเดียว ไม่มีข้อความปน"),
        (4, "จำนวนไม่ผ่านมากกว่าจำนวนที่สำรวจ"),
        (5, "มีจำนวนเพียงช่องเดียว ต้องมีคู่กับ B ข้อ 5 สำรวจ"),
        (6, "ไม่มีจังหวัดรหัส 99"),
        (7, "ต้องเป็นจำนวนเต็มตั้งแต่ 0 ขึ้นไป"),
    ]
    assert all("ประมาณ" not in each.text() for each in result.problems)


def test_an_area_twice_is_refused_in_both_rows() -> None:
    result = applied([HEAD, ["830108", 120, 3], ["830108", 80, 1], ["830201", 9, 0]])
    assert [row for row, _ in errors(result)] == [2, 3]
    assert counts(result) == [("830201", "jpt-2560-05", 9, 0)]


def test_passed_and_surveyed_give_failed_and_are_counted() -> None:
    result = applied([["รหัสตำบล", "ข้อ 5 สำรวจ", "ข้อ 5 ผ่าน"], ["830108", 120, 117], ["830201", 80, 80]])
    assert [failed for *_, failed in counts(result)] == [3, 0]
    assert result.repairs == {"คำนวณจำนวนไม่ผ่านจากจำนวนที่สำรวจลบจำนวนผ่าน": 2}


def test_passed_failed_and_surveyed_must_agree() -> None:
    head: list[Cell] = ["รหัสตำบล", "ข้อ 5 สำรวจ", "ข้อ 5 ผ่าน", "ข้อ 5 ไม่ผ่าน"]
    result = applied([head, ["830108", 120, 117, 3], ["830201", 80, 70, 5]])
    assert errors(result) == [(3, "จำนวนผ่านรวมกับไม่ผ่านไม่เท่ากับจำนวนที่สำรวจ")]


def test_percentages_become_counts_only_when_exact() -> None:
    head: list[Cell] = ["รหัสตำบล", "ข้อ 5 สำรวจ", "ข้อ 5 ผ่านร้อยละ"]
    result = applied([head, ["830108", 30, 96.67], ["830201", 30000, 96.67], ["830106", 30, 50.5]])
    assert counts(result) == [("830108", "jpt-2560-05", 30, 1)]
    assert errors(result) == [(3, "มีแต่ร้อยละ คำนวณจำนวนกลับไม่ได้แน่นอน"), (4, "มีแต่ร้อยละ คำนวณจำนวนกลับไม่ได้แน่นอน")]
    assert "ใส่จำนวนที่สำรวจ" in result.problems[0].fix
    only = applied([["รหัสตำบล", "ข้อ 5 ผ่านร้อยละ"], ["830108", 96.67], ["830201", 90.0]])
    assert account(only) == (3, 0, 2, 1)


def test_a_percentage_that_disagrees_is_a_warning() -> None:
    head: list[Cell] = ["รหัสตำบล", "ข้อ 5 สำรวจ", "ข้อ 5 ไม่ผ่าน", "ข้อ 5 ผ่านร้อยละ"]
    result = applied([head, ["830108", 120, 3, 97.5], ["830201", 80, 4, 99.9]])
    assert [(each.row, each.what) for each in result.problems if "ร้อยละ" in each.what] == [(3, "ร้อยละไม่ตรงกับจำนวน")]
    assert len(result.facts) == 2


@pytest.mark.parametrize(
    ("given_counts", "percent", "decimals", "expected"),
    [
        ((30, math.nan, math.nan), 96.67, 2, (30, 1)),
        ((3000, math.nan, math.nan), 96.7, 1, None),
        ((math.nan, 29, math.nan), 96.67, 2, (30, 1)),
        ((math.nan, 106872, math.nan), 100.0, 2, None),
        ((math.nan, math.nan, 1), 96.67, 2, (30, 1)),
        ((math.nan, 0, math.nan), 0.0, 2, None),
        ((30, math.nan, math.nan), 100.0, 0, (30, 0)),
    ],
)
def test_exact_counts(
    given_counts: tuple[float, float, float], percent: float, decimals: int, expected: tuple[float, float] | None
) -> None:
    assert exact_counts(*given_counts, percent, decimals) == expected


@given(st.integers(1, 400), st.data(), st.integers(0, 3))
def test_a_count_worked_out_is_always_the_true_one(assessed: int, data: st.DataObject, decimals: int) -> None:
    failed = data.draw(st.integers(0, assessed))
    percent = round(100 * (assessed - failed) / assessed, decimals)
    assert exact_counts(assessed, math.nan, math.nan, percent, decimals) in (None, (assessed, failed))
    assert exact_counts(math.nan, assessed - failed, math.nan, percent, decimals) in (None, (assessed, failed))


def test_kathu_is_an_amphoe_and_a_tambon() -> None:
    alone = applied([["พื้นที่", *HEAD[1:]], ["กะทู้", 5, 1], ["กมลา", 6, 1], ["ฉลอง", 4, 0]], area="83")
    assert errors(alone)[0][0] == 2
    assert "8302" in errors(alone)[0][1]
    assert "830201" in errors(alone)[0][1]
    told = applied([["พื้นที่", *HEAD[1:]], ["ต. กะทู้", 5, 1], ["ตำบล กมลา", 6, 1]], area="83")
    assert [code for code, *_ in counts(told)] == ["830201", "830203"]
    path = applied([["อำเภอ", "ตำบล", *HEAD[1:]], ["กะทู้", "กะทู้", 5, 1], ["อ.เมือง", "กะรน", 6, 1]], area="83")
    assert [code for code, *_ in counts(path)] == ["830201", "830108"]


def test_villages_of_one_name_need_their_number() -> None:
    head: list[Cell] = ["ตำบล", "หมู่บ้าน", *HEAD[1:]]
    result = applied([head, ["กะรน", "กะตะ", 9, 1], ["กะทู้", "บ้านในทู", 5, 1]], area="83")
    assert [code for code, *_ in counts(result)] == ["83010802"]
    assert errors(result) == [(3, "ชื่อนี้ตรงกับหลายพื้นที่: 83020102 บ้านในทู, 83020103 บ้านในทู")]
    numbered = applied(
        [["ตำบล", "หมู่ที่", "หมู่บ้าน", *HEAD[1:]], ["กะทู้", 3, "ในทู", 5, 1], ["กะทู้", 1, "เกาะแก้ว", 6, 1]], area="83"
    )
    assert [code for code, *_ in counts(numbered)] == ["83020103", "83020101"]


def test_merged_area_names_reach_their_rows_only() -> None:
    rows: Rows = [["ตำบล", "หมู่บ้าน", *HEAD[1:]], ["กะรน", "กะรน", 9, 1], [None, "กะตะ", 5, 1], [None, "ในทู", 6, 1]]
    result = applied(rows, (1, 0, 2, 0), area="83")
    assert [code for code, *_ in counts(result)] == ["83010801", "83010802"]
    assert [row for row, _ in errors(result)] == [4]


def test_names_in_one_cell() -> None:
    assert [(each.level, each.name) for each in parse_named("บ้านกะตะ หมู่ที่ 2 ต.กะรน")] == [
        ("village", "กะตะ"),
        ("tambon", "กะรน"),
    ]
    areas = AreaIndex.of(VILLAGES)
    assert areas.find(parse_named("ต.กะทู้ อ.กะทู้ จ.ภูเก็ต")) == ["830201"]
    assert areas.find(parse_named("1000 - กรุงเทพฯ", "province")) == ["10"]
    assert areas.find(parse_named("8300 - กรุงเทพฯ", "province")) == []


@pytest.mark.parametrize(
    ("heading", "cell", "era", "year"),
    [
        ("ปี", 2561, None, 2561),
        ("ปี", "๒๕๖๑", None, 2561),
        ("ปี ค.ศ.", 2018, None, 2561),
        ("ปี พ.ศ.", 61, None, 2561),
        ("ปี ค.ศ.", "18", None, 2561),
        ("ปี", "61", "พ.ศ.", 2561),
        ("ปี", "61", None, None),
    ],
)
def test_years(heading: str, cell: Cell, era: str | None, year: int | None) -> None:
    rows: Rows = [["รหัสตำบล", heading, *HEAD[1:]], ["830108", cell, 9, 1], ["830201", cell, 8, 0]]
    result = applied(rows, year=None, era=era, fixed={1: Field("year")})
    assert result.year_be == year
    assert len(result.facts) == (2 if year else 0)


def test_several_years_are_asked_and_then_loaded_one_at_a_time() -> None:
    rows: Rows = [["รหัสตำบล", "ปี", *HEAD[1:]], ["830108", 2561, 9, 1], ["830108", 2562, 8, 0], ["830201", 2561, 7, 2]]
    asked = applied(rows, year=None)
    assert asked.facts.empty
    assert "2561 (2 แถว), 2562 (1 แถว)" in asked.problems[0].what
    assert account(asked) == (4, 0, 3, 1)
    chosen = applied(rows, year=2561)
    assert [code for code, *_ in counts(chosen)] == ["830108", "830201"]
    assert account(chosen) == (4, 2, 0, 2)
    assert chosen.years == {2561: 2, 2562: 1}


def test_a_row_without_its_year_is_not_taken_for_the_year_chosen() -> None:
    rows: Rows = [["รหัสตำบล", "ปี", *HEAD[1:]], ["830108", 2561, 9, 1], ["830201", None, 7, 2]]
    assert errors(applied(rows)) == [(3, "แถวนี้ไม่มีปี")]


def test_a_village_and_its_communities_are_not_both_counted() -> None:
    rows: Rows = [["รหัสหมู่บ้าน", *HEAD[1:]], ["83010801", 9, 1], ["8301080101", 7, 2], ["83010802", 5, 0]]
    assert errors(applied(rows, fixed={0: Field("area_code", "village")})) == [
        (3, "หมู่บ้านนี้มีทั้งรหัส 8 และ 10 หลักในตารางเดียวกัน")
    ]


def test_long_layout() -> None:
    rows: Rows = [
        ["ตำบล", "ตัวชี้วัด", "สำรวจ", "ไม่ผ่าน"],
        ["กะรน", "1. เด็กแรกเกิดมีน้ำหนัก 2,500 กรัมขึ้นไป", 12, 1],
        ["กะรน", "31. ครอบครัวมีความอบอุ่น", 300, 2],
        ["ฉลอง", "31. เด็กแรกเกิดมีน้ำหนัก 3,500 กรัม", 9, 0],
        ["ฉลอง", "31. ครอบครัวมีความอบอุ่น", 8, 1],
    ]
    result = applied(rows, area="83")
    assert counts(result) == [
        ("830108", "jpt-2560-01", 12, 1),
        ("830108", "jpt-2560-31", 300, 2),
        ("830106", "jpt-2560-31", 8, 1),
    ]
    assert result.facts["unit"].tolist() == ["คน", "ครัวเรือน", "ครัวเรือน"]
    assert errors(result) == [(4, "ไม่พบตัวชี้วัดนี้ในชุด หรือชื่อไม่ตรงกับเลข")]


def test_scores_of_villages() -> None:
    village_set = CATALOGUE.get("nrd2c-2555")
    rows: Rows = [["รหัสหมู่บ้าน", "1. ถนน", "2. น้ำดื่ม"], ["83010801", 3, 1], ["83010802", 2, 9], ["83020101", 1, None]]
    result = applied(rows, indicator_set=village_set, fixed={2: Field("score", "nrd2c-2555-02")}, year=2560)
    scores = [tuple(row) for row in result.facts[["area_code", "indicator_code", "score"]].itertuples(index=False)]
    assert scores == [
        ("83010801", "nrd2c-2555-01", 3),
        ("83020101", "nrd2c-2555-01", 1),
        ("83010801", "nrd2c-2555-02", 1),
    ]
    assert errors(result) == [(3, "ระดับต้องเป็น 1 2 หรือ 3")]


def test_households_people_and_names() -> None:
    rows: Rows = [
        ["รหัสตำบล", "ตำบล", "ครัวเรือน", "ประชากร", *HEAD[1:]],
        ["830108", "กะรน", 50, 120, 9, 1],
        ["830201", "กะทู้", 40, 99, 8, 0],
    ]
    result = applied(rows)
    assert result.measures.to_dict("list") == {
        "area_code": ["830108", "830201", "830108", "830201"],
        "measure": ["households", "households", "people", "people"],
        "value": [50, 40, 120, 99],
    }
    assert result.area_names.to_dict("list") == {"area_code": ["830108", "830201"], "area_name": ["กะรน", "กะทู้"]}


def test_a_name_that_belongs_to_another_code_is_a_warning() -> None:
    result = applied([["รหัสตำบล", "ตำบล", *HEAD[1:]], ["830108", "กะทู้", 9, 1], ["830201", "ต.กะทู้", 8, 0]])
    assert [(each.row, each.what) for each in result.problems if "ชื่อ" in each.what] == [(2, "ชื่อไม่ตรงกับรหัสพื้นที่")]
    assert result.area_names.to_dict("list") == {"area_code": ["830201"], "area_name": ["กะทู้"]}  # never the wrong one


def test_levels_are_not_mixed_and_households_lists_are_refused_whole() -> None:
    mixed = applied(
        [["รหัส", *HEAD[1:]], ["830108", 9, 1], ["8302", 8, 0], ["830201", 7, 0]], fixed={0: Field("area_code")}
    )
    assert "หลายระดับ" in mixed.problems[0].what
    assert account(mixed) == (4, 0, 3, 1)
    people: Rows = [
        ["รหัสหมู่บ้าน", "ชื่อ-สกุล", "ข้อ 5 สำรวจ", "ข้อ 5 ไม่ผ่าน"],
        *[["83010801", f"ก {n}", 1, 0] for n in range(5)],
    ]
    refused = applied(people)
    assert "รายครัวเรือน" in refused.problems[0].what
    assert (len(refused.problems), refused.columns_dropped) == (1, ("ชื่อ-สกุล",))


def test_other_data() -> None:
    columns = (
        OtherColumn(2, "รายได้เฉลี่ย", "บาท/คน/ปี", rollup="weighted_mean", low=0, dimension="รายได้"),
        OtherColumn(3, "บ่อน้ำเสีย", "แห่ง", "more_is_worse", "sum", low=0, high=50),
    )
    data = OtherData("น้ำและรายได้", columns, weight_column=1)
    value_set = parse_set(other_definition(data))
    assert [dimension.name for dimension in value_set.dimensions] == ["รายได้", "บ่อน้ำเสีย"]
    sheet = Sheet("ก", [["รหัสตำบล", "ประชากร", "รายได้", "บ่อ"], ["830108", 100, 60000.5, 3], ["830201", 90, 50000, 99]])
    found = find_tables(sheet)[0]
    mapping = with_other_columns(propose_mapping(found), value_set, data)
    result = apply_mapping(sheet, found, mapping, indicator_set=value_set, year_be=2566)
    assert result.facts.to_dict("records") == [
        {
            "area_code": "830108",
            "indicator_code": f"{value_set.id}-01",
            "unit": "บาท/คน/ปี",
            "value": 60000.5,
            "weight": 100.0,
            "rollup": "weighted_mean",
        },
        {
            "area_code": "830108",
            "indicator_code": f"{value_set.id}-02",
            "unit": "แห่ง",
            "value": 3.0,
            "weight": pytest.approx(math.nan, nan_ok=True),
            "rollup": "sum",
        },
    ]
    assert errors(result) == [(3, "ค่าต้องอยู่ระหว่าง 0 ถึง 50")]


@pytest.mark.parametrize(("total", "told"), [(7, []), (9, [(4, "D บ่อ", "9", "7")])])
def test_a_total_of_other_data_is_compared_where_the_values_add_up(total: int, told: list[tuple[object, ...]]) -> None:
    columns = (OtherColumn(2, "รายได้", "บาท", rollup="mean"), OtherColumn(3, "บ่อ", "แห่ง", rollup="sum"))
    data = OtherData("น้ำ", columns)
    value_set = parse_set(other_definition(data))
    rows: Rows = [["รหัสตำบล", "ชื่อตำบล", "รายได้", "บ่อ"], ["830108", "กะรน", 100, 3], ["830201", "กะทู้", 90, 4]]
    sheet = Sheet("ก", [*rows, ["รวม", None, 1, total]])
    found = find_tables(sheet)[0]
    mapping = with_other_columns(propose_mapping(found), value_set, data)
    result = apply_mapping(sheet, found, mapping, indicator_set=value_set, year_be=2566)
    found_sums = [each for each in result.problems if each.rule == "V40"]
    assert [(each.row, each.column, each.value, each.expected) for each in found_sums] == told
    assert account(result) == (4, 2, 0, 2)


def test_answers_turned_round_are_a_question_and_nothing_is_changed() -> None:
    head: list[Cell] = ["รหัสตำบล", "ข้อ 1 สำรวจ", "ข้อ 1 ไม่ผ่าน", "ข้อ 5 สำรวจ", "ข้อ 5 ไม่ผ่าน"]
    result = applied([head, ["830108", 100, 96, 120, 119], ["830201", 80, 79, 90, 88]])
    doubt = looks_inverted(result.facts, JPT)
    assert doubt is not None
    assert (doubt.table_inverted, [each.problem_pct for each in doubt.indicators]) == (
        True,
        [pytest.approx(97.2, abs=0.1)] * 1 + [pytest.approx(98.6, abs=0.1)],
    )
    assert "ใช่หรือไม่" in doubt.question
    turned = turned_round(result.facts, ("jpt-2560-01", "jpt-2560-05"))
    assert turned["failed"].tolist() == [4, 1, 1, 2]
    assert result.facts["failed"].tolist() == [96, 79, 119, 88]
    assert looks_inverted(turned, JPT) is None


def test_a_sheet_on_its_side_is_refused_with_advice() -> None:
    rows: Rows = [["ตัวชี้วัด", "ต.กะรน", "ต.กะทู้", "ต.ฉลอง"], ["1. น้ำหนัก", 1, 2, 3], ["2. นมแม่", 4, 5, 6]]
    result = applied(rows)
    assert "Transpose" in result.problems[0].fix
    assert account(result) == (3, 0, 2, 1)


def test_nothing_says_the_area_or_the_year() -> None:
    assert "พื้นที่" in applied([["ข", "ข้อ 5 ไม่ผ่าน"], ["x", 1], ["y", 2]]).problems[0].what
    assert applied([HEAD, ["830108", 1, 1]], year=None).problems[0].what == "ไม่พบปีของข้อมูล"


CELL = st.one_of(st.integers(-2, 50), st.sampled_from(["-", "x", "๕", "1,200", "#REF!", None, 3.5, True]))
CODE = st.sampled_from(["830108", "830201", 830106.0, "83", "", None, "999999", "รวม", "83-01-07", "หมายเหตุ: ก"])


@budget(50)
@given(st.lists(st.tuples(CODE, CELL, CELL), max_size=12))
def test_every_row_is_accounted_for(body: list[tuple[Cell, Cell, Cell]]) -> None:
    rows: Rows = [HEAD, ["830105", 20, 1], ["830104", 30, 2], *[list(row) for row in body]]
    result = applied(rows, fixed={0: Field("area_code", "tambon")})
    filled = sum(any(cell is not None and cell != "" for cell in row) for row in rows)
    assert result.rows_read == filled == result.rows_loaded + result.rows_refused + result.rows_recognised
    facts = result.facts
    assert not facts.duplicated(["area_code", "indicator_code"]).any()
    assert bool((facts["failed"] <= facts["assessed"]).all()) or facts.empty
    assert len(facts) <= result.rows_loaded
    assert isinstance(facts, pd.DataFrame)


def test_a_row_with_a_code_of_its_own_is_data_whatever_its_name() -> None:
    names = ["รวมหมู่ 5", "ทั้งหมด", "รวม", "หมู่บ้านรวมทั้งหมด", "หมายเหตุ"]
    data: Rows = [[f"8301030{at}", name, 10, at] for at, name in enumerate(names, 1)]
    total: Rows = [["830103", "รวมตำบลตลาดเหนือ", 50, 15], [None, "รวม", 50, 15]]
    result = applied([["รหัสหมู่บ้าน", "หมู่บ้าน", "ข้อ 8 สำรวจ", "ข้อ 8 ไม่ผ่าน"], *data, *total])
    assert counts(result) == [(f"8301030{at}", "jpt-2560-08", 10, at) for at in range(1, 6)]
    assert account(result) == (8, 5, 0, 3)


def test_two_columns_alike_are_named_until_one_is_chosen() -> None:
    rows: Rows = [[*HEAD, "ข้อ 5 ไม่ผ่าน"], ["830108", 120, 3, 4], ["830201", 80, 1, 2]]
    assert errors(applied(rows)) == [(None, "คอลัมน์ C ข้อ 5 ไม่ผ่าน และ D ข้อ 5 ไม่ผ่าน เป็นข้อมูลเดียวกัน")]
    chosen = applied(rows, fixed={3: Field("failed", "jpt-2560-05")})
    assert [row[3] for row in counts(chosen)] == [4, 2]
