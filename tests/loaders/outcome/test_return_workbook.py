"""The user's workbook sent back: his cells as they were, the faulty ones marked, and it can be loaded again."""

from io import BytesIO

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from catalogue import load_catalogue
from loaders import Problem, inspect_file, write_template
from loaders.outcome.return_workbook import LIST_TITLE, write_list_workbook, write_return_workbook
from loaders.reading import ReadRefusal, run_in_child
from warehouse import Warehouse

CATALOGUE = load_catalogue()
ROW = Problem("V23", {}, "ข้อมูล", 3, "B จำนวน", "1.5")


def workbook(*rows: list[object]) -> bytes:
    book = Workbook()
    book.active.title = "ข้อมูล"
    for row in rows:
        book.active.append(row)
    return saved(book)


def saved(book: Workbook) -> bytes:
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def opened(content: bytes) -> Workbook:
    return openpyxl.load_workbook(BytesIO(content))


def test_a_cell_is_coloured_and_says_what_to_do_and_no_other_cell_changes() -> None:
    content = workbook(["ชื่อ", "จำนวน"], ["ก", 1], ["ข", "สอง"])
    book = opened(write_return_workbook(content, [ROW]))
    cell = book["ข้อมูล"]["B3"]
    assert cell.fill.fgColor.rgb == "00F8CBAD"
    assert cell.comment.text == f"ต้องแก้ไข (V23): {ROW.what}\nควรเป็น: จำนวนเต็มตั้งแต่ 0 ขึ้นไป\nวิธีแก้: {ROW.fix}"
    assert [[each.value for each in row] for row in book["ข้อมูล"]["A1:B3"]] == [
        ["ชื่อ", "จำนวน"], ["ก", 1], ["ข", "สอง"],
    ]  # fmt: skip
    assert book["ข้อมูล"]["B2"].comment is None


def test_the_first_sheet_lists_every_problem_with_a_link_to_its_cell() -> None:
    doubt = Problem("C32", {"name": "ภูเก็ต", "code": "83"})
    book = opened(write_return_workbook(workbook(["ก"], ["ข"], ["ค"]), [doubt, ROW]))
    page = book.worksheets[0]
    assert (page.title, book.active.title) == (LIST_TITLE, LIST_TITLE)
    assert [cell.value for cell in page[5]] == [
        1, "ต้องแก้ไข", "V23", "ข้อมูล", 3, "B จำนวน", "ต้องเป็นจำนวนเต็มตั้งแต่ 0 ขึ้นไป", "1.5", "จำนวนเต็มตั้งแต่ 0 ขึ้นไป",
        "ใส่ตัวเลข หรือเว้นว่างถ้าไม่มีข้อมูล",
        "ไปที่ B3",
    ]  # fmt: skip
    assert page["K5"].hyperlink.location == "'ข้อมูล'!B3"
    assert [cell.value for cell in page[6]] == [
        2, "ควรตรวจสอบ", "C32", None, None, None, "ชื่อแผ่นงานสะกดไม่ตรง ถือว่าเป็นจังหวัดภูเก็ต (83)", None,
        "ชื่อจังหวัดตามทะเบียน", "ถ้าไม่ใช่ ให้ระบุรหัสจังหวัดเอง แล้วนำเข้าใหม่", None,
    ]  # fmt: skip


def test_two_problems_of_a_cell_are_both_said_and_an_old_comment_stays() -> None:
    book = opened(workbook(["ก", "ข"], [1, 2], [3, 4]))
    book["ข้อมูล"]["B3"].comment = openpyxl.comments.Comment("ของเดิม", "เจ้าของ")
    twice = [ROW, Problem("V16", {}, "ข้อมูล", 3, "B จำนวน")]
    text = opened(write_return_workbook(saved(book), twice))["ข้อมูล"]["B3"].comment.text
    assert [word in text for word in ("ของเดิม", ROW.what, "ร้อยละไม่ตรงกับจำนวน")] == [True] * 3


def test_a_cell_hidden_in_a_merged_range_marks_the_range() -> None:
    book = opened(workbook(["ก", "ข"], [1, 2], [3, 4]))
    book["ข้อมูล"].merge_cells("A2:B3")
    assert opened(write_return_workbook(saved(book), [ROW]))["ข้อมูล"]["A2"].comment is not None


def test_nothing_of_ours_can_run_as_a_formula() -> None:
    evil = Problem("S02", {"what": '=HYPERLINK("http://x")', "fix": "+cmd"}, "ข้อมูล", 1, "A =1+1")
    book = opened(write_return_workbook(workbook(["ก"]), [evil]))
    assert all(cell.data_type != "f" for row in book[LIST_TITLE].iter_rows() for cell in row)


def test_a_csv_comes_back_as_a_plain_workbook_of_texts() -> None:
    content = "รหัส,จำนวน\n08010101,=1+1\n08010102,สอง\n".encode()
    book = opened(write_return_workbook(content, [Problem("V23", {}, "CSV", 3, "B จำนวน")], "ก.csv"))
    page = book["CSV"]
    assert [[cell.value for cell in row] for row in page.iter_rows()] == [
        ["รหัส", "จำนวน"], ["08010101", "=1+1"], ["08010102", "สอง"],
    ]  # fmt: skip
    assert {cell.data_type for row in page.iter_rows() for cell in row} == {"s"}
    assert page["B3"].comment is not None


def test_what_comes_back_is_refused_for_the_same_reasons_and_loads_once_mended(warehouse: Warehouse) -> None:
    target = BytesIO()
    areas = {"83010301": "บ้านหนึ่ง", "83010302": "บ้านสอง"}
    write_template("jpt_village", target, CATALOGUE.get("jpt-2560"), year_be=2565, areas=areas)
    book = opened(target.getvalue())
    page = book["ข้อมูล"]
    column = next(cell.column for cell in page[5] if cell.value == "ตัวชี้วัดที่ 1 สำรวจ")
    for row, assessed in ((6, 100), (7, "ร้อย")):
        page.cell(row, column).value, page.cell(row, column + 1).value = assessed, 5
    first = inspect_file(saved(book), "ก.xlsx", warehouse, CATALOGUE, in_child=False)
    back = write_return_workbook(saved(book), first.report.problems)
    second = inspect_file(back, "ก.xlsx", warehouse, CATALOGUE, in_child=False)
    assert first.report.rows_faulty == 1
    assert second.report.problems == first.report.problems
    mended = opened(back)
    mended["ข้อมูล"].cell(7, column).value = 100
    third = inspect_file(saved(mended), "ก.xlsx", warehouse, CATALOGUE, in_child=False)
    assert (third.report.outcome, third.report.areas) == ("checked", 2)


def test_a_file_that_cannot_be_read_is_refused_and_still_has_its_list() -> None:
    with pytest.raises(ReadRefusal):
        write_return_workbook(b"PK\x03\x04 broken", [ROW])
    assert opened(write_list_workbook([ROW])).sheetnames == [LIST_TITLE]


def test_it_runs_in_the_reading_child() -> None:
    content = workbook(["ก", "ข"], [1, 2], [3, 4])
    assert LIST_TITLE in opened(run_in_child(write_return_workbook, content, [ROW])).sheetnames
