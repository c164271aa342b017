"""How the screens show what a file holds: its report, the problems with their fixes, the list of imports."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from app_look import escape_markdown, metric_row
from app_state import the_warehouse
from catalogue import SURVEYS
from catalogue.areas import LEVELS
from loaders import FileReport, report_text
from loaders.problems import ERROR, INFO, WARNING
from loaders.report import CHECKED, LOADED, REFUSED, UNCHANGED
from warehouse import list_batches, redo_batch, undo_batch

OUTCOMES: dict[str, tuple[Callable[..., object], str]] = {
    LOADED: (st.success, "นำเข้าเรียบร้อย"),
    UNCHANGED: (st.info, "ข้อมูลเดียวกันนี้มีอยู่แล้ว ไม่มีอะไรเปลี่ยน"),
    CHECKED: (st.info, "ตรวจแล้ว พร้อมนำเข้า ยังไม่ได้บันทึก"),
    REFUSED: (st.error, "ยังนำเข้าไม่ได้ ไม่มีข้อมูลใดถูกบันทึก"),
}
SEVERITIES = {ERROR: "ต้องแก้ไข", WARNING: "ควรตรวจสอบ", INFO: "เพื่อทราบ"}
STATES = {"live": "ใช้งานอยู่", "partly_replaced": "ถูกแทนที่บางส่วน", "replaced": "ถูกแทนที่", "undone": "ยกเลิกแล้ว"}


def show_report(report: FileReport) -> None:
    """What happened (or would happen) to one file: counts, what it replaces, what was dropped, every problem."""
    draw, words = OUTCOMES[report.outcome]
    draw(f"**{escape_markdown(report.file)}** · {words}")
    if report.layout:
        level = LEVELS.get(report.level or "", "–")
        metric_row(
            [
                ("ข้อมูล", f"{SURVEYS.get(report.survey or '', '–')} {report.year_be or ''}"),
                ("ระดับ", f"{report.areas:,} {level}"),
                ("ตัวเลขที่ได้", f"{report.facts:,}"),
                ("แถวที่อ่าน", f"{report.rows_read:,}", f"ไม่รับ {report.rows_refused:,} แถว"),
            ]
        )
    for batch in report.replaced:
        st.warning(
            f"แทนที่การนำเข้าครั้งที่ {batch.batch_id} ({escape_markdown(batch.file_name)}) "
            f"{batch.areas:,} พื้นที่ {batch.facts:,} ตัวเลข ยกเลิกได้ภายหลัง"
        )
    if report.problems:
        _show_problems(report)
    with st.expander("รายงานฉบับเต็ม"):
        st.text(report_text(report))


def _show_problems(report: FileReport) -> None:
    rows = [
        {
            "ระดับ": SEVERITIES[problem.severity],
            "พบว่า": problem.what,
            "วิธีแก้": problem.fix,
            "แผ่นงาน": problem.sheet,
            "แถว": problem.row,
            "คอลัมน์": problem.column,
        }
        for problem in sorted(report.problems, key=lambda each: list(SEVERITIES).index(each.severity))
    ]
    st.dataframe(pd.DataFrame(rows), hide_index=True, width="stretch", placeholder="–")


def show_batches() -> None:
    """Every import, newest first, each with a button that undoes or redoes it."""
    batches = list_batches(the_warehouse())
    if batches.empty:
        st.markdown("ยังไม่มีการนำเข้า")
        return
    for row in batches.head(50).to_dict("records"):
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            kind = f"{SURVEYS.get(str(row['survey']), '')} ปี {row['year_be']}"
            synthetic = " · ข้อมูลสังเคราะห์" if row["is_synthetic"] else ""
            st.markdown(
                f"**{escape_markdown(row['file_name'])}** · {kind} · {row['areas']:,} พื้นที่ · "
                f"{row['facts']:,} ตัวเลข{synthetic} · {STATES[str(row['state'])]}",
                width="stretch",
            )
            undone = bool(row["is_undone"])
            st.button(
                "นำกลับมา" if undone else "ยกเลิกการนำเข้า",
                key=f"flip-{row['batch_id']}",
                on_click=redo_batch if undone else undo_batch,
                args=(the_warehouse(), int(row["batch_id"])),
            )
