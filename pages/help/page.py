"""The help page: what a word means, what to do about a problem, how every screen is read; searched in one place."""

import streamlit as st

from pages.help.finding import (
    PARTS,
    SCREENS,
    START,
    ask,
    offer_manual,
    show_found,
    show_problems,
    show_screens,
    show_start,
    show_words,
)
from pages.shared.help import PROBLEMS, WORDS, show_help
from pages.shared.look import page_heading
from pages.shared.url_choices import url_tabs

SHOWN = {START: show_start, WORDS: show_words, PROBLEMS: show_problems, SCREENS: show_screens}

st.set_page_config(page_title="คำศัพท์และวิธีใช้ · เรดาร์ชุมชน")
show_help(page_heading("คำศัพท์และวิธีใช้", "คำนี้แปลว่าอะไร ข้อผิดพลาดนี้แก้อย่างไร หน้านี้อ่านอย่างไร", "วิธีใช้"), "help")
if asked := ask():
    show_found(asked)
else:
    SHOWN[url_tabs("ส่วนของหน้านี้", PARTS, "part")]()
offer_manual()
