"""Preflight of an .ods: errors, uncalculated formulas, hidden rows, merges, and the box its repeated cells make."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass

from loaders.reading.file_kinds import check_other_parts, open_package, part_chunks, read_part, refuse_declarations
from loaders.reading.sheets import MIB, UNCALCULATED, ReadLimits, ReadNote, ReadRefusal
from loaders.reading.xlsx import MAX_ERROR_CELLS, SheetScan

_TAG = re.compile(rb"<(/?)table:(table|table-row|table-cell|covered-table-cell)(?=[\s/>])([^>]*?)(/?)>")
_REPEATED = re.compile(rb'table:number-(?:columns|rows)-repeated="(\d{1,7})"')
_SPANNED = re.compile(rb'table:number-(columns|rows)-spanned="(\d{1,7})"')
_TEXT = re.compile(rb"<text:p[^>]*>([^<]*)<")
_LONGEST_ROW = 64 * MIB
_CONTENT = "content.xml"


@dataclass
class _Place:
    """Where in the document the scan stands."""

    row: int = 0
    column: int = 0
    rows_here: int = 1
    depth: int = 0


def preflight_ods(content: bytes, limits: ReadLimits) -> tuple[list[SheetScan], list[ReadNote]]:
    """(scan of each sheet in order, notes). Raises ReadRefusal F01, F06, F10, F12, F16."""
    package = open_package(content, limits)
    if b"encryption-data" in read_part(package, "META-INF/manifest.xml"):
        raise ReadRefusal("F01")
    scans = _scan_content(package, limits)
    check_other_parts(package, {_CONTENT})
    return scans, []


def _scan_content(package: zipfile.ZipFile, limits: ReadLimits) -> list[SheetScan]:
    scans: list[SheetScan] = []
    place = _Place()
    rest = b""
    for unpacked in part_chunks(package, _CONTENT):
        chunk = rest + unpacked if rest else unpacked
        end = chunk.rfind(b"</table:table-row>")
        if end < 0 and len(chunk) > _LONGEST_ROW:
            raise ReadRefusal("F11")
        complete, rest = chunk[: max(end, 0)], chunk[max(end, 0) :]
        _scan_piece(complete, scans, place, limits)
    _scan_piece(rest, scans, place, limits)
    return scans


def _scan_piece(piece: bytes, scans: list[SheetScan], place: _Place, limits: ReadLimits) -> None:
    refuse_declarations(piece)
    for tag in _TAG.finditer(piece):
        closing, kind, attributes, empty = tag.groups()
        if kind == b"table":
            place.depth += -1 if closing else 0 if empty else 1
            if not closing and place.depth == 1:
                scans.append(SheetScan())
                place.row = place.column = 0
        elif place.depth != 1 or not scans:
            continue
        elif kind == b"table-row":
            _take_row(closing, attributes, empty, scans[-1], place)
        elif not closing:
            _take_cell(piece, tag, scans[-1], place)
            if scans[-1].box > limits.max_cells:
                raise ReadRefusal("F12", row=scans[-1].last_row + 1, column=scans[-1].last_column + 1)


def _take_row(closing: bytes, attributes: bytes, empty: bytes, scan: SheetScan, place: _Place) -> None:
    if closing or empty:
        place.row += place.rows_here if closing else _repeated(attributes)
        return
    place.column, place.rows_here = 0, _repeated(attributes)
    if b'table:visibility="' in attributes and b'table:visibility="visible"' not in attributes:
        scan.hidden_rows += place.rows_here


def _take_cell(piece: bytes, tag: re.Match[bytes], scan: SheetScan, place: _Place) -> None:
    attributes = tag[3]
    across = _repeated(attributes)
    column, place.column = place.column, place.column + across
    if b"-spanned=" in attributes:
        spans = dict(_SPANNED.findall(attributes))
        down, right = int(spans.get(b"rows", b"1")), int(spans.get(b"columns", b"1"))
        if down * right > 1:
            scan.merges.append((place.row, column, place.row + down - 1, column + right - 1))
    has_value = b"office:value-type=" in attributes
    text = None
    if b'calcext:value-type="error"' in attributes:
        shown = _TEXT.search(piece, tag.end(), tag.end() + 400)
        text = shown[1].decode("utf-8", "replace") if shown and shown[1].startswith(b"#") else "#VALUE!"
    elif b"table:formula=" in attributes and not has_value:
        text = UNCALCULATED
    if not has_value and tag[4]:
        has_value = text is not None
    elif not has_value:
        has_value = piece.startswith(b"<text:p", tag.end())
    if has_value:
        _widen(scan, place, column, across, text)


def _widen(scan: SheetScan, place: _Place, column: int, across: int, text: str | None) -> None:
    scan.widen(column, place.row)
    scan.widen(column + across - 1, place.row + place.rows_here - 1)
    scan.cells += across * place.rows_here
    if text is not None and across * place.rows_here < MAX_ERROR_CELLS - len(scan.errors):
        rows = range(place.row, place.row + place.rows_here)
        scan.errors.extend((row, column + step, text) for row in rows for step in range(across))


def _repeated(attributes: bytes) -> int:
    match = _REPEATED.search(attributes) if b"-repeated=" in attributes else None
    return max(int(match[1]), 1) if match else 1
