"""The office's own Word template: what it asks for and lacks is said first, then it is filled with the plan."""

import hashlib
from collections.abc import Callable
from typing import Final

import streamlit as st

from analysis.core.errors import AnalysisError
from analysis.disclosure.outputs import Audience, Released
from analysis.logic_model.paper import PlanPaper
from app.plan_files import TemplateLook, fill_own_template, look_at_own_template
from pages.shared.downloads import file_button
from pages.shared.look import problem_box
from reports.about import About
from reports.logic_model.template_values import sample_template_bytes
from words.screen_text import text

DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LARGEST_MB: Final = 10
FILLED: Final = "own-template-filled"


def show_own_template(make: Callable[[], Released[PlanPaper]], audience: Audience, about: About, key: str) -> None:
    """The sample to begin with, a place for the template, and the filled file of a template that can be used.

    `make`: what fills it, asked for once there is a template; `key`: of the plan in its version."""
    st.markdown("เริ่มจากไฟล์ตัวอย่าง ย้ายและตกแต่งได้ แล้วนำมาเติมข้อมูลของแผน")
    file_button(
        "ไฟล์ตัวอย่างแม่แบบ", sample_template_bytes, Audience.WITHOUT_FIGURES, "แม่แบบแผนตัวอย่าง.docx", DOCX,
        "paper-sample-template", icon=":material/draft:", width="content",
    )  # fmt: skip
    file = st.file_uploader("แม่แบบ (.docx)", type="docx", key="own-template", max_upload_size=LARGEST_MB)
    if file is None:
        return
    try:
        look, filled = _filled(file.getvalue(), make, about, f"{key}-{audience.value}")
    except AnalysisError as error:
        problem_box(error.what, "", error.fix)
        return
    if look.unknown:
        names = ", ".join(text(each) for each in look.unknown)
        st.warning(f"ไม่รู้จักชื่อ {len(look.unknown):,} ชื่อ จะเว้นว่างไว้: {names}")
    if look.empty:
        names = ", ".join(f"{text(name)} ({empty:,} จาก {every:,} แห่ง)" for name, empty, every in look.empty)
        st.info(f"แผนยังไม่มีข้อมูลของ {len(look.empty):,} ชื่อ: {names}")
    file_button(
        f"แผนตามแม่แบบนี้ (ใช้ {len(look.used):,} ชื่อ)", filled, audience, about.file_name("docx", "ตามแม่แบบ"), DOCX,
        "paper-own-template", icon=":material/description:", width="content", kind="primary",
    )  # fmt: skip


def _filled(
    content: bytes, make: Callable[[], Released[PlanPaper]], about: About, key: str
) -> tuple[TemplateLook, bytes]:  # fmt: skip
    """What the template asks for, and the template filled; done once for a file, a version of the plan and its readers.

    Raises AnalysisError as `look_at_own_template`."""
    token = (hashlib.sha256(content).hexdigest(), key)
    held = st.session_state.get(FILLED)
    if held is not None and held[0] == token:
        return held[1], held[2]
    with st.spinner("กำลังตรวจแม่แบบ …", show_time=True):
        released = make()
        look = look_at_own_template(content, released, about)
        filled = fill_own_template(content, released, about)
    st.session_state[FILLED] = (token, look, filled)
    return look, filled
