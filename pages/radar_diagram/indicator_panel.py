"""The panel of one indicator: what it means, its figures, its years, its villages, and the files it comes from."""

from functools import partial

import pandas as pd
import plotly.graph_objects as go
import streamlit as st
from pythainlp.util import thai_strftime

from analysis.core.figures import TARGET_OF_FILE
from analysis.core.statistics import FEW_ASSESSED, share_pct
from analysis.disclosure.gate import GateOfYear
from analysis.disclosure.outputs import Released
from analysis.disclosure.public_tables import hide_rows, public_areas
from analysis.radar_diagram.indicator_panel import IndicatorPanel, listed_levels
from app.answers import indicator_panel_of
from app.state import Selection, source_text
from catalogue import GROUPS
from catalogue.areas import LEVELS
from charts.comparative import villages_dot_figure
from charts.plain_values import value_areas_figure, value_years_figure
from charts.theme import MEASURE_NAME, Measure, measure_of, measured
from charts.years import years_figure
from pages.shared.add_to_plan import add_button
from pages.shared.downloads import Bundle, offer_downloads, released, thai_table
from pages.shared.look import metric_row, show_chart, show_table, source_caption
from pages.shared.url_choices import choose_page, page_number, url_choice
from reports.workbook import Sheet
from warehouse.office_files.model import SHOWN
from words.numbers import format_count, format_interval, format_pct, format_points, format_value
from words.screen_text import Shown, ShownPlain, text

PAGE_SIZE = 20
MOST_ON_A_PICTURE = 60
SURVEY_STEP = {"nrd2c": 2}
YEARS, VILLAGES = "รายปี", "รายพื้นที่"
WHOLE_COUNTING = {"own_unit": "หน่วยของตัวชี้วัด", "people": "นับเป็นคน", "households": "นับเป็นครัวเรือน"}
SHOWN_COUNTING = {f"{name}{SHOWN}": f"{words} เฉพาะค่าที่เผยแพร่ได้" for name, words in WHOLE_COUNTING.items()}
COUNTING = WHOLE_COUNTING | SHOWN_COUNTING
NO_DEFINITION = "ไม่มีเอกสารที่ยืนยันเกณฑ์ของตัวชี้วัดนี้"


def show_panel(selection: Selection, indicator_code: str) -> None:
    """Everything about one indicator in the area and year."""
    levels = listed_levels(selection.area_code)
    asked = st.query_params.get("level")
    panel = indicator_panel_of(selection, indicator_code, asked if asked in levels else None)
    name = panel.indicator.name if panel.is_plain else panel.indicator.problem_name
    st.subheader(f"{panel.indicator.number}. {text(name)}", anchor=False)
    criterion = "" if panel.is_plain else f" · ตัวชี้วัด: {text(panel.indicator.name)}"
    st.caption(f"ด้าน{text(panel.dimension_name)}{criterion}")
    if (panel.figures["problem_pct"] or 0) > 0:
        add_button(selection, indicator_code, "radar_diagram", "panel")
    _show_figures(panel)
    _show_meaning(panel)
    left, right = st.columns(2, gap="medium")
    with left:
        st.markdown("**ทุกปีที่มีข้อมูล**")
        show_chart(_years(panel, panel.years), "panel-years", f"{_value_name(panel)}ในแต่ละปี")
    with right:
        _show_areas(panel, levels)
    _show_sources(panel)
    source_caption(source_text(selection))
    number = f"ตัวชี้วัดที่ {panel.indicator.number}"
    is_counted = panel.scope.indicator_set.measure == "count"
    make = partial(_bundle, panel)
    offer_downloads(
        selection, number, "panel", make, [YEARS, VILLAGES], bool(panel.figures["is_synthetic"]), is_counted
    )


