"""The plan as slides, opened again: one idea a slide, Thai in its slot, a chart to edit, nothing beside the page."""

import io
import zipfile
from dataclasses import replace

import pytest
from pptx import Presentation
from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck

from analysis.disclosure.outputs import INTERNAL_MARK
from analysis.logic_model.plan import Budget, Plan, Problem, Project
from reports import slide_parts
from reports.about import SYNTHETIC
from reports.logic_model import plan_tables as tables
from reports.logic_model import slides
from reports.logic_model.slides import slides_bytes
from reports.slide_parts import THAI_FONT
from tests.reports.logic_model.making import ABOUT, PAPER, PLAN, RADAR, SAID_OF_SAVING, VOTED, internal


def opened(content: bytes) -> Deck:
    return Presentation(io.BytesIO(content))


@pytest.fixture(scope="module")
def content() -> bytes:
    return slides_bytes(internal(), ABOUT)


@pytest.fixture(scope="module")
def deck(content: bytes) -> Deck:
    return opened(content)


def titles(deck: Deck) -> list[str]:
    return [each.shapes.title.text_frame.text for each in deck.slides]


def grids(deck: Deck, title: str) -> list[list[list[str]]]:
    """The tables of the slides with this title, as words."""
    found = [
        shape.table
        for each in deck.slides
        if each.shapes.title.text_frame.text.startswith(title)
        for shape in each.shapes
        if shape.has_table
    ]
    return [[[cell.text_frame.text.replace("\n", "") for cell in row.cells] for row in table.rows] for table in found]


def test_one_idea_a_slide_in_order(deck: Deck) -> None:
    assert titles(deck) == [
        "แผนชุมชนตัวอย่าง", "สถานการณ์ของพื้นที่", "เรดาร์สภาพปัญหา เป็นปัญหา (%)", "ปัญหาที่แผนนี้แก้", "ห่วงโซ่ของปัญหา 1",
        "ห่วงโซ่ของปัญหา 2", "โครงการ", "โครงการที่ 1 ออมวันละบาท", "โครงการที่ 2 เดินเพื่อสุขภาพ", "โครงการที่ 3 ยังไม่คิดเงิน",
        "งบประมาณ", "การติดตามผล", "ที่มาของข้อมูล",
    ]  # fmt: skip
    assert (deck.slide_width / deck.slide_height) == pytest.approx(16 / 9, abs=0.001)


def test_tables_hold_the_numbers_of_the_plan(deck: Deck) -> None:
    [budget] = grids(deck, slides.BUDGET)
    assert budget[0] == list(tables.budget_table(PAPER).heads)
    assert [row[4] for row in budget[1:]] == ["12,000", "500.50", "ไม่ใช้งบประมาณ", "ยังไม่ระบุ", "12,500.50"]
    [problems] = grids(deck, slides.PROBLEMS)
    assert problems[1] == ["1", "ไม่มีการเก็บออมเงิน", "9.7", "120 / 1,240 ครัวเรือน", "5.0", "100 ครัวเรือน"]
    [chain] = grids(deck, f"{slides.CHAIN} 1")
    assert [row[0] for row in chain[1:]] == list(tables.CHAIN.values())
    assert chain[5][1] == "กลุ่มออมทรัพย์ (2 กลุ่ม)"


def test_the_radar_is_a_chart_to_edit_with_a_legend(deck: Deck) -> None:
    [chart] = [shape.chart for each in deck.slides for shape in each.shapes if shape.has_chart]
    assert chart.chart_type == XL_CHART_TYPE.RADAR_MARKERS
    assert chart.has_legend
    assert [(each.name, list(each.values)) for each in chart.plots[0].series] == [
        (RADAR.own_name, [1.2, 4.0, None, 9.7]), (RADAR.reference_name, [2.0, 2.5, 1.0, 3.5]),
    ]  # fmt: skip
    assert list(chart.plots[0].categories) == ["สุขภาพ", "สภาพแวดล้อม", "'=การศึกษา", "งานและรายได้"]
    assert chart.part.chart_workbook.xlsx_part is not None
    rings = [chart.value_axis.minimum_scale, chart.value_axis.maximum_scale, chart.value_axis.major_unit]
    assert rings == [0, 10, 2]  # the largest is 9.7
    assert [each.get("typeface") for each in chart._chartSpace.iter(qn("a:cs"))] == [THAI_FONT]


