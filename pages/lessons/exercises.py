"""The ready lessons on the screen: what is looked at, what is asked and said of an answer, and the self-ratings.

Each answer is checked by `app.lessons` against the program's own figures; nothing here knows what is right. A person
rates himself before and after a lesson, 1–5 and without a name; the list of these can be taken away.
"""

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd
import streamlit as st

from analysis.core.priorities import TIER_NAMES
from analysis.core.statistics import rows_of
from analysis.disclosure.outputs import Audience, without_figures
from app.lessons import MUST, LessonRoom, ProjectAnswer, faults_of, first_answer, open_lesson_room
from app.state import the_warehouse
from catalogue.help import exercises
from charts.radar_diagram import radar_figure
from loaders.sample import lesson_file
from pages.shared.downloads import XLSX, file_button
from pages.shared.look import problem_box, show_chart
from reports.tables import list_csv_bytes
from warehouse import WarehouseError
from warehouse.lesson_ratings import AFTER, BEFORE, SCALE, new_attempt, ratings_data, save_rating
from words.screen_text import Shown, plain, text

TITLES: Final = {lesson_id: each.title for lesson_id, each in exercises().items()}
ROOM, RUNS, KEPT = "exercise-room", "exercise-runs", "exercise-kept"
RADAR, CELL, PROJECT = "radar", "cell", "project"
STORED, CHECKED = "stored", "checked"  # what is kept of a lesson beside its answers
ASKED: Final = "เลือกคำตอบ"
FILE_NAME: Final = "คะแนนก่อนและหลังเรียน.csv"
ATTEMPTS, FAILED = "exercise-attempts", "exercise-rating-failed"
RATING_COLUMNS: Final[Mapping[str, str]] = {
    "day": "วันที่", "lesson": "บทเรียน", BEFORE: "ก่อนเรียน (1–5)", AFTER: "หลังเรียน (1–5)",
}  # fmt: skip
"""Column of `ratings_data` → its heading in the file that leaves."""
ASKS: Final[dict[bool, Shown]] = {
    True: "ก่อนเรียน ท่านทำเรื่องนี้ได้เพียงใด (1 ยังไม่ได้ 5 ทำได้คล่อง) ไม่ถามชื่อ ข้ามได้",
    False: "หลังเรียน ท่านทำเรื่องนี้ได้เพียงใด (1 ยังไม่ได้ 5 ทำได้คล่อง) ไม่ถามชื่อ ข้ามได้",
}


def lesson_room() -> LessonRoom:
    """The database of this person's lessons, made where there is none."""
    if ROOM not in st.session_state:
        with st.spinner("กำลังเตรียมข้อมูลฝึก …"):
            st.session_state[ROOM] = open_lesson_room()
    return st.session_state[ROOM]


def run_of(lesson: str) -> int:
    """How often a lesson was begun anew in this session."""
    return st.session_state.setdefault(RUNS, {}).get(lesson, 0)


def key_of(lesson: str, name: str) -> str:
    """The key of a control of a lesson; a new one after each of its resets, so that it is empty again."""
    return f"exercise-{lesson}-{run_of(lesson)}-{name}"


def kept_key(lesson: str, name: str, first: Any = None) -> str:
    """The same of a control whose answer stays while another lesson or page is looked at. `first`: what stands in it
    before anybody has answered."""
    key, kept = key_of(lesson, name), _answers(lesson)
    if key in st.session_state:
        kept[name] = st.session_state[key]
    else:
        st.session_state[key] = kept.get(name, first)
    return key


def _answers(lesson: str) -> dict[str, Any]:
    """What was answered in a lesson since it was begun, by the name of the control."""
    return st.session_state.setdefault(KEPT, {}).setdefault((lesson, run_of(lesson)), {})


def offer_reset(lesson: str) -> None:
    """The button that takes the answers of one lesson back; the database of the lessons is made anew."""
    label = "ล้างคำตอบบทนี้และเริ่มใหม่"
    st.button(label, key="exercise-reset", icon=":material/restart_alt:", on_click=_reset, args=(lesson,))


def _reset(lesson: str) -> None:
    st.session_state[RUNS][lesson] = run_of(lesson) + 1
    room = st.session_state.pop(ROOM, None)
    if room is not None:
        room.warehouse.close()


def show_steps(lesson: str) -> None:
    """What to do, in order."""
    st.markdown("\n".join(f"{number:d}. {text(line)}" for number, line in enumerate(exercises()[lesson].lines, 1)))


