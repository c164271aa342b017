"""Forms filled from a plan, opened again: headings of the layout, numbers of the plan, live sums, what has no room."""

import io
from dataclasses import replace

import docx
import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from analysis.disclosure.outputs import INTERNAL_MARK
from analysis.logic_model.differences import PartChange
from analysis.logic_model.plan import Budget, Project
from catalogue.forms import load_forms
from reports.about import SYNTHETIC
from reports.logic_model.form_files import form_bytes
from reports.logic_model.form_rows import NOT_VOTED, rows_of_form
from tests.reports.logic_model.making import ABOUT, PAPER, PLAN, SAID_OF_SAVING, VOTED, internal

FORMS = load_forms()
PAPER_LINKED = replace(
    PAPER,
    plan=replace(
        PLAN,
        parts=tuple(
            replace(each, strategy_ids=("s1", "s2")) if each.id in {"project-1", "project-2"} else each
            for each in PLAN.parts
        ),
    ),
    strategy_names={"s1": "ยุทธศาสตร์เศรษฐกิจ"},
    changes=(PartChange("project-1/1", "changed", "งบประมาณ", "ออมวันละบาท", "บาท", "10,000", "12,500.50"),),
)


def page(name: str, formulas: bool = True) -> Worksheet:
    content = form_bytes(internal(PAPER_LINKED), ABOUT, FORMS[name])
    return openpyxl.load_workbook(io.BytesIO(content), data_only=not formulas).worksheets[0]


def words(sheet: Worksheet) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_p02_has_five_years_of_money_and_live_sums() -> None:
    rows = words(page("p02-2566"))
    assert rows[0][0] == "รายละเอียดโครงการพัฒนา"
    assert rows[1][0] == "แผนพัฒนาท้องถิ่น (พ.ศ. 2566–2570)"
    assert rows[2][0] == "ตำบลตลาดใหญ่"
    assert rows[4][:5] == ["ที่", "โครงการ", "วัตถุประสงค์", "เป้าหมาย (ผลผลิตของโครงการ)", "งบประมาณ (บาท)"]
    assert rows[4][9:] == ["ตัวชี้วัด (KPI)", "ผลที่คาดว่าจะได้รับ", "หน่วยงานรับผิดชอบหลัก"]
    assert rows[5][4:9] == ["2566", "2567", "2568", "2569", "2570"]
    assert rows[6] == [
        1, "ออมวันละบาท", "ให้ออมทุกเดือน", "กลุ่มออมทรัพย์ (2 กลุ่ม)", None, None, None, None, 12000, None, "ออมเงินเพิ่ม",
        "สำนักงานพัฒนาชุมชน",
    ]  # fmt: skip
    assert rows[9][3:9] == ["รวม", "=SUM(E7:E9)", "=SUM(F7:F9)", "=SUM(G7:G9)", "=SUM(H7:H9)", "=SUM(I7:I9)"]
    assert page("p02-2566", formulas=False)["I10"].value == 12000
    below = [row[0] for row in rows[10:] if row[0]]
    assert "ยังไม่ยืนยัน" in below[0]
    assert "500.50 บาทในปีที่อยู่นอก 2566–2570" in below[1]


def test_the_newer_p02_has_no_indicators_and_takes_the_plans_own_years() -> None:
    rows = words(page("p02-2571"))
    assert rows[1][0] == "แผนพัฒนาท้องถิ่น (พ.ศ. 2570–2574)"
    assert rows[5][4:9] == ["2570", "2571", "2572", "2573", "2574"]
    assert rows[6][4:6] == [12000, 500.5]
    assert "ตัวชี้วัด (KPI)" not in rows[4]


def test_p01_sums_projects_and_baht_by_strategy_and_year_once() -> None:
    rows = words(page("p01"))
    assert rows[4][2::2][:5] == ["ปี 2566", "ปี 2567", "ปี 2568", "ปี 2569", "ปี 2570"]
    assert rows[5][2:4] == ["จำนวนโครงการ", "งบประมาณ (บาท)"]
    assert rows[6] == [1, "ยุทธศาสตร์เศรษฐกิจ", *[None] * 8, 1, 12000, 2, 12500.5]
    assert rows[7] == [2, "ยังไม่ผูกกับยุทธศาสตร์", *[None] * 10, 1, 0]
    assert rows[8][12:] == ["=SUM(M7:M8)", "=SUM(N7:N8)"]
    assert page("p01", formulas=False)["M9"].value == 3


