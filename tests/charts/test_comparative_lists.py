"""The lists of stage 4 that are drawn for paper: half of a problem in few areas, points with their interval."""

import pandas as pd

from charts.comparative_lists import choice_figure, concentration_figure

NAN = float("nan")


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
