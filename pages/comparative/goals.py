"""Goals: a wanted share of passing for each indicator, and how many of the areas have reached it, up the tree."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from analysis.comparative.goals import (
    BELOW,
    MISSING,
    REACHED,
    STATE_NAMES,
    STATES,
    USUAL_PCT,
    Goals,
    done_words,
    kept_goals,
    name_of_goals,
    wanted_goals,
)
from analysis.core.areas import names_of, names_with_places, titled
from app.answers import MOST_AREAS, goals_for
from app.state import source_text, the_warehouse
from catalogue.areas import COUNTRY
from pages.comparative.controls import Compared
from pages.comparative.side_by_side import TOO_MANY
from pages.shared.access import saying
from pages.shared.look import ROW_PX, show_table, source_caption
from pages.shared.url_choices import number_in_url, url_choice, url_number
from warehouse.area_records import read_area_choice, save_area_choice
from words.screen_text import plain, text

GOAL, DONE, LACKING = "เป้าหมาย: ผ่านอย่างน้อย (%)", "ถึงเป้าแล้ว", "ข้อมูลไม่ครบ"
LEAST_PCT, MOST_PCT = 50.0, 100.0
MOST_ROWS = 100


def show_goals(compared: Compared) -> None:
    """The goals in a table to be edited, and one indicator up the tree with the areas that have not reached it."""
    if compared.ranking.areas > MOST_AREAS:
        st.info(TOO_MANY)
        return
    url_number("เป้าหมายของตัวชี้วัดที่ยังไม่ได้ตั้ง: ผ่านอย่างน้อย (%)", "goal", LEAST_PCT, MOST_PCT, USUAL_PCT, 0.5, width=420)
    indicators = compared.asked.scope.indicator_set.indicators
    wanted = goals_on_page(compared)
    goals = goals_for(compared.selection, compared.wanted, tuple(wanted.items()))
    if goals.table.empty or not goals.area_codes:
        st.info("ไม่มีพื้นที่ที่มีข้อมูลให้เทียบกับเป้าหมาย")
        return
    _show_indicators(compared, goals, _kept(compared))
    names = {each.code: each.name for each in indicators if each.code in goals.indicator_codes}
    code = url_choice("ตัวชี้วัด", names, "of", width=520)
    _show_tree(compared, goals, code, wanted[code])
    source_caption(source_text(compared.selection))


def goals_on_page(compared: Compared) -> dict[str, float]:
    """Indicator → the percentage that should pass, as the page has it now."""
    usual = number_in_url("goal", LEAST_PCT, MOST_PCT, USUAL_PCT)
    selection = compared.selection
    return wanted_goals(compared.asked.scope.indicator_set, selection.year_be, _kept(compared), usual)


def _name_of_choice(compared: Compared) -> str:
    return name_of_goals(compared.selection.set_id, compared.selection.year_be)


def _kept(compared: Compared) -> dict[str, float]:
    return kept_goals(read_area_choice(the_warehouse(), _name_of_choice(compared)))


def _show_indicators(compared: Compared, goals: Goals, kept: Mapping[str, float]) -> None:
    names = {each.code: each.name for each in compared.asked.scope.indicator_set.indicators}
    rows = goals.table
    complete = int(rows["is_complete"].sum())
    st.markdown(f"ครบทุก{text(compared.level_name)}แล้ว **{complete} จาก {len(rows)} ตัวชี้วัด** พื้นที่ที่ข้อมูลยังไม่ครบไม่นับว่าถึงเป้า")
    words = zip(rows["reached"], rows["areas"], rows["is_complete"], strict=True)
    table = pd.DataFrame(
        {
            "code": rows["indicator_code"],
            DONE: [done_words(reached, areas, goals.level, is_all) for reached, areas, is_all in words],
            "ตัวชี้วัด": [plain(names[str(code)]) for code in rows["indicator_code"]],
            GOAL: rows["goal_pct"],
            LACKING: rows["missing"],
        }
    )
    edited = st.data_editor(
        table, key="goals", hide_index=True, width="stretch", height=min(420, (len(table) + 1) * ROW_PX + 3),
        disabled=["ตัวชี้วัด", DONE, LACKING], placeholder="–",
        column_config={
            "code": None, GOAL: st.column_config.NumberColumn(format="%.1f", min_value=0, max_value=100),
        },
    )  # fmt: skip
    pairs = zip(edited["code"], edited[GOAL], table[GOAL], strict=True)
    typed = {str(code): float(goal) for code, goal, shown in pairs if goal == goal and (goal != shown or code in kept)}
    st.button("บันทึกเป้าหมาย", on_click=saying(_keep), args=(compared, dict(kept) | typed))


def _keep(compared: Compared, goals: dict[str, float]) -> None:
    save_area_choice(the_warehouse(), _name_of_choice(compared), {"goals": goals})


def _show_tree(compared: Compared, goals: Goals, code: str, goal: float) -> None:
    """One indicator: the areas above, and those of the level compared that are not there yet."""
    tree = goals.tree(code).head(MOST_ROWS)
    order = {STATES.index(BELOW): 0, STATES.index(MISSING): 2, STATES.index(REACHED): 3}
    column = goals.indicator_codes.index(code)
    leaves = pd.DataFrame(
        {"area_code": goals.area_codes, "state": goals.states[:, column], "pass_pct": goals.passing_pct[:, column]}
    )
    leaves = leaves.assign(order=leaves["state"].map(order).fillna(1)).sort_values(["order", "pass_pct", "area_code"])
    left = leaves[leaves["order"] < 3].head(MOST_ROWS)
    names = names_of(the_warehouse(), [str(each) for each in tree["area_code"]])
    st.markdown(f"**ผ่านอย่างน้อย {goal:g} %** ขึ้นไปตามลำดับพื้นที่")
    words = zip(tree["reached"], tree["areas"], tree["is_complete"], strict=True)
    up = pd.DataFrame(
        {
            "พื้นที่": [titled(each, names[each]) if each != COUNTRY else names[each] for each in tree["area_code"]],
            DONE: [done_words(reached, areas, goals.level, is_all) for reached, areas, is_all in words],
            LACKING: tree["missing"],
        }
    )
    show_table(up, "goals-tree")
    st.caption("นับทุกพื้นที่ที่รู้จัก ทั้งในทะเบียนและในไฟล์ที่เคยนำเข้า ตำบลที่ทั้งตำบลอยู่ในเขตเทศบาล ระบุได้ที่ขั้นที่ 1 ส่วนพื้นที่และแผนที่ แล้วจะไม่นับซ้ำ")
    if left.empty:
        return
    st.markdown(f"{text(compared.level_name)}ที่ยังไม่ถึงเป้า {int((leaves['order'] < 3).sum()):,} แห่ง")
    codes = [str(each) for each in left["area_code"]]
    placed = names_with_places(the_warehouse(), codes, compared.asked.place.shared_prefix)
    rest = pd.DataFrame(
        {
            "พื้นที่": list(placed.values()),
            "ผ่านเกณฑ์ (%)": left["pass_pct"].to_numpy(),
            "ผล": [STATE_NAMES[STATES[int(state)]] for state in left["state"]],
        }
    )
    show_table(rest, "goals-left")
