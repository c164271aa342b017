"""Projects and money as rows of tables, and back."""

from datetime import date

import pytest

from analysis.logic_model.plan import Activity, Budget, Cause, Project
from analysis.logic_model.project_rows import (
    budget_rows,
    only_projects,
    project_row,
    projects_of,
    with_budgets,
    with_projects,
)

PROJECT = Project(
    id="project-1", name="อาชีพเสริม", rationale="เพราะรายได้น้อย", owner="พัฒนาการอำเภอ", agencies=("อบต.", "กศน."),
    networks=("ภาครัฐ", "วิชาการ"), people=14.0, unit="ครัวเรือน", start=date(2026, 10, 1), end=date(2027, 2, 28),
    sdgs=(1, 8), pace="quick_win", needs_budget=False,
    budgets=(Budget(source="อบต.", year_be=2570, baht=25000.0),),
)  # fmt: skip


def test_a_project_comes_back_from_its_own_row_with_what_no_cell_holds() -> None:
    row = project_row(PROJECT)
    assert (row["start"], row["end"]) == ("1/10/2569", "28/2/2570")
    assert projects_of([("project-1", row)], {"project-1": PROJECT}) == ((PROJECT,), ())


def test_a_pasted_row_is_a_new_project() -> None:
    row = {
        "name": " ตลาดนัด ", "agencies": "อบต.; เกษตรอำเภอ", "networks": "ภาครัฐ, ศาสนา", "people": "1,200",
        "start": "1/10/2570", "sdgs": "8, 12", "pace": "ต่อเนื่อง",
    }  # fmt: skip
    [made], faults = projects_of([("project-2", row)], {})
    assert made == Project(
        id="project-2", name="ตลาดนัด", agencies=("อบต.", "เกษตรอำเภอ"), networks=("ภาครัฐ", "ศาสนา"), people=1200.0,
        start=date(2027, 10, 1), sdgs=(8, 12), pace="lasting",
    )  # fmt: skip
    assert faults == ()


@pytest.mark.parametrize(
    ("cell", "head", "fix"),
    [
        ({"start": "2026-10-01"}, "เริ่ม", "วัน/เดือน/ปี พ.ศ."),
        ({"end": "31/2/2570"}, "สิ้นสุด", "วัน/เดือน/ปี พ.ศ."),
        ({"people": "สิบ"}, "เข้าถึง", "ตัวเลข"),
        ({"people": -1}, "เข้าถึง", "ตัวเลข"),
        ({"sdgs": "0, 18"}, "เป้าหมายการพัฒนาที่ยั่งยืน", "1–17"),
        ({"networks": ["เพื่อนบ้าน"]}, "ภาคีเครือข่าย", "ภาครัฐ"),
        ({"pace": "เร็ว"}, "ลักษณะ", "Quick win"),
        ({"name": ""}, "โครงการ", "ลบทั้งแถว"),
    ],
)
def test_a_cell_that_cannot_be_read_is_said_and_keeps_what_stood_there(
    cell: dict[str, object], head: str, fix: str
) -> None:
    [kept], [fault] = projects_of([("project-1", project_row(PROJECT) | cell)], {"project-1": PROJECT})
    assert kept == PROJECT
    assert (fault.row, fault.head) == (1, head)
    assert fix in fault.fix


def test_a_new_row_without_a_name_is_no_project_yet() -> None:
    assert projects_of([("project-2", {"owner": "อบต."})], {}) == ((), ())


def test_money_is_what_the_rows_say_alone() -> None:
    other = Project(id="project-2", name="ตลาดนัด")
    assert budget_rows([PROJECT, other]) == [
        {"project": "อาชีพเสริม", "source": "อบต.", "year_be": 2570, "baht": 25000.0}
    ]
    rows = [
        {"project": "ตลาดนัด", "source": "จังหวัด", "year_be": 2571.0, "baht": "90,000"},
        {"project": None, "source": None, "year_be": float("nan"), "baht": None},
        {"project": "ตลาดนัด", "source": "", "year_be": 2571, "baht": 5},
        {"project": "ไม่มีชื่อนี้", "source": "ก", "year_be": 71, "baht": 5},
    ]
    (first, second), faults = with_budgets([PROJECT, other], rows)
    assert first.budgets == ()
    assert second.budgets == (Budget(source="จังหวัด", year_be=2571, baht=90000.0),)
    assert [(each.row, each.head) for each in faults] == [
        (3, "แหล่งงบประมาณ"), (4, "ปีงบประมาณ"), (4, "โครงการ"),
    ]  # fmt: skip


def test_activities_of_a_project_that_is_gone_have_none() -> None:
    cause = Cause(id="cause-1", text="ก")
    activity = Activity(id="activity-1", text="ข", project_id="project-1")
    other = Project(id="project-2", name="ตลาดนัด")
    assert with_projects((PROJECT, activity, cause), (other,)) == (Activity(id="activity-1", text="ข"), cause, other)
    assert only_projects((cause, PROJECT)) == (PROJECT,)
