"""The lens of a target group says whom it counts, and leads with what counts only that group."""

import pandas as pd

from analysis.core.target_groups import groups_data, lens_words, only_of
from catalogue import load_catalogue
from tests.analysis.examples import made_up_set

SHIPPED = load_catalogue().get("jpt-2560")
GROUPED = made_up_set(
    size=3, indicator_1={"groups": ["elderly", "children"], "applies_to": "คนอายุ 6 ปีขึ้นไป"},
    indicator_2={"groups": ["elderly"]}, indicator_3={"groups": ["children"]},
)  # fmt: skip


def test_the_lens_says_who_else_is_counted():
    assert lens_words(GROUPED, "elderly") == "ตัวชี้วัดที่เกี่ยวกับผู้สูงอายุ; ตัวชี้วัด 1 นับคนอายุ 6 ปีขึ้นไป"
    assert "ออกกำลังกาย 3 วัน/สัปดาห์ นับคนอายุ 6 ปีขึ้นไป" in lens_words(SHIPPED, "elderly")
    assert lens_words(SHIPPED, "disabled") == "ตัวชี้วัดที่เกี่ยวกับคนพิการ"
    assert "60 ปีขึ้นไป มีอาชีพและรายได้ นับ" not in lens_words(SHIPPED, "elderly")  # nobody but the elderly
    assert only_of(SHIPPED, "elderly") == ["jpt-2560-21", "jpt-2560-27"]
    assert "jpt-2560-21" not in only_of(SHIPPED, "low_income")  # it counts every income


def test_what_counts_only_the_group_leads():
    table = pd.DataFrame({
        "indicator_code": [each.code for each in GROUPED.indicators], "reference_pct": 1.0, "status": "similar",
        "problem_name": [each.problem_name for each in GROUPED.indicators], "problem_pct": [30.0, 5.0, 0.0],
    })  # fmt: skip
    found = groups_data(table, GROUPED).set_index("group")
    assert found.loc["elderly", ["most_code", "most_pct"]].tolist() == ["jpt-made-up-02", 5.0]
    assert found.loc["children", ["most_code", "most_pct"]].tolist() == ["jpt-made-up-01", 30.0]  # nothing else fails
