"""Which field each column is taken for, and why: written out for many small tables."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue import IndicatorSet, load_catalogue
from loaders.finding import FoundTable, find_tables
from loaders.mapping import AreaIndex, Field, Mapping, parse_field, propose_mapping
from loaders.mapping.propose import recognise
from loaders.mapping.vocabulary import match_indicator
from loaders.reading import Cell, Sheet
from tests_support import budget

Rows = list[list[Cell]]
JPT = load_catalogue().get("jpt-2560")
AREAS = AreaIndex.of({})


def table(rows: Rows) -> FoundTable:
    return find_tables(Sheet("ก", rows))[0]


def fields(rows: Rows, indicator_set: IndicatorSet | None = JPT) -> list[str]:
    return [column.field.key for column in propose_mapping(table(rows), indicator_set, AREAS).columns]


def test_wide_pairs_under_numbered_headings() -> None:
    rows: Rows = [
        ["ลำดับ", "รหัสตำบล", "ตำบล", "ครัวเรือน", "ตัวชี้วัดที่ 1", None, "ตัวชี้วัดที่ ๕", None],
        [None, None, None, None, "สำรวจ", "ไม่ผ่าน", "สำรวจ", "ไม่ผ่าน"],
        [1, "830108", "กะรน", 300, 12, 1, 250, 3],
        [2, "830201", "กะทู้", 200, 9, 0, 150, 2],
        [3, "830106", "ฉลอง", 400, 15, 0, 350, 5],
    ]
    assert fields(rows) == [
        "running",
        "area_code:tambon",
        "area_name:tambon",
        "households",
        "assessed:jpt-2560-01",
        "failed:jpt-2560-01",
        "assessed:jpt-2560-05",
        "failed:jpt-2560-05",
    ]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("ข้อ 5 ไม่ผ่าน", "failed:jpt-2560-05"),
        ("5. ไม่ผ่าน (ครัวเรือน)", "failed:jpt-2560-05"),
        ("indicator5.CNT", "failed:jpt-2560-05"),
        ("ตัวชี้วัด 5 จำนวนที่สำรวจ", "assessed:jpt-2560-05"),
        ("5 ผ่านเกณฑ์ร้อยละ", "pass_pct:jpt-2560-05"),
        ("ครอบครัวมีความอบอุ่น ไม่ผ่าน", "failed:jpt-2560-31"),
        ("ครอบครัว มีความอบอุ่น (ไม่ผ่าน)", "failed:jpt-2560-31"),
        ("ครัวเรือนมีการเก็บออมเงิน/ผ่าน", "passed:jpt-2560-23"),
        ("คนในครัวเรือนดื่มสุรา ผ่าน", "unused"),
        ("4.1 ไม่ผ่าน", "unused"),
        ("ข้อ 99 ไม่ผ่าน", "unused"),
    ],
)
def test_spellings_of_an_indicator(heading: str, field: str) -> None:
    assert fields([["ตำบล", heading], ["กะรน", 12], ["กะทู้", 9], ["ฉลอง", 30]])[1] == field


def test_a_break_inside_a_word_of_a_heading_changes_nothing() -> None:
    rows: Rows = [["รหัส\nหมู่ บ้าน", "ชื่อ\nหมู่บ้าน", "จำนวน ครัว\nเรือน"]]
    rows += [[f"8301010{at}", f"บ้าน{at}", 40 + at] for at in range(1, 4)]
    assert fields(rows) == ["area_code:village", "area_name:village", "households"]


def test_reasons_are_told() -> None:
    reasons = {
        text: (match_indicator(text, JPT)[0].code[-2:], match_indicator(text, JPT)[0].reason)
        for text in ("ข้อ 5", "ครอบครัวมีความอบอุ่น", "31. ครอบครัวมีความอบอุ่น", "คนในครัวเรือนดื่มสุรา")
    }
    assert reasons == {
        "ข้อ 5": ("05", "เลขข้อตรงกัน"),
        "ครอบครัวมีความอบอุ่น": ("31", "ชื่อเหมือนกัน"),
        "31. ครอบครัวมีความอบอุ่น": ("31", "เลขข้อและชื่อตรงกัน"),
        "คนในครัวเรือนดื่มสุรา": ("24", "คำคล้ายกันแต่ต่างกันที่คำว่า «ไม่» ความหมายอาจกลับกัน"),
    }


def test_a_number_of_another_set_is_not_believed_against_the_name() -> None:
    best, other = match_indicator("5. ครอบครัวมีความอบอุ่น", JPT)[:2]
    assert (best.code, best.score > 0.9) == ("jpt-2560-31", True)
    assert (other.code, other.score, other.reason) == ("jpt-2560-05", 0.3, "เลขข้อตรงกันแต่ชื่อไม่ตรง")


def test_counts_of_districts_are_not_names_of_districts() -> None:
    rows: Rows = [["จังหวัด", "อำเภอ", "ตำบล"], ["ตาก", 9, 56], ["เลย", 5, 36], ["น่าน", 13, 67]]
    assert fields(rows) == ["area_name:province", "unused", "unused"]


def test_codes_and_names_are_met_by_their_values() -> None:
    rows: Rows = [["ก", "ข", "ค"], ["830108", "กะรน", 5], ["830201", "กะทู้", 6], ["830106", "ฉลอง", 7]]
    mapping = propose_mapping(table(rows), JPT, AREAS)
    assert [(column.field.key, column.reason) for column in mapping.columns[:2]] == [
        ("area_code:tambon", "ค่าคล้ายรหัสพื้นที่"),
        ("area_name:tambon", "ค่าคล้ายชื่อพื้นที่"),
    ]


def test_personal_columns_are_marked_but_not_indicators_that_speak_of_religion() -> None:
    rows: Rows = [
        ["รหัสหมู่บ้าน", "ชื่อ-สกุล", "ข", "26. คนอายุ 6 ปีขึ้นไป ปฏิบัติกิจกรรมทางศาสนาอย่างน้อยสัปดาห์ละ 1 ครั้ง ไม่ผ่าน"],
        ["83010801", "ก ข", "0812345678", 3],
        ["83010802", "ค ง", "0812345679", 4],
        ["83010803", "จ ฉ", "0812345670", 5],
    ]
    assert fields(rows) == ["area_code:village", "personal", "personal", "failed:jpt-2560-26"]


def test_a_lone_percentage_is_settled_by_the_figures() -> None:
    failing: Rows = [["ตำบล", "ข้อ 5 สำรวจ", "ข้อ 5 ไม่ผ่าน", "ข้อ 5 ร้อยละ"], ["กะรน", 200, 3, 1.5], ["กะทู้", 80, 4, 5.0]]
    passing: Rows = [["ตำบล", "ข้อ 5 สำรวจ", "ข้อ 5 ไม่ผ่าน", "ข้อ 5 ร้อยละ"], ["กะรน", 200, 3, 98.5], ["กะทู้", 80, 4, 95.0]]
    assert fields(failing)[3] == "fail_pct:jpt-2560-05"
    assert fields(passing)[3] == "pass_pct:jpt-2560-05"
    alone: Rows = [["ตำบล", "ข้อ 5 ร้อยละ"], ["กะรน", 98.5], ["กะทู้", 95.0]]
    assert fields(alone)[1] == "unused"


def test_two_columns_that_stand_level_get_nothing() -> None:
    rows: Rows = [["ตำบล", "ข้อ 5 ไม่ผ่าน", "ตัวชี้วัดที่ 5 ไม่ผ่าน"], ["กะรน", 1, 2], ["กะทู้", 3, 4]]
    mapping = propose_mapping(table(rows), JPT, AREAS)
    assert [column.field.key for column in mapping.columns[1:]] == ["unused", "unused"]
    assert "ให้เลือกเอง" in mapping.columns[1].reason
    assert mapping.columns[1].alternatives[0].field == Field("failed", "jpt-2560-05")


def test_long_layout() -> None:
    rows: Rows = [
        ["ตำบล", "ปี", "ตัวชี้วัด", "สำรวจ", "ไม่ผ่าน"],
        ["กะรน", 2561, "1. เด็กแรกเกิดมีน้ำหนัก 2,500 กรัมขึ้นไป", 12, 1],
        ["กะรน", 2561, "31. ครอบครัวมีความอบอุ่น", 300, 2],
        ["กะทู้", 2561, "1. เด็กแรกเกิดมีน้ำหนัก 2,500 กรัมขึ้นไป", 9, 0],
    ]
    mapping = propose_mapping(table(rows), JPT, AREAS)
    assert mapping.layout == "long"
    assert [column.field.key for column in mapping.columns] == [
        "area_name:tambon",
        "year",
        "indicator",
        "assessed",
        "failed",
    ]


def test_correcting_by_hand_never_gives_one_field_to_two_columns() -> None:
    mapping = propose_mapping(table([["ตำบล", "ข้อ 5 ไม่ผ่าน", "อื่น"], ["กะรน", 1, 2], ["กะทู้", 3, 4]]), JPT, AREAS)
    corrected = mapping.with_field(2, Field("failed", "jpt-2560-05"))
    assert [column.field.key for column in corrected.columns] == ["area_name:tambon", "unused", "failed:jpt-2560-05"]
    assert corrected.columns[2].reason == "กำหนดเอง"
    assert mapping.columns[1].field.key == "failed:jpt-2560-05"
    with pytest.raises(KeyError):
        mapping.with_field(9, None)
    with pytest.raises(ValueError, match="ไม่รู้จัก"):
        parse_field("อะไร:1")


def test_a_mapping_survives_json_and_is_recognised_next_year_in_any_order() -> None:
    first = table([["ตำบล", "ปี 2561 / x", "ข้อ 5 ไม่ผ่าน"], ["กะรน", 1, 2], ["กะทู้", 3, 4]])
    mapping = propose_mapping(first, JPT, AREAS).with_name("แบบของจังหวัด").with_field(1, Field("people"))
    saved = Mapping.from_dict(json.loads(json.dumps(mapping.to_dict())))
    assert saved == mapping
    again = table([["ข้อ ๕ ไม่ผ่าน", "ตำบล", "ปี 2562 / x"], [2, "กะรน", 1], [4, "กะทู้", 3]])
    met = recognise(again, [saved])
    assert met is not None
    assert met[1] == 1.0
    assert met[0].name == "แบบของจังหวัด"
    assert met[0].fingerprint == mapping.fingerprint
    assert [column.field.key for column in met[0].columns] == ["failed:jpt-2560-05", "area_name:tambon", "people"]
    assert recognise(table([["ก", "ข"], ["กะรน", 1]]), [saved]) is None


def test_a_mapping_with_one_field_twice_is_not_read() -> None:
    mapping = propose_mapping(table([["ตำบล", "ข้อ 5 ไม่ผ่าน", "ข"], ["กะรน", 1, 2], ["กะทู้", 3, 4]]), JPT, AREAS)
    saved = mapping.to_dict()
    saved["columns"][2]["field"] = "failed:jpt-2560-05"
    with pytest.raises(ValueError, match="สองคอลัมน์"):
        Mapping.from_dict(saved)


HEADINGS = st.sampled_from(
    ["ตำบล", "รหัส", "ลำดับ", "ครัวเรือน", "ปี", "หมายเหตุ", "ข้อ 1 สำรวจ", "ข้อ 1 ไม่ผ่าน", "1. ไม่ผ่าน", "ข้อ 1 ร้อยละ",
     "ครอบครัวมีความอบอุ่น", "ครอบครัวอบอุ่น ไม่ผ่าน", "ตัวชี้วัดที่ 2 ผ่าน", "ข้อ 2", "อื่น ๆ", "โทรศัพท์", "จำนวน", "ร้อยละ"]
)  # fmt: skip
VALUES = st.one_of(st.integers(0, 400), st.sampled_from(["กะรน", "กะทู้", "830108", "83.5", "-", "2561"]), st.none())


@budget(40)
@given(st.lists(HEADINGS, min_size=2, max_size=7, unique=True), st.data())
def test_one_field_one_column_in_any_order(headings: list[str], data: st.DataObject) -> None:
    columns = [[heading, *data.draw(st.lists(VALUES, min_size=4, max_size=4))] for heading in headings]
    order = data.draw(st.permutations(range(len(columns))))
    found = table([list(row) for row in zip(*columns, strict=True)])
    shuffled = table([list(row) for row in zip(*[columns[place] for place in order], strict=True)])
    if [len(found.rows_as("header")), len(shuffled.rows_as("header"))] != [1, 1]:
        return
    mappings = [propose_mapping(each, JPT, AREAS) for each in (found, shuffled)]
    for mapping in mappings:
        keys = [column.field.key for column in mapping.columns if not column.field.may_repeat]
        assert len(keys) == len(set(keys))
    one, other = ({column.heading: column.field.key for column in mapping.columns} for mapping in mappings)
    assert one == other
