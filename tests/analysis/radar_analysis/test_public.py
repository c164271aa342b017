"""The sheet that may leave the office: no shown mean or count lets a small one be worked out."""

from collections.abc import Iterator
from functools import partial

import pandas as pd
import pytest

from analysis.core.figures import with_figure
from analysis.core.scope import Question
from analysis.disclosure.gate import disclosure_data
from analysis.radar_analysis.data import AnalysisSheet, area_context_data, look_up, make_sheet, radar_analysis_data
from analysis.radar_analysis.multidimensional import Multidimensional
from analysis.radar_analysis.public import public_households, radar_analysis_public
from tests.analysis.examples import YEAR, catalogue_of, made_up_set, store
from tests_support import empty_warehouse
from warehouse import Warehouse

NAN = float("nan")
SET = made_up_set(
    size=4,
    indicator_1={"groups": ["elderly"]},
    indicator_2={"groups": ["children"]},
    indicator_4={"groups": ["children"]},
)  # ตัวชี้วัด 1, 3 in ด้าน 1 and 2, 4 in ด้าน 2
CATALOGUE = catalogue_of(SET)
AREA = "83010101"


@pytest.fixture
def opened() -> Iterator[Warehouse]:
    warehouse = empty_warehouse()
    yield warehouse
    warehouse.close()


def public(warehouse: Warehouse, *failed: int, group: str | None = None, assessed: int = 200) -> AnalysisSheet:
    """ตัวชี้วัด 1 with `assessed` people, the others with 200."""
    rows = [(AREA, number, assessed if number == 1 else 200, count) for number, count in enumerate(failed, 1)]
    store(warehouse, SET, rows)
    lookup = look_up(warehouse, CATALOGUE, Question(AREA, YEAR), reference="none")
    context = area_context_data(warehouse, CATALOGUE, lookup.scope, lookup.indicators)
    gates = partial(disclosure_data, warehouse, SET)
    return radar_analysis_public(make_sheet(lookup, context, group=group, gates=gates), lookup, gates).content


def test_a_mean_over_one_hidden_figure_is_hidden_too(opened: Warehouse) -> None:
    """ตัวชี้วัด 1 is 4 of 1,000 and ตัวชี้วัด 3 is nil: their mean as 0.2 fits two counts, as 0 every one from 1 to 9. The
    whole, 17.6, fits three counts with one decimal (2 lies on the edge of the step), so it is 18."""
    found = public(opened, 4, 60, 0, 80, assessed=1000)
    axes = found.analysis.axes.set_index("axis_code")["problem_pct"]
    assert axes.tolist() == [0, 35]
    assert found.analysis.overall.problem_pct == 18
    dimensions = found.analysis.dimensions.set_index("axis_code")
    assert dimensions["problem_pct"].tolist() == [0, 35]
    assert dimensions["low_pct"].isna().all()


def test_a_mean_that_would_tell_is_hidden_and_with_it_the_whole(opened: Warehouse) -> None:
    found = public(opened, 4, 60, 0, 80, assessed=40)
    assert found.analysis.axes["problem_pct"].isna().tolist() == [True, False]
    assert pd.isna(found.analysis.overall.problem_pct)
    assert found.analysis.sentences[0].endswith("ไม่แสดงค่าเฉลี่ยเพราะจะคำนวณย้อนกลับเป็นจำนวนน้อยได้")


def test_standings_are_counted_of_what_is_shown(opened: Warehouse) -> None:
    """How many of all indicators stand so would tell on which side of the reference a hidden count lies."""
    store(opened, SET, [("83010102", number, 2000, 600) for number in range(1, 5)])
    store(opened, SET, [(AREA, number, 200, count) for number, count in enumerate((4, 60, 0, 80), 1)])
    full = radar_analysis_data(opened, CATALOGUE, Question(AREA, YEAR), reference="peers")
    lookup = look_up(opened, CATALOGUE, Question(AREA, YEAR), reference="peers")
    shown = radar_analysis_public(full, lookup, partial(disclosure_data, opened, SET)).content
    hidden = int(shown.analysis.indicators["is_hidden"].sum())
    assert hidden > 0
    assert sum(full.analysis.status_counts().values()) == 4
    assert sum(shown.analysis.status_counts().values()) == 4 - hidden
    counted = shown.analysis.dimensions[["better", "similar", "worse", "unknown"]]
    assert int(counted.sum().sum()) == 4 - hidden
    assert shown.analysis.indicators["status"].isna().sum() > 0
    assert with_figure(shown.analysis.indicators) == full.analysis.overall.indicators_with_data == 4


