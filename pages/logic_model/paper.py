"""The plan on paper: Word, slides, workbook, the forms of planning offices and the office's own Word template, made
when they are asked for.

Of an own template is said first what it asks for and lacks, then it is filled with the plan.
"""

import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Final

import streamlit as st

from analysis.core.errors import AnalysisError
from analysis.disclosure.outputs import Audience, Released
from analysis.logic_model.paper import PlanPaper, plan_paper
from analysis.logic_model.plan import FollowUp
from app.answers import gate_of
from app.plan_files import TemplateLook, fill_own_template, look_at_own_template
from app.plans import OpenPlan, is_of_sample, open_plan, version_name
from app.state import area_title, source_text, the_catalogue, the_warehouse
from catalogue.forms import CHANGES, FormLayout, load_forms
from pages.logic_model.from_excel import show_workbook
from pages.shared.downloads import XLSX, file_button
from pages.shared.look import problem_box
from reports.about import About
from reports.logic_model.best_practice import best_practice_bytes, finished_projects
from reports.logic_model.form_files import form_bytes
from reports.logic_model.plan_workbook import plan_workbook_bytes
from reports.logic_model.slides import slides_bytes
from reports.logic_model.template_values import sample_template_bytes
from reports.logic_model.word import word_bytes
from warehouse import read_strategies
from warehouse.plans import PlanHeader, plan_versions
from words.screen_text import plain, text

DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PPTX: Final = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
MIMES: Final = {"docx": DOCX, "xlsx": XLSX}
Write = Callable[[Released[PlanPaper], About], bytes]
LARGEST_MB: Final = 10
FILLED: Final = "own-template-filled"


def show_paper(opened: OpenPlan) -> None:
    """For whom the files are, then a button for each of them."""
    st.markdown("ไฟล์จัดทำจากแผนรุ่นที่เปิดอยู่ เมื่อกดปุ่มเท่านั้น อาจใช้เวลาไม่กี่วินาที")
    choices = {each.label: each for each in (Audience.PUBLIC, Audience.INTERNAL)}
    label = st.radio("ไฟล์นี้สำหรับ", list(choices), format_func=text, key="paper-audience", horizontal=True)
    audience = choices[str(label)]
    about = _about(opened)
    with st.container(horizontal=True, gap="small"):
        file_button(
            "แผน (Word)", partial(made_file, opened, audience, word_bytes), audience, about.file_name("docx"), DOCX,
            "paper-docx", icon=":material/description:", width="content",
        )  # fmt: skip
        file_button(
            "แผน (PowerPoint)", partial(made_file, opened, audience, slides_bytes), audience,
            about.file_name("pptx"), PPTX, "paper-pptx", icon=":material/slideshow:", width="content",
        )  # fmt: skip
        file_button(
            "แผน (Excel)", partial(made_file, opened, audience, plan_workbook_bytes), audience,
            about.file_name("xlsx"), XLSX, "paper-xlsx", icon=":material/table:", width="content",
        )  # fmt: skip
    _offer_forms(opened, audience, about)
    _offer_best_practice(opened, audience, about)
    with st.expander("แม่แบบ Word ของหน่วยงาน", icon=":material/draft:"):
        show_own_template(
            partial(_paper, opened, audience), audience, about, f"{opened.plan_id}-{opened.header.version}"
        )
    with st.expander("นำแผนที่แก้ใน Excel กลับเข้ามา", icon=":material/upload:"):
        show_workbook(opened)


def _offer_forms(opened: OpenPlan, audience: Audience, about: About) -> None:
    st.markdown("**แบบฟอร์ม** ลอกจากแบบที่พบในที่สาธารณะ ยังไม่มีใครยืนยัน ตรวจกับแบบที่หน่วยงานของท่านใช้ก่อนส่ง")
    forms = load_forms().values()
    with st.container(horizontal=True, gap="small"):
        for form in forms:
            if form.rows == CHANGES:
                continue
            write: Write = partial(_form, form)
            file_button(
                text(form.title), partial(made_file, opened, audience, write), audience,
                about.file_name(form.written_as, form.id), MIMES[form.written_as], f"paper-form-{form.id}",
                icon=":material/article:", width="content",
            )  # fmt: skip

    earlier = plan_versions(the_warehouse(), opened.plan_id)[1:]
    for form in (each for each in forms if each.rows == CHANGES):
        _offer_changes(opened, audience, about, form, earlier)


def _offer_changes(
    opened: OpenPlan, audience: Audience, about: About, form: FormLayout, earlier: Sequence[PlanHeader]
) -> None:
    """The form of what was changed since a version that is chosen."""
    if not earlier:
        st.caption(f"{text(form.title)}: มีแผนเพียงรุ่นเดียว ยังไม่มีอะไรเปลี่ยน")
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        names = {each.version: plain(version_name(each)) for each in earlier}
        since = st.selectbox(
            f"{text(form.title)} เทียบกับ", list(names), key="paper-since", format_func=names.__getitem__, width=330
        )
        write: Write = partial(_form, form)
        file_button(
            text(form.title), partial(made_file, opened, audience, write, int(since)), audience,
            about.file_name(form.written_as, form.id), MIMES[form.written_as], f"paper-form-{form.id}",
            icon=":material/article:", width="content",
        )  # fmt: skip


def _offer_best_practice(opened: OpenPlan, audience: Audience, about: About) -> None:
    if not any(each.is_finished for each in opened.plan.of(FollowUp)):
        return
    if not finished_projects(_paper(opened, Audience.INTERNAL).content):
        return
    file_button(
        "แนวปฏิบัติที่ดีของโครงการที่เสร็จแล้ว (Word)", partial(made_file, opened, audience, best_practice_bytes), audience,
        about.file_name("docx", "แนวปฏิบัติที่ดี"), DOCX, "paper-best-practice", icon=":material/workspace_premium:",
        width="content",
    )  # fmt: skip


def _form(form: FormLayout, released: Released[PlanPaper], about: About) -> bytes:
    return form_bytes(released, about, form)


def _about(opened: OpenPlan) -> About:
    header = opened.header
    title = header.title or f"แผนพัฒนาชุมชน ปีงบประมาณ {header.fiscal_year_be}"
    return About(
        title, area_title(opened.selection.version, header.area_code), header.year_be, source_text(opened.selection),
        datetime.now().astimezone(), is_of_sample(opened.selection),
    )  # fmt: skip


def _paper(opened: OpenPlan, audience: Audience, since: int | None = None) -> Released[PlanPaper]:
    """Everything the files hold; through the gate where they are for everyone. `since`: the version changes are told
    from."""
    version = opened.selection.version
    strategies = {str(each["id"]): str(each.get("name", "")) for each in read_strategies(the_warehouse())}
    named = {"strategy_names": strategies, "plan_id": opened.plan_id, "version": opened.header.version}
    gates = partial(gate_of, version) if audience is Audience.PUBLIC else None
    before = None if since is None else open_plan(opened.selection, opened.plan_id, since).plan
    return plan_paper(the_warehouse(), the_catalogue(version), opened.plan, gates, before, **named)


def made_file(opened: OpenPlan, audience: Audience, write: Write, since: int | None = None) -> bytes:
    """A file of the plan for these readers, written by one of the writers of reports."""
    return write(_paper(opened, audience, since), _about(opened))


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
