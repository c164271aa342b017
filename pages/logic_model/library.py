"""The activity library: what can be done about a problem of the plan, taken onto the board by a click; and the
office's own activities."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Final

import pandas as pd
import streamlit as st

from analysis.core.errors import AnalysisError
from analysis.disclosure.outputs import Audience
from analysis.logic_model.board_parts import board_parts
from analysis.logic_model.library import finished_activities, with_activity
from analysis.logic_model.plan import KIND_NAMES, Part, Problem
from app.plans import OpenPlan, keep_parts
from app.state import the_catalogue, the_warehouse
from catalogue import CatalogueError
from catalogue.activities import (
    Activity,
    activities_for,
    activity_from_dict,
    activity_to_dict,
    indicator_codes,
)
from catalogue.own_activities import activities_from_csv
from pages.shared.downloads import file_button
from pages.shared.look import ROW_PX, problem_box
from reports.tables import activities_to_csv
from warehouse import DamagedDatabaseError, WarehouseError, read_activities, save_activities
from words.screen_text import plain, text

DONE: Final = "library-done"
FAULTS: Final = "library-faults"
MOST_BYTES: Final = 2_000_000
MOST_FAULTS: Final = 10
SURE: Final = {"H": "สูง", "M": "ปานกลาง", "U": "ยังไม่ยืนยัน"}


def own_activities() -> tuple[Activity, ...]:
    """The activities of this office's own."""
    return tuple(activity_from_dict(each) for each in read_activities(the_warehouse()))


def activities_of(opened: OpenPlan, problem: Problem) -> tuple[Activity, ...]:
    """What can be done about a problem of the plan, the office's own first; () where no indicator says what it is."""
    if problem.indicator_code is None:
        return ()
    catalogue = the_catalogue(opened.selection.version)
    try:
        of_set = catalogue.get(problem.set_id or opened.plan.set_id)
        return activities_for(of_set, of_set.indicator(problem.indicator_code), own_activities())
    except CatalogueError:
        return ()  # the set or its indicator is gone; the plan says so elsewhere


def take_activities(opened: OpenPlan, problem_id: str, chosen: Iterable[Activity]) -> None:
    """Put activities into the plan as it stands now, each with its output. Raises as `keep_parts`."""
    activities = tuple(chosen)

    def change(parts: Sequence[Part]) -> tuple[Part, ...]:
        plan = replace(opened.plan, parts=tuple(parts))
        for each in activities:
            plan = with_activity(plan, problem_id, each)
        return plan.parts

    keep_parts(opened.plan_id, None, change, board_parts)


def bring_activities(content: bytes, version: str) -> None:
    """Keep the activities of another office's file. Raises CatalogueError with every fault."""
    brought = activities_from_csv(content, indicator_codes(the_catalogue(version).sets))
    save_activities(the_warehouse(), [activity_to_dict(each) for each in brought])


def keep_activity(activity: Activity) -> None:
    """Keep one as this office's own."""
    save_activities(the_warehouse(), [activity_to_dict(activity)])


def show_library(opened: OpenPlan) -> None:
    """A problem, the activities there are for it, and the office's own list."""
    if done := st.session_state.pop(DONE, None):
        st.success(text(done), icon=":material/check_circle:")
    for place, what, fix in st.session_state.pop(FAULTS, ()):
        problem_box(what, place, fix)
    problems = {each.id: each for each in opened.plan.of(Problem) if each.indicator_code}
    if problems:
        names = {key: plain(each.text) for key, each in problems.items()}
        chosen = st.selectbox("ปัญหาที่จะแก้", list(names), key="library-problem", format_func=names.__getitem__)
        _offer(opened, problems[str(chosen)])
    else:
        st.info("ยังไม่มีปัญหาที่มีตัวชี้วัดในแผน เพิ่มปัญหาที่กระดาน แล้วเลือกตัวชี้วัดในรายละเอียดของปัญหานั้น", icon=":material/info:")
    with st.expander("กิจกรรมของสำนักงานนี้", icon=":material/inventory_2:"):
        _show_own(opened)


