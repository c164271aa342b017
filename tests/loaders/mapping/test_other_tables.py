"""Long tables, years in columns, groups, running numbers; guesses that never refuse; ragged rows; names and codes."""

from dataclasses import replace

import pytest

from catalogue import load_catalogue
from loaders import ERROR, INFO, WARNING, Field, OtherData, TableChoice, inspect_file, store_inspection
from tests.loaders.accepting import accepted, accepted_choice, case, codes, csv, names, of_rule, seen, values
from warehouse import open_warehouse

LONG_POOR = csv(
    "year,province,district,item,unit,value",
    "2565,Trang,Kantang,ผู้ป่วยติดเตียง,คน,7",
    "2565,Trang,Kantang,รายได้เฉลี่ย,บาท,52000.5",
    "2565,Trang,Yan Ta Khao,ผู้ป่วยติดเตียง,คน,9",
    "2565,Trang,Yan Ta Khao,รายได้เฉลี่ย,บาท,48000",
)
LONG_CODES = csv(
    "รหัสตำบล,ตัวชี้วัด,ค่า,หน่วยนับ",
    "830101,ครัวเรือนไม่มีส้วม,3,ครัวเรือน",
    "830101,ขยะ,4.5,ตัน",
    "830102,ครัวเรือนไม่มีส้วม,0,ครัวเรือน",
    "830102,ขยะ,2,ตัน",
)


LONG_VARIABLES = csv(
    "year,area,variable,unit,amount",
    *(
        f"2022,{name},{item},people,{value}"
        for name, value in (("Phuket", 7), ("Krabi", 9))
        for item in ("poor", "sick")
    ),
)


@pytest.mark.parametrize(
    ("content", "year", "items", "found"),
    [
        (case("gd_long.csv"), 2565,
         [("ครัวเรือนยากจน", "ครัวเรือน", "more_is_worse"), ("ครัวเรือนมีน้ำประปา", "ครัวเรือน", "more_is_better")],
         [("9201", 10), ("9201", 200), ("9202", 11), ("9202", 201), ("9203", 12), ("9203", 202)]),
        (LONG_POOR, None,
         [("ผู้ป่วยติดเตียง", "คน", "more_is_worse"), ("รายได้เฉลี่ย", "บาท", "more_is_better")],
         [("9202", 7), ("9202", 52000.5), ("9203", 9), ("9203", 48000)]),
        (LONG_VARIABLES, None, [("poor", "people", "more_is_worse"), ("sick", "people", "more_is_worse")],
         [("83", 7), ("83", 7), ("81", 9), ("81", 9)]),
        (LONG_CODES, 2564,
         [("ครัวเรือนไม่มีส้วม", "ครัวเรือน", "more_is_worse"), ("ขยะ", "ตัน", "more_is_worse")],
         [("830101", 3), ("830101", 4.5), ("830102", 0), ("830102", 2)]),
    ],
)  # fmt: skip
def test_a_long_table_is_one_indicator_an_item(
    content: bytes, year: int | None, items: list[tuple[str, str, str]], found: list[tuple[str, float]]
) -> None:
    table = seen(content)
    assert table.other is not None
    assert [(each.name, each.unit, each.direction) for each in table.other.columns] == items
    checked = accepted(content, year=year)
    assert values(checked) == found
    assert checked.batch is not None
    assert checked.batch.facts["indicator_code"].nunique() == len(items)
    warehouse = open_warehouse(":memory:")
    assert store_inspection(warehouse, accepted(content, year=year, warehouse=warehouse)).loaded


def test_the_year_of_a_long_table_is_chosen() -> None:
    checked = accepted(case("gd_long.csv"), year=None)
    assert [problem.what.startswith("ตารางมีหลายปี: 2565") for problem in of_rule(checked, "C14")] == [True]


