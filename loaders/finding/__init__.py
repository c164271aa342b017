"""The tables inside any sheet: which rows are titles, headings, data, sums and notes, and what each column is called.

>>> from loaders.reading import Sheet
>>> sheet = Sheet("ก", [["รายงาน"], [], ["ตำบล", "ผ่าน"], ["กะรน", 12], ["กะทู้", 9], ["ฉลอง", 4], ["รวม", 25]])
>>> found = find_tables(sheet)[0]
>>> [column.heading for column in found.columns], found.rows_as("data"), found.rows_as("total")
(['ตำบล', 'ผ่าน'], (4, 5, 6), (7,))
"""

from loaders.finding.find import find_tables
from loaders.finding.found_table import (
    AVERAGE,
    BLANK_ROW,
    DATA,
    FIXED_WIDTH,
    FOOTER,
    HEADER,
    PIVOT,
    PLAIN,
    REPEATED_HEADER,
    ROLES,
    SECTION,
    SUBTOTAL,
    SUMS,
    TITLE,
    TOTAL,
    TRANSPOSED,
    UNITS,
    FoundColumn,
    FoundTable,
    data_rows,
)
from loaders.finding.shapes import split_text_column

__all__ = [
    "AVERAGE",
    "BLANK_ROW",
    "DATA",
    "FIXED_WIDTH",
    "FOOTER",
    "HEADER",
    "PIVOT",
    "PLAIN",
    "REPEATED_HEADER",
    "ROLES",
    "SECTION",
    "SUBTOTAL",
    "SUMS",
    "TITLE",
    "TOTAL",
    "TRANSPOSED",
    "UNITS",
    "FoundColumn",
    "FoundTable",
    "data_rows",
    "find_tables",
    "split_text_column",
]
