"""The rules by which every file is checked, with their limits: one line a rule, to be read on a phone as well."""

import streamlit as st

from loaders.checks.rules import Rule, all_rules
from pages.shared.look import escape_markdown

GROUPS = {
    "C": "พื้นที่และปี",
    "V": "ตัวเลข",
    "L": "รูปแบบของตาราง",
    "P": "ข้อมูลส่วนบุคคล",
    "F": "การเปิดไฟล์",
    "S": "การบันทึก",
    "I": "รายการตัวชี้วัด",
    "G": "ทะเบียนพื้นที่และแผนที่",
}
SEVERITIES = {"error": "ไม่รับ", "warning": "เตือน", "info": "แจ้งให้ทราบ"}


def show_rules(key: str) -> None:
    """A closed list by subject; only what is opened is long."""
    with st.expander("กติกาการตรวจ", icon=":material/rule:"):
        st.markdown("**ไม่รับ** คือค่าที่เป็นไปไม่ได้ **เตือน** คือค่าที่ผิดปกติแต่นำเข้าได้ เกณฑ์ที่เป็นตัวเลขกำหนดโดยโปรแกรมนี้")
        chosen = st.selectbox("เรื่อง", list(GROUPS), format_func=GROUPS.__getitem__, key=f"{key}-rules")
        st.markdown("\n".join(_line(each) for each in all_rules().values() if each.id.startswith(chosen)))


def _line(each: Rule) -> str:
    limit = f" · เกณฑ์ {each.limit:g} {each.unit}" if each.limit else ""
    what = escape_markdown(each.checks)
    return f"- **{each.id}** {what} · {SEVERITIES[each.severity]}{limit} · {escape_markdown(each.where)}"
