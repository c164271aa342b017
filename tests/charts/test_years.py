"""One figure over the years as data."""

import pandas as pd

from charts.years import year_runs, years_figure
from words.numbers import NO_DATA

NAN = float("nan")


def named(figure, name):
    return next(trace for trace in figure.data if trace.name == name)


def test_year_runs_break_at_missing_years_and_set_changes():
    years, sets = [2555, 2556, 2558, 2560, 2561], ["a", "a", "a", "b", "b"]
    assert year_runs(years, [1, 2, 3, 4, 5], sets, 1) == [[0, 1], [2], [3, 4]]
    assert year_runs(years, [1, 2, 3, 4, 5], sets, 2) == [[0, 1, 2], [3, 4]]
    assert year_runs([2560, 2561, 2562], [1, NAN, 3], ["b"] * 3, 1) == [[0], [2]]


def test_years_figure_breaks_its_line_and_marks_the_change():
    rows = pd.DataFrame(
        {
            "year_be": [2561, 2554, 2560, 2563, 2562],
            "problem_pct": [13.0, 12.0, 14.0, 10.0, NAN],
            "low_pct": [12.0, 11.0, 13.0, 9.0, NAN],
            "high_pct": [14.0, 13.0, 15.0, 11.0, NAN],
            "set_id": ["jpt-2560", "jpt-2550", "jpt-2560", "jpt-2560", "jpt-2560"],
        }
    )
    before = rows.copy(deep=True)
    figure = years_figure(rows)
    line = next(trace for trace in figure.data if trace.mode == "lines+markers")
    assert list(line.x) == [2554, None, 2560, 2561, None, 2563]
    assert list(line.y) == [12.0, None, 14.0, 13.0, None, 10.0]
    assert line.connectgaps is False
    assert [note.text for note in figure.layout.annotations] == ["เปลี่ยนชุดตัวชี้วัด"]
    assert list(named(figure, NO_DATA).x) == [2562]
    pd.testing.assert_frame_equal(rows, before)


def test_years_figure_with_one_year_and_no_interval():
    figure = years_figure(pd.DataFrame({"year_be": [2561], "problem_pct": [3.0]}))
    line = next(trace for trace in figure.data if trace.mode == "lines+markers")
    assert (list(line.x), list(line.y), line.error_y.array) == ([2561], [3.0], None)
    assert figure.layout.yaxis.range[0] == 0
