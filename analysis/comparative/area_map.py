"""The areas as shapes on a sheet: outlines where there are any, tiles in the areas' order where there are none; and the
classes that colour them. No tiles of a map service, no measuring: shapes are for looking at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, cos, radians, sqrt
from typing import Any

import numpy as np
import numpy.typing as npt

from analysis.comparative.what_is_compared import Place
from analysis.core.areas import MAP_DIGITS, map_tambon_of, outlines_data
from analysis.core.errors import AnalysisError
from analysis.core.statistics import Numbers, numbers
from catalogue.areas import is_municipality
from warehouse import Warehouse

SHEET = 1000  # units of the longer side of the sheet
TILE, GAP = 40, 4
MOST_CLASSES = 5
QUANTILE, EQUAL, OWN = "quantile", "equal", "own"


@dataclass(frozen=True)
class AreaMap:
    """Shapes by the code whose place they are. `shapes`: code → SVG path in units of the sheet; `width`, `height`: of
    the sheet; `drawn_as`: area → code of the shape it is drawn in (a municipality in its tambon's outline); `beside`:
    areas without a shape, or whose shape another one stands in; `is_tiles`: no outline at all, a square an area."""

    shapes: Mapping[str, str]
    width: int
    height: int
    drawn_as: Mapping[str, str]
    beside: tuple[str, ...]
    is_tiles: bool = False


def area_map_data(warehouse: Warehouse, place: Place, area_codes: Sequence[str]) -> AreaMap:
    """The shapes of the areas compared, in their order by code."""
    codes = sorted(area_codes)
    if place.level not in MAP_DIGITS:
        return tile_map(codes)
    outlines = outlines_data(warehouse, place.area_code, place.level)
    known = dict(zip(outlines["area_code"], outlines["geometry"], strict=True))
    if not known or not set(codes) & (known.keys() | {code[:6] for code in known}):
        return tile_map(codes)
    shapes, width, height = _sheet({str(code): shape for code, shape in known.items()})
    drawn, taken = dict[str, str](), set[str]()
    for code in sorted(codes, key=is_municipality):  # a tambon's own figure before those of its municipalities
        shape = code if code in shapes else _municipal_shape(warehouse, place, code)
        if shape in shapes and shape not in taken:
            drawn[code] = str(shape)
            taken.add(str(shape))
    return AreaMap(shapes, width, height, drawn, tuple(code for code in codes if code not in drawn))


def _municipal_shape(warehouse: Warehouse, place: Place, code: str) -> str | None:
    return map_tambon_of(warehouse, code) if place.level == "tambon" and is_municipality(code) else None


def tile_map(area_codes: Sequence[str]) -> AreaMap:
    """A square for each area, row by row in their order.

    >>> tile_map(["830101", "830102", "830103"]).shapes["830103"]
    'M0 44h40v40h-40z'
    """
    columns = max(1, ceil(sqrt(len(area_codes))))
    step = TILE + GAP
    shapes = {
        code: f"M{number % columns * step} {number // columns * step}h{TILE}v{TILE}h-{TILE}z"
        for number, code in enumerate(area_codes)
    }
    rows = ceil(len(area_codes) / columns)
    return AreaMap(shapes, columns * step, max(1, rows) * step, {code: code for code in area_codes}, (), is_tiles=True)


def _sheet(geometries: Mapping[str, Mapping[str, Any]]) -> tuple[dict[str, str], int, int]:
    """Paths on a sheet, its width and height: a plate carrée with the middle latitude true, whole units."""
    rings = {code: _rings(shape) for code, shape in geometries.items()}
    points = np.concatenate([ring for own in rings.values() for ring in own])
    (west, south), (east, north) = points.min(axis=0), points.max(axis=0)
    across = cos(radians((south + north) / 2))
    scale = SHEET / max((east - west) * across, north - south, 1e-9)
    turn = np.array([scale * across, -scale])
    shapes = {
        code: "".join(_path((ring - np.array([west, north])) * turn) for ring in own) for code, own in rings.items()
    }
    return shapes, ceil((east - west) * across * scale) or 1, ceil((north - south) * scale) or 1


def _rings(shape: Mapping[str, Any]) -> list[npt.NDArray[np.float64]]:
    parts = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
    return [np.asarray(ring, dtype="float64")[:, :2] for polygon in parts for ring in polygon]


def _path(ring: npt.NDArray[np.float64]) -> str:
    whole = np.round(ring).astype("int64")
    moved = np.ones(len(whole), dtype=bool)
    moved[1:] = (np.diff(whole, axis=0) != 0).any(axis=1)
    whole = whole[moved]
    if len(whole) < 3:  # an island smaller than a unit is a dot that can still be seen
        x, y = whole[0]
        return f"M{x} {y}h1v1h-1z"
    steps = "".join(f"l{right} {down}" for right, down in np.diff(whole, axis=0).tolist())
    return f"M{whole[0][0]} {whole[0][1]}{steps}z"


def class_bounds(values: npt.ArrayLike, way: str, own: str = "") -> list[float]:
    """The inner bounds of at most five classes, and of no more than there are different values: as many areas in each
    (quantile), as wide each (equal), or as typed ("5, 10, 20"). Raises AnalysisError for typed bounds that are no
    rising numbers or more than four.

    >>> class_bounds([0, 10, 20, 30, 40, 50], "equal"), class_bounds([1, 2, 3, 4, 5], "own", "2, 4")
    ([10.0, 20.0, 30.0, 40.0], [2.0, 4.0])
    >>> class_bounds([1, 2, 2, 3], "equal")  # three different values, three classes
    [1.666667, 2.333333]
    """
    known = numbers(values)
    known = known[~np.isnan(known)]
    if way == OWN:
        return _typed(own)
    if not len(known):
        return []
    shares = np.linspace(0, 1, min(MOST_CLASSES, len(np.unique(known))) + 1)[1:-1]
    bounds = np.quantile(known, shares) if way == QUANTILE else known.min() + shares * (known.max() - known.min())
    return [float(each) for each in dict.fromkeys(np.round(bounds, 6)) if known.min() < each <= known.max()]


def _typed(text: str) -> list[float]:
    try:
        bounds = [float(part) for part in text.replace("%", "").split(",") if part.strip()]
    except ValueError:
        bounds = []
    if not 1 <= len(bounds) < MOST_CLASSES or any(low >= high for low, high in pairwise(bounds)):
        raise AnalysisError(f"ขอบของชั้น '{text}' ใช้ไม่ได้", "พิมพ์ตัวเลขไม่เกินสี่ตัว เรียงจากน้อยไปมาก คั่นด้วยจุลภาค เช่น 5, 10, 20")
    return bounds


def classes_of(values: npt.ArrayLike, bounds: Sequence[float]) -> list[int]:
    """The class of each value, 0 the lowest; −1 where there is none. A bound belongs to the class above it."""
    given: Numbers = numbers(values)
    places = np.searchsorted(np.asarray(bounds, dtype="float64"), np.nan_to_num(given), side="right")
    return [-1 if np.isnan(value) else int(place) for value, place in zip(given, places, strict=True)]


def class_words(values: npt.ArrayLike, bounds: Sequence[float]) -> list[tuple[float, float]]:
    """The two ends of each class: the smallest value, the bounds, the largest."""
    known = numbers(values)
    known = known[~np.isnan(known)]
    if not len(known):
        return []
    ends = [min(float(known.min()), *bounds) if bounds else float(known.min()), *bounds, float(known.max())]
    ends[-1] = max(ends[-1], ends[-2])
    return list(pairwise(ends))