def test_an_item_alike_is_another_item() -> None:
    content = csv("ตำบล,รายการ,ค่า", "กะรน,ครัวเรือนมีหนี้,1", "กะรน,ครัวเรือนมีหนี้สิน,2", "ราไวย์,ครัวเรือนมีหนี้,3")
    assert values(accepted(content, area="83")) == [("830108", 1), ("830108", 2), ("830107", 3)]


YEARS_BARE = csv("จังหวัด,2562,2563,2564", "ตรัง,5,6,7", "กระบี่,1,2,3")
YEARS_WORDS = csv("รหัสตำบล,คนว่างงาน ปี 2563,คนว่างงาน ปี 2564,ขยะ ปี 2563,ขยะ ปี 2564", "830101,1,2,3,4", "830102,5,6,7,8")
YEARS_UNIT = csv("จังหวัด,ผู้ป่วย 2563 (คน),ผู้ป่วย 2564 (คน)", "ตรัง,5,6", "กระบี่,7,8")
YEARS_TITLE = csv("จำนวนคนว่างงาน,,", "จังหวัด,2563 (คน),2564 (คน)", "ตรัง,5,6", "กระบี่,7,8")
YEARS_BELOW = csv("อำเภอ,ครัวเรือนยากจน,", ",พ.ศ. 2564,พ.ศ. 2565", "กันตัง,12,13", "ย่านตาขาว,14,15")


@pytest.mark.parametrize(
    ("content", "year", "indicators", "found"),
    [
        (YEARS_BARE, 2563, ["ค่า"], [("92", 6), ("81", 2)]),
        (YEARS_BARE, 2564, ["ค่า"], [("92", 7), ("81", 3)]),
        (YEARS_WORDS, 2564, ["คนว่างงาน", "ขยะ"], [("830101", 2), ("830102", 6), ("830101", 4), ("830102", 8)]),
        (YEARS_BELOW, 2565, ["ครัวเรือนยากจน"], [("9202", 13), ("9203", 15)]),
        (YEARS_UNIT, 2563, ["ผู้ป่วย"], [("92", 5), ("81", 7)]),
        (YEARS_TITLE, 2564, ["จำนวนคนว่างงาน"], [("92", 6), ("81", 8)]),
        *(
            (
                csv(f"จังหวัด,{heading.format(63)},{heading.format(64)}", "ตรัง,5,6", "กระบี่,7,8"),
                2564,
                [name],
                [("92", 6), ("81", 8)],
            )
            for heading, name in (
                ("{}", "ค่า"),
                ("ปี {}", "ค่า"),
                ("25{}", "ค่า"),
                ("ปีงบประมาณ 25{}", "ค่า"),
                ("พ.ศ. {}", "ค่า"),
                ("ขยะ ปี {}", "ขยะ"),
            )
        ),
        (csv("จังหวัด,62/63,63/64", "ตรัง,5,6", "กระบี่,7,8"), 2563, ["ค่า"], [("92", 6), ("81", 8)]),  # the first of both
        (csv("จังหวัด,ขยะ,", ",65,64", "ตรัง,5,6", "กระบี่,7,8"), 2564, ["ขยะ"], [("92", 6), ("81", 8)]),
    ],
)
def test_columns_of_years_are_years_of_one_indicator(
    content: bytes, year: int, indicators: list[str], found: list[tuple[str, float]]
) -> None:
    table = seen(content)
    assert table.other is not None
    assert [each.name for each in table.other.columns] == indicators
    checked = accepted(content, year=year)
    assert values(checked) == found
    assert [problem.severity for problem in of_rule(checked, "C30")] == [INFO]


