"""Each of our own workbooks: written, filled in as an officer would, loaded, and the same figures come out."""

import io
from typing import Any

import openpyxl
import pandas as pd
import pytest

from catalogue import IndicatorSet, load_catalogue, parse_set, set_to_dict
from loaders import TEMPLATE_TITLES, Filled, load_file, write_template
from loaders.templates import FIRST_ROW, HEADING_ROW
from warehouse import Warehouse, list_batch_areas

VILLAGES = {"83010301": "หมู่ 1 บ้านเกาะแก้ว", "83010302": "หมู่ 2 บ้านใน"}


def made_up_set(survey: str, dimensions: int, size: int) -> IndicatorSet:
    """A set of any size, as a user would add one."""
    set_id, unit = ("jpt-2566", "ครัวเรือน") if survey == "jpt" else ("nrd2c-2566", "หมู่บ้าน")
    return parse_set(
        {
            "id": set_id,
            "survey": survey,
            "title": f"ชุดสมมติ {size} ตัวชี้วัด",
            "first_year": 2566,
            "last_year": 2570,
            "dimensions": [{"number": n, "name": f"ด้านที่ {n}"} for n in range(1, dimensions + 1)],
            "indicators": [
                {"number": n, "name": f"ตัวชี้วัดสมมติ {n}", "dimension": 1 + (n - 1) % dimensions, "unit": unit}
                for n in range(1, size + 1)
            ],
        }
    )


def template(name: str, **options: Any) -> openpyxl.Workbook:
    stream = io.BytesIO()
    write_template(name, stream, **options)
    return openpyxl.load_workbook(io.BytesIO(stream.getvalue()))


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def fill(book: openpyxl.Workbook, rows: list[dict[str, object]]) -> bytes:
    """Write rows by heading, as one types them."""
    sheet = book["ข้อมูล"]
    headings = {cell.value: cell.column for cell in sheet[HEADING_ROW + 1]}
    for row, record in enumerate(rows, FIRST_ROW + 1):
        for heading, value in record.items():
            sheet.cell(row, headings[heading]).value = value  # type: ignore[union-attr]
    return saved(book)


def figures(warehouse: Warehouse, *columns: str) -> list[list[object]]:
    rows = warehouse.query("SELECT * FROM area_figures WHERE level = 'village' ORDER BY area_code, indicator_code")
    chosen = rows[["area_code", "indicator_code", *columns]]
    return chosen.astype(object).where(chosen.notna(), None).to_numpy().tolist()


@pytest.mark.parametrize("name", TEMPLATE_TITLES)
def test_headings_are_protected_and_cells_are_open(name: str) -> None:
    indicator_set = None if name == "other" else load_catalogue().get("jpt-2560" if "jpt" in name else "nrd2c-2555")
    book = template(name, indicator_set=indicator_set, areas=VILLAGES)
    sheet = book["ข้อมูล"]
    assert book.sheetnames[0] == "คำแนะนำ"
    assert sheet.protection.sheet
    assert sheet.cell(HEADING_ROW + 1, 1).protection.locked
    assert all(not sheet.column_dimensions[letter].protection.locked for letter in "ABC")
    assert sheet.data_validations.dataValidation
    assert [sheet.cell(FIRST_ROW + 1, column).value for column in (1, 2)] == ["83010301", "หมู่ 1 บ้านเกาะแก้ว"]


def test_village_counts(warehouse: Warehouse) -> None:
    indicator_set = load_catalogue().get("jpt-2560")
    content = fill(
        template("jpt_village", indicator_set=indicator_set, year_be=2565, areas=VILLAGES),
        [
            {"ตัวชี้วัดที่ 1 สำรวจ": 10, "ตัวชี้วัดที่ 1 ไม่ผ่าน": 2, "จำนวนครัวเรือนทั้งหมด": 40},
            {"ตัวชี้วัดที่ 1 สำรวจ": 0, "ตัวชี้วัดที่ 1 ไม่ผ่าน": 0, "ตัวชี้วัดที่ 22 สำรวจ": "๓๐", "ตัวชี้วัดที่ 22 ไม่ผ่าน": 3},
        ],
    )
    report = load_file(content, warehouse, file_name="หมู่บ้าน.xlsx", in_child=False)
    assert (report.outcome, report.layout, report.catalogue, report.year_be) == (
        "loaded",
        "jpt_village",
        "jpt-2560",
        2565,
    )
    assert figures(warehouse, "unit", "assessed", "failed") == [
        ["83010301", "jpt-2560-01", "คน", 10, 2],
        ["83010302", "jpt-2560-22", "ครัวเรือน", 30, 3],
    ]
    assert warehouse.query("SELECT area_code, measure, value FROM live_measures").to_numpy().tolist() == [
        ["83010301", "households", 40.0]
    ]


