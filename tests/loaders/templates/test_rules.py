"""What our own workbooks must never do: lose a blank, guess a place, change a meaning, or keep a person."""

import io
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from catalogue import load_catalogue
from loaders import FileReport, Filled, load_file, write_template
from loaders.checks.personal_columns import is_personal_value, may_be_person
from loaders.outcome.report import report_text
from loaders.templates import FIRST_ROW, HEADING_ROW
from warehouse import Warehouse, open_warehouse

CODE, NAME, MEMBERS = "รหัสพื้นที่", "ชื่อพื้นที่", "จำนวนคนในครัวเรือน"
ANSWER, ELIGIBLE, FAILING = "ตัวชี้วัดที่ 4 (1 ผ่าน 0 ไม่ผ่าน)", "ตัวชี้วัดที่ 7 คนที่เข้าข่าย", "ตัวชี้วัดที่ 7 คนไม่ผ่าน"
ASSESSED, FAILED = "ตัวชี้วัดที่ 1 สำรวจ", "ตัวชี้วัดที่ 1 ไม่ผ่าน"


def filled(name: str, rows: list[dict[str, object]], set_id: str | None = None) -> bytes:
    """A jpt template of 2565 with rows typed in by heading; `set_id` writes another set into the mark."""
    stream = io.BytesIO()
    write_template(name, stream, load_catalogue().get("jpt-2560"), year_be=2565)
    book = openpyxl.load_workbook(io.BytesIO(stream.getvalue()))
    sheet = book["ข้อมูล"]
    headings = {cell.value: cell.column for cell in sheet[HEADING_ROW + 1]}
    for row, record in enumerate(rows, FIRST_ROW + 1):
        for heading, value in record.items():
            sheet.cell(row, headings[heading]).value = value  # type: ignore[union-attr]
    if set_id:
        sheet.cell(1, 4).value = set_id
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def other(columns: list[tuple[str, str, str, str, str | None]], rows: dict[str, list[object]], year_be: int) -> bytes:
    """Other data; `columns`: name, unit, direction, rollup, weighing column."""
    words = ("ชื่อคอลัมน์", "หน่วย", "ค่ามากหมายถึง", "รวมพื้นที่โดย", "ถ่วงน้ำหนักด้วยคอลัมน์")
    described = [dict(zip(words, column, strict=True)) for column in columns]
    stream = io.BytesIO()
    data = Filled(rows=pd.DataFrame(rows), dataset={"title": "ข้อมูลเทศบาล", "source": "สำรวจเอง"}, columns=described)
    write_template("other", stream, year_be=year_be, filled=data)
    return stream.getvalue()


def loaded(
    content: bytes, warehouse: Warehouse, file_name: str = "ตาราง.xlsx", area_code: str | None = None
) -> FileReport:
    return load_file(content, warehouse, file_name=file_name, area_code=area_code, in_child=False)


def measures(warehouse: Warehouse) -> list[list[object]]:
    found = warehouse.query("SELECT area_code, measure, value FROM live_measures ORDER BY ALL")
    return found[found["measure"].isin(["households", "people", "development_level"])].to_numpy().tolist()


def test_a_village_with_an_unknown_household_size_has_no_number_of_people(warehouse: Warehouse) -> None:
    rows: list[dict[str, object]] = [
        {CODE: "83010301", ANSWER: 1, MEMBERS: 4},
        {CODE: "83010301", ANSWER: 1, MEMBERS: None},
        {CODE: "83010302", ANSWER: 1, MEMBERS: 3},
    ]
    assert loaded(filled("jpt_household", rows), warehouse, file_name="ค.xlsx").outcome == "loaded"
    assert measures(warehouse) == [
        ["83010301", "households", 2.0],
        ["83010302", "households", 1.0],
        ["83010302", "people", 3.0],
    ]


def test_the_answer_0_n_is_a_failure_of_n_persons(warehouse: Warehouse) -> None:
    rows: list[dict[str, object]] = [
        {CODE: "83010301", ANSWER: "0,3", ELIGIBLE: 4, FAILING: "0,2"},
        {CODE: "83010301", ANSWER: 1, ELIGIBLE: 0, FAILING: None},
    ]
    assert loaded(filled("jpt_household", rows), warehouse, file_name="ค.xlsx").outcome == "loaded"
    facts = warehouse.query("SELECT indicator_code, assessed, failed FROM live_facts ORDER BY ALL").to_numpy().tolist()
    assert facts == [["jpt-2560-04", 2, 1], ["jpt-2560-07", 4, 2]]


def test_a_file_whose_every_row_is_faulty_still_names_the_rows(warehouse: Warehouse) -> None:
    content = filled("jpt_village", [{CODE: "83010301", NAME: "บ้านเกาะแก้ว", ASSESSED: 1, FAILED: 2}])
    report = loaded(content, warehouse, file_name="ม.xlsx")
    assert [(error.row, error.sheet) for error in report.errors] == [(FIRST_ROW + 1, "ข้อมูล")]


@pytest.mark.parametrize(
    ("area", "outcome"), [("TH", "loaded"), ("8301", "loaded"), ("30", "refused"), ("abc", "refused")]
)
def test_the_area_named_by_the_person_holds_every_row(warehouse: Warehouse, area: str, outcome: str) -> None:
    content = filled("jpt_village", [{CODE: "83010301", ASSESSED: 10, FAILED: 2}])
    report = loaded(content, warehouse, file_name="ม.xlsx", area_code=area)
    assert report.outcome == outcome
    assert all(error.rule != "F42" for error in report.errors)


