"""What an .xlsx is made of (sheets, macros, links) and a quick look through the XML of each sheet before calamine."""

from __future__ import annotations

import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from loaders.reading.file_kinds import check_other_parts, open_package, part_chunks, read_part, refuse_declarations
from loaders.reading.sheets import MIB, UNCALCULATED, ReadLimits, ReadNote, ReadRefusal, column_letter, column_number

MAX_ERROR_CELLS = 500_000
_LONGEST_ROW = 64 * MIB
_LAST_COLUMN = 16_384

_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_PLAIN_ROW = re.compile(rb"<row\b([^>]*)>")
_ERROR_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"([^>]*? t="e"[^>]*)>')
_FORMULA_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"((?:(?! t="e")[^>])*)><f[ />]')
_NUMBER = re.compile(rb"""\br\s*=\s*["'](\d+)["']""")
_HIDDEN = re.compile(rb"""\bhidden\s*=\s*["'](?:1|true)["']""")
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(/?)>")
_REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{1,3})(\d{1,7})["']""")
_ERROR_TYPE = re.compile(rb"""\bt\s*=\s*["']e["']""")
_TEXT_TYPE = re.compile(rb"""\bt\s*=\s*["'](?:str|s|inlineStr)["']""")
_ODD_WRITING = re.compile(rb"""<\w+:c[\s>]|<c[>\t\r\n]|<c [^>]*='""")
_HEAD = 65_536  # a program writes all its cells alike: looking at the first ones of a piece is enough
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|t)\b[^>/]*>([^<]*)<")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_CELL_END = re.compile(rb"</(?:\w+:)?c>")


@dataclass
class SheetScan:
    """What the scan of one sheet found. Positions count from 0; the box is that of cells holding a value."""

    last_row: int = -1
    last_column: int = -1
    first_row: int = -1
    first_column: int = _LAST_COLUMN
    cells: int = 0
    hidden_rows: int = 0
    ghost_rows: int = 0
    errors: list[tuple[int, int, str]] = field(default_factory=list[tuple[int, int, str]])
    merges: list[tuple[int, int, int, int]] = field(default_factory=list[tuple[int, int, int, int]])
    sheet: str = ""

    @property
    def box(self) -> int:
        """Cells in the rectangle calamine would build."""
        if self.last_row < 0:
            return 0
        return (self.last_row - self.first_row + 1) * (self.last_column - min(self.first_column, self.last_column) + 1)

    def widen(self, column: int, row: int) -> None:
        """Make the box hold this cell too."""
        self.first_row = row if self.first_row < 0 else min(self.first_row, row)
        self.first_column = min(self.first_column, column)
        self.last_row = max(self.last_row, row)
        self.last_column = max(self.last_column, column)


def scan_sheet(package: zipfile.ZipFile, part: str, sheet: str, limits: ReadLimits) -> SheetScan:
    """Scan one sheet part. Raises ReadRefusal F06, F11 (one endless cell), F12 (far cell), F14, F16."""
    scan = SheetScan(sheet=sheet)
    rest = b""
    for unpacked in part_chunks(package, part):
        chunk = rest + unpacked if rest else unpacked
        end = chunk.rfind(b"row>") + 4
        if end < 4:
            if len(chunk) > _LONGEST_ROW:
                raise ReadRefusal("F11", sheet=sheet)
            rest = chunk
            continue
        complete, rest = chunk[:end], chunk[end:]
        _scan_rows(complete, scan)
        _check_box(scan, limits)
    refuse_declarations(rest)
    _scan_rows(rest, scan)
    _check_box(scan, limits)
    return scan


def _check_box(scan: SheetScan, limits: ReadLimits) -> None:
    if scan.box > limits.max_cells:
        code = "F14" if scan.cells * 4 > limits.max_cells else "F12"
        raise ReadRefusal(code, sheet=scan.sheet, row=scan.last_row + 1, column=scan.last_column + 1)
    if len(scan.errors) > MAX_ERROR_CELLS:
        raise ReadRefusal("F44-formulas", sheet=scan.sheet)


