"""SpreadsheetML of Excel 2003: one XML file, often named .xls by web systems."""

from __future__ import annotations

from datetime import datetime
from xml.etree.ElementTree import Element

from loaders.reading.model import Cell, ReadLimits, ReadNote, ReadRefusal, Sheet
from loaders.reading.xlsx import safe_xml

_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"


def read_xml_2003(content: bytes, limits: ReadLimits) -> tuple[tuple[Sheet, ...], list[ReadNote]]:
    """(sheets, notes). Raises ReadRefusal F03 (other XML), F06 (cut off), F12 (far cell), F16 (DTD)."""
    if b"urn:schemas-microsoft-com:office:spreadsheet" not in content[:65536]:
        raise ReadRefusal("F03")
    sheets = tuple(_sheet(element, limits) for element in safe_xml(content).iter(_SS + "Worksheet"))
    if not sheets:
        raise ReadRefusal("F45")
    return sheets, [ReadNote("F03", "FIX", "ไฟล์เป็น XML ของ Excel 2003 อ่านเป็นตารางแล้ว")]


def _sheet(element: Element, limits: ReadLimits) -> Sheet:
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
