"""Lists of indicators as people have them → definitions that the catalogue takes."""

from catalogue import load_catalogue, parse_set
from loaders.finding import find_tables
from loaders.mapping import IndicatorList, read_indicator_list
from loaders.reading import Sheet

PASTED = """จปฐ. รอบปี 2566–2570 มี 4 ตัวชี้วัด
หมวดที่ ๑ สุขภาพ มี 2 ตัวชี้วัด
1. เด็กแรกเกิดมีน้ำหนัก 2,500 กรัมขึ้นไป (คน)
2. ครัวเรือนกินอาหารถูกสุขลักษณะ (คร.)
หมวดที่ 2 : สภาพแวดล้อม (2 ตัวชี้วัด)
ตัวชี้วัดที่ 3 ครัวเรือนมีความมั่นคงในที่อยู่อาศัย (ครัวเรือน)
๔) ครัวเรือนมีน้ำสะอาด
"""


def read(source: object, survey: str = "jpt") -> IndicatorList:
    return read_indicator_list(
        source,  # pyright: ignore
        set_id="jpt-2571",
        survey=survey,
        title="ชุดทดลอง",
        first_year=2571,
    )


def rows(found: IndicatorList) -> list[tuple[int, str, int, str]]:
    keys = ("number", "name", "dimension", "unit")
    return [tuple(row[key] for key in keys) for row in found.definition["indicators"]]  # pyright: ignore


def test_pasted_text_with_groups_sizes_and_a_missing_unit() -> None:
    found = read(PASTED)
    assert found.definition["dimensions"] == [{"number": 1, "name": "สุขภาพ"}, {"number": 2, "name": "สภาพแวดล้อม"}]
    assert rows(found) == [
        (1, "เด็กแรกเกิดมีน้ำหนัก 2,500 กรัมขึ้นไป", 1, "คน"),
        (2, "ครัวเรือนกินอาหารถูกสุขลักษณะ", 1, "ครัวเรือน"),
        (3, "ครัวเรือนมีความมั่นคงในที่อยู่อาศัย", 2, "ครัวเรือน"),
        (4, "ครัวเรือนมีน้ำสะอาด", 2, ""),
    ]
    assert found.announced == {0: 4, 1: 2, 2: 2}
    assert found.missing_units == (4,)
    assert [problem.what for problem in found.problems] == ["ไม่มีหน่วยของตัวชี้วัดที่ 4"]
    parsed = parse_set(found.with_units({4: "ครัวเรือน"}))
    assert [indicator.unit for indicator in parsed.indicators] == ["คน", "ครัวเรือน", "ครัวเรือน", "ครัวเรือน"]


def test_a_space_is_enough_after_the_number_that_comes_next() -> None:
    found = read("หมวดที่ 1 สุขภาพ\n1. ก (คน)\n2. ข (คน)\n3. ค (คน)\n4 ง (คน)\n๕ จ (คน)\n")
    assert [row[:2] for row in rows(found)] == [(1, "ก"), (2, "ข"), (3, "ค"), (4, "ง"), (5, "จ")]
    assert found.problems == ()
    assert [row[:2] for row in rows(read("1 ก (คน)\n2 ข (คน)\n3 ค (คน)"))] == [(1, "ก"), (2, "ข"), (3, "ค")]
    assert read("จำนวน 2 ตัวชี้วัด\n2 ตัวชี้วัด\n1. ก (คน)\n2. ข (คน)").announced == {0: 2}


def test_every_line_that_is_not_taken_is_named() -> None:
    found = read("รายชื่อตัวชี้วัด\n1. ก (คน)\n\n7 ข (คน)\nนายสมมติ ตัวอย่าง\n2. ค (คน)")
    assert [row[:2] for row in rows(found)] == [(1, "ก"), (2, "ค")]
    assert [(problem.row, problem.value, problem.rule) for problem in found.problems] == [
        (1, None, "I09"),
        (4, None, "I09"),
        (5, None, "I09"),
    ]


