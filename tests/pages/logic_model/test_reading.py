"""Answers of the sheets that no field of a project holds: asked for once, kept with the project, emptied again."""

from analysis.logic_model.plan import Problem, Project
from pages.logic_model.reading import asked_parts, with_answers

PARTS = (
    Problem(id="problem-1", text="ก"),
    Project(id="project-1", name="ข", answers=(("value", "1 ล้านบาท"), ("former", "ของแบบเดิม"))),
    Project(id="project-2", name="ค"),
)


def test_the_sheets_ask_for_worth_and_the_value_chain() -> None:
    assert set(asked_parts()) >= {"funded", "high_impact", "value", "upstream", "midstream", "downstream"}


def test_answers_go_to_their_project_alone_and_an_emptied_one_goes() -> None:
    after = with_answers(PARTS, "project-1", {"value": "", "upstream": "วัตถุดิบ"})
    assert after[0] == PARTS[0]
    assert after[2] == PARTS[2]
    assert after[1] == Project(id="project-1", name="ข", answers=(("former", "ของแบบเดิม"), ("upstream", "วัตถุดิบ")))
