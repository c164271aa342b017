"""Makes the good and the bad files of these tests, in memory, with invented content."""

import base64
import io
import struct
import zipfile
import zlib
from collections.abc import Callable

import xlsxwriter

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ODS = "application/vnd.oasis.opendocument.spreadsheet"


def xlsx(fill: Callable[[xlsxwriter.Workbook], object]) -> bytes:
    """A workbook written by xlsxwriter."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as workbook:
        fill(workbook)
    return target.getvalue()


def xlsx_of_rows(rows: list[list[object]], sheet: str = "ข้อมูล") -> bytes:
    """One sheet with these rows from A1."""

    def fill(workbook: xlsxwriter.Workbook) -> None:
        worksheet = workbook.add_worksheet(sheet)
        for number, row in enumerate(rows):
            worksheet.write_row(number, 0, row)

    return xlsx(fill)


def zip_of(parts: dict[str, bytes | str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip with these parts, in this order."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as package:
        for name, body in parts.items():
            package.writestr(name, body)
    return target.getvalue()


def parts_of(content: bytes) -> dict[str, bytes | str]:
    """The parts of a zip, to be changed and zipped again."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def xlsx_of_xml(sheet_data: bytes | str, sheet: str = "ข้อมูล", prefix: str = "", extra: bytes | str = "") -> bytes:
    """A workbook whose only sheet holds this XML between <sheetData> and its end tag."""
    data = sheet_data.encode() if isinstance(sheet_data, str) else sheet_data
    after = extra.encode() if isinstance(extra, str) else extra
    colon = f"{prefix}:" if prefix else ""
    namespace = f'xmlns:{prefix}="{MAIN}"' if prefix else f'xmlns="{MAIN}"'
    parts = parts_of(xlsx_of_rows([["x"]], sheet))
    parts["xl/worksheets/sheet1.xml"] = (
        f'<?xml version="1.0" encoding="UTF-8"?><{colon}worksheet {namespace}><{colon}sheetData>'.encode()
        + data
        + f"</{colon}sheetData>".encode()
        + after
        + f"</{colon}worksheet>".encode()
    )
    return zip_of(parts)


def ods_of_xml(table_xml: str, manifest: str = "<manifest/>") -> bytes:
    """An OpenDocument spreadsheet with these <table:table> elements."""
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
        ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
        ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">'
        f"<office:body><office:spreadsheet>{table_xml}</office:spreadsheet></office:body></office:document-content>"
    )
    return zip_of({"mimetype": ODS, "META-INF/manifest.xml": manifest, "content.xml": content})


XLS_BASE64 = (
    "eNrtWE1oXFUUPve9NzNv8vNmkibapDVOG9v8h4aCRmybSdNqCkpE6w8SsGmctLHTTEyjJAt1as2mtKB0oYuCFFIQBH8Q7ELRya4LRTddKAppQV"
    "DqYhRFCibjd867M3kZJpCZREGb+/jevXPe/Tn3/Nxzz3zzddX8pY/qr1NeeYBMWswEye+hKSCY/REmMjRtMZPJZMmZjfKfKgu6Zh1a0J8PYJ0H"
    "AFvrtkzXG+X/Vx6jBJ5JitBBGkM9QdNUTLkDFuOdbzVjFlfZb7VlY/3S1+fzm89xEyjk/3zes/+XAxVAJeAAITcEUBVQDWwCaoBasQmiO4HNQB"
    "1QD2wBtgJ3AQ3A3UAE2AZsBxqBezRvO3XNaEG7FWjTtA7UnRvn0bqVoA0t+n30aeWXrHLR/XVYxIfWnNjFDWCQxtk2+obiw5F/q+wXHoYU85CC"
    "ke5VFmzVoIuAQx8I/TN57xX7Q4lSpFvb9NNGVLg/L+/t8nbwVnRFxnwnlC5Y4vdi52+IGygKqD4aojiN0lGchKPoUU9X2cNelR7sH6pXvnCvtX"
    "xtsCpolr3sodhYbGIoPi/eM0t/ZCIeT01FmM7Dhf776uhGkXS67eizkF0hObe5/dP59JYV6O0r0FtXoAcL0nP8NC/RLxjwuCRluA4nTamrkn6p"
    "q5OW1JuSAalrkr7MEbHrGZzVVyzxAaWcGZzQZwPsD5Yqd/qdDqfOOUfsR4rmlA0QHT6v6CasHed5+hlZ258WydhuTDBo6Z6vPO3dVJ5mv/sCHW"
    "06rRAn7JSK4h2lhl/DbqSwETFsRAL7TwSLv+Btpo40Jqk2p8tpctBoRLXNwZxTGXBv00uWG2mG7VpgSUe1ujY4HLnHVnjZsVUB5p7DRtjNq4TR"
    "MKbr6Nt688a99T3PCj1JSzPuYBFTuzqNL3NWq4xok/dr0jcbzs4I7XV578yN/6mnydNuzrXTPS2e9iUcPkFwRSJ0A6u1q80V/jNzR+Z7srWiJ/"
    "DFppdl26TO2iG9UyeXcinZoW2Ec/O4J11IaAYeU9MimmbisfL6WXh8eTQfHn8eLYA1zDyanUdbgLKYF5fXV6AV5iIkwd+PMM/rsy4CckFxNxSg"
    "BsXR3+/HvYCZ4Q6tng4m9ZZhdKNwpaVANVG3roTGeJGUkaqD9pkBZrTWtU3Dj18Gfn0uVsT0Wvz+UdgMCMWgX+hRXjPd7xpH2tbWzOEtRGZ6l9"
    "xsrHSz0IPpcIHbk0FlMo7H8G1pn1FNn/jdAES0R5TN95yQWHp2AZRjcIVjtncilb2x3U4mvSQSpU3abS83LRJNMH9enUW8OrNL0Jnt0RmtXWfc"
    "cTFjlrl38LBtuKe32/dBvvM+Mjo8kTiVGJmMHJwajsUj99/XcXjoaCwej4mC94+OjHSv5e6v3CO55LKYIdFigXlpfuad324NHA+/96ZNbU0ff8"
    "uSflvnBkrLju2tXx9Sg1oqx3W+MKlzhqTOG87p+PHzgpsD8JjEeGxsfHoqTjov4O+79NzZkt9OXt6jXpj+QXnb671/iXvXvrp2sXNL+MJb2H/7"
    "rfcP8B0ujzao85xsfAx79viwjnakcx3+3q2/Rz3xlGXVOz7+ZGzi1GhibLmMWL67O7vonyrrmf/L/vN8oNAYlkmq3G0/hdUn6ARuIMzHiaL5r5"
    "aw48opU0RevS+YtfM+rHsSGc4AeHi+pPVNTw6+mjE7gEM5PxtANhArWX8cdovN/5t0ri45CT1OL2L/J5GVsO4PwQpGRCdMmUS2kgBl5dKs1/cV"
    "IX8+qa/m1j+AFYaFh5hYYHH8dJew/3bg3Y3/f6T8DTpwGcU="
)
"""An .xls of two sheets as LibreOffice writes it: ก (B2 หัว, C3 5 in a hidden row, D4 =1/0, E5 =NA(), F6 =SUM(C3:C3),
B8:C9 merged with รวม) and the hidden sheet ซ่อน (A1 x)."""


