"""Reading a file in this process: what the child process runs, and tests. Uploads go through `read_workbook` instead."""

from __future__ import annotations

import hashlib
import re
import zipfile
from dataclasses import replace

from lxml import etree

from loaders.reading.delimited import read_delimited
from loaders.reading.excel import open_calamine, read_calamine_sheet, worksheet_names
from loaders.reading.kinds import kind_of, kind_of_zip
from loaders.reading.model import ReadLimits, ReadNote, ReadRefusal, Sheet, Workbook
from loaders.reading.packages import check_other_parts, open_package
from loaders.reading.sheet_scan import SheetScan, scan_sheet


def read_workbook_here(content: bytes, file_name: str, limits: ReadLimits | None = None) -> Workbook:
    """The file's sheets. Raises ReadRefusal, and nothing else for any content."""
    limits = limits or ReadLimits()
    if len(content) > limits.max_bytes:
        raise ReadRefusal("F14", what=f"ไฟล์ใหญ่เกินกำหนด {limits.max_bytes // (1024 * 1024)} MB")
    kind = kind_of(content, file_name)
    sha256 = hashlib.sha256(content).hexdigest()
    if kind == "text":
        sheet, encoding, delimiter, notes = read_delimited(content, limits)
        return Workbook(file_name, sha256, "csv", encoding, delimiter, (sheet,), tuple(notes))
    if kind == "zip":
        kind = kind_of_zip(content)
    if kind in ("html", "xml"):
        raise ReadRefusal("F02" if kind == "html" else "F03")
    if kind == "archive":
        raise ReadRefusal("F24")
    kind = "xls" if kind in ("ole", "biff") else kind
    sheets = [read_calamine_sheet(*pair) for pair in _sheets(content)]
    return Workbook(file_name, sha256, kind, None, None, tuple(sheets), ())


def _sheets(content: bytes):
    workbook = open_calamine(content)
    return [(workbook, name, hidden) for name, hidden in worksheet_names(workbook)]


def read_archive_here(content: bytes, file_name: str, limits: ReadLimits | None = None) -> list[Workbook]:
    """The workbooks of a .zip."""
    return [read_workbook_here(content, file_name, limits)]
