"""The plan as a workbook: ids of rows, live sums, a radar of Excel; and brought back as it was, or as it was edited."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from analysis.core.errors import AnalysisError
from analysis.disclosure.outputs import INTERNAL_MARK
from analysis.logic_model.edited_workbook import BroughtPlan, plan_of_sheets, workbook_origin
from analysis.logic_model.plan import Activity, Budget, Cause, Output, Plan, Problem, Project, part_of
from analysis.logic_model.plan_sheets import workbook_layout
from loaders.reading import read_workbook_here
from reports.about import SYNTHETIC
from reports.logic_model.plan_tables import VOTES
from reports.logic_model.plan_workbook import plan_workbook_bytes
from reports.workbook import FONT
from tests.reports.logic_model.making import ABOUT, PAPER, PLAN, VOTED, internal

LAYOUT = workbook_layout()
SHEETS = ["ข้อมูล", "ห่วงโซ่", "โครงการ", "งบประมาณ", "ติดตาม", "ความเสี่ยง", "ศักยภาพ", "ที่มา"]


@pytest.fixture(scope="module")
def content() -> bytes:
    return plan_workbook_bytes(internal(), ABOUT)


def sheets(content: bytes) -> dict[str, list[list[Any]]]:
    return {each.name: each.rows for each in read_workbook_here(content, "แผน.xlsx").sheets}


def edited(content: bytes, edit: Callable[[Workbook], None], base: Plan = PLAN) -> BroughtPlan:
    """The plan after someone edited the workbook."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    edit(book)
    stream = io.BytesIO()
    book.save(stream)
    return plan_of_sheets(sheets(stream.getvalue()), base)


def place(book: Workbook, sheet: str, row_id: str, field: str) -> Any:
    """The cell of a part's field."""
    page = book[sheet]
    [row] = [each[0].row for each in page.iter_rows(min_row=4) if each[0].value == row_id]
    column = [each.field for each in LAYOUT.sheet(sheet).columns].index(field) + 2
    return page.cell(row, column)


def add_row(book: Workbook, sheet: str, row: int, row_id: str | None = None, **cells: Any) -> None:
    page = book[sheet]
    page.cell(row, 1).value = row_id
    for number, column in enumerate(LAYOUT.sheet(sheet).columns, 2):
        page.cell(row, number).value = cells.get(column.field)


