"""Small counts stay on the screen: no file holds one, nor two figures from which one could be worked out."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.comparative.data import comparative_data
from analysis.comparative.public import public_comparative
from analysis.core.scope import Question
from analysis.disclosure.hidden_rows import hide_rows, public_areas
from analysis.disclosure.small_counts import is_small, to_hide
from analysis.radar_diagram.levels import axes_of_indicators, radar_levels_data
from analysis.radar_diagram.public import public_radar
from tests.analysis.examples import YEAR, catalogue_of, made_up_set, store
from warehouse import Warehouse

NAN = float("nan")


def areas(failed: list[float], assessed: float = 1000) -> pd.DataFrame:
    table = pd.DataFrame({"area_code": [f"8301010{place}" for place in range(len(failed))], "failed": failed})
    table = table.assign(assessed=assessed, problem_pct=100 * table["failed"] / assessed)
    return table.assign(pass_pct=100 - table["problem_pct"], low_pct=1.0, high_pct=2.0)


@pytest.mark.parametrize(
    ("failed", "assessed", "small"),
    [
        (0, 100, False),
        (1, 100, True),
        (9, 100, True),
        (10, 100, False),
        (95, 100, True),
        (100, 100, False),
        (2, 4, True),
    ],
)
def test_one_to_nine_of_either_side_is_small(failed: int, assessed: int, small: bool) -> None:
    assert is_small(areas([failed], assessed)).tolist() == [small]


def test_a_missing_count_is_not_small() -> None:
    assert is_small(areas([NAN])).tolist() == [False]


def test_a_second_one_is_hidden_with_a_single_one() -> None:
    shown, hidden = public_areas(areas([40, 20, 3, 0]))
    assert hidden == 2
    assert shown["area_code"].tolist() == ["83010100", "83010103", "83010101", "83010102"]
    assert shown["failed"].isna().tolist() == [False, False, True, True]
    assert shown["problem_pct"].isna().tolist() == [False, False, True, True]
    assert public_areas(areas([30, 40]))[1] == 0


@given(st.lists(st.integers(0, 60), min_size=1, max_size=8))
def test_no_hidden_count_can_be_got_by_subtraction(failed: list[int]) -> None:
    """Whenever anything is hidden, at least two are, unless nothing else fails at all."""
    table = areas([float(each) for each in failed])
    hidden = to_hide(table)
    assert not (is_small(table) & ~hidden).any()
    assert hidden.sum() != 1 or (table.loc[~hidden, "failed"] == 0).all()
    shown = hide_rows(table, hidden)
    assert table["failed"].notna().all()
    assert shown.loc[~hidden].drop(columns="is_hidden").equals(table.loc[~hidden])
    assert shown["is_hidden"].equals(hidden)


def test_a_radar_for_others_hides_indicators_and_axes_that_are_one_indicator(warehouse: Warehouse) -> None:
    indicator_set = made_up_set(dimensions=2, size=5)
    rows = [("83010101", 1, 500, 3), ("83010101", 3, 500, 60), ("83010101", 5, 500, 70), ("83010101", 2, 500, 4)]
    store(warehouse, indicator_set, rows)
    store(warehouse, indicator_set, [("83010101", 1, 500, 200), ("83010101", 3, 500, 5)], YEAR - 1)
    radar = radar_levels_data(
        warehouse, catalogue_of(indicator_set), Question("83010101", YEAR), companions=(str(YEAR - 1),)
    )
    shared, hidden = public_radar(radar)
    assert hidden == 3
    by_number = shared.indicators.set_index("number")["problem_pct"]
    assert by_number.isna().to_dict() == {1: True, 3: True, 5: False, 2: True, 4: True}
    assert shared.axes["problem_pct"].tolist() == [9, 1]  # 8.9 and 0.8 would tell
    assert shared.axes["pass_pct"].tolist() == [91, 99]
    assert shared.companions[0].axes["problem_pct"].fillna(-1).tolist() == [20, -1]
    beside = shared.companions[0].indicators.set_index("indicator_code")["problem_pct"]
    assert beside.dropna().empty  # 5 is small, and the other one is hidden with it
    assert radar.indicators["problem_pct"].notna().sum() == 4


def test_areas_whose_mean_is_hidden_stand_last_and_without_a_rank(warehouse: Warehouse) -> None:
    indicator_set = made_up_set(dimensions=3, size=3)
    failed = {"83010101": (20, 15, 10), "83010102": (35, 3, 30), "83010103": (10, 12, 15)}
    rows = [(code, number, 50, count) for code, each in failed.items() for number, count in enumerate(each, 1)]
    store(warehouse, indicator_set, rows)
    compared = comparative_data(warehouse, catalogue_of(indicator_set), Question("830101", YEAR))
    assert compared.areas["area_code"].tolist() == ["83010102", "83010101", "83010103"]
    shared, hidden = public_comparative(compared, axes_of_indicators(indicator_set))
    assert shared.areas["area_code"].tolist() == ["83010101", "83010103", "83010102"]
    assert shared.areas[["rank", "mean_problem_pct", "mean_pass_pct"]].isna().all(axis=1).tolist() == [
        False,
        False,
        True,
    ]
    assert shared.axes["area_code"].tolist() == [code for code in shared.areas["area_code"] for _ in range(3)]
    assert shared.axes.loc[shared.axes["problem_pct"].isna(), ["area_code", "axis_code"]].to_numpy().tolist() == [
        ["83010102", "d2"],
    ]
    assert hidden == 2


def test_scores_of_villages_are_not_counts_of_people(warehouse: Warehouse) -> None:
    scores = made_up_set(survey="nrd2c", measure="score", dimensions=3)
    store(warehouse, scores, [("83010101", 1, 1), ("83010102", 1, 2)], columns=["score"])
    radar = radar_levels_data(warehouse, catalogue_of(scores), Question("830101", YEAR, "nrd2c"))
    shared, hidden = public_radar(radar)
    assert hidden == 0
    assert shared.indicators.equals(radar.indicators)
