"""Stage 3: the quality of life of one area on one sheet, for the screen and for A4."""

import streamlit as st

from app_look import source_caption
from app_page import label_synthetic, own_errors, start_page
from app_quality import quality_of
from app_quality_controls import choose_how
from app_quality_files import offer_files
from app_quality_more import (
    show_changes,
    show_formulas,
    show_groups,
    show_households,
    show_levels,
    show_unknowns,
)
from app_quality_print import apply_sheet_look
from app_quality_sections import show_dimensions, show_overview, show_problems, show_sentences, show_standing
from app_state import source_text

apply_sheet_look()
selection = start_page("วิเคราะห์เรดาร์", "สรุปคุณภาพชีวิตของพื้นที่ในหน้าเดียว พิมพ์ลงกระดาษ A4 ได้", 3)
with own_errors():
    choices = choose_how(selection)
    quality = quality_of(selection, choices)
label_synthetic(quality.analysis.is_synthetic)

show_overview(quality)
show_sentences(quality)
with st.container(key="not_printed"):
    offer_files(selection, choices, quality)
show_dimensions(quality)
show_standing(quality)
show_problems(quality)
show_changes(quality)
show_levels(quality)
show_groups(quality)
show_households(quality)
show_unknowns(quality)
show_formulas(quality)
source_caption(source_text(selection))
