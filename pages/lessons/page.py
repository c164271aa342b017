"""Ready lessons on made-up data in a database of their own: steps, a task whose answer checks itself, self-ratings."""

import streamlit as st

from pages.lessons.exercises import (
    CELL,
    PROJECT,
    RADAR,
    TITLES,
    ask_rating,
    lesson_room,
    offer_ratings,
    offer_reset,
    show_cell,
    show_project,
    show_radar,
    show_steps,
)
from pages.shared.help import lesson_link, show_help
from pages.shared.look import page_heading
from pages.shared.page_start import label_synthetic, own_errors
from pages.shared.url_choices import url_tabs
from warehouse.lesson_ratings import AFTER, BEFORE

SHOWN = {RADAR: show_radar, CELL: show_cell, PROJECT: show_project}

st.set_page_config(page_title="บทเรียนฝึก · เรดาร์ชุมชน")
show_help(page_heading("บทเรียนฝึก", "ฝึกกับข้อมูลสังเคราะห์ในฐานข้อมูลแยก ไม่แตะข้อมูลของสำนักงาน", "วิธีใช้"), "lessons")
lesson = url_tabs("บทเรียน", TITLES, "exercise")
label_synthetic(is_synthetic=True)
ask_rating(lesson, BEFORE)
show_steps(lesson)
with own_errors():
    room = lesson_room()
    is_solved = SHOWN[lesson](room)
if is_solved:
    st.success("**ผ่านบทเรียนนี้แล้ว** ให้คะแนนตนเองหลังเรียน แล้วไปบทต่อไปจากแถบด้านบน", icon=":material/check_circle:")
    ask_rating(lesson, AFTER)
with st.container(horizontal=True, gap="small", vertical_alignment="center"):
    offer_reset(lesson)
    offer_ratings()
    lesson_link()
