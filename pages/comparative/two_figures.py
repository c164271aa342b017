"""Two figures of each area side by side: two years, and two measures."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from analysis.comparative.area_changes import STATUS_NAMES, UNSURE
from analysis.comparative.ranking import paired_values
from analysis.comparative.what_is_compared import MeasureOfAnySet
from analysis.core.statistics import BETTER, WORSE
from app.answers import changes_for, earlier_surveys_of, measures_for, named_areas_of, ranking_of_any
from app.state import Selection, source_text
from charts.comparative_pairs import MOST_SLOPES, Axis, scatter_figure, slope_figure
from pages.comparative.controls import Compared
from pages.comparative.side_by_side import open_radar
from pages.shared.look import show_chart, show_table, source_caption
from pages.shared.page_start import own_errors
from pages.shared.url_choices import url_choice
from words.screen_text import text

MOST_NAMED = 500  # of more points only the code is sent


def show_change(compared: Compared) -> None:
    """Who got better, worse, or moved within noise since an earlier year, by one indicator at a time."""
    selection = compared.selection
    years = earlier_surveys_of(selection, compared.wanted)
    if not years:
        st.info(
            f"ยังไม่มีปีก่อน {selection.year_be:d} ที่ใช้ชุดตัวชี้วัดเดียวกัน หรือชุดที่มีตัวชี้วัดประกาศว่าถามอย่างเดียวกัน "
            "นำเข้าข้อมูลของปีก่อน แล้วกลับมาดูที่นี่"
        )
        return
    with st.container(horizontal=True, gap="small"):
        before = int(url_choice("เทียบกับปี", {str(year): str(year) for year in years}, "against", width=140))
        with own_errors():
            changes = changes_for(selection, compared.wanted, before)
        table = changes.table
        names = {each.code: each.problem_name for each in compared.asked.scope.indicator_set.indicators}
        sure = table[table["status"] != UNSURE]["indicator_code"].value_counts()
        present = set(table["indicator_code"])
        order = [*sure.index, *(code for code in names if code in present and code not in sure.index)]
        code = url_choice("ตัวชี้วัด", {str(each): names[str(each)] for each in order}, "of", width=360)
    own = table[table["indicator_code"] == code]
    counts = own["status"].value_counts()
    counted = " · ".join(f"{STATUS_NAMES[each]} {int(counts.get(each, 0)):,}" for each in (WORSE, BETTER, UNSURE))
    st.markdown(f"**{text(names[code])}** ปี {before:d} → {selection.year_be:d}: {counted} พื้นที่")
    order_of = {WORSE: 0, BETTER: 1, UNSURE: 2}
    own = own.assign(order=own["status"].map(order_of), far=own["change_pct"].abs())
    own = own.sort_values(["order", "far"], ascending=[True, False], kind="stable")
    shown = own.head(100)
    named = named_areas_of(selection, compared.wanted, tuple(shown["area_code"])).set_index("area_code")["area_name"]
    shown = shown.assign(area_name=shown["area_code"].map(named).fillna(shown["area_code"]))
    show_chart(slope_figure(shown.head(MOST_SLOPES), before, selection.year_be), "slope-chart", "การเปลี่ยนแปลงของสองปี")
    heads = {
        "area_name": "พื้นที่", "before_pct": f"ปี {before} (%)", "problem_pct": f"ปี {selection.year_be} (%)",
        "change_pct": "change_pct", "status_name": "ผล", "villages_shared": f"{changes.level_name}ที่มีทั้งสองปี",
    }  # fmt: skip
    shown = shown.assign(status_name=shown["status"].map(STATUS_NAMES))
    show_table(shown[list(heads)].rename(columns=heads), "change-table")
    if len(own) > len(shown):
        st.caption(f"แสดง {len(shown):,} จาก {len(own):,} พื้นที่ เรียงจากที่เปลี่ยนชัดเจนที่สุด")
    st.caption(
        f"นับเฉพาะ{text(changes.level_name)}ที่สำรวจทั้งสองปี เรียกว่าเปลี่ยนเมื่อช่วงความไม่แน่นอนของสองปีไม่ทับกัน และต่างกันอย่างน้อย 1 จุด "
        "เส้นแสดงไม่เกิน 20 พื้นที่"
    )
    if changes.set_title:
        st.caption(
            f"ปี {before:d} ใช้ {text(changes.set_title)} ซึ่งเลขตัวชี้วัดต่างกัน จึงเทียบเฉพาะ {len(present)} ตัวชี้วัด"
            "ที่ประกาศไว้ว่าถามอย่างเดียวกัน ไม่เทียบตามเลขข้อ"
        )
    if changes.left_out:
        left = ", ".join(names[each] for each in changes.left_out if each in names)
        why = "ชุดของปีก่อนไม่มีตัวชี้วัดที่ประกาศว่าเหมือนกัน หรือไม่มีข้อมูลทั้งสองปี" if changes.set_title else "ไม่มีข้อมูลทั้งสองปี"
        st.caption(f"{why} จึงเทียบไม่ได้ {len(changes.left_out)} ตัวชี้วัด: {text(left)}")
    source_caption(source_text(selection))


def show_scatter(compared: Compared) -> None:
    """Any two measures of the areas, also of two kinds of data, as points."""
    measures = measures_for(compared.selection, compared.asked.place.area_code)
    names = {code: each.name for code, each in measures.items()}
    codes = list(names)
    with st.container(horizontal=True, gap="small"):
        across = url_choice("แนวนอน", names, "x", width=400)
        up = url_choice("แนวตั้ง", {code: names[code] for code in [*codes[1:], codes[0]]}, "y", width=400)
    with own_errors():
        rankings = [ranking_of_any(compared.selection, compared.wanted, measures[code]) for code in (across, up)]
    points = paired_values(*rankings)
    if points.empty:
        st.info("ไม่มีพื้นที่ที่มีข้อมูลของทั้งสองอย่าง เลือกตัวชี้วัดอื่น")
        return
    axes = (Axis(names[across], _unit(measures[across])), Axis(names[up], _unit(measures[up])))
    points = _named(compared, points)
    picked = show_chart(scatter_figure(points, *axes, compared.own), "scatter-chart", "พื้นที่ตามสองตัวชี้วัด", select=True)
    if picked:
        _say_point(compared, points, axes, picked[0])
    st.caption(
        f"{len(points):,} พื้นที่ที่มีข้อมูลของทั้งสองอย่าง สองอย่างที่มากพร้อมกันไม่ได้แปลว่าอย่างหนึ่งเป็นเหตุของอีกอย่าง จึงไม่ลากเส้น "
        "กดที่จุดเพื่อดูชื่อและค่า"
    )
    if across != up:
        order = (points["x_value"].rank(pct=True) + points["y_value"].rank(pct=True)).sort_values(ascending=False)
        heads = {"area_name": "พื้นที่", "x_value": axes[0].heading, "y_value": axes[1].heading}
        show_table(points.loc[order.index[:100], list(heads)].rename(columns=heads), "scatter-table")
    source_caption(" และ ".join(dict.fromkeys(_source(compared, measures[code]) for code in (across, up))))


def _unit(measure: MeasureOfAnySet) -> str:
    """What its figures are counted in: % of answers or villages, an index without a unit, or a unit of its own."""
    choice = measure.measure
    if choice.is_plain:
        return choice.unit
    return "" if measure.survey == "nrd2c" and choice.level_number is None else "%"


def _source(compared: Compared, measure: MeasureOfAnySet) -> str:
    own = compared.selection
    return source_text(Selection(own.area_code, measure.survey, measure.set_id, measure.year_be, own.version))


def _named(compared: Compared, points: pd.DataFrame) -> pd.DataFrame:
    """The points with area_name; of very many only the own one has it."""
    own = (compared.own,) if compared.own is not None else ()
    shown = tuple(str(code) for code in points["area_code"]) if len(points) <= MOST_NAMED else own
    rows = named_areas_of(compared.selection, compared.wanted, shown) if shown else points.head(0)
    names = rows.set_index("area_code")["area_name"].to_dict() if len(rows) else {}
    return points.assign(area_name=[str(names.get(code, code)) for code in points["area_code"]])


def _say_point(compared: Compared, points: pd.DataFrame, axes: Sequence[Axis], area_code: str) -> None:
    chosen = named_areas_of(compared.selection, compared.wanted, (area_code,))
    row = points[points["area_code"] == area_code].iloc[0]
    name = text(chosen["area_name"].iloc[0]) if len(chosen) else text(area_code)
    across, up = (text(axis.shown(row[column])) for axis, column in zip(axes, ("x_value", "y_value"), strict=True))
    st.markdown(f"**{name}** แนวนอน {across} แนวตั้ง {up}")
    if st.button("เปิดเรดาร์ของพื้นที่นี้", icon=":material/radar:"):
        open_radar(compared, area_code)
