"""The heat table, villages, rankings, lists of shares and points, and one area among all of them, as data."""

import pandas as pd
import pytest

from charts.comparative import (
    choice_figure,
    concentration_figure,
    heat_table_figure,
    ranking_figure,
    spine_figure,
    villages_dot_figure,
)
from charts.grid import number_colour
from charts.theme import COOL_SCALE, HIDDEN, QUALITY, STATUS_COLOUR, WARM_SCALE, blend, contrast
from tests.charts.conftest import NAN, areas_by_axes, texts
from words.numbers import NO_DATA

ROWS = pd.DataFrame(
    {
        "indicator_code": ["i1", "i2", "i3"], "problem_name": ["ดื่มสุรา", "ไม่ออมเงิน", "ไม่มีน้ำ"],
        "problem_pct": [30.0, 5.0, NAN], "least_pct": [0.0, 1.0, NAN], "quarter_pct": [10.0, 2.0, NAN],
        "middle_pct": [12.0, 4.0, NAN], "three_quarters_pct": [20.0, 6.0, NAN], "most_pct": [60.0, 9.0, NAN],
        "status_name": ["ด้อย", None, None], "rank_words": ["3–9", "ไม่จัด", "–"], "failed": [3.0, 1.0, NAN],
        "assessed": [10.0, 20.0, NAN], "unit": ["คน"] * 3,
    }
)  # fmt: skip


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


def test_a_bar_is_as_long_as_the_share_of_areas_that_hold_half() -> None:
    rows = pd.DataFrame(
        {"indicator_code": ["a-1", "a-2"], "problem_name": ["ไม่ออม", "สูบ"], "areas_for_half": [1, 3], "areas": [4, 6]}
    )
    figure = concentration_figure(rows.assign(failed=[10.0, 20.0]))
    _, every, half = figure.data
    assert list(every.x) == [0, 100, None, 0, 100, None]
    assert list(half.x) == [0, 25, None, 0, 50, None]
    assert list(half.customdata) == ["a-1", "a-1", None, "a-2", "a-2", None]
    assert [each.text for each in figure.layout.annotations[:2]] == ["<b>1</b> จาก 4", "<b>3</b> จาก 6"]


def test_a_total_has_its_interval_and_a_need_alone_is_hollow() -> None:
    rows = pd.DataFrame(
        {
            "area_code": ["830101", "830102"], "area_name": ["ตลาดใหญ่", "<b>ข"], "total_points": [70.0, NAN],
            "low_points": [-5.0, NAN], "high_points": [80.0, NAN], "need_points": [40.0, 30.0], "range": ["อันดับ 1", ""],
        }
    )  # fmt: skip
    figure = choice_figure(rows, 100)
    interval, total, need = figure.data[1:]
    assert list(interval.x) == [0, 80, None]
    assert (list(total.x), list(total.customdata), total.marker.symbol) == ([70], ["830101"], "circle")
    assert (list(need.x), list(need.customdata), need.marker.symbol) == ([30], ["830102"], "circle-open")
    assert [each.text for each in figure.layout.annotations[:2]] == ["<b>70.0</b><br>อันดับ 1", "<b>30.0</b>"]
    assert "&lt;b&gt;" in figure.data[0].text[1]


def test_every_indicator_has_its_bars_and_the_area_a_dot_by_its_status() -> None:
    figure = spine_figure(ROWS, "ตำบลกะทู้")
    by_name = {trace.name: trace for trace in figure.data if trace.name}
    assert list(by_name["ทุกพื้นที่"].x) == [0, 60, None, 1, 9, None]
    assert list(by_name["ครึ่งกลางของพื้นที่"].x) == [10, 20, None, 2, 6, None]
    assert list(by_name["พื้นที่กลาง (มัธยฐาน)"].x) == [12, 4]
    worse = by_name["ด้อย"]
    assert (list(worse.x), list(worse.customdata), worse.marker.color) == ([30], ["i1"], STATUS_COLOUR["ด้อย"])
    assert "3 จาก 10 คน" in worse.hovertext[0]
    assert list(by_name["ไม่มีค่าเทียบ"].customdata) == ["i2"]
    texts = [each.text for each in figure.layout.annotations]
    assert "<b>30.0 %</b><br>3–9" in texts
    assert "<b>ไม่มีข้อมูล</b><br>–" in texts
