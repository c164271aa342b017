"""The parts of the page, by their codes in the URL: what each is called, and what draws it."""

from collections.abc import Callable, Mapping
from typing import Final

from app.plans import OpenPlan
from pages.logic_model.board_view import show_board
from pages.logic_model.paper import show_paper
from pages.logic_model.project_table import show_projects
from pages.logic_model.reading import show_reading
from pages.logic_model.versions import show_versions

BOARD, PROJECTS, READING, VERSIONS, PAPER = "board", "projects", "reading", "versions", "paper"
WORDS: Final[Mapping[str, str]] = {
    BOARD: "กระดาน",
    PROJECTS: "โครงการและงบ",
    READING: "อ่านทวนและตรวจ",
    VERSIONS: "รุ่น",
    PAPER: "เอกสาร",
}
VIEWS: Final[Mapping[str, Callable[[OpenPlan], None]]] = {
    BOARD: show_board,
    PROJECTS: show_projects,
    READING: show_reading,
    VERSIONS: show_versions,
    PAPER: show_paper,
}
