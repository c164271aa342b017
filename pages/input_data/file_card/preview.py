"""The figures of a file before they are saved: its first areas, and its radar beside what stands in the warehouse."""

import pandas as pd
import streamlit as st

from app.state import the_catalogue, the_warehouse
from catalogue import CatalogueError, IndicatorSet, parse_set
from charts.radar_diagram import radar_figure
from charts.theme import MEASURE_NAME, measure_of
from loaders import Comparison, Inspection, compare_with_present, first_rows, known_area_names
from pages.shared.look import chart_with_table, show_table
from warehouse import StagedBatch
from words.numbers import heading_of
from words.screen_text import Shown, plain, text

AREAS_SHOWN = 8
MOST_CHOICES = 400
ALL = "ทุกพื้นที่ในไฟล์รวมกัน"


def show_figures(inspection: Inspection, key: str, version: str) -> None:
    """The first areas as the file gives them: names and counts only, nothing personal can be among them."""
    batch, indicator_set = inspection.batch, _set_of(inspection, version)
    if batch is None or indicator_set is None:
        st.markdown("ไม่มีตัวเลขให้ดู")
        return
    names = known_area_names(the_warehouse())
    show_table(first_rows(batch, indicator_set, names, AREAS_SHOWN), f"{key}-figures")
    meaning = {"count": "ไม่ผ่านเกณฑ์ จาก ที่สำรวจ", "score": "ระดับปัญหา 1 มาก 2 ปานกลาง 3 น้อย", "value": "ค่าที่รายงาน"}
    st.caption(f"{AREAS_SHOWN} พื้นที่แรกของไฟล์ · ตัวเลขคือ {meaning[indicator_set.measure]} · ขีดคือไม่มีข้อมูล")


def show_before_and_after(inspection: Inspection, key: str, version: str) -> None:
    """The radar the file gives, the present one dashed behind it, and the indicators that change most."""
    batch, indicator_set = inspection.batch, _set_of(inspection, version)
    if batch is None or indicator_set is None:
        st.markdown("ไม่มีตัวเลขให้ดู")
        return
    area_code = _choose_area(batch, key)
    compared = _compared(batch.content_sha256(), version, area_code, batch, indicator_set)
    present = [] if compared.present_year is None else [(f"ที่มีอยู่ ปี {compared.present_year}", compared.present_axes)]
    if compared.file_axes["problem_pct"].isna().all():
        st.markdown("วางบนเรดาร์ไม่ได้ เพราะยังไม่ได้บอกค่าต่ำสุดและสูงสุดของคอลัมน์")
        return
    measure = measure_of(indicator_set.measure)
    figure = radar_figure(compared.file_axes, present, measure, name=f"ในไฟล์ ปี {batch.year_be}")
    st.markdown(_words(compared, batch))
    caption = f"{batch.file_name} เทียบกับข้อมูลที่มีอยู่ {MEASURE_NAME[measure]}"
    chart_with_table(figure, _changes(compared, indicator_set), f"{key}-radar", caption)


@st.cache_data(max_entries=50, show_spinner=False)
def _compared(
    content_sha256: str, version: str, area_code: str | None, _batch: StagedBatch, _set: IndicatorSet
) -> Comparison:
    """The comparison, once for each content, state of the data and area: every rerun of the page shows it."""
    del content_sha256, version
    return compare_with_present(the_warehouse(), _batch, _set, area_code)


def _choose_area(batch: StagedBatch, key: str) -> str | None:
    codes = sorted({str(code) for code in batch.facts["area_code"]})
    if not 1 < len(codes) <= MOST_CHOICES:
        return None
    names: dict[str, str] = dict(known_area_names(the_warehouse())) | dict(
        zip(batch.area_names["area_code"], batch.area_names["area_name"], strict=True)
    )
    options = ["", *codes]
    chosen = st.selectbox(
        "พื้นที่", options, key=f"{key}-area", width=360, placeholder="เลือกพื้นที่",
        format_func=lambda code: (
            f"{plain(names.get(code, 'รหัส'))} ({plain(code)})" if code else f"{ALL} {len(codes):,} แห่ง"
        ),
    )  # fmt: skip
    return chosen or None


def _words(compared: Comparison, batch: StagedBatch) -> Shown:
    if compared.present_year is None:
        return "ยังไม่มีข้อมูลของพื้นที่นี้ให้เทียบ เส้นทึบคือตัวเลขในไฟล์"
    same = compared.present_year == batch.year_be
    what = "ปีเดียวกันที่จะถูกแทนที่" if same else f"ปี {compared.present_year} ซึ่งใกล้ที่สุด"
    return text(f"เส้นทึบคือตัวเลขในไฟล์ เส้นประคือข้อมูลที่มีอยู่ของ{what}")


def _changes(compared: Comparison, indicator_set: IndicatorSet) -> pd.DataFrame:
    """The indicators that change most first; where nothing stands to compare with, those with the largest problem."""
    table = compared.indicators.dropna(subset=["file_pct"])
    first = table["change_pct"].abs()
    if compared.present_year is None:
        table, first = table.drop(columns=["present_pct"]), table["file_pct"]
    table = table.reindex(first.sort_values(ascending=False, na_position="last", kind="stable").index)
    heads = {
        "problem_label": "ปัญหา",
        "file_pct": "ในไฟล์ (%)",
        "present_pct": "ที่มีอยู่ (%)",
        "change_pct": "ต่างกัน (จุด)",
    }
    heads = {name: heading_of(head, indicator_set.measure) for name, head in heads.items()}
    left_out = ["indicator_code", *(["change_pct"] if compared.present_year is None else [])]
    return table.drop(columns=left_out).rename(columns=heads)


def _set_of(inspection: Inspection, version: str) -> IndicatorSet | None:
    """The set of the file's figures: one it brings itself, or one of the catalogue."""
    try:
        if inspection.set_definition is not None:
            return parse_set(inspection.set_definition)
        return the_catalogue(version).get(str(inspection.report.catalogue))
    except CatalogueError:
        return None