def test_what_does_not_add_up_is_told() -> None:
    found = read("หมวดที่ 1 สุขภาพ มี 3 ตัวชี้วัด\n1. ก (คน)\n3. ข (คน)\n3. ค (คน)\n5. ก (คน)\nหมวดที่ 2 งาน\n")
    assert [problem.what for problem in found.problems] == [
        "หมวดที่ 1 สุขภาพ แจ้งว่ามี 3 ตัวชี้วัด แต่พบ 4",
        "ตัวชี้วัดที่ 3 มี 2 ชื่อ",
        "เลขตัวชี้วัดไม่ต่อเนื่อง ขาดข้อ 2, 4",
        "มีชื่อตัวชี้วัดซ้ำ 1 ชื่อ",
        "หมวดที่ 2 งาน ไม่มีตัวชี้วัด",
    ]
    assert read("ไม่มีอะไร").problems[0].what == "ไม่พบตัวชี้วัดในรายการ"


def test_a_sheet_with_columns() -> None:
    sheet = Sheet(
        "ก",
        [
            ["รายการตัวชี้วัด จปฐ."],
            ["ลำดับ", "ตัวชี้วัด", "หมวด", "หน่วยนับ"],
            [1.0, "เด็กแรกเกิดมีน้ำหนัก 2,500 กรัมขึ้นไป", "สุขภาพ", "คน"],
            [2.0, "ครัวเรือนมีน้ำสะอาด", "สภาพแวดล้อม", "คร."],
        ],
    )
    found = read(sheet)
    assert rows(found) == [
        (1, "เด็กแรกเกิดมีน้ำหนัก 2,500 กรัมขึ้นไป", 1, "คน"),
        (2, "ครัวเรือนมีน้ำสะอาด", 2, "ครัวเรือน"),
    ]
    assert [each["name"] for each in found.definition["dimensions"]] == ["สุขภาพ", "สภาพแวดล้อม"]
    assert found.problems == ()


def test_the_headings_of_a_report_of_ones_own() -> None:
    sheet = Sheet(
        "ก",
        [
            ["ตำบล", "หมวดที่ 1 สุขภาพ มี 2 ตัวชี้วัด", None, None, None, "หมวดที่ 2 การศึกษา มี 1 ตัวชี้วัด", None],
            [None, "1. น้ำหนักแรกเกิด (คน)", None, "2. กินอาหารปลอดภัย (คร.)", None, "3. เรียนต่อ ม.4 (คน)", None],
            [None, "สำรวจ", "ไม่ผ่าน", "สำรวจ", "ไม่ผ่าน", "สำรวจ", "ไม่ผ่าน"],
            ["กะรน", 10, 1, 20, 2, 30, 3],
            ["กะทู้", 11, 0, 21, 1, 31, 2],
        ],
        ((0, 0, 2, 0), (0, 1, 0, 4), (0, 5, 0, 6), (1, 1, 1, 2), (1, 3, 1, 4), (1, 5, 1, 6)),
    )
    found = read(find_tables(sheet)[0])
    assert rows(found) == [
        (1, "น้ำหนักแรกเกิด", 1, "คน"),
        (2, "กินอาหารปลอดภัย", 1, "ครัวเรือน"),
        (3, "เรียนต่อ ม.4", 2, "คน"),
    ]
    assert found.problems == ()
    assert parse_set(found.definition).size == 3


def test_a_village_survey_counts_villages() -> None:
    found = read("ด้านที่ 1 โครงสร้างพื้นฐาน\n1. ถนน\n2. น้ำดื่ม\n", survey="nrd2c")
    assert [unit for *_, unit in rows(found)] == ["หมู่บ้าน", "หมู่บ้าน"]
    assert (found.problems, parse_set(found.definition).measure) == ((), "score")


def test_the_shipped_set_comes_back_from_its_own_list() -> None:
    shipped = load_catalogue().get("jpt-2560")
    lines: list[str] = []
    for dimension in shipped.dimensions:
        members = shipped.indicators_of(dimension.code)
        lines.append(f"หมวดที่ {dimension.number} {dimension.name} มี {len(members)} ตัวชี้วัด")
        lines += [f"{each.number}. {each.name} ({each.unit})" for each in members]
    found = read("\n".join(lines))
    assert found.problems == ()
    parsed = parse_set(found.definition)
    assert [(each.number, each.name, each.unit, each.dimension_code) for each in parsed.indicators] == [
        (each.number, each.name, each.unit, each.dimension_code) for each in shipped.indicators
    ]