def test_parts_stand_a_row_each_behind_a_narrow_column_of_ids(content: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == SHEETS
    for sheet in LAYOUT.sheets:
        page = book[sheet.name]
        assert [cell.value for cell in page[3]] == [LAYOUT.id_heading, *(each.heading for each in sheet.columns)]
        assert page.column_dimensions["A"].width < 6
        assert page.freeze_panes == "B4"
        assert page.print_title_rows == "$3:$3"
        assert page.page_setup.orientation == "landscape"
    ids = [each.value for each in book["ห่วงโซ่"]["A"][3:] if each.value]
    assert sorted(ids) == sorted(each.id for each in PLAN.cards)
    assert place(book, "ห่วงโซ่", "problem-1", "baseline_pct").value == 9.7
    assert place(book, "ห่วงโซ่", "activity-1", "start").value == "1/11/2569"
    cells = [cell for page in book for row in page.iter_rows() for cell in row if cell.value is not None]
    assert {cell.font.name for cell in cells} == {FONT}


def test_every_sheet_says_for_whom_it_is_and_that_it_is_made_up(content: bytes) -> None:
    for page in openpyxl.load_workbook(io.BytesIO(content)):
        assert INTERNAL_MARK in page["A1"].value
        assert INTERNAL_MARK in page.oddHeader.center.text
        assert SYNTHETIC in page["A2"].value


def test_sums_are_live_and_right(content: bytes) -> None:
    book, worked = (openpyxl.load_workbook(io.BytesIO(content), data_only=each) for each in (False, True))
    assert [book["งบประมาณ"].cell(row, 6).value for row in (4, 5, 6, 7)] == [12000, 500.5, None, "=SUM(F4:F6)"]
    assert worked["งบประมาณ"]["F7"].value == 12500.5
    assert worked["งบประมาณ"]["C4"].value == "ออมวันละบาท"
    total = place(book, "โครงการ", "project-1", "total")
    assert total.value == "=SUMIF('งบประมาณ'!$B:$B,$A4,'งบประมาณ'!$F:$F)"
    assert place(worked, "โครงการ", "project-1", "total").value == 12500.5
    left = place(book, "ติดตาม", "follow_up-1", "left")
    assert left.value == '=IF(OR(F4="",H4=""),"",F4-H4)'
    assert place(worked, "ติดตาม", "follow_up-1", "left").value == 1500
    assert [book["ติดตาม"].cell(6, column).value for column in (5, 6, 7, 8)] == [
        f"=SUM({letter}4:{letter}5)" for letter in "EFGH"
    ]
    formulas = {page.title for page in book for row in page.iter_rows() for cell in row if cell.data_type == "f"}
    assert formulas == {"โครงการ", "งบประมาณ", "ติดตาม"}


def test_numbers_are_shown_as_what_they_are(content: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(content))
    shown = {
        field: place(book, sheet, row_id, field).number_format
        for sheet, row_id, field in (
            ("งบประมาณ", "project-1/1", "baht"), ("งบประมาณ", "project-1/1", "year_be"),
            ("ห่วงโซ่", "problem-1", "baseline_pct"), ("ห่วงโซ่", "problem-1", "failed"), ("ติดตาม", "follow_up-1", "left"),
        )
    }  # fmt: skip
    assert shown == {
        "baht": "#,##0.00_)", "year_be": "0", "baseline_pct": "0.0#", "failed": "General", "left": "#,##0.00_)",
    }  # fmt: skip


def test_rows_are_as_high_as_their_longest_text() -> None:
    name = "ส่งเสริมอาชีพและการออมของครัวเรือน " * 6  # 210 letters, of which 186 take a place
    plan = replace(PLAN, parts=(replace(PLAN.part("project-1"), name=name.strip()),))
    book = openpyxl.load_workbook(io.BytesIO(plan_workbook_bytes(internal(replace(PAPER, plan=plan)), ABOUT)))
    heights = {page: book[page].row_dimensions[4].height for page in ("โครงการ", "งบประมาณ")}
    assert heights == {"โครงการ": 21 * 6, "งบประมาณ": 21 * 5}  # columns of 36 and 40 letters
    assert place(book, "งบประมาณ", "project-1/1", "project_name").alignment.wrap_text


def test_the_radar_is_native_and_linked_to_its_table(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        [name] = [each for each in parts.namelist() if each.startswith("xl/charts/chart")]
        xml = parts.read(name).decode()
    assert "<c:radarChart>" in xml
    assert "<c:legend>" in xml
    assert re.findall(r'<c:(max|min|majorUnit) val="([\d.]+)"/>', xml) == [
        ("max", "10.0"),
        ("min", "0"),
        ("majorUnit", "2.0"),
    ]
    assert "'ข้อมูล'!$B$4:$B$7" in xml or "ข้อมูล!$B$4:$B$7" in xml
    assert xml.count(f'<a:cs typeface="{FONT}"/>') == xml.count("<a:latin") > 0
    page = openpyxl.load_workbook(io.BytesIO(content))["ข้อมูล"]
    assert [[cell.value for cell in row[:3]] for row in page["A4:C7"]] == [
        ["สุขภาพ", 1.2, 2.0], ["สภาพแวดล้อม", 4.0, 2.5], ["=การศึกษา", None, 1.0], ["งานและรายได้", 9.7, 3.5],
    ]  # fmt: skip


def test_brought_back_unchanged_it_is_the_very_same_plan(content: bytes) -> None:
    brought = plan_of_sheets(sheets(content), PLAN)
    assert brought.faults == ()
    assert brought.plan == PLAN
    origin = workbook_origin(sheets(content))
    assert (origin.plan_id, origin.version, origin.area_code, origin.set_id) == (7, 3, "830101", "jpt-2560")


def test_odd_texts_and_fields_that_no_sheet_holds_come_back_unchanged() -> None:
    parts = (
        Cause(id="cause-1", text=" ช่องว่าง \r\nสองบรรทัด "),
        Activity(id="activity-1", text="=1+1", library_id="lib-9"),
        Project(id="project-1", name="ก", agencies=("เกษตร, ปศุสัตว์", "อปท."), answers=(("a", "b"),)),
        Problem(id="problem-1", text="ข", baseline_pct=0.1 + 0.2, target_source="set", is_case=True, origin="outliers"),
    )
    plan = replace(PLAN, parts=parts)
    brought = plan_of_sheets(sheets(plan_workbook_bytes(internal(replace(PAPER, plan=plan)), ABOUT)), plan)
    assert brought.plan == plan
    assert brought.faults == ()


def test_changes_additions_and_removals_are_found_by_the_ids(content: bytes) -> None:
    def edit(book: Workbook) -> None:
        place(book, "ห่วงโซ่", "cause-1", "text").value = "รายได้ตามฤดูกาล"
        place(book, "โครงการ", "project-1", "sdgs").value = "๑, 2"
        place(book, "งบประมาณ", "project-1/2", "baht").value = "1,000"
        book["ศักยภาพ"].delete_rows(4)
        book["ห่วงโซ่"].delete_rows(place(book, "ห่วงโซ่", "outcome-1", "text").row)
        rows = book["ห่วงโซ่"].max_row
        add_row(book, "ห่วงโซ่", rows + 1, None, kind="ผลผลิต", text="คู่มือ", links="activity-1", quantity=3, unit="เล่ม")
        add_row(book, "โครงการ", 9, "ใหม่", name="โครงการเพิ่ม", start="1/10/2570")
        add_row(book, "งบประมาณ", 6, None, project_id="ใหม่", source="อบต.", year_be=2571, baht=700)
        add_row(book, "ห่วงโซ่", rows + 2, None, kind="กิจกรรม", text="ทำคู่มือ", project_id="ใหม่")

    brought = edited(content, edit)
    plan = brought.plan
    assert brought.faults == ()
    assert plan.part("cause-1") == replace(PLAN.part("cause-1"), text="รายได้ตามฤดูกาล")
    assert plan.part("project-1").sdgs == (1, 2)
    assert [each.baht for each in plan.part("project-1").budgets] == [12000, 1000]
    assert plan.part("potential-1") is None
    assert plan.part("outcome-1") is None
    assert plan.part("impact-1").links == ()
    assert plan.part("output-2") == Output(id="output-2", text="คู่มือ", links=("activity-1",), quantity=3, unit="เล่ม")
    assert plan.part("project-4") == Project(
        id="project-4",
        name="โครงการเพิ่ม",
        start=date(2027, 10, 1),
        budgets=(Budget(source="อบต.", year_be=2571, baht=700),),
    )
    assert plan.part("activity-3").project_id == "project-4"
    same = [each.id for each in PLAN.parts if plan.part(each.id) == each]
    assert len(same) == len(PLAN.parts) - 5


def test_new_rows_get_no_id_that_a_newer_version_has(content: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(content))
    add_row(book, "ศักยภาพ", 5, None, side="โอกาส", text="ถนนใหม่")
    stream = io.BytesIO()
    book.save(stream)
    brought = plan_of_sheets(sheets(stream.getvalue()), PLAN, taken=["potential-2"])
    assert brought.plan.part("potential-3") == part_of(
        "potential", "potential-3", {"side": "opportunity", "text": "ถนนใหม่"}
    )


@pytest.mark.parametrize(
    ("sheet", "row_id", "field", "value", "word"),
    [
        ("ห่วงโซ่", "problem-1", "failed", "ประมาณ 9", "ไม่ใช่ตัวเลข"),
        ("ห่วงโซ่", "problem-1", "failed", -1, "ติดลบ"),
        ("ห่วงโซ่", "problem-1", "failed", "#REF!", "ไม่ใช่ตัวเลข"),
        ("ห่วงโซ่", "activity-1", "start", "31/2/2570", "ไม่ใช่วันที่"),
        ("ห่วงโซ่", "activity-1", "start", "1/2/2027", "ไม่ใช่วันที่"),
        ("ห่วงโซ่", "cause-1", "quantity", 5, "ขั้นนี้ไม่มีช่องนี้"),
        ("ห่วงโซ่", "cause-1", "kind", "อะไร", "ไม่รู้ว่าเป็นขั้นใด"),
        ("ห่วงโซ่", "cause-1", "kind", "ผลผลิต", "เป็นของขั้นอื่น"),
        ("ห่วงโซ่", "cause-1", "links", "cause-99", "ไม่มีแถวรหัส cause-99"),
        ("ห่วงโซ่", "cause-1", "text", "ก" * 4001, "ยาวเกิน"),
        ("โครงการ", "project-1", "pace", "เร็ว", "ไม่มีคำนี้ให้เลือก"),
        ("โครงการ", "project-1", "sdgs", "หนึ่ง", "ไม่ใช่จำนวนเต็ม"),
        ("โครงการ", "project-1", "needs_no_budget", "ไม่", "ใส่ได้เฉพาะ"),
        ("งบประมาณ", "project-1/1", "baht", None, "ช่องนี้ว่าง"),
        ("งบประมาณ", "project-1/1", "project_id", "project-9", "ไม่มีแถวรหัส project-9"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_a_fault_with_its_place(
    content: bytes, sheet: str, row_id: str, field: str, value: Any, word: str
) -> None:
    rows: list[int] = []

    def edit(book: Workbook) -> None:
        cell = place(book, sheet, row_id, field)
        rows.append(cell.row)
        cell.value = value

    faults = [each for each in edited(content, edit).faults if word in each.what]
    assert [(each.sheet, each.row) for each in faults] == [(sheet, rows[0])]
    assert f"แถว {rows[0]}" in faults[0].text
    assert faults[0].fix


def test_a_copied_row_with_its_id_is_a_fault_and_not_two_parts(content: bytes) -> None:
    def edit(book: Workbook) -> None:
        add_row(book, "ศักยภาพ", 5, "potential-1", side="โอกาส", text="สำเนา")

    brought = edited(content, edit)
    assert ["ซ้ำ" in each.what for each in brought.faults] == [True]


def test_a_missing_sheet_heading_or_column_is_no_removal(content: bytes) -> None:
    def edit(book: Workbook) -> None:
        del book["ความเสี่ยง"]
        book["ศักยภาพ"].delete_rows(3)
        book["ติดตาม"].delete_cols(11)

    faults = edited(content, edit).faults
    assert [(each.sheet, each.row) for each in faults] == [("ติดตาม", 3), ("ความเสี่ยง", 0), ("ศักยภาพ", 0)]


def test_what_is_hidden_from_others_stays_as_it_is_in_the_plan() -> None:
    shown = replace(PLAN, parts=tuple(
        replace(each, failed=None, text="พบ (ไม่แสดง) คน") if each.id == "problem-1" else each for each in PLAN.parts
    ))  # fmt: skip
    public = replace(PAPER, plan=shown, hidden=frozenset({("problem-1", "failed"), ("problem-1", "text")}))
    content = plan_workbook_bytes(internal(public), ABOUT)
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert place(book, "ห่วงโซ่", "problem-1", "failed").value == "ไม่แสดง"
    assert plan_of_sheets(sheets(content), PLAN).plan == PLAN


def test_another_workbook_is_refused() -> None:
    book = Workbook()
    book.active["A1"] = "อื่น"
    stream = io.BytesIO()
    book.save(stream)
    with pytest.raises(AnalysisError, match="ไม่ใช่สมุดงานแผน"):
        workbook_origin(sheets(stream.getvalue()))


def test_what_the_community_said_has_a_sheet_of_numbers_that_is_not_read_back() -> None:
    content = plan_workbook_bytes(internal(VOTED), ABOUT)
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == [SHEETS[0], VOTES, *SHEETS[1:]]
    rows = [[cell.value for cell in row][:6] for row in book[VOTES].iter_rows(min_row=3, max_row=5)]
    assert rows == [
        ["ตัวเลข", "ปัญหา", "คน", "คะแนน", "ติด 3 อันดับแรก", "คนกับตัวเลข"],
        [1, "ไม่มีการเก็บออมเงิน", 2, 50, 10, "ตรงกัน"], ["–", "ถนนมืด", 1, 70, 12, "คนมากกว่า"],
    ]  # fmt: skip
    assert book[VOTES].cell(7, 1).value == "29 พ.ย. 2569 · วัด · 12 บัตร · แบ่ง 10 คะแนน"
    brought = plan_of_sheets(sheets(content), PLAN)
    assert (brought.plan, brought.faults) == (PLAN, ())
