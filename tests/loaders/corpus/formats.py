"""The same rows in other formats, written by hand: .xls, .xlsb, .ods, web page, XML of Excel 2003; and damages."""

from __future__ import annotations

import struct
from html import escape

from tests.loaders.corpus.tables import Rows, counts, sheet
from tests.loaders.reading.making import RELATIONS, ods_of_xml, parts_of, zip_of

SECTOR, END_OF_CHAIN, FREE, FAT_SECTOR = 512, 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
SPREADSHEET = "urn:schemas-microsoft-com:office:spreadsheet"


def ole(stream: bytes, name: str = "Workbook") -> bytes:
    """An OLE container with one stream, padded to whole sectors (never small enough for the mini stream)."""
    stream = stream.ljust(max(4096, -(-len(stream) // SECTOR) * SECTOR), b"\0")
    sectors = len(stream) // SECTOR
    fats = -(-(sectors + 2) // 127)
    chain = [FAT_SECTOR] * fats + [END_OF_CHAIN]  # the allocation table, then the directory, then the stream
    chain += [fats + 2 + at for at in range(sectors - 1)] + [END_OF_CHAIN]
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(fats * SECTOR, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, fats, fats, 0, 4096, END_OF_CHAIN, 0, END_OF_CHAIN, 0)
    header += struct.pack("<109I", *range(fats), *[FREE] * (109 - fats))
    directory = _entry("Root Entry", 5, END_OF_CHAIN, 0, child=1) + _entry(name, 2, fats + 1, len(stream))
    return header + table + directory.ljust(SECTOR, b"\0") + stream


def _entry(name: str, kind: int, start: int, size: int, child: int = FREE) -> bytes:
    words = name.encode("utf-16-le")
    head = words.ljust(64, b"\0") + struct.pack("<HBB", len(words) + 2, kind, 1)
    return head + struct.pack("<III", FREE, FREE, child) + bytes(36) + struct.pack("<IQ", start, size)


def xls(rows: Rows, name: str = "ข้อมูล") -> bytes:
    """A BIFF8 .xls with one sheet of texts and numbers."""

    def record(number: int, body: bytes) -> bytes:
        return struct.pack("<HH", number, len(body)) + body

    def words(text: str, size: str = "<H") -> bytes:
        return struct.pack(size, len(text)) + b"\x01" + text.encode("utf-16-le")

    begin = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    before = begin + record(0x0042, struct.pack("<H", 1200))
    bound = 4 + 6 + len(words(name, "<B")) + 4
    before += record(0x0085, struct.pack("<IH", len(before) + bound, 0) + words(name, "<B")) + record(0x000A, b"")
    cells = b""
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            place = struct.pack("<HHH", number, column, 0)
            if isinstance(value, str) and value:
                cells += record(0x0204, place + words(value))
            elif isinstance(value, (int, float)):
                cells += record(0x0203, place + struct.pack("<d", value))
    size = record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, max(len(row) for row in rows), 0))
    return ole(
        before + record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0)) + size + cells + record(0x000A, b"")
    )


def xlsb(rows: Rows, name: str = "ข้อมูล") -> bytes:
    """An .xlsb with one sheet of texts and numbers."""

    def record(number: int, body: bytes) -> bytes:
        identity = bytes([number]) if number < 128 else bytes([number & 0x7F | 0x80, number >> 7])
        size, left = b"", len(body)
        while left > 127:
            size, left = size + bytes([left & 0x7F | 0x80]), left >> 7
        return identity + size + bytes([left]) + body

    def words(text: str) -> bytes:
        return struct.pack("<I", len(text)) + text.encode("utf-16-le")

    book = record(131, b"") + record(143, b"")
    book += record(156, struct.pack("<II", 0, 1) + words("rId1") + words(name)) + record(144, b"") + record(132, b"")
    width = max(len(row) for row in rows)
    body = record(129, b"") + record(148, struct.pack("<IIII", 0, len(rows) - 1, 0, width - 1)) + record(145, b"")
    for number, row in enumerate(rows):
        body += record(0, struct.pack("<IIHBBBI", number, 0, 255, 0, 0, 0, 0))
        for column, value in enumerate(row):
            place = struct.pack("<II", column, 0)
            if isinstance(value, str):
                body += record(6, place + words(value))
            elif value is not None:
                body += record(5, place + struct.pack("<d", value))
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
            "xl/worksheets/sheet1.bin": body + record(146, b"") + record(130, b""),
        }
    )


def ods(rows: Rows, name: str = "ข้อมูล") -> bytes:
    """An OpenDocument spreadsheet of one sheet; `#REF!` becomes a real error cell."""

    def cell(value: object) -> str:
        if value is None:
            return "<table:table-cell/>"
        if isinstance(value, (int, float)):
            return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
        kind = ' calcext:value-type="error" table:formula="of:=#REF!"' if value == "#REF!" else ""
        text = f"<text:p>{escape(str(value))}</text:p>"
        return f'<table:table-cell office:value-type="string"{kind}>{text}</table:table-cell>'

    lines = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    return ods_of_xml(f'<table:table table:name="{name}">{lines}</table:table>')


def web_page(rows: Rows) -> str:
    """The rows as the one table of a web page."""
    lines = "".join(
        "<tr>" + "".join(f"<td>{'' if value is None else escape(str(value))}</td>" for value in row) + "</tr>"
        for row in rows
    )
    return f'<html><head><meta charset="utf-8"></head><body><table>{lines}</table></body></html>'


def xml_2003(rows: Rows) -> str:
    """The rows in the XML of Excel 2003."""

    def cell(value: object) -> str:
        kind = "Number" if isinstance(value, (int, float)) else "String"
        return "<Cell/>" if value is None else f'<Cell><Data ss:Type="{kind}">{escape(str(value))}</Data></Cell>'

    lines = "".join(f"<Row>{''.join(map(cell, row))}</Row>" for row in rows)
    head = f'<?xml version="1.0"?><Workbook xmlns="{SPREADSHEET}" xmlns:ss="{SPREADSHEET}">'
    return f'{head}<Worksheet ss:Name="ข้อมูล"><Table>{lines}</Table></Worksheet></Workbook>'


def with_part(content: bytes, name: str, body: bytes | str) -> bytes:
    """A workbook with one part more, or another body for it."""
    return zip_of({**parts_of(content), name: body})


def replaced(content: bytes, part: str, old: str, new: str) -> bytes:
    """A workbook with words of one part replaced; the words must be there."""
    parts = parts_of(content)
    body = parts[part]
    assert isinstance(body, bytes)
    assert old.encode() in body, old
    parts[part] = body.replace(old.encode(), new.encode(), 1)
    return zip_of(parts)


def raw_cell(reference: str, xml: str) -> bytes:
    """The good village table with one cell replaced by this XML (without its reference)."""
    marker = 987654321
    content = sheet(counts(**{reference: marker}))
    return replaced(content, "xl/worksheets/sheet1.xml", f'<c r="{reference}"><v>{marker}</v></c>', xml)
