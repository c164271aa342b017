"""Safety checks of a zipped workbook before any parser sees it: unpacked size, ratio, parts, DTDs."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from loaders.reading.model import MIB, ReadLimits, ReadRefusal

CHUNK = 4 * MIB
_ENCRYPTED = 0x1


def open_package(content: bytes, limits: ReadLimits) -> zipfile.ZipFile:
    """The zip with its list of parts checked: number, total size, ratio, passwords.

    Raises ReadRefusal F06 (cut off), F10 (bomb), F01 (password).
    """
    try:
        package = zipfile.ZipFile(BytesIO(content))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError):
        raise ReadRefusal("F06") from None
    parts = package.infolist()
    if len(parts) > limits.max_parts:
        raise ReadRefusal("F10", what=f"ไฟล์มีส่วนประกอบ {len(parts):,} ส่วน เกินกำหนด {limits.max_parts:,}")
    if sum(part.file_size for part in parts) > limits.max_unzipped_bytes:
        raise ReadRefusal("F10")
    for part in parts:
        if part.flag_bits & _ENCRYPTED:
            raise ReadRefusal("F01")
        if part.file_size > MIB and part.file_size > limits.max_ratio * max(part.compress_size, 1):
            raise ReadRefusal("F10")
    return package


def part_chunks(package: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """The unpacked bytes of a part, a few MiB at a time; a part longer than it says is F06."""
    try:
        with package.open(name) as part:
            while chunk := part.read(CHUNK):
                yield chunk
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, RuntimeError, KeyError, ValueError):
        raise ReadRefusal("F06") from None


def read_part(package: zipfile.ZipFile, name: str, at_most: int = 16 * MIB) -> bytes:
    """A small part whole; b"" where there is none. Raises ReadRefusal F10 beyond `at_most`."""
    if name not in package.NameToInfo:
        return b""
    pieces: list[bytes] = []
    size = 0
    for chunk in part_chunks(package, name):
        size += len(chunk)
        if size > at_most:
            raise ReadRefusal("F10")
        pieces.append(chunk)
    return b"".join(pieces)


def refuse_declarations(chunk: bytes) -> None:
    """Raise ReadRefusal F16 where a DOCTYPE or ENTITY stands: no office program writes one into a workbook.

    Text inside elements cannot trip it, because `<` is always written `&lt;` there. UTF-16 parts are looked at too.
    """
    if b"<!DOCTYPE" in chunk or b"<!ENTITY" in chunk:
        raise ReadRefusal("F16")
    if chunk.startswith((b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")):
        raise ReadRefusal("F16", what="ส่วนประกอบของไฟล์เขียนด้วยรหัสตัวอักษรที่ไม่ปกติ")


def check_other_parts(package: zipfile.ZipFile, scanned: set[str]) -> None:
    """Unpack every XML part not in `scanned` once: true size, checksum and no DTD. Raises ReadRefusal."""
    for part in package.infolist():
        if part.filename in scanned or not part.filename.lower().endswith((".xml", ".rels", ".vml")):
            continue
        tail = b""
        for chunk in part_chunks(package, part.filename):
            refuse_declarations(tail + chunk if tail else chunk)
            tail = chunk[-16:]
