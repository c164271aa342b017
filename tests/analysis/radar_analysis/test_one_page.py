"""The one page by hand: what leads, with how many people, what is not known, and nothing that the gate hides."""

from typing import Any

import pytest

from analysis.core.scope import Question
from analysis.disclosure.gate import GateOfYear, disclosure_data
from analysis.radar_analysis.data import area_context_data, look_up, make_sheet, radar_analysis_data
from analysis.radar_analysis.one_page import OnePage, PageRow, one_page_data, page_lines
from analysis.radar_analysis.public import radar_analysis_public
from catalogue import IndicatorSet
from tests.analysis.examples import YEAR, catalogue_of, made_up_set, store
from warehouse import Warehouse

FOUR = made_up_set(size=4)
LENS = made_up_set(
    dimensions=1, size=3, set_id="jpt-lens",
    indicator_1={"groups": ["elderly", "working_age"], "applies_to": "คนอายุ 6 ปีขึ้นไป"},
    indicator_2={"groups": ["elderly", "low_income"]}, indicator_3={"groups": ["children"]},
)  # fmt: skip
SCORES = made_up_set(survey="nrd2c", measure="score", set_id="nrd2c-made-up")
CATALOGUES = {each.id: catalogue_of(each) for each in (FOUR, LENS, SCORES)}
HERE, BESIDE = "83010101", "83010201"


def page(warehouse: Warehouse, own_set: IndicatorSet = FOUR, **lens: Any) -> OnePage:
    question = Question("830101", YEAR, own_set.survey, own_set.id)
    return one_page_data(radar_analysis_data(warehouse, CATALOGUES[own_set.id], question, "parent", **lens))


def stored(
    warehouse: Warehouse, here: list[tuple[int, int]], there: list[tuple[int, int]], own_set: IndicatorSet = FOUR,
    year_be: int = YEAR,
) -> None:  # fmt: skip
    rows = [
        (area, number, *pair) for area, pairs in ((HERE, here), (BESIDE, there)) for number, pair in enumerate(pairs, 1)
    ]
    store(warehouse, own_set, rows, year_be=year_be)


NB = "\u00a0"
LIKE = [(1000, 20), (1000, 10), (1000, 30), (1000, 10)]


def test_three_problems_with_people_and_reference_lead(warehouse: Warehouse):
    stored(warehouse, [(1000, 100), (1000, 9), (1000, 300), (1000, 12)], LIKE)
    problems = page(warehouse).blocks[0]
    assert problems.title == "ปัญหาที่ควรดูก่อน"
    assert problems.rows == (
        PageRow("ไม่ผ่าน: ตัวชี้วัด 3", f"30.0{NB}%", f"300 จาก 1,000 คน · แย่กว่าอำเภอ (16.5{NB}%)"),
        PageRow("ไม่ผ่าน: ตัวชี้วัด 1", f"10.0{NB}%", f"100 จาก 1,000 คน · แย่กว่าอำเภอ (6.0{NB}%)"),
        PageRow("ไม่ผ่าน: ตัวชี้วัด 4", f"1.2{NB}%", "12 จาก 1,000 คน · ใกล้เคียงหรือยังบอกไม่ได้"),
    )
    assert problems.note == ""
    assert problems.is_ordered


def test_few_people_leave_a_place_empty_and_say_why(warehouse: Warehouse):
    stored(warehouse, [(1000, 0), (1000, 9), (1000, 300), (1000, 9)], LIKE)
    problems = page(warehouse).blocks[0]
    assert [row.name for row in problems.rows] == ["ไม่ผ่าน: ตัวชี้วัด 3"]
    assert "ไม่ถึง 10 ราย" in problems.note


def test_four_households_are_cases_without_an_order(warehouse: Warehouse):
    stored(warehouse, [(4, 1), (4, 0), (4, 2), (4, 0)], LIKE)
    problems = page(warehouse).blocks[0]
    assert problems.title.startswith("กรณีที่พบ")
    assert [row.detail.split(" · ")[0] for row in problems.rows] == ["2 จาก 4 คน", "1 จาก 4 คน"]
    assert not problems.is_ordered  # no numbers stand before them


def test_strengths_changes_and_what_is_not_known(warehouse: Warehouse):
    stored(warehouse, [(1000, 200), (1000, 10), (1000, 30), (1000, 10)], LIKE, year_be=YEAR - 1)
    stored(warehouse, [(1000, 1), (1000, 10), (1000, 300), (1000, 10)], LIKE)
    found = page(warehouse)
    _, strengths, changes, unknowns = found.blocks
    assert strengths.title == "จุดแข็ง ปัญหาน้อยกว่าอำเภอ"
    assert strengths.rows == (PageRow("ไม่ผ่าน: ตัวชี้วัด 1", f"0.1{NB}%", f"อำเภอ 1.1{NB}% · 1 จาก 1,000 คน"),)
    assert changes.title == "สิ่งที่เปลี่ยนจากปี 2580"
    assert changes.rows == (
        PageRow("ไม่ผ่าน: ตัวชี้วัด 3", f"3.0 → 30.0{NB}%", "แย่ลง"),
        PageRow("ไม่ผ่าน: ตัวชี้วัด 1", f"20.0 → 0.1{NB}%", "ดีขึ้น"),
    )
    assert "จำนวนครัวเรือนและประชากรที่อยู่จริง" in [row.name for row in unknowns.rows]
    assert found.place == "อำเภอเมืองภูเก็ต จังหวัดภูเก็ต · จปฐ. · ไม่มีจำนวนครัวเรือน"
    assert found.title == "ตำบลตลาดใหญ่ · ปี 2581"


