"""The heat table, villages and rankings as data."""

import pandas as pd
import pytest

from charts.comparative import heat_table_figure, ranking_figure, villages_dot_figure
from charts.grid import number_colour
from charts.theme import COOL_SCALE, HIDDEN, QUALITY, WARM_SCALE, blend, contrast
from tests.charts.conftest import NAN, areas_by_axes, texts
from words.numbers import NO_DATA


def test_heat_table_prints_every_number_and_hatches_what_is_missing():
    cells = areas_by_axes(3, 4)
    cells.loc[(cells["area_code"] == "830102") & (cells["axis_code"] == "d3"), "problem_pct"] = NAN
    cells = cells[~((cells["area_code"] == "830103") & (cells["axis_code"] == "d1"))]
    figure = heat_table_figure(cells)
    heat = next(trace for trace in figure.data if trace.type == "heatmap")
    assert [list(line) for line in heat.z] == [[0, 1, 2, 3], [1, 2, None, 4], [None, 3, 4, 5]]
    assert (texts(figure)[(1, 0)], texts(figure)[(2, 1)], texts(figure)[(0, 2)]) == ("1.0", "–", "–")
    hatch = next(trace for trace in figure.data if trace.name == NO_DATA)
    assert hatch.fillpattern.shape == "/"
    assert [value for value in hatch.x if value is None] == [None, None]


def test_heat_table_keeps_the_given_order_and_carries_area_codes():
    figure = heat_table_figure(areas_by_axes(2, 3).iloc[::-1])
    assert list(figure.layout.yaxis.ticktext) == ["ตำบล 2", "ตำบล 1"]
    assert list(figure.layout.xaxis.ticktext) == ["ด้าน<br>3", "ด้าน<br>2", "ด้าน<br>1"]
    targets = next(trace for trace in figure.data if trace.type == "scatter" and trace.mode == "markers")
    codes = [tuple(each) for each in targets.customdata]
    assert codes == [(area, axis) for area in ("830102", "830101") for axis in ("d3", "d2", "d1")]


def test_many_columns_are_named_by_code_and_ask_for_width():
    figure = heat_table_figure(areas_by_axes(2, 31))
    assert list(figure.layout.xaxis.ticktext)[:2] == ["d1", "d2"]
    assert figure.layout.meta["min_width_px"] > 1000


def test_numbers_stand_out_from_every_shade():
    for scale in (WARM_SCALE, COOL_SCALE):
        for step in range(101):
            assert contrast(number_colour(step, 100, scale), blend(scale, step / 100)) >= 4.5


def named(figure, name):
    return next(trace for trace in figure.data if trace.name == name)


@pytest.fixture
def villages() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "area_code": ["83010101", "83010102", "83010103"],
            "area_name": ["หมู่ที่ 1", "หมู่ที่ 2", "หมู่ที่ 3"],
            "problem_pct": [NAN, 5.0, 40.0],
            "low_pct": [NAN, 1.0, 12.0],
            "high_pct": [NAN, 20.0, 77.0],
        }
    )


def test_villages_stand_in_the_order_given_with_their_counts_and_missing_last(villages):
    counted = villages.assign(assessed=[NAN, 60, 10], failed=[NAN, 3, 4])
    assert next(trace for trace in villages_dot_figure(counted).data if trace.mode == "text").text == (
        "หมู่ที่ 2 · 3 จาก 60", "หมู่ที่ 3 · 4 จาก 10", "หมู่ที่ 1",
    )  # fmt: skip
    figure = villages_dot_figure(villages, highlight="83010102", reference_pct=14.0, reference_name="ตำบลฉลอง")
    labels = next(trace for trace in figure.data if trace.mode == "text")
    assert list(labels.text) == ["<b>หมู่ที่ 2</b>", "หมู่ที่ 3", "หมู่ที่ 1"]
    selected = named(figure, "พื้นที่ที่เลือก")
    assert (list(selected.customdata), selected.marker.color[0], selected.marker.symbol[0]) == (
        ["83010102"],
        QUALITY,
        "star",
    )
    assert list(named(figure, "ตำบลฉลอง").x) == [14.0] * 3
    assert figure.layout.xaxis.range == (0, 80)


def test_ranking_keeps_the_given_order_but_puts_missing_last(villages):
    table = villages.rename(columns={"problem_pct": "mean_problem_pct"})[["area_code", "area_name", "mean_problem_pct"]]
    labels = next(trace for trace in ranking_figure(table).data if trace.mode == "text")
    assert list(labels.text) == ["หมู่ที่ 2", "หมู่ที่ 3", "หมู่ที่ 1"]


def test_height_grows_with_the_rows(villages):
    many = pd.concat([villages] * 20, ignore_index=True)
    assert villages_dot_figure(many).layout.height - villages_dot_figure(villages).layout.height == 57 * 50


def test_what_is_hidden_is_not_called_missing():
    cells = pd.DataFrame({
        "area_code": ["1", "1"], "area_name": ["ก", "ก"], "axis_code": ["d1", "d2"], "axis_name": ["ด้าน 1", "ด้าน 2"],
        "problem_pct": [float("nan")] * 2, "indicators_with_data": [3, 0],
    })  # fmt: skip
    figure = heat_table_figure(cells)
    assert {trace.name: trace.fillpattern.shape for trace in figure.data if trace.showlegend} == {
        HIDDEN: "x", NO_DATA: "/",
    }  # fmt: skip
    hovers = [text for trace in figure.data for text in (trace.hovertext if trace.hovertext is not None else [])]
    assert [text.rpartition(" ")[2] for text in hovers] == [HIDDEN, NO_DATA]
