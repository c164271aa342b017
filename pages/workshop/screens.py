"""The screens of a hall: where they stand in the URL, their frame with its labels, and the story drawn large."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from analysis.stages import STAGES
from analysis.workshop.story import RADAR, TITLES, HallLine, HallScreen, HallStory
from app.hall import may_show_all
from app.state import Selection
from charts.radar_diagram import for_the_hall
from charts.theme import PLOTLY_CONFIG
from pages.shared.url_choices import write_url
from pages.workshop.hall_style import listen_to_keys
from reports.one_page import radar_of_page
from words.screen_text import Shown, plain, text

SCREEN, PREPARE, VOTE, RESULT, DIFFER = "screen", "prepare", "vote", "result", "differ"
ORDER: Final = (*TITLES, VOTE, RESULT, DIFFER)
SHOWS_ALL: Final = "hall-shows-all"
HALL_ONLY: Final = "ใช้ในเวทีนี้เท่านั้น"
HOME: Final = "pages/home/page.py"


def screen_asked() -> str:
    """The screen that the URL asks for by its code; the first one for any other."""
    asked = st.query_params.get(SCREEN, "")
    return asked if asked in (*ORDER, PREPARE) else ORDER[0]


def go_to_screen(code: str) -> None:
    """Show this screen from the next run on."""
    write_url(SCREEN, code)


def _step(by: int) -> None:
    """From the screen that stands in the URL now: whoever presses twice before it is drawn goes on by two."""
    place = ORDER.index(screen_asked()) + by
    go_to_screen(ORDER[min(max(0, place), len(ORDER) - 1)])


def shows_all(selection: Selection) -> bool:
    """Whether this village chose in this session to see all of its own figures. Never in a link."""
    return may_show_all(selection) and st.session_state.get(SHOWS_ALL) == selection.area_code


def show_labels(story: HallStory, selection: Selection, stage: int | None) -> None:
    """Place, year and stage; that figures are made up; for whom they are."""
    where = f"{text(story.area_title)} · ปี {story.year_be:d}"
    told = "" if stage is None else f" · ขั้นที่ {stage:d} จาก {len(STAGES)} {text(STAGES[stage - 1].title)}"
    marks: list[Shown] = []
    if story.is_synthetic:
        marks.append(":orange-badge[ข้อมูลสังเคราะห์ ไม่ใช่ข้อมูลจริง]")
    marks.append(f":red-badge[{HALL_ONLY}]" if shows_all(selection) else ":blue-badge[ซ่อนจำนวน 1–9 ราย]")
    with st.container(key="hall-labels", gap=None):
        st.markdown(f"{where}{told} {' '.join(marks)}")


def show_foot(code: str) -> None:
    """Back, how far, forward, and the way out; keys do the same."""
    place = ORDER.index(code)
    with st.container(key="hall-foot", horizontal=True, vertical_alignment="center", gap="medium"):
        st.button(
            "ก่อนหน้า", key="hall-back", icon=":material/arrow_back:", disabled=place == 0, on_click=_step, args=(-1,),
        )  # fmt: skip
        st.markdown(f"{place + 1:d} / {len(ORDER)}")
        st.button(
            "ถัดไป", key="hall-next", icon=":material/arrow_forward:", type="primary", disabled=place == len(ORDER) - 1,
            on_click=_step, args=(1,),
        )  # fmt: skip
        st.page_link(HOME, label="ออกจากเวที", icon=":material/close:")
    listen_to_keys(place, len(ORDER) - 1, lambda number: go_to_screen(ORDER[number]))


def show_screen(story: HallStory, screen: HallScreen, selection: Selection) -> None:
    """One idea of the story."""
    st.title(text(screen.title), anchor=False)
    if screen.code == RADAR and not screen.lines:
        _show_radar(story)
    else:
        show_lines(screen.lines, screen.is_table)
    if screen.note:
        st.markdown(f":gray[{text(screen.note)}]")
    if may_show_all(selection) and (screen.hides or screen.code == ORDER[0]):
        _ask_for_all(selection)


def _show_radar(story: HallStory) -> None:
    with st.container(key="hall-radar"):
        st.plotly_chart(
            for_the_hall(radar_of_page(story.page)), height="stretch", theme=None, config=PLOTLY_CONFIG,
            key="hall-radar-chart", alt=f"เรดาร์รายด้านของ{plain(story.area_title)}",
        )  # fmt: skip


def show_lines(lines: Sequence[HallLine], is_table: bool = False) -> None:
    """Lines below each other, each with its figure at the right."""
    for number, line in enumerate(lines):
        with st.container(key=f"hall-row-{number}", gap=None):
            if is_table:
                _show_table_line(line, number)
            elif line.figure:
                left, right = st.columns([8, 3], gap="small", vertical_alignment="center")
                with left, st.container(key=f"hall-name-{number}", gap=None):
                    st.markdown(_words(line))
                with right, st.container(key=f"hall-figure-{number}", gap=None):
                    st.markdown(text(line.figure))
            else:
                with st.container(key=f"hall-name-{number}", gap=None):
                    st.markdown(_words(line))


def _show_table_line(line: HallLine, number: int) -> None:
    name, figure, detail = st.columns([5, 3, 6], gap="small", vertical_alignment="center")
    with name, st.container(key=f"hall-name-{number}", gap=None):
        st.markdown(f"**{text(line.name)}**")
    with figure, st.container(key=f"hall-figure-{number}", gap=None):
        st.markdown(text(line.figure))
    with detail:
        st.markdown(text(line.detail))


def _words(line: HallLine) -> Shown:
    """The name large, and what stands beside it small below it."""
    lines = [f"**{text(line.name)}**"]
    if line.detail:
        lines.append(text(line.detail))
    return "\n\n".join(lines)


def _ask_for_all(selection: Selection) -> None:
    """The one choice that opens a village's own figures to itself."""
    if shows_all(selection):
        st.button("กลับไปซ่อนจำนวน 1–9 ราย", key="hall-hide", on_click=_choose_all, args=("",))
        return
    st.button(
        "หมู่บ้านเราเอง: แสดงครบทุกจำนวน ใช้ในเวทีนี้เท่านั้น (อาจรู้ว่าเป็นใคร)", key="hall-show-all",
        icon=":material/visibility:", on_click=_choose_all, args=(selection.area_code,),
    )  # fmt: skip


def _choose_all(area_code: str) -> None:
    st.session_state[SHOWS_ALL] = area_code
