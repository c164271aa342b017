"""Stage 2: the problem condition of one area, by kind of data; from the dimensions down to every indicator."""

import streamlit as st

from app.answers import radar_diagram_of, sentence_of
from pages.radar_diagram.controls import (
    AREAS,
    EVERY_INDICATOR,
    REPORTS,
    choose_kind,
    choose_looks,
    choose_show,
    screen_shown,
)
from pages.radar_diagram.diagram import axis_of, show_path, show_radar
from pages.radar_diagram.indicator_panel import show_panel
from pages.radar_diagram.many_radars import show_all_kinds, show_areas
from pages.radar_diagram.village_reports import show_reports
from pages.shared.filters import Filters
from pages.shared.help import finish_on_radar, show_help
from pages.shared.page_start import begin_part, label_coverage, label_synthetic, own_errors, require_data, start_page
from pages.shared.print_style import apply_radar_look
from pages.shared.url_choices import depth, restore_looks
from words.screen_text import text


@st.fragment
def show_stage(filters: Filters) -> None:
    """All below the heading. What is pressed in here, and how the radar is looked at, draws this part alone anew."""
    begin_part(filters)
    selection = filters.selection
    answer = st.container(gap="xsmall", key="answer")
    with st.container(horizontal=True, gap="small", key="tabs"):
        together = choose_kind(selection)
        show = None if together else choose_show(selection)
    show_help(filters.help_place, f"radar_diagram.{screen_shown(selection, show)}")
    if together:
        show_all_kinds(selection, filters.bar)
        return
    require_data(selection)
    looks = choose_looks(selection, str(show), filters.bar)
    if show == REPORTS:
        show_reports(selection)
        return
    if show == AREAS:
        show_areas(selection, looks)
        return

    with own_errors():
        asked = (selection, looks.companions, looks.view, looks.scale == "rank")
        radar, sentence = radar_diagram_of(*asked), sentence_of(*asked)
    with answer:
        st.markdown(f"**{text(sentence)}**")
        label_synthetic(radar.is_synthetic)
        label_coverage(radar.scope)
    place = depth(set(radar.axes["axis_code"]), axis_of(radar))
    show_path(radar, place)
    if place.indicator_code is not None:
        with own_errors():
            show_panel(selection, place.indicator_code)
    else:
        show_radar(selection, radar, looks, place.axis_code, show == EVERY_INDICATOR and place.axis_code is None)


restore_looks()
apply_radar_look()
finish_on_radar()
show_stage(start_page("แผนภาพเรดาร์", "สภาพปัญหาของพื้นที่ แยกตามชนิดข้อมูลและด้าน เทียบกับพื้นที่อื่น", 2, kind_select=False))
