"""Files that no layout knows: seen, said, read, remembered. Real bytes through the importer, sums checked."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from catalogue import load_catalogue
from loaders import ERA, Inspection, TableChoice, inspect_file, store_inspection
from loaders.importing import load_file
from loaders.mapping import Field, Mapping, OtherColumn, OtherData
from loaders.reading import Cell
from tests_support import empty_warehouse
from warehouse import Warehouse, list_batch_areas, read_sets, save_mapping

CATALOGUE = load_catalogue()
HEAD: list[Cell] = ["ชื่อเจ้าหน้าที่", "รหัสหมู่บ้าน", "หมู่บ้าน", "ข้อ 5 สำรวจ (คน)", "ข้อ 5 ไม่ผ่าน (คน)"]
TAMBON: list[list[Cell]] = [
    ["สรุปผลการจัดเก็บข้อมูลตำบลกะรน"],
    HEAD,
    ["นายสมมติ ตัวอย่าง", "83010801", "บ้านกะรน", 120, 3],
    ["นางสมมุติ ทดลอง", "83010802", "บ้านกะตะ", 80, 1],
    [None, "รวม", None, 200, 4],
    ["ที่มา: ตัวอย่าง"],
]


def workbook(**sheets: list[list[Cell]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.fixture
def warehouse() -> Warehouse:
    return empty_warehouse()


def inspected(warehouse: Warehouse, content: bytes, **said: object) -> Inspection:
    catalogue = load_catalogue(read_sets(warehouse))
    return inspect_file(content, "ก.xlsx", warehouse, catalogue, in_child=False, **said)  # pyright: ignore


def test_an_unknown_file_is_shown_with_a_proposal_and_nothing_personal(warehouse: Warehouse) -> None:
    inspection = inspected(warehouse, workbook(ก=TAMBON))
    assert inspection.report.refused
    assert (inspection.report.rows_read, inspection.report.rows_refused) == (6, 6)
    [seen] = inspection.tables
    assert [(row.number, row.role) for row in seen.rows] == [
        (1, "title"), (2, "header"), (3, "data"), (4, "data"), (5, "total"), (6, "footer"),
    ]  # fmt: skip
    assert seen.rows[2].cells == ("•••", "83010801", "บ้านกะรน", "120", "3")
    assert seen.samples[0] == ("•••",)
    assert "สมมติ" not in repr(inspection)
    assert seen.mapping.set_id in {each.id for each in CATALOGUE.of_survey("jpt")}
    assert [column.field.kind for column in seen.mapping.columns] == [
        "personal", "area_code", "area_name", "assessed", "failed",
    ]  # fmt: skip


def test_what_the_person_says_is_read_checked_and_stored(warehouse: Warehouse) -> None:
    content = workbook(ก=TAMBON)
    [seen] = inspected(warehouse, content).tables
    choice = TableChoice(seen.sheet, seen.number, set_id="jpt-2560", mapping=seen.mapping)
    asked = inspected(warehouse, content, choice=choice)
    assert asked.report.errors[0].fix.startswith("ระบุปี พ.ศ.")
    ready = inspected(warehouse, content, choice=choice, year_be=2561)
    report = ready.report
    assert not report.refused
    assert (report.rows_read, report.rows_loaded, report.rows_refused, report.rows_recognised) == (6, 2, 0, 4)
    assert report.columns_dropped == ("ชื่อเจ้าหน้าที่",)
    stored = store_inspection(warehouse, ready)
    assert (stored.outcome, stored.layout, stored.areas, stored.facts) == ("loaded", "mapped", 2, 2)
    figures = warehouse.query("SELECT level, assessed, failed FROM area_figures WHERE area_code = '830108'")
    assert figures.to_numpy().tolist() == [["tambon", 200, 4]]
    assert (
        store_inspection(warehouse, inspected(warehouse, content, choice=choice, year_be=2561)).outcome == "unchanged"
    )


def test_rows_put_right_by_hand_are_taken_so(warehouse: Warehouse) -> None:
    rows = [*TAMBON[:4], ["-", "83010803", "ข้อมูลทดสอบ อย่านำเข้า", 999, 999]]
    [seen] = inspected(warehouse, workbook(ก=rows)).tables
    choice = TableChoice(seen.sheet, roles=((5, "footer"),), set_id="jpt-2560", mapping=seen.mapping)
    ready = inspected(warehouse, workbook(ก=rows), choice=choice, year_be=2561)
    assert (ready.report.rows_loaded, ready.report.rows_recognised, ready.report.areas) == (2, 3, 2)
    assert ready.tables[0].rows[-1].role == "footer"


def test_sheets_with_the_same_headings_come_together_and_others_are_told(warehouse: Warehouse) -> None:
    other: list[list[Cell]] = [HEAD, [None, "83010901", "บ้านราไวย์", 10, 1], [None, "83010902", "บ้านหาดราไวย์", 20, 2]]
    prices: list[list[Cell]] = [["รายการ", "ราคา"], ["ปากกา", 5], ["ดินสอ", 3]]
    content = workbook(กะรน=TAMBON, ราไวย์=other, ราคา=prices)
    first = inspected(warehouse, content).tables[0]
    assert first.alike == (("ราไวย์", 0),)
    choice = TableChoice(first.sheet, set_id="jpt-2560", mapping=first.mapping)
    ready = inspected(warehouse, content, choice=choice, year_be=2561)
    assert (ready.report.areas, ready.report.facts, ready.report.rows_loaded) == (4, 4, 4)
    assert any("«ราคา»" in problem.what for problem in ready.report.problems)
    store_inspection(warehouse, ready)
    assert list_batch_areas(warehouse, 1)[["area_code", "sheet", "row_number"]].to_numpy().tolist() == [
        ["83010801", "กะรน", 3], ["83010802", "กะรน", 4], ["83010901", "ราไวย์", 2], ["83010902", "ราไวย์", 3],
    ]  # fmt: skip
    alone = inspected(
        warehouse,
        content,
        choice=TableChoice("ราไวย์", set_id="jpt-2560", mapping=first.mapping, alike=False),
        year_be=2561,
    )
    assert alone.report.areas == 2
    twice = inspected(
        warehouse,
        workbook(ก=TAMBON, ข=TAMBON),
        choice=TableChoice("ก", set_id="jpt-2560", mapping=first.mapping),
        year_be=2561,
    )
    assert twice.report.refused
    assert any("พื้นที่เดียวกันอยู่ในหลายแผ่นงาน: 83010801, 83010802" in each.what for each in twice.report.errors)


def test_a_saved_mapping_is_recognised_next_year_with_columns_moved(warehouse: Warehouse) -> None:
    [seen] = inspected(warehouse, workbook(ก=TAMBON)).tables
    mapping = Mapping(seen.mapping.columns, "jpt-2560").with_name("สรุปของตำบลเรา")
    save_mapping(warehouse, mapping.name, mapping.fingerprint, mapping.to_dict())
    moved = [[(row + [None] * 5)[place] for place in (1, 2, 0, 4, 3)] for row in TAMBON]
    report = load_file(workbook(ก=moved), warehouse, file_name="ข.xlsx", year_be=2562, in_child=False)
    assert (report.outcome, report.layout, report.areas) == ("loaded", "mapped: สรุปของตำบลเรา", 2)
    assert any("จำรูปแบบ «สรุปของตำบลเรา» ได้" in problem.what for problem in report.problems)
    more = [[*row, "เพิ่ม" if row is TAMBON[1] else None] for row in TAMBON]
    again = inspected(warehouse, workbook(ก=more), year_be=2562)
    assert again.report.refused  # a heading nobody knows: looked at first, with the mapping laid on
    assert again.tables[0].score == round(5 / 6, 3)
    assert again.tables[0].mapping.name == "สรุปของตำบลเรา"


def test_other_data_brings_its_set_in_the_same_transaction(warehouse: Warehouse) -> None:
    rows: list[list[Cell]] = [["รหัสตำบล", "คน", "รายได้", "บ่อ"], ["830108", 100, 60000.5, 3], ["830201", 300, 40000, 1]]
    [seen] = inspected(warehouse, workbook(ก=rows)).tables
    data = OtherData(
        "น้ำและรายได้",
        (
            OtherColumn(2, "รายได้เฉลี่ย", "บาท/คน/ปี", rollup="weighted_mean", low=0, high=100000),
            OtherColumn(3, "บ่อน้ำเสีย", "แห่ง", "more_is_worse", "sum", low=0, high=50),
        ),
        weight_column=1,
        source="สำรวจเอง",
    )
    ready = inspected(
        warehouse, workbook(ก=rows), choice=TableChoice("ก", mapping=seen.mapping, other=data), year_be=2566
    )
    assert not ready.report.refused, ready.report.problems
    assert read_sets(warehouse) == []
    stored = store_inspection(warehouse, ready)
    assert (stored.survey, stored.areas, stored.facts) == ("other", 2, 4)
    assert [each["title"] for each in read_sets(warehouse)] == ["น้ำและรายได้"]
    value = warehouse.query("SELECT indicator_code, value FROM area_figures WHERE area_code = '83' ORDER BY ALL")
    assert value["value"].tolist() == [pytest.approx((60000.5 * 100 + 40000 * 300) / 400), 4]


def test_answers_the_other_way_round_are_asked_about_and_turned_when_told(warehouse: Warehouse) -> None:
    rows: list[list[Cell]] = [
        ["รหัสตำบล", "ข้อ 1 สำรวจ", "ข้อ 1 ไม่ผ่าน", "ข้อ 5 สำรวจ", "ข้อ 5 ไม่ผ่าน"],
        ["830108", 100, 96, 120, 119],
    ]
    content = workbook(ก=[*rows, ["830201", 80, 79, 90, 88]])
    [seen] = inspected(warehouse, content).tables
    choice = TableChoice("ก", set_id="jpt-2560", mapping=seen.mapping)
    doubt = inspected(warehouse, content, choice=choice, year_be=2561).inversion
    assert doubt is not None
    codes = tuple(each.indicator_code for each in doubt.indicators)
    assert codes == ("jpt-2560-01", "jpt-2560-05")
    turned = inspected(warehouse, content, choice=choice, year_be=2561, inverted=codes)
    assert turned.batch is not None
    assert turned.batch.facts["failed"].tolist() == [4, 1, 1, 2]


def test_a_choice_that_fits_nothing_is_refused_in_words(warehouse: Warehouse) -> None:
    content = workbook(ก=TAMBON)
    for choice, said in [
        (TableChoice("ไม่มี"), "ไม่พบตารางที่เลือก"),
        (TableChoice("ก"), "ยังไม่ได้บอกว่าข้อมูลนี้คืออะไร"),
        (TableChoice("ก", set_id="jpt-2560", mapping=Mapping(())), "ไม่มีคอลัมน์รหัสหรือชื่อพื้นที่"),
    ]:
        report = inspected(warehouse, content, choice=choice, year_be=2561).report
        assert report.refused
        assert said in report.errors[0].what
        assert report.rows_read == report.rows_refused + report.rows_recognised


def test_the_column_of_a_name_only_table_is_found_by_its_sheet(warehouse: Warehouse) -> None:
    rows: list[list[Cell]] = [["ตำบล", "ข้อ 5 สำรวจ", "ข้อ 5 ไม่ผ่าน"], ["เทพกระษัตรี", 10, 1], ["ศรีสุนทร", 20, 2]]
    content = workbook(**{"อ.ถลาง": rows})
    [seen] = inspected(warehouse, content).tables
    choice = TableChoice("อ.ถลาง", set_id="jpt-2560", mapping=seen.mapping)
    ready = inspected(warehouse, content, choice=choice, year_be=2561)
    assert ready.batch is not None
    assert sorted(ready.batch.facts["area_code"]) == ["830301", "830302"]


def test_real_tables_of_other_offices_are_seen_in_the_child(shared_data: Path, warehouse: Warehouse) -> None:
    path = shared_data / "messy" / "taxsumprov_2566.csv"
    inspection = inspect_file(path.read_bytes(), path.name, warehouse, CATALOGUE)
    assert inspection.report.refused
    assert inspection.tables
    assert inspection.tables[0].counts["data"] > 70


def test_a_field_said_by_hand_stays_said(warehouse: Warehouse) -> None:
    [seen] = inspected(warehouse, workbook(ก=TAMBON)).tables
    mapping = seen.mapping.with_field(4, Field("passed", "jpt-2560-05"))
    choice = TableChoice("ก", set_id="jpt-2560", mapping=mapping)
    ready = inspected(warehouse, workbook(ก=TAMBON), choice=choice, year_be=2561)
    assert ready.batch is not None
    assert ready.batch.facts["failed"].tolist() == [117, 79]


@pytest.mark.parametrize(
    ("year", "said", "loaded"), [(65, None, None), (65, 2565, 2565), (22, 2565, 2565), (65, 2561, None)]
)
def test_years_of_two_digits_are_asked_about_unless_the_year_said_tells(
    warehouse: Warehouse, year: int, said: int | None, loaded: int | None
) -> None:
    lines = ["ปี,รหัสหมู่บ้าน,ข้อ 1 สำรวจ,ข้อ 1 ไม่ผ่าน", f"{year},83010101,100,9", f"{year},83010102,100,8"]
    content = "\n".join(lines).encode()
    seen = inspected(warehouse, content, choice=TableChoice("CSV", 0, set_id="jpt-2560")).tables[0]
    assert [each.field.kind for each in seen.mapping.columns][:2] == ["year", "area_code"]
    choice = TableChoice(seen.sheet, seen.number, set_id="jpt-2560", mapping=seen.mapping)
    report = inspected(warehouse, content, choice=choice, year_be=said).report
    if loaded is not None:
        assert (report.outcome, report.year_be) == ("checked", loaded)
        return
    assert [(each.key, each.column, each.asks) for each in report.errors] == [("C13-short", "A ปี", ERA)]
    answered = inspected(warehouse, content, choice=replace(choice, era="พ.ศ.")).report
    assert (answered.outcome, answered.year_be) == ("checked", 2565)
