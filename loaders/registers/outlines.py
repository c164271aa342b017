"""Outlines of areas out of GeoJSON: the property with the codes is found by its values; simplified for drawing."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from catalogue.areas import area_names
from loaders.problems import ERROR, INFO, WARNING, Problem, ProblemLog, RefusalError
from loaders.registers.model import OUTLINES, AreaFile

CODE = re.compile(r"(?:TH)?((?:[0-9]{2}){1,3})", re.IGNORECASE)
WEST, SOUTH, EAST, NORTH = 96.0, 5.0, 106.5, 21.0  # around Thailand, degrees
TOLERANCE = 0.0008  # degrees, about 90 m: no corner that a province's map on a screen could show is lost
GRID = 0.0001
ENOUGH = 0.5


def read_outlines(file: str, features: Sequence[Mapping[str, Any]], code_property: str | None = None) -> AreaFile:
    """The outlines of a FeatureCollection. `code_property`: the property the person chose; else the best one.

    Raises RefusalError where no property holds codes of areas.
    """
    candidates = code_properties(features)
    if not candidates:
        raise RefusalError(
            "ไม่พบรหัสพื้นที่ในไฟล์ขอบเขต", "ต้องมีคุณสมบัติที่เป็นรหัส 2, 4 หรือ 6 หลัก เช่น ADM3_PCODE (มี TH นำหน้าหรือไม่ก็ได้)", rule="G06"
        )
    chosen = code_property if code_property in candidates else candidates[0]
    log, shapes = ProblemLog(), dict[str, list[BaseGeometry]]()
    refused = 0
    for number, feature in enumerate(features, 1):
        code = code_in((feature.get("properties") or {}).get(chosen))
        shape = _shape_of(feature.get("geometry"), number, code, log)
        if code is None:
            log.add(Problem(ERROR, f"รูปที่ {number} ไม่มีรหัสพื้นที่ใน {chosen}", "ใส่รหัส 2, 4 หรือ 6 หลัก", rule="G06"))
        if code is None or shape is None:
            refused += 1
            continue
        shapes.setdefault(code, []).append(shape)
    joined = {code: parts[0] if len(parts) == 1 else shapely.union_all(parts) for code, parts in shapes.items()}
    several = sorted(code for code, parts in shapes.items() if len(parts) > 1)
    if several:
        what = f"มีหลายรูปของพื้นที่เดียวกัน {len(several)} แห่ง ({', '.join(several[:5])}) รวมเป็นรูปเดียวแล้ว"
        log.add(Problem(INFO, what, "ไม่ต้องแก้ ถ้าพื้นที่มีหลายส่วน", rule="G08"))
    table = _simplified(joined)
    return AreaFile(
        OUTLINES, file, log.all(), outlines=table, code_property=chosen,
        other_properties=tuple(each for each in candidates if each != chosen),
        rows_read=len(features), rows_taken=len(features) - refused, rows_refused=refused,
    )  # fmt: skip


def code_properties(features: Sequence[Mapping[str, Any]]) -> list[str]:
    """The properties at least half of whose values are codes of areas, the finest and most distinct ones first."""
    values: dict[str, list[str]] = {}
    for feature in features:
        for name, value in (feature.get("properties") or {}).items():
            code = code_in(value)
            if code is not None:
                values.setdefault(str(name), []).append(code)
    enough = {name: codes for name, codes in values.items() if len(codes) >= ENOUGH * len(features)}
    return sorted(enough, key=lambda name: (-len(set(enough[name])), -len(enough[name][0]), name))


def code_in(value: object) -> str | None:
    """The code of 2, 4 or 6 digits that a property holds, with or without TH.

    >>> code_in("TH830101"), code_in(8301), code_in("Phuket")
    ('830101', '8301', None)
    """
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    match = CODE.fullmatch(str(value).strip())
    return match[1] if match and match[1][:2] in area_names() else None


def _shape_of(geometry: Any, number: int, code: str | None, log: ProblemLog) -> BaseGeometry | None:
    """The polygons of one feature, mended; None with a problem where it is none or lies elsewhere."""
    where = f"รูปที่ {number}" + (f" (รหัส {code})" if code else "")
    try:
        shape = shapely.from_geojson(_text(geometry))
    except (shapely.errors.ShapelyError, TypeError, ValueError):
        shape = None
    if shape is None or shape.geom_type not in ("Polygon", "MultiPolygon") or shape.is_empty:
        log.add(Problem(ERROR, f"{where} ไม่ใช่รูปพื้นที่ปิด", "ใช้รูปชนิด Polygon หรือ MultiPolygon", rule="G07"))
        return None
    west, south, east, north = shape.bounds
    if not (west >= WEST and east <= EAST and south >= SOUTH and north <= NORTH):
        swapped = west >= SOUTH and east <= NORTH and south >= WEST and north <= EAST
        fix = "สลับแกน: ใส่ลองจิจูดก่อนละติจูด" if swapped else "ใช้พิกัดองศา (WGS 84) ลองจิจูด 96–106.5 ละติจูด 5–21"
        log.add(Problem(ERROR, f"{where} อยู่นอกประเทศไทย", fix, rule="G07"))
        return None
    if shape.is_valid:
        return shape
    mended = shapely.make_valid(shape, method="structure")
    log.add(Problem(WARNING, f"{where} มีเส้นตัดกันเอง ซ่อมให้แล้ว", "ดูรูปในแผนที่ตัวอย่างก่อนบันทึก", rule="G07"))
    return _polygons(mended)


def _polygons(shape: BaseGeometry) -> BaseGeometry | None:
    parts = [part for part in shapely.get_parts(shape) if part.geom_type in ("Polygon", "MultiPolygon")]
    return shapely.union_all(parts) if parts else None


def _text(geometry: Any) -> str:
    return json.dumps(geometry)


def _simplified(shapes: Mapping[str, BaseGeometry]) -> pd.DataFrame:
    """Neighbours are simplified together where they share their borders exactly, so that no gap opens between them."""
    codes = sorted(shapes)
    array = np.array([shapes[code] for code in codes], dtype=object)
    if len(array) > 1 and shapely.coverage_is_valid(array):
        array = shapely.coverage_simplify(array, TOLERANCE)
    else:
        array = shapely.simplify(array, TOLERANCE, preserve_topology=True)
    array = shapely.set_precision(array, GRID)
    texts: list[str] = [str(text) for text in shapely.to_geojson(array)]
    points = [int(count) for count in shapely.get_num_coordinates(array)]
    return pd.DataFrame({"area_code": codes, "geometry": texts, "points": points})
