"""The screens of a meeting, by small made-up figures: they say what the sheet says, and nothing that the gate hides."""

from functools import cache

import pytest

from analysis.comparative.data import asked_of, ranking_of
from analysis.core.scope import Question
from analysis.disclosure.gate import Disclosure, disclosure_data
from analysis.logic_model.plan import Activity, Cause, Plan, Problem, Project
from analysis.radar_analysis.data import area_context_data, look_up, make_sheet
from analysis.radar_analysis.public import radar_analysis_public
from analysis.workshop.story import HallStory, story_of
from tests.analysis.examples import YEAR, catalogue_of, made_up_set, store
from warehouse import Warehouse

SET = made_up_set(dimensions=2, size=4)
CATALOGUE = catalogue_of(SET)
HERE, BESIDE = "83010101", "83010102"
PLAN = Plan(
    area_code=HERE, set_id=SET.id, year_be=YEAR, fiscal_year_be=2582,
    parts=(
        Problem(id="problem-1", text="ไม่ออม"), Cause(id="cause-1", text="รายได้น้อย", links=("problem-1",)),
        Activity(id="activity-1", text="ตั้งกลุ่มออม", links=("cause-1",), project_id="project-1"),
        Problem(id="problem-2", text="รายเดียว", is_case=True), Problem(id="problem-3", text="ว่าง"),
        Problem(id="problem-4", text="ที่สี่"), Project(id="project-1", name="กลุ่มออม"),
    ),
)  # fmt: skip


@pytest.fixture
def filled(warehouse: Warehouse) -> Warehouse:
    """Here 120, 4, 60 and 0 of 200 fail; beside it 20, 80, 60 and 0."""
    rows = [(HERE, 1, 200, 120), (HERE, 2, 200, 4), (HERE, 3, 200, 60), (HERE, 4, 200, 0)]
    rows += [(BESIDE, 1, 200, 20), (BESIDE, 2, 200, 80), (BESIDE, 3, 200, 60), (BESIDE, 4, 200, 0)]
    store(warehouse, SET, rows)
    return warehouse


def story(warehouse: Warehouse, *, public: bool = True, plan: Plan | None = None, ranked: bool = False) -> HallStory:
    question = Question(HERE, YEAR, SET.survey, SET.id)
    lookup = look_up(warehouse, CATALOGUE, question)
    context = area_context_data(warehouse, CATALOGUE, lookup.scope, lookup.indicators)

    @cache
    def gates(year_be: int) -> Disclosure:
        return disclosure_data(warehouse, SET, year_be)

    sheet = make_sheet(lookup, context, gates=gates if public else None)
    sheet = radar_analysis_public(sheet, lookup, gates).content if public else sheet
    ranking = ranking_of(warehouse, asked_of(warehouse, CATALOGUE, question, None, "village")) if ranked else None
    return story_of(sheet, ranking, plan)


def lines(told: HallStory, code: str) -> list[tuple[str, str, str]]:
    [screen] = [each for each in told.screens if each.code == code]
    return [
        (each.name, each.figure.replace("\u00a0", " "), each.detail.replace("\u00a0", " ")) for each in screen.lines
    ]


def every_word(told: HallStory) -> str:
    words: list[str] = []
    for screen in told.screens:
        words += [screen.title, screen.note]
        words += [word for line in screen.lines for word in (line.name, line.figure, line.detail)]
    return "\n".join(words).replace("\u00a0", " ")


def test_the_five_stages_stand_in_their_order(filled: Warehouse) -> None:
    told = story(filled)
    assert [(each.code, each.stage) for each in told.screens] == [
        ("where", 1), ("radar", 2), ("wrong", 3), ("against", 4), ("first", 4), ("do", 5),
    ]  # fmt: skip
    assert all(len(each.lines) <= 6 for each in told.screens)


def test_a_hidden_count_is_drawn_as_1_to_9_and_told_nowhere(filled: Warehouse) -> None:
    """4 of 200 fail here in the second: its name stands with 1–9, its 2.0 % on no screen."""
    told = story(filled)
    first = lines(told, "first")
    assert [row[1] for row in first].count("1–9") == 1
    assert "1–9 = จำนวนน้อย" in every_word(told)
    assert "4 จาก 200" not in every_word(told)
    assert "2.0 %" not in every_word(told)


