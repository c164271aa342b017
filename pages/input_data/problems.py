"""The problems of a file as a person reads them, alike ones together; and the rules by which files are checked."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from analysis.disclosure.outputs import Audience, without_figures
from loaders import ERROR, INFO, WARNING, Problem, Rule, all_rules
from loaders.outcome.return_workbook import write_list_workbook
from pages.shared.downloads import file_button
from pages.shared.help import answer_link
from pages.shared.look import show_table
from pages.shared.tables import COLUMN_NAMES
from reports.tables import list_csv_bytes
from words.screen_text import Shown, text

GROUPS = {
    "C": "พื้นที่และปี",
    "V": "ตัวเลข",
    "L": "รูปแบบของตาราง",
    "P": "ข้อมูลส่วนบุคคล",
    "F": "การเปิดไฟล์",
    "S": "การบันทึก",
    "I": "รายการตัวชี้วัด",
    "G": "ทะเบียนพื้นที่และแผนที่",
    "O": "ไฟล์จากอำเภอ",
}
ANSWERS = {"error": "ไม่รับ", "warning": "เตือน", "info": "แจ้งให้ทราบ"}


def show_rules(key: str) -> None:
    """A closed list by subject; only what is opened is long."""
    with st.expander("กติกาการตรวจ", icon=":material/rule:"):
        st.markdown("**ไม่รับ** คือค่าที่เป็นไปไม่ได้ **เตือน** คือค่าที่ผิดปกติแต่นำเข้าได้ เกณฑ์ที่เป็นตัวเลขกำหนดโดยโปรแกรมนี้")
        chosen = st.selectbox("เรื่อง", list(GROUPS), format_func=GROUPS.__getitem__, key=f"{key}-rules")
        st.markdown("\n".join(_line(each) for each in all_rules().values() if each.id.startswith(chosen)))


def _line(each: Rule) -> Shown:
    limit = f" · เกณฑ์ {each.limit:g} {text(each.unit)}" if each.limit else ""
    what = text(each.checks)
    where = text(each.where)
    return f"- **{text(each.id)}** {what} · {ANSWERS[each.severity]}{limit} · {where} · {answer_link(each.id)}"


SEVERITIES = {ERROR: "ต้องแก้ไข", WARNING: "ควรตรวจสอบ", INFO: "เพื่อทราบ"}
MARKS = {ERROR: ":red-badge[ต้องแก้ไข]", WARNING: ":orange-badge[ควรตรวจสอบ]", INFO: ":gray-badge[เพื่อทราบ]"}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
GROUPS_SHOWN, ROWS_SHOWN, VALUES_SHOWN = 8, 12, 5


def show_problems(problems: Sequence[Problem], key: str) -> None:
    """Alike problems in one paragraph, the gravest first; the whole list as a table to scroll through."""
    if not problems:
        st.markdown("ไม่พบปัญหา")
        show_rules(key)
        return
    groups = _alike(problems)
    for group in groups[:GROUPS_SHOWN]:
        _show_group(group)
    hidden = len(groups) - GROUPS_SHOWN
    if hidden > 0:
        st.markdown(f"และอีก {hidden:,} เรื่อง ดูในตารางทั้งหมด")
    if len(problems) > 1:
        with st.expander(f"ตารางปัญหาทั้งหมด {len(problems):,} รายการ"):
            show_table(_table(problems), f"{key}-problems")
    with st.container(horizontal=True, gap="small"):
        _offer_downloads(problems, key)
    show_rules(key)


def _alike(problems: Sequence[Problem]) -> list[list[Problem]]:
    """Problems of one kind in the same column of a sheet (also those only counted), the gravest kinds first."""
    groups: dict[tuple[object, ...], list[Problem]] = {}
    for problem in problems:
        groups.setdefault((*problem.kind, problem.sheet, problem.column), []).append(problem)
    order = list(SEVERITIES)
    return sorted(groups.values(), key=lambda group: order.index(group[0].severity))


def _show_group(group: Sequence[Problem]) -> None:
    located = [each for each in group if not each.count_more]
    group, count_of = located or group, len(located) + sum(each.count_more for each in group)
    first = group[0]
    count = f" ({count_of:,} แห่ง)" if count_of > 1 else ""
    lines = [f"{MARKS[first.severity]} **{text(first.sentence)}**{count}"]
    if where := _where(group, count_of):
        lines.append(f"ตำแหน่ง: {text(where)}")
    if values := list(dict.fromkeys(each.value for each in group if each.value)):
        more = " …" if len(values) > VALUES_SHOWN else ""
        lines.append(f"ในช่องมี: {text(', '.join(values[:VALUES_SHOWN]))}{more}")
    if first.expected and first.severity != INFO:
        lines.append(f"ควรเป็น: {text(first.expected)}")
    lines.append(f"วิธีแก้: {text(first.fix)}")
    lines.append(f":gray[กติกา {text(first.rule)}] {answer_link(first.rule)}")
    st.markdown("  \n".join(lines))


def _where(group: Sequence[Problem], count_of: int) -> str:
    first = group[0]
    parts = [f"แผ่นงาน «{first.sheet}»" if first.sheet else "", f"คอลัมน์ {first.column}" if first.column else ""]
    rows = [problem.row for problem in group if problem.row]
    if rows:
        more = f" และอีก {count_of - ROWS_SHOWN:,} แถว" if count_of > ROWS_SHOWN else ""
        parts.append(f"แถว {', '.join(str(row) for row in rows[:ROWS_SHOWN])}{more}")
    return " ".join(part for part in parts if part)


def _offer_downloads(problems: Sequence[Problem], key: str) -> None:
    """The whole list as a workbook, and as plain text that any program opens; made when asked for."""
    for_mending = Audience.WITHOUT_FIGURES
    file_button(
        "ดาวน์โหลดรายการปัญหา (Excel)", lambda: write_list_workbook(problems), for_mending, "รายการปัญหา.xlsx", XLSX,
        f"{key}-problems-xlsx", ":material/download:", "content",
    )  # fmt: skip
    file_button(
        "CSV", lambda: _csv(problems), for_mending, "รายการปัญหา.csv", "text/csv", f"{key}-problems-csv",
        ":material/download:", "content",
    )  # fmt: skip


def _csv(problems: Sequence[Problem]) -> bytes:
    return list_csv_bytes(without_figures(_table(problems)), COLUMN_NAMES)


def _table(problems: Sequence[Problem]) -> pd.DataFrame:
    order = list(SEVERITIES)
    rows = sorted(problems, key=lambda each: order.index(each.severity))
    return pd.DataFrame(
        {
            "ความสำคัญ": [SEVERITIES[each.severity] for each in rows],
            "แผ่นงาน": [each.sheet for each in rows],
            "แถว": pd.array([each.row for each in rows], dtype="Int64"),
            "คอลัมน์": [each.column for each in rows],
            "กติกา": [each.rule for each in rows],
            "พบว่า": [each.what for each in rows],
            "ในช่องมี": [each.value for each in rows],
            "ควรเป็น": [each.expected for each in rows],
            "วิธีแก้": [each.fix for each in rows],
        }
    )