def show_radar(room: LessonRoom) -> bool:
    """A radar and four questions; whether all are answered rightly."""
    exercise = room.radar
    radar, names = exercise.radar, exercise.axis_names
    left, right = st.columns(2, gap="large")
    with left:
        drawn = radar.drawn()
        figure = radar_figure(drawn, radar.drawn_companions(drawn), name=radar.scope.area_title)
        show_chart(
            figure, key_of(RADAR, "chart"), f"เรดาร์ของ{plain(radar.scope.area_title)} เทียบ{plain(radar.reference_name)}"
        )
    with right:
        furthest = _ask_axis("1. ด้านใดเป็นปัญหามากที่สุด", "furthest", names)
        answers = [_said(furthest, furthest == exercise.furthest, "ดูว่าจุดใดอยู่ไกลจากกลางที่สุด")]
        asked = "2. เส้นประของด้านนั้นราวร้อยละเท่าใด (อ่านจากวง คลาดได้ 2)"
        read = st.number_input(
            asked, 0.0, 100.0, None, 0.5, "%.1f", key=kept_key(RADAR, "read"), placeholder="ร้อยละ"
        )  # fmt: skip
        answers.append(_said(read, exercise.is_read(read), "ตามแกนนั้นไปถึงเส้นประ แล้วดูวงที่อยู่ใกล้ ตัวเลขของวงอยู่บนแกนบน"))
        outside = st.number_input(
            "3. มีกี่ด้านที่อยู่นอกเส้นประ", 0, len(names), None, 1, key=kept_key(RADAR, "outside"), placeholder="จำนวนด้าน"
        )
        answers.append(
            _said(outside, outside == exercise.outside, "นอกเส้นประคือจุดของตำบลไกลจากกลางกว่าเส้นประบนแกนเดียวกัน")
        )
        beyond = _ask_axis("4. ด้านใดแย่กว่าอำเภอมากที่สุด", "beyond", names)
        why = "ดูระยะจากเส้นประถึงจุดของตำบล ไม่ใช่ระยะจากกลาง"
        answers.append(_said(beyond, beyond == exercise.most_beyond, why))
    return all(answers)


def _ask_axis(label: Shown, name: str, names: Mapping[str, str]) -> str | None:
    options = {plain(words): code for code, words in names.items()}
    chosen = st.selectbox(label, list(options), None, key=kept_key(RADAR, name), placeholder=ASKED)
    return options.get(chosen) if chosen is not None else None


def _said(given: object, is_right: bool, hint: Shown) -> bool:
    """What is said of an answer: nothing where there is none yet."""
    if given is None or given == "":
        return False
    st.markdown(":green[:material/check_circle: ถูกต้อง]" if is_right else f":orange[:material/error: ยังไม่ถูก] {hint}")
    return is_right


def show_cell(room: LessonRoom) -> bool:
    """A file with a wrong cell to take, its address to type, and the mended file to bring back."""
    name, content = lesson_file()
    file_button(
        "ดาวน์โหลดไฟล์ฝึก",
        content,
        Audience.WITHOUT_FIGURES,
        name,
        XLSX,
        "exercise-file",
        ":material/download:",
        "content",
    )
    address = st.text_input(
        "ตำแหน่งของช่องที่ผิด", key=kept_key(CELL, "address", ""), max_chars=12, placeholder="เช่น C7", width=260
    )  # fmt: skip
    is_found = room.file.is_cell(address)
    _said(
        address.strip(), is_found, "ดูคู่คอลัมน์ สำรวจ กับ ไม่ผ่าน ของตัวชี้วัดเดียวกันในแถวเดียวกัน ตำแหน่งคือตัวอักษรของคอลัมน์ตามด้วยเลขแถว"
    )
    if not is_found:
        return False
    st.markdown(f"โปรแกรมบอกว่า “{text(room.file.says)}” ในแบบเก็บข้อมูลช่องนี้คือ **{text(room.file.on_paper)}**")
    brought = st.file_uploader("ไฟล์ที่แก้แล้ว", type=["xlsx"], key=key_of(CELL, "mended"))
    solved = _answers(CELL)
    if brought is None:
        return _said_stored(solved.get(STORED))  # the file is let go of while another lesson is looked at
    report, is_solved = room.take_file(brought.name, brought.getvalue())
    for problem in report.errors[:3]:
        problem_box(problem.what, " ".join(str(each) for each in (problem.column, problem.row) if each), problem.fix)
    if not is_solved and not report.refused:
        st.warning(
            "ไฟล์อ่านได้ แต่ตัวเลขหรือหมู่บ้านยังไม่ตรงกับแบบเก็บข้อมูล ดาวน์โหลดไฟล์ฝึกใหม่ แล้วแก้เพียงช่องเดียว", icon=":material/rule:"
        )
    solved[STORED] = report.areas if is_solved else None
    return _said_stored(solved[STORED])


def _said_stored(villages: int | None) -> bool:
    """Whether the mended file is stored in the database of the lessons, said where it is."""
    if villages is not None:
        st.markdown(f":green[:material/check_circle: ตรวจผ่าน เก็บในฐานข้อมูลฝึกแล้ว {villages:,} หมู่บ้าน]")
    return villages is not None


PROBLEM_HEADS: Final[tuple[Shown, ...]] = ("ปัญหา", "เป็นปัญหา", "เทียบอำเภอ")


