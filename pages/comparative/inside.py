"""Within the area: in how few places half of each problem lies, and between which levels they differ."""

import pandas as pd
import streamlit as st

from analysis.comparative.findings import most_concentrated_first
from analysis.core.priorities import FEWEST_LEADING
from app.answers import MOST_AREAS, inequality_for, named_areas_of
from app.state import source_text
from catalogue.areas import LEVELS
from pages.comparative.controls import Compared
from pages.comparative.side_by_side import TOO_MANY
from pages.shared.look import show_table, source_caption
from words.screen_text import text

FIRST_NAMES = 5


def show_inside(compared: Compared) -> None:
    """A sentence and a table of concentration, and the split of variance."""
    if compared.ranking.areas > MOST_AREAS:
        st.info(TOO_MANY)
        return
    concentration, variance = inequality_for(compared.selection, compared.wanted)
    if concentration.empty:
        st.info("ไม่มีใครไม่ผ่านตัวชี้วัดเหล่านี้เลย")
        return
    names = {each.code: each for each in compared.asked.scope.indicator_set.indicators}
    table = most_concentrated_first(concentration)
    codes = tuple({code for first in table["first_codes"] for code in first[:FIRST_NAMES]})
    called = named_areas_of(compared.selection, compared.wanted, codes).set_index("area_code")["area_name"].to_dict()
    level = LEVELS[compared.asked.place.level]
    if table["is_small"].all():
        st.markdown(f"ทุกเรื่องมีผู้ไม่ผ่านน้อยกว่า {FEWEST_LEADING} ราย น้อยเกินกว่าจะบอกว่ากระจุกอยู่ที่ใด")
    for row in table[~table["is_small"]].head(3).to_dict("records"):
        first = ", ".join(str(called.get(code, code)) for code in row["first_codes"][:FIRST_NAMES])
        more = len(row["first_codes"]) - FIRST_NAMES
        others = f" และอีก {more:,} แห่ง" if more > 0 else ""
        st.markdown(
            f"**{text(names[row['indicator_code']].problem_name)}** ครึ่งหนึ่งของผู้ไม่ผ่าน ({row['failed']:,.0f}) อยู่ใน "
            f"**{row['areas_for_half']:,} จาก {row['areas']:,} {text(level)}**: {text(first)}{others}"
        )
    shown = table.assign(
        problem_name=[names[code].problem_name for code in table["indicator_code"]],
        unit=[names[code].unit for code in table["indicator_code"]],
        first=[", ".join(str(called.get(code, code)) for code in each[:FIRST_NAMES]) for each in table["first_codes"]],
    )
    heads = {
        "problem_name": "ปัญหา", "failed": "ไม่ผ่านทั้งหมด", "areas_for_half": "ครึ่งหนึ่งอยู่ในกี่แห่ง", "areas": "จากทั้งหมด",
        "first": "แห่งที่มีมากที่สุด",
    }  # fmt: skip
    show_table(shown[list(heads)].rename(columns=heads), "concentration-table")
    _show_variance(compared, variance)
    source_caption(source_text(compared.selection))


def _show_variance(compared: Compared, variance: pd.DataFrame) -> None:
    if variance.empty:
        return
    st.subheader("ต่างกันระหว่างระดับใด", anchor=False)
    names = {each.code: each.problem_name for each in compared.asked.scope.indicator_set.indicators}
    wide = variance.pivot(index="indicator_code", columns="level", values="share_pct")
    levels = [level for level in LEVELS if level in wide]
    wide = wide.reindex([code for code in names if code in wide.index])[levels]
    wide.columns = [f"ระหว่าง{LEVELS[level]} (%)" for level in levels]
    wide.insert(0, "ปัญหา", [names[str(code)] for code in wide.index])
    show_table(wide.reset_index(drop=True), "variance-table")
    st.caption(
        "แต่ละแถวรวมเป็น 100 % ของความต่างทั้งหมด ถ้าส่วนใหญ่อยู่ระหว่างอำเภอ ให้เลือกอำเภอ ถ้าอยู่ระหว่างหมู่บ้าน ต้องดูทีละหมู่บ้าน "
        "ระดับล่างสุดรวมความบังเอิญจากจำนวนน้อยไว้ด้วย"
    )
