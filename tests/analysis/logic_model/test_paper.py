"""The paper of a plan: its figures are those of stage 3, through the gate or for the office; nothing is invented."""

from dataclasses import replace
from datetime import date, datetime

from analysis.core.scope import Question
from analysis.disclosure.gate import disclosure_data
from analysis.disclosure.outputs import Audience
from analysis.logic_model.paper import PlanPaper, period_words, plan_paper
from analysis.logic_model.plan import Activity, Cause, Plan, Problem, Project
from analysis.logic_model.public import GateOfSet
from analysis.radar_analysis.data import radar_analysis_data
from catalogue import IndicatorSet
from catalogue.assessments import assessments
from tests.analysis.examples import YEAR, catalogue_of, made_up_set, store
from warehouse import Warehouse
from warehouse.workshops import HallScore, Workshop, keep_workshop

HERE, OTHER = "83010101", "83010102"
SET = made_up_set(dimensions=3, size=3)


def plan_of(own_set: IndicatorSet, area_code: str = HERE) -> Plan:
    codes = [each.code for each in own_set.indicators]
    parts = (
        Problem(
            id="problem-1",
            text="ก",
            set_id=own_set.id,
            indicator_code=codes[0],
            year_be=YEAR,
            failed=4.0,
            assessed=200.0,
            baseline_pct=2.0,
            unit="คน",
        ),
        Problem(
            id="problem-2",
            text="พบ 5 คน",
            set_id=own_set.id,
            indicator_code=codes[1],
            year_be=YEAR,
            failed=80.0,
            assessed=200.0,
            baseline_pct=0.04,
            unit="คน",
        ),
        Cause(id="cause-1", text="ตัวอักษร\x07แปลก\nสองบรรทัด"),
        Project(id="project-1", name="ค", areas=(OTHER,), people=50.0, unit="คน", strategy_ids=("s1", "s2")),
    )
    return Plan(area_code=area_code, set_id=own_set.id, year_be=YEAR, fiscal_year_be=2582, parts=parts)


def stored(warehouse: Warehouse, **batch: object) -> None:
    rows = [(HERE, 1, 200, 4), (HERE, 2, 200, 80), (HERE, 3, 200, 60), (OTHER, 1, 900, 100), (OTHER, 2, 2000, 100)]
    store(warehouse, SET, rows, **batch)


def test_for_the_office_the_radar_is_that_of_stage_3(warehouse: Warehouse) -> None:
    stored(warehouse)
    catalogue = catalogue_of(SET)
    released = plan_paper(warehouse, catalogue, plan_of(SET), version=4)
    paper = released.content
    analysis = radar_analysis_data(warehouse, catalogue, Question(HERE, YEAR)).analysis
    assert released.audience is Audience.INTERNAL
    assert paper.radar is not None
    assert paper.radar.own == (2.0, 40.0, 30.0)
    assert paper.radar.reference == (round(104 / 11, 1), round(180 / 22, 1), 30.0)
    assert paper.answer == analysis.answer_text
    assert paper.version == 4
    assert (paper.set_title, paper.measure, paper.is_synthetic) == ("ชุดทดลอง", "count", False)
    assert paper.source.startswith(f"ชุดทดลอง ปี {YEAR} · ไฟล์ made_up.csv · นำเข้าล่าสุด ")


def test_for_everyone_hidden_figures_are_words_and_the_reading_is_of_what_is_printed(warehouse: Warehouse) -> None:
    stored(warehouse)

    def gate_of(set_id: str, year_be: int):
        return disclosure_data(warehouse, SET, year_be)

    released = plan_paper(warehouse, catalogue_of(SET), plan_of(SET), gate_of)
    paper = released.content
    hidden, shown = paper.plan.of(Problem)
    assert released.audience is Audience.PUBLIC
    assert [paper.count(hidden, "failed"), paper.share(hidden, "baseline_pct")] == ["ไม่แสดง", "ไม่แสดง"]
    assert [paper.count(shown, "failed"), paper.share(shown, "baseline_pct")] == ["80", "<0.1"]
    assert [paper.count(shown, "to_reach"), paper.share(shown, "target_pct")] == ["–", "–"]
    assert paper.reading.if_then["problem-2"] == ("ปัญหา «พบ (ไม่แสดง) คน» ยังไม่บอกสาเหตุ",)
    assert paper.radar is not None
    assert paper.radar.own[0] is None
    assert paper.hidden_axes == sum(each is None for each in paper.radar.own) > 0
    assert released.notes[0].startswith(f"ซ่อน {3 + paper.hidden_axes} ค่า")


def test_changes_are_told_since_a_version_and_none_of_a_part_with_a_hidden_figure(warehouse: Warehouse) -> None:
    stored(warehouse)
    drafted = plan_of(SET)
    now = replace(drafted, parts=(*drafted.of(Problem), Cause(id="cause-9", text="ใหม่")))
    earlier = replace(now, parts=tuple(replace(each, text="เดิม") for each in now.parts))

    def told(gate_of: GateOfSet | None) -> list[tuple[str, str]]:
        changes = plan_paper(warehouse, catalogue_of(SET), now, gate_of, earlier).content.changes
        return [(each.part_id, each.before) for each in changes]

    assert told(None) == [("problem-1", "เดิม"), ("problem-2", "เดิม"), ("cause-9", "เดิม")]
    assert told(lambda set_id, year_be: disclosure_data(warehouse, SET, year_be)) == [("cause-9", "เดิม")]
    assert plan_paper(warehouse, catalogue_of(SET), now).content.changes == ()


