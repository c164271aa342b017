"""From the bytes of a spreadsheet to stored figures: reading, layouts, importing, and the templates to fill in.

`inspect_file` reads and checks one file and writes nothing; `store_inspection` writes it in one transaction;
`load_file` does both. Every answer is a FileReport; `report_text` says it in Thai.
"""

from loaders.checks.problems import Problem
from loaders.importing import Inspection, inspect_archive, inspect_file, load_file, load_files, store_inspection
from loaders.outcome.report import FileReport, report_text
from loaders.reading.reader import may_be_archive
from loaders.staging import TableChoice
from loaders.table_preview import PreviewRow, TablePreview
from loaders.templates import TEMPLATE_TITLES, Filled, write_template

__all__ = [
    "TEMPLATE_TITLES",
    "FileReport",
    "Filled",
    "Inspection",
    "PreviewRow",
    "Problem",
    "TableChoice",
    "TablePreview",
    "inspect_archive",
    "inspect_file",
    "load_file",
    "load_files",
    "may_be_archive",
    "report_text",
    "store_inspection",
    "write_template",
]
