"""The parts of the page, by their codes in the URL: what each is called, and what draws it."""

from collections.abc import Callable, Mapping
from typing import Final

from app.plans import OpenPlan
from pages.logic_model.board_view import show_board
from pages.logic_model.follow_up import show_follow_up
from pages.logic_model.from_excel import show_list_into_plan
from pages.logic_model.library import show_library
from pages.logic_model.paper import show_paper
from pages.logic_model.project_table import show_projects
from pages.logic_model.reading import show_reading
from pages.logic_model.roll_up import show_roll_up
from pages.logic_model.trees import show_trees
from pages.logic_model.versions import show_versions
from pages.logic_model.what_if import show_what_if

BRING_IN: Final = "bring-in"
BOARD, PROJECTS, READING, VERSIONS, PAPER = "board", "projects", "reading", "versions", "paper"
LIBRARY, TREES, WHAT_IF, FOLLOW_UP, ROLL_UP = "library", "trees", "what-if", "follow-up", "roll-up"
WORDS: Final[Mapping[str, str]] = {
    BOARD: "กระดาน",
    TREES: "ต้นไม้",
    LIBRARY: "คลังกิจกรรม",
    PROJECTS: "โครงการและงบ",
    READING: "อ่านทวนและตรวจ",
    WHAT_IF: "ถ้าทำตามแผน",
    FOLLOW_UP: "ติดตาม",
    ROLL_UP: "รวมทุกแผน",
    BRING_IN: "นำเข้าโครงการ",
    VERSIONS: "รุ่น",
    PAPER: "เอกสาร",
}
VIEWS: Final[Mapping[str, Callable[[OpenPlan], None]]] = {
    BOARD: show_board,
    TREES: show_trees,
    LIBRARY: show_library,
    PROJECTS: show_projects,
    READING: show_reading,
    WHAT_IF: show_what_if,
    FOLLOW_UP: show_follow_up,
    ROLL_UP: show_roll_up,
    BRING_IN: show_list_into_plan,
    VERSIONS: show_versions,
    PAPER: show_paper,
}
