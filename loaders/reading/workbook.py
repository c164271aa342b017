"""Reading a file (or a .zip that holds several) in this process: what the child runs, and tests.

Uploads go through `read_workbook` instead.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator

from loaders.reading.file_kinds import kind_of, kind_of_zip, open_package, read_part
from loaders.reading.markup_tables import read_html, read_xml_2003
from loaders.reading.office import read_office
from loaders.reading.sheets import MIB, Cell, ReadLimits, ReadNote, ReadRefusal, Sheet, Workbook
from loaders.reading.text_files import check_mojibake, read_delimited

_IGNORED = ("__macosx/", ".ds_store", "thumbs.db", "desktop.ini", "~$")
_MISNAMED = 0x800


def is_archive(content: bytes) -> bool:
    """True for a .zip that is not itself a workbook. Raises ReadRefusal as `kind_of` does."""
    return kind_of(content) == "zip" and kind_of_zip(content) == "archive"


def archive_files(content: bytes, limits: ReadLimits) -> list[tuple[str, bytes]]:
    """(name, bytes) of the files inside, in the order of their names.

    Raises ReadRefusal F24 (nothing inside), F10 (bomb), F14 (too many or too big), F01 (password).
    """
    package = open_package(content, limits)
    parts = [part for part in package.infolist() if not part.is_dir() and not _ignored(part.filename)]
    if not parts:
        raise ReadRefusal("F24")
    if len(parts) > limits.max_archive_files:
        raise ReadRefusal("F14-files", {"count": len(parts), "limit": limits.max_archive_files})
    if any(part.file_size > limits.max_bytes for part in parts):
        raise ReadRefusal("F14-file_in_zip")
    return [(_name(part), read_part(package, part, limits.max_bytes)) for part in sorted(parts, key=_name)]


def _ignored(name: str) -> bool:
    folder_and_name = name.lower().replace("\\", "/")
    last = folder_and_name.rsplit("/", 1)[-1]
    return folder_and_name.startswith(_IGNORED[0]) or last.startswith((".", "~$")) or last in _IGNORED


def _name(part: zipfile.ZipInfo) -> str:
    """The bare file name; Thai names zipped on Windows without the UTF-8 mark are turned back from cp437."""
    name = part.filename
    if not part.flag_bits & _MISNAMED and not name.isascii():
        try:
            name = name.encode("cp437").decode("cp874")
        except (UnicodeEncodeError, UnicodeDecodeError):
            name = part.filename
    return name.replace("\\", "/").rsplit("/", 1)[-1]


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
        return "html", encoding, None, sheets, [ReadNote("F02-read", "FIX")]
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
        raise ReadRefusal("F14-size", {"limit": limits.max_bytes // MIB})


def read_archive_here(content: bytes, file_name: str, limits: ReadLimits | None = None) -> Iterator[Workbook]:
    """Each workbook of a .zip, one at a time; any other file gives itself alone.

    Raises ReadRefusal; for a file inside the archive its name is said too.
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
            where = (refusal.sheet, refusal.row, refusal.column)
            raise ReadRefusal(refusal.key, refusal.arguments, *where, inside=name) from None
