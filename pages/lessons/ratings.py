"""Self-ratings before and after a lesson, 1–5 and without a name, and the list of them to take away."""

from typing import Final

import pandas as pd
import streamlit as st

from analysis.disclosure.outputs import Audience, without_figures
from app.lesson_ratings import BEFORE, COLUMNS, SCALE, new_attempt, ratings_data, save_rating
from pages.lessons.exercises import RUN, TITLES, key_of
from pages.shared.downloads import file_button
from reports.tables import list_csv_bytes
from words.screen_text import Shown

FILE_NAME: Final = "คะแนนก่อนและหลังเรียน.csv"
ATTEMPTS, FAILED = "exercise-attempts", "exercise-rating-failed"
ASKS: Final[dict[bool, Shown]] = {
    True: "ก่อนเรียน ท่านทำเรื่องนี้ได้เพียงใด (1 ยังไม่ได้ 5 ทำได้คล่อง) ไม่ถามชื่อ ข้ามได้",
    False: "หลังเรียน ท่านทำเรื่องนี้ได้เพียงใด (1 ยังไม่ได้ 5 ทำได้คล่อง) ไม่ถามชื่อ ข้ามได้",
}


def ask_rating(lesson: str, moment: str) -> None:
    """The five buttons of one moment; an answer is kept at once, and can be changed until the lessons begin anew."""
    key = key_of(f"rating-{lesson}-{moment}")
    kept = f"kept-{key}"
    if kept in st.session_state and key not in st.session_state:
        st.session_state[key] = st.session_state[kept]  # the other lesson was looked at meanwhile
    st.segmented_control(ASKS[moment == BEFORE], SCALE, key=key, on_change=_keep, args=(lesson, moment, key))
    if st.session_state.pop(FAILED, False):
        st.warning("เก็บคะแนนไม่ได้ ตรวจว่าดิสก์ยังมีที่ว่างและโฟลเดอร์ของฐานข้อมูลเขียนได้ บทเรียนทำต่อได้ตามปกติ", icon=":material/save:")


def _keep(lesson: str, moment: str, key: str) -> None:
    rating = st.session_state[key]
    if rating is None:
        return
    st.session_state[f"kept-{key}"] = rating
    attempts: dict[tuple[int, str], str] = st.session_state.setdefault(ATTEMPTS, {})
    attempt = attempts.setdefault((st.session_state.get(RUN, 0), lesson), new_attempt())
    try:
        save_rating(lesson, attempt, moment, int(rating))
    except OSError:
        st.session_state[FAILED] = True


def offer_ratings() -> None:
    """The list of all ratings given on this PC, where there are any."""
    found = ratings_data()
    if found.table.empty:
        return
    file_button("คะแนนก่อนและหลังเรียน (CSV)", lambda: _csv(found.table), Audience.WITHOUT_FIGURES, FILE_NAME, "text/csv",
                "exercise-ratings", ":material/download:", "content")  # fmt: skip
    st.caption(f"{len(found.table):,} ครั้ง{f' อ่านไม่ได้ {found.unread:,} บรรทัด' if found.unread else ''}")


def _csv(table: pd.DataFrame) -> bytes:
    return list_csv_bytes(without_figures(table.assign(lesson=table["lesson"].replace(TITLES))), COLUMNS)
