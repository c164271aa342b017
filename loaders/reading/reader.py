"""Reading an upload: one workbook, or a .zip of them, in a child process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from loaders.reading.child import Cancelled, Progress, stream_from_child
from loaders.reading.model import Cell, ReadLimits, ReadRefusal, Workbook
from loaders.reading.workbook import read_archive_here, read_workbook_here

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
        raise ReadRefusal("F14", what=f"ไฟล์ใหญ่เกินกำหนด {limits.max_bytes // (1024 * 1024)} MB")
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