def _scan_rows(chunk: bytes, scan: SheetScan) -> None:
    """Add what one piece of whole rows holds to `scan`."""
    refuse_declarations(chunk)
    cells = chunk.count(b"<c ")
    if cells != chunk.count(b'<c r="') or _ODD_WRITING.search(chunk, 0, _HEAD):
        _scan_each_cell(chunk, scan)
        return
    scan.cells += cells
    _scan_plain_rows(chunk, scan)
    if b't="e"' in chunk or b"<f" in chunk:
        _find_errors(chunk, scan)


def _scan_plain_rows(chunk: bytes, scan: SheetScan) -> None:
    """The usual writing, `<c r="A1" …>` first and in order: only the ends of each row are looked at.

    The far cell check does not trust the order: a second search looks for any reference right of the box found.
    """
    for match in _PLAIN_ROW.finditer(chunk):
        _scan_plain_row(chunk, match, scan)
    for match in _reference_beyond(scan.last_column + 1).finditer(chunk):
        if _has_value(chunk, match.start()):
            scan.widen(column_number(match[1].decode()) - 1, int(match[2]) - 1)


def _scan_plain_row(chunk: bytes, match: re.Match[bytes], scan: SheetScan) -> None:
    """Widen the box by the first and the last value of one row; a row of formats only is a ghost."""
    attributes = match[1]
    if b"hidden" in attributes and _HIDDEN.search(attributes):
        scan.hidden_rows += 1
    if attributes.endswith(b"/"):
        return
    start = match.end()
    end = chunk.find(b"</row>", start)
    last = _last_value(chunk, start, end)
    if last < 0:
        scan.ghost_rows += 1
        return
    scan.ghost_rows = 0
    first_row, first_column = _reference_at(chunk, chunk.find(b'<c r="', start, end))
    last_row, last_column = _reference_at(chunk, last)
    scan.widen(first_column, first_row)
    scan.widen(last_column, last_row)


def _last_value(chunk: bytes, start: int, end: int) -> int:
    """Where the last cell of a row that holds something begins; -1 for a row of formats only."""
    closed = chunk.rfind(b"</c>", start, end)
    while closed >= 0:
        cell = chunk.rfind(b'<c r="', start, closed)
        if cell < 0 or _has_value(chunk, cell):
            return cell
        closed = chunk.rfind(b"</c>", start, cell)
    return -1


def _has_value(chunk: bytes, cell: int) -> bool:
    """Whether the cell that starts here holds anything: `<c r="A1" s="3"/>` and `<c …></c>` do not."""
    end = chunk.find(b">", cell)
    return end > 0 and chunk[end - 1] != 0x2F and not chunk.startswith(b"</c>", end + 1)


def _reference_at(chunk: bytes, cell: int) -> tuple[int, int]:
    match = _REFERENCE.search(chunk, cell, cell + 40)
    if not match:
        raise ReadRefusal("F44")
    return int(match[2]) - 1, column_number(match[1].decode().upper()) - 1


_BEYOND: dict[int, re.Pattern[bytes]] = {}


def _reference_beyond(columns: int) -> re.Pattern[bytes]:
    """A pattern for `<c r="` with a column right of the first `columns` ones."""
    if columns not in _BEYOND:
        letters = column_letter(max(columns, 1))
        longer = [rb"[A-Z]{%d,3}" % (len(letters) + 1)] if len(letters) < 3 else []
        same = [
            letters[:place].encode() + b"[%c-Z]" % (ord(letter) + 1) + b"[A-Z]" * (len(letters) - place - 1)
            for place, letter in enumerate(letters)
            if letter != "Z"
        ]
        _BEYOND[columns] = re.compile(rb'<c r="(' + b"|".join(longer + same or [rb"(?!)"]) + rb')(\d{1,7})"')
    return _BEYOND[columns]


def _scan_each_cell(chunk: bytes, scan: SheetScan) -> None:
    """Any other legal writing (name prefixes, other attribute order, cells without a reference): every cell in turn."""
    row = scan.last_row
    for match in _ROW.finditer(chunk):
        number = _NUMBER.search(match[1])
        row = int(number[1]) - 1 if number else row + 1
        scan.hidden_rows += 1 if _HIDDEN.search(match[1]) else 0
        if match[1].endswith(b"/"):
            continue
        end = chunk.find(b"row>", match.end())
        column = -1
        for cell in _CELL.finditer(chunk, match.end(), end if end > 0 else len(chunk)):
            reference = _REFERENCE.search(cell[1])
            column = column_number(reference[1].decode().upper()) - 1 if reference else column + 1
            at = int(reference[2]) - 1 if reference else row
            scan.cells += 1
            if not cell[2]:
                scan.widen(column, at)
                _note_error(chunk, cell[1], cell.end(), (at, column), scan)


