"""What the board sends: read as it was typed, or refused whole."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.core.errors import AnalysisError
from analysis.logic_model.board_parts import (
    MOST_LETTERS,
    MOST_PARTS,
    BoardMessage,
    board_parts,
    read_message,
    with_board,
)
from analysis.logic_model.plan import Activity, Cause, Outcome, Potential, Problem, Project, Risk, content_of
from tests_support import budget

PROBLEM = Problem(id="problem-1", text="รายได้น้อย", set_id="jpt-2560", indicator_code="jpt-2560-22", baseline_pct=12.5)
CAUSE = Cause(id="cause-1", text="ไม่มีอาชีพเสริม", links=("problem-1",))
RISK = Risk(id="risk-1", text="ฝนทิ้งช่วง", problem_id="problem-1", measure="ขุดบ่อ")
PROJECT = Project(id="project-1", name="อาชีพเสริม")


def sent(*parts: Any, **more: Any) -> dict[str, Any]:
    """A message as the browser sends it, through JSON."""
    given = [
        each if isinstance(each, dict) else {"id": each.id, "kind": each.kind, "content": content_of(each)}
        for each in parts
    ]
    return json.loads(json.dumps({"request": "7", "based_on": 3, "kept": [], "parts": given} | more))


def raw(kind: str = "cause", part_id: str = "cause-9", **content: Any) -> dict[str, Any]:
    return {"id": part_id, "kind": kind, "content": {"text": "ก"} | content}


def test_what_was_written_comes_back_as_the_same_parts() -> None:
    activity = Activity(id="activity-2", text="ฝึกอบรม", links=("cause-1",), start=date(2026, 10, 1), people=14.0)
    potential = Potential(id="potential-1", side="capital", text="ปราชญ์ชาวบ้าน")
    parts = (PROBLEM, CAUSE, activity, RISK, potential)
    assert read_message(sent(*parts, kept=["ก"])) == BoardMessage("7", 3, ("ก",), parts)


def test_a_card_moved_to_another_column_leaves_what_only_the_former_column_has() -> None:
    [moved] = read_message(sent(raw("input", "cause-1", links=[], baseline_pct=5, project_id="project-1"))).parts
    assert (moved.kind, moved.id) == ("input", "cause-1")
    assert content_of(moved) == {"text": "ก"}


def test_links_that_run_back_or_lead_nowhere_are_left_out() -> None:
    cause = raw("cause", "cause-1", links=["problem-1", "cause-1", "cause-7", "impact-1"])
    impact = raw("impact", "impact-1", links=["cause-1"])
    message = read_message(sent(PROBLEM, cause, impact))
    assert [getattr(each, "links", ()) for each in message.parts] == [(), ("problem-1",), ("cause-1",)]


HOSTILE: dict[str, Any] = {
    "nothing": None,
    "a text": "x",
    "a list": [],
    "no version": {"request": "1", "parts": [], "kept": []},
    "a version that is none": sent(based_on=True),
    "parts that are none": sent(parts={"0": 1}),
    "a part that is none": sent(parts=[1]),
    "an unknown kind": sent(raw("prose")),
    "a kind beside the board": sent(PROJECT),
    "a kind that is a list": sent(raw() | {"kind": ["cause"]}),
    "no id": sent({"kind": "cause", "content": {}}),
    "an id that is markup": sent(raw(part_id="<img src=x>")),
    "two of one id": sent(CAUSE, CAUSE),
    "no content": sent({"id": "cause-1", "kind": "cause", "content": []}),
    "a text that is a number": sent(raw(text=5)),
    "a text too long": sent(raw(text="ก" * (MOST_LETTERS + 1))),
    "too many parts": sent(*(raw(part_id=f"cause-{number}") for number in range(MOST_PARTS + 1))),
    "too many letters": sent(*(raw(part_id=f"cause-{number}", text="ก" * 1999) for number in range(300))),
    "links that are a text": sent(raw(links="problem-1")),
    "a number that is a text": sent(raw("output", "output-1", quantity="5")),
    "a negative number": sent(raw("output", "output-1", quantity=-1)),
    "a number without end": sent(raw("output", "output-1", quantity=float("inf"))),
    "no number": sent(raw("output", "output-1", quantity=float("nan"))),
    "a share above 100": sent(raw("problem", "problem-2", target_pct=101)),
    "half a year": sent(raw("problem", "problem-2", year_be=2565.5)),
    "yes as a text": sent(raw("problem", "problem-2", is_case="yes")),
    "a day of no calendar": sent(raw("activity", "activity-1", start="2026-02-30")),
    "a day of another era": sent(raw("activity", "activity-1", start="0001-01-01")),
    "a choice that is none": sent(raw("activity", "activity-1", pace="at once")),
    "a choice that is a list": sent(raw("problem", "problem-2", target_source=["set"])),
    "potential of no side": sent(raw("potential", "potential-1")),
    "potential of an unknown side": sent(raw("potential", "potential-1", side="")),
    "texts to keep that are none": sent(kept=[1]),
}


@pytest.mark.parametrize("message", HOSTILE.values(), ids=HOSTILE)
def test_what_the_board_does_not_send_is_refused_whole(message: Any) -> None:
    with pytest.raises(AnalysisError, match="จึงไม่ได้บันทึก"):
        read_message(message)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
FIELDS = st.sampled_from(["text", "links", "baseline_pct", "year_be", "is_case", "start", "pace", "problem_id", "unit"])
KINDS = st.sampled_from(["problem", "cause", "activity", "outcome", "risk", "project", ""])


@budget(200)
@given(st.lists(st.tuples(KINDS, st.text(max_size=8), st.dictionaries(FIELDS, JSON, max_size=4)), max_size=4), JSON)
def test_anything_is_either_read_or_refused(parts: list[tuple[str, str, dict[str, Any]]], other: Any) -> None:
    given_parts = [{"kind": kind, "id": part_id, "content": content} for kind, part_id, content in parts]
    for message in (other, {"request": "1", "based_on": 1, "kept": [], "parts": given_parts}):
        try:
            found = read_message(message)
        except AnalysisError:
            continue
        assert read_message(sent(*found.parts)).parts == found.parts


def test_the_board_replaces_its_own_parts_and_no_others() -> None:
    outcome = Outcome(id="outcome-1", text="มีรายได้", indicator_code="jpt-2560-22")
    parts = with_board((CAUSE, PROJECT, PROBLEM), (PROBLEM, outcome), "jpt-2560")
    assert board_parts((CAUSE, PROJECT, RISK)) == (CAUSE, RISK)
    assert [each.id for each in parts] == ["problem-1", "outcome-1", "project-1"]
    assert isinstance(parts[1], Outcome)
    assert parts[1].set_id == "jpt-2560"


def test_an_id_of_a_part_beside_the_board_is_refused() -> None:
    with pytest.raises(AnalysisError, match="ซ้ำ"):
        with_board((PROJECT,), (Cause(id="project-1", text="ก"),), "jpt-2560")