def test_household_rows_become_village_counts_only(warehouse: Warehouse) -> None:
    indicator_set = load_catalogue().get("jpt-2560")
    answer, eligible, failing = "ตัวชี้วัดที่ 4 (1 ผ่าน 0 ไม่ผ่าน)", "ตัวชี้วัดที่ 7 คนที่เข้าข่าย", "ตัวชี้วัดที่ 7 คนไม่ผ่าน"
    rows: list[dict[str, object]] = [
        {"รหัสพื้นที่": "83010301", answer: 1, eligible: 3, failing: 1, "จำนวนคนในครัวเรือน": 4},
        {"รหัสพื้นที่": "83010301", answer: 0, eligible: None, failing: None, "จำนวนคนในครัวเรือน": 1},
        {"รหัสพื้นที่": "83010302", answer: "-", eligible: 2, failing: 0, "จำนวนคนในครัวเรือน": 2},
    ]
    content = fill(template("jpt_household", indicator_set=indicator_set, year_be=2565), rows)
    report = load_file(content, warehouse, file_name="ครัวเรือน.xlsx", in_child=False)
    assert report.outcome == "loaded", report.problems
    assert figures(warehouse, "assessed", "failed") == [
        ["83010301", "jpt-2560-04", 2, 1],
        ["83010301", "jpt-2560-07", 3, 1],
        ["83010302", "jpt-2560-07", 2, 0],
    ]
    measures = warehouse.query("SELECT area_code, measure, value FROM live_measures ORDER BY ALL").to_numpy().tolist()
    assert [row for row in measures if row[1] in ("households", "people")] == [
        ["83010301", "households", 2.0],
        ["83010301", "people", 5.0],
        ["83010302", "households", 1.0],
        ["83010302", "people", 2.0],
    ]
    places = list_batch_areas(warehouse, 1)[["area_code", "sheet", "row_number"]]
    assert places.to_numpy().tolist() == [  # of several rows of a village the first
        ["83010301", "ข้อมูล", FIRST_ROW + 1], ["83010302", "ข้อมูล", FIRST_ROW + 3],
    ]  # fmt: skip


def test_an_answer_that_is_neither_1_nor_0_is_refused_by_cell(warehouse: Warehouse) -> None:
    content = fill(
        template("jpt_household", indicator_set=load_catalogue().get("jpt-2560"), year_be=2565),
        [{"รหัสพื้นที่": "83010301", "ตัวชี้วัดที่ 4 (1 ผ่าน 0 ไม่ผ่าน)": 3}],
    )
    report = load_file(content, warehouse, file_name="ครัวเรือน.xlsx", in_child=False)
    assert report.outcome == "refused"
    [error] = report.errors
    assert (error.sheet, error.row) == ("ข้อมูล", FIRST_ROW + 1)
    assert "1/0" in error.what
    assert "ตัวชี้วัดที่ 4" in str(error.column)


