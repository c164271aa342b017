"""What a waiting file waits for: it is read, asked about, its columns are said, it is checked, it is stored."""

from enum import Enum

from loaders import PROVINCE, YEAR, FileReport
from pages.input_data.uploaded_files import WaitingFile


class State(Enum):
    """The state of one file; each is drawn by a function of its own.

    UNREAD: not read yet, or reading was stopped. ASKS: something only its owner knows is missing. COLUMNS: no layout
    knows it, and its columns are to be said. CHECKED: read whole, ready to be saved or to be mended. STORED: saved.
    """

    UNREAD = "unread"
    ASKS = "asks"
    COLUMNS = "columns"
    CHECKED = "checked"
    STORED = "stored"


def state_of(file: WaitingFile) -> State:
    """The state a file is in, by what is known of it alone."""
    if file.stored is not None:
        return State.STORED
    inspection = file.inspection
    if inspection is None:
        return State.UNREAD
    if inspection.batch is not None:
        return State.ASKS if file.open_questions else State.CHECKED
    if inspection.tables:
        is_known = inspection.report.layout is not None  # a saved mapping or its owner has said what it is
        return State.ASKS if is_known and lacks_year(inspection.report) else State.COLUMNS
    asks = lacks_year(inspection.report) or lacks_province(inspection.report)
    return State.ASKS if asks else State.CHECKED


def lacks_year(report: FileReport) -> bool:
    """True when the file was refused only for want of a usable year."""
    return any(problem.asks == YEAR for problem in report.errors)


def lacks_province(report: FileReport) -> bool:
    """True when the file was refused only for want of its province."""
    return any(problem.asks == PROVINCE for problem in report.errors)
