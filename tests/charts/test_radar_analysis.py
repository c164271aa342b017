"""Ranked dots of indicators as data."""

from charts.radar_analysis import ranked_dot_figure
from charts.theme import FEW_STATUS, PROBLEM, REFERENCE
from words.numbers import NO_DATA


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


def test_what_is_of_too_few_to_tell_is_no_problem_and_says_so(indicators):
    figure = ranked_dot_figure(indicators.assign(status=["ด้อย", "ใกล้เคียง", FEW_STATUS, None]), "อำเภอเมืองภูเก็ต")
    few = named(figure, "จำนวนน้อย<br>ยังบอกไม่ได้")
    assert (list(few.customdata), few.showlegend) == (["jpt-2560-01"], True)
    assert (few.marker.color[0], few.marker.symbol[0]) == (REFERENCE, "square-open")


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
