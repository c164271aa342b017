"""Values that are no problem figures: on a radar, in a list of indicators, over the years and of the areas."""

import pandas as pd

from charts.plain_values import value_areas_figure, value_years_figure
from charts.radar_analysis import ranked_dot_figure
from charts.radar_diagram import radar_figure
from charts.theme import PLAIN_VALUE
from tests.charts.conftest import NAN, axes_table
from words.numbers import NO_DATA


def test_an_axis_of_plain_values_says_so_beside_one_without_data():
    axes = axes_table([4.0, NAN, 1.0, NAN]).assign(is_plain=[False, True, False, False])
    figure = radar_figure(axes)
    labels = figure.layout.polar.angularaxis.ticktext
    assert [PLAIN_VALUE in label for label in labels] == [False, True, False, False]
    assert [NO_DATA in label for label in labels] == [False, False, False, True]
    hollow = {trace.name: (list(trace.theta), trace.marker.symbol) for trace in figure.data if trace.name}
    assert (hollow[PLAIN_VALUE], hollow[NO_DATA]) == ((["d2"], "square-open"), (["d4"], "circle-open"))


def test_a_list_prints_the_value_where_there_is_no_percentage():
    rows = pd.DataFrame(
        {"indicator_code": ["other-x-01", "other-x-02", "other-x-03"], "short_label": ["ก", "ข", "ค"],
         "problem_pct": [10.0, NAN, NAN], "value": [3.0, 1199.0, NAN], "unit": ["ร้าน", "คน", "คน"]}
    )  # fmt: skip
    figure = ranked_dot_figure(rows)
    printed = [each.text for each in figure.layout.annotations]
    assert printed[:3] == ["<b>10.0 %</b>", "1,199", NO_DATA]
    named = {trace.name: list(trace.customdata) for trace in figure.data if trace.name}
    assert (named[PLAIN_VALUE], named[NO_DATA]) == (["other-x-02"], ["other-x-03"])


def test_years_in_the_unit_of_the_value_with_a_gap_for_a_year_without():
    rows = pd.DataFrame({"year_be": [2563, 2562, 2564, 2565], "value": [1150.0, 1100.5, NAN, 1199.0]})
    line = value_years_figure(rows, "คน").data[0]
    assert (list(line.x), list(line.y)) == ([2562, 2563, None, 2565], [1100.5, 1150.0, None, 1199.0])
    assert list(line.text) == ["<b>1,101</b>", "<b>1,150</b>", "", "<b>1,199</b>"]


def test_areas_by_value_with_missing_last():
    areas = pd.DataFrame({"area_code": ["1", "2", "3"], "area_name": ["ก", "ข", "ค"], "value": [NAN, 74.25, 287.0]})
    figure = value_areas_figure(areas, "คน", "2")
    assert [each.text for each in figure.layout.annotations] == ["<b>287</b>", "<b>74.25</b>", NO_DATA, "คน"]
    assert [list(trace.text) for trace in figure.data if trace.mode == "text"] == [["ค", "<b>ข</b>", "ก"]]
    assert figure.layout.xaxis.range[1] > 287
