"""What was done since: how each project stands, a report typed for a month or quarter, what is late, and what became of
the problems in the next survey."""

from typing import Final

import streamlit as st

from analysis.logic_model.follow_up import late_by_area, periods_of
from analysis.logic_model.outcomes import NO_DATA
from analysis.logic_model.plan import FollowUp, Plan, Project
from app.plans import OpenPlan, followed_up, keep_report, late_of, outcomes_of
from app.state import Selection, area_title, the_warehouse
from pages.logic_model.saving import ask_to_keep, attempt
from pages.shared.look import problem_box, show_table
from pages.shared.tables import headed
from warehouse import (
    FollowUpSetting,
    read_follow_up_setting,
    save_follow_up_setting,
)
from words.dates import MONTHS
from words.screen_text import plain, text

STANDING_HEADS: Final = {
    "name": "งาน", "owner": "ผู้รับผิดชอบ", "light_name": "สัญญาณไฟ", "why": "เพราะ", "period": "งวดล่าสุด",
    "done": "ผลผลิตที่ได้", "quantity": "ตามแผน", "unit": "หน่วย", "planned_baht": "แผนเงิน (บาท)",
    "approved_baht": "อนุมัติ (บาท)", "contracted_baht": "ผูกพัน (บาท)", "paid_baht": "เบิกจ่าย (บาท)",
    "left_baht": "คงเหลือ (บาท)", "obstacles": "ปัญหาอุปสรรค",
}  # fmt: skip
LATE_HEADS: Final = {
    "area": "พื้นที่",
    "name": "งาน",
    "owner": "ผู้รับผิดชอบ",
    "light_name": "สัญญาณไฟ",
    "late": "งวดที่ยังไม่รายงาน",
}
LATE_BOARD_HEADS: Final = {
    "area": "พื้นที่", "works": "งานที่ล่าช้าหรือไฟแดง", "reds": "ไฟแดง", "periods": "งวดที่ยังไม่รายงานรวม",
}  # fmt: skip
OUTCOME_HEADS: Final = {
    "text": "ปัญหา", "result_name": "ผล", "before_year": "ปีฐาน", "before_pct": "ค่าฐาน (%)", "year_be": "ปีหลัง",
    "problem_pct": "ปีหลัง (%)", "low_pct": "ช่วงต่ำ (%)", "high_pct": "ช่วงสูง (%)", "target_pct": "เป้าหมาย (%)",
    "coverage": "เทียบจาก",
}  # fmt: skip
MONEY: Final = {
    "planned_baht": "แผนเงินงวดนี้", "approved_baht": "อนุมัติ", "contracted_baht": "ผูกพัน", "paid_baht": "เบิกจ่าย",
}  # fmt: skip
FLAGGED, TROUBLE, DONE, HELD = "report-flagged", "report-trouble", "report-done", "report-held"


def show_follow_up(opened: OpenPlan) -> None:
    """Standing, the report of a period, what is late, outcomes, and how often the office asks for reports."""
    setting = read_follow_up_setting(the_warehouse())
    if not opened.plan.of(Project):
        st.info("ยังไม่มีโครงการให้ติดตาม เพิ่มที่โครงการและงบก่อน", icon=":material/info:")
    else:
        standing = followed_up(opened).standing
        st.subheader("แต่ละงานถึงไหนแล้ว", anchor=False)
        show_table(headed(standing, STANDING_HEADS), "follow-standing")
        _show_report(opened, setting)
    show_late(opened.selection, opened.header.fiscal_year_be)
    _show_outcomes(opened)
    _show_setting(setting)


def _show_report(opened: OpenPlan, setting: FollowUpSetting) -> None:
    """One report to type; what stands in its way, or that it was kept."""
    st.subheader("รายงานความก้าวหน้า", anchor=False)
    if done := st.session_state.pop(DONE, None):
        st.success(text(done), icon=":material/check_circle:")
    if trouble := st.session_state.pop(TROUBLE, None):
        problem_box(trouble[0], "", trouble[1])
    works = _works(opened.plan)
    periods = [each for year in _years(opened.plan) for each in periods_of(year, setting)]
    with st.form("follow-report", border=True):
        first, second = st.columns(2)
        work = first.selectbox("งาน", list(works), format_func=lambda each: plain(works[each]), key="report-work")
        spoken = {each: plain(period_words(each)) for each in periods}
        period = second.selectbox("งวด", periods, format_func=spoken.__getitem__, key="report-period")
        money = {
            name: column.number_input(f"{text(label)} (บาท)", 0.0, None, None, 1000.0, key=f"report-{name}")
            for column, (name, label) in zip(st.columns(len(MONEY)), MONEY.items(), strict=True)
        }
        output, finished = st.columns(2, vertical_alignment="bottom")
        amount = output.number_input("ผลผลิตที่ได้จนถึงงวดนี้", 0.0, None, None, 1.0, key="report-amount")
        is_finished = finished.checkbox("งานนี้เสร็จแล้ว", key="report-finished")
        obstacles = st.text_area("ปัญหาอุปสรรค", key="report-obstacles", max_chars=1000)
        note = st.text_area("หมายเหตุ", key="report-note", max_chars=1000)
        sent = st.form_submit_button("บันทึกรายงาน", type="primary", icon=":material/save:")
    if sent:
        project_id, _, activity_id = str(work).partition("/")
        report = FollowUp(
            id="", project_id=project_id, activity_id=activity_id, period=str(period), done=amount,
            is_finished=bool(is_finished), obstacles=obstacles.strip(), note=note.strip(), **money,
        )  # fmt: skip
        _keep(opened, report, ())
    held: FollowUp | None = st.session_state.get(HELD)
    if held is not None and (kept := ask_to_keep(st.session_state.get(FLAGGED, ()), "report-kept")):
        _keep(opened, held, kept)


