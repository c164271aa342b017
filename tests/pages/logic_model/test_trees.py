"""The words of both trees as one table: what it shows, and what was typed in it."""

import pandas as pd

from analysis.logic_model.plan import Activity, Cause, Outcome, Output, Plan, Problem
from analysis.logic_model.trees import SIDES, tree_of
from pages.logic_model.trees import typed_words, words_table

PLAN = Plan(
    area_code="830101", set_id="s", year_be=2565, fiscal_year_be=2566,
    parts=(
        Problem(id="problem-1", text="ไม่มีงาน"), Cause(id="cause-1", text="ขาดทักษะ", links=("problem-1",)),
        Activity(id="activity-1", text="ฝึก", links=("cause-1",)),
        Output(id="output-1", text="คน", links=("activity-1",)),
        Outcome(id="outcome-1", text="ได้งาน", links=("output-1",)),
    ),
)  # fmt: skip


def table() -> pd.DataFrame:
    return words_table({side: tree_of(PLAN, "problem-1", side) for side in SIDES})


def test_a_row_a_box_with_its_words_on_either_tree() -> None:
    assert table().to_dict("split")["data"] == [
        ["outcome-1", "ผลที่เกิดตามมา ↔ ผลลัพธ์", "ยังไม่เกิด: ได้งาน", "ได้งาน"],
        ["problem-1", "ปัญหาหลัก ↔ วัตถุประสงค์", "ไม่มีงาน", "มีงาน"],
        ["cause-1", "สาเหตุ ↔ วัตถุประสงค์ย่อย", "ขาดทักษะ", "มีทักษะ"],
        ["activity-1", "วิธีการ", None, "ฝึก"],
    ]


def test_what_was_typed_is_kept_by_side_and_nothing_else() -> None:
    rows = table()
    edited = rows.copy()
    edited.loc[0, "problem"], edited.loc[2, "objective"], edited.loc[1, "objective"] = "ว่างงาน", None, " มีงาน "
    edited.loc[3, "problem"] = "ไม่มีที่ให้พิมพ์"  # a means has no box on the problem tree
    assert typed_words(rows, edited) == {"problem": {"outcome-1": "ว่างงาน"}, "objective": {"cause-1": ""}}
    assert typed_words(rows, rows) == {}
