"""Ranked dots, villages, rankings, village scores and years as data."""

import pandas as pd
import pytest

from charts.comparative import ranking_figure, villages_dot_figure
from charts.radar_analysis import ranked_dot_figure
from charts.theme import NO_DATA, PROBLEM, QUALITY
from charts.village_scores import score_bars_figure
from charts.years import year_runs, years_figure

NAN = float("nan")


def named(figure, name):
    return next(trace for trace in figure.data if trace.name == name)


def right_texts(figure):
    return [note.text for note in figure.layout.annotations if note.xref == "paper" and note.x == 1]


def test_ranked_dots_group_by_status_and_keep_the_given_order(indicators):
    figure = ranked_dot_figure(indicators, "อำเภอเมืองภูเก็ต")
    assert [named(figure, status).x[0] for status in ("ด้อย", "ใกล้เคียง", "เด่น")] == [29.7, 10.2, 2.0]
    assert [named(figure, status).marker.symbol[0] for status in ("ด้อย", "ใกล้เคียง", "เด่น")] == [
        "diamond",
        "square",
        "circle",
    ]
    assert list(named(figure, "ด้อย").customdata) == ["jpt-2560-23"]
    assert named(figure, "ด้อย").y[0] > named(figure, "ใกล้เคียง").y[0] > named(figure, "เด่น").y[0]
    assert right_texts(figure) == ["<b>29.7 %</b>", "<b>10.2 %</b>", "<b>2.0 %</b>", NO_DATA]


def test_ranked_dots_draw_intervals_and_references(indicators):
    figure = ranked_dot_figure(indicators, "อำเภอเมืองภูเก็ต")
    assert list(named(figure, "ช่วงความไม่แน่นอน").x) == [27.0, 32.0, None, 8.0, 12.0, None, 0.5, 8.0, None]
    assert list(named(figure, "อำเภอเมืองภูเก็ต").x) == [20.0, 10.0, 9.0, 4.0]


def test_a_long_name_of_the_reference_takes_more_lines_of_the_legend(indicators):
    short = ranked_dot_figure(indicators.head(1), "อำเภอเมืองภูเก็ต")
    long = ranked_dot_figure(indicators.head(1), "ค่ากลางของหมู่บ้าน/ชุมชน<b>ข้างเคียง 12 แห่ง")
    name = next(trace.name for trace in long.data if trace.legend == "legend2" and "ค่ากลาง" in str(trace.name))
    assert name.replace("<br>", "").replace(" ", "") == "ค่ากลางของหมู่บ้าน/ชุมชน&lt;b&gt;ข้างเคียง12แห่ง"
    assert name.count("<br>") == 1
    assert long.layout.height - short.layout.height == 23


def test_ranked_dots_say_counts_and_difference_in_the_hover(indicators):
    hover = named(ranked_dot_figure(indicators, "อำเภอ"), "ด้อย").hovertext[0]
    assert hover.split("<br>")[1:] == [
        "ร้อยละที่เป็นปัญหา 29.7 %",
        "1,204 จาก 4,054 ครัวเรือน",
        "ช่วงความไม่แน่นอน 27.0–32.0 %",
        "อำเภอ 20.0 %",
        "ต่างกัน +9.7 จุด",
    ]


def test_missing_indicator_is_hollow_at_the_edge_and_says_so(indicators):
    missing = named(ranked_dot_figure(indicators), NO_DATA)
    assert (list(missing.x), list(missing.customdata)) == ([0], ["jpt-2560-02"])
    assert missing.marker.symbol == "circle-open"


def test_labels_from_data_are_not_markup(indicators):
    labels = next(trace for trace in ranked_dot_figure(indicators).data if trace.mode == "text")
    assert list(labels.text)[:2] == ["23. การเก็บออม", "25. ไม่สูบ&lt;b&gt;บุหรี่&lt;/b&gt;"]


def test_only_the_first_three_columns_are_needed(indicators):
    few = indicators[["indicator_code", "short_label", "problem_pct"]]
    dots = next(trace for trace in ranked_dot_figure(few).data if trace.mode == "markers" and trace.name != NO_DATA)
    assert list(dots.x) == [29.7, 10.2, 2.0]
    assert set(dots.marker.color) == {PROBLEM}


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


def test_villages_are_sorted_by_problem_with_missing_last(villages):
    figure = villages_dot_figure(villages, highlight="83010102", reference_pct=14.0, reference_name="ตำบลฉลอง")
    labels = next(trace for trace in figure.data if trace.mode == "text")
    assert list(labels.text) == ["หมู่ที่ 3", "<b>หมู่ที่ 2</b>", "หมู่ที่ 1"]
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


def test_score_bars_are_shares_of_the_villages_that_were_graded():
    rows = pd.DataFrame(
        {
            "indicator_code": ["nrd2c-2555-01", "nrd2c-2555-02"],
            "short_label": ["ถนน", "น้ำดื่ม"],
            "score_1": [1, 0],
            "score_2": [1, NAN],
            "score_3": [2, 0],
        }
    )
    figure = score_bars_figure(rows)
    bars = [trace for trace in figure.data if trace.type == "bar"]
    assert [list(bar.x) for bar in bars] == [[25.0], [25.0], [50.0]]
    assert [bar.name for bar in bars] == ["1 ปัญหามาก", "2 ปานกลาง", "3 น้อย/ไม่มีปัญหา"]
    assert list(named(figure, NO_DATA).customdata) == ["nrd2c-2555-02"]
    assert right_texts(figure) == ["4 แห่ง", NO_DATA]
    assert figure.layout.barmode == "stack"


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
