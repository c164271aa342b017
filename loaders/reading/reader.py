"""Reading an upload in a child process: one workbook, or a .zip of spreadsheets as the files it holds."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from loaders.reading.child import Cancelled, Progress, stream_from_child
from loaders.reading.sheets import MIB, Cell, ReadLimits, ReadRefusal, Workbook
from loaders.reading.workbook import archive_files, read_archive_here, read_workbook_here

Piece = Workbook | tuple[int, list[list[Cell]]]
_ROWS_A_PIECE = 2000


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
