"""From the bytes of any file to tables of cells, or to one refusal that says what to do.

>>> from loaders.reading import read_workbook_here
>>> read_workbook_here("รหัส,ผ่าน\\n83010101,12\\n".encode(), "ก.csv").sheets[0].rows
[['รหัส', 'ผ่าน'], ['83010101', '12']]
"""

from loaders.reading.child import run_in_child
from loaders.reading.parsing import (
    FAULTS,
    REPAIRS,
    AreaCode,
    Number,
    Year,
    parse_area_code,
    parse_number,
    parse_year_be,
)
from loaders.reading.pipes import progress
from loaders.reading.reader import archive_files, read_archive, read_archive_here, read_workbook, read_workbook_here
from loaders.reading.sheets import (
    UNCALCULATED,
    Cell,
    ReadLimits,
    ReadNote,
    ReadRefusal,
    Sheet,
    Workbook,
    column_cells,
    column_letter,
    column_number,
    is_blank,
    is_blank_row,
)
from words.spelling import clean_text, fold, ordered_vowels

__all__ = [
    "FAULTS",
    "REPAIRS",
    "UNCALCULATED",
    "AreaCode",
    "Cell",
    "Number",
    "ReadLimits",
    "ReadNote",
    "ReadRefusal",
    "Sheet",
    "Workbook",
    "Year",
    "archive_files",
    "clean_text",
    "column_cells",
    "column_letter",
    "column_number",
    "fold",
    "is_blank",
    "is_blank_row",
    "ordered_vowels",
    "parse_area_code",
    "parse_number",
    "parse_year_be",
    "progress",
    "read_archive",
    "read_archive_here",
    "read_workbook",
    "read_workbook_here",
    "run_in_child",
]
