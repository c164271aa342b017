"""The plan's parts: kept as plain values and read back the same, and their chain."""

import json
from dataclasses import fields
from datetime import date

import pytest

from analysis.logic_model.plan import (
    PARTS,
    Activity,
    Budget,
    Card,
    Cause,
    Outcome,
    Output,
    Plan,
    Problem,
    Project,
    content_of,
    new_id,
    part_of,
)

CHAIN = (
    Problem(id="problem-1", text="ไม่มีการเก็บออมเงิน", baseline_pct=9.7, failed=12.0, assessed=124.0, unit="ครัวเรือน"),
    Cause(id="cause-1", text="รายได้ไม่แน่นอน", links=("problem-1",)),
    Output(id="output-1", text="กลุ่มออมทรัพย์", links=("activity-1",), quantity=2.0, unit="กลุ่ม"),
    Activity(id="activity-1", text="ตั้งกลุ่มออมทรัพย์", links=("cause-1",), project_id="project-1", start=date(2026, 10, 1)),
    Problem(id="problem-2", text="อื่น"),
    Outcome(id="outcome-1", text="ครัวเรือนออมเงิน", links=("output-1",), indicator_code="jpt-2560-24"),
)
PROJECT = Project(
    id="project-1", name="ออมวันละบาท", sdgs=(1, 8), answers=(("partners", "มี"),),
    budgets=(Budget(source="อปท.", year_be=2570, baht=12000.0), Budget(source="จังหวัด", year_be=2571, baht=500.0)),
)  # fmt: skip
PLAN = Plan(area_code="830101", set_id="jpt-2560", year_be=2564, fiscal_year_be=2570, parts=(*CHAIN, PROJECT))


@pytest.mark.parametrize("part", PLAN.parts, ids=lambda part: part.id)
def test_a_part_comes_back_from_json_as_it_was(part: object):
    content = json.loads(json.dumps(content_of(part)))
    assert part_of(part.kind, part.id, content) == part


def test_fields_of_a_newer_version_are_left_out():
    assert part_of("cause", "cause-1", {"text": "ก", "colour": "red"}) == Cause(id="cause-1", text="ก")


def test_a_chain_is_what_hangs_on_its_problem_in_the_order_of_the_columns():
    assert [card.id for card in PLAN.chain_of("problem-1")] == [
        "problem-1", "cause-1", "activity-1", "output-1", "outcome-1",
    ]  # fmt: skip
    assert [card.id for card in PLAN.chain_of("problem-2")] == ["problem-2"]


def test_a_circle_of_links_ends():
    cards = (Cause(id="cause-1", text="", links=("cause-2",)), Cause(id="cause-2", text="", links=("cause-1",)))
    plan = Plan(area_code="83", set_id="s", year_be=2564, fiscal_year_be=2570, parts=cards)
    assert {card.id for card in plan.chain_of("cause-1")} == {"cause-1", "cause-2"}


def test_projects_carry_activities_and_money():
    assert PLAN.activities_of("project-1") == (PLAN.part("activity-1"),)
    assert PROJECT.baht == 12500.0


def test_ids_are_never_given_twice():
    assert new_id("cause", ["cause-1", "cause-7", "problem-9", "cause-x"]) == "cause-8"
    assert new_id("risk", []) == "risk-1"


def test_every_kind_of_part_is_listed_once():
    assert all(made.kind == kind for kind, made in PARTS.items())
    assert all("id" in {field.name for field in fields(made)} for made in PARTS.values())
    assert {made.kind for made in PARTS.values() if issubclass(made, Card)} >= {"problem", "impact"}
