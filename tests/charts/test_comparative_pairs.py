"""Points of two measures and slopes of two years."""

import pandas as pd
import pytest

from charts.comparative_pairs import MOST_SLOPES, Axis, scatter_figure, slope_figure

NAN = float("nan")
POINTS = pd.DataFrame(
    {
        "area_code": ["830101", "830102", "830103"],
        "area_name": ["ก", "ข<b>", "ค"],
        "x_value": [1.0, 2.0, NAN],
        "y_value": [3, 4, 5],
    }
)


def test_points_without_a_line_and_the_own_area_as_a_star() -> None:
    figure = scatter_figure(POINTS, Axis("ทุกตัวชี้วัด"), Axis("ดื่มสุรา"), "830102")
    assert [trace.mode for trace in figure.data] == ["markers", "markers"]
    assert [list(trace.customdata) for trace in figure.data] == [["830101"], ["830102"]]
    assert figure.data[1].marker.symbol == "star"
    assert "<b>ข&lt;b&gt;</b>" in figure.layout.annotations[0].text
    assert (figure.layout.xaxis.title.text, figure.layout.yaxis.title.text) == ("ทุกตัวชี้วัด", "ดื่มสุรา")


def test_of_many_points_no_name_is_sent() -> None:
    many = pd.DataFrame({"area_code": [str(n) for n in range(600)], "area_name": "ก", "x_value": 1.234, "y_value": 2.0})
    trace = scatter_figure(many, Axis("ก"), Axis("ข", "แห่ง")).data[0]
    assert trace.hovertext is None
    assert (trace.x[0], len(trace.customdata)) == (1.23, 600)


def test_slopes_by_verdict() -> None:
    rows = POINTS.head(2).assign(before_pct=[10.0, 20.0], problem_pct=[30.0, 5.0], status=["worse", "better"])
    figure = slope_figure(rows, 2560, 2561)
    assert [(list(trace.y), trace.name, trace.line.dash) for trace in figure.data] == [
        ([10, 30], "แย่ลง", "solid"), ([20, 5], "ดีขึ้น", "dash"),
    ]  # fmt: skip
    assert list(figure.layout.xaxis.ticktext) == ["ปี 2560", "ปี 2561"]
    many = pd.concat([rows] * 11)
    assert len(many) > MOST_SLOPES
    with pytest.raises(ValueError, match="at most 20"):
        slope_figure(many, 2560, 2561)


def test_names_never_lie_on_each_other() -> None:
    rows = pd.DataFrame(
        {"area_code": ["1", "2", "3"], "area_name": ["ก", "ข", "ค"], "before_pct": [50.0, 10.0, 10.0],
         "problem_pct": [20.0, 20.2, 90.0], "status": ["better", "worse", "worse"]}
    )  # fmt: skip
    names = slope_figure(rows, 2560, 2561).layout.annotations
    assert [each.text for each in names] == ["ก 20.0 %", "ข 20.2 %", "ค 90.0 %"]
    assert names[1].y - names[0].y >= 90 * 0.045


def test_names_that_find_no_room_are_shown_on_hover_only() -> None:
    """The largest change keeps its name; none stands outside the figure."""
    rows = pd.DataFrame(
        {"area_code": [str(n) for n in range(20)], "area_name": [f"ก{n}" for n in range(20)],
         "before_pct": [10.0 * (n == 7) + 80 for n in range(20)], "problem_pct": 99.0, "status": "worse"}
    )  # fmt: skip
    names = slope_figure(rows, 2560, 2561).layout.annotations
    assert len(names) == 1
    assert names[0].y == 99.0
