"""เรดาร์ชุมชน · Community Radar: the frame of every screen (look, navigation, the open warehouse)."""

# Imported here, once and first: imported lazily, some sessions fail when many connect at the same moment.
import duckdb
import numpy as np
import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from analysis.stages import STAGES
from app.front_page import WORKSHOP, former_addresses
from app.ready import make_ready
from app.state import begin_run, the_warehouse, whole_database
from pages.shared.access import show_account, show_refusal, show_trouble_of_server, stop_without_account
from pages.shared.damage import (
    show_backup_trouble,
    show_finished,
    show_left_over,
    show_old_texts,
    show_recovered,
    show_trouble,
    stop_at_known_damage,
)
from pages.shared.help import HELP_ADDRESS, HELP_PAGE, LESSONS_ADDRESS, LESSONS_PAGE
from pages.shared.page_start import show_close_link, show_copy
from warehouse import WarehouseError
from words.screen_text import text

IMPORTED = (duckdb, np, pd, go)
make_ready()
st.set_page_config(page_title="เรดาร์ชุมชน", page_icon="docs/icon.png", layout="wide", initial_sidebar_state=270)

# An explicit url_path: every page's script is called page.py, which Streamlit would make the address of.
PAGES = [
    st.Page(each.page, title=text(each.numbered_title), icon=f":material/{each.icon}:", url_path=each.address)
    for each in STAGES
]
HOME = st.Page("pages/home/page.py", title="หน้าแรก", icon=":material/home:", url_path="start", default=True)
HELP = st.Page(HELP_PAGE, title="คำศัพท์และวิธีใช้", icon=":material/menu_book:", url_path=HELP_ADDRESS)

LESSONS = st.Page(LESSONS_PAGE, title="บทเรียนฝึก", icon=":material/school:", url_path=LESSONS_ADDRESS)
WORKSHOP_PAGE = st.Page(
    "pages/workshop/page.py", title="เวทีประชาคม", icon=":material/groups:", url_path=WORKSHOP
)  # fmt: skip

page = st.navigation({
    "": [HOME, HELP, LESSONS], "ห้าขั้นของการวิเคราะห์": PAGES, "ในพื้นที่": [WORKSHOP_PAGE],
    "ที่อยู่เดิม": former_addresses(PAGES),
})  # fmt: skip
show_close_link()
try:
    begin_run()
    whole_database()
    stop_without_account()
    show_account()
    show_refusal()
    show_copy()
    stop_at_known_damage()
    if the_warehouse().actor.may_keep:
        show_recovered()
        show_finished()
        show_left_over()
        show_old_texts()
        show_backup_trouble()
    page.run()
except WarehouseError as error:  # no file to work with, or one that turned out to be damaged while it was read
    if not show_trouble_of_server(error):
        show_trouble(error)