def _keep(opened: OpenPlan, report: FollowUp, kept: tuple[str, ...]) -> None:
    """Save a report, and draw the page again with what came of it; texts of persons are held until somebody decides."""
    flagged = tuple(st.session_state.pop(FLAGGED, ()))
    st.session_state.pop(HELD, None)
    tried = attempt(lambda: keep_report(opened, report, kept))
    if tried.flagged:
        st.session_state[FLAGGED], st.session_state[HELD] = tuple(dict.fromkeys((*flagged, *tried.flagged))), report
    elif tried.trouble:
        st.session_state[TROUBLE] = tried.trouble
    elif tried.result:
        st.session_state[DONE] = f"บันทึกรายงานงวด {period_words(report.period)} แล้ว รุ่น {tried.result.version}"
    st.rerun()


def _works(plan: Plan) -> dict[str, str]:
    """project/activity → what it is called: each project as a whole, and its activities."""
    works: dict[str, str] = {}
    for project in plan.of(Project):
        works[f"{project.id}/"] = f"ทั้งโครงการ: {project.name}"
        works |= {f"{project.id}/{each.id}": each.text for each in plan.activities_of(project.id)}
    return works


def _years(plan: Plan) -> list[int]:
    """The fiscal years that the plan has money for, and its own."""
    years = {each.year_be for project in plan.of(Project) for each in project.budgets}
    return sorted(years | {plan.fiscal_year_be})


def period_words(period: str) -> str:
    """A period as people say it.

    >>> period_words("2570-Q2"), period_words("2570-01")
    ('ไตรมาส 2 ปีงบประมาณ 2570', 'ม.ค. 2570')
    """
    year, _, part = period.partition("-")
    return f"ไตรมาส {part[1:]} ปีงบประมาณ {year}" if part.startswith("Q") else f"{MONTHS[int(part) - 1]} {year}"


def show_late(selection: Selection, fiscal_year_be: int) -> None:
    """What is late in the plans of the area and of those within it, by area and one by one."""
    late = late_of(selection.area_code, fiscal_year_be)
    st.subheader("ล่าช้าในพื้นที่นี้และพื้นที่ย่อย", anchor=False)
    if late.empty:
        st.caption("ไม่มีงานใดล่าช้า")
        return
    version = selection.version
    board = late_by_area(late)
    board = board.assign(area=[area_title(version, str(code)) for code in board["area_code"]])
    show_table(headed(board, LATE_BOARD_HEADS), "follow-late-areas")
    shown = late.assign(
        area=[area_title(version, str(code)) for code in late["area_code"]], late=late["late_periods"].map(len)
    )
    show_table(headed(shown, LATE_HEADS), "follow-late")


def _show_outcomes(opened: OpenPlan) -> None:
    """What the next survey says of the problems, as soon as there is one."""
    st.subheader("ปัญหาลดลงจริงหรือไม่", anchor=False)
    outcomes = outcomes_of(opened)
    if (outcomes["result"] == NO_DATA).all():
        st.caption("เมื่อนำเข้าข้อมูลปีถัดไปของชุดตัวชี้วัดเดียวกัน หน้านี้จะเทียบกับเป้าหมายให้เอง เฉพาะหมู่บ้านที่มีทั้งสองปี")
        return
    years = {each: outcomes[each].astype("str") for each in ("before_year", "year_be")}
    show_table(headed(outcomes.assign(**years), OUTCOME_HEADS), "follow-outcomes")


def _show_setting(setting: FollowUpSetting) -> None:
    with st.expander("รอบการรายงานของสำนักงาน", icon=":material/event_repeat:"):
        months = st.radio(
            "รายงานทุก", [1, 3], index=[1, 3].index(setting.months), horizontal=True, key="follow-months",
            format_func=lambda each: "เดือน" if each == 1 else "ไตรมาส",
        )  # fmt: skip
        days = st.number_input("ส่งภายในกี่วันหลังสิ้นงวด", 0, 90, setting.due_days, 1, key="follow-days", width=220)
        if st.button("บันทึกรอบการรายงาน", key="follow-setting"):
            save_follow_up_setting(the_warehouse(), FollowUpSetting(int(months), int(days)))
            st.rerun()