def test_an_area_without_figures_gives_a_paper_that_says_so(warehouse: Warehouse) -> None:
    paper = plan_paper(warehouse, catalogue_of(SET), plan_of(SET)).content
    assert (paper.radar, paper.blocks, paper.answer) == (None, (), "")
    assert paper.no_figures == f"ไม่มีข้อมูล จปฐ. ปี {YEAR} ของ{paper.area_title}"
    gone = plan_paper(
        warehouse, catalogue_of(SET), Plan(area_code=HERE, set_id="gone", year_be=YEAR, fiscal_year_be=2582)
    )
    assert "gone" in gone.content.no_figures
    assert gone.content.set_title == "gone"


def test_made_up_figures_are_known_and_characters_no_file_can_hold_are_gone(warehouse: Warehouse) -> None:
    stored(warehouse, is_synthetic=True)
    paper = plan_paper(warehouse, catalogue_of(SET), plan_of(SET)).content
    assert paper.is_synthetic
    assert paper.plan.of(Cause)[0].text == "ตัวอักษรแปลก\nสองบรรทัด"


def test_words_of_a_project() -> None:
    project = plan_of(SET).of(Project)[0]
    paper = PlanPaper(
        plan=plan_of(SET),
        area_title="บ้านหนึ่ง",
        set_title="",
        measure="score",
        source="",
        is_synthetic=False,
        area_titles={OTHER: "บ้านสอง"},
        strategy_names={"s1": "ยุทธศาสตร์ 1"},
    )
    assert paper.where(project) == "บ้านสอง"
    assert paper.strategies_of(project) == ("ยุทธศาสตร์ 1", "s2")
    assert paper.reach(project) == "50 คน"
    assert paper.title == "แผนพัฒนาชุมชน ปีงบประมาณ 2582"
    assert paper.share(paper.plan.of(Problem)[1], "baseline_pct") == "0.0"
    activity = Activity(id="a", text="", start=date(2026, 1, 2))
    assert period_words(activity) == "2 ม.ค. 2569"
    assert paper.reach(activity) == "–"


def test_points_are_for_the_office_alone(warehouse: Warehouse) -> None:
    stored(warehouse)
    office = plan_paper(warehouse, catalogue_of(SET), plan_of(SET)).content.reading
    public = plan_paper(warehouse, catalogue_of(SET), plan_of(SET), lambda *_: disclosure_data(warehouse, SET, YEAR))
    assert {each.project for each in office.assessment} == {"ค"}
    assert {each.sheet: 0 for each in office.assessment} == {each.title: 0 for each in assessments().values()}
    assert all(0 <= each.points <= each.most and each.why for each in office.assessment)
    assert len(office.notes) == len(assessments())
    assert public.content.reading.assessment == ()


def test_what_the_community_said_is_on_the_paper_and_of_what_is_hidden_no_place_is_told(warehouse: Warehouse) -> None:
    """Of 200 asked 4 fail in the first indicator: the gate hides it, and so its place among the figures."""
    stored(warehouse)
    codes = [each.code for each in SET.indicators]
    scores = (
        HallScore(codes[0], "ก", 3, 70, 12),
        HallScore(codes[1], "ข", 1, 30, 9),
        HallScore(None, "ค", None, 20, 8),
    )
    held = Workshop(0, HERE, SET.id, YEAR, datetime(2026, 11, 29, 9), "วัด", "points", 12, False, scores)
    keep_workshop(warehouse, held)

    def gate_of(set_id: str, year_be: int):
        return disclosure_data(warehouse, SET, year_be)

    internal = plan_paper(warehouse, catalogue_of(SET), plan_of(SET)).content
    public = plan_paper(warehouse, catalogue_of(SET), plan_of(SET), gate_of).content
    unknown = plan_paper(warehouse, catalogue_of(SET), plan_of(SET), lambda _set, _year: None).content
    said = "ประชาคมให้คะแนน 70 อันดับ 1 ของคน · ติด 3 อันดับแรกของ 12 จาก 12 บัตร"
    assert internal.votes_of_problems["problem-1"] == public.votes_of_problems["problem-1"] == said

    def places(paper: PlanPaper) -> list[tuple[str, int | None, str]]:
        assert paper.votes is not None
        return [(row.score.problem, row.score.number_rank, row.leads) for row in paper.votes.rows]

    assert places(internal) == [("ข", 1, "both"), ("ก", 3, "both"), ("ค", None, "people")]
    assert places(public) == [("ข", 1, "both"), ("ก", None, ""), ("ค", None, "people")]
    assert places(unknown) == [("ก", None, ""), ("ข", None, ""), ("ค", None, "people")]


def test_without_a_meeting_nothing_is_said(warehouse: Warehouse) -> None:
    stored(warehouse)
    paper = plan_paper(warehouse, catalogue_of(SET), plan_of(SET)).content
    assert paper.votes is None
    assert paper.votes_of_problems == {}
