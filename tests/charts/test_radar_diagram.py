"""The radar as data: traces, radii, gaps, labels; for a hall every letter is large, and the first figure stays."""

import pandas as pd
import pytest

from charts.radar_diagram import LETTERS_PX, for_the_hall, radar_figure
from charts.theme import HIDDEN, PROBLEM, QUALITY, Measure
from tests.charts.conftest import axes_table
from words.numbers import NO_DATA


def indicator_axes(problem: list[float]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "axis_code": [f"jpt-2560-{index + 1:02d}" for index in range(len(problem))],
            "axis_name": [f"ตัวชี้วัดที่ {index + 1}" for index in range(len(problem))],
            "problem_pct": problem,
            "pass_pct": [100 - value for value in problem],
        }
    )


def trace_named(figure, name):
    return next(trace for trace in figure.data if trace.name == name)


def test_main_trace_closes_and_carries_axis_codes(axes):
    trace = trace_named(radar_figure(axes, name="ตำบลฉลอง", scale="linear"), "ตำบลฉลอง")
    assert list(trace.r) == pytest.approx([0.042, 0.076, 0.011, 0.124, 0.066, 0.042])
    assert list(trace.theta) == ["d1", "d2", "d3", "d4", "d5", "d1"]
    assert list(trace.customdata) == list(trace.theta)


@pytest.mark.parametrize(
    ("scale", "measure", "expected"),
    [
        ("focused", "problem", 12.4 / 15),
        ("stretched", "problem", 12.4 / 20 * 5 / 15),
        ("linear", "quality", 0.876),
        ("focused", "quality", (87.6 - 85) / 15),
        ("rank", "problem", 0.40),
    ],
)
def test_radius_by_scale(axes, scale, measure, expected):
    trace = trace_named(radar_figure(axes, measure=measure, scale=scale, name="ก"), "ก")
    assert trace.r[3] == pytest.approx(expected)


def ring_texts(figure):
    """(axis code, radius) → text and side, of everything written on rings."""
    return {
        (code, round(radius, 6), side): text.strip("\u00a0")
        for trace in figure.data
        if trace.mode == "text"
        for code, radius, side, text in zip(trace.theta, trace.r, trace.textposition, trace.text, strict=True)
        if text
    }


def test_rings_print_true_percentages_by_turns_right_and_left_of_the_first_axis(axes):
    stretched = radar_figure(axes, scale="stretched")
    assert ring_texts(stretched) == {
        ("d1", round(5 / 15, 6), "middle right"): "20 %",
        ("d1", round(9 / 15, 6), "middle left"): "40 %",
        ("d1", round(12 / 15, 6), "middle right"): "60 %",
        ("d1", round(14 / 15, 6), "middle left"): "80 %",
        ("d1", 1.0, "middle right"): "100 %",
    }
    assert list(stretched.layout.polar.radialaxis.tickvals) == pytest.approx([5 / 15, 9 / 15, 12 / 15, 14 / 15, 1])
    assert list(ring_texts(radar_figure(axes)).values()) == ["5 %", "10 %", "15 %"]


def peer_rings(codes: list[str]) -> pd.DataFrame:
    """On axis number n the rings stand for n.25, n.5, n.75 and n+1 percent."""
    return pd.DataFrame(
        [
            {"axis_code": code, "rank_pct": rank, "problem_pct": number + rank / 100, "pass_pct": 90 + rank / 100}
            for number, code in enumerate(codes)
            for rank in (25, 50, 75, 100)
        ]
    )


def test_rings_of_ranks_carry_the_true_percentage_of_each_axis(axes):
    rings = peer_rings(list(axes["axis_code"]))
    rings.loc[rings["axis_code"] == "d3", "problem_pct"] = float("nan")
    texts = ring_texts(radar_figure(axes, scale="rank", peer_rings=rings))
    names = {radius: text for (code, radius, side), text in texts.items() if (code, side) == ("d1", "middle right")}
    assert names == {0.25: "ลำดับ 25", 0.5: "กลางกลุ่ม", 0.75: "ลำดับ 75", 1.0: "สูงสุด"}
    assert [text for (code, _, side), text in texts.items() if (code, side) == ("d1", "middle left")] == [
        *("0.3", "0.5", "0.8", "1.0"),
    ]
    assert [text for (code, _, _), text in texts.items() if code == "d5"] == ["4.3", "4.5", "4.8", "5.0"]
    assert not [text for (code, _, _), text in texts.items() if code == "d3"]
    quality = ring_texts(radar_figure(axes, measure="quality", scale="rank", peer_rings=rings))
    assert [text for (code, _, _), text in quality.items() if code == "d3"] == ["90.3", "90.5", "90.8", "91.0"]