def xls() -> bytes:
    """The small .xls above."""
    return zlib.decompress(base64.b64decode(XLS_BASE64))


def ole_with_stream(name: str) -> bytes:
    """An OLE container whose main stream has this name: what a password-protected .xlsx or a .doc looks like inside."""
    content = bytearray(xls())
    at = content.index("Workbook".encode("utf-16-le"))
    content[at : at + 66] = name.encode("utf-16-le").ljust(64, b"\0") + (2 * len(name) + 2).to_bytes(2, "little")
    return bytes(content)


def xls_with_password() -> bytes:
    """The .xls with a FILEPASS record where its window record stood."""
    content = bytearray(xls())
    at = content.index(b"\x3d\x00\x12\x00")  # WINDOW1, 18 bytes
    content[at : at + 2] = b"\x2f\x00"
    return bytes(content)


def xlsb() -> bytes:
    """A hand-made .xlsb: sheet ก with A1 = 7, C3 = #REF! in a hidden row, D4 = #N/A of a formula."""

    def record(number: int, body: bytes) -> bytes:
        identity = bytes([number]) if number < 128 else bytes([number & 0x7F | 0x80, number >> 7])
        return identity + bytes([len(body)]) + body

    def row(number: int, hidden: bool = False) -> bytes:
        return record(0, struct.pack("<IIHBBBI", number, 0, 255, 0, 0x10 if hidden else 0, 0, 0))

    def cell(column: int, value: bytes, number: int) -> bytes:
        return record(number, struct.pack("<II", column, 0) + value)

    def words(text: str) -> bytes:
        return struct.pack("<I", len(text)) + text.encode("utf-16-le")

    book = record(131, b"") + record(143, b"")
    book += record(156, struct.pack("<II", 0, 1) + words("rId1") + words("ก")) + record(144, b"") + record(132, b"")
    sheet = record(129, b"") + record(148, struct.pack("<IIII", 0, 3, 0, 3)) + record(145, b"")
    sheet += row(0) + cell(0, struct.pack("<d", 7.0), 5) + row(2, hidden=True) + cell(2, b"\x17", 3)
    sheet += row(3) + cell(3, b"\x2a" + b"\0" * 10, 11) + record(146, b"") + record(130, b"")
    relation = '<Relationship Id="rId1" Type="{0}/{1}" Target="{2}"/>'
    head = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    return zip_of(
        {
            "[Content_Types].xml": f'<Types xmlns="{types}"><Default Extension="bin" ContentType="a/b"/></Types>',
            "_rels/.rels": head + relation.format(RELATIONS, "officeDocument", "xl/workbook.bin") + "</Relationships>",
            "xl/_rels/workbook.bin.rels": head
            + relation.format(RELATIONS, "worksheet", "worksheets/sheet1.bin")
            + "</Relationships>",
            "xl/workbook.bin": book,
            "xl/worksheets/sheet1.bin": sheet,
        }
    )