def test_without_an_earlier_year_the_page_says_that_the_trend_is_not_known(warehouse: Warehouse):
    stored(warehouse, LIKE, LIKE)
    changes = page(warehouse).blocks[2]
    assert changes.rows == ()
    assert "ไม่รู้ว่าดีขึ้นหรือแย่ลง" in changes.note


def test_a_lens_says_whom_it_counts_and_leads_with_them(warehouse: Warehouse):
    stored(warehouse, [(1000, 300), (1000, 50), (1000, 40)], [(1000, 300), (1000, 50), (1000, 40)], LENS)
    found = page(warehouse, LENS, group="elderly")
    assert found.lens.startswith("เฉพาะตัวชี้วัดที่เกี่ยวกับผู้สูงอายุ; ตัวชี้วัด 1 นับคนอายุ 6 ปีขึ้นไป")
    assert "ของทั้งพื้นที่" in found.lens
    assert [row.name for row in found.blocks[0].rows] == ["ไม่ผ่าน: ตัวชี้วัด 2", "ไม่ผ่าน: ตัวชี้วัด 1"]


def test_what_counts_only_the_group_leads_from_the_fourth_place_too(warehouse: Warehouse):
    """500, 400 and 300 of everybody fail, 20 of the elderly: these lead; 9 of them do not."""
    everybody = {f"indicator_{number}": {"groups": ["elderly", "working_age"]} for number in (1, 2, 3)}
    own_set = made_up_set(size=4, set_id="jpt-four-lens", **everybody, indicator_4={"groups": ["elderly"]})
    CATALOGUES[own_set.id] = catalogue_of(own_set)
    for failed, names in ((20, ["4", "1", "2"]), (9, ["1", "2", "3"])):
        counts = [(1000, 500), (1000, 400), (1000, 300), (1000, failed)]
        stored(warehouse, counts, counts, own_set)
        question = Question("830101", YEAR, own_set.survey, own_set.id)
        sheet = radar_analysis_data(warehouse, CATALOGUES[own_set.id], question, "parent", group="elderly")
        wanted = [f"ไม่ผ่าน: ตัวชี้วัด {name}" for name in names]
        assert [row.name for row in one_page_data(sheet).blocks[0].rows] == wanted
        said = next(each.text for each in sheet.analysis.statements if each.table == "problems")
        assert sorted(wanted, key=said.index) == wanted


def test_villages_graded_have_an_index_and_nothing_sure(warehouse: Warehouse):
    rows = [(HERE, 1, 1), (HERE, 2, 3), (HERE, 3, 2), (BESIDE, 1, 2), (BESIDE, 2, 2), (BESIDE, 3, 2)]
    store(warehouse, SCORES, rows, columns=("score",))
    lines = "\n".join(page_lines(page(warehouse, SCORES)))
    assert "ดัชนีความรุนแรง" in lines
    assert "%" not in lines.replace("95 %", "")
    assert "แย่กว่า" not in lines.replace("แย่กว่าชัดเจนก่อน", "")


def test_a_dimension_of_one_indicator_has_its_figure_to_the_digit(warehouse: Warehouse):
    own_set = made_up_set(dimensions=2, size=2, set_id="jpt-pair")
    CATALOGUES[own_set.id] = catalogue_of(own_set)
    stored(warehouse, [(3000, 1), (1600, 27)], [(3000, 10), (1600, 27)], own_set)
    found = page(warehouse, own_set)
    figures = {row.name: row.figure for block in found.blocks[:2] for row in block.rows}
    assert [row.figure for row in found.axis_rows] == ["<0.1", "1.7"]
    assert figures["ไม่ผ่าน: ตัวชี้วัด 2"] == f"1.7{NB}%"


@pytest.mark.parametrize("here", [[(1000, 5), (1000, 40), (1000, 60), (1000, 7)], [(1000, 3)] * 4, [(40, 2)] * 4])
def test_through_the_gate_no_small_count_stands_on_the_page(warehouse: Warehouse, here: list[tuple[int, int]]):
    stored(warehouse, here, LIKE)
    catalogue, question = CATALOGUES[FOUR.id], Question("830101", YEAR, FOUR.survey, FOUR.id)
    found = look_up(warehouse, catalogue, question, "parent")
    gates: GateOfYear = lambda year_be: disclosure_data(warehouse, FOUR, year_be)  # noqa: E731
    context = area_context_data(warehouse, catalogue, found.scope, found.indicators)
    sheet = radar_analysis_public(make_sheet(found, context, gates=gates), found, gates).content
    small = {f"{failed} จาก" for _, failed in here if failed < 10}
    rates = {f"{100 * failed / assessed:.1f}{NB}%" for assessed, failed in here if failed < 10}
    for row in (row for block in one_page_data(sheet).blocks for row in block.rows):
        assert not any(each in row.detail for each in small), row
        assert row.figure not in rates, row
    assert small