def _find_errors(chunk: bytes, scan: SheetScan) -> None:
    """Error cells and formulas without a value, in the usual writing."""
    for pattern in (_ERROR_CELL, _FORMULA_CELL):
        for cell in pattern.finditer(chunk):
            row, column = int(cell[2]) - 1, column_number(cell[1].decode()) - 1
            _note_error(chunk, cell[3], cell.end(3) + 1, (row, column), scan)


def _note_error(chunk: bytes, attributes: bytes, inside: int, at: tuple[int, int], scan: SheetScan) -> None:
    """Add the cell to `scan.errors` if it is an error or an uncalculated formula; `inside` is just after its tag."""
    is_error = _ERROR_TYPE.search(attributes) is not None
    if not is_error and not _FORMULA.match(chunk, inside):
        return
    end = _CELL_END.search(chunk, inside)
    value = _VALUE.search(chunk, inside, end.start() + 1 if end else len(chunk))
    if is_error:
        text = value[1].decode("ascii", "replace") if value and 0 < len(value[1]) < 40 else "#VALUE!"
        scan.errors.append((*at, text))
    elif not (value and value[1]) and not _TEXT_TYPE.search(attributes):
        scan.errors.append((*at, UNCALCULATED))


_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION_ID = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"


def preflight_xlsx(content: bytes, limits: ReadLimits) -> tuple[dict[str, SheetScan], list[ReadNote]]:
    """(scan of each sheet by name, notes). Raises ReadRefusal for every danger named in `packages` and `sheet_scan`."""
    package = open_package(content, limits)
    parts = sheet_parts(package)
    scans = {name: scan_sheet(package, part, name, limits) for name, part in parts.items()}
    if sum(scan.box for scan in scans.values()) > limits.max_cells:
        raise ReadRefusal("F14")
    check_other_parts(package, set(parts.values()))
    return scans, package_notes(package)


def sheet_parts(package: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name → the part that holds its cells. Raises ReadRefusal F06 where the list of sheets is broken."""
    targets = relation_targets(package, _RELATIONS)
    parts: dict[str, str] = {}
    for sheet in safe_xml(read_part(package, _WORKBOOK)).findall(".//{*}sheet"):
        part = targets.get(sheet.get(_RELATION_ID) or sheet.get(_STRICT_RELATION_ID) or "", "")
        if part in package.NameToInfo and "chartsheet" not in part and "dialogsheet" not in part:
            parts[sheet.get("name", "")] = part
    return parts


def relation_targets(package: zipfile.ZipFile, part: str) -> dict[str, str]:
    """Relation id → name of the part it points to."""
    targets: dict[str, str] = {}
    for relation in safe_xml(read_part(package, part)):
        target = relation.get("Target", "")
        path = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
        targets[relation.get("Id", "")] = path
    return targets


def safe_xml(content: bytes) -> Element:
    """The root of an XML part, parsed without entities, DTDs or network. Raises ReadRefusal F06, F16."""
    refuse_declarations(content)
    try:
        return fromstring(content, forbid_dtd=True)
    except DefusedXmlException:
        raise ReadRefusal("F16") from None
    except (ParseError, ValueError, LookupError):
        raise ReadRefusal("F06") from None


def package_notes(package: zipfile.ZipFile) -> list[ReadNote]:
    """Macros and links to other files: named, never followed."""
    names = [name.lower() for name in package.namelist()]
    notes: list[ReadNote] = []
    if any(name.endswith("vbaproject.bin") for name in names):
        notes.append(ReadNote("F18", "WARN"))
    links = sum(name.startswith("xl/externallinks/") and name.endswith(".xml") for name in names)
    if links or "xl/connections.xml" in names:
        notes.append(ReadNote("F38", "WARN", count=links))
    return notes
