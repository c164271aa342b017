"""Binary workbooks, .xls and .xlsb: a preflight of their records for passwords, error cells, hidden rows and far cells.

An .xls lies in a compound container (`CompoundFile`), an .xlsb in a zipped package as an .xlsx does.
"""

from __future__ import annotations

import struct
import zipfile

from loaders.reading.file_kinds import check_other_parts, open_package, read_part
from loaders.reading.sheets import ReadLimits, ReadNote, ReadRefusal
from loaders.reading.xlsx import MAX_ERROR_CELLS, SheetScan, package_notes, relation_targets

_END = 0xFFFFFFFA  # chain marks are above this
_ENTRY = 128
_MINI_CUTOFF = 4096


class CompoundFile:
    """Streams by name. Raises ReadRefusal F06 where the container is cut off or its chains run in circles."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        try:
            shift, mini_shift = struct.unpack_from("<HH", content, 30)
            self._size, self._mini_size = 1 << shift, 1 << mini_shift
            if shift not in (9, 12) or mini_shift != 6:
                raise ReadRefusal("F06")
            self._fat = self._read_fat()
            self._entries = self._read_directory()
        except (struct.error, IndexError):
            raise ReadRefusal("F06") from None

    @property
    def names(self) -> set[str]:
        """Names of all streams and storages."""
        return set(self._entries)

    def stream(self, name: str) -> bytes:
        """The bytes of a stream; b"" where there is none."""
        if name not in self._entries:
            return b""
        start, size = self._entries[name]
        try:
            if size >= _MINI_CUTOFF:
                return self._chain(start)[:size]
            return self._mini_chain(start)[:size]
        except (struct.error, IndexError):
            raise ReadRefusal("F06") from None

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        return self._content[start : start + self._size]

    def _read_fat(self) -> list[int]:
        numbers = list(struct.unpack_from("<109I", self._content, 76))
        following, count = struct.unpack_from("<II", self._content, 68)
        for _ in range(min(count, len(self._content) // self._size)):
            if following >= _END:
                break
            more = _integers(self._sector(following))
            numbers.extend(more[:-1])
            following = more[-1]
        fat: list[int] = []
        for number in numbers:
            if number < _END:
                fat.extend(_integers(self._sector(number)))
        return fat

    def _chain(self, number: int) -> bytes:
        pieces: list[bytes] = []
        while number < _END:
            pieces.append(self._sector(number))
            if len(pieces) > len(self._fat):
                raise ReadRefusal("F06")
            number = self._fat[number]
        return b"".join(pieces)

    def _mini_chain(self, number: int) -> bytes:
        fat = _integers(self._chain(struct.unpack_from("<I", self._content, 60)[0]))
        container = self._chain(self._root)
        pieces: list[bytes] = []
        while number < _END:
            pieces.append(container[number * self._mini_size : (number + 1) * self._mini_size])
            if len(pieces) > len(fat):
                raise ReadRefusal("F06")
            number = fat[number]
        return b"".join(pieces)

    def _read_directory(self) -> dict[str, tuple[int, int]]:
        directory = self._chain(struct.unpack_from("<I", self._content, 48)[0])
        entries: dict[str, tuple[int, int]] = {}
        self._root = _END
        for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", directory, at + 64)
            start, size = struct.unpack_from("<II", directory, at + 116)
            if kind == 5:
                self._root = start
            elif kind in (1, 2):
                name = directory[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
                entries.setdefault(name, (start, size))
        return entries


def _integers(data: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4]))


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
    notes = [ReadNote("F18", "WARN")] if "_VBA_PROJECT" in container.names else []
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


_XLSB_ROW, _BLANK, _ERROR, _FORMULA_ERROR, _LAST_CELL, _BUNDLE_SHEET = 0, 1, 3, 11, 11, 156
_HIDDEN = 0x10


def preflight_xlsb(content: bytes, limits: ReadLimits) -> tuple[dict[str, SheetScan], list[ReadNote]]:
    """(scan of each sheet by name, notes). Raises ReadRefusal as the preflight of an .xlsx does."""
    package = open_package(content, limits)
    targets = relation_targets(package, "xl/_rels/workbook.bin.rels")
    scans: dict[str, SheetScan] = {}
    for name, relation in _xlsb_sheets(package):
        part = targets.get(relation, "")
        if part in package.NameToInfo:
            scans[name] = _scan_part(read_part(package, part, limits.max_unzipped_bytes), name, limits)
    check_other_parts(package, set())
    return scans, package_notes(package)


def _xlsb_sheets(package: zipfile.ZipFile) -> list[tuple[str, str]]:
    """(sheet name, relation id) from the workbook part."""
    found: list[tuple[str, str]] = []
    data = read_part(package, "xl/workbook.bin")
    at = 0
    while at < len(data):
        record, size, at = _record_header(data, at)
        if record == _BUNDLE_SHEET:
            relation, after = _wide_text(data, at + 8)
            found.append((_wide_text(data, after)[0], relation))
        at += size
    return found


def _scan_part(data: bytes, sheet: str, limits: ReadLimits) -> SheetScan:
    scan = SheetScan(sheet=sheet)
    at, row = 0, 0
    while at < len(data):
        record, size, at = _record_header(data, at)
        if record == _XLSB_ROW and size >= 12:
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


def _record_header(data: bytes, at: int) -> tuple[int, int, int]:
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
