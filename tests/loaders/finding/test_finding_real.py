"""Tables found in real government files: the expectations were written by hand after looking at each file."""

from pathlib import Path

import pytest

from loaders.finding import FoundTable, find_tables
from loaders.reading import Sheet, read_workbook_here
from tests.loaders.finding.found_words import headings, spans


def sheets_of(path: Path) -> dict[str, Sheet]:
    workbook = read_workbook_here(path.read_bytes(), path.name)
    return {sheet.name: sheet for sheet in workbook.sheets}


def only_table(sheet: Sheet) -> FoundTable:
    (table,) = find_tables(sheet)
    return table


FLOOD_LAST_ROWS = {"ครั้งที่ 1": 31, "ครั้งที่ 2": 16, "ครั้งที่ 3": 11, "ครั้งที่ 4": 44, "ครั้งที่ 5": 33, "ครั้งที่ 6": 19}


@pytest.mark.parametrize("name", FLOOD_LAST_ROWS)
def test_headings_of_eight_merged_rows(shared_data: Path, name: str) -> None:
    table = only_table(sheets_of(shared_data / "messy" / "ppt_flood_2551.xls")[name])
    assert spans(table) == f"header 2-9, data 10-{FLOOD_LAST_ROWS[name]}"
    assert headings(table) == [
        "พื้นที่ประสบภัย / จังหวัด",
        "พื้นที่ประสบภัย / อำเภอ",
        "พื้นที่ประสบภัย / ตำบล",
        "พื้นที่ประสบภัย / หมู่บ้าน",
        "ความเสียหายที่สำรวจพบ / ด้านชีวิต / ราษฎร(คน)",
        "ความเสียหายที่สำรวจพบ / ด้านชีวิต / ราษฎร(ครัวเรือน)",
    ]


def test_headings_broken_over_seven_rows_with_a_group_called_total(shared_data: Path) -> None:
    table = only_table(sheets_of(shared_data / "messy" / "ppt_health_60_64_2555.xls")["60-64 ปี"])
    assert spans(table) == "title 1-2, header 3-9, data 10-88, total 89"
    assert table.letters == "A–U"
    assert headings(table)[:4] == [
        "จังหวัด",
        "รวม / จำนวน / ประชากร / (คน) / Population",
        "รวม / จำนวน / ผู้มีสิทธิ / หลักประกัน / สุขภาพ / (คน) / Eligible.",
        "รวม / ร้อยละ",
    ]
    assert headings(table)[16] == "ไม่ระบุ / จำนวน / ประชากร / (คน)"


def test_crosstab_from_column_b_with_regions_and_two_totals(shared_data: Path) -> None:
    table = only_table(sheets_of(shared_data / "messy" / "ppt_poor_province_3_3_2549.xls")["CrossTab_2R2C"])
    assert table.letters == "B–F"
    assert table.rows_as("title") == (1,)
    assert table.rows_as("header") == (5, 6)
    assert table.rows_as("subtotal") == (8, 34, 52, 72, 87, 90, 116, 134, 154, 169)
    assert table.rows_as("total") == (88, 170)
    assert len(table.rows_as("data")) == 2 * 76
    assert headings(table) == [
        "เพศ",
        "จังหวัด",
        "2549 / สัดส่วนคนจน(ร้อยละ)",
        "2549 / จำนวนคนจน(พันคน)",
        "2549 / จำนวนประชากร(พันคน)",
    ]
    assert table.hidden_rows == 1
    assert any("ซ่อน" in reason for reason in table.reasons)


def test_columns_inside_one_cell_are_recognised_and_not_split(shared_data: Path) -> None:
    table = only_table(sheets_of(shared_data / "messy" / "ppt_population_tambon_fixedwidth.xls")["5512cc62"])
    assert table.shape == "fixed_width"
    assert "ข้อความเป็นคอลัมน์" in table.advice
    assert spans(table) == "data 1-129"
    assert table.confidence == 0.0