def _show_figures(panel: IndicatorPanel) -> None:
    figures, unit = panel.figures, text(panel.figures["unit"])
    measure = panel.scope.indicator_set.measure
    low, high = figures["low_pct"], figures["high_pct"]
    interval = format_interval(low, high)
    if panel.is_plain:
        metric_row([("ค่า", format_value(figures["value"]), unit)])
        st.caption("มีค่า แต่ไม่ใช่ค่าปัญหา: ชุดตัวชี้วัดไม่ได้กำหนดช่วงจากดีที่สุดถึงแย่ที่สุด จึงไม่คิดเป็นร้อยละและไม่นำมาเฉลี่ย")
        return
    shares: list[tuple[Shown, Shown, Shown]] = [
        ("เป็นปัญหา", format_pct(figures["problem_pct"]), interval),
        ("ผ่านเกณฑ์", format_pct(figures["pass_pct"]), "100 % ลบที่เป็นปัญหา"),
    ]
    if measure == "score":
        shares = [("ดัชนีความรุนแรง", measured(figures["problem_pct"], "severity"), "0 ดีที่สุด 100 แย่ที่สุด")]
        with_problem = (figures["score_1"], figures["score_1"] + figures["score_2"])
        shares += [
            (f"หมู่บ้านระดับ {levels}", format_pct(share_pct(villages, figures["assessed"]).item()), "ของที่ประเมิน")
            for levels, villages in zip(("1", "1–2"), with_problem, strict=True)
        ]
    if measure == "count":
        shares = [
            ("สำรวจ", format_count(figures["assessed"]), unit),
            ("ไม่ผ่านเกณฑ์", format_count(figures["failed"]), unit),
            *shares,
        ]
    elif measure == "score":
        shares += [(f"ระดับ {score}", format_count(figures[f"score_{score}"]), "หมู่บ้าน") for score in (1, 2, 3)]
    else:
        shares = [("ค่า", format_value(figures["value"]), unit), *shares]
    target = figures["target_pct"]
    if target == target:
        shares.append(("เป้าหมาย", format_pct(target), f"ต่ำกว่าเป้า {format_points(figures['gap_pct'])}"))
    metric_row(shares)
    if figures["target_source"] == TARGET_OF_FILE:
        st.caption("เป้าหมายตามที่พิมพ์ในไฟล์ของพื้นที่นี้ (ใช้แทนเป้าหมายของชุดตัวชี้วัด)")
    if target != target:
        st.caption("ชุดตัวชี้วัดและไฟล์ของพื้นที่ไม่มีเป้าหมายของปีที่เลือก จึงไม่แสดงช่องว่างจากเป้าหมาย")


def _show_meaning(panel: IndicatorPanel) -> None:
    indicator = panel.indicator
    meaning = {
        "นิยาม": indicator.definition or NO_DEFINITION,
        "หน่วยนับ": f"{panel.figures['unit']}",
        "ใครถูกนับ": indicator.applies_to or "ไม่ระบุในชุดตัวชี้วัด",
        "กลุ่มเป้าหมาย": " ".join(GROUPS[group] for group in indicator.groups),
        "หน่วยงานที่เกี่ยวข้อง": " · ".join(indicator.agencies),
    }
    with st.container(border=True):
        for word, words in meaning.items():
            if words:
                st.markdown(f"**{word}** {text(words)}")


def _value_name(panel: IndicatorPanel) -> ShownPlain:
    return "ค่า" if panel.is_plain else MEASURE_NAME[_measure(panel)]


def _measure(panel: IndicatorPanel) -> Measure:
    return measure_of(panel.scope.indicator_set.measure)


def _years(panel: IndicatorPanel, years: pd.DataFrame) -> go.Figure:
    step = SURVEY_STEP.get(panel.scope.survey, 1)
    if panel.is_plain:
        return value_years_figure(years, str(panel.figures["unit"]), step)
    return years_figure(years, survey_step=step, measure=_measure(panel))


