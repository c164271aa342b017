"""Small radars on one scale as data."""

import pandas as pd
import pytest

from charts.small_multiples import small_multiples_figure
from tests.charts.conftest import NAN, areas_by_axes
from words.numbers import NO_DATA


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


def test_the_reference_is_drawn_in_each_and_the_values_stand_on_it():
    whole = areas_by_axes(1, 5).assign(problem_pct=10.0, pass_pct=90.0)
    figure = small_multiples_figure(areas_by_axes(3, 5), reference=("อำเภอทดลอง", whole))
    dashed = [trace for trace in figure.data if trace.name == "อำเภอทดลอง"]
    assert [trace.subplot for trace in dashed] == ["polar", "polar2", "polar3"]
    assert {round(radius, 9) for trace in dashed for radius in trace.r} == {1.0}  # 10 of 0–10 %
    assert [trace.showlegend for trace in dashed] == [True, False, False]
    assert list(figure.layout.polar2.angularaxis.ticktext) == [f"{n} <b>{n}.0</b>" for n in range(1, 6)]


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


def test_small_multiples_print_what_is_a_whole_per_cent_without_a_decimal():
    cells = areas_by_axes(2, 3).assign(peer_rank_pct=50.0, decimals=[0, 1, 1] * 2)
    rings = pd.DataFrame(
        {"axis_code": ["d1"] * 4, "rank_pct": [25, 50, 75, 100], "problem_pct": [9.0, 12.5, 30.0, 30.0]}
    )
    rings = rings.assign(pass_pct=100 - rings["problem_pct"], problem_decimals=[0, 1, 0, 1], pass_decimals=[1, 1, 1, 0])

    def key(rings, **look):
        return small_multiples_figure(cells, scale="rank", peer_rings=rings, **look).layout.annotations[-1].text

    assert "1 ด้าน 1 (9 · 12.5 · 30 · 30.0 %)" in key(rings)
    assert "1 ด้าน 1 (91.0 · 87.5 · 70.0 · 70 %)" in key(rings, measure="quality")
    hover = [text for trace in small_multiples_figure(cells).data for text in trace.hovertext or () if text]
    assert any("ร้อยละที่เป็นปัญหา 1 %" in text for text in hover)
    assert any("ร้อยละที่เป็นปัญหา 2.0 %" in text for text in hover)
    # many axes: the lowest and the highest of each ring
    many = areas_by_axes(2, 13).assign(peer_rank_pct=50.0)
    second = rings.assign(axis_code="d2", problem_pct=[8.0, 14.0, 31.0, 32.0])
    figure = small_multiples_figure(many, scale="rank", peer_rings=pd.concat([rings, second]))
    assert "ลำดับ 25 8–9 %" in figure.layout.annotations[-1].text


def test_small_multiples_refuse_what_cannot_be_read():
    with pytest.raises(ValueError, match="at most 24"):
        small_multiples_figure(areas_by_axes(25, 5))
    with pytest.raises(ValueError, match="three axes"):
        small_multiples_figure(areas_by_axes(2, 2))
