"""The grid of coverage, and outlines of areas: one shape each, holes and islands within, true proportions."""

import math

import pandas as pd

from charts.input_data import coverage_grid_figure, outlines_figure
from tests.charts.conftest import texts


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


RING = [[98.0, 7.0], [99.0, 7.0], [99.0, 9.0], [98.0, 7.0]]


HOLE = [[98.5, 7.2], [98.6, 7.2], [98.6, 7.4], [98.5, 7.2]]


def areas(*shapes: dict[str, object]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "area_code": [f"83010{number}" for number in range(1, len(shapes) + 1)],
            "area_name": ["<b>ก</b>", "ข"][: len(shapes)],
            "geometry": list(shapes),
        }
    )


def test_every_area_is_one_shape_with_its_holes_and_islands() -> None:
    figure = outlines_figure(
        areas(
            {"type": "Polygon", "coordinates": [RING, HOLE]},
            {"type": "MultiPolygon", "coordinates": [[RING], [HOLE]]},
        )
    )
    first, second = figure.data
    assert list(first.x) == [98.0, 99.0, 99.0, 98.0, None, 98.5, 98.6, 98.6, 98.5]
    assert list(second.y) == [7.0, 7.0, 9.0, 7.0, None, 7.2, 7.2, 7.4, 7.2]
    assert first.fill == second.fill == "toself"
    assert "830101" in first.text
    assert "<b>ก</b>" not in first.text.split("<br>")[0].removeprefix("<b>").removesuffix("</b>")


def test_a_degree_of_longitude_is_as_wide_as_on_the_ground() -> None:
    figure = outlines_figure(areas({"type": "Polygon", "coordinates": [RING]}))
    layout = figure.to_plotly_json()["layout"]
    assert layout["yaxis"]["scaleanchor"] == "x"
    assert math.isclose(layout["yaxis"]["scaleratio"], 1 / math.cos(math.radians(8.0)))


def test_no_area_is_an_empty_picture() -> None:
    assert outlines_figure(areas()).data == ()
