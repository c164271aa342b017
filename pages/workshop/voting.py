"""Voting in the hall: the code and the count while it is open, then the result beside the order by the figures."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from analysis import AnalysisError
from analysis.logic_model.ballots import (
    FIRST,
    LEADS,
    NUMBERS,
    PEOPLE,
    RULE,
    WAY_NAMES,
    HallResult,
    ResultRow,
    disagreement_words,
    meeting_words,
)
from analysis.stages import STAGE
from analysis.workshop.story import LINE_CELLS, HallLine
from app.hall import Meeting, end_meeting, meetings_of, qr_png, result_for, the_meeting
from app.plans import add_problem
from app.state import Selection
from pages.shared.url_choices import write_url
from pages.workshop.screens import PREPARE, RESULT, go_to_screen, show_lines, shows_all
from warehouse import WarehouseError
from words.line_breaks import shorten_label
from words.numbers import DASH
from words.screen_text import Shown, text

TABLE_CELLS: Final = 36
MOST_APART: Final = 5
OUTCOME: Final = "hall-added"


def show_voting(meeting: Meeting | None) -> None:
    """The code of the ballot, or the way to open it."""
    st.title("ลงคะแนน: เรื่องใดควรแก้ก่อน", anchor=False)
    if meeting is None or meeting.box.is_trial:
        show_lines([HallLine("ลงคะแนนด้วยโทรศัพท์ในห้องนี้ ไม่ต้องมีอินเทอร์เน็ต หรือยกมือแล้วนับ")])
        st.markdown("ไม่ถามชื่อ · หนึ่งเบราว์เซอร์มีหนึ่งบัตร · แก้ได้จนกว่าจะปิดรับ")
        _prepare_button()
        return
    left, right = st.columns([5, 6], gap="large")
    with left, st.container(key="hall-qr"):
        st.image(qr_png(meeting.listener.address))
    with right:
        st.markdown("1. ต่อ Wi-Fi ของเวที\n2. สแกนภาพ หรือพิมพ์ที่อยู่นี้")
        with st.container(key="hall-address"):
            st.markdown(text(meeting.listener.address))
        st.markdown(f"รหัสท้ายที่อยู่ **{text(meeting.box.code)}** · {text(WAY_NAMES[meeting.box.sheet.way])}")
        _show_count(meeting)
        st.button("จบเวทีและดูผล", key="hall-end", type="primary", icon=":material/flag:", on_click=_end)


@st.fragment(run_every=2)
def _show_count(meeting: Meeting) -> None:
    """How many ballots there are; no result before the end, so that nobody follows the others."""
    with st.container(key="hall-count", gap=None):
        st.markdown(f"รับแล้ว {len(meeting.box.ballots):,} บัตร")
    if meeting.trouble:
        st.error(text(meeting.trouble))


def _end() -> None:
    """The result is shown where the meeting was about, wherever it is ended."""
    meeting = the_meeting()
    end_meeting()
    if meeting is not None:
        write_url("area", meeting.workshop.area_code)
    go_to_screen(RESULT)


def show_open_meeting(meeting: Meeting) -> None:
    """No result is shown while people vote; and another area's meeting has to end before this one's begins."""
    st.title("ยังเปิดรับคะแนนอยู่", anchor=False)
    show_lines(
        [HallLine(f"เวทีของ{meeting.box.sheet.title}", "", f"รับแล้ว {len(meeting.box.ballots):,} บัตร จบเวทีก่อนจึงเห็นผล")]
    )
    st.button("จบเวทีและดูผล", key="hall-end", type="primary", icon=":material/flag:", on_click=_end)


def show_result(selection: Selection) -> None:
    """The newest meeting of the area beside the order by the figures."""
    st.title("ผลของเวที", anchor=False)
    result = _newest(selection)
    if result is None:
        _offer_voting()
        return
    st.markdown(text(meeting_words(result.workshop)) + _unended(result))
    st.markdown(result_table(result))


def show_differing(selection: Selection) -> None:
    """Where people and figures disagree, by the rule that is said; then the way into the plan."""
    st.title("คนกับตัวเลขต่างกันตรงไหน", anchor=False)
    result = _newest(selection)
    if result is None:
        _offer_voting()
        return
    apart = [row for row in result.rows if row.leads in (PEOPLE, NUMBERS)]
    lines = [
        HallLine(shorten_label(row.score.problem, LINE_CELLS), "", _apart_words(row)) for row in apart[:MOST_APART]
    ]
    show_lines(lines or [HallLine(disagreement_words(result)[0])])
    if len(apart) > MOST_APART:
        st.markdown(f"และอีก {len(apart) - MOST_APART:,} เรื่อง")
    _offer_plan(selection, result)


def _offer_voting() -> None:
    """Nobody voted here yet: how to come to a result."""
    show_lines([HallLine("ยังไม่มีผลการลงคะแนนของพื้นที่นี้", "", "เปิดให้โทรศัพท์ลงคะแนน หรือนับมือแล้วกรอก ผลจะอยู่ที่นี่")])
    _prepare_button()


def _prepare_button() -> None:
    st.button(
        "เตรียมลงคะแนน", key="hall-prepare", type="primary", icon=":material/how_to_vote:", on_click=go_to_screen,
        args=(PREPARE,),
    )  # fmt: skip


def _newest(selection: Selection) -> HallResult | None:
    held = meetings_of(selection)
    return result_for(selection, held[0], shows_all(selection)) if held else None


def _apart_words(row: ResultRow) -> str:
    by_people = "คนไม่ให้คะแนน" if row.people_rank is None else f"คนให้อันดับ {row.people_rank:,}"
    number = row.score.number_rank
    by_number = "ตัวเลขไม่จัดลำดับ" if number is None else f"ตัวเลขอันดับ {number:,}"
    return f"{LEADS[row.leads]}: {by_people} · {by_number}"


def _unended(result: HallResult) -> Shown:
    return " · ปิดเองเมื่อหน้าเวทีถูกปิด" if result.workshop.is_open else ""


def result_table(result: HallResult) -> Shown:
    """One row a problem: its place by the figures and by people, points, how many put it first, who disagrees."""
    heads = f"| ตัวเลข | เรื่อง | คน | คะแนน | ติด {FIRST} แรก | |\n|---:|:---|---:|---:|---:|:---|"
    return "\n".join([heads, *(_row(each) for each in result.rows)])


def _row(row: ResultRow) -> Shown:
    by_number = DASH if row.score.number_rank is None else f"{row.score.number_rank:,}"
    by_people = DASH if row.people_rank is None else f"{row.people_rank:,}"
    problem, leads = text(shorten_label(row.score.problem, TABLE_CELLS)), LEADS.get(row.leads, "")
    return f"| {by_number} | {problem} | **{by_people}** | {row.score.points:,} | {row.score.top_three:,} | {leads} |"


def _offer_plan(selection: Selection, result: HallResult) -> None:
    """What people put first goes into the plan by one click; the plan shows what they said beside each problem."""
    first = [
        row.score.indicator_code
        for row in result.rows
        if row.people_rank is not None and row.people_rank <= FIRST and row.score.indicator_code is not None
    ]
    if outcome := st.session_state.pop(OUTCOME, None):
        st.markdown(f":green-badge[{text(outcome)}]")
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.button(
            f"เพิ่มเรื่องที่คนเลือกลงแผน ({len(first):,})", key="hall-add", icon=":material/playlist_add:",
            disabled=not first, on_click=_add, args=(selection, first),
        )  # fmt: skip
        place = {"area": selection.area_code, "set": selection.set_id, "year": str(selection.year_be)}
        st.page_link(STAGE["logic_model"].page, label="เปิดแผน", icon=":material/account_tree:", query_params=place)
        with st.popover("กติกา"):
            st.markdown(text(RULE))


def _add(selection: Selection, codes: Sequence[str]) -> None:
    """Before the page is drawn again: what came of it, in one line."""
    added, faults = 0, list[str]()
    for code in codes:
        try:
            added += add_problem(selection, code, "workshop").is_new
        except (AnalysisError, WarehouseError) as error:
            faults.append(f"{error.what} {error.fix}")
    done = f"เพิ่มลงแผนแล้ว {added:,} เรื่อง" if added else "อยู่ในแผนแล้วทุกเรื่อง"
    st.session_state[OUTCOME] = faults[0] if faults else done
