"""Areas on a map: outlines with their names, a municipality's tambon, what has neither."""

import json

import pandas as pd
import pytest

from analysis.core.areas import lacking_outlines, map_levels, map_tambon_of, outlines_data, unplaced_municipalities
from catalogue.areas import area_names as shipped_names
from warehouse import Warehouse, save_areas, save_boundaries, save_map_tambon

SHAPE = {"type": "Polygon", "coordinates": [[[98.3, 7.9], [98.4, 7.9], [98.4, 8.0], [98.3, 7.9]]]}


@pytest.fixture
def mapped(warehouse: Warehouse) -> Warehouse:
    codes = ["83", "8301", "830101", "830102", "840101"]
    shapes = pd.DataFrame(
        {"area_code": codes, "geometry": [json.dumps(SHAPE)] * len(codes), "points": [4] * len(codes)}
    )
    save_boundaries(warehouse, shapes)
    save_map_tambon(warehouse, {"830151": "830101"})
    names = {"area_code": ["830151", "830171", "830181"], "area_name": ["เทศบาลหนึ่ง", "เทศบาลสอง", "เทศบาลสาม"]}
    save_areas(warehouse, pd.DataFrame(names))
    return warehouse


@pytest.mark.parametrize(
    ("code", "tambon"),
    [
        ("830101", "830101"),
        ("83010104", "830101"),
        ("8301010400", "830101"),
        ("830151", "830101"),
        ("83015101", "830101"),
        ("830171", None),
        ("8301710200", None),
    ],
)
def test_the_tambon_on_the_map(mapped: Warehouse, code: str, tambon: str | None) -> None:
    assert map_tambon_of(mapped, code) == tambon


@pytest.mark.parametrize("code", ["83", "8301", "TH"])
def test_above_a_tambon_there_is_no_such_question(mapped: Warehouse, code: str) -> None:
    with pytest.raises(ValueError, match=code):
        map_tambon_of(mapped, code)


@pytest.mark.parametrize(
    ("area", "level", "codes"),
    [
        ("83", "tambon", ["830101", "830102"]),
        ("8302", "tambon", []),
        ("83", "amphoe", ["8301"]),
        ("TH", "province", ["83"]),
        ("TH", "tambon", ["830101", "830102", "840101"]),
    ],
)
def test_outlines_of_a_level_within_an_area(mapped: Warehouse, area: str, level: str, codes: list[str]) -> None:
    found = outlines_data(mapped, area, level)
    assert found["area_code"].tolist() == codes
    assert found["area_name"].tolist() == [shipped_names()[code] for code in codes]
    assert all(shape == SHAPE for shape in found["geometry"])


def test_what_lacks_is_every_known_area_of_the_map_without_an_outline(mapped: Warehouse) -> None:
    lacking = set(lacking_outlines(mapped, "83", "tambon")["area_code"])
    known = {code for code in shipped_names() if len(code) == 6 and code.startswith("83") and code[4:] < "51"}
    assert lacking == known - {"830101", "830102"}
    assert len(lacking) == 15
    assert set(lacking_outlines(mapped, "83", "amphoe")["area_code"]) == {"8302", "8303"}
    assert len(lacking_outlines(mapped, "TH", "province")) == 76


def test_municipalities_without_a_place_are_listed(mapped: Warehouse) -> None:
    found = set(unplaced_municipalities(mapped, "83")["area_code"])
    assert {"830171", "830181"} <= found
    assert "830151" not in found
    assert all(code[4:] >= "51" for code in found)


def test_how_many_areas_of_each_level_are_on_the_map(mapped: Warehouse, warehouse: Warehouse) -> None:
    assert map_levels(mapped) == {"province": 1, "amphoe": 1, "tambon": 3}
