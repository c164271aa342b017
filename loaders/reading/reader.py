"""Reading a file, or a .zip that holds several: an upload in a child process, and what the child runs.

Uploads go through `read_workbook`, `read_archive` and `unpack`. What is named `…_here`, and `archive_files`, reads in
this process: what the child runs, and tests.
"""

from __future__ import annotations

import hashlib
import struct
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from loaders.reading.child import Cancelled, Progress, stream_from_child
from loaders.reading.file_kinds import kind_of, kind_of_zip, open_package, read_part
from loaders.reading.markup_tables import read_html, read_xml_2003
from loaders.reading.office import read_office
from loaders.reading.sheets import MIB, Cell, ReadLimits, ReadNote, ReadRefusal, Sheet, Workbook
from loaders.reading.text_files import check_mojibake, read_delimited

_IGNORED = ("__macosx/", ".ds_store", "thumbs.db", "desktop.ini", "~$")
_MISNAMED = 0x800
Piece = Workbook | tuple[int, list[list[Cell]]]
_ROWS_A_PIECE = 2000


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


def read_workbook(
    content: bytes,
    file_name: str,
    limits: ReadLimits | None = None,
    on_progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Workbook:
    """The sheets of one file, read in a child process. `limits` default to `ReadLimits.from_environment()`.

    Raises ReadRefusal, and nothing else for any content. Nothing is written to disk.
    """
    books = _received(_send_workbook, content, file_name, limits, on_progress, cancelled)
    return books[0]


def read_archive(
    content: bytes,
    file_name: str,
    limits: ReadLimits | None = None,
    on_progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> list[Workbook]:
    """The workbooks in a .zip, in the order of their names; any other file gives a list of one.

    Raises ReadRefusal: of the archive itself, or of a file inside it (its name stands in `what`).
    """
    return _received(_send_archive, content, file_name, limits, on_progress, cancelled)


def _received(
    function: Callable[..., Any], content: bytes, file_name: str, limits: ReadLimits | None,
    on_progress: Progress | None, cancelled: Cancelled | None,
) -> list[Workbook]:  # fmt: skip
    limits = limits or ReadLimits.from_environment()
    if len(content) > limits.max_bytes:
        raise ReadRefusal("F14-size", {"limit": limits.max_bytes // MIB})
    books: list[Workbook] = []
    items = stream_from_child(
        function, content, file_name, limits, limits=limits, on_progress=on_progress, cancelled=cancelled
    )
    for item in items:
        if isinstance(item, Workbook):
            books.append(item)
        else:
            number, rows = item
            books[-1].sheets[number].rows.extend(rows)
    return books


def _send_workbook(content: bytes, file_name: str, limits: ReadLimits) -> Iterator[Piece]:
    """In the child: the workbook without its rows, then (sheet number, rows) a piece at a time."""
    yield from _pieces(read_workbook_here(content, file_name, limits))


def _send_archive(content: bytes, file_name: str, limits: ReadLimits) -> Iterator[Piece]:
    for book in read_archive_here(content, file_name, limits):
        yield from _pieces(book)


def _pieces(book: Workbook) -> Iterator[Piece]:
    yield replace(book, sheets=tuple(replace(sheet, rows=list[list[Cell]]()) for sheet in book.sheets))
    for number, sheet in enumerate(book.sheets):
        for start in range(0, len(sheet.rows), _ROWS_A_PIECE):
            yield number, sheet.rows[start : start + _ROWS_A_PIECE]
            sheet.rows[start : start + _ROWS_A_PIECE] = [[]] * len(sheet.rows[start : start + _ROWS_A_PIECE])


FILES_PER_LIMIT = 4  # all files of an archive together may take as much as this many of the largest single ones
WORKBOOK_PART = b"[Content_Types].xml"
OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis"
END_OF_LIST, END_SIZE, LONGEST_END = b"PK\x05\x06", 22, 22 + 65_535
ENTRY, ENTRY_SIZE, FIRST_NAME = b"PK\x01\x02", 46, 30
MOST_NAMES = 10_000


def may_be_archive(content: bytes) -> bool:
    """True for a zip that is no workbook by the names in its own list; one without a list (cut off) by any mark inside.

    Only opening it (in the child) tells for sure.
    """
    if content[:2] != b"PK":
        return False
    end = content.rfind(END_OF_LIST, max(0, len(content) - LONGEST_END))
    if end < 0 or len(content) < end + END_SIZE:
        return not any(mark in content for mark in (WORKBOOK_PART, OPEN_DOCUMENT))
    return not content[FIRST_NAME:].startswith(OPEN_DOCUMENT) and WORKBOOK_PART not in _names(content, end)


def _names(content: bytes, end: int) -> Iterator[bytes]:
    """The names in the zip's own list, as far as it can be followed; nothing is unpacked."""
    place = end - int.from_bytes(content[end + 12 : end + 16], "little")
    for _ in range(MOST_NAMES):
        if place < 0 or content[place : place + 4] != ENTRY or place + ENTRY_SIZE > end:
            return
        name, extra, comment = struct.unpack_from("<3H", content, place + 28)
        yield content[place + ENTRY_SIZE : place + ENTRY_SIZE + name]
        place += ENTRY_SIZE + name + extra + comment


def unpack(content: bytes, limits: ReadLimits | None = None) -> list[tuple[str, bytes]]:
    """(name, bytes) of the files in a .zip, in the order of their names.

    Raises ReadRefusal: F24 nothing inside or a zip within, F10 a bomb, F14 too many or too big, F01 a password, F41–F43
    as reading does.
    """
    limits = limits or ReadLimits.from_environment()
    limits = replace(limits, max_unzipped_bytes=min(limits.max_unzipped_bytes, FILES_PER_LIMIT * limits.max_bytes))
    files: list[tuple[str, bytes]] = list(stream_from_child(send_files, content, limits, limits=limits))
    if any(may_be_archive(inside) for _, inside in files):
        raise ReadRefusal("F24")
    return files


def send_files(content: bytes, limits: ReadLimits) -> Iterator[tuple[str, bytes]]:
    """In the child: one file after the other."""
    yield from archive_files(content, limits)