def _show_problems(listed: pd.DataFrame) -> None:
    """A line a problem; a table of words breaks its lines where a phone has no room."""
    lines = [f"| {' | '.join(PROBLEM_HEADS)} |", "|:---|:---|:---|"]
    for row in rows_of(listed):
        counted = f"{row['baseline_failed']:,.0f} จาก {row['baseline_assessed']:,.0f} {text(row['unit'])}"
        share = f"{row['baseline_pct']:.1f} %"
        lines.append(f"| {text(row['problem_name'])} | {share} · {counted} | {text(TIER_NAMES[int(row['tier'])])} |")
    with st.container(key="exercise-problems"):
        st.markdown("\n".join(lines))


def show_project(room: LessonRoom) -> bool:
    """The first problem to choose, then its drafted project to mend until the checks of a plan are content."""
    listed = room.problems.sort_values("number")
    _show_problems(listed)
    options = {plain(row): code for code, row in zip(listed["indicator_code"], listed["problem_name"], strict=True)}
    chosen = st.selectbox("เรื่องใดควรทำก่อน", list(options), None, key=kept_key(PROJECT, "problem"), placeholder=ASKED)
    first = room.problems["indicator_code"].iloc[0]
    is_first = chosen is not None and options[chosen] == first
    if not _said(chosen, is_first, "ดูช่อง เทียบอำเภอ ก่อน แล้วจึงดูร้อยละ จำนวนคนที่มากกว่าไม่ได้แปลว่ามาก่อน"):
        return False
    return _mend_project(room, listed.set_index("indicator_code").loc[first])


def _mend_project(room: LessonRoom, problem: pd.Series) -> bool:
    given = first_answer(room.draft)
    st.markdown(
        f"**ร่างโครงการ: {text(problem['problem_name'])}** ตอนนี้ร้อยละ {problem['baseline_pct']:.1f} "
        f"คือ {problem['baseline_failed']:,.0f} จาก {problem['baseline_assessed']:,.0f} {text(problem['unit'])}"
    )
    with st.container(border=True):
        left, right = st.columns(2, gap="medium")
        with left:
            target = st.number_input(
                "เป้าหมาย: เหลือเป็นปัญหาร้อยละ", 0.0, 100.0, step=1.0, format="%.1f",
                key=kept_key(PROJECT, "target", given.target_pct),
            )  # fmt: skip
            people = st.number_input("จำนวนที่จะช่วย", 0, step=1, key=kept_key(PROJECT, "people", given.people))
            owner = st.text_input(
                "ผู้รับผิดชอบ (หน่วยงานหรือตำแหน่ง)", key=kept_key(PROJECT, "owner", given.owner), max_chars=80
            )  # fmt: skip
        with right:
            baht = st.number_input("งบประมาณ (บาท)", 0, step=1000, key=kept_key(PROJECT, "baht", given.baht))
            source = st.text_input("แหล่งงบ", key=kept_key(PROJECT, "source", given.source), max_chars=80)
            is_free = st.checkbox("ไม่ใช้งบประมาณ", key=kept_key(PROJECT, "free", not given.needs_budget))
        answer = ProjectAnswer(float(target), int(people), owner, int(baht), source, not is_free)
        if st.button("ตรวจโครงการ", type="primary", icon=":material/fact_check:", key=key_of(PROJECT, "check")):
            _answers(PROJECT)[CHECKED] = answer
    return _show_faults(room, answer)


def _show_faults(room: LessonRoom, answer: ProjectAnswer) -> bool:
    """What the checks find in the project as it was when it was checked last; nothing before that. Whether it is as
    it was then, and nothing has to be mended."""
    checked: ProjectAnswer | None = _answers(PROJECT).get(CHECKED)
    if checked is None:
        return False
    if checked != answer:
        st.info("แก้แล้วยังไม่ได้ตรวจ กด “ตรวจโครงการ” อีกครั้ง ด้านล่างคือผลของครั้งก่อน", icon=":material/fact_check:")
    found = faults_of(room.draft, checked)
    for each in found:
        mark: Shown = ":red-badge[ต้องแก้]" if each.rule.level == MUST else ":orange-badge[ควรดู]"
        st.markdown(f"{mark} {text(each.says)}  \nวิธีแก้: {text(each.fix)}")
    return checked == answer and all(each.rule.level != MUST for each in found)


def ask_rating(lesson: str, moment: str) -> None:
    """The five buttons of one moment; an answer is kept at once, and can be changed until the lesson begins anew."""
    key = kept_key(lesson, f"rating-{moment}")
    st.segmented_control(ASKS[moment == BEFORE], SCALE, key=key, on_change=_keep_rating, args=(lesson, moment, key))
    trouble: WarehouseError | None = st.session_state.pop(FAILED, None)
    if trouble is not None:
        problem_box(f"เก็บคะแนนไม่ได้ บทเรียนทำต่อได้ตามปกติ · {trouble.what}", "", trouble.fix)


def _keep_rating(lesson: str, moment: str, key: str) -> None:
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
    return list_csv_bytes(without_figures(table.assign(lesson=table["lesson"].replace(TITLES))), RATING_COLUMNS)
