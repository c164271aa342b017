"""What the help page shows: the first words, the glossary, the answers to problems and the help of every screen, and
all of them searched at once."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Final

import streamlit as st

from analysis.disclosure.outputs import Audience
from analysis.stages import STAGES
from catalogue.help import (
    Answer,
    Chapter,
    ScreenHelp,
    Word,
    answers_by_rule,
    chapters,
    glossary,
    lesson_steps,
    problem_answers,
    screen_helps,
    texts_found,
)
from pages.shared.downloads import file_button
from pages.shared.help import LESSONS_PAGE, PROBLEMS, WORDS, lesson_link, lines_of
from pages.shared.url_choices import url_choice, write_url
from words.screen_text import Shown, plain, text

START, SCREENS = "start", "screens"
PARTS: Final[Mapping[str, str]] = {START: "เริ่มต้น", WORDS: "คำศัพท์", PROBLEMS: "แก้ปัญหา", SCREENS: "วิธีอ่านทุกหน้า"}
PAGE_TITLES: Final[Mapping[str, str]] = {
    "home": "หน้าแรก", **{stage.name: stage.numbered_title for stage in STAGES}, "workshop": "เวทีประชาคม",
    "help": "คำศัพท์และวิธีใช้",
    "lessons": "บทเรียนฝึก",
}  # fmt: skip
MANUAL: Final = Path(__file__).resolve().parents[2] / "docs" / "คู่มือ"
FILES: Final = {"คู่มือ.pdf": "คู่มือ (PDF)", "แผ่นพับ.pdf": "แผ่นพับ A4 สองหน้า (PDF)"}


def ask() -> str:
    """The words searched for; they stand in the URL (`?q=`), so that a link shows what was found."""
    key = "help-asked"
    if key not in st.session_state:
        st.session_state[key] = st.query_params.get("q", "")
    st.text_input(
        "ค้นหา", key=key, max_chars=60, placeholder="เช่น ช่วงความไม่แน่นอน รหัสผ่าน อันดับ", icon=":material/search:",
        on_change=_asked, args=(key,), label_visibility="collapsed",
    )  # fmt: skip
    return str(st.session_state[key]).strip()


def _asked(key: str) -> None:
    write_url("q", st.session_state[key].strip() or None)


def show_found(asked: str) -> None:
    """Words, answers and screens that hold every word asked for."""
    words = texts_found(asked, glossary().values())
    answers = texts_found(asked, problem_answers().values())
    screens = texts_found(asked, screen_helps().values())
    first_words = texts_found(asked, chapters())
    if not (words or answers or screens or first_words):
        st.info("ไม่พบคำนี้ ลองพิมพ์เพียงบางส่วนของคำ หรือลบคำค้นเพื่อดูทั้งหมด", icon=":material/search_off:")
        return
    begun = f" และเรื่องเริ่มต้น {len(first_words):,} เรื่อง" if first_words else ""
    st.caption(f"พบคำศัพท์ {len(words):,} คำ ปัญหา {len(answers):,} เรื่อง และหน้าจอ {len(screens):,} หน้า{begun}")
    _show_words([each for each in words if isinstance(each, Word)])
    for each in first_words:
        if isinstance(each, Chapter):
            _show_chapter(each)
    _show_answers([each for each in answers if isinstance(each, Answer)])
    for each in screens:
        if isinstance(each, ScreenHelp):
            with st.expander(f"{text(_page_title(each))} · {text(each.title)}", icon=":material/help:"):
                st.markdown(lines_of(each))


def show_start() -> None:
    """What stands before everything else, and the steps of the first file."""
    for chapter in chapters():
        _show_chapter(chapter)
    st.markdown("#### ไฟล์แรกของท่าน\n" + "\n".join(_step_line(n) for n in range(len(lesson_steps()))))
    with st.container(horizontal=True, gap="small"):
        lesson_link()
        st.page_link(LESSONS_PAGE, label="บทเรียนฝึก", icon=":material/exercise:")


def _show_chapter(chapter: Chapter) -> None:
    st.markdown(f"#### {text(chapter.title)}\n" + "\n".join(f"- {text(line)}" for line in chapter.lines))


def _step_line(number: int) -> Shown:
    step = lesson_steps()[number]
    return f"{number + 1:d}. **{text(step.title)}** {text(step.text)}"


def show_words() -> None:
    """The whole glossary."""
    _show_words(list(glossary().values()))


def _show_words(words: Sequence[Word]) -> None:
    if words:
        st.markdown("\n".join(f"- **{text(each.thai)}** {text(each.explains)}" for each in words))


def show_problems() -> None:
    """Every answer, by heading; the one that the URL asks for by a rule (`?rule=F01`) comes first, open."""
    asked = answers_by_rule().get(st.query_params.get("rule", ""))
    if asked is not None:
        with st.container(border=True, key="asked-answer"):
            st.markdown(f"#### {text(asked.title)}")
            _show_answer(asked)
    for about, answers in groupby(problem_answers().values(), key=lambda each: each.about):
        st.markdown(f"#### {text(about)}")
        _show_answers(list(answers))


def _show_answers(answers: Sequence[Answer]) -> None:
    for each in answers:
        with st.expander(text(each.title), icon=":material/build:"):
            _show_answer(each)


def _show_answer(answer: Answer) -> None:
    st.markdown(text(answer.sees))
    st.markdown("\n".join(f"1. {text(step)}" for step in answer.steps))
    if answer.rules:
        st.caption(f"กติกา {text(', '.join(answer.rules))}")


def show_screens() -> None:
    """The help of every screen of one page, chosen above."""
    page = url_choice("หน้า", PAGE_TITLES, "of", st.segmented_control, required=True, wrap=True)
    for each in screen_helps().values():
        if each.page == page:
            st.markdown(f"#### {text(each.title)}\n\n{lines_of(each)}")


def _page_title(screen: ScreenHelp) -> str:
    return PAGE_TITLES.get(screen.page, screen.title)


def offer_manual() -> None:
    """The manual and the leaflet as files, where they came with the program."""
    with st.container(horizontal=True, gap="small"):
        for name, label in FILES.items():
            path = MANUAL / name
            if path.is_file():
                file_button(text(label), path.read_bytes, Audience.WITHOUT_FIGURES, plain(name), "application/pdf",
                            f"manual-{name}", ":material/download:", "content")  # fmt: skip
