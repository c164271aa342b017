"""What the home page shows: the first time the ways to begin; later the area last looked at, and what is new.

The area stands there with its radar and sentence, beside it what came in last, what is missing, where the plan stands,
and the one next step; below, the stages as steps, what is loaded, and the way to remove the sample data.
"""

from dataclasses import dataclass

import pandas as pd
import streamlit as st
from pythainlp.util import thai_strftime

from analysis.stages import STAGE, STAGES
from app.answers import progress_of, radar_diagram_of, sentence_of
from app.plans import open_newest_plan, plans_of, standing_words
from app.state import Selection, area_title, available_data, last_import, the_warehouse
from catalogue import SURVEYS, Catalogue
from catalogue.areas import LEVELS, level_of
from charts.radar_diagram import radar_figure
from charts.theme import measure_of
from loaders.sample import load_sample_data
from pages.shared.help import lesson_link, show_help
from pages.shared.look import heading_alone, show_chart, show_table
from pages.shared.page_start import HALL_PAGE, INPUT_PAGE
from warehouse import undo_synthetic
from warehouse.office_files.storing import undo_synthetic_files
from words.screen_text import plain, text


def show_first_ways() -> None:
    """Nothing is loaded yet: the three ways to begin."""
    st.markdown("จากไฟล์ จปฐ. และ กชช.2ค ไปจนถึงร่างแผนพัฒนาคุณภาพชีวิต ยังไม่มีข้อมูลในเครื่องนี้ **เริ่มได้สามทาง**")
    file, form, sample = st.columns(3, gap="medium")
    with file, st.container(border=True, height="stretch"):
        st.markdown("#### :material/upload_file: มีไฟล์ข้อมูลแล้ว")
        st.markdown("ไฟล์จาก TPMAP รายงาน จปฐ. หรือตารางของท่านเอง (Excel, CSV)")
        st.page_link(INPUT_PAGE, label="**นำเข้าไฟล์ของท่าน**", icon=":material/arrow_forward:")
        lesson_link()
    with form, st.container(border=True, height="stretch"):
        st.markdown("#### :material/edit_document: ยังไม่มีไฟล์")
        st.markdown("ดาวน์โหลดแบบฟอร์ม Excel กรอกแล้วนำกลับเข้ามา")
        st.page_link(INPUT_PAGE, label="**รับแบบฟอร์ม**", icon=":material/arrow_forward:", query_params={"part": "forms"})
    with sample, st.container(border=True, height="stretch"):
        st.markdown("#### :material/science: อยากลองก่อน")
        st.markdown("ข้อมูลสังเคราะห์ของจังหวัดภูเก็ต ไม่ใช่ข้อมูลจริง นำออกได้ทุกเมื่อ")
        if st.button("โหลดข้อมูลตัวอย่าง", icon=":material/arrow_forward:", type="primary"):
            load_sample()


def show_stages() -> None:
    """Five steps, each with what it is for and a link."""
    for column, stage in zip(st.columns(len(STAGES), gap="small"), STAGES, strict=True):
        with column, st.container(border=True, height="stretch"):
            st.page_link(stage.page, label=f"**{text(stage.numbered_title)}**")
            st.caption(text(stage.purpose))


def show_holdings(held: pd.DataFrame, catalogue: Catalogue) -> None:
    """One row per kind of data and year: how many areas and figures stand in the warehouse."""
    table = pd.DataFrame(
        {
            "ข้อมูล": [SURVEYS.get(str(survey), str(survey)) for survey in held["survey"]],
            "ชุดตัวชี้วัด": [catalogue.get(str(set_id)).title for set_id in held["set_id"]],
            "ปี พ.ศ.": held["year_be"].astype(str),
            "จำนวนพื้นที่": held["areas"],
            "ตัวเลขที่เก็บ": held["facts"],
            "ที่มา": ["ข้อมูลสังเคราะห์ (ตัวอย่าง)" if made_up else "ไฟล์ที่นำเข้า" for made_up in held["is_synthetic"]],
        }
    )
    show_table(table, "holdings")
    if held["is_synthetic"].any():
        st.button("นำข้อมูลตัวอย่างออก", icon=":material/delete_sweep:", on_click=remove_sample)


def load_sample() -> None:
    """Load the sample workbooks with their progress on screen, then show the page again."""
    bar = st.progress(0.0, "กำลังโหลดข้อมูลตัวอย่าง …")

    def show(done: int, total: int, name: str) -> None:
        bar.progress(done / total, f"กำลังโหลด {text(name)} …")

    load_sample_data(the_warehouse(), show)
    st.rerun()


def remove_sample() -> None:
    """Take every synthetic import back, those of offices' files too."""
    undo_synthetic_files(the_warehouse())
    undo_synthetic(the_warehouse())


@dataclass(frozen=True)
class Step:
    """What to do next: why, the link's words, the page and what the link asks for."""

    why: str
    label: str
    page: str
    asks: dict[str, str]