def test_rings_of_ranks_with_many_axes_carry_the_lowest_and_highest_percentage():
    axes = indicator_axes([1.0] * 9).assign(peer_rank_pct=50.0)
    rings = peer_rings(list(axes["axis_code"]))
    texts = ring_texts(radar_figure(axes, scale="rank", peer_rings=rings))
    assert list(texts.values()) == [
        *("ลำดับ 25 0.3–8.3 %", "กลางกลุ่ม 0.5–8.5 %", "ลำดับ 75 0.8–8.8 %", "สูงสุด 1.0–9.0 %"),
    ]
    alone = ring_texts(radar_figure(axes, scale="rank", peer_rings=rings.head(4)))
    assert list(alone.values())[1] == "กลางกลุ่ม 0.5 %"


def test_rings_of_ranks_without_peers_are_named_and_carry_no_percentage(axes):
    assert set(ring_texts(radar_figure(axes, scale="rank")).values()) == {"ลำดับ 25", "กลางกลุ่ม", "ลำดับ 75", "สูงสุด"}


def test_missing_axis_is_a_gap_and_a_hollow_marker_never_zero(gap_axes):
    figure = radar_figure(gap_axes, name="ก")
    line = trace_named(figure, "ก")
    assert line.r[1] is None
    assert line.connectgaps is False
    assert 0 not in [radius for radius in line.r if radius is not None]
    missing = trace_named(figure, NO_DATA)
    assert (list(missing.r), list(missing.theta), missing.marker.symbol) == ([1.0], ["d2"], "circle-open")
    assert NO_DATA in figure.layout.polar.angularaxis.ticktext[1]
    assert NO_DATA in missing.hovertext[0]


def test_nothing_is_shaded_across_a_missing_axis(gap_axes):
    fill = next(trace for trace in radar_figure(gap_axes).data if trace.fill == "toself")
    assert "d2" not in list(fill.theta)
    assert (fill.r[0], fill.r[-1]) == (0.0, 0.0)


def test_hover_says_value_and_how_many_indicators(axes):
    trace = trace_named(radar_figure(axes, name="ก"), "ก")
    assert trace.hovertext[3] == "<b>การมีงานทำและรายได้</b><br>ก<br>ร้อยละที่เป็นปัญหา 12.4 %<br>มีข้อมูล 6 จาก 6 ตัวชี้วัด"


def test_companions_are_dashed_grey_aligned_by_code_and_share_the_scale(axes):
    parent = axes.iloc[[4, 3, 2, 1]].assign(problem_pct=[8.0, 18.0, 2.0, 6.0])
    figure = radar_figure(axes, [("อำเภอ", parent)], scale="focused", name="ก")
    companion = trace_named(figure, "อำเภอ")
    assert list(companion.theta) == [None, "d2", "d3", "d4", "d5", None]
    assert companion.r[3] == pytest.approx(18 / 20)
    assert companion.line.dash == "dash"
    assert trace_named(figure, "ก").r[3] == pytest.approx(12.4 / 20)


def test_at_most_two_companions(axes):
    with pytest.raises(ValueError, match="at most 2"):
        radar_figure(axes, [("ก", axes), ("ข", axes), ("ค", axes)])


def test_labels_carry_values_then_names_then_codes():
    def labels(count):
        return list(radar_figure(indicator_axes([1.0] * count)).layout.polar.angularaxis.ticktext)

    assert labels(8)[0] == "ตัวชี้วัดที่ 1<br><b>1.0 %</b>"
    assert labels(16)[0] == "ตัวชี้วัดที่ 1"
    assert labels(38)[37] == "38"


@pytest.mark.parametrize("count", [3, 5, 7, 16, 17, 31, 38, 44])
def test_any_number_of_axes_keeps_its_order(count):
    figure = radar_figure(indicator_axes([float(index % 9) for index in range(count)]))
    assert list(figure.layout.polar.angularaxis.categoryarray) == [f"jpt-2560-{i + 1:02d}" for i in range(count)]
    assert figure.layout.height > 380


@pytest.mark.parametrize("count", [1, 2])
def test_fewer_than_three_axes_become_a_list_of_dots(count):
    figure = radar_figure(indicator_axes([40.0, 10.0][:count]))
    assert {trace.type for trace in figure.data} == {"scatter"}
    dots = next(trace for trace in figure.data if trace.mode == "markers")
    assert list(dots.x) == [40.0, 10.0][:count]
    assert list(dots.customdata) == ["jpt-2560-01", "jpt-2560-02"][:count]


def test_no_data_at_all_is_all_hollow():
    figure = radar_figure(indicator_axes([float("nan")] * 5), name="ก")
    assert len(trace_named(figure, NO_DATA).r) == 5
    assert set(trace_named(figure, "ก").r) == {None}