@pytest.mark.parametrize(("year", "rule_id"), [(None, "C14"), (2561, "C27"), (2550, "C27")])
def test_the_year_of_the_columns_is_chosen_among_them(year: int | None, rule_id: str) -> None:
    checked = accepted(YEARS_BARE, year=year)
    assert checked.report.refused
    assert len(of_rule(checked, rule_id)) == 1


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (case("region_partly.csv"), [("10", 5), ("81", 6), ("18", 6)]),
        (
            csv("ภูมิภาค,จังหวัด,ป่วย (คน)", "ภาคใต้,ตรัง,5", "ภาคใต้,กระบี่,6", "ภาคเหนือ,ลำปาง,7"),
            [("92", 5), ("81", 6), ("52", 7)],
        ),
        (csv("province,region,sick (people)", "Trang,South,5", "Krabi,ภาคใต้,6"), [("92", 5), ("81", 6)]),
    ],
)
def test_a_region_beside_a_province_marks_no_sub_total(content: bytes, found: list[tuple[str, float]]) -> None:
    checked = accepted(content)
    assert values(checked) == found
    assert checked.report.rows_recognised == 1


SEXES = csv(
    "ตำบล,เพศ,คนว่างงาน (คน)", "กะรน,ชาย,3", "กะรน,หญิง,4", "กะรน,รวม,7", "ราไวย์,ชาย,1", "ราไวย์,หญิง,1", "ราไวย์,รวม,2"
)
AGES = csv("รหัสตำบล,ช่วงอายุ,ป่วย (คน)", "830101,0-14,3", "830101,15-59,4", "830102,0-14,1", "830102,15-59,1")


@pytest.mark.parametrize(
    ("content", "listed", "first"), [(SEXES, "ชาย, หญิง, รวม", "รวม"), (AGES, "0-14, 15-59", "0-14")]
)
def test_groups_of_an_area_are_asked(content: bytes, listed: str, first: str) -> None:
    checked = accepted(content, area="83")
    [asked] = of_rule(checked, "C44")
    assert asked.what.endswith(listed)
    assert asked.fix.endswith(first)


@pytest.mark.parametrize(
    ("content", "group", "found", "away"),
    [
        (SEXES, "รวม", [("830108", 7), ("830107", 2)], 4),
        (SEXES, "หญิง", [("830108", 4), ("830107", 1)], 4),
        (AGES, "15-59", [("830101", 4), ("830102", 1)], 2),
    ],
)
def test_the_group_chosen_is_loaded(content: bytes, group: str, found: list[tuple[str, float]], away: int) -> None:
    table = seen(content)
    assert group in [option.field.of for option in table.mapping.columns[1].alternatives]
    choice = accepted_choice(table)
    assert choice.mapping is not None
    choice = replace(choice, mapping=choice.mapping.with_field(1, Field("category", group)))
    checked = accepted(content, area="83", choice=choice)
    assert values(checked) == found
    [said] = of_rule(checked, "C45")
    assert f" {away} แถว " in said.what


@pytest.mark.parametrize(
    "heading", ["_id", "ลำดับ", "ลำดับที่", "ID", "objectid_1", "FID", "gid", "OID_", "index", "uuid", "ลำดับที่_1"]
)
def test_running_numbers_are_never_a_value(heading: str) -> None:
    table = seen(csv(f"{heading},จังหวัด,ป่วย (คน)", "11,ตรัง,5", "17,กระบี่,6", "40,ชัยนาท,7"))
    assert table.mapping.columns[0].field.kind == "running"
    assert table.other is not None
    assert [each.name for each in table.other.columns] == ["ป่วย"]


@pytest.mark.parametrize("heading", ["ร้อยละครัวเรือนยากจน", "ครัวเรือนยากจน (%)"])
@pytest.mark.parametrize("cell", ["120", "120%", "ร้อยละ 120", "คิดเป็นร้อยละ 120"])
def test_more_than_all_of_a_share_is_said_however_it_is_written(heading: str, cell: str) -> None:
    checked = accepted(csv(f"จังหวัด,{heading}", f"ตรัง,{cell}", "กระบี่,ร้อยละ 12"))
    assert [(problem.severity, problem.row) for problem in of_rule(checked, "V25")] == [(WARNING, 2)]
    assert values(checked) == [("92", 120), ("81", 12)]


