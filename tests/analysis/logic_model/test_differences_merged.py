"""Two plans made of one, put together: nothing that only one side changed is lost."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.logic_model.differences import PartConflict, conflicting_parts, merged_plan
from analysis.logic_model.plan import Cause, Part, Plan, Problem
from tests_support import budget

PROBLEM = Problem(id="problem-1", text="รายได้น้อย")
CAUSE = Cause(id="cause-1", text="ไม่มีอาชีพเสริม", links=("problem-1",))


def plan(*parts: Part) -> Plan:
    return Plan(area_code="830103", set_id="jpt-2560", year_be=2565, fiscal_year_be=2571, parts=parts)


def test_what_only_one_side_changed_is_taken() -> None:
    new = Cause(id="cause-2", text="ไม่มีตลาด", links=("problem-1",))
    mine = plan(replace(PROBLEM, text="รายได้ต่ำ"), CAUSE, new)
    theirs = plan(PROBLEM, replace(CAUSE, text="ว่างงาน"))
    assert conflicting_parts(plan(PROBLEM, CAUSE), mine, theirs) == ()
    merged = merged_plan(plan(PROBLEM, CAUSE), mine, theirs, {})
    assert merged.parts == (replace(PROBLEM, text="รายได้ต่ำ"), replace(CAUSE, text="ว่างงาน"), new)


def test_what_both_changed_is_chosen_and_links_to_what_went_go() -> None:
    mine, theirs = replace(PROBLEM, text="ของฉัน"), replace(PROBLEM, text="ของเขา")
    base = plan(PROBLEM, CAUSE)
    assert conflicting_parts(base, plan(mine, CAUSE), plan(theirs, CAUSE)) == (PartConflict("problem-1", mine, theirs),)
    assert conflicting_parts(base, plan(CAUSE), plan(theirs, CAUSE)) == (PartConflict("problem-1", None, theirs),)
    assert conflicting_parts(base, plan(mine, CAUSE), plan(mine, CAUSE)) == ()
    assert merged_plan(base, plan(mine, CAUSE), plan(theirs, CAUSE), {"problem-1": "theirs"}).parts == (theirs, CAUSE)
    removed = merged_plan(base, plan(CAUSE), plan(theirs, CAUSE), {"problem-1": "mine"})
    assert removed.parts == (replace(CAUSE, links=()),)
    with pytest.raises(KeyError):
        merged_plan(base, plan(mine, CAUSE), plan(theirs, CAUSE), {})


PLANS = st.dictionaries(st.integers(1, 4), st.sampled_from("กขค")).map(
    lambda texts: plan(*(Cause(id=f"cause-{number}", text=text) for number, text in texts.items()))
)


@budget(100)
@given(PLANS, PLANS, PLANS)
def test_a_merge_takes_every_change_of_either_side(base: Plan, mine: Plan, theirs: Plan) -> None:
    conflicts = conflicting_parts(base, mine, theirs)
    merged = merged_plan(base, mine, theirs, {each.part_id: "mine" for each in conflicts})
    for number in range(1, 5):
        part_id = f"cause-{number}"
        was, own, other, now = (each.part(part_id) for each in (base, mine, theirs, merged))
        assert now == (own if own != was else other)
