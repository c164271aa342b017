"""A list put into a plan: new projects with linked cards, money added up, what stands there filled, never doubled."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.logic_model.plan import (
    NO_SOURCE,
    Activity,
    Budget,
    Cause,
    Output,
    Plan,
    Problem,
    Project,
)
from analysis.logic_model.plan_from_list import place_code, with_listed
from analysis.logic_model.plan_list import ListedRow
from tests_support import budget

EMPTY = Plan(area_code="830101", set_id="jpt-2560", year_be=2565, fiscal_year_be=2571)
PLACES = {"83010102": "บ้านบางลา", "83010103": "บ้านกะตะ"}


def row(name: str, number: int = 2, **given) -> ListedRow:
    more = {"fields": {}, "cards": {}, "money": (), "place": "", "strategy": ""} | given
    return ListedRow(number, name, **more)


def test_a_new_project_has_its_cards_linked_from_the_problem_to_the_output() -> None:
    cards = {"problem": "ไม่มีเงินออม", "cause": "ไม่รู้วิธีออม", "activity": "อบรม", "output": "ผู้ผ่านอบรม 50 คน"}
    plan, faults = with_listed(EMPTY, [
        row("ออมเงิน", fields={"owner": "กองทุน"}, cards=cards, money=(("อบต.", 2571, 900.0),), place="หมู่ที่ 3",
            strategy="ยุทธศาสตร์ที่ 1"),
        row("ออมเงิน", 3, cards={"activity": "เปิดบัญชี"}, money=(("อบต.", 2571, 100.0),), place="หมู่ที่ 3"),
    ], PLACES, {"ยุทธศาสตร์ที่ 1": "strategy-4"})  # fmt: skip
    assert faults == ()
    assert plan.parts == (
        Project(id="project-1", name="ออมเงิน", owner="กองทุน", areas=("83010103",), strategy_ids=("strategy-4",),
                budgets=(Budget(source="อบต.", year_be=2571, baht=1000.0),)),
        Problem(id="problem-1", text="ไม่มีเงินออม"),
        Cause(id="cause-1", text="ไม่รู้วิธีออม", links=("problem-1",)),
        Activity(id="activity-1", text="อบรม", links=("cause-1",), project_id="project-1"),
        Output(id="output-1", text="ผู้ผ่านอบรม 50 คน", links=("activity-1",)),
        Activity(id="activity-2", text="เปิดบัญชี", project_id="project-1"),
    )  # fmt: skip


def test_projects_of_one_name_at_two_places_are_two() -> None:
    plan, _ = with_listed(EMPTY, [row("ถนน", place="หมู่ที่ 2"), row("ถนน", 3, place="ริมคลอง")], PLACES)
    assert [(each.areas, each.target_group) for each in plan.of(Project)] == [(("83010102",), ""), ((), "พื้นที่ ริมคลอง")]


STANDING = replace(EMPTY, parts=(
    Project(id="project-7", name="ออมเงิน ", owner="กองทุน", people=30, unit="คน",
            budgets=(Budget(source="อบต.", year_be=2571, baht=500.0),)),
))  # fmt: skip
FROM_FILE = row(
    "ออมเงิน", fields={"owner": "อบจ.", "objective": "ออม"},
    money=(("อบต.", 2571, 800.0), (NO_SOURCE, 2571, 9.0), ("จังหวัด", 2572, 50.0)),
)  # fmt: skip


def test_a_project_that_stands_there_is_filled_where_it_is_empty() -> None:
    plan, _ = with_listed(STANDING, [FROM_FILE], PLACES)
    [project] = plan.of(Project)
    assert (project.id, project.owner, project.objective, project.people) == ("project-7", "กองทุน", "ออม", 30)
    # a sum without a source may be one that the plan has with its source: it is no second one
    assert [(each.source, each.year_be, each.baht) for each in project.budgets] == [
        ("อบต.", 2571, 500.0), ("จังหวัด", 2572, 50.0),
    ]  # fmt: skip


def test_or_takes_what_the_file_says_where_people_choose_so() -> None:
    plan, _ = with_listed(STANDING, [FROM_FILE], PLACES, fills="file")
    [project] = plan.of(Project)
    assert (project.owner, project.objective, project.people) == ("อบจ.", "ออม", 30)
    assert [each.baht for each in project.budgets] == [800.0, 50.0]


def test_rows_that_contradict_each_other_are_told() -> None:
    rows = [row("ออม", fields={"owner": "ก"}), row("ออม", 3, fields={"owner": "ข", "agencies": ("ค",)})]
    plan, [fault] = with_listed(EMPTY, rows, PLACES, sheet="แผ่น1")
    assert (fault.sheet, fault.row) == ("แผ่น1", 3)
    [project] = plan.of(Project)
    assert (project.owner, project.agencies) == ("ก", ("ค",))


def test_no_money_needed_is_taken_where_no_money_stands() -> None:
    [project] = with_listed(EMPTY, [row("จิตอาสา", fields={"needs_budget": False})], {})[0].of(Project)
    assert not project.needs_budget
    [standing] = with_listed(STANDING, [row("ออมเงิน", fields={"needs_budget": False})], {})[0].of(Project)
    assert standing.needs_budget


NAMES = st.sampled_from(["ออม", "ถนน", "ขยะ"])
MONEY = st.lists(
    st.tuples(st.sampled_from(["อบต.", NO_SOURCE]), st.integers(2570, 2572), st.floats(1, 9)), max_size=2
).map(tuple)
ROWS = st.lists(
    st.builds(
        ListedRow, st.integers(2, 9), NAMES,
        st.dictionaries(st.sampled_from(["owner", "objective", "target_group"]), st.sampled_from(["ก", "ข"])),
        st.dictionaries(st.sampled_from(["problem", "cause", "activity", "output"]), st.sampled_from(["ค", "ง"])),
        MONEY,
        st.sampled_from(["", "หมู่ที่ 2", "ริมคลอง"]), st.sampled_from(["", "ยุทธศาสตร์ ก"]),
    ),
    max_size=6,
)  # fmt: skip


@budget(60)
@given(ROWS)
def test_the_same_list_again_changes_nothing(rows: list[ListedRow]) -> None:
    once = with_listed(EMPTY, rows, PLACES)[0]
    assert with_listed(once, rows, PLACES)[0] == once
    assert len({each.id for each in once.parts}) == len(once.parts)


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("หมู่ที่ 3", "83010103"), ("ม.2", "83010102"), ("หมู่ 3 บ้านกะตะ", "83010103"), ("บ้านบางลา", "83010102"),
        ("หมู่ที่ 9", None), ("หมู่ที่ 2, 3", None), ("ทั้งตำบล", None), ("", None), ("3", None),
    ],
)  # fmt: skip
def test_a_place_is_the_one_area_that_it_names(place: str, code: str | None) -> None:
    assert place_code(place, "830101", PLACES) == code
