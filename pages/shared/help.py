"""“วิธีอ่านหน้านี้”: short help on every screen behind one button of its heading, and links to the page of answers.

The texts are data (`catalogue/help/`); the manual prints the same. The button stands in the line of the heading, where
it takes no room from the answer.
"""

from collections.abc import Mapping
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from catalogue.help import ScreenHelp, answers_by_rule, screen_helps
from words.screen_text import Shown, text

HELP_PAGE: Final = "pages/help/page.py"
HELP_ADDRESS: Final = "help"
LESSONS_PAGE: Final = "pages/lessons/page.py"
LESSONS_ADDRESS: Final = "lessons"
INPUT_PAGE: Final = "pages/input_data/page.py"
LESSON: Final = "lesson"  # its parameter in the URL of the input page
START_LESSON: Final[Mapping[str, str]] = {LESSON: "on"}
WORDS, PROBLEMS = "words", "problems"


def show_help(place: DeltaGenerator | None, screen_id: str) -> None:
    """The button of one screen, in the place that its heading keeps; what was there before goes.

    `screen_id`: the page, or `page.part` (`catalogue.help.ScreenHelp.id`). Without a place there is no heading, and
    nothing is drawn. Raises KeyError for a screen that has no help."""
    help_of = screen_helps()[screen_id]
    if place is None:
        return
    key = f"page-help-{screen_id}"  # of its own: a page may draw first what it was asked for, then what it can show
    with place.container(key=key), st.popover("วิธีอ่านหน้านี้", icon=":material/help:", type="tertiary"):
        st.markdown(f"**{text(help_of.title)}**\n\n{lines_of(help_of)}")
        with st.container(horizontal=True, gap="small"):
            st.page_link(
                HELP_PAGE, label="คำศัพท์และวิธีใช้", icon=":material/menu_book:", query_params={"part": WORDS}
            )  # fmt: skip
            lesson_link()


def lines_of(help_of: ScreenHelp) -> Shown:
    """What a screen answers, how it is read, and what to do next: one element, as every screen carries it."""
    reads = "\n".join(f"- {text(line)}" for line in help_of.reads)
    answers, then = text(help_of.answers), text(help_of.next)
    return f"**ตอบคำถามว่า** {answers}\n\n**อ่านอย่างไร**\n{reads}\n\n**ทำอะไรต่อ** {then}"


def lesson_link() -> None:
    """The link that begins the lesson of the first file, or goes on with it where it stands."""
    st.page_link(
        INPUT_PAGE, label="สอนฉันทีละขั้น", icon=":material/school:", query_params=dict(START_LESSON)
    )  # fmt: skip


def first_help_of(page: str) -> str:
    """The first screen of a page, for where nothing is loaded that would tell its parts."""
    return next(screen_id for screen_id, each in screen_helps().items() if each.page == page)


def answer_link(rule_id: str) -> Shown:
    """A link to what to do about a problem of this rule; "" for a rule that no answer names."""
    if rule_id not in answers_by_rule():
        return ""
    return f"[วิธีแก้ทีละขั้น](/{HELP_ADDRESS}?part={PROBLEMS}&rule={text(rule_id)})"
