"""Figures and axes of a tiny warehouse, written out whole."""

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from analysis.core.figures import INDICATOR_COLUMNS, axis_data, indicator_data, overall_data
from catalogue import CatalogueError, load_catalogue, parse_set, set_to_dict
from tests.analysis.examples import YEAR, made_up_set, store
from warehouse import Warehouse

NAN = float("nan")


def test_indicator_data_written_out_whole(warehouse: Warehouse):
    small = made_up_set(indicator_1={"targets": {YEAR: 95}})
    store(warehouse, small, [("83010101", 1, 40, 10), ("83010102", 1, 60, 0), ("83010101", 2, 0, 0)])
    found = indicator_data(warehouse, small, ["830101"], YEAR)
    expected = pd.DataFrame(
        {
            "area_code": ["830101"] * 3,
            "indicator_code": ["jpt-made-up-01", "jpt-made-up-02", "jpt-made-up-03"],
            "number": [1, 2, 3],
            "name": ["ตัวชี้วัด 1", "ตัวชี้วัด 2", "ตัวชี้วัด 3"],
            "short_label": ["ตัวชี้วัด 1", "ตัวชี้วัด 2", "ตัวชี้วัด 3"],
            "chart_label": ["ตัวชี้วัด 1", "ตัวชี้วัด 2", "ตัวชี้วัด 3"],
            "problem_name": ["ไม่ผ่าน: ตัวชี้วัด 1", "ไม่ผ่าน: ตัวชี้วัด 2", "ไม่ผ่าน: ตัวชี้วัด 3"],
            "problem_label": ["ไม่ผ่าน: ตัวชี้วัด 1", "ไม่ผ่าน: ตัวชี้วัด 2", "ไม่ผ่าน: ตัวชี้วัด 3"],
            "dimension_code": ["d1", "d2", "d1"],
            "dimension_name": ["ด้าน 1", "ด้าน 2", "ด้าน 1"],
            "unit": ["คน"] * 3,
            "assessed": [100, 0, NAN],
            "failed": [10, 0, NAN],
            "score_1": NAN,
            "score_2": NAN,
            "score_3": NAN,
            "value": NAN,
            "problem_pct": [10, NAN, NAN],
            "pass_pct": [90, NAN, NAN],
            "low_pct": [5.522914, NAN, NAN],
            "high_pct": [17.436566, NAN, NAN],
            "target_pct": [95, NAN, NAN],
            "target_source": ["set", None, None],
            "gap_pct": [5, NAN, NAN],
            "areas_counted": [2, 1, NAN],
            "source_level": ["village", "village", None],
            "is_synthetic": [False, False, False],
        }
    )
    assert_frame_equal(found, expected, check_dtype=False, atol=1e-6)
    assert tuple(found.columns) == INDICATOR_COLUMNS


def test_axis_is_the_plain_mean_over_indicators_with_data(warehouse: Warehouse):
    small = made_up_set()
    store(warehouse, small, [("83010101", 1, 1000, 100), ("83010101", 3, 10, 5), ("83010101", 2, 0, 0)])
    axes = axis_data(indicator_data(warehouse, small, ["83010101", "83010199"], YEAR), small)
    expected = pd.DataFrame(
        {
            "area_code": ["83010101", "83010101", "83010199", "83010199"],
            "axis_code": ["d1", "d2"] * 2,
            "axis_name": ["ด้าน 1", "ด้าน 2"] * 2,
            "axis_short": ["ด้าน 1", "ด้าน 2"] * 2,
            "problem_pct": [30, NAN, NAN, NAN],
            "pass_pct": [70, NAN, NAN, NAN],
            "indicators": [2, 1] * 2,
            "indicators_with_data": [2, 0, 0, 0],
        }
    )
    assert_frame_equal(axes, expected, check_dtype=False)


def test_overall_is_the_mean_of_indicators_not_of_axes(warehouse: Warehouse):
    small = made_up_set()
    store(warehouse, small, [("83010101", 1, 100, 10), ("83010101", 3, 100, 20), ("83010101", 2, 100, 60)])
    row = overall_data(indicator_data(warehouse, small, ["83010101"], YEAR)).iloc[0]
    assert (row["problem_pct"], row["pass_pct"], row["indicators"], row["indicators_with_data"]) == (30, 70, 3, 3)


def test_score_set_counts_villages(warehouse: Warehouse):
    scores = made_up_set(survey="nrd2c", measure="score")
    rows = [("83010101", 1, 1), ("83010102", 1, 2), ("83010103", 1, 3), ("83010104", 1, 3), ("83010101", 2, 3)]
    store(warehouse, scores, rows, columns=["score"])
    found = indicator_data(warehouse, scores, ["830101"], YEAR)
    columns = ["score_1", "score_2", "score_3", "assessed", "failed", "problem_pct", "low_pct", "high_pct"]
    expected = [[1, 1, 2, 4, NAN, 37.5, NAN, NAN], [0, 0, 1, 1, NAN, 0, NAN, NAN], [NAN] * 8]
    assert_frame_equal(found[columns], pd.DataFrame(expected, columns=columns), check_dtype=False)
    assert indicator_data(warehouse, scores, ["83010102"], YEAR)["problem_pct"].iloc[0] == 50