def test_village_scores_and_development_level(warehouse: Warehouse) -> None:
    content = fill(
        template("nrd2c_village", indicator_set=load_catalogue().get("nrd2c-2555"), year_be=2564, areas=VILLAGES),
        [
            {"ตัวชี้วัดที่ 1 ระดับปัญหา": 1, "ตัวชี้วัดที่ 33 ระดับปัญหา": 3, "ระดับการพัฒนา (ถ้ามี)": 2},
            {"ตัวชี้วัดที่ 1 ระดับปัญหา": None, "ตัวชี้วัดที่ 33 ระดับปัญหา": 2},
        ],
    )
    report = load_file(content, warehouse, file_name="กชช2ค.xlsx", in_child=False)
    assert report.outcome == "loaded", report.problems
    assert figures(warehouse, "score_1", "score_2", "score_3") == [
        ["83010301", "nrd2c-2555-01", 1, 0, 0],
        ["83010301", "nrd2c-2555-33", 0, 0, 1],
        ["83010302", "nrd2c-2555-33", 0, 1, 0],
    ]
    assert warehouse.query("SELECT measure, value FROM live_measures").to_numpy().tolist() == [
        ["development_level", 2.0]
    ]


def test_other_data_brings_its_own_set(warehouse: Warehouse) -> None:
    filled = Filled(
        rows=pd.DataFrame(
            {"รหัสพื้นที่": ["83010301", "83010302"], "ขยะต่อคน": [1.5, 0.5], "จำนวนร้านค้า": [4, 6], "คน": [100, 300]}
        ),
        dataset={"title": "ข้อมูลเทศบาล", "source": "สำรวจเอง"},
        columns=[
            {"ชื่อคอลัมน์": "ขยะต่อคน", "หน่วย": "กก./วัน", "ค่ามากหมายถึง": "แย่ลง", "รวมพื้นที่โดย": "เฉลี่ยถ่วงน้ำหนัก",
             "ค่าต่ำสุดของช่วง": 0, "ค่าสูงสุดของช่วง": 2, "ถ่วงน้ำหนักด้วยคอลัมน์": "คน"},
            {"ชื่อคอลัมน์": "จำนวนร้านค้า", "หน่วย": "แห่ง", "ค่ามากหมายถึง": "ดีขึ้น", "รวมพื้นที่โดย": "บวกกัน"},
            {"ชื่อคอลัมน์": "คน", "หน่วย": "คน", "ค่ามากหมายถึง": "ดีขึ้น", "รวมพื้นที่โดย": "บวกกัน"},
        ],
    )  # fmt: skip
    stream = io.BytesIO()
    write_template("other", stream, year_be=2565, filled=filled, is_synthetic=True)
    report = load_file(stream.getvalue(), warehouse, file_name="อื่น.xlsx", in_child=False)
    assert report.outcome == "loaded", report.problems
    assert (report.survey, report.is_synthetic) == ("other", True)
    rows = warehouse.query(
        "SELECT value, is_synthetic FROM area_figures WHERE level = 'tambon' ORDER BY indicator_code"
    )
    assert rows.to_numpy().tolist() == [[0.75, True], [10.0, True], [400.0, True]]


@pytest.mark.parametrize(("survey", "dimensions", "size"), [("jpt", 5, 38), ("nrd2c", 7, 44)])
def test_a_set_of_any_size_works_the_whole_way(warehouse: Warehouse, survey: str, dimensions: int, size: int) -> None:
    indicator_set = made_up_set(survey, dimensions, size)
    catalogue = load_catalogue([set_to_dict(indicator_set)])
    if survey == "jpt":
        row: dict[str, object] = {f"ตัวชี้วัดที่ {n} สำรวจ": 50 for n in range(1, size + 1)}
        row |= {f"ตัวชี้วัดที่ {n} ไม่ผ่าน": n for n in range(1, size + 1)}
        expected = [["83010301", f"jpt-2566-{n:02d}", 50, n] for n in range(1, size + 1)]
        columns = ("assessed", "failed")
    else:
        row = {f"ตัวชี้วัดที่ {n} ระดับปัญหา": 1 + n % 3 for n in range(1, size + 1)}
        expected = [["83010301", f"nrd2c-2566-{n:02d}", int(n % 3 == 0)] for n in range(1, size + 1)]
        columns = ("score_1",)
    name = f"{survey}_village"
    content = fill(template(name, indicator_set=indicator_set, year_be=2567), [{"รหัสพื้นที่": 83010301.0} | row])
    report = load_file(content, warehouse, catalogue, file_name="ชุดใหม่.xlsx", in_child=False)
    assert report.outcome == "loaded", report.problems
    assert figures(warehouse, *columns) == expected
