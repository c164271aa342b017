"""The plan as a Word file, opened again: headings, sections, tables, fonts, fields, the chart, and every number."""

import io
import zipfile
from dataclasses import replace

import docx
import openpyxl
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from lxml import etree

from analysis.disclosure.outputs import INTERNAL_MARK, for_internal_use
from analysis.logic_model.paper import PlanReading
from analysis.logic_model.plan import Plan, Problem
from reports.about import SYNTHETIC
from reports.logic_model import plan_tables as tables
from reports.logic_model import word
from reports.logic_model.word import HEADINGS, word_bytes
from reports.logic_model.word_parts import SIZES
from reports.slide_parts import THAI_FONT, A, C
from tests.reports.logic_model.making import ABOUT, PAPER, PLAN, RADAR, SAID_OF_SAVING, VOTED, internal


@pytest.fixture(scope="module")
def content() -> bytes:
    return word_bytes(internal(), ABOUT)


@pytest.fixture(scope="module")
def document(content: bytes) -> Document:
    return docx.Document(io.BytesIO(content))


def part(content: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return etree.fromstring(parts.read(name))


def cells(document: Document, heads: tuple[str, ...]) -> list[list[str]]:
    """The rows below the heading of the table with these heads."""
    [table] = [each for each in document.tables if tuple(cell.text for cell in each.rows[0].cells) == heads]
    return [[cell.text for cell in row.cells] for row in table.rows[1:]]


def test_every_part_is_a_heading_in_order_and_stands_in_the_contents(document: Document) -> None:
    found = [each.text for each in document.paragraphs if each.style.name == "Heading 1"]
    assert found == list(HEADINGS)
    fields = [each.text for each in document.element.body.iter(qn("w:instrText"))]
    assert [each.split()[0] for each in fields] == ["TOC"]
    contents = next(each.text for each in document.paragraphs if each.style.name == "toc 1")
    assert contents.splitlines() == list(HEADINGS)


def test_each_project_stands_under_the_ten_headings(document: Document) -> None:
    found = [each.text for each in document.paragraphs if each.style.name == "Heading 3"]
    ten = [
        "1. ชื่อโครงการ", "2. หลักการและเหตุผล", "3. วัตถุประสงค์", "4. กลุ่มเป้าหมาย/พื้นที่ดำเนินการ", "5. วิธีการดำเนินการ",
        "6. ระยะเวลาดำเนินการ", "7. ปฏิทินกิจกรรม", "8. การประเมินผล", "9. งบประมาณ", "10. ผลที่คาดว่าจะได้รับ",
    ]  # fmt: skip
    assert found == ten * 3


def test_tables_hold_the_numbers_of_the_plan(document: Document) -> None:
    assert cells(document, tables.problems_table(PAPER).heads)[0] == [
        "1", "ไม่มีการเก็บออมเงิน", "9.7", "120 / 1,240 ครัวเรือน", "5.0", "100 ครัวเรือน",
    ]  # fmt: skip
    budget = cells(document, tables.budget_table(PAPER).heads)
    assert [row[1:] for row in budget] == [
        ["ออมวันละบาท", "อปท.", "2570", "12,000"], ["ออมวันละบาท", "จังหวัด", "2571", "500.50"],
        ["เดินเพื่อสุขภาพ", "–", "–", "ไม่ใช้งบประมาณ"], ["ยังไม่คิดเงิน", "–", "–", "ยังไม่ระบุ"], ["รวม", "", "", "12,500.50"],
    ]  # fmt: skip
    followed = cells(document, tables.follow_up_table(PAPER).heads)
    assert followed[0] == [
        "ไตรมาส 1/2570", "ออมวันละบาท: ตั้งกลุ่มออมทรัพย์", "4,000", "6,000", "5,000", "4,500", "1,500", "1 จาก 2 กลุ่ม", "ฝนตก",
    ]  # fmt: skip
    assert [row[1] for row in followed[1:]] == ["เดินเพื่อสุขภาพ", "ยังไม่คิดเงิน"]
    assert followed[1][2:] == [""] * 7


def test_the_chain_lies_across_in_a_section_that_begins_with_its_heading(document: Document) -> None:
    lies = [each.orientation for each in document.sections]
    assert lies == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.PORTRAIT,
    ]
    assert all((each.page_width > each.page_height) == (each.orientation == 1) for each in document.sections)
    body = list(document.element.body)
    ends = [number for number, each in enumerate(body) if each.find(f".//{qn('w:sectPr')}") is not None]
    assert len(ends) == 4
    assert [body[end + 1].tag for end in ends] == [qn("w:p")] * 4
    chain = cells(document, tables.chain_table(PAPER).heads)
    assert chain[0] == [
        "ไม่มีการเก็บออมเงิน (เป็นปัญหา (%) 9.7)", "รายได้ไม่แน่นอน", "วิทยากร", "ตั้งกลุ่มออมทรัพย์\nติดตามกลุ่ม",
        "กลุ่มออมทรัพย์ (2 กลุ่ม)", "ครัวเรือนออมเงิน", "หนี้ลดลง",
    ]  # fmt: skip
    assert chain[1][0] == "สูบบุหรี่ <b>&"
    assert chain[2][:2] == ["–", "ไม่ผูกกับปัญหาใด"]


