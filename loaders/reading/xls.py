"""Preflight of an old .xls: passwords, other office documents, error cells and hidden rows from its BIFF records."""

from __future__ import annotations

import struct

from loaders.reading.compound import CompoundFile
from loaders.reading.model import ReadLimits, ReadNote, ReadRefusal
from loaders.reading.sheet_scan import MAX_ERROR_CELLS, SheetScan

ERROR_TEXTS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}  # fmt: skip

_BOUNDSHEET, _FILEPASS, _EOF, _ROW, _BOOLERR, _FORMULA = 0x0085, 0x002F, 0x000A, 0x0208, 0x0205, 0x0006
_BOFS = (0x0809, 0x0409, 0x0209, 0x0009)
_ENCRYPTED_NAMES = {"EncryptedPackage", "EncryptionInfo"}
_OTHER_DOCUMENTS = {"WordDocument", "PowerPoint Document", "__properties_version1.0", "VisioDocument"}
_ROW_HIDDEN = 0x20


def preflight_xls(content: bytes, limits: ReadLimits) -> tuple[list[SheetScan], list[ReadNote]]:
    """(scan of each sheet in the workbook's order, notes).

    Raises ReadRefusal F01 (password), F09 (a Word document, a mail …), F06 (cut off). An .xls without the OLE container
    (Excel 4 and older) gives no scans.
    """
    if not content.startswith(b"\xd0\xcf"):
        return [], []
    container = CompoundFile(content)
    if container.names & _ENCRYPTED_NAMES:
        raise ReadRefusal("F01")
    book = container.stream("Workbook") or container.stream("Book") or container.stream("WORKBOOK")
    if not book:
        raise ReadRefusal("F09" if container.names & _OTHER_DOCUMENTS or container.names else "F06")
    notes = (
        [ReadNote("F18", "WARN", "ไฟล์มีมาโคร ระบบไม่เรียกใช้ อ่านเฉพาะข้อมูล")] if "_VBA_PROJECT" in container.names else []
    )
    return [_scan_sheet(book, offset) for offset in _sheet_offsets(book)], notes


def _sheet_offsets(book: bytes) -> list[int]:
    offsets: list[int] = []
    at = 0
    while at + 4 <= len(book):
        record, size = struct.unpack_from("<HH", book, at)
        if record == _FILEPASS:
            raise ReadRefusal("F01")
        if record == _BOUNDSHEET and size >= 4:
            offsets.append(struct.unpack_from("<I", book, at + 4)[0])
        if record == _EOF:
            break
        at += 4 + size
    return offsets


def _scan_sheet(book: bytes, at: int) -> SheetScan:
    """Error cells and hidden rows of the sheet whose records begin at `at`; charts inside it are stepped over."""
    scan = SheetScan()
    depth = 0
    header = struct.Struct("<HH")
    while at + 4 <= len(book):
        record, size = header.unpack_from(book, at)
        if record in _BOFS:
            depth += 1
        elif record == _EOF:
            depth -= 1
            if depth <= 0:
                break
        elif depth == 1 and record in (_BOOLERR, _FORMULA, _ROW):
            _take_record(book[at + 4 : at + 4 + size], record, scan)
        at += 4 + size
    return scan


def _take_record(data: bytes, record: int, scan: SheetScan) -> None:
    if record == _ROW:
        scan.hidden_rows += len(data) >= 14 and bool(data[12] & _ROW_HIDDEN)
        return
    code = None
    if record == _BOOLERR and len(data) >= 8 and data[7]:
        code = data[6]
    elif record == _FORMULA and len(data) >= 14 and data[6] == 2 and data[12:14] == b"\xff\xff":
        code = data[8]
    if code is not None and len(scan.errors) < MAX_ERROR_CELLS:
        row, column = struct.unpack_from("<HH", data)
        scan.errors.append((row, column, ERROR_TEXTS.get(code, "#UNKNOWN!")))
