"""เรดาร์ชุมชน · Community Radar: the frame of every screen (look, navigation, the open warehouse)."""

# Imported here, once and first: imported lazily, some sessions fail when many connect at the same moment.
import duckdb  # noqa: F401
import numpy as np  # noqa: F401
import pandas as pd  # noqa: F401
import plotly.graph_objects as go  # noqa: F401
import streamlit as st

from app.ready import make_ready
from app.state import the_warehouse
from pages.shared.damage import show_left_over, show_recovered, show_trouble, stop_at_known_damage
from pages.shared.look import apply_look
from warehouse import WarehouseError

make_ready()
st.set_page_config(page_title="เรดาร์ชุมชน", page_icon="docs/icon.png", layout="wide", initial_sidebar_state=270)
apply_look()

# An explicit url_path that differs from the file's stem: without it a page may run without this frame.
STAGES = [
    st.Page("pages/input_data/page.py", title="1 ข้อมูลนำเข้า", icon=":material/upload_file:", url_path="data"),
    st.Page("pages/radar_diagram/page.py", title="2 แผนภาพเรดาร์", icon=":material/radar:", url_path="radar"),
    st.Page("pages/radar_analysis/page.py", title="3 วิเคราะห์เรดาร์", icon=":material/fact_check:", url_path="quality"),
    st.Page("pages/comparative/page.py", title="4 เปรียบเทียบ", icon=":material/leaderboard:", url_path="compare"),
    st.Page("pages/logic_model/page.py", title="5 ตัวแบบเชิงตรรกะ", icon=":material/account_tree:", url_path="plan"),
]
HOME = st.Page("pages/home/page.py", title="หน้าแรก", icon=":material/home:", url_path="start", default=True)

page = st.navigation({"": [HOME], "ห้าขั้นของการวิเคราะห์": STAGES})
try:
    the_warehouse()
    stop_at_known_damage()
    show_recovered()
    show_left_over()
    page.run()
except WarehouseError as error:  # no file to work with, or one that turned out to be damaged while it was read
    show_trouble(error)
