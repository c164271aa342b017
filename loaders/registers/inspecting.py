"""One file about areas, read in the child process, checked, and kept in one transaction when the person says so."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from loaders.problems import ERROR, Problem, RefusalError
from loaders.reading import Cell, ReadLimits, ReadRefusal, read_workbook_here, run_in_child
from loaders.reading.here import refuse_size
from loaders.registers.model import NAMES, AreaFile
from loaders.registers.names import read_names
from loaders.registers.outlines import read_outlines
from loaders.tables import is_blank_row
from warehouse import Warehouse, save_areas, save_boundaries, save_map_tambon

BROKEN_JSON = ("ไฟล์นี้ไม่ใช่ JSON ที่สมบูรณ์", "ดาวน์โหลดหรือคัดลอกไฟล์ใหม่ แล้วลองอีกครั้ง")


def inspect_area_file(
    content: bytes, file: str, *, code_property: str | None = None, in_child: bool = True
) -> AreaFile:
    """Read and check one file of names, of the municipality map or of outlines; nothing is written or raised."""
    limits = ReadLimits.from_environment()
    try:
        refuse_size(content, limits)
        if in_child:
            return run_in_child(read_area_file, content, file, code_property, limits=limits)
        return read_area_file(content, file, code_property)
    except ReadRefusal as refusal:
        problem = Problem(ERROR, f"{refusal.what} [{refusal.code}]", refusal.fix, rule=refusal.code)
        return AreaFile(NAMES, file, (problem,))


def read_area_file(content: bytes, file: str, code_property: str | None = None) -> AreaFile:
    """As inspect_area_file, in this process. Raises ReadRefusal for a file that cannot be read."""
    try:
        if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
            return _from_json(content, file, code_property)
        sheet = read_workbook_here(content, file).sheets[0]
        rows = [(number, row) for number, row in enumerate(sheet.rows, 1) if not is_blank_row(row)]
        start = next((place for place, (_, row) in enumerate(rows) if sum(cell is not None for cell in row) > 1), 0)
        return read_names(file, sheet.name, rows[start][1], rows[start + 1 :])
    except RefusalError as refusal:
        return AreaFile(NAMES, file, (refusal.problem,))


def _from_json(content: bytes, file: str, code_property: str | None) -> AreaFile:
    try:
        data: Any = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise RefusalError(*BROKEN_JSON, rule="G01") from None
    if isinstance(data, Mapping) and isinstance(data.get("features"), list):
        features = [each for each in data["features"] if isinstance(each, Mapping)]
        return read_outlines(file, features, code_property)
    if isinstance(data, list) and data and all(isinstance(each, Mapping) for each in data):
        header: list[Cell] = list(dict.fromkeys(str(key) for each in data for key in each))
        rows = [(number, [_plain(each.get(key)) for key in header]) for number, each in enumerate(data, 1)]
        return read_names(file, "JSON", header, rows)
    raise RefusalError("ไม่ใช่รายการพื้นที่หรือขอบเขต", "ใช้รายการ JSON ของพื้นที่ GeoJSON หรือตาราง CSV/Excel", rule="G01")


def _plain(value: Any) -> Cell:
    return value if isinstance(value, str | int | float) or value is None else None


def store_area_file(warehouse: Warehouse, inspected: AreaFile) -> int:
    """Keep what was inspected; returns how many areas. A file of which nothing could be taken changes nothing."""
    if inspected.refused:
        return 0
    if inspected.kind != NAMES:
        return save_boundaries(warehouse, inspected.outlines)
    count = save_areas(warehouse, inspected.names) if not inspected.names.empty else 0
    return max(count, save_map_tambon(warehouse, inspected.map_codes) if inspected.map_codes else 0)