def show_area(selection: Selection) -> None:
    """Name, sentence and radar of the area, in the newest year it has."""
    title = area_title(selection.version, selection.area_code)
    show_help(heading_alone(f"{text(title)} · ปี {selection.year_be:d}"), "home")
    if not _has_data(selection):
        st.markdown(f"ยังไม่มีข้อมูล {SURVEYS[selection.survey]} ปี {selection.year_be:d} ของพื้นที่นี้")
        return
    beside = (("parent",), None, False)
    st.markdown(f"**{text(sentence_of(selection, *beside))}**")
    radar = radar_diagram_of(selection, *beside)
    drawn = radar.drawn()
    figure = radar_figure(
        drawn, radar.drawn_companions(drawn), measure_of(radar.scope.indicator_set.measure),
        name=radar.scope.area_title,
    )  # fmt: skip
    show_chart(figure, "home-radar", f"เรดาร์{plain(title)} ปี {selection.year_be:d}")


def show_news(selection: Selection) -> None:
    """The next step; below it what came in last, what is missing, the plan."""
    step = next_step(selection)
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**ขั้นต่อไป** {text(step.why)}")
        st.page_link(
            step.page, label=f"**{text(step.label)}**", icon=":material/arrow_forward:", query_params=step.asks
        )  # fmt: skip
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**นำเข้าล่าสุด** {text(_last_import_words())}")
        st.page_link(STAGE["input_data"].page, label="ดูรายการนำเข้า", query_params={"part": "batches"})
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**ข้อมูลที่ยังขาด** {text(_missing_words(selection))}")
        asks = {"part": "progress"} | _place(selection)
        st.page_link(STAGE["input_data"].page, label="ดูความคืบหน้า", query_params=asks)
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**แผน** {text(_plan_words(selection))}")
        with st.container(horizontal=True, gap="medium"):
            st.page_link(STAGE["logic_model"].page, label="เปิดแผน", query_params=_place(selection))
            st.page_link(HALL_PAGE, label="เริ่มเวทีประชาคม", icon=":material/groups:", query_params=_place(selection))


def next_step(selection: Selection) -> Step:
    """Bring what is missing, else draft the plan, else see the summary that the plan goes with."""
    if not _has_data(selection):
        return Step("พื้นที่นี้ยังไม่มีข้อมูลของปีนี้", "นำเข้าไฟล์", STAGE["input_data"].page, {})
    progress = None if selection.survey == "other" else progress_of(selection)
    missing = 0 if progress is None else len(progress.missing)
    if missing:
        why = f"ยังขาดข้อมูล {missing:,} หมู่บ้าน/ชุมชน ภาพรวมจึงยังไม่ครบ"
        return Step(why, "ดูว่าขาดที่ใดแล้วนำเข้า", STAGE["input_data"].page, {"part": "progress"} | _place(selection))
    if not plans_of(selection.area_code):
        why = "ข้อมูลครบแล้ว" if progress is not None and len(progress.places) else "มีข้อมูลแล้ว"
        return Step(f"{why} ยังไม่มีแผนของพื้นที่นี้", "ร่างแผนจากปัญหาสำคัญ", STAGE["logic_model"].page, _place(selection))
    return Step("มีข้อมูลและแผนแล้ว", "เปิดสรุปเพื่อพิมพ์หรือส่งต่อ", STAGE["radar_analysis"].page, _place(selection))


def _place(selection: Selection) -> dict[str, str]:
    return {"area": selection.area_code, "set": selection.set_id, "year": str(selection.year_be)}


def _has_data(selection: Selection) -> bool:
    held = available_data(selection.version, selection.area_code)
    return bool(((held["set_id"] == selection.set_id) & (held["year_be"] == selection.year_be)).any())


def _last_import_words() -> str:
    last = last_import()
    if last is None:
        return "ไม่มีรายการที่ใช้อยู่"
    date = thai_strftime(last.imported_at, "%-d %b %Y")
    kind = SURVEYS.get(last.survey, last.survey)
    changed = f"แทนข้อมูลเดิม {last.replaced:,} พื้นที่" if last.replaced else "เพิ่มใหม่ทั้งหมด"
    return f"{date} · {kind} ปี {last.year_be:d} · {last.areas:,} พื้นที่ ({changed}) · ไฟล์ {last.file_name}"


def _plan_words(selection: Selection) -> str:
    opened = open_newest_plan(selection)
    return "พื้นที่นี้ยังไม่มีแผน" if opened is None else standing_words(opened)


def _missing_words(selection: Selection) -> str:
    if selection.survey == "other":
        return "ข้อมูลอื่นไม่นับเป็นรายหมู่บ้าน"
    progress = progress_of(selection)
    known, missing = len(progress.places), len(progress.missing)
    if not known:
        return f"มีเพียงยอดรวมของ{LEVELS[level_of(selection.area_code)]} ยังไม่มีข้อมูลรายหมู่บ้าน"
    return f"ขาด {missing:,} จาก {known:,} หมู่บ้าน/ชุมชน" if missing else f"ครบ {known:,} หมู่บ้าน/ชุมชนที่รู้จัก"
