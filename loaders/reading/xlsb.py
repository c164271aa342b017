"""Preflight of an .xlsb: the binary records of each sheet walked for errors, hidden rows and far cells."""

from __future__ import annotations

import struct
import zipfile

from loaders.reading.file_kinds import check_other_parts, open_package, read_part
from loaders.reading.sheets import ReadLimits, ReadNote, ReadRefusal
from loaders.reading.xls import ERROR_TEXTS
from loaders.reading.xlsx import MAX_ERROR_CELLS, SheetScan, package_notes, relation_targets

_ROW, _BLANK, _ERROR, _FORMULA_ERROR, _LAST_CELL, _BUNDLE_SHEET = 0, 1, 3, 11, 11, 156
_HIDDEN = 0x10


def preflight_xlsb(content: bytes, limits: ReadLimits) -> tuple[dict[str, SheetScan], list[ReadNote]]:
    """(scan of each sheet by name, notes). Raises ReadRefusal as the preflight of an .xlsx does."""
    package = open_package(content, limits)
    targets = relation_targets(package, "xl/_rels/workbook.bin.rels")
    scans: dict[str, SheetScan] = {}
    for name, relation in _sheets(package):
        part = targets.get(relation, "")
        if part in package.NameToInfo:
            scans[name] = _scan(read_part(package, part, limits.max_unzipped_bytes), name, limits)
    check_other_parts(package, set())
    return scans, package_notes(package)


def _sheets(package: zipfile.ZipFile) -> list[tuple[str, str]]:
    """(sheet name, relation id) from the workbook part."""
    found: list[tuple[str, str]] = []
    data = read_part(package, "xl/workbook.bin")
    at = 0
    while at < len(data):
        record, size, at = _header(data, at)
        if record == _BUNDLE_SHEET:
            relation, after = _wide_text(data, at + 8)
            found.append((_wide_text(data, after)[0], relation))
        at += size
    return found


def _scan(data: bytes, sheet: str, limits: ReadLimits) -> SheetScan:
    scan = SheetScan(sheet=sheet)
    at, row = 0, 0
    while at < len(data):
        record, size, at = _header(data, at)
        if record == _ROW and size >= 12:
            row = struct.unpack_from("<I", data, at)[0]
            scan.hidden_rows += bool(data[at + 11] & _HIDDEN)
        elif _BLANK < record <= _LAST_CELL and size >= 8:
            column = struct.unpack_from("<I", data, at)[0]
            scan.widen(column, row)
            if record in (_ERROR, _FORMULA_ERROR) and size >= 9 and len(scan.errors) < MAX_ERROR_CELLS:
                scan.errors.append((row, column, ERROR_TEXTS.get(data[at + 8], "#UNKNOWN!")))
            if scan.box > limits.max_cells:
                raise ReadRefusal("F12", sheet=sheet, row=row + 1, column=column + 1)
        at += size
    return scan


def _header(data: bytes, at: int) -> tuple[int, int, int]:
    """(record id, size, where its data begins): both numbers are written in 7-bit pieces."""
    try:
        record = data[at]
        at += 1
        if record & 0x80:
            record = (record & 0x7F) | (data[at] & 0x7F) << 7
            at += 1
        size = 0
        for step in range(4):
            size |= (data[at] & 0x7F) << 7 * step
            at += 1
            if not data[at - 1] & 0x80:
                break
    except IndexError:
        raise ReadRefusal("F06") from None
    return record, size, at


def _wide_text(data: bytes, at: int) -> tuple[str, int]:
    try:
        length = struct.unpack_from("<I", data, at)[0]
    except struct.error:
        raise ReadRefusal("F06") from None
    end = at + 4 + (0 if length == 0xFFFFFFFF else 2 * length)
    return data[at + 4 : end].decode("utf-16-le", "replace"), end
