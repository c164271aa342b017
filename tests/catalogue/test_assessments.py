"""The sheets of self-assessment as data: the ministry's 70 points and the nine marks, and faults told by item."""

import pytest

from catalogue import CatalogueError
from catalogue.assessments import answers_asked, assessments, read_assessment

SHEET = """
id = "own"
title = "แบบ"
source = "ที่มา"
note = "ของเรา"
total = 3

[[item]]
id = "form"
name = "แบบย่อ"

[[item.part]]
name = "ชื่อ"
how = "ใส่ชื่อ"
points = 1
field = "name"

[[item.part]]
name = "ต้นทาง"
how = "พิมพ์ต้นทาง"
points = 2
answer = "upstream"
"""


def faults_of(text: str) -> list[str]:
    with pytest.raises(CatalogueError) as caught:
        read_assessment(text, "own.toml")
    return [str(fault) for fault in caught.value.faults]


def test_the_ministrys_seven_items_make_seventy_points():
    sheet = assessments()["ministry"]
    assert [each.id for each in sheet.items] == [
        "form", "partners", "budget_sources", "funded", "impact", "value", "value_chain",
    ]  # fmt: skip
    assert [each.points for each in sheet.items] == [10] * 7
    assert sheet.total == 70
    assert "ของโครงการนี้" in sheet.note


def test_there_are_nine_marks():
    sheet = assessments()["nine_marks"]
    assert len(sheet.items) == 9
    assert {part.points for item in sheet.items for part in item.parts} == {1}
    assert "ของโครงการนี้" in sheet.note


def test_what_no_field_holds_is_asked_once():
    asked = answers_asked()
    assert set(asked) == {"funded", "high_impact", "value", "upstream", "midstream", "downstream", "read_by_others"}
    assert asked["midstream"] == "พิมพ์ว่ากลางทางทำอะไร เช่น ผลิต แปรรูป ให้บริการ"
    assert answers_asked({"own": read_assessment(SHEET, "own.toml")}) == {"upstream": "พิมพ์ต้นทาง"}


def test_a_sheet_is_read_field_by_field():
    sheet = read_assessment(SHEET, "own.toml")
    assert (sheet.id, sheet.title, sheet.source, sheet.note, sheet.total) == ("own", "แบบ", "ที่มา", "ของเรา", 3)
    (item,) = sheet.items
    assert (item.id, item.name, item.points) == ("form", "แบบย่อ", 3)
    assert [(p.name, p.how, p.points, p.field, p.answer, p.test) for p in item.parts] == [
        ("ชื่อ", "ใส่ชื่อ", 1, "name", "", ""),
        ("ต้นทาง", "พิมพ์ต้นทาง", 2, "", "upstream", ""),
    ]


@pytest.mark.parametrize(
    ("given", "instead", "said"),
    [
        ("total = 3", "total = 4", "own.toml: คะแนนทุกข้อรวมได้ 3 แต่ total เป็น 4"),
        ('note = "ของเรา"', "", "own.toml: หมายเหตุ (note) ว่าง"),
        ('how = "ใส่ชื่อ"', "", "own.toml ข้อ 1 ส่วนที่ 1: วิธีทำ (how) ว่าง"),
        ("points = 2", "points = 0", "own.toml ข้อ 1 ส่วนที่ 2: คะแนน 0"),
        ('answer = "upstream"', "", "own.toml ข้อ 1 ส่วนที่ 2: ไม่บอกว่าดูจากอะไร"),
        ('answer = "upstream"', 'asks = "upstream"\ntest = "ก"', "own.toml ข้อ 1 ส่วนที่ 2: ไม่รู้จักช่อง asks"),
        ("", '\n[[item]]\nid = "form"\nname = "ซ้ำ"\n', "own.toml ข้อ 2: ไม่มีส่วนที่ให้คะแนน"),
    ],
)
def test_a_fault_names_its_item(given: str, instead: str, said: str):
    text = SHEET.replace(given, instead, 1) if given else SHEET + instead
    assert faults_of(text)[0].startswith(said)


def test_items_of_one_id_and_a_file_that_is_none_are_told():
    again = SHEET.replace("total = 3", "total = 6") + SHEET[SHEET.index("[[item]]") :]
    assert faults_of(again) == ["own.toml: มี id ของข้อซ้ำกัน — ตั้ง id ให้ต่างกันทุกข้อ"]
    assert faults_of("= 1")[0].startswith("own.toml: อ่านไฟล์ไม่ได้")
