"""Stage 3: the quality of life of one area on one page, for the screen and for A4; what it rests on below."""

import streamlit as st

from analysis.disclosure.outputs import hidden_notes
from analysis.radar_analysis.one_page import one_page_data
from analysis.radar_analysis.public import hidden_in
from app.answers import sheet_of
from app.state import source_text
from pages.radar_analysis.controls import choose_how
from pages.radar_analysis.details import (
    show_changes,
    show_formulas,
    show_groups,
    show_households,
    show_levels,
    show_unknowns,
)
from pages.radar_analysis.files import offer_files
from pages.radar_analysis.findings import (
    problems_to_add,
    show_dimensions,
    show_overview,
    show_problems,
    show_sentences,
    show_standing,
)
from pages.radar_analysis.one_page import show_page
from pages.shared.add_to_plan import add_pills
from pages.shared.filters import Filters
from pages.shared.help import show_help
from pages.shared.look import print_without_mark
from pages.shared.page_start import begin_part, label_coverage, label_synthetic, own_errors, require_data, start_page
from pages.shared.print_style import apply_sheet_look
from words.screen_text import text


@st.fragment
def show_stage(filters: Filters) -> None:
    """All below the heading: how the sheet is looked at draws this part alone anew."""
    begin_part(filters)
    show_help(filters.help_place, "radar_analysis")
    selection = filters.selection
    require_data(selection)
    with own_errors():
        choices, with_annexes = choose_how(selection, filters.bar)
        sheet = sheet_of(selection, choices)
    label_synthetic(sheet.analysis.is_synthetic)
    label_coverage(sheet.analysis.scope)
    if choices.public:
        print_without_mark()

    show_page(one_page_data(sheet), source_text(selection))
    with st.container(key="not_printed"):
        offer_files(selection, choices, sheet)
        add_pills(selection, problems_to_add(sheet), "priorities", "priorities")
    for note in hidden_notes(hidden_in(sheet)):
        st.caption(text(note))
    with st.container(key="annexes_printed" if with_annexes else "annexes_on_screen"):
        show_overview(sheet)
        show_sentences(sheet)
        show_dimensions(sheet)
        show_standing(sheet)
        show_problems(sheet)
        show_changes(sheet)
        show_levels(sheet)
        show_groups(sheet)
        show_households(sheet)
        show_unknowns(sheet)
        show_formulas(sheet)


apply_sheet_look()
show_stage(start_page("วิเคราะห์เรดาร์", "สรุปคุณภาพชีวิตของพื้นที่ในหน้าเดียว พิมพ์ลงกระดาษ A4 ได้", 3))
