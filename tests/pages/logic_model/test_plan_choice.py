"""The one next step of a plan: the first thing that it lacks, and never that it is whole while it has no project."""

import pytest

from analysis.logic_model.plan import Activity, Budget, Cause, Plan, Problem, Project
from pages.logic_model.plan_choice import next_step

PROBLEM = Problem(id="problem-1", text="ไม่มีการเก็บออมเงิน")
CASE = Problem(id="problem-2", text="ใช้ยาไม่เหมาะสม", is_case=True)
CAUSE = Cause(id="cause-1", text="รายได้ไม่แน่นอน", links=("problem-1",))
LOOSE = Activity(id="activity-1", text="ตั้งกลุ่มออมทรัพย์", links=("cause-1",))
CARRIED = Activity(id="activity-1", text="ตั้งกลุ่มออมทรัพย์", links=("cause-1",), project_id="project-1")
NO_MONEY = Project(id="project-1", name="ออมวันละบาท")
NO_OWNER = Project(id="project-1", name="ออมวันละบาท", budgets=(Budget(source="อปท.", year_be=2570, baht=1000.0),))


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ((), "เพิ่มปัญหาแรก"),
        ((PROBLEM,), "เพิ่มกิจกรรมที่แก้ปัญหา"),
        ((CASE,), "ติดตามเป็นรายกรณี"),
        ((PROBLEM, CAUSE, LOOSE), "1 กิจกรรมที่ยังไม่อยู่ในโครงการใด"),
        ((PROBLEM, CAUSE, CARRIED, NO_MONEY), "ใส่งบประมาณของโครงการ"),
        ((PROBLEM, CAUSE, CARRIED, NO_OWNER), "ระบุหน่วยงานหรือตำแหน่งที่รับผิดชอบโครงการ"),
    ],
)
def test_the_next_step_is_the_first_thing_that_is_lacking(parts: tuple, words: str) -> None:
    plan = Plan(area_code="830103", set_id="jpt-2560", year_be=2565, fiscal_year_be=2571, parts=parts)
    assert words in next_step(plan)
    assert "ครบทุกส่วน" not in next_step(plan)