def test_csv_with_title_rows_and_running_number(shared_data: Path) -> None:
    table = only_table(sheets_of(shared_data / "messy" / "dbd_99_201512_cp874.csv")["CSV"])
    assert spans(table) == "title 1-2, blank 3, header 4, data 5-3241"
    assert headings(table)[:5] == ["ลำดับ", "เลขทะเบียน", "ชื่อนิติบุคคล", "วันที่ จดทะเบียน", "ทุนจดทะเบียน (บาท)"]
    assert [column.is_running for column in table.columns] == [True, False, False, False, False, False, False]


def test_csv_of_words_only(shared_data: Path) -> None:
    table = only_table(sheets_of(shared_data / "messy" / "province_Windows874.csv")["CSV"])
    assert spans(table) == "header 1, data 2-78"
    assert headings(table) == ["abbr", "province_th", "province_en"]


def test_long_csv(shared_data: Path) -> None:
    table = only_table(sheets_of(shared_data / "messy" / "taxsumprov_2566.csv")["CSV"])
    assert spans(table) == "header 1, data 2-2463"
    assert headings(table) == ["YEA_GOV", "PROV", "TAX_TYPE", "FORM_CODE", "AMT_RCV"]


CDD_HEADINGS = [
    "ตัวชี้วัดความจำเป็นพื้นฐาน",
    "ผ่านเกณฑ์ / จำนวน",
    "ผ่านเกณฑ์ / ร้อยละ",
    "เป้าหมาย / ปี 2554 / (ร้อยละ)",
    "ต่ำกว่าเป้าหมาย (ร้อยละ)",
    "จำนวนที่ต้อง / แก้ไขทั้งหมด",
]


def test_every_report_of_the_department(shared_data: Path) -> None:
    """77 with merged headings, one without, and one with an explanation on its right: all rows 1–3 and 4–45."""
    paths = sorted((shared_data / "cdd_reports_2554").glob("*.xls"))
    assert len(paths) == 79
    for path in paths:
        filled = [sheet for sheet in sheets_of(path).values() if sheet.rows]
        assert len(filled) == 1
        table = find_tables(filled[0])[0]
        assert spans(table) == "header 1-3, data 4-45", path.name
        assert headings(table) == CDD_HEADINGS, path.name
        assert table.confidence >= 0.95


def test_an_explanation_beside_the_report_is_a_table_of_its_own(shared_data: Path) -> None:
    tables = find_tables(sheets_of(shared_data / "cdd_reports_2554" / "family_sample.xls")["Sheet1"])
    assert [(table.letters, spans(table)) for table in tables] == [
        ("A–F", "header 1-3, data 4-45"),
        ("H–J", "header 4, data 5-10, blank 11-12, footer 13"),
    ]


@pytest.mark.parametrize(
    ("name", "last_row", "first_heading"),
    [
        ("tpmap_2561/61_83_village_common.csv", 169, "village_ID"),
        ("tpmap_2561/61_83_tambol_common.csv", 19, "tumbol_ID"),
        ("tpmap_2561/61_83_amphur_common.csv", 4, "amphur_ID"),
        ("tpmap_2561/61_province_common.csv", 77, "province_ID"),
        ("tpmap_2561/61_country_common.csv", 2, "household.CNT"),
        ("population/dopa_tambon_2018.csv", 16122, "geocode"),
        ("catalogue/phuket_tambon.csv", 18, "province_code"),
        ("catalogue/jpt_2560_31_indicators.csv", 32, "no"),
    ],
)
def test_plain_tables(shared_data: Path, name: str, last_row: int, first_heading: str) -> None:
    path = shared_data / name
    table = only_table(next(iter(sheets_of(path).values())))
    assert spans(table) == ("header 1, data 2" if last_row == 2 else f"header 1, data 2-{last_row}")
    assert table.columns[0].heading == first_heading