def test_both_trees_of_a_problem_stand_side_by_side_below_the_chain(document: Document) -> None:
    assert cells(document, ("แถว", "ต้นไม้ปัญหา", "ต้นไม้วัตถุประสงค์")) == [
        ["ผลกระทบ ↔ เป้าหมายระยะยาว", "ยังไม่เกิด: หนี้ลดลง", "หนี้ลดลง"],
        ["ผลที่เกิดตามมา ↔ ผลลัพธ์", "ยังไม่เกิด: ครัวเรือนออมเงิน", "ครัวเรือนออมเงิน"],
        ["ปัญหาหลัก ↔ วัตถุประสงค์", "ไม่มีการเก็บออมเงิน", "มีการเก็บออมเงิน"],
        ["สาเหตุ ↔ วัตถุประสงค์ย่อย", "รายได้ไม่แน่นอน", "แก้ไขเรื่อง: รายได้ไม่แน่นอน"],
        ["วิธีการ", "–", "ตั้งกลุ่มออมทรัพย์"],
        ["วิธีการ", "–", "ติดตามกลุ่ม"],
    ]
    titles = [each.text for each in document.paragraphs if each.style.name == "Heading 2"]
    assert [each for each in titles if each.startswith(word.TREES)] == [f"{word.TREES}: ไม่มีการเก็บออมเงิน"]


def test_headings_of_tables_stand_again_on_each_page(document: Document) -> None:
    data = [each for each in document.tables if each.rows[0].cells[0].text not in word.FRAMES]
    assert len(data) == 15
    for each in data:
        first, *others = each._tbl.tr_lst
        assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in others)
        assert first.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        assert all(row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is None for row in others)


def test_columns_are_as_wide_for_programs_that_go_by_the_grid(document: Document) -> None:
    across = (
        tables.chain_table(PAPER),
        tables.follow_up_table(PAPER),
        tables.trees_table(PAPER, PAPER.plan.of(Problem)[0]),
    )
    pages = {each.heads: 24.7 for each in across}
    for each in document.tables:
        heads = tuple(cell.text for cell in each.rows[0].cells)
        if heads == word.FRAMES:
            continue
        widths = [round(column.width.cm, 1) for column in each.columns]
        assert widths == [round(cell.width.cm, 1) for cell in each.rows[0].cells]
        assert sum(widths) == pytest.approx(pages.get(heads, 16.0), abs=0.5)
        has_no_space = each._tbl.tblPr.find(qn("w:tblCellMar")) is not None
        assert has_no_space == (len(heads) == 13)  # the months of the calendar


