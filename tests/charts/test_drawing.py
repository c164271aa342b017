"""A figure from plain parts: the same as plotly's own, checked where that is asked for, its parts not used up."""

import pytest

from charts import drawing, theme

LINE = {"x": [1.0, float("nan")], "y": [2, 3], "name": "ก", "line": {"width": 2}}


def test_a_figure_of_plain_parts_is_the_one_that_plotly_builds(monkeypatch):
    traces = [drawing.scatter(**LINE), drawing.bar(x=[1], y=[2], showlegend=None)]
    layout = {"margin": {"l": 4}, "annotations": [{"text": "ข", "x": 1}], "shapes": None}
    checked = drawing.figure_of(traces, 300, **layout)
    monkeypatch.setattr(drawing, "IS_CHECKED", False)
    plain = drawing.figure_of(traces, 300, **layout)
    assert plain.to_json() == checked.to_json()
    assert plain.layout.template == theme.template()
    assert (plain.layout.height, plain.layout.shapes, plain.data[1].showlegend) == (300, (), None)


def test_what_plotly_does_not_know_is_found_where_parts_are_checked(monkeypatch):
    with pytest.raises(ValueError, match="colour"):
        drawing.figure_of([drawing.scatter(x=[1], line={"colour": "#000000"})], 300)
    with pytest.raises(ValueError, match="dragmode"):
        drawing.figure_of([], 300, dragmode="nothing we know")


def test_parts_are_not_used_up():
    traces = [drawing.scatter(**LINE)]
    assert drawing.figure_of(traces, 300).to_json() == drawing.figure_of(traces, 300).to_json()
    assert traces == [{"type": "scatter", **LINE}]


def test_what_stands_in_the_legend():
    traces = [drawing.scatter(name="ก"), drawing.scatter(name="ข", showlegend=False), drawing.scatter(x=[1])]
    assert [each["name"] for each in drawing.legend_entries(traces)] == ["ก"]
