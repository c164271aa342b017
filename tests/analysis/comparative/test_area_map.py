"""Shapes of areas on a sheet, municipalities in their tambon's outline, tiles without any; classes."""

import json

import pytest

from analysis import AnalysisError
from analysis.comparative.area_map import area_map_data, class_bounds, class_words, classes_of, tile_map
from analysis.comparative.what_is_compared import place_within
from warehouse import Warehouse, save_boundaries, save_map_tambon

NAN = float("nan")
SQUARE = {"type": "Polygon", "coordinates": [[[98, 8], [98, 9], [99, 9], [99, 8], [98, 8]]]}
EAST = {"type": "MultiPolygon", "coordinates": [[[[99, 8], [99, 9], [100, 9], [100, 8], [99, 8]]]]}


def outlines(warehouse: Warehouse) -> None:
    import pandas as pd  # noqa: PLC0415

    shapes = {"830101": SQUARE, "830102": EAST}
    rows = [(code, json.dumps(shape), 5) for code, shape in shapes.items()]
    save_boundaries(warehouse, pd.DataFrame(rows, columns=["area_code", "geometry", "points"]))
    save_map_tambon(warehouse, {"830151": "830102", "830152": "830101"})


def test_outlines_on_one_sheet_and_municipalities_in_their_tambon(warehouse: Warehouse) -> None:
    outlines(warehouse)
    found = area_map_data(warehouse, place_within("8301"), ["830101", "830151", "830152", "830199"])
    assert set(found.shapes) == {"830101", "830102"}
    assert found.width == 1000
    assert 500 < found.height < 520  # a degree of longitude is a little shorter than one of latitude here
    assert found.shapes["830101"].startswith(f"M0 {found.height}") or "l" in found.shapes["830101"]
    assert found.drawn_as == {"830101": "830101", "830151": "830102"}
    assert found.beside == ("830152", "830199")
    assert not found.is_tiles


def test_without_an_outline_a_tile_for_each_area(warehouse: Warehouse) -> None:
    found = area_map_data(warehouse, place_within("8301"), ["830102", "830101", "830103"])
    assert found.is_tiles
    assert list(found.shapes) == ["830101", "830102", "830103"]
    assert len(set(found.shapes.values())) == 3
    assert (found.width, found.height, found.beside) == (88, 88, ())
    assert area_map_data(warehouse, place_within("830101"), ["83010101"]).is_tiles
    assert tile_map([]).shapes == {}


def test_classes_have_as_many_areas_each_or_are_as_wide_or_as_typed() -> None:
    values = [1.0, 2, 3, 4, 5, 6, 7, 8, 9, 100, NAN]
    quantile = class_bounds(values, "quantile")
    counts = [classes_of(values, quantile).count(number) for number in range(5)]
    assert counts == [2] * 5
    assert classes_of(values, quantile)[-1] == -1
    equal = class_bounds(values, "equal")
    assert [classes_of(values, equal).count(number) for number in range(5)] == [9, 0, 0, 0, 1]
    assert class_words(values, [5.0]) == [(1.0, 5.0), (5.0, 100.0)]
    assert classes_of([4.9, 5.0, 5.1], [5.0]) == [0, 1, 1]


@pytest.mark.parametrize("typed", ["", "a", "5, 5", "5, 3", "1,2,3,4,5"])
def test_bounds_that_make_no_sense_are_said(typed: str) -> None:
    with pytest.raises(AnalysisError, match="ขอบของชั้น"):
        class_bounds([1, 2, 3], "own", typed)


def test_the_same_value_everywhere_is_one_class() -> None:
    assert class_bounds([5, 5, 5], "quantile") == []
    assert classes_of([5, 5, NAN], []) == [0, 0, -1]
    assert class_words([NAN], []) == []
