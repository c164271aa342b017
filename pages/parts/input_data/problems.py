"""The problems of a file as a person reads them: alike ones together, where they are, what to do; all of them below."""

import re
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from loaders import Problem
from loaders.problems import ERROR, INFO, WARNING
from pages.parts.look import escape_markdown, show_table

SEVERITIES = {ERROR: "ต้องแก้ไข", WARNING: "ควรตรวจสอบ", INFO: "เพื่อทราบ"}
MARKS = {ERROR: ":red-badge[ต้องแก้ไข]", WARNING: ":orange-badge[ควรตรวจสอบ]", INFO: ":gray-badge[เพื่อทราบ]"}
GROUPS_SHOWN, ROWS_SHOWN = 8, 12
COMMAND_WORDS = re.compile(r"\s*\((?:[^()]*(?:--|python -m)[^()]*|[a-z_0-9]+)\)")


def show_problems(problems: Sequence[Problem], key: str) -> None:
    """Alike problems in one paragraph, the gravest first; the whole list as a table to scroll through."""
    if not problems:
        st.markdown("ไม่พบปัญหา")
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


def words_for_screen(text: str) -> str:
    """Without the hints that are for the command line."""
    return COMMAND_WORDS.sub("", text)


def _alike(problems: Sequence[Problem]) -> list[list[Problem]]:
    """Problems of the same words in the same column of a sheet, the gravest kinds first."""
    groups: dict[tuple[str, str, str | None, str | None], list[Problem]] = {}
    for problem in problems:
        groups.setdefault((problem.severity, problem.what, problem.sheet, problem.column), []).append(problem)
    order = list(SEVERITIES)
    return sorted(groups.values(), key=lambda group: order.index(group[0].severity))


def _show_group(group: Sequence[Problem]) -> None:
    first = group[0]
    count = f" ({len(group):,} แห่ง)" if len(group) > 1 else ""
    lines = [f"{MARKS[first.severity]} **{escape_markdown(words_for_screen(first.what))}**{count}"]
    if where := _where(group):
        lines.append(f"ตำแหน่ง: {escape_markdown(where)}")
    lines.append(f"วิธีแก้: {escape_markdown(words_for_screen(first.fix))}")
    st.markdown("  \n".join(lines))


def _where(group: Sequence[Problem]) -> str:
    first = group[0]
    parts = [f"แผ่นงาน «{first.sheet}»" if first.sheet else "", f"คอลัมน์ {first.column}" if first.column else ""]
    rows = [problem.row for problem in group if problem.row]
    if rows:
        more = f" และอีก {len(rows) - ROWS_SHOWN:,} แถว" if len(rows) > ROWS_SHOWN else ""
        parts.append(f"แถว {', '.join(str(row) for row in rows[:ROWS_SHOWN])}{more}")
    return " ".join(part for part in parts if part)


def _table(problems: Sequence[Problem]) -> pd.DataFrame:
    order = list(SEVERITIES)
    rows = sorted(problems, key=lambda each: order.index(each.severity))
    return pd.DataFrame(
        {
            "ความสำคัญ": [SEVERITIES[each.severity] for each in rows],
            "แผ่นงาน": [each.sheet for each in rows],
            "แถว": pd.array([each.row for each in rows], dtype="Int64"),
            "คอลัมน์": [each.column for each in rows],
            "พบว่า": [words_for_screen(each.what) for each in rows],
            "วิธีแก้": [words_for_screen(each.fix) for each in rows],
        }
    )