def _show_areas(panel: IndicatorPanel, levels: dict[str, str]) -> None:
    """The areas of one level as dots, most problem first, a page at a time."""
    st.markdown(f"**{LEVELS[panel.level]}ทุกแห่ง เรียงจาก{'ค่า' if panel.is_plain else 'ปัญหา'}มากไปน้อย**")
    if panel.areas["assessed"].lt(FEW_ASSESSED).any():
        st.caption(f"แห่งที่สำรวจไม่ถึง {FEW_ASSESSED} ราย ร้อยละบอกได้น้อย จึงอยู่ท้าย เรียงตามจำนวนที่ไม่ผ่าน")
    if len(levels) > 1:
        url_choice("ระดับพื้นที่", levels, "level", forgets=("page",), width=220)
    if panel.areas.empty:
        st.info(f"ไม่มีข้อมูลระดับ{LEVELS[panel.level]} ของตัวชี้วัดนี้ เลือกระดับอื่น หรือนำเข้าข้อมูลระดับนี้ที่ขั้นที่ 1")
        return
    pages = -(-len(panel.areas) // PAGE_SIZE)
    number = min(page_number(), pages)
    shown = _page(panel, number)
    show_chart(_areas_figure(panel, shown), "panel-areas", f"{_value_name(panel)}ของแต่ละพื้นที่")
    first = (number - 1) * PAGE_SIZE
    choose_page(number, pages, first + 1, first + len(shown), len(panel.areas))


def _page(panel: IndicatorPanel, number: int) -> pd.DataFrame:
    return panel.areas.iloc[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]


def _areas_figure(panel: IndicatorPanel, areas: pd.DataFrame) -> go.Figure:
    if panel.is_plain:
        return value_areas_figure(areas, str(panel.figures["unit"]), panel.scope.area_code)
    own = panel.figures["problem_pct"]
    reference = None if own != own else float(own)
    return villages_dot_figure(areas, panel.scope.area_code, reference, panel.scope.area_title, _measure(panel))


def _show_sources(panel: IndicatorPanel) -> None:
    """The imports the figure rests on."""
    st.markdown("**ไฟล์และรายการนำเข้า**")
    table = panel.sources
    if table.empty:
        st.markdown("ไม่มีไฟล์ของปีนี้")
        return
    shown = table[["file_name", "batch_id", "imported_at", "level", "areas", "counting"]].assign(
        level=table["level"].map(LEVELS),
        counting=table["counting"].map(COUNTING),
        imported_at=[thai_strftime(each.to_pydatetime(), "%-d %b %Y %H:%M น.") for each in table["imported_at"]],
    )
    show_table(thai_table(shown).rename(columns={"counting": "วิธีนับ"}), "panel-sources")


def _bundle(panel: IndicatorPanel, gates: GateOfYear | None) -> Released[Bundle]:
    """The panel for files: its years and all its areas."""
    code, area_code = panel.indicator.code, panel.scope.area_code
    areas, years, hidden = panel.areas, panel.years, 0
    if gates:
        areas, hidden = public_areas(areas, gates(panel.scope.year_be), code)
        held = [gates(int(year)) for year in years["year_be"]]
        flags = [
            pd.Series([code in each for each in codes], index=years.index, dtype="bool")
            for codes in ([gate.hidden(area_code) for gate in held], [gate.assessed_hidden(area_code) for gate in held])
        ]
        years, hidden = hide_rows(years, *flags), hidden + int(flags[0].sum())
    figures = {YEARS: _years(panel, years)}
    figures[VILLAGES] = _areas_figure(panel, areas.head(MOST_ON_A_PICTURE))
    columns = ["year_be", "value", "problem_pct", "pass_pct", "low_pct", "high_pct", "target_pct", "assessed", "failed"]
    measure = panel.scope.indicator_set.measure
    shown = {"รายพื้นที่": areas.drop(columns="is_hidden", errors="ignore"), "รายปี": years[columns]}
    sheets = [
        *(Sheet(name, thai_table(table.dropna(axis="columns", how="all"), measure)) for name, table in shown.items()),
        Sheet("ไฟล์", thai_table(panel.sources[["file_name", "batch_id", "areas"]])),
    ]
    notes = (f"{panel.indicator.number}. {panel.indicator.name}",)
    return released(Bundle(figures, sheets, notes), hidden, gates(panel.scope.year_be) if gates else None)
