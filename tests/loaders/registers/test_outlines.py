"""Outlines out of GeoJSON: real files, a property told by its values, shapes that are mended, refused or joined."""

import json
from pathlib import Path
from typing import Any

import pytest
import shapely

from loaders.registers import AreaFile, changes_of, inspect_area_file, store_area_file
from warehouse import Warehouse, boundary_codes, read_boundaries, remove_boundaries


def square(west: float, south: float, side: float = 0.1) -> list[list[float]]:
    return [[west, south], [west + side, south], [west + side, south + side], [west, south + side], [west, south]]


def polygon(west: float = 98.3, south: float = 7.9, side: float = 0.1) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": [square(west, south, side)]}


def inspected(features: list[Any], choice: str | None = None) -> AreaFile:
    content = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    return inspect_area_file(content, "ขอบเขต.geojson", choice=choice, in_child=False)


def feature(code: object, geometry: object, **properties: object) -> dict[str, Any]:
    return {"type": "Feature", "properties": {"code": code, **properties}, "geometry": geometry}


def rules(found: AreaFile) -> list[tuple[str, str, int | None]]:
    return [(problem.rule, problem.severity, problem.row) for problem in found.problems]


@pytest.mark.parametrize(
    ("file", "count", "mended", "code_from"),
    [
        ("cod_ab_phuket_tambon_full.geojson", 17, 1, "ADM3_PCODE"),
        ("mapthai_tambon_phuket.geojson", 17, 0, "adm3_pcode"),
        ("mapthai_tambon_all.geojson", 7425, 0, "adm3_pcode"),
    ],
)
def test_real_outlines_are_kept_valid_and_smaller(
    shared_data: Path, warehouse: Warehouse, file: str, count: int, mended: int, code_from: str
) -> None:
    content = (shared_data / "boundaries" / file).read_bytes()
    found = inspect_area_file(content, file)
    assert (found.rows_read, found.rows_refused, len(found.outlines)) == (count, 0, count)
    assert found.code_from == code_from
    assert sum("ซ่อม" in problem.what for problem in found.problems) == mended
    assert store_area_file(warehouse, found) == count
    assert len(boundary_codes(warehouse)) == count
    kept = read_boundaries(warehouse, "83", 6)
    assert len(kept) == 17
    given = {
        code_of(each["properties"][code_from]): shapely.make_valid(shapely.from_geojson(json.dumps(each["geometry"])))
        for each in json.loads(content)["features"]
        if code_of(each["properties"][code_from]).startswith("83")
    }
    assert set(kept) == set(given)
    for code, shape in kept.items():
        drawn = shapely.from_geojson(json.dumps(shape))
        assert drawn.is_valid, code
        assert drawn.symmetric_difference(given[code]).area < 0.06 * given[code].area, code
    corners = sum(shapely.get_num_coordinates(shapely.from_geojson(json.dumps(shape))) for shape in kept.values())
    assert corners <= shapely.get_num_coordinates(list(given.values())).sum()


def code_of(value: object) -> str:
    return str(value).removeprefix("TH")


def test_neighbours_keep_one_border_between_them() -> None:
    """A zigzag border of two areas is simplified once: no gap, no overlap."""
    border = [[98.4 + 0.0003 * (step % 2), 7.9 + 0.1 * step / 200] for step in range(201)]
    left = [[98.3, 7.9], *border, [98.3, 8.0], [98.3, 7.9]]
    right = [[98.5, 7.9], [98.5, 8.0], *border[::-1], [98.5, 7.9]]
    found = inspected(
        [feature("830101", {"type": "Polygon", "coordinates": [left]}),
         feature("830102", {"type": "Polygon", "coordinates": [right]})]
    )  # fmt: skip
    first, second = (shapely.from_geojson(text) for text in found.outlines["geometry"])
    assert first.intersection(second).area < 1e-9
    assert abs(first.union(second).area - first.area - second.area) < 1e-9
    assert shapely.get_num_coordinates(first) < 40 < len(left)


@pytest.mark.parametrize("code", ["830101", "TH830101", "th830101", 830101, 830101.0, " 830101 "])
def test_a_code_in_any_dress(code: object) -> None:
    assert inspected([feature(code, polygon())]).outlines["area_code"].tolist() == ["830101"]


def test_the_finest_property_of_codes_is_chosen_and_another_can_be() -> None:
    features = [
        feature("830101", polygon(98.3), province="TH83", amphoe=8301, name="ตลาดใหญ่"),
        feature("830102", polygon(98.4), province="TH83", amphoe=8301, name="ตลาดเหนือ"),
        feature("830201", polygon(98.5), province="TH83", amphoe=8302, name="กะทู้"),
    ]
    found = inspected(features)
    assert (found.code_from, set(found.choices)) == ("code", {"amphoe", "province"})
    by_amphoe = inspected(features, choice="amphoe")
    assert by_amphoe.outlines["area_code"].tolist() == ["8301", "8302"]
    assert rules(by_amphoe) == [("G08", "info", 2)]
    joined = shapely.from_geojson(by_amphoe.outlines["geometry"].iloc[0])
    assert joined.area == pytest.approx(0.02, rel=0.01)


def test_shapes_that_cannot_be_used_are_left_out_and_said() -> None:
    bow = {"type": "Polygon", "coordinates": [[[98.3, 7.9], [98.4, 8.0], [98.4, 7.9], [98.3, 8.0], [98.3, 7.9]]]}
    swapped = {"type": "Polygon", "coordinates": [[[y, x] for x, y in square(98.3, 7.9)]]}
    found = inspected(
        [
            feature("830101", polygon()),
            feature("830102", {"type": "Point", "coordinates": [98.3, 7.9]}),
            feature("830103", None),
            feature("830104", bow),
            feature("830105", swapped),
            feature("830106", polygon(2.3, 48.8)),
            feature(None, polygon()),
            feature("830199", polygon(98.6)),
            "ไม่ใช่รูป",
        ]
    )
    assert sorted(rules(found)) == sorted(
        [
            ("G07", "error", 2), ("G07", "error", 3), ("G07", "warning", 4), ("G07", "error", 5),
            ("G07", "error", 6), ("G06", "error", 7), ("G06", "warning", 8), ("G06", "error", 9),
        ]
    )  # fmt: skip
    assert any("สลับ" in problem.what for problem in found.problems)
    assert found.outlines["area_code"].tolist() == ["830101", "830104", "830199"]
    assert (found.rows_read, found.rows_taken, found.rows_refused) == (9, 3, 6)


def test_a_file_without_codes_is_refused(warehouse: Warehouse) -> None:
    found = inspected([feature("ภูเก็ต", polygon())])
    assert found.refused
    assert rules(found) == [("G06", "error", None)]
    assert store_area_file(warehouse, found) == 0


def test_keeping_replaces_by_area_and_can_be_taken_back(warehouse: Warehouse) -> None:
    store_area_file(warehouse, inspected([feature("830101", polygon()), feature("830102", polygon(98.4))]))
    newer = inspected([feature("830101", polygon(side=0.05)), feature("830103", polygon(98.6))])
    assert sorted(changes_of(warehouse, newer)["change"]) == ["เปลี่ยน", "ใหม่"]
    store_area_file(warehouse, newer)
    assert boundary_codes(warehouse) == ["830101", "830102", "830103"]
    kept = shapely.from_geojson(json.dumps(read_boundaries(warehouse, "830101", 6)["830101"]))
    assert kept.area == pytest.approx(0.0025)
    remove_boundaries(warehouse)
    assert boundary_codes(warehouse) == []
