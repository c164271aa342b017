"""Part อำเภอ–จังหวัด: files between the amphoe and a province without a server; which side is in the URL (`?side=`)."""

import streamlit as st

from app.state import the_warehouse
from pages.input_data.from_offices import show_offices
from pages.input_data.send_to_province import show_send
from pages.shared.url_choices import url_choice
from warehouse.office_files.arrivals import list_office_files

SEND, RECEIVE = "send", "receive"
SIDES = {SEND: "ส่งให้จังหวัด", RECEIVE: "รับจากอำเภอ"}
SHOW = {SEND: show_send, RECEIVE: show_offices}


def show_exchange() -> None:
    """The whole part; where files were taken in it begins with these."""
    receives = len(list_office_files(the_warehouse())) > 0
    sides = dict(reversed(SIDES.items())) if receives else SIDES
    side = url_choice("ทำอะไร", sides, "side", st.segmented_control, required=True, label_visibility="collapsed")
    SHOW[side]()