def test_a_sum_stays_with_the_row_before_it(document: Document) -> None:
    [budget] = [each for each in document.tables if each.rows[0].cells[0].text == "ที่" and len(each.rows) == 6]
    kept = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in budget.rows]
    assert kept == [None, None, None, None, True, None]


def test_names_and_frames_of_pictures_stay_on_one_page(document: Document) -> None:
    frames = [each for each in document.tables if tuple(cell.text for cell in each.rows[0].cells) == word.FRAMES]
    assert len(frames) == 3
    for each in frames:
        assert all(cell.paragraphs[0].paragraph_format.keep_with_next for cell in each.rows[0].cells)
        assert each._tbl.tr_lst[1].find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None


def test_the_assessment_says_all_points_and_what_is_missing_for_more(document: Document) -> None:
    assert cells(document, ("ที่", "โครงการ", "70 คะแนน", "เก้าข้อ")) == [
        ["1", "ออมวันละบาท", "13 จาก 15", "1 จาก 1"], ["2", "เดินเพื่อสุขภาพ", "5 จาก 5", "0 จาก 1"],
    ]  # fmt: skip
    rows = [
        [cell.text for cell in row.cells]
        for each in document.tables
        if each.rows[0].cells[0].text == "โครงการที่"
        for row in each.rows[1:]
    ]
    assert rows == [["1", "มีงบประมาณ", "8", "10", "มีสองแหล่ง"], ["2", "มีระยะเวลา", "0", "1", "–"]]


def test_letters_are_thai_in_every_slot_and_sixteen_points(content: bytes) -> None:
    styles = part(content, "word/styles.xml")
    fonts = list(styles.iter(qn("w:rFonts")))
    assert {each.get(qn(f"w:{slot}")) for each in fonts for slot in ("ascii", "hAnsi", "cs")} == {THAI_FONT}
    assert not [each for each in fonts if any(name.lower().endswith("theme") for name in each.attrib)]
    by_name = {each.find(qn("w:name")).get(qn("w:val")).lower(): each for each in styles.iter(qn("w:style"))}
    for name, points in SIZES.items():
        letters = by_name[name.lower()].find(qn("w:rPr"))
        sizes = [letters.find(qn(each)).get(qn("w:val")) for each in ("w:sz", "w:szCs")]
        assert sizes == [str(2 * points)] * 2, name
        assert letters.find(qn("w:i")) is None
    assert SIZES["Normal"] == 16
    assert by_name["heading 1"].find(f"{qn('w:rPr')}/{qn('w:bCs')}") is not None
    for run in part(content, "word/document.xml").iter(qn("w:rPr")):
        assert (run.find(qn("w:sz")) is None) == (run.find(qn("w:szCs")) is None)


def test_the_radar_is_a_chart_to_edit_with_a_legend_and_its_numbers_inside(content: bytes) -> None:
    chart = part(content, "word/charts/chart1.xml")
    assert chart.find(f".//{{{C}}}radarChart") is not None
    assert chart.find(f".//{{{C}}}legend/{{{C}}}legendPos").get("val") == "b"
    assert {each.get("typeface") for each in chart.iter(f"{{{A}}}cs")} == {THAI_FONT}
    series = list(chart.iter(f"{{{C}}}ser"))
    drawn = [
        [(int(pt.get("idx")), float(pt[0].text)) for pt in each.find(f"{{{C}}}val").iter(f"{{{C}}}pt")]
        for each in series
    ]
    assert drawn == [[(0, 1.2), (1, 4.0), (3, 9.7)], [(0, 2.0), (1, 2.5), (2, 1.0), (3, 3.5)]]
    assert chart.find(f".//{{{C}}}dispBlanksAs").get("val") == "gap"
    rings = [chart.find(f".//{{{C}}}valAx//{{{C}}}{name}").get("val") for name in ("min", "max", "majorUnit")]
    assert rings == ["0", "10", "2"]  # the largest is 9.7
    relations = part(content, "word/charts/_rels/chart1.xml.rels")
    assert [(each.get("Id"), each.get("Target")) for each in relations] == [
        ("rId1", "../embeddings/Microsoft_Excel_Sheet1.xlsx")
    ]
    assert chart.find(f"{{{C}}}externalData").values() == ["rId1"]
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert b"/word/charts/chart1.xml" in parts.read("[Content_Types].xml")
        book = openpyxl.load_workbook(io.BytesIO(parts.read("word/embeddings/Microsoft_Excel_Sheet1.xlsx")))
    rows = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    assert rows[0] == [None, RADAR.own_name, RADAR.reference_name]
    assert rows[3] == ["'=การศึกษา", None, 1]
    assert book.worksheets[0]["A4"].data_type == "s"


