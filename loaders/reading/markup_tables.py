"""Tables in markup that web systems name .xls: pages of HTML, and SpreadsheetML of Excel 2003."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from xml.etree.ElementTree import Element

from lxml import html
from lxml.etree import LxmlError, strip_elements

from loaders.reading.sheets import Cell, ReadLimits, ReadNote, ReadRefusal, Sheet
from loaders.reading.text_files import decode
from loaders.reading.xlsx import safe_xml

_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_-]+)""", re.IGNORECASE)
_THAI_874 = frozenset({"tis-620", "tis620", "windows-874", "cp874", "x-windows-874", "iso-8859-11", "dos-874"})
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_SHEET_NAME = re.compile(r"<x:Name>([^<]+)</x:Name>")  # how Excel keeps the names of sheets that it saves as a page
_SPACES = re.compile(r"[ \t\r\n\f]+")
_MOST_COLUMNS = 1000


def read_html(content: bytes, limits: ReadLimits) -> tuple[tuple[Sheet, ...], str]:
    """(sheets, encoding). Every cell is text; a spanned cell gives its value once, with a merge over what it spans.

    Nothing is fetched and no entity but HTML's own is known. Raises ReadRefusal F02 (no table), F14, F28.
    """
    text, encoding = _decoded(content)
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        tree = html.document_fromstring(_DECLARATION.sub("", text).encode("utf-8", "replace"), parser=parser)
    except (LxmlError, ValueError, AssertionError):
        raise ReadRefusal("F02") from None
    strip_elements(tree, "script", "style", with_tail=False)
    sheets: list[Sheet] = []
    for table in tree.iter("table"):
        if next(table.iterdescendants("table"), None) is None:
            sheet = _html_sheet(table, f"ตาราง {len(sheets) + 1}", limits)
            if any(value is not None for row in sheet.rows for value in row):
                sheets.append(sheet)
    if not sheets:
        raise ReadRefusal("F02")
    names = [html.fromstring(name).text_content().strip() for name in _SHEET_NAME.findall(text)]
    if len(names) == len(set(names)) == len(sheets):
        sheets = [replace(sheet, name=name) for sheet, name in zip(sheets, names, strict=True)]
    return tuple(sheets), encoding


def _decoded(content: bytes) -> tuple[str, str]:
    """Decoded as the page says it is, where that holds; otherwise as any text file."""
    declared = _CHARSET.search(content[:8192])
    name = declared[1].decode("ascii").lower() if declared else ""
    if name in _THAI_874 and not content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            text = content.decode("cp874")
        except UnicodeDecodeError:
            return decode(content)
        return (text, "cp874") if not _valid_utf8(content) else decode(content)
    return decode(content)


def _valid_utf8(content: bytes) -> bool:
    """Thai that is valid UTF-8 byte for byte is UTF-8, whatever the page says of itself."""
    try:
        return not content.isascii() and bool(content.decode("utf-8"))
    except UnicodeDecodeError:
        return False


def _html_sheet(table: html.HtmlElement, name: str, limits: ReadLimits) -> Sheet:
    rows: list[list[Cell]] = []
    merges: list[tuple[int, int, int, int]] = []
    taken: set[tuple[int, int]] = set()
    lines = list(table.iter("tr"))
    cells = 0
    for number, line in enumerate(lines):
        row: list[Cell] = []
        for cell in line.iterchildren("td", "th"):
            while (number, len(row)) in taken:
                row.append(None)
            across = _span(cell, "colspan", _MOST_COLUMNS)
            down = min(_span(cell, "rowspan", len(lines)), len(lines) - number)
            cells += across * down
            if cells > limits.max_cells or len(row) + across > _MOST_COLUMNS * 4:
                raise ReadRefusal("F14", sheet=name, row=number + 1)
            if across * down > 1:
                column = len(row)
                merges.append((number, column, number + down - 1, column + across - 1))
                taken.update((number + y, column + x) for y in range(1, down) for x in range(across))
            row.extend([_words(cell), *[None] * (across - 1)])
        rows.append(row)
    return Sheet(name, rows, tuple(merges))


def _span(cell: html.HtmlElement, attribute: str, most: int) -> int:
    text = (cell.get(attribute) or "").strip()
    return max(1, min(int(text), most)) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def _words(cell: html.HtmlElement) -> str | None:
    """Text as a browser shows it: spaces collapsed, <br> as a line break; None for an empty cell."""
    for line_break in cell.iter("br"):
        line_break.tail = "\u2028" + (line_break.tail or "")
    text = _SPACES.sub(" ", cell.text_content())
    return re.sub(" ?\u2028 ?", "\n", text).strip() or None


_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"


def read_xml_2003(content: bytes, limits: ReadLimits) -> tuple[tuple[Sheet, ...], list[ReadNote]]:
    """(sheets, notes). Raises ReadRefusal F03 (other XML), F06 (cut off), F12 (far cell), F16 (DTD)."""
    if b"urn:schemas-microsoft-com:office:spreadsheet" not in content[:65536]:
        raise ReadRefusal("F03")
    sheets = tuple(_xml_sheet(element, limits) for element in safe_xml(content).iter(_SS + "Worksheet"))
    if not sheets:
        raise ReadRefusal("F45")
    return sheets, [ReadNote("F03-read", "FIX")]


def _xml_sheet(element: Element, limits: ReadLimits) -> Sheet:
    name = element.get(_SS + "Name", "")
    rows: list[list[Cell]] = []
    merges: list[tuple[int, int, int, int]] = []
    errors: list[tuple[int, int, str]] = []
    hidden_rows = widest = 0
    for line in element.iter(_SS + "Row"):
        at = _number(line, "Index", len(rows) + 1) - 1
        hidden_rows += line.get(_SS + "Hidden") == "1"
        row: list[Cell] = []
        for cell in line.findall(_SS + "Cell"):
            column = _number(cell, "Index", len(row) + 1) - 1
            across, down = _number(cell, "MergeAcross", 0), _number(cell, "MergeDown", 0)
            widest = max(widest, column + across + 1)
            if max(at, 1) * widest > limits.max_cells:
                raise ReadRefusal("F12", sheet=name, row=at + 1, column=column + 1)
            value, error = _value(cell)
            row.extend([None] * (column - len(row)))
            row.extend([value, *[None] * across])
            if across or down:
                merges.append((at, column, at + down, column + across))
            if error:
                errors.append((at, column, error))
        rows.extend([] for _ in range(at - len(rows)))
        rows.append(row)
    hidden = element.find(".//{*}WorksheetOptions/{*}Visible") is not None
    return Sheet(name, rows, tuple(merges), hidden, tuple(errors), hidden_rows)


def _number(element: Element, attribute: str, otherwise: int) -> int:
    text = element.get(_SS + attribute, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else otherwise


def _value(cell: Element) -> tuple[Cell, str | None]:
    """(value, text of the error or None)."""
    data = cell.find(_SS + "Data")
    if data is None:
        return None, None
    text = "".join(data.itertext())
    kind = data.get(_SS + "Type", "String")
    if kind == "Error":
        return text or "#VALUE!", text or "#VALUE!"
    try:
        if kind == "Number":
            return float(text), None
        if kind == "DateTime":
            return datetime.fromisoformat(text.removesuffix("Z")), None
    except ValueError:
        return text or None, None
    if kind == "Boolean":
        return text == "1", None
    return text or None, None