def test_bare_numbers_below_age_are_no_years() -> None:
    table = seen(csv("จังหวัด,อายุ,", ",63,64", "ตรัง,5,6", "กระบี่,7,8"))
    assert not table.mapping.of_kind("year_value")


LATE = csv("รหัสตำบล,ร้อยละการเปลี่ยนแปลงรายได้", *[f"8301{n:02d},{n}.5" for n in range(1, 9)], "830301,140", "830302,-12")


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        (case("range_from_first_rows.csv"), 2050),
        (csv("รหัสหมู่บ้าน,ขยะ (ตัน)", *[f"830101{n:02d},3" for n in range(1, 99)], "83010399,900"), 99),
        (LATE, 10),
    ],
)  # fmt: skip
def test_a_range_that_was_guessed_refuses_no_row(content: bytes, rows: int) -> None:
    checked = accepted(content)
    assert not checked.report.refused, checked.report.problems[:3]
    assert checked.report.rows_loaded == rows


@pytest.mark.parametrize(("low", "high", "row"), [(0.0, 5.0, 4), (5.0, 9.0, 2)])
def test_a_range_that_a_person_said_is_held(low: float, high: float, row: int) -> None:
    content = csv("รหัสตำบล,ขยะ (ตัน)", "830101,4", "830102,5", "830103,9")
    choice = accepted_choice(seen(content))
    assert choice.other is not None
    said = [replace(each, low=low, high=high, guessed=()) for each in choice.other.columns]
    checked = accepted(content, choice=replace(choice, other=OtherData("ก", tuple(said))))
    assert [problem.row for problem in of_rule(checked, "V18")] == [row]
    guessed = [replace(each, low=low, high=high) for each in choice.other.columns]
    checked = accepted(content, choice=replace(choice, other=OtherData("ก", tuple(guessed))))
    assert [(problem.row, problem.severity) for problem in of_rule(checked, "V25")] == [(row, WARNING)]
    assert not checked.report.refused


@pytest.mark.parametrize(
    ("name", "direction", "severity"),
    [
        ("ครัวเรือนยากจน", "more_is_worse", INFO),
        ("ครัวเรือนไม่มีที่ดินทำกิน", "more_is_worse", INFO),
        ("ผู้ป่วยเบาหวาน", "more_is_worse", INFO),
        ("ครัวเรือนไม่มีหนี้", "more_is_better", INFO),
        ("ครัวเรือนที่พ้นความยากจน", "more_is_better", INFO),
        ("หมดหนี้", "more_is_better", INFO),
        ("ครัวเรือนไม่มีน้ำประปา", "more_is_worse", INFO),
        ("รายได้เฉลี่ย", "more_is_better", INFO),
        ("ประชากร", "more_is_better", WARNING),
        ("ลูกสุนัข", "more_is_better", WARNING),
    ],
)
def test_the_direction_comes_from_the_words_and_is_said(name: str, direction: str, severity: str) -> None:
    checked = accepted(csv(f"รหัสตำบล,{name} (หน่วย)", "830101,4", "830102,5"))
    assert checked.set_definition is not None
    assert [each["direction"] for each in checked.set_definition["indicators"]] == [direction]
    [said] = of_rule(checked, "V52")
    assert said.severity == severity
    assert said.what.startswith(f"{name}: ")


def test_a_direction_that_a_person_said_is_not_said_again() -> None:
    content = csv("รหัสตำบล,ประชากร (คน)", "830101,4", "830102,5")
    choice = accepted_choice(seen(content))
    assert choice.other is not None
    said = tuple(replace(each, guessed=("range",)) for each in choice.other.columns)
    assert of_rule(accepted(content, choice=replace(choice, other=OtherData("ก", said))), "V52") == []


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        (case("ragged_missing_cell.csv"), [3]),
        (csv("ปี,ตำบล,ป่วย (คน),พิการ (คน)", "2564,กะรน,1,2", "2564,ราไวย์,1,2,3", "2564,ฉลอง,5,6"), [3]),
        (csv("รหัสตำบล,ขยะ (ตัน),น้ำเสีย (บ่อ)", "830101,1,2", "830102,5", "830103,1,2", "830104,7", "830105,3,4"), [3, 5]),
    ],
)
def test_a_row_with_a_cell_too_few_or_too_many_is_refused_by_its_number(content: bytes, rows: list[int]) -> None:
    checked = accepted(content, area="83")
    assert [(problem.row, problem.severity) for problem in of_rule(checked, "L47")] == [(row, ERROR) for row in rows]
    assert checked.report.rows_refused >= len(rows)


