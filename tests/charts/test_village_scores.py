"""The figures of the village reports as data."""

import pandas as pd
import pytest

from charts.village_scores import level_bars_figure, problem_share_figure, score_bars_figure
from words.numbers import NO_DATA

NAN = float("nan")


def test_indicators_as_dots_with_the_missing_hollow() -> None:
    ranked = pd.DataFrame(
        {
            "indicator_code": ["nrd2c-04", "nrd2c-26"],
            "short_label": ["น้ำเพื่อ<br>การเกษตร", "ดิน"],
            "with_problem": [30, NAN],
            "with_problem_pct": [33.7, NAN],
            "villages": [89, NAN],
        }
    )
    figure = problem_share_figure(ranked, "ร้อยละ <b>")
    dots = next(trace for trace in figure.data if trace.customdata is not None and trace.customdata[0] == "nrd2c-04")
    assert list(dots.x) == [33.7]
    assert "30 จาก 89 หมู่บ้าน" in dots.hovertext[0]
    missing = next(trace for trace in figure.data if trace.name == "ไม่มีข้อมูล")
    assert list(missing.customdata) == ["nrd2c-26"]
    assert any("&lt;b&gt;" in note.text for note in figure.layout.annotations)


def test_levels_as_bars_with_their_shares() -> None:
    levels = pd.DataFrame(
        {"level_number": [1, 2], "level_name": ["ล้าหลัง", "ก้าวหน้า"], "villages": [4, 36], "village_pct": [10.0, 90.0]}
    )
    figure = level_bars_figure(levels)
    bar = next(trace for trace in figure.data if trace.type == "bar")
    assert list(bar.x) == pytest.approx([10, 90])
    printed = [note.text for note in figure.layout.annotations]
    assert printed[:2] == ["<b>4 แห่ง</b><br>10.0 %", "<b>36 แห่ง</b><br>90.0 %"]  # however short the bar is
    assert bar.marker.color[0] != bar.marker.color[1]
    empty = level_bars_figure(levels.assign(villages=0, village_pct=NAN))
    assert list(next(trace for trace in empty.data if trace.type == "bar").x) == [0, 0]


def named(figure, name):
    return next(trace for trace in figure.data if trace.name == name)


def right_texts(figure):
    return [note.text for note in figure.layout.annotations if note.xref == "paper" and note.x == 1]


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
