"""One sheet that evaluates a model tambon: against the others of its amphoe, its change with intervals, its plan."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from analysis import AnalysisError
from analysis.comparative.area_changes import STATUS_NAMES as CHANGE_NAMES
from analysis.comparative.area_changes import AreaChanges
from analysis.core.statistics import BETTER, STATUS_NAMES, WORSE
from analysis.logic_model.follow_up import tally_of
from app.answers import Wanted, changes_for, earlier_surveys_of, ranking_for, spine_for
from app.plans import followed_up, open_newest_plan, standing_words
from app.state import Selection, area_title, source_text, the_warehouse
from charts.comparative import spine_figure
from pages.comparative.controls import Compared
from pages.comparative.ranking import own_place_words
from pages.comparative.side_by_side import spine_with_words
from pages.shared.look import show_chart, show_table, source_caption
from pages.shared.url_choices import url_choice, write_url
from warehouse.area_records import MARK_NAMES, read_marked_areas
from words.numbers import format_pct_range, is_missing
from words.screen_text import text

EVALUATED = "evaluate"


def show_evaluation(compared: Compared, area_code: str) -> None:
    """The sheet of one area, in three parts; it stands in the place of the list it was chosen from."""
    selection, wanted = replace(compared.selection, area_code=area_code), Wanted(compared.asked.place.level)
    st.button("กลับไปที่การคัดเลือก", icon=":material/arrow_back:", on_click=write_url, args=(EVALUATED, None))
    year = selection.year_be
    marks = [name for mark, name in MARK_NAMES.items() if area_code in read_marked_areas(the_warehouse(), year, mark)]
    marked = f" · {', '.join(marks)} ปี {year}" if marks else ""
    st.subheader(f"ประเมิน{text(area_title(selection.version, area_code))}{marked}", anchor=False)
    try:
        asked, ranking = ranking_for(selection, wanted)
    except AnalysisError as error:
        st.info(text(error.what))
        return
    own = Compared(selection, wanted, asked, ranking, ranking.own(area_code))
    _show_among_others(own, area_code)
    _show_change(own, area_code)
    _show_plan(selection)
    source_caption(source_text(selection))


def _show_among_others(own: Compared, area_code: str) -> None:
    above = text(area_title(own.selection.version, own.asked.place.area_code))
    st.markdown(f"**1. เทียบกับ{text(own.level_name)}อื่นใน{above}**")
    st.markdown(own_place_words(own))
    spine = spine_for(own.selection, own.wanted, area_code)
    counts = spine.rows["status"].value_counts()
    sentence = " · ".join(f"{text(STATUS_NAMES[each])} {int(counts.get(each, 0))}" for each in (BETTER, WORSE))
    st.markdown(f"เทียบกับ{above}รายตัวชี้วัด: {sentence} จาก {len(spine.rows)} ตัวชี้วัด ที่เหลือใกล้เคียงหรือยังบอกไม่ได้")
    with st.expander("รายตัวชี้วัดท่ามกลางพื้นที่อื่น"):
        show_chart(spine_figure(spine_with_words(spine.rows), spine.title), "evaluation-spine", "เทียบกับพื้นที่อื่นรายตัวชี้วัด")


def _show_change(own: Compared, area_code: str) -> None:
    st.markdown("**2. เปลี่ยนไปอย่างไร**")
    years = earlier_surveys_of(own.selection, own.wanted)
    if not years:
        st.info("ยังไม่มีข้อมูลปีก่อนให้เทียบ")
        return
    before = int(url_choice("เทียบกับปี", {str(year): str(year) for year in years}, "against", width=140))
    try:
        changes = changes_for(own.selection, own.wanted, before)
    except AnalysisError as error:
        st.info(text(f"{error.what} {error.fix}"))
        return
    table = _changes_of(own, changes, area_code)
    counts = table["status"].value_counts()
    sure = " · ".join(f"{CHANGE_NAMES[each]} {int(counts.get(each, 0))}" for each in (BETTER, WORSE))
    st.markdown(f"ปี {before} → {own.selection.year_be}: {sure} จาก {len(table)} ตัวชี้วัดที่เทียบได้ ที่เหลือยังบอกไม่ได้")
    heads = {
        "problem_name": "ปัญหา", "before_pct": f"ปี {before} (%)", "before_range": f"ช่วงปี {before}",
        "problem_pct": f"ปี {own.selection.year_be} (%)", "range": f"ช่วงปี {own.selection.year_be}",
        "change_pct": "change_pct", "status_name": "ผล",
    }  # fmt: skip
    show_table(table[list(heads)].rename(columns=heads), "evaluation-change", height=360)


def _changes_of(own: Compared, changes: AreaChanges, area_code: str) -> pd.DataFrame:
    """The changes of one area with both intervals in words, the sure ones first."""
    names = {each.code: each.problem_name for each in own.asked.scope.indicator_set.indicators}
    table = changes.table[changes.table["area_code"] == area_code]
    order = table["status"].map({WORSE: 0, BETTER: 1}).fillna(2)
    table = table.assign(order=order, far=-table["change_pct"].abs()).sort_values(["order", "far"], kind="stable")
    return table.assign(
        problem_name=table["indicator_code"].map(names),
        before_range=[
            format_pct_range(*ends) for ends in zip(table["before_low_pct"], table["before_high_pct"], strict=True)
        ],
        range=[format_pct_range(*ends) for ends in zip(table["low_pct"], table["high_pct"], strict=True)],
        status_name=table["status"].map(CHANGE_NAMES),
    )


def _show_plan(selection: Selection) -> None:
    """The newest plan of the area: what of it is done."""
    st.markdown("**3. ทำตามแผนแล้วเท่าใด**")
    opened = open_newest_plan(selection)
    if opened is None:
        st.info("พื้นที่นี้ยังไม่มีแผน ร่างแผนได้ที่ขั้นที่ 5")
        return
    st.markdown(text(standing_words(opened)))
    standing = followed_up(opened).standing
    if standing.empty:
        st.info("แผนนี้ยังไม่มีโครงการหรือกิจกรรมให้ติดตาม")
        return
    tally = tally_of(standing)
    sentence = f"รายงานแล้ว {tally.reported:,} จาก {tally.works:,} กิจกรรม · รายงานช้า {tally.late:,}"
    has_money = not (is_missing(tally.paid_baht) or is_missing(tally.approved_baht))
    money = f" · เบิกจ่าย {tally.paid_baht:,.0f} จากที่อนุมัติ {tally.approved_baht:,.0f} บาท" if has_money else ""
    st.markdown(f"{sentence}{money}")
    heads = {
        "name": "กิจกรรมหรือโครงการ", "owner": "ผู้รับผิดชอบ", "done_pct": "ทำแล้ว (%)", "expected_pct": "ควรทำแล้ว (%)",
        "light_name": "สถานะ", "why": "เพราะ",
    }  # fmt: skip
    show_table(standing[list(heads)].rename(columns=heads), "evaluation-plan")
