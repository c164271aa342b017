"""What a file is, told from its bytes and parts, never from its name; and the safety checks of a zipped one."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from loaders.reading.sheets import MIB, ReadLimits, ReadRefusal

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
        raise ReadRefusal("F10-parts", {"count": len(parts), "limit": limits.max_parts})
    if sum(part.file_size for part in parts) > limits.max_unzipped_bytes:
        raise ReadRefusal("F10")
    for part in parts:
        if part.flag_bits & _ENCRYPTED:
            raise ReadRefusal("F01")
        if part.file_size > MIB and part.file_size > limits.max_ratio * max(part.compress_size, 1):
            raise ReadRefusal("F10")
    return package


def part_chunks(package: zipfile.ZipFile, name: str | zipfile.ZipInfo) -> Iterator[bytes]:
    """The unpacked bytes of a part, a few MiB at a time; a part longer than it says is F06."""
    try:
        with package.open(name) as part:
            while chunk := part.read(CHUNK):
                yield chunk
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, RuntimeError, KeyError, ValueError):
        raise ReadRefusal("F06") from None


def read_part(package: zipfile.ZipFile, part: str | zipfile.ZipInfo, at_most: int = 16 * MIB) -> bytes:
    """A small part whole; b"" where there is none of a name. Two parts of one name are told apart by their ZipInfo.

    Raises ReadRefusal F10 beyond `at_most`.
    """
    if isinstance(part, str) and part not in package.NameToInfo:
        return b""
    pieces: list[bytes] = []
    size = 0
    for chunk in part_chunks(package, part):
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
        raise ReadRefusal("F16-encoding")


def check_other_parts(package: zipfile.ZipFile, scanned: set[str]) -> None:
    """Unpack every XML part not in `scanned` once: true size, checksum and no DTD. Raises ReadRefusal."""
    for part in package.infolist():
        if part.filename in scanned or not part.filename.lower().endswith((".xml", ".rels", ".vml")):
            continue
        tail = b""
        for chunk in part_chunks(package, part.filename):
            refuse_declarations(tail + chunk if tail else chunk)
            tail = chunk[-16:]


OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP_MAGICS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
LNK_MAGIC = b"\x4c\x00\x00\x00\x01\x14\x02\x00"
BIFF_STARTS = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00", b"\x09\x08\x10\x00")

NOT_TABLES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "PDF"),
    (b"\xff\xd8\xff", "รูปภาพ (JPEG)"),
    (b"\x89PNG", "รูปภาพ (PNG)"),
    (b"GIF8", "รูปภาพ (GIF)"),
    (b"II*\x00", "รูปภาพ (TIFF)"),
    (b"MM\x00*", "รูปภาพ (TIFF)"),
    (b"RIFF", "รูปภาพหรือสื่อ"),
    (b"MZ", "โปรแกรม"),
    (b"\x7fELF", "โปรแกรม"),
    (b"{\\rtf", "เอกสาร RTF"),
    (b"Rar!", "ไฟล์บีบอัด RAR"),
    (b"7z\xbc\xaf", "ไฟล์บีบอัด 7z"),
    (b"\x1f\x8b", "ไฟล์บีบอัด gzip"),
    (b"SQLite format 3", "ฐานข้อมูล"),
    (b"PAR1", "Parquet"),
)

_SHORTCUT_TEXT = re.compile(rb"\[InternetShortcut\]|docs\.google\.com/(?:open|spreadsheets)", re.IGNORECASE)
_HTML_START = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|table|style|div|center|!--)", re.IGNORECASE)


def kind_of(content: bytes, file_name: str = "") -> str:
    """`zip`, `ole`, `biff`, `html`, `xml` or `text`.

    Raises ReadRefusal for what can never be a table: empty (F08), a lock file (F39, known by its ~$ name and having no
    workbook inside), a shortcut (F23), a picture, PDF or program (F09).
    """
    if not content:
        raise ReadRefusal("F08")
    if content.startswith(ZIP_MAGICS):
        return "zip"
    if content.startswith(OLE_MAGIC):
        return "ole"
    if re.split(r"[\\/]", file_name)[-1].startswith("~$"):
        raise ReadRefusal("F39")
    if content.startswith(LNK_MAGIC):
        raise ReadRefusal("F23")
    if content.startswith(BIFF_STARTS):
        return "biff"
    for magic, name in NOT_TABLES:
        if content.startswith(magic) and _really_binary(magic, content):
            raise ReadRefusal("F09-kind", {"kind": name})
    return _kind_of_text(content)


def _really_binary(magic: bytes, content: bytes) -> bool:
    """Two letters are a weak sign: a CSV may start with the letters MZ."""
    return len(magic) > 3 or b"\x00" in content[:4096] or magic in (b"\xff\xd8\xff", b"\x1f\x8b")


def _kind_of_text(content: bytes) -> str:
    head = content[:4096]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "ignore").encode("utf-8", "ignore")
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\x00 \t\r\n")
    if head[:64].lstrip().startswith((b"{", b"[")) and _SHORTCUT_TEXT.search(head):
        raise ReadRefusal("F23")
    if _HTML_START.match(head):
        return "html"
    if head.startswith(b"<?xml"):
        return "html" if re.search(rb"<html[\s>]", head, re.IGNORECASE) else "xml"
    if re.match(rb"<[A-Za-z!?]", head):
        return "html" if re.search(rb"<(?:table|html|body)[\s>]", content[:65536], re.IGNORECASE) else "xml"
    return "text"


def kind_of_zip(content: bytes) -> str:
    """`xlsx`, `xlsm`, `xlsb`, `ods` or `archive` (a plain .zip).

    Raises ReadRefusal: F06 truncated, F23 Apple Numbers, F09 another office document, F01 locked parts, F44 a workbook
    with two parts of one name: one library would check the one, another read the other.
    """
    try:
        listed = [info.filename for info in zipfile.ZipFile(BytesIO(content)).infolist()]
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError):
        raise ReadRefusal("F06") from None
    names, lower = set(listed), {name.lower() for name in listed}
    if len(lower) < len(listed) and ({"[content_types].xml", "_rels/.rels", "content.xml"} & lower):
        raise ReadRefusal("F44-twice")
    if "[content_types].xml" in lower or "_rels/.rels" in lower:
        return _kind_of_office(lower)
    if "content.xml" in names and "mimetype" in names:
        return "ods"
    if any(name.endswith(".iwa") for name in lower) or "index.zip" in lower:
        raise ReadRefusal("F23-numbers")
    return "archive"


def _kind_of_office(names: set[str]) -> str:
    if "xl/workbook.bin" in names:
        return "xlsb"
    if any(name.startswith(("word/", "ppt/", "visio/")) for name in names):
        raise ReadRefusal("F09-office")
    if "xl/vbaproject.bin" in names:
        return "xlsm"
    return "xlsx"