def test_colour_says_problem_or_quality(axes):
    assert trace_named(radar_figure(axes, name="ก"), "ก").line.color == PROBLEM
    assert trace_named(radar_figure(axes, measure="quality", name="ก"), "ก").line.color == QUALITY


def test_clicks_need_the_zoom_drag_mode(axes):
    assert radar_figure(axes).layout.dragmode == "zoom"


def test_names_from_data_are_not_markup(axes):
    figure = radar_figure(axes.assign(axis_name="<a href='http://x'>ก</a>"), name="<b>บ้าน</b>")
    assert figure.layout.polar.angularaxis.ticktext[0].startswith("&lt;a")
    assert figure.data[1].name == "&lt;b&gt;บ้าน&lt;/b&gt;"


def test_input_is_not_changed(axes):
    before = axes.copy(deep=True)
    radar_figure(axes, [("อำเภอ", axes)], scale="rank")
    pd.testing.assert_frame_equal(axes, before)


def test_a_radar_says_how_its_height_follows_a_narrow_box(axes):
    margin = radar_figure(axes).layout.margin
    assert radar_figure(axes).layout.meta == {"beyond_width_px": margin.t + margin.b - margin.l - margin.r}
    assert radar_figure(axes.assign(peer_rank_pct=50.0), scale="rank").layout.meta == {"min_width_px": 420}


def test_a_long_name_takes_two_lines_of_the_legend_and_room_for_them(axes):
    name = "ข้อมูลสังเคราะห์: เศรษฐกิจ สิ่งแวดล้อม และบริการของชุมชน ปี 2565"
    figure = radar_figure(axes, name=name)
    entry = next(trace.name for trace in figure.data if trace.name)
    assert entry == "ข้อมูลสังเคราะห์: เศรษฐกิจ สิ่งแวดล้อม และ<br>บริการของชุมชน ปี 2565"
    assert figure.layout.margin.b == radar_figure(axes).layout.margin.b + 22


def test_a_hidden_figure_is_said_to_be_hidden_and_a_missing_one_missing() -> None:
    axes = pd.DataFrame(
        {
            "axis_code": ["d1", "d2", "d3", "d4"],
            "axis_name": ["ก", "ข", "ค", "ง"],
            "problem_pct": [5.0, 6.0, float("nan"), float("nan")],
            "pass_pct": [95.0, 94.0, float("nan"), float("nan")],
            "indicators": [2, 2, 2, 2],
            "indicators_with_data": [2, 2, 2, 0],
        }
    )
    figure = radar_figure(axes)
    labels = figure.layout.polar.angularaxis.ticktext
    assert [HIDDEN in label for label in labels] == [False, False, True, False]
    assert [NO_DATA in label for label in labels] == [False, False, False, True]
    assert {HIDDEN, NO_DATA} < {trace.name for trace in figure.data}
    few = radar_figure(axes.iloc[2:])
    assert [note.text for note in few.layout.annotations][:2] == [HIDDEN, NO_DATA]


def test_all_lines_of_the_first_axis_stand_within_the_figure(axes):
    """The label that points up grows upwards: four lines of a name and the value need five times a line's height."""
    long = axes.assign(axis_name=["15–59 ปี<br>มีอาชีพ<br>และราย<br>ได้", *axes["axis_name"].iloc[1:]])
    below = axes.assign(axis_name=[*axes["axis_name"].iloc[:2], "15–59 ปี<br>มีอาชีพ<br>และราย<br>ได้", "ก", "ข"])
    assert radar_figure(long).layout.margin.t >= 14 + 5 * 20
    assert radar_figure(below).layout.margin.t < radar_figure(long).layout.margin.t


def test_a_centre_that_is_not_zero_says_what_it_is(axes):
    def texts(measure: Measure) -> list[str]:
        return [text.strip("\u00a0") for trace in radar_figure(axes, measure=measure).data for text in trace.text or ()]

    assert any("จุดกลาง 85 %" in text for text in texts("quality"))  # the largest problem is 12.4 %
    assert not any("จุดกลาง" in text for text in texts("problem"))


@pytest.mark.parametrize("count", [2, 5, 8])
def test_every_letter_is_large_and_the_height_is_that_of_its_box(count: int) -> None:
    figure = radar_figure(axes_table([10.0 + each for each in range(count)]), [("อำเภอ", axes_table([5.0] * count))])
    before = figure.to_json()
    large = for_the_hall(figure)
    assert figure.to_json() == before
    assert large.layout.height is None
    assert large.layout.font.size == large.layout.legend.font.size == LETTERS_PX
    if count > 2:
        assert large.layout.polar.angularaxis.tickfont.size == LETTERS_PX
    assert all(each.textfont.size == LETTERS_PX for each in large.data if each.mode and "text" in each.mode)
