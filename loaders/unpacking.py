"""A .zip of spreadsheets as the files it holds, taken out in the reading child."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from loaders.reading import ReadLimits, ReadRefusal, archive_files
from loaders.reading.child import stream_from_child

FILES_PER_LIMIT = 4  # all files of an archive together may take as much as this many of the largest single ones
WORKBOOK_MARKS = (b"[Content_Types].xml", b"mimetypeapplication/vnd.oasis")


def may_be_archive(content: bytes) -> bool:
    """True for a zip that shows no mark of a workbook; only opening it (in the child) tells for sure."""
    return content[:2] == b"PK" and not any(mark in content for mark in WORKBOOK_MARKS)


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
