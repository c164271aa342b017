"""What can be taken away from the radar page: pictures, a workbook and a CSV, made only when asked for.

Every file says where its figures come from, when it was made and whether they are made up. Small counts are hidden in
files unless the officer asks for the full figures for his own work.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Literal

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from analysis.core.priorities import PARTS
from analysis.disclosure.gate import Disclosure, GateOfYear
from analysis.disclosure.outputs import Audience, Released, Shaped, for_internal_use, release_public
from app.answers import gates_of
from app.state import Selection, area_title, source_text, the_warehouse
from pages.shared.tables import COLUMN_NAMES, for_people
from reports.about import About
from reports.figure_png import figure_png
from reports.tables import csv_bytes
from reports.workbook import Sheet, workbook_bytes
from warehouse import record_download
from words.numbers import heading_of
from words.screen_text import Shown, text

DECLARED = "declared_downloads"
BACKUP = ".duckdb"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MORE_NAMES = {
    "number": "ที่", "indicators_with_data": "ตัวชี้วัดที่มีข้อมูล", "value": "ค่า", "villages": "หมู่บ้านที่ประเมิน",
    "score_1_pct": "ระดับ 1 (%)", "score_2_pct": "ระดับ 2 (%)", "score_3_pct": "ระดับ 3 (%)", "any_pct": "ระดับ 1–2 (%)",
    "with_problem": "หมู่บ้านที่มีปัญหา", "with_problem_pct": "หมู่บ้านที่มีปัญหา (%)", "level_name": "ระดับการพัฒนา",
    "level_number": "อันดับ", "problem_count": "ตัวชี้วัดที่ได้ระดับ 1", "village_pct": "ร้อยละของหมู่บ้าน (%)",
    "level_source": "ที่มาของระดับ", "name": "ตัวชี้วัด", "file_name": "ไฟล์", "batch_id": "นำเข้าครั้งที่",
    "areas": "จำนวนพื้นที่", "relative": PARTS["relative"], "imported_at": "นำเข้าเมื่อ",
    "layout": "รูปแบบไฟล์", "level": "ระดับพื้นที่", "range": "อันดับที่เป็นไปได้", "status_name": "เทียบทั้งพื้นที่",
}  # fmt: skip


@dataclass(frozen=True)
class Bundle:
    """What is shown, ready to be written to files. `figures`: name → figure. `headings`: of the figures whose heading
    is not the title of the files: name → heading."""

    figures: dict[str, go.Figure]
    sheets: list[Sheet]
    notes: tuple[str, ...] = field(default=())
    headings: Mapping[str, str] = field(default_factory=dict[str, str])


Make = Callable[[GateOfYear | None], Released[Bundle]]
"""What goes into the files: through the gates of its years, or (None) everything, for the office alone."""


OfferFirst = Callable[[Audience, GateOfYear | None, About], None]
"""Offers the files of a page of its own kind, for the readers chosen and through these gates."""


def released(bundle: Bundle, hidden: int, gate: Disclosure | None) -> Released[Bundle]:
    """A bundle of which the gate has hidden so many figures; without a gate, for the office alone."""
    return for_internal_use(bundle) if gate is None else release_public(gate, lambda _: Shaped(bundle, hidden))


def offer_downloads(
    selection: Selection, title: str, key: str, make: Make, parts: list[str], is_synthetic: bool,
    has_counts: bool = True, selections: Mapping[str, Selection] | None = None, first: OfferFirst | None = None,
) -> None:  # fmt: skip
    """A button that opens the choice of files, made when one is asked for. `parts`: the names of its figures.
    `has_counts`: whether small counts of people may be among the figures. `selections`: what each figure shows, where
    that is not the selection of the page (another kind of data, another year). `first`: offers the files that stand
    above these."""
    about = About(
        title, area_title(selection.version, selection.area_code), selection.year_be,
        " / ".join(source_text(each) for each in (selections or {"": selection}).values()),
        datetime.now().astimezone(), is_synthetic,
    )  # fmt: skip
    with st.popover("ดาวน์โหลด", icon=":material/download:"):
        audience = _choose_audience(key) if has_counts else Audience.PUBLIC
        gates = gates_of(selection.version, selection.set_id) if audience is Audience.PUBLIC else None
        if first is not None:
            first(audience, gates, about)
        for part in parts:
            shown = (selections or {}).get(part, selection)
            of_part = replace(about, year_be=shown.year_be, source=source_text(shown))
            make_png, name = partial(_png, make, gates, of_part, part), of_part.file_name("png", part)
            file_button(f"รูป PNG: {text(part)}", make_png, audience, name, "image/png", f"{key}-รูป PNG: {part}")
        table, name = partial(_xlsx, make, gates, about), about.file_name("xlsx")
        file_button("ตาราง Excel (.xlsx)", table, audience, name, XLSX, f"{key}-ตาราง Excel (.xlsx)")
        table, name = partial(_csv, make, gates, about), about.file_name("csv")
        file_button("ตาราง CSV", table, audience, name, "text/csv", f"{key}-ตาราง CSV")


def _choose_audience(key: str) -> Audience:
    """For whom the files are: one clear choice, and the safe one first."""
    choices = {text(audience.label): audience for audience in (Audience.PUBLIC, Audience.INTERNAL)}
    label = st.radio(
        "ไฟล์นี้สำหรับ", list(choices), key=f"{key}-audience",
        help="กฎของโปรแกรมนี้: จำนวน 1–9 รายและร้อยละที่คำนวณจากจำนวนนั้นอาจชี้ตัวบุคคลได้ ไฟล์ใช้ภายในมีคำนี้กำกับทุกแผ่นและทุกรูป",
    )  # fmt: skip
    return choices[label]


def file_button(
    label: Shown, content: bytes | Callable[[], bytes], audience: Audience, file_name: str, mime: str, key: str,
    icon: str | None = None, width: Literal["content", "stretch"] = "stretch",
    kind: Literal["primary", "secondary"] = "secondary",
) -> None:  # fmt: skip
    """The one way a file leaves: every button says for whom its content is. `content` is made when it is asked for."""
    st.session_state.setdefault(DECLARED, {})[key] = audience.value
    warehouse, name = the_warehouse(), audience.file_name(file_name)
    is_taken_away = audience is Audience.INTERNAL or file_name.endswith(BACKUP)

    def recorded() -> bytes:
        record_download(warehouse, name)
        return content() if callable(content) else content

    st.download_button(
        label,
        recorded if warehouse.actor.name and is_taken_away else content,
        name,
        mime,
        key=key,
        icon=icon,
        on_click="ignore",
        width=width,
        type=kind,
    )


def _png(make: Make, gates: GateOfYear | None, about: About, part: str) -> bytes:
    made = make(gates)
    headed = replace(about, title=made.content.headings.get(part, about.title), notes=made.content.notes)
    return figure_png(made.drawn(lambda bundle: bundle.figures[part]), headed)


def _xlsx(make: Make, gates: GateOfYear | None, about: About) -> bytes:
    made = make(gates)
    return workbook_bytes(made.drawn(lambda bundle: bundle.sheets), replace(about, notes=made.content.notes))


def _csv(make: Make, gates: GateOfYear | None, about: About) -> bytes:
    made = make(gates)
    return csv_bytes(made.drawn(lambda bundle: bundle.sheets[0].table), replace(about, notes=made.content.notes))


def thai_table(table: pd.DataFrame, measure: str = "count") -> pd.DataFrame:
    """The table with the headings people read, without internal codes. `measure`: what its indicator set measures; an
    index of graded villages has no share that passes."""
    names = {**COLUMN_NAMES, **MORE_NAMES}
    if measure == "score":
        table = table.drop(columns="pass_pct", errors="ignore")
    return for_people(table).rename(columns=lambda name: heading_of(names.get(str(name), str(name)), measure))
