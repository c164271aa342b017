"""What the board sends is kept, or answered with why not: others saved before, a name, what no board sends."""

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import streamlit as st

from analysis.logic_model.board_parts import BoardMessage
from analysis.logic_model.plan import PARTS, Cause, Part, Plan, Problem
from app.state import the_warehouse
from catalogue import load_catalogue
from pages.logic_model.board_view import details_of, reply_to
from tests_support import close_dashboard
from warehouse import PlanItem, create_plan, read_plan, save_plan

PROBLEM = Problem(id="problem-1", text="รายได้น้อย")
CAUSE = Cause(id="cause-1", text="ไม่มีอาชีพเสริม", links=("problem-1",))
NAME = "ประสาน ผู้ใหญ่บ้าน สมชายคานารี ใจดีปลอม"


@pytest.fixture
def plan_id(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """A plan with one problem (version 1), in a database of its own."""
    monkeypatch.setenv("CIA_DATABASE", str(tmp_path / "own.duckdb"))
    st.cache_resource.clear()
    made = create_plan(the_warehouse(), "830103", "jpt-2560", 2565, 2571)
    reply_to(made, "jpt-2560", message(0, PROBLEM))
    yield made
    close_dashboard()


def message(based_on: int, *parts: Part, kept: tuple[str, ...] = ()) -> BoardMessage:
    return BoardMessage("7", based_on, kept, parts)


def texts(plan_id: int) -> list[Any]:
    return [each.content.get("text", each.content.get("name")) for each in read_plan(the_warehouse(), plan_id)[1]]


def test_a_saving_is_answered_with_its_version_and_time(plan_id: int) -> None:
    reply = reply_to(plan_id, "jpt-2560", message(1, PROBLEM, CAUSE))
    header = read_plan(the_warehouse(), plan_id)[0]
    assert (reply.request, reply.status, reply.version) == ("7", "saved", 2)
    assert reply.saved_at == f"{header.saved_at:%H:%M}"
    assert texts(plan_id) == ["รายได้น้อย", "ไม่มีอาชีพเสริม"]


def test_the_same_saving_twice_is_kept_once(plan_id: int) -> None:
    for based_on in (1, 1, 2):
        assert reply_to(plan_id, "jpt-2560", message(based_on, PROBLEM, CAUSE)).version == 2


def test_a_saving_based_on_an_older_version_is_refused(plan_id: int) -> None:
    reply_to(plan_id, "jpt-2560", message(1, Problem(id="problem-1", text="ของอีกฝ่าย")))
    assert reply_to(plan_id, "jpt-2560", message(1, Problem(id="problem-1", text="ของฉัน"))).status == "stale"
    assert texts(plan_id) == ["ของอีกฝ่าย"]


def test_what_others_changed_beside_the_board_stays_and_the_board_goes_in(plan_id: int) -> None:
    """So does a field that this version does not know."""
    items = [
        PlanItem("problem-1", "problem", {"text": "รายได้น้อย", "later": 5}),
        PlanItem("project-1", "project", {"name": "อาชีพเสริม"}),
    ]
    save_plan(the_warehouse(), plan_id, 1, items)
    reply = reply_to(plan_id, "jpt-2560", message(1, Problem(id="problem-1", text="รายได้ต่ำ"), CAUSE))
    assert (reply.status, reply.version) == ("saved", 3)
    assert texts(plan_id) == ["รายได้ต่ำ", "ไม่มีอาชีพเสริม", "อาชีพเสริม"]
    assert read_plan(the_warehouse(), plan_id)[1][0].content == {"text": "รายได้ต่ำ", "later": 5}


def test_a_text_of_a_person_is_stored_only_once_it_is_kept(plan_id: int) -> None:
    """Rule "P05"."""
    named = Cause(id="cause-1", text=NAME)
    reply = reply_to(plan_id, "jpt-2560", message(1, PROBLEM, named))
    assert (reply.status, reply.texts) == ("personal", (NAME,))
    assert texts(plan_id) == ["รายได้น้อย"]
    assert reply_to(plan_id, "jpt-2560", message(1, PROBLEM, named, kept=(NAME,))).status == "saved"
    assert reply_to(plan_id, "jpt-2560", message(2, named)).status == "saved"  # decided once


def test_a_plan_that_is_gone_is_said(plan_id: int) -> None:
    reply = reply_to(plan_id + 1, "jpt-2560", message(0, PROBLEM))
    assert reply.status == "refused"
    assert "ไม่พบแผน" in reply.words


def test_every_field_of_the_details_is_one_of_its_part() -> None:
    plan = Plan(area_code="83", set_id="jpt-2560", year_be=2565, fiscal_year_be=2571)
    for kind, shown in details_of(load_catalogue().get("jpt-2560"), plan).items():
        assert {field[0] for field in shown} <= {each.name for each in fields(PARTS[kind])}, kind


def test_villages_graded_have_an_index_and_no_percentage() -> None:
    plan = Plan(area_code="83", set_id="nrd2c-2555", year_be=2564, fiscal_year_be=2571)
    labels = [field[1] for fields in details_of(load_catalogue().get("nrd2c-2555"), plan).values() for field in fields]
    assert [each for each in labels if "ดัชนี" in each]
    assert not [each for each in labels if "%" in each]