def test_blank_cells_at_the_end_and_lines_around_the_table_are_not_ragged() -> None:
    content = csv("สรุปตำบล", "รหัสตำบล,ป่วย (คน),หมายเหตุ", "830101,1,", "830102,5,", "830103,2,,", "รวม,8", "ที่มา: ทดสอบ")
    checked = accepted(content)
    assert of_rule(checked, "L47") == []
    assert values(checked) == [("830101", 1), ("830102", 5), ("830103", 2)]


@pytest.mark.parametrize(
    ("content", "row", "kept"),
    [
        (csv("รหัสตำบล,ตำบล,ป่วย (คน)", "830101,ตลาดใหญ่,1", "830102,เกาะแก้ว,2"), 3, {"830101": "ตลาดใหญ่"}),
        (csv("รหัสหมู่บ้าน,ตำบล,หมู่บ้าน,ป่วย (คน)", "83010101,กะรน,บ้านบน,1", "83010102,ตลาดใหญ่,บ้านล่าง,2"), 2,
         {"83010102": "บ้านล่าง"}),
        (csv("รหัสอำเภอ,amphoe,debt (people)", "8301,Mueang Phuket,1", "8302,Thalang,2"), 3, {}),
    ],
)  # fmt: skip
def test_a_wrong_name_is_said_and_never_stored(content: bytes, row: int, kept: dict[str, str]) -> None:
    checked = accepted(content)
    assert [(problem.row, problem.severity) for problem in of_rule(checked, "C12")] == [(row, WARNING)]
    assert names(checked) == kept


@pytest.mark.parametrize(("code", "stem"), [("830190", "830190"), ("83019901", "830199"), ("8309", "8309")])
def test_a_code_that_is_not_on_the_list_is_said(code: str, stem: str) -> None:
    level = {4: "8301", 6: "830101", 8: "83010101"}[len(code)]
    heading = {4: "รหัสอำเภอ", 6: "รหัสตำบล", 8: "รหัสหมู่บ้าน"}[len(code)]
    checked = accepted(csv(f"{heading},ป่วย (คน)", f"{level},1", f"{code},2"))
    is_municipal = stem[4:6] >= "51"
    assert [problem.value for problem in of_rule(checked, "C05")] == ([] if is_municipal else [stem])
    assert codes(checked) == [level, code]


def test_a_row_of_a_tambon_among_villages_is_refused_alone() -> None:
    checked = accepted(csv("ตำบล,หมู่ที่,ป่วย (คน)", "กะรน,1,1", "กะรน,,2", "กะรน,3,3"), area="83")
    assert [problem.row for problem in of_rule(checked, "C42")] == [3]
    assert checked.report.rows_refused >= 1


def test_only_looking_at_a_file_stores_nothing() -> None:
    checked = accepted(SEXES, choice=TableChoice(""))
    assert checked.batch is None
    assert checked.tables[0].mapping.columns[1].field == Field("category")


def test_padded_totals_of_a_long_table_are_held_to_the_rows_of_their_item() -> None:
    lines = ["รหัสพื้นที่,รายการ,หน่วย,ค่า"]
    for code, own in (("830101", 3), ("830102", 4), ("830100", 7)):
        lines += [f"{code},ขยะ,ตัน,{own}", f"{code},รายได้เฉลี่ย,บาท,50000"]
    agreed = accepted(csv(*lines))
    assert of_rule(agreed, "V40") == []
    assert codes(agreed) == ["830101", "830102"]
    differing = accepted(csv(*lines[:-2], "830100,ขยะ,ตัน,9", lines[-1]))
    assert [(problem.row, problem.expected) for problem in of_rule(differing, "V40")] == [(6, "7")]