def test_every_page_says_for_whom_it_is_that_it_is_made_up_and_its_number(content: bytes, document: Document) -> None:
    for section in document.sections:
        words = section.header.paragraphs[0].text
        assert INTERNAL_MARK in words
        assert SYNTHETIC in words
    footer = part(content, "word/footer1.xml")
    assert [each.text.strip() for each in footer.iter(qn("w:instrText"))] == ["PAGE", "NUMPAGES"]


def test_what_the_plan_does_not_have_is_said_and_not_invented() -> None:
    empty = replace(
        PAPER, plan=Plan(area_code="830101", set_id="x", year_be=2564, fiscal_year_be=2570), radar=None,
        no_figures="ไม่มีข้อมูล", blocks=(), axis_rows=(), is_synthetic=False, reading=PlanReading({}),
    )  # fmt: skip
    document = docx.Document(io.BytesIO(word_bytes(internal(empty), replace(ABOUT, is_synthetic=False))))
    words = [each.text for each in document.paragraphs]
    assert words.count("ไม่มีข้อมูล") == 2
    assert words.count(word.NOTHING) == 7
    assert document.tables == []
    assert SYNTHETIC not in "".join([*words, document.sections[0].header.paragraphs[0].text])
    assert "แผนพัฒนาชุมชน ปีงบประมาณ 2570" in words


def test_a_radar_of_two_axes_is_a_table_alone() -> None:
    two = replace(RADAR, axis_names=RADAR.axis_names[:2], own=RADAR.own[:2], reference=RADAR.reference[:2])
    content = word_bytes(internal(replace(PAPER, radar=two)), ABOUT)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert not [name for name in parts.namelist() if "chart" in name]


def test_the_file_holds_every_text_of_the_plan(document: Document) -> None:
    words = "\n".join(each.text for each in document.element.body.iter(qn("w:t")))
    for each in PLAN.parts:
        assert (getattr(each, "text", "") or getattr(each, "name", "") or "ฝนตก") in words


def test_what_the_community_said_stands_with_the_problems_and_at_the_chain() -> None:
    [problem, *_] = PLAN.of(Problem)
    paper, result = VOTED, VOTED.votes
    assert result is not None
    document = docx.Document(io.BytesIO(word_bytes(for_internal_use(paper), ABOUT)))
    assert cells(document, tables.votes_table(result).heads) == [
        ["1", problem.text, "2", "50", "10", "ตรงกัน"], ["–", "ถนนมืด", "1", "70", "12", "คนมากกว่า"],
    ]  # fmt: skip
    chain = cells(document, tables.chain_table(paper).heads)
    assert SAID_OF_SAVING in chain[0][0]
    lines = [each.text for each in document.paragraphs]
    assert "29 พ.ย. 2569 · วัด · 12 บัตร · แบ่ง 10 คะแนน" in "\n".join(lines)
    assert any("กติกาของโปรแกรมนี้" in line for line in lines)
    without = docx.Document(io.BytesIO(word_bytes(internal(), ABOUT)))
    assert not any("ประชาคม" in each.text for each in without.paragraphs)