def _offer(opened: OpenPlan, problem: Problem) -> None:
    """The table of activities with a box before each, and the button that takes those ticked."""
    activities = activities_of(opened, problem)
    if not activities:
        st.info("ยังไม่มีกิจกรรมในคลังสำหรับตัวชี้วัดนี้ พิมพ์เองที่กระดาน หรือนำเข้าจากหน่วยงานอื่นด้านล่าง", icon=":material/info:")
        return
    picked = st.dataframe(
        _table(activities), key=f"library-{problem.id}", hide_index=True, width="stretch", row_height=ROW_PX,
        on_select="rerun", selection_mode="multi-row",
    )  # fmt: skip
    rows: Sequence[int] = picked["selection"]["rows"]
    chosen = [activities[row] for row in rows]
    label = f"เพิ่มลงกระดาน {len(rows):,} กิจกรรม" if rows else "เลือกกิจกรรมในตารางก่อน"
    st.button(
        label, key="library-take", type="primary", icon=":material/add:", disabled=not rows, on_click=_take,
        args=(opened, problem, chosen),
    )  # fmt: skip
    st.caption("ค่าใช้จ่ายไม่มีในคลัง ใส่ตัวเลขของท่านเองที่โครงการและงบ · กิจกรรมที่มาเป็นของโครงการนี้ยังไม่มีหน่วยงานใดยืนยัน")


def _table(activities: Sequence[Activity]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "กิจกรรม": [each.name for each in activities],
            "ผลผลิต": [f"{each.output} ({each.unit})" for each in activities],
            "ผู้ดำเนินการ": [", ".join(each.agencies) for each in activities],
            "เดือน": [each.months for each in activities],
            "ชนิด": [KIND_NAMES[each.kind] for each in activities],
            "ค่าใช้จ่ายขึ้นกับ": [each.cost_depends_on for each in activities],
            "ภาคีเครือข่าย": [", ".join(each.networks) for each in activities],
            "SDG": [", ".join(map(str, each.sdgs)) for each in activities],
            "ที่มา": [f"{each.source} ({SURE[each.confidence]})" for each in activities],
        }
    )


def _take(opened: OpenPlan, problem: Problem, chosen: Sequence[Activity]) -> None:
    _act(
        lambda: take_activities(opened, problem.id, chosen),
        f"เพิ่ม {len(chosen):,} กิจกรรมพร้อมผลผลิตลงกระดาน ใต้ปัญหา {problem.text} แล้ว",
    )


def _act(act: Callable[[], object], done: str) -> None:
    """Act before the page is drawn again, and say there that it is done or what is in the way."""
    try:
        act()
    except CatalogueError as error:
        st.session_state[FAULTS] = [(each.place, each.problem, each.fix) for each in error.faults[:MOST_FAULTS]]
    except DamagedDatabaseError:
        raise  # the frame has a screen of its own for it
    except (AnalysisError, WarehouseError) as error:
        st.session_state[FAULTS] = [("", error.what, error.fix)]
    else:
        st.session_state[DONE] = done


def _show_own(opened: OpenPlan) -> None:
    """Those kept so far, taken out and brought in as a file; those that a finished plan offers."""
    own = own_activities()
    st.markdown(f"มี {len(own):,} กิจกรรม ส่งให้หน่วยงานอื่นหรือรับจากหน่วยงานอื่นเป็นไฟล์ CSV")
    if own:
        file_button(
            "ดาวน์โหลดกิจกรรมของสำนักงาน", lambda: activities_to_csv(own), Audience.WITHOUT_FIGURES,
            "กิจกรรมของสำนักงาน.csv", "text/csv", "library-own", ":material/download:", "content",
        )  # fmt: skip
    file = st.file_uploader("ไฟล์กิจกรรมจากหน่วยงานอื่น (.csv)", type="csv", key="library-file")
    if file is not None:
        st.button(
            "นำเข้ากิจกรรมในไฟล์นี้", key="library-bring", icon=":material/upload:", on_click=_bring,
            args=(file.getvalue(), opened.selection.version),
        )  # fmt: skip
    for activity, found in finished_activities(opened.plan):
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            st.markdown(f"เสร็จแล้ว: {text(activity.text)}")
            if isinstance(found, CatalogueError):
                st.caption(" · ".join(f"{text(each.problem)} {text(each.fix)}" for each in found.faults))
            elif found.id not in {each.id for each in own}:
                st.button("เก็บไว้ใช้อีก", key=f"library-keep-{activity.id}", on_click=_keep, args=(found,))


def _bring(content: bytes, version: str) -> None:
    if len(content) > MOST_BYTES:
        st.session_state[FAULTS] = [("", "ไฟล์ใหญ่เกิน 2 MB", "แบ่งเป็นหลายไฟล์")]
        return
    _act(lambda: bring_activities(content, version), "นำเข้ากิจกรรมในไฟล์แล้ว")


def _keep(activity: Activity) -> None:
    _act(lambda: keep_activity(activity), f"เก็บกิจกรรม {activity.name} ไว้แล้ว")
