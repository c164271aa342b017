"""Columns headed ชื่อ alone: the names of villages stay, those of persons are never read unasked."""

import pytest

from catalogue import load_catalogue
from loaders.finding import find_tables
from loaders.mapping import AreaIndex, Field, Mapping, apply_mapping, propose_mapping
from loaders.reading import Cell, Sheet
from loaders.staging.table_preview import Found, preview_with_mapping

Rows = list[list[Cell]]
JPT = load_catalogue().get("jpt-2560")
KNOWN = AreaIndex.of({"83010301": "คลองหว้า", "83010302": "สมศรี", "83010303": "สมชาย"})
FIGURES = ["ข้อ 8 สำรวจ", "ข้อ 8 ไม่ผ่าน"]
CODES = ["83010301", "83010302", "83010303"]
PERSONS = ["สมชาย", "สมศรี", "สมปอง"]
VILLAGES = ["บ้านกะตะ", "บ้านบางลา", "บ้านป่าตอง"]


def proposed(*columns: tuple[str, list[str]]) -> tuple[Sheet, Mapping]:
    """A table of codes, these columns of words (heading, values), and two of figures; with the mapping proposed."""
    heads: list[Cell] = ["รหัสหมู่บ้าน", *(heading for heading, _ in columns), *FIGURES]
    rows: Rows = [[code, *(values[at] for _, values in columns), 10 + at, at] for at, code in enumerate(CODES)]
    sheet = Sheet("ก", [heads, *rows])
    return sheet, propose_mapping(find_tables(sheet)[0], JPT, KNOWN)


@pytest.mark.parametrize(
    ("columns", "fields"),
    [
        ([("ชื่อ", VILLAGES)], ["area_name"]),
        ([("ชื่อ", ["คลองหว้า", "สมศรี", "สมชาย"])], ["area_name"]),
        ([("ชื่อ", PERSONS)], ["unused"]),
        ([("Name", [f"{name} ใจดีปลอม" for name in PERSONS])], ["unused"]),
        ([("หมู่บ้าน", VILLAGES), ("ชื่อ", PERSONS)], ["area_name:village", "personal"]),
        ([("ชื่อ", PERSONS), ("หมู่บ้าน", VILLAGES)], ["personal", "area_name:village"]),
        ([("คำนำหน้า", ["นาย", "นาง", "นาย"]), ("ชื่อ", PERSONS)], ["personal", "personal"]),
        ([("ชื่อ", ["สมศรี"] * 3), ("สกุล", PERSONS)], ["personal", "personal"]),
        ([("ชื่อ", VILLAGES), ("หมายเหตุ", PERSONS)], ["area_name", "personal"]),
        ([("ตำบล", ["ฉลอง", "ฉลอง", "ฉลอง"]), ("ชื่อ", VILLAGES)], ["area_name:tambon", "area_name"]),
    ],
)
def test_a_bare_name_is_of_an_area_only_where_its_values_look_like_places(
    columns: list[tuple[str, list[str]]], fields: list[str]
) -> None:
    _, mapping = proposed(*columns)
    assert [each.field.key for each in mapping.columns[1:-2]] == fields


def test_a_name_below_the_heading_of_a_person_is_not_read() -> None:
    rows: Rows = [["รหัสหมู่บ้าน", "ผู้ใหญ่บ้าน", *FIGURES], [None, "ชื่อ", None, None]]
    rows += [[code, PERSONS[at], 10, at] for at, code in enumerate(CODES)]
    sheet = Sheet("ก", rows, merges=((0, 0, 1, 0), (0, 2, 1, 2), (0, 3, 1, 3)))
    mapping = propose_mapping(find_tables(sheet)[0], JPT, AreaIndex.of({}))
    assert [each.field.kind for each in mapping.columns] == ["area_code", "unused", "assessed", "failed"]


def test_a_column_in_doubt_is_asked_about_with_its_values_hidden() -> None:
    sheet, mapping = proposed(("ชื่อ", PERSONS))
    found = Found(sheet, 0, find_tables(sheet)[0])
    doubtful = mapping.columns[1]
    assert "อาจเป็นชื่อบุคคล ถ้าเป็นชื่อพื้นที่ให้เลือกเอง" in doubtful.reason
    assert [option.field.key for option in doubtful.alternatives] == ["area_name"]
    seen = preview_with_mapping(found, [found], mapping)
    assert seen.samples[1] == ("•••",)
    assert not [cell for row in seen.rows for cell in row.cells if cell in PERSONS]
    told = preview_with_mapping(found, [found], mapping.with_field(1, Field("area_name")))
    assert told.samples[1] == tuple(PERSONS)


def test_the_names_kept_are_those_of_the_level_of_the_rows() -> None:
    sheet, mapping = proposed(("ตำบล", ["เกาะแก้ว"] * 3), ("หมู่บ้าน", VILLAGES), ("ชื่อ", PERSONS))
    mapping = mapping.with_field(3, Field("area_name"))  # even where somebody says so by mistake
    applied = apply_mapping(sheet, find_tables(sheet)[0], mapping, indicator_set=JPT, year_be=2564)
    assert applied.area_names["area_name"].tolist() == VILLAGES
    only_tambon, mapping = proposed(("ตำบล", ["เกาะแก้ว"] * 3))
    applied = apply_mapping(only_tambon, find_tables(only_tambon)[0], mapping, indicator_set=JPT, year_be=2564)
    assert applied.area_names.empty