def test_totals_below_groups_are_held_to_the_group_chosen() -> None:
    content = csv("ตำบล,เพศ,คนว่างงาน (คน)", "กะรน,ชาย,3", "กะรน,หญิง,4", "กะรน,รวม,7", "รวม,,7")
    choice = accepted_choice(seen(content))
    assert choice.mapping is not None
    chosen = replace(choice, mapping=choice.mapping.with_field(1, Field("category", "รวม")))
    assert of_rule(accepted(content, area="83", choice=chosen), "V40") == []
    chosen = replace(choice, mapping=choice.mapping.with_field(1, Field("category", "ชาย")))
    assert [problem.expected for problem in of_rule(accepted(content, area="83", choice=chosen), "V40")] == ["3"]


@pytest.mark.parametrize(("code", "figures", "off"), [("83000000", "20,2", []), ("83010300", "21,2", [2])])
def test_a_padded_total_in_a_form_of_our_own_is_compared_and_never_stored(
    code: str, figures: str, off: list[int]
) -> None:
    heading = "รหัสพื้นที่,ชื่อพื้นที่,ตัวชี้วัดที่ 3 สำรวจ,ตัวชี้วัดที่ 3 ไม่ผ่าน"
    content = csv(heading, f"{code},รวม,{figures}", "83010301,บ้านบน,10,1", "83010302,บ้านล่าง,10,1")
    checked = inspect_file(content, "ก.csv", open_warehouse(":memory:"), load_catalogue(), year_be=2564, in_child=False)
    assert checked.report.layout == "jpt_village"
    assert codes(checked) == ["83010301", "83010302"]
    assert [problem.row for problem in of_rule(checked, "V40")] == off
    assert len(of_rule(checked, "C50")) == 1


def test_a_unit_in_a_row_of_its_own_is_the_unit() -> None:
    table = seen(csv("รหัสตำบล,รายได้,ผู้ป่วย", ",(บาท),(คน)", "830101,830101,5", "830102,830102,6"))
    assert table.other is not None
    assert [(each.name, each.unit) for each in table.other.columns] == [("รายได้", "บาท"), ("ผู้ป่วย", "คน")]


@pytest.mark.parametrize(
    ("lines", "year"),
    [
        (["ตำบล,ขยะ ปี 2563 (ตัน)", "กะรน,5", "ราไวย์,6"], 2563),
        (["ข้อมูล ปี 2564,", "ตำบล,ขยะ เทียบปี 2563 (ตัน)", "กะรน,5", "ราไวย์,6"], 2564),
        (["ตำบล,ขยะ (ตัน)", "กะรน,5", "ราไวย์,6"], None),
    ],
)
def test_the_year_that_titles_or_else_headings_name_is_offered(lines: list[str], year: int | None) -> None:
    assert seen(csv(*lines)).year_hint == year


def test_a_total_that_stands_in_the_column_of_regions_is_a_total_and_beside_a_name_a_group() -> None:
    lines = ["ภาค,จังหวัด,ขยะ (ตัน)", "ใต้,ภูเก็ต,1", "ใต้,กระบี่,2", "รวมภาคใต้,,3", "กลาง,ชัยนาท,3", "รวม,,9"]
    checked = accepted(csv(*lines))
    assert values(checked) == [("83", 1), ("81", 2), ("18", 3)]
    assert [(each.row, each.expected) for each in of_rule(checked, "V40")] == [(6, "6")]
    groups = csv("จังหวัด,เพศ,ป่วย (คน)", "ภูเก็ต,ชาย,1", "ภูเก็ต,รวม,3", "กระบี่,ชาย,1", "กระบี่,รวม,2")
    assert len(of_rule(accepted(groups), "C44")) == 1
