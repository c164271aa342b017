"""Self-ratings before and after a lesson, 1–5 and without a name, and the list of them to take away."""

from collections.abc import Mapping
from typing import Final

import pandas as pd
import streamlit as st

from analysis.disclosure.outputs import Audience, without_figures
from app.state import the_warehouse
from pages.lessons.exercises import TITLES, kept_key, run_of
from pages.shared.downloads import file_button
from pages.shared.look import problem_box
from reports.tables import list_csv_bytes
from warehouse import WarehouseError
from warehouse.lesson_ratings import AFTER, BEFORE, SCALE, new_attempt, ratings_data, save_rating
from words.screen_text import Shown

FILE_NAME: Final = "คะแนนก่อนและหลังเรียน.csv"
ATTEMPTS, FAILED = "exercise-attempts", "exercise-rating-failed"
COLUMNS: Final[Mapping[str, str]] = {
    "day": "วันที่", "lesson": "บทเรียน", BEFORE: "ก่อนเรียน (1–5)", AFTER: "หลังเรียน (1–5)",
}  # fmt: skip
"""Column of `ratings_data` → its heading in the file that leaves."""
ASKS: Final[dict[bool, Shown]] = {
    True: "ก่อนเรียน ท่านทำเรื่องนี้ได้เพียงใด (1 ยังไม่ได้ 5 ทำได้คล่อง) ไม่ถามชื่อ ข้ามได้",
    False: "หลังเรียน ท่านทำเรื่องนี้ได้เพียงใด (1 ยังไม่ได้ 5 ทำได้คล่อง) ไม่ถามชื่อ ข้ามได้",
}


def ask_rating(lesson: str, moment: str) -> None:
    """The five buttons of one moment; an answer is kept at once, and can be changed until the lesson begins anew."""
    key = kept_key(lesson, f"rating-{moment}")
    st.segmented_control(ASKS[moment == BEFORE], SCALE, key=key, on_change=_keep, args=(lesson, moment, key))
    trouble: WarehouseError | None = st.session_state.pop(FAILED, None)
    if trouble is not None:
        problem_box(f"เก็บคะแนนไม่ได้ บทเรียนทำต่อได้ตามปกติ · {trouble.what}", "", trouble.fix)


def _keep(lesson: str, moment: str, key: str) -> None:
    rating = st.session_state[key]
    if rating is None:
        return
    attempts: dict[tuple[str, int], str] = st.session_state.setdefault(ATTEMPTS, {})
    attempt = attempts.setdefault((lesson, run_of(lesson)), new_attempt())
    try:
        save_rating(the_warehouse(), lesson, attempt, moment, int(rating))
    except WarehouseError as error:
        st.session_state[FAILED] = error


def offer_ratings() -> None:
    """The list of all ratings given on this PC, where there are any."""
    table = ratings_data(the_warehouse())
    if table.empty:
        return
    file_button("คะแนนก่อนและหลังเรียน (CSV)", lambda: _csv(table), Audience.WITHOUT_FIGURES, FILE_NAME, "text/csv",
                "exercise-ratings", ":material/download:", "content")  # fmt: skip
    st.caption(f"{len(table):,} ครั้ง")


def _csv(table: pd.DataFrame) -> bytes:
    return list_csv_bytes(without_figures(table.assign(lesson=table["lesson"].replace(TITLES))), COLUMNS)