def test_headings_below_a_year_are_high_enough_and_money_has_satang() -> None:
    sheet = page("p01")
    assert sheet.row_dimensions[6].height == 42  # จำนวนโครงการ takes two lines of a column of 10
    assert [sheet.cell(7, place).number_format for place in (1, 11, 12)] == ["#,##0", "#,##0", "#,##0.00_)"]
    assert [sheet.cell(9, place).number_format for place in (13, 14)] == ["#,##0", "#,##0.00_)"]


def test_tracking_has_a_row_for_each_record_and_for_projects_without_one() -> None:
    sheet = page("tracking", formulas=False)
    rows = words(sheet)
    assert rows[6] == [
        1, "ไตรมาส 1/2570", "ออมวันละบาท", "ตั้งกลุ่มออมทรัพย์", "อปท.\nจังหวัด", "1 จาก 2 กลุ่ม", 6000, 5000, 4500, 1500,
        "1 พ.ย. 2569", "31 ม.ค. 2570", "ฝนตก",
    ]  # fmt: skip
    assert [row[2] for row in rows[6:9]] == ["ออมวันละบาท", "เดินเพื่อสุขภาพ", "ยังไม่คิดเงิน"]
    assert rows[9][6:10] == [6000, 5000, 4500, 1500]


def test_the_change_form_leaves_the_reason_to_a_person() -> None:
    assert words(page("change"))[6] == [1, "งบประมาณ · ออมวันละบาท · บาท", "10,000", "12,500.50", None]
    empty = form_bytes(internal(), ABOUT, FORMS["change"])
    assert words(openpyxl.load_workbook(io.BytesIO(empty)).worksheets[0])[6][0] == "ไม่มีรายการ"


def test_the_value_chain_goes_from_what_is_put_in_to_what_gets_better() -> None:
    rows = words(page("value-chain"))
    assert rows[4] == ["ที่", "โครงการ", "ต้นทาง", "กลางทาง", "ปลายทาง", "ภาคีเครือข่าย", "งบประมาณ (บาท)"]
    assert rows[6][2:5] == ["วิทยากร", "ตั้งกลุ่มออมทรัพย์\nติดตามกลุ่ม\nกลุ่มออมทรัพย์ (2 กลุ่ม)", "ครัวเรือนออมเงิน\nหนี้ลดลง"]


def test_the_brief_is_text_a_page_each() -> None:
    document = docx.Document(io.BytesIO(form_bytes(internal(PAPER_LINKED), ABOUT, FORMS["brief"])))
    headings = [each.text for each in document.paragraphs if each.style.name == "Heading 2"]
    assert headings == [each.heading for each in FORMS["brief"].columns] * 3
    lines = [each.text for each in document.paragraphs]
    at = lines.index("ปัญหาที่แก้")
    assert lines[at - 1 : at + 2] == ["ออมวันละบาท", "ปัญหาที่แก้", "ไม่มีการเก็บออมเงิน"]
    assert "12,500.50" in lines
    assert lines.count("ยังไม่ระบุ") > 10
    assert INTERNAL_MARK in document.sections[0].header.paragraphs[0].text


@pytest.mark.parametrize("name", [name for name, form in FORMS.items() if form.written_as == "xlsx"])
def test_every_sheet_lies_across_repeats_its_headings_and_says_for_whom_it_is(name: str) -> None:
    sheet = page(name)
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.print_title_rows == f"${len(FORMS[name].heading) + 2}:${len(FORMS[name].heading) + 3}"
    for text in (sheet.oddHeader.center.text, str(sheet.cell(len(FORMS[name].heading) + 1, 1).value)):
        assert INTERNAL_MARK in text
        assert SYNTHETIC in text


def test_a_project_that_needs_no_money_costs_nothing_and_one_that_nobody_costed_is_empty() -> None:
    rows = {row["name"]: row["baht"] for row in rows_of_form(PAPER, FORMS["brief"])}
    assert rows == {"ออมวันละบาท": 12500.5, "เดินเพื่อสุขภาพ": 0, "ยังไม่คิดเงิน": None}


def test_the_brief_says_what_the_community_gave_the_problems_of_a_project() -> None:
    rows = [row["votes"] for row in rows_of_form(VOTED, FORMS["brief"])]
    assert rows[0] == f"ไม่มีการเก็บออมเงิน: {SAID_OF_SAVING}"
    assert {row["votes"] for row in rows_of_form(PAPER, FORMS["brief"])} == {NOT_VOTED}


def test_money_of_one_year_from_two_sources_is_added() -> None:
    budgets = (Budget(source="ก", year_be=2570, baht=1), Budget(source="ข", year_be=2570, baht=2))
    plan = replace(PLAN, parts=(Project(id="project-1", name="ค", budgets=budgets),))
    [row] = rows_of_form(replace(PAPER, plan=plan), FORMS["p02-2566"])
    assert row["baht_by_year"] == {2570: 3}
