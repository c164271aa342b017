"""Stage 4: areas side by side, fairly: who should be helped first, how sure that is, and what to check."""

import streamlit as st

from pages.comparative.area_map import show_area_map
from pages.comparative.checking import show_checks
from pages.comparative.choosing import show_choosing
from pages.comparative.controls import (
    CHANGE,
    CHECK,
    CHOOSE,
    GOALS,
    HEAT,
    INSIDE,
    MAP,
    RADARS,
    RANKING,
    SCATTER,
    SPINE,
    VIEWS,
    choose_compared,
    choose_view_of,
)
from pages.comparative.files import offer_comparison
from pages.comparative.goals import show_goals
from pages.comparative.inside import show_inside
from pages.comparative.ranking import say_answer, show_ranking
from pages.comparative.side_by_side import show_heat, show_radars, show_spine
from pages.comparative.two_figures import show_change, show_scatter
from pages.shared.help import show_help
from pages.shared.page_start import label_synthetic, own_errors, start_page
from pages.shared.url_choices import asked_code

SHOWN = {
    RANKING: show_ranking,
    HEAT: show_heat,
    SPINE: show_spine,
    RADARS: show_radars,
    CHANGE: show_change,
    SCATTER: show_scatter,
    MAP: show_area_map,
    INSIDE: show_inside,
    CHECK: show_checks,
    CHOOSE: show_choosing,
    GOALS: show_goals,
}
filters = start_page("เปรียบเทียบพื้นที่", "พื้นที่ใดควรช่วยก่อน แน่ใจได้เพียงใด และค่าใดควรตรวจสอบ", 4)
asked = asked_code(VIEWS, "compare")
show_help(filters.help_place, f"comparative.{asked}")
answer = st.container(gap="xsmall")
with own_errors():
    compared = choose_compared(filters.selection)
with answer:
    say_answer(compared)
label_synthetic(bool(compared.ranking.table["is_synthetic"].any()))
view = choose_view_of(compared)
if view != asked:
    show_help(filters.help_place, f"comparative.{view}")
SHOWN[view](compared)
offer_comparison(compared, view)
