"""Outlines of areas out of GeoJSON: the property with the codes is found by its values; simplified for drawing."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from catalogue.areas import area_names
from loaders.checks.personal_columns import shown_value
from loaders.checks.problems import Problem, ProblemLog, RefusalError
from loaders.reading.pipes import progress
from loaders.registers.area_file import OUTLINES, AreaFile

CODE = re.compile(r"(?:TH)?((?:[0-9]{2}){1,3})", re.IGNORECASE)
WEST, SOUTH, EAST, NORTH = 96.0, 5.0, 106.5, 21.0  # around Thailand, degrees
TOLERANCE = 0.0008  # degrees, about 90 m: no corner that a province's map on a screen could show is lost
GRID = 0.0001
ENOUGH = 0.5
PROGRESS_SHAPES = 200
SHEET, COLUMN = "ขอบเขต", "รูป"  # where a problem is: the row is the number of the shape in the file


def read_outlines(file: str, features: Sequence[Mapping[str, Any]], code_property: str | None = None) -> AreaFile:
    """The outlines of a FeatureCollection. `code_property`: the property the person chose; else the best one.

    Raises RefusalError where no property holds codes of areas.
    """
    candidates = code_properties(features)
    if not candidates:
        raise RefusalError("G06-file")
    chosen = code_property if code_property in candidates else candidates[0]
    log, shapes = ProblemLog(), dict[str, list[BaseGeometry]]()
    refused = 0
    for number, feature in enumerate(features, 1):
        if number % PROGRESS_SHAPES == 0:
            progress(number, len(features))
        code = code_in(_properties(feature).get(chosen))
        if code is None:
            log.add(Problem("G06", {"property": chosen}, SHEET, number, COLUMN))
        shape = None if code is None else _shape_of(feature.get("geometry"), number, code, log)
        if code is None or shape is None:
            refused += 1
            continue
        if code in shapes:
            log.add(Problem("G08", {}, SHEET, number, COLUMN, code))
        elif code not in area_names():
            log.add(Problem("G06-unknown", {}, SHEET, number, COLUMN, code))
        shapes.setdefault(code, []).append(shape)
    joined = {code: parts[0] if len(parts) == 1 else shapely.union_all(parts) for code, parts in shapes.items()}
    return AreaFile(
        OUTLINES, file, log.all(), outlines=_simplified(joined), code_from=chosen,
        choices=tuple(each for each in candidates if each != chosen),
        rows_read=len(features), rows_taken=len(features) - refused, rows_refused=refused,
    )  # fmt: skip


def code_properties(features: Sequence[Mapping[str, Any]]) -> list[str]:
    """The properties at least half of whose values are codes of areas, the finest and most distinct ones first."""
    values: dict[str, list[str]] = {}
    for feature in features:
        for name, value in _properties(feature).items():
            if (code := code_in(value)) is not None:
                values.setdefault(name, []).append(code)
    enough = {name: codes for name, codes in values.items() if len(codes) >= ENOUGH * len(features)}
    return sorted(enough, key=lambda name: (-len(set(enough[name])), -len(enough[name][0]), name))


def code_in(value: object) -> str | None:
    """The code of 2, 4 or 6 digits that a property holds, with or without TH.

    >>> code_in("TH830101"), code_in(8301), code_in("Phuket")
    ('830101', '8301', None)
    """
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    match = CODE.fullmatch(str(value).strip())
    return match[1] if match and match[1][:2] in area_names() else None


def _properties(feature: Mapping[str, Any]) -> Mapping[str, Any]:
    properties = feature.get("properties")
    return properties if isinstance(properties, Mapping) else {}


def _shape_of(geometry: Any, number: int, code: str, log: ProblemLog) -> BaseGeometry | None:
    """The polygons of one feature, mended; None with a problem where it is none or lies elsewhere."""

    def report(problem: Problem) -> None:
        log.add(replace(problem, sheet=SHEET, row=number, column=COLUMN, value=shown_value(code)))

    try:
        shape = shapely.from_geojson(json.dumps(geometry))
    except (shapely.errors.ShapelyError, TypeError, ValueError):
        shape = None
    if shape is None or shape.geom_type not in ("Polygon", "MultiPolygon") or shape.is_empty:
        report(Problem("G07"))
        return None
    west, south, east, north = shape.bounds
    if not (west >= WEST and east <= EAST and south >= SOUTH and north <= NORTH):
        if west >= SOUTH and east <= NORTH and south >= WEST and north <= EAST:
            report(Problem("G07-swapped"))
        else:
            report(Problem("G07-outside"))
        return None
    if shape.is_valid:
        return shape
    repaired = _polygons(shapely.make_valid(shape, method="structure"))
    if repaired is None:
        report(Problem("G07-broken"))
    else:
        report(Problem("G07-mended"))
    return repaired


def _polygons(shape: BaseGeometry) -> BaseGeometry | None:
    """The areas of a shape without its stray lines and points; None where nothing is left."""
    parts = [part for part in shapely.get_parts(shape) if part.geom_type in ("Polygon", "MultiPolygon")]
    joined = shapely.union_all(parts)
    return None if joined.is_empty else joined


def _simplified(shapes: Mapping[str, BaseGeometry]) -> pd.DataFrame:
    """The outlines with fewer corners. Neighbours that share a border keep sharing it, so that no gap opens between
    them; where they overlap instead, each keeps its own line. An area too small to be simplified stays as it is."""
    codes = sorted(shapes)
    full = np.array([shapes[code] for code in codes], dtype=object)
    if len(full) == 0:
        return pd.DataFrame({"area_code": [], "geometry": [], "points": []})
    drawn = shapely.set_precision(shapely.coverage_simplify(full, TOLERANCE), GRID)
    kept = np.array(
        [small if _is_area(small) else large for small, large in zip(drawn, full, strict=True)], dtype=object
    )
    texts: list[str] = [str(text) for text in shapely.to_geojson(kept)]
    points = [int(count) for count in shapely.get_num_coordinates(kept)]
    return pd.DataFrame({"area_code": codes, "geometry": texts, "points": points})


def _is_area(shape: BaseGeometry) -> bool:
    return shape.geom_type in ("Polygon", "MultiPolygon") and not shape.is_empty and bool(shape.is_valid)
