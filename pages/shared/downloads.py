"""What can be taken away from the radar page: pictures, a workbook and a CSV, made only when asked for.

Every file says where its figures come from, when it was made and whether they are made up. Small counts are hidden in
files unless the officer asks for the full figures for his own work.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from analysis.disclosure.hidden_rows import hidden_note
from app.state import Selection, area_title, source_text
from pages.shared.tables import COLUMN_NAMES, for_people
from reports.about import About
from reports.figure_png import figure_png
from reports.tables import csv_bytes
from reports.workbook import Sheet, workbook_bytes
from words.screen_text import Shown, text

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MORE_NAMES = {
    "number": "ที่", "indicators_with_data": "ตัวชี้วัดที่มีข้อมูล", "value": "ค่า", "villages": "หมู่บ้านที่ประเมิน",
    "score_1_pct": "ระดับ 1 (%)", "score_2_pct": "ระดับ 2 (%)", "score_3_pct": "ระดับ 3 (%)", "any_pct": "ระดับ 1–2 (%)",
    "with_problem": "หมู่บ้านที่มีปัญหา", "with_problem_pct": "หมู่บ้านที่มีปัญหา (%)", "level_name": "ระดับการพัฒนา",
    "level_number": "อันดับ", "problem_count": "ตัวชี้วัดที่ได้ระดับ 1", "village_pct": "ร้อยละของหมู่บ้าน (%)",
    "level_source": "ที่มาของระดับ", "name": "ตัวชี้วัด", "file_name": "ไฟล์", "batch_id": "นำเข้าครั้งที่",
    "areas": "จำนวนพื้นที่", "imported_at": "นำเข้าเมื่อ", "layout": "รูปแบบไฟล์", "level": "ระดับพื้นที่",
}  # fmt: skip


@dataclass(frozen=True)
class Bundle:
    """What is shown, ready to be written to files. `figures`: name → figure. `hidden`: how many figures are hidden.
    `headings`: of the figures whose heading is not the title of the files: name → heading."""

    figures: dict[str, go.Figure]
    sheets: list[Sheet]
    hidden: int = 0
    notes: tuple[str, ...] = field(default=())
    headings: Mapping[str, str] = field(default_factory=dict[str, str])


def offer_downloads(
    selection: Selection, title: str, key: str, make: Callable[[bool], Bundle], parts: list[str], is_synthetic: bool,
    has_counts: bool = True, selections: Mapping[str, Selection] | None = None,
) -> None:  # fmt: skip
    """A button that opens the choice of files. `make(public)` builds what goes into them when one is asked for;
    `parts` names its figures. `has_counts`: whether small counts of people may be among the figures. `selections`: what
    each figure shows, where that is not the selection of the page (another kind of data, another year)."""
    about = About(
        title, area_title(selection.version, selection.area_code), selection.year_be,
        " / ".join(source_text(each) for each in (selections or {"": selection}).values()),
        datetime.now().astimezone(), is_synthetic,
    )  # fmt: skip
    with st.popover("ดาวน์โหลด", icon=":material/download:"):
        public = has_counts and st.checkbox(
            "ซ่อนจำนวน 1–9 ราย (สำหรับเผยแพร่หรือส่งต่อ)", value=True, key=f"{key}-public",
            help="กฎของโปรแกรมนี้: จำนวนน้อยและร้อยละที่คำนวณจากจำนวนน้อยอาจชี้ตัวบุคคลได้ เอาเครื่องหมายออกเมื่อใช้ภายในเท่านั้น",
        )  # fmt: skip
        for part in parts:
            shown = (selections or {}).get(part, selection)
            of_part = replace(about, year_be=shown.year_be, source=source_text(shown))
            make_png = partial(_png, make, public, of_part, part)
            _button(f"รูป PNG: {text(part)}", make_png, of_part.file_name("png", part), "image/png", key)
        _button("ตาราง Excel (.xlsx)", partial(_xlsx, make, public, about), about.file_name("xlsx"), XLSX, key)
        _button("ตาราง CSV", partial(_csv, make, public, about), about.file_name("csv"), "text/csv", key)


def _button(label: Shown, data: Callable[[], bytes], file_name: str, mime: str, key: str) -> None:
    st.download_button(label, data, file_name, mime, key=f"{key}-{label}", on_click="ignore", width="stretch")


def _png(make: Callable[[bool], Bundle], public: bool, about: About, part: str) -> bytes:
    bundle = make(public)
    headed = replace(about, title=bundle.headings.get(part, about.title))
    return figure_png(bundle.figures[part], _noted(headed, bundle))


def _xlsx(make: Callable[[bool], Bundle], public: bool, about: About) -> bytes:
    bundle = make(public)
    return workbook_bytes(bundle.sheets, _noted(about, bundle))


def _csv(make: Callable[[bool], Bundle], public: bool, about: About) -> bytes:
    bundle = make(public)
    return csv_bytes(bundle.sheets[0].table, _noted(about, bundle))


def _noted(about: About, bundle: Bundle) -> About:
    return replace(about, notes=(*bundle.notes, *hidden_note(bundle.hidden)))


def thai_table(table: pd.DataFrame) -> pd.DataFrame:
    """The table with the headings people read, without internal codes."""
    shown = for_people(table)
    return shown.rename(columns={**COLUMN_NAMES, **MORE_NAMES})
