"""The problems of a plan, now and aimed at, as data."""

import pandas as pd

from charts.logic_model import TARGET_NAME, targets_figure, tree_dot, tree_width_px
from words.numbers import NO_DATA

CHAINS = pd.DataFrame(
    {
        "indicator_code": ["jpt-2560-23", "jpt-2560-27", "jpt-2560-09"],
        "short_label": ["เก็บออมเงิน", "ดื่มสุรา<br>และสูบบุหรี่", "<b>ก</b>"],
        "baseline_pct": [29.7, 10.2, float("nan")],
        "target_problem_pct": [20.0, 5.1, float("nan")],
    }
)


def trace_named(name: str):
    return next(trace for trace in targets_figure(CHAINS).data if trace.name == name)


def test_now_and_target_stand_on_one_line_in_the_order_of_the_plan() -> None:
    figure = targets_figure(CHAINS)
    [dots] = [trace for trace in figure.data if trace.mode == "markers" and list(trace.x or ()) == [29.7, 10.2]]
    targets = trace_named(TARGET_NAME)
    assert [x for x in targets.x if x is not None][:2] == [20.0, 20.0] or list(targets.x)[:2] == [20.0, 5.1]
    assert list(dots.customdata) == ["jpt-2560-23", "jpt-2560-27"]
    [labels] = [trace for trace in figure.data if trace.mode == "text"]
    assert list(labels.text) == ["1. เก็บออมเงิน", "2. ดื่มสุราและสูบบุหรี่", "3. &lt;b&gt;ก&lt;/b&gt;"]


def test_a_problem_without_a_figure_is_hollow_and_says_so() -> None:
    assert len(trace_named(NO_DATA).x) == 1


def test_the_hover_says_both() -> None:
    [dots] = [trace for trace in targets_figure(CHAINS).data if list(trace.x or ()) == [29.7, 10.2]]
    assert dots.hovertext[0] == "<b>เก็บออมเงิน</b><br>ตอนนี้ 29.7 %<br>เป้าหมาย 20.0 %"


ROWS = [
    ("ผลลัพธ์", [("outcome-1", "ออมเพิ่มขึ้น", False, False)]),
    ("ปัญหาหลัก", [("problem-1", 'ไม่ "ออม" \\n <b>&', True, True)]),
]


def test_a_tree_is_drawn_with_our_own_lines_and_boxes_of_their_size() -> None:
    dot = tree_dot(ROWS, [("problem-1", "outcome-1"), ("gone-1", "outcome-1")], "problem")
    assert "box0 -> box1" in dot  # from the upper to the lower box, as the ranks run from the top
    assert dot.count("->") == 2  # and the names of the rows, one above the other
    assert 'label="ผลลัพธ์"' in dot
    assert "{rank=same; row0; box0}" in dot
    narrow = tree_dot(ROWS, [("problem-1", "outcome-1")], "problem", is_narrow=True)
    assert "row0" not in narrow
    # twelve cells a line: marks over a letter take none
    assert 'label="ออมเพิ่มขึ้น"' in narrow
    assert tree_width_px(ROWS) == 215 + 130
    assert tree_width_px(ROWS, is_narrow=True) == 132


def test_a_text_of_the_plan_stays_inside_its_label() -> None:
    """A quote would end the label, a backslash begin an escape, an angle bracket an entity or markup."""
    dot = tree_dot(ROWS, [], "objective")
    assert 'label="ไม่ \\"ออม\\" \\\\n &lt;b&gt;&amp;"' in dot
    assert 'style="filled,dashed"' in dot
    assert tree_dot([("ก", [("a", "", False, False)])], [], "problem").count('label=""') == 1


def test_long_words_are_broken_between_words() -> None:
    rows = [("สาเหตุ", [("cause-1", "กลุ่มออมทรัพย์ซบเซาหรือขาดความเชื่อมั่น", False, False)])]
    assert 'label="กลุ่มออมทรัพย์ซบเซาหรือ\\nขาดความเชื่อมั่น"' in tree_dot(rows, [], "problem")