def test_a_name_without_a_code_is_looked_for_only_within_an_area(warehouse: Warehouse) -> None:
    loaded(filled("jpt_village", [{CODE: "83010301", NAME: "บ้านใหม่", ASSESSED: 10, FAILED: 2}]), warehouse)
    content = filled("jpt_village", [{NAME: "บ้านใหม่", ASSESSED: 20, FAILED: 2}])
    refused = loaded(content, warehouse, file_name="ม.xlsx")
    assert refused.outcome == "refused"
    assert "--area" in refused.errors[0].fix_command
    found = loaded(content, warehouse, file_name="ม.xlsx", area_code="8301")
    assert (found.outcome, found.replaced[0].areas) == ("loaded", 1)


def test_a_set_of_another_survey_in_the_mark_is_refused(warehouse: Warehouse) -> None:
    rows: list[dict[str, object]] = [{CODE: "83010301", ASSESSED: 10, FAILED: 2}]
    report = loaded(filled("jpt_village", rows, "nrd2c-2555"), warehouse, file_name="ม.xlsx")
    assert report.outcome == "refused"
    assert "nrd2c-2555" in report.errors[0].what


def test_a_column_of_other_data_keeps_its_meaning_when_it_moves(warehouse: Warehouse) -> None:
    waste = ("ขยะ", "กก.", "แย่ลง", "เฉลี่ย", None)
    shops, trees = ("ร้าน", "แห่ง", "ดีขึ้น", "บวกกัน", None), ("ต้นไม้", "ต้น", "ดีขึ้น", "บวกกัน", None)
    first = other([waste, shops], {CODE: ["83010301"], "ขยะ": [1.5], "ร้าน": [9]}, 2565)
    second = other([trees, waste], {CODE: ["83010301"], "ต้นไม้": [7], "ขยะ": [1.6]}, 2566)
    assert loaded(first, warehouse, file_name="ก.xlsx").outcome == "loaded"
    assert loaded(second, warehouse, file_name="ข.xlsx").outcome == "loaded"
    rows = warehouse.query("SELECT year_be, right(indicator_code, 2), unit, value FROM live_facts ORDER BY ALL")
    assert rows.to_numpy().tolist() == [
        [2565, "01", "กก.", 1.5],
        [2565, "02", "แห่ง", 9.0],
        [2566, "01", "กก.", 1.6],
        [2566, "03", "ต้น", 7.0],
    ]
    changed = other([("ขยะ", "ตัน", "แย่ลง", "เฉลี่ย", None)], {CODE: ["83010301"], "ขยะ": [1.5]}, 2567)
    report = loaded(changed, warehouse, file_name="ค.xlsx")
    assert report.outcome == "refused"
    assert "ขยะ" in report.errors[0].what


def test_a_weighted_value_without_its_weight_is_a_fault(warehouse: Warehouse) -> None:
    columns = [("ขยะ", "กก.", "แย่ลง", "เฉลี่ยถ่วงน้ำหนัก", "คน"), ("คน", "คน", "ดีขึ้น", "บวกกัน", None)]
    rows: dict[str, list[object]] = {CODE: ["83010301", "83010302"], "ขยะ": [2.0, 4.0], "คน": [1000, None]}
    report = loaded(other(columns, rows, 2565), warehouse, file_name="ก.xlsx")
    assert [(error.row, error.column) for error in report.errors] == [(FIRST_ROW + 2, "C ขยะ")]
    nameless = [("ขยะ", "กก.", "แย่ลง", "เฉลี่ยถ่วงน้ำหนัก", None)]
    report = loaded(other(nameless, {CODE: ["83010301"], "ขยะ": [2.0]}, 2565), warehouse, file_name="ก.xlsx")
    assert "ถ่วงน้ำหนัก" in report.errors[0].what


def test_other_data_may_be_of_the_country(warehouse: Warehouse) -> None:
    content = other([("ขยะ", "กก.", "แย่ลง", "เฉลี่ย", None)], {CODE: ["TH"], "ขยะ": [1.5]}, 2565)
    report = loaded(content, warehouse, file_name="ก.xlsx")
    assert (report.outcome, report.level) == ("loaded", "country")


@pytest.mark.parametrize("person", ["นายคานารี ทดสอบ", "นางสาวคานารี", "1-2345-67890-12-1", "นายคานารี"])
def test_a_person_in_the_column_of_area_names_is_not_kept(tmp_path: Path, person: str) -> None:
    warehouse = open_warehouse(tmp_path / "db.duckdb")
    rows: list[dict[str, object]] = [{CODE: "83010301", NAME: person, ANSWER: 1}]
    report = loaded(filled("jpt_household", rows), warehouse, file_name="ค.xlsx")
    warehouse.close()
    assert report.outcome == "loaded"
    assert person.encode() not in (tmp_path / "db.duckdb").read_bytes()
    assert person not in report_text(report)


@pytest.mark.parametrize("place", ["บ้านนายูง", "นางรอง", "นายูง", "นางรอง หมู่ 1", "บ้านใหม่"])
def test_names_of_places_are_not_taken_for_persons(place: str) -> None:
    assert not is_personal_value(place)
    assert not may_be_person(place)
