"""What an .xlsx is made of: sheets, macros, links. Checked and scanned before calamine sees the file."""

from __future__ import annotations

import posixpath
import zipfile
from xml.etree.ElementTree import Element

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from loaders.reading.model import ReadLimits, ReadNote, ReadRefusal
from loaders.reading.packages import check_other_parts, open_package, read_part, refuse_declarations
from loaders.reading.sheet_scan import SheetScan, scan_sheet

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
        notes.append(ReadNote("F18", "WARN", "ไฟล์มีมาโคร ระบบไม่เรียกใช้ อ่านเฉพาะข้อมูล"))
    links = sum(name.startswith("xl/externallinks/") and name.endswith(".xml") for name in names)
    if links or "xl/connections.xml" in names:
        notes.append(ReadNote("F38", "WARN", "ไฟล์เชื่อมกับไฟล์หรือแหล่งข้อมูลอื่น ระบบไม่เปิดตาม ใช้ค่าที่บันทึกไว้", count=links))
    return notes
