"""Stage 5: the plan of an area, from problem to impact: drafted, edited, followed up, and out on paper."""

import streamlit as st

from app.plans import is_of_sample
from app.state import source_text
from pages.logic_model.plan_choice import choose_plan, show_standing
from pages.logic_model.roll_up import show_plans_within
from pages.logic_model.views import VIEWS, WORDS
from pages.shared.help import show_help
from pages.shared.look import source_caption
from pages.shared.page_start import label_synthetic, own_errors, start_page
from pages.shared.url_choices import url_tabs

filters = start_page("ตัวแบบเชิงตรรกะ", "จากปัญหาถึงแผน แก้ไข ติดตาม และพิมพ์", 5)
selection = filters.selection
label_synthetic(is_of_sample(selection))
answer = st.container(key="answer")
show_help(filters.help_place, "logic_model.no-plan")
opened = choose_plan(selection)
if opened is not None:
    with answer:
        show_standing(opened)
    with st.container(key="tabs"):
        view = url_tabs("ส่วนของแผน", WORDS, "part")
    show_help(filters.help_place, f"logic_model.{view}")
    with own_errors():
        VIEWS[view](opened)
else:
    with own_errors():
        show_plans_within(selection)
source_caption(source_text(selection))