def test_value_set_places_values_between_their_ends(warehouse: Warehouse):
    values = made_up_set(
        survey="other", measure="value",
        indicator_1={"low": 0, "high": 200, "targets": {YEAR: 150}},
        indicator_2={"low": 0, "high": 50, "direction": "more_is_worse"},
    )  # fmt: skip
    rows = [("83010101", 1, 100), ("83010102", 1, 60), ("83010101", 2, 10), ("83010101", 3, 7)]
    store(warehouse, values, rows, columns=["value"])
    found = indicator_data(warehouse, values, ["830101"], YEAR)
    columns = ["value", "problem_pct", "target_pct", "gap_pct", "assessed", "failed"]
    expected = [[80, 60, 75, 35, NAN, NAN], [10, 20, NAN, NAN, NAN, NAN], [7, NAN, NAN, NAN, NAN, NAN]]
    assert_frame_equal(found[columns], pd.DataFrame(expected, columns=columns), check_dtype=False)


@pytest.mark.parametrize(
    ("dimensions", "size", "survey", "measure"), [(5, 38, "jpt", "count"), (7, 44, "nrd2c", "score")]
)
def test_sets_of_any_size(warehouse: Warehouse, dimensions: int, size: int, survey: str, measure: str):
    large = made_up_set(dimensions, size, survey, measure)
    columns, cells = (["assessed", "failed"], (50, 5)) if measure == "count" else (["score"], (2,))
    store(warehouse, large, [("83010101", number, *cells) for number in range(1, size + 1)], columns=columns)
    indicators = indicator_data(warehouse, large, ["TH"], YEAR)
    axes = axis_data(indicators, large)
    assert (len(indicators), len(axes), axes["indicators"].sum()) == (size, dimensions, size)
    assert set(axes["problem_pct"]) == {10.0 if measure == "count" else 50.0}


def test_a_view_groups_the_indicators_it_names(warehouse: Warehouse):
    definition = set_to_dict(made_up_set())
    axis = {"number": 1, "name": "รวม", "indicators": [2, 3]}
    definition["views"] = [{"id": "mine", "title": "มุมมอง", "dimensions": [axis]}]
    viewed = parse_set(definition)
    store(warehouse, viewed, [("83010101", number, 10, number) for number in (1, 2, 3)])
    indicators = indicator_data(warehouse, viewed, ["830101"], YEAR)
    for view in ("mine", viewed.views[0]):
        axes = axis_data(indicators, viewed, view)
        assert axes[["axis_name", "problem_pct", "indicators"]].to_numpy().tolist() == [["รวม", 25.0, 2]]
    with pytest.raises(CatalogueError):
        axis_data(indicators, viewed, "missing")


def test_shipped_view_uses_a_subset_of_the_indicators():
    shipped = load_catalogue().get("jpt-2560")
    indicators = pd.DataFrame(
        {"area_code": "TH", "indicator_code": [each.code for each in shipped.indicators], "problem_pct": 1.0}
    )
    assert axis_data(indicators, shipped, "tpmap")["indicators_with_data"].tolist() == [4, 4, 4, 3, 2]


def test_source_unit_stands_before_the_set_s_own(warehouse: Warehouse):
    households = made_up_set(indicator_1={"unit": "ครัวเรือน"})
    people = made_up_set()
    store(warehouse, people, [("83010101", 1, 10, 1)], counting="people")
    found = indicator_data(warehouse, households, ["830101", "830102"], YEAR)
    assert found.loc[found["number"] == 1, "unit"].tolist() == ["คน", "ครัวเรือน"]


def test_facts_of_an_indicator_the_set_has_lost_are_left_out(warehouse: Warehouse):
    store(warehouse, made_up_set(size=4), [("83010101", 4, 10, 1), ("83010101", 1, 10, 5)])
    found = indicator_data(warehouse, made_up_set(size=3), ["830101"], YEAR)
    assert found["problem_pct"].tolist() == pytest.approx([50, NAN, NAN], nan_ok=True)


def test_areas_come_back_in_the_order_given_and_once(warehouse: Warehouse):
    small = made_up_set()
    store(warehouse, small, [("83010101", 1, 10, 1), ("83020101", 1, 10, 2)])
    found = indicator_data(warehouse, small, ["8302", "83010101", "TH", "8302"], YEAR)
    assert found["area_code"].tolist() == ["8302"] * 3 + ["83010101"] * 3 + ["TH"] * 3
    assert found["problem_pct"].dropna().tolist() == [20, 10, 15]


def test_no_areas_and_no_data(warehouse: Warehouse):
    small = made_up_set()
    assert indicator_data(warehouse, small, [], YEAR).empty
    assert axis_data(indicator_data(warehouse, small, [], YEAR), small).empty
    assert indicator_data(warehouse, small, ["830101"], YEAR)["problem_pct"].isna().all()
    with pytest.raises(CatalogueError):
        indicator_data(warehouse, small, ["8301011"], YEAR)


def test_inputs_are_not_changed(warehouse: Warehouse):
    small = made_up_set()
    store(warehouse, small, [("83010101", 1, 10, 1)])
    indicators = indicator_data(warehouse, small, ["830101"], YEAR)
    before = indicators.copy()
    axis_data(indicators, small)
    overall_data(indicators)
    assert_frame_equal(indicators, before)