def test_a_group_of_one_hidden_indicator_shows_no_mean(opened: Warehouse) -> None:
    groups = public(opened, 4, 60, 50, 80).groups.set_index("group")
    assert pd.isna(groups.loc["elderly", "problem_pct"])
    assert pd.isna(groups.loc["elderly", "most_pct"])
    assert groups.loc["children", "problem_pct"] == 35


def test_a_lens_does_not_change_what_the_groups_tell(opened: Warehouse) -> None:
    found = public(opened, 4, 60, 50, 80, group="children")
    assert pd.isna(found.groups.set_index("group").loc["elderly", "problem_pct"])
    assert found.analysis.overall.problem_pct == 35


def test_no_example_of_a_formula_tells_a_hidden_figure(opened: Warehouse) -> None:
    formulas = public(opened, 4, 60, 0, 80).formulas
    shown = formulas.loc[formulas["example"] != "", "code"]
    assert not set(shown) & {"problems", "standing", "changes", "households", "axes", "overall"}


def households(*counts: float, poor: float = 20.0) -> Multidimensional:
    whole = sum(counts)
    failing = pd.DataFrame({"measure": list("abcd"), "failing": list("abcd"), "households": counts})
    failing["household_pct"] = 100 * failing["households"] / whole
    pairs = pd.DataFrame({"households": [12.0, 3.0], "household_pct": [12.0, 3.0]})
    parts = pd.DataFrame({"axis_code": ["d1"], "score_sum": [9.0], "contribution_pct": [100.0]})
    return Multidimensional(
        failing=failing, pairs=pairs, dimensions=parts, households=whole, scored=whole, poor=poor, left_out=0.0,
        score_sum=9.0, headcount_pct=20.0, intensity_pct=45.0, adjusted=0.09, people_pct=21.0, poor_people=60.0,
        scored_people=300.0, villages=3,
    )  # fmt: skip


def test_one_small_group_of_households_hides_the_next_smallest() -> None:
    shown = public_households(households(50, 30, 16, 4))
    assert shown.failing["households"].tolist()[:2] == [50, 30]
    assert shown.failing.loc[2:, ["households", "household_pct"]].isna().all(axis=None)
    assert shown.pairs["households"].dropna().tolist() == [12]
    assert shown.poor == 20


def test_a_handful_of_households_tells_nothing() -> None:
    shown = public_households(households(3, 1, 0, 0, poor=1))
    assert shown.failing["households"].isna().all()
    assert pd.isna([shown.households, shown.headcount_pct, shown.adjusted]).all()
    assert shown.dimensions["contribution_pct"].isna().all()


FEW = {"83010101": (50, 8), "83010102": (200, 8), "83010103": (200, 0)}  # ตัวชี้วัด 1; hidden in all three


@pytest.mark.parametrize("area", FEW)
def test_no_list_tells_which_of_the_hidden_are_problems(opened: Warehouse, area: str) -> None:
    """Where nobody failed and where 8 did, the same is listed; the ranks of the others leave no gap."""
    rows = [(each, number, 200, count) for each in FEW for number, count in ((2, 60), (3, 90), (4, 80))]
    shown = sheet_for_others(opened, area, [*rows, *((each, 1, *counts) for each, counts in FEW.items())]).analysis
    assert shown.problems["number"].tolist() == [3, 4, 2, 1]
    assert shown.problems["rank"].tolist()[:3] == [1, 2, 3]
    assert shown.problems.iloc[3][["failed", "problem_pct", "rank", "tier", "is_small"]].isna().all()
    hidden = SET.indicators[0].code
    assert hidden not in {*shown.strengths["indicator_code"], *shown.weaknesses["indicator_code"]}


@pytest.mark.parametrize("area", FEW)
def test_the_words_do_not_tell_whether_a_hidden_one_is_a_problem(opened: Warehouse, area: str) -> None:
    found = sheet_for_others(opened, area, [(each, 1, *counts) for each, counts in FEW.items()]).analysis
    assert "ตัวชี้วัดที่แสดงได้ไม่พบปัญหา อีก 1 ตัวชี้วัดมีจำนวนน้อย จึงไม่แสดงชื่อ" in found.sentences


def sheet_for_others(warehouse: Warehouse, area: str, rows: list[tuple[object, ...]]) -> AnalysisSheet:
    """The sheet of an area that may leave, of these figures, without a reference."""
    store(warehouse, SET, rows)
    gates = partial(disclosure_data, warehouse, SET)
    lookup = look_up(warehouse, CATALOGUE, Question(area, YEAR), reference="none")
    context = area_context_data(warehouse, CATALOGUE, lookup.scope, lookup.indicators)
    return radar_analysis_public(make_sheet(lookup, context, gates=gates), lookup, gates).content
