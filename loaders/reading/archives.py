"""A .zip that holds several workbooks: what is taken out of it, and what is refused."""

from __future__ import annotations

import zipfile

from loaders.reading.file_kinds import kind_of, kind_of_zip
from loaders.reading.model import ReadLimits, ReadRefusal
from loaders.reading.packages import open_package, read_part

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
        raise ReadRefusal("F14", what=f"ใน .zip มี {len(parts):,} ไฟล์ เกินกำหนด {limits.max_archive_files:,} ไฟล์")
    if any(part.file_size > limits.max_bytes for part in parts):
        raise ReadRefusal("F14", what="ใน .zip มีไฟล์ที่ใหญ่เกินกำหนด")
    return [(_name(part), read_part(package, part.filename, limits.max_bytes)) for part in sorted(parts, key=_name)]


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
