"""Help on the screens themselves: “วิธีอ่านหน้านี้” on each of them, and “สอนฉันทีละขั้น”, the first file's lesson.

The texts are data (`catalogue/help/`); the manual prints the same. The button of the help stands in the line of the
heading, where it takes no room from the answer; from it links lead to the page of answers.

The lesson is a card on the real screen that says the next thing to do. It blocks nothing: the card is part of the page,
stays in view, and is put away by one tap. Which step it shows follows from what is there, so it goes on where it
stands; that it is on is kept in the browser, for the next day.
"""

from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from typing import Final

import streamlit as st
from streamlit.components.v2 import component
from streamlit.delta_generator import DeltaGenerator

from catalogue.help import ScreenHelp, answers_by_rule, lesson_steps, screen_helps
from words.screen_text import Shown, text

HELP_PAGE: Final = "pages/help/page.py"
HELP_ADDRESS: Final = "help"
LESSONS_PAGE: Final = "pages/lessons/page.py"
LESSONS_ADDRESS: Final = "lessons"
INPUT_PAGE: Final = "pages/input_data/page.py"
LESSON: Final = "lesson"  # its parameter in the URL of the input page
START_LESSON: Final[Mapping[str, str]] = {LESSON: "on"}
WORDS, PROBLEMS = "words", "problems"
COOKIE: Final = "radar_lesson"
STATE: Final = "lesson_step"
LAST, DONE, CLOSE = "radar", "done", "lesson-close"
KEEP_JS: Final = """
export default function ({ data }) {
  const seconds = data.step ? 2592000 : 0;
  document.cookie = data.name + '=' + data.step + '; path=/; max-age=' + seconds + '; SameSite=Strict';
}
"""
STEP_IDS: Final = tuple(each.id for each in lesson_steps() if each.id != DONE)


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


def kept_step() -> str:
    """The step last shown in this session, else in this browser; DONE right after the last; "" where it is not on.

    The link that begins it (`?lesson=on`) is taken out of the URL once it was followed."""
    if STATE not in st.session_state:
        kept = st.context.cookies.get(COOKIE)
        st.session_state[STATE] = kept if kept in STEP_IDS else ""
    if LESSON in st.query_params:
        del st.query_params[LESSON]
        if st.session_state[STATE] not in STEP_IDS:
            st.session_state[STATE] = STEP_IDS[0]
    return str(st.session_state[STATE])


def show_step(place: DeltaGenerator, step_id: str, more: Callable[[], None] | None = None) -> None:
    """The card of one step: where it stands, what to do, and the way to put it away. `more`: draws what else helps."""
    st.session_state[STATE] = step_id
    number = STEP_IDS.index(step_id)
    with _card(place, step_id):
        st.markdown(
            f":blue-badge[สอนทีละขั้น {number + 1:d} จาก {len(STEP_IDS):d}] **{text(lesson_steps()[number].title)}**"
        )
        st.markdown(text(lesson_steps()[number].text))
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            if more is not None:
                more()
            st.button("พักไว้", key="lesson-away", type="tertiary", icon=":material/close:", on_click=end_lesson)


def finish_on_radar() -> None:
    """On the radar page: what the last step is about can be seen, and the lesson is over. The card goes with the page;
    nothing where the lesson was not at its last step."""
    step = kept_step()
    if step == LAST or (step == DONE and CLOSE in st.session_state):  # a button that was not drawn last time is unknown
        st.session_state[STATE] = DONE
        with _card(st.empty(), DONE):
            end = lesson_steps()[-1]
            st.markdown(f":green-badge[{text(end.title)}] {text(end.text)}")
            st.button("ปิด", key=CLOSE, type="tertiary", icon=":material/close:", on_click=end_lesson)
        keep_in_browser()
    elif step == DONE:
        end_lesson()


@contextmanager
def _card(place: DeltaGenerator, name: str) -> Generator[None]:
    with place.container(key="lesson"), st.container(key=f"lesson-step-{name}", gap="xsmall"):
        yield


def end_lesson() -> None:
    """Put it away; the link of every screen's help brings it back, at the step that is next then."""
    st.session_state[STATE] = ""


def keep_in_browser() -> None:
    """Keep in the browser which step is shown, or that none is: call once on a page that may have changed it."""
    kept = st.session_state.get(STATE, "")
    component("lesson_step", js=KEEP_JS)(
        key="lesson-kept", data={"name": COOKIE, "step": kept if kept in STEP_IDS else ""}
    )  # fmt: skip
