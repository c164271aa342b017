"""Heat table, coverage grid, small multiples and the logic chain as data."""

import pandas as pd
import pytest

from charts.comparative import heat_table_figure
from charts.grid import number_colour
from charts.input_data import coverage_grid_figure
from charts.small_multiples import small_multiples_figure
from charts.theme import COOL_SCALE, NO_DATA, WARM_SCALE, blend, contrast

NAN = float("nan")


def areas_by_axes(areas: int, axes: int) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "area_code": f"8301{area + 1:02d}",
                "area_name": f"ตำบล {area + 1}",
                "axis_code": f"d{axis + 1}",
                "axis_name": f"ด้าน<br>{axis + 1}",
                "problem_pct": float(area + axis),
                "pass_pct": 100.0 - area - axis,
            }
            for area in range(areas)
            for axis in range(axes)
        ]
    )


def texts(figure):
    return {
        (x, y): text
        for trace in figure.data
        if trace.type == "scatter" and trace.mode == "text"
        for x, y, text in zip(trace.x, trace.y, trace.text, strict=True)
    }


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
    assert list(targets.customdata) == ["830102"] * 3 + ["830101"] * 3


def test_many_columns_are_named_by_code_and_ask_for_width():
    figure = heat_table_figure(areas_by_axes(2, 31))
    assert list(figure.layout.xaxis.ticktext)[:2] == ["d1", "d2"]
    assert figure.layout.meta["min_width_px"] > 1000


def test_numbers_stand_out_from_every_shade():
    for scale in (WARM_SCALE, COOL_SCALE):
        for step in range(101):
            assert contrast(number_colour(step, 100, scale), blend(scale, step / 100)) >= 4.5


def test_coverage_grid_hatches_what_never_came():
    cells = pd.DataFrame(
        {
            "area_code": ["8301", "8301", "8302"],
            "area_name": ["เมืองภูเก็ต", "เมืองภูเก็ต", "กะทู้"],
            "column_code": ["2560", "2561", "2561"],
            "column_name": ["2560", "2561", "2561"],
            "covered_pct": [100.0, 62.5, 80.0],
        }
    )
    figure = coverage_grid_figure(cells, columns_are_years=True)
    assert texts(figure) == {(0, 0): "100", (1, 0): "62.5", (0, 1): "–", (1, 1): "80.0"}
    assert list(figure.layout.xaxis.ticktext) == ["2560", "2561"]


def test_small_multiples_share_one_scale_and_keep_the_order():
    cells = areas_by_axes(17, 5)
    before = cells.copy(deep=True)
    figure = small_multiples_figure(cells)
    lines = [trace for trace in figure.data if trace.mode == "lines+markers"]
    assert [line.name for line in lines] == [f"ตำบล {index + 1}" for index in range(17)]
    assert lines[16].subplot == "polar17"
    assert lines[16].r[0] == pytest.approx(16 / 20)
    assert set(lines[3].customdata) == {"830104"}
    pd.testing.assert_frame_equal(cells, before)


def test_small_multiples_show_a_missing_axis_hollow():
    cells = areas_by_axes(2, 5)
    cells.loc[7, ["problem_pct", "pass_pct"]] = NAN
    figure = small_multiples_figure(cells)
    missing = [trace for trace in figure.data if trace.name == NO_DATA]
    assert [list(trace.theta) for trace in missing] == [["d3"]]
    assert missing[0].subplot == "polar2"


def test_small_multiples_say_what_their_rings_stand_for():
    def key(**look):
        return (
            small_multiples_figure(areas_by_axes(2, 3).assign(peer_rank_pct=50.0), **look).layout.annotations[-1].text
        )

    assert key(scale="linear").split("<br>")[:2] == [
        "จุดกลาง = 0 %",
        "วงจากในออกนอก = 20 % · 40 % · 60 % · 80 % · 100 %",
    ]
    rings = pd.DataFrame({"axis_code": ["d1"] * 4, "rank_pct": [25, 50, 75, 100], "problem_pct": [0.0, 1.0, 2.0, 3.14]})
    assert key(scale="rank", peer_rings=rings).split("<br>") == [
        "จุดกลาง = ต่ำกว่าทุกพื้นที่",
        "วงจากในออกนอก = ลำดับ 25 · กลางกลุ่ม · ลำดับ 75 · สูงสุด",
        "1 ด้าน 1 (0.0 · 1.0 · 2.0 · 3.1 %)",
        "2 ด้าน 2 (– · – · – · – %)",
        "3 ด้าน 3 (– · – · – · – %)",
    ]


def test_small_multiples_refuse_what_cannot_be_read():
    with pytest.raises(ValueError, match="at most 24"):
        small_multiples_figure(areas_by_axes(25, 5))
    with pytest.raises(ValueError, match="three axes"):
        small_multiples_figure(areas_by_axes(2, 2))