def test_every_letter_has_its_thai_slot_and_a_size_for_a_hall(content: bytes, deck: Deck) -> None:
    runs = [run for each in deck.slides for run in each._element.iter(qn("a:r"))]
    assert len(runs) > 100
    assert {run.find(f"{qn('a:rPr')}/{qn('a:cs')}").get("typeface") for run in runs} == {THAI_FONT}
    sizes = {int(run.find(qn("a:rPr")).get("sz")) // 100 for run in runs}
    assert sizes == {
        slide_parts.TITLE_POINTS,
        slide_parts.TEXT_POINTS,
        slide_parts.TABLE_POINTS,
        slide_parts.SMALL_POINTS,
    }
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        theme = parts.read("ppt/theme/theme1.xml").decode()
    assert theme.count(f'<a:cs typeface="{THAI_FONT}"/>') == 2


def test_every_slide_says_for_whom_it_is_and_that_it_is_made_up(deck: Deck) -> None:
    for each in deck.slides:
        words = "\n".join(shape.text_frame.text for shape in each.shapes if shape.has_text_frame)
        assert INTERNAL_MARK in words
        assert SYNTHETIC in words


def test_a_long_plan_goes_on_on_further_slides_and_nothing_leaves_the_page() -> None:
    long = "ข้อความที่ยาวมากจนต้องตัดบรรทัดหลายครั้ง " * 80
    parts = tuple(Problem(id=f"problem-{number}", text=f"{number} {long[: 400 * number]}") for number in range(1, 12))
    paper = replace(PAPER, plan=replace(PLAN, parts=parts), answer=long, is_synthetic=False)
    deck = opened(slides_bytes(internal(paper), ABOUT))
    assert sum(title.startswith(slides.PROBLEMS) for title in titles(deck)) > 5
    for each in deck.slides:
        for shape in each.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= deck.slide_width
            if shape.has_table:
                high = sum(row.height for row in shape.table.rows)
                assert shape.top + high <= deck.slide_height - 300_000, each.shapes.title.text_frame.text
    words = "".join(row[1] for grid in grids(deck, slides.PROBLEMS) for row in grid[1:]).replace(" ", "")
    assert words == "".join(each.text for each in parts).replace(" ", "")


def test_a_name_too_long_for_a_title_stands_whole_below_it() -> None:
    long = "โครงการส่งเสริมและพัฒนาศักยภาพการรวมกลุ่มอาชีพของครัวเรือนยากจน " * 3
    plan = replace(PLAN, parts=(Project(id="project-1", name=long.strip()), Project(id="project-2", name="ออม")))
    deck = opened(slides_bytes(internal(replace(PAPER, plan=plan)), ABOUT))
    [named] = [each for each in deck.slides if each.shapes.title.text_frame.text == "โครงการที่ 1"]
    assert named.shapes[2].text_frame.paragraphs[0].text == long.strip()
    assert "โครงการที่ 2 ออม" in titles(deck)


def test_a_case_to_follow_is_said_in_the_table_and_has_no_slide_of_an_empty_chain() -> None:
    plan = replace(
        PLAN, parts=(Problem(id="problem-1", text="เด็กผอม", is_case=True), Problem(id="problem-2", text="สูบ"))
    )
    deck = opened(slides_bytes(internal(replace(PAPER, plan=plan)), ABOUT))
    [problems] = grids(deck, slides.PROBLEMS)
    assert [row[1] for row in problems[1:]] == ["เด็กผอม (ติดตามรายกรณี)", "สูบ"]
    assert [each for each in titles(deck) if each.startswith(slides.CHAIN)] == ["ห่วงโซ่ของปัญหา 2"]


def test_the_situation_names_what_its_lines_are_of(deck: Deck) -> None:
    lines = [each.text for each in deck.slides[1].shapes[2].text_frame.paragraphs]
    assert lines[-2:] == ["ปัญหาที่ควรดูก่อน:", "• ไม่ออมเงิน · 9.7 % · 120 จาก 1,240 ครัวเรือน"]


def test_the_sum_of_a_long_table_does_not_stand_alone_on_its_slide() -> None:
    projects = tuple(
        Project(id=f"project-{number}", name=f"ก{number}", budgets=(Budget(source="อบต.", year_be=2570, baht=1),))
        for number in range(1, 13)
    )  # twelve rows fill a slide
    deck = opened(slides_bytes(internal(replace(PAPER, plan=replace(PLAN, parts=projects))), ABOUT))
    first, second = grids(deck, slides.BUDGET)
    assert [row[1] for row in second[1:]] == ["ก12", "รวม"]
    assert len(first) == 12


def test_an_empty_plan_says_so() -> None:
    empty = replace(
        PAPER,
        plan=Plan(area_code="830101", set_id="x", year_be=2564, fiscal_year_be=2570),
        radar=None,
        no_figures="ไม่มีข้อมูล",
    )
    deck = opened(slides_bytes(internal(empty), ABOUT))
    words = ["\n".join(shape.text_frame.text for shape in each.shapes if shape.has_text_frame) for each in deck.slides]
    assert sum("ไม่มีข้อมูล" in each for each in words) == 2
    assert sum(slide_parts.NOTHING in each for each in words) == 4


def test_what_the_community_said_has_its_slides_behind_the_problems() -> None:
    deck = opened(slides_bytes(internal(VOTED), ABOUT))
    assert titles(deck)[3:7] == ["ปัญหาที่แผนนี้แก้", tables.VOTES, f"{tables.VOTES}: คนกับตัวเลข", "ห่วงโซ่ของปัญหา 1"]
    [grid] = [each for each in grids(deck, tables.VOTES) if each[0][0] == "ตัวเลข"]
    assert grid[1:] == [["1", "ไม่มีการเก็บออมเงิน", "2", "50", "10", "ตรงกัน"], ["–", "ถนนมืด", "1", "70", "12", "คนมากกว่า"]]
    [[_, [_, problem], *_], *_] = grids(deck, "ห่วงโซ่ของปัญหา 1")
    assert SAID_OF_SAVING in problem
