"""Reading a file in this process: what the child runs, and tests. Uploads go through `read_workbook` instead."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from loaders.reading.archives import archive_files, is_archive
from loaders.reading.delimited import read_delimited
from loaders.reading.file_kinds import kind_of, kind_of_zip
from loaders.reading.html_tables import read_html
from loaders.reading.model import MIB, Cell, ReadLimits, ReadNote, ReadRefusal, Sheet, Workbook
from loaders.reading.mojibake import check_mojibake
from loaders.reading.office import read_office
from loaders.reading.xml_2003 import read_xml_2003


def read_workbook_here(content: bytes, file_name: str, limits: ReadLimits | None = None) -> Workbook:
    """The file's sheets. Raises ReadRefusal, and nothing else for any content but one that eats all memory."""
    limits = limits or ReadLimits.from_environment()
    refuse_size(content, limits)
    kind = kind_of(content, file_name)
    kind = kind_of_zip(content) if kind == "zip" else kind
    kind, encoding, delimiter, sheets, notes = _read(content, kind, limits)
    if not any(_has_words(value) for sheet in sheets for row in sheet.rows for value in row):
        raise ReadRefusal("F45")
    notes.extend(check_mojibake(sheets))
    sha256 = hashlib.sha256(content).hexdigest()
    return Workbook(file_name, sha256, kind, encoding, delimiter, sheets, tuple(notes))


def _read(
    content: bytes, kind: str, limits: ReadLimits
) -> tuple[str, str | None, str | None, tuple[Sheet, ...], list[ReadNote]]:
    """(kind, encoding, delimiter, sheets, notes) by the reader of each kind."""
    if kind == "text":
        sheet, encoding, delimiter, notes = read_delimited(content, limits)
        return "csv", encoding, delimiter, (sheet,), notes
    if kind == "html":
        sheets, encoding = read_html(content, limits)
        return "html", encoding, None, sheets, [ReadNote("F02", "FIX", "ไฟล์เป็นหน้าเว็บ (HTML) อ่านตารางข้างในแล้ว")]
    if kind == "xml":
        sheets, notes = read_xml_2003(content, limits)
        return "xml2003", None, None, sheets, notes
    if kind == "archive":
        raise ReadRefusal("F24")
    kind = "xls" if kind in ("ole", "biff") else kind
    sheets, notes = read_office(content, kind, limits)
    return kind, None, None, sheets, notes


def _has_words(value: Cell) -> bool:
    return bool(value.strip()) if isinstance(value, str) else value is not None


def refuse_size(content: bytes, limits: ReadLimits) -> None:
    """Raise ReadRefusal F14 for a file over `limits.max_bytes`."""
    if len(content) > limits.max_bytes:
        raise ReadRefusal("F14", what=f"ไฟล์ใหญ่เกินกำหนด {limits.max_bytes // MIB:,} MB")


def read_archive_here(content: bytes, file_name: str, limits: ReadLimits | None = None) -> Iterator[Workbook]:
    """Each workbook of a .zip, one at a time; any other file gives itself alone.

    Raises ReadRefusal; for a file inside the archive its name stands before `what`.
    """
    limits = limits or ReadLimits.from_environment()
    refuse_size(content, limits)
    if not is_archive(content):
        yield read_workbook_here(content, file_name, limits)
        return
    for name, inside in archive_files(content, limits):
        try:
            yield read_workbook_here(inside, name, limits)
        except ReadRefusal as refusal:
            what = f"ไฟล์ «{name}» ใน .zip: {refusal.what}"
            raise ReadRefusal(refusal.code, what, refusal.fix, refusal.sheet, refusal.row, refusal.column) from None
