"""Files that offices send to their province: read and checked in the child, taken in whole, reported."""

from loaders.office_files.taking_in import (
    ASKS,
    OFFICE_OUTCOMES,
    OfficeInspection,
    OfficeReport,
    counts_words,
    inspect_office_file,
    load_office_file,
    office_report_text,
    store_office_inspection,
)

__all__ = [
    "ASKS",
    "OFFICE_OUTCOMES",
    "OfficeInspection",
    "OfficeReport",
    "counts_words",
    "inspect_office_file",
    "load_office_file",
    "office_report_text",
    "store_office_inspection",
]