def test_a_village_that_sees_all_sees_the_count(filled: Warehouse) -> None:
    words = every_word(story(filled, public=False))
    assert "120 จาก 200 คน" in words
    assert "1–9" not in words


def test_what_is_worse_stands_with_its_reference(filled: Warehouse) -> None:
    """60 % here against 35 % in the tambon of both: (120 + 20) / 400."""
    [(name, figure, beside), *_] = lines(story(filled, public=False), "wrong")
    assert (figure, beside) == ("60.0 %", "ตำบล 35.0 %")
    assert name == SET.indicators[0].problem_name


def test_its_place_among_those_beside_it_is_a_range(filled: Warehouse) -> None:
    told = lines(story(filled, public=False, ranked=True), "against")
    assert told[0][0] == "อันดับที่เป็นไปได้"
    assert told[0][2] == "จาก 2 แห่งที่อยู่ข้างกัน"
    assert len(told) == 3


def test_the_plan_says_what_is_done_and_without_one_the_next_step(filled: Warehouse) -> None:
    assert lines(story(filled, plan=PLAN), "do") == [
        ("ไม่ออม", "", "ตั้งกลุ่มออม"), ("รายเดียว", "", "ติดตามเป็นรายกรณี"), ("ว่าง", "", "ยังไม่มีกิจกรรม"),
        ("อีก 1 ปัญหา · โครงการทั้งหมด 1", "", ""),
    ]  # fmt: skip
    assert lines(story(filled), "do")[0][0] == "ยังไม่มีแผนของพื้นที่นี้"


def test_the_ballot_offers_the_first_and_any_other_of_the_set_in_its_order(filled: Warehouse) -> None:
    """What is hidden has no place, and stands among all others that the set asks."""
    told = story(filled)
    codes = [each.code for each in SET.indicators]
    assert {each.indicator_code for each in (*told.offered, *told.others)} == set(codes)
    assert [each.number_rank for each in told.others if each.indicator_code == codes[1]] == [None]
    offered = [each.indicator_code for each in told.offered]
    assert offered == [code for code in codes if code in offered]


def test_where_means_are_hidden_the_problems_that_may_be_told_stand_in_their_place(filled: Warehouse) -> None:
    """The second dimension holds the 4 of 200: no radar, no mean, and each screen says that something is kept back."""
    told = story(filled)
    [first, third] = SET.indicators[0].problem_name, SET.indicators[2].problem_name
    assert lines(told, "where")[0] == ("พบปัญหา 3 จาก 4 เรื่องที่สำรวจ", "", "แสดงตัวเลขได้ 2 เรื่อง · อีก 1 เรื่องมี 1–9 ราย")
    assert lines(told, "radar") == [
        (f"ด้าน 1: {first}", "60.0 %", "อีก 1 เรื่องแสดงตัวเลขได้"), ("ด้าน 2", "1–9", "1 เรื่องมี 1–9 ราย"),
    ]  # fmt: skip
    assert lines(told, "against") == [(third, "30.0 %", "ตำบล 30.0 % · ใกล้เคียง")]
    titles = {each.code: each.title for each in told.screens}
    assert titles["radar"] == "แต่ละด้านของเรา"
    assert [each.code for each in told.screens if each.hides] == ["where", "radar", "against", "first"]
    assert "ไม่แสดง " not in every_word(told).replace("ไม่แสดงค่าเฉลี่ยของ 1 ด้าน", "")
    assert not any(each.hides for each in story(filled, public=False).screens)


def test_a_place_of_one_is_no_rank(warehouse: Warehouse) -> None:
    store(warehouse, SET, [(HERE, 1, 200, 120), (HERE, 2, 200, 40)])
    told = story(warehouse, public=False, ranked=True)
    assert "อันดับ" not in "".join(name for name, _, _ in lines(told, "against"))
    assert "อันดับ" not in next(each.note for each in told.screens if each.code == "against")
