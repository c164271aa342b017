"""Small counts stay on the screen: no file holds one, nor two figures from which one could be worked out."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.comparative import comparative_data
from analysis.radar_levels import axes_of_indicators, radar_levels_data
from reports.public_means import public_axes, public_comparative
from reports.small_counts import hide_rows, is_small, public_areas, public_radar, to_hide
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
    assert shown.loc[~hidden].equals(table.loc[~hidden])


def test_a_radar_for_others_hides_indicators_and_axes_that_are_one_indicator(warehouse: Warehouse) -> None:
    indicator_set = made_up_set(dimensions=2, size=5)
    rows = [("83010101", 1, 500, 3), ("83010101", 3, 500, 60), ("83010101", 5, 500, 70), ("83010101", 2, 500, 4)]
    store(warehouse, indicator_set, rows)
    store(warehouse, indicator_set, [("83010101", 1, 500, 200), ("83010101", 3, 500, 5)], YEAR - 1)
    radar = radar_levels_data(warehouse, catalogue_of(indicator_set), "83010101", YEAR, companions=(str(YEAR - 1),))
    shared, hidden = public_radar(radar)
    assert hidden == 3
    by_number = shared.indicators.set_index("number")["problem_pct"]
    assert by_number.isna().to_dict() == {1: True, 3: True, 5: False, 2: True, 4: True}
    assert shared.axes["problem_pct"].isna().tolist() == [False, True]
    beside = shared.companions[0].indicators.set_index("indicator_code")["problem_pct"]
    assert beside.dropna().tolist() == [40]
    assert radar.indicators["problem_pct"].notna().sum() == 4


def test_a_mean_is_hidden_where_one_small_count_could_be_worked_out_of_it() -> None:
    axis_of = {"a": "d1", "b": "d1", "c": "d2", "d": "d2", "e": "d3"}
    counts = {
        "83010101": [(500, 3), (500, 0), (500, 3), (500, 4), (500, 50)],  # d1: one small alone; d2: two; d3: none
        "83010102": [(4, 1), (4, 2), (4, 0), (4, 0), (4, 4)],  # four households
        "83010103": [(500, 40), (500, 50), (NAN, NAN), (500, 60), (500, 2)],
    }
    indicators = pd.DataFrame(
        [
            {"area_code": area, "indicator_code": code, "assessed": assessed, "failed": failed}
            for area, rows in counts.items()
            for code, (assessed, failed) in zip(axis_of, rows, strict=True)
        ]
    )
    axes = pd.DataFrame([{"area_code": area, "axis_code": axis} for area in counts for axis in ("d1", "d2", "d3")])
    axes = axes.assign(problem_pct=5.0, pass_pct=95.0)
    shown, hidden = public_axes(axes, indicators, axis_of)
    assert shown["problem_pct"].isna().tolist() == [
        *(True, False, False),
        *(True, True, True),
        *(False, False, True),
    ]
    assert shown["pass_pct"].isna().tolist() == shown["problem_pct"].isna().tolist()
    assert hidden == 5
    assert axes["problem_pct"].notna().all()


def test_areas_whose_mean_is_hidden_stand_last_and_without_a_rank(warehouse: Warehouse) -> None:
    indicator_set = made_up_set(dimensions=3, size=3)
    failed = {"83010101": (400, 300, 200), "83010102": (700, 3, 600), "83010103": (100, 50, 40)}
    rows = [(code, number, 1000, count) for code, each in failed.items() for number, count in enumerate(each, 1)]
    store(warehouse, indicator_set, rows)
    compared = comparative_data(warehouse, catalogue_of(indicator_set), "830101", YEAR)
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
    radar = radar_levels_data(warehouse, catalogue_of(scores), "830101", YEAR, "nrd2c")
    shared, hidden = public_radar(radar)
    assert hidden == 0
    assert shared.indicators.equals(radar.indicators)
