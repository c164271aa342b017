"""A meeting of a community (เวทีประชาคม): the five stages as a story of one area, large, then votes and their result."""

import streamlit as st

from app.hall import story_for, the_meeting
from app.state import area_title
from pages.shared.filters import remembered_selection
from pages.shared.help import show_help
from pages.shared.look import empty_state, heading_alone
from pages.shared.page_start import INPUT_PAGE, own_errors
from pages.shared.url_choices import write_url
from pages.workshop.prepare import show_preparing
from pages.workshop.screens import (
    DIFFER,
    PREPARE,
    RESULT,
    VOTE,
    apply_hall_look,
    screen_asked,
    show_foot,
    show_labels,
    show_screen,
    shows_all,
)
from pages.workshop.voting import show_differing, show_open_meeting, show_result, show_voting
from words.screen_text import plain

selection = remembered_selection()
if selection is None:
    show_help(heading_alone("เวทีประชาคม"), "workshop")
    empty_state("ยังไม่มีข้อมูลในระบบ นำเข้าข้อมูลหรือโหลดข้อมูลตัวอย่างก่อนเปิดเวที", "ไปขั้นที่ 1 ข้อมูลนำเข้า", INPUT_PAGE)
    st.stop()
for name, value in (("area", selection.area_code), ("set", selection.set_id), ("year", str(selection.year_be))):
    write_url(name, value)
st.set_page_config(page_title=f"{plain(area_title(selection.version, selection.area_code))} · เวทีประชาคม")
code = screen_asked()
meeting = the_meeting()
if meeting is not None:
    meeting.belongs_here()
with own_errors():
    story = story_for(selection, shows_all(selection))
is_elsewhere = meeting is not None and meeting.workshop.area_code != selection.area_code
is_voting = meeting is not None and not meeting.box.is_trial
if code == PREPARE and not is_elsewhere:
    show_labels(story, selection, None)
    show_preparing(story, selection, meeting)
else:
    apply_hall_look()
    show_foot(VOTE if code == PREPARE else code)  # first, so that keys count from the screen that is drawn
    screen = next((each for each in story.screens if each.code == code), None)
    with st.container(key="hall"):
        show_labels(story, selection, None if screen is None else screen.stage)
        if screen is not None:
            show_screen(story, screen, selection)
        elif meeting is not None and (is_elsewhere or (is_voting and code != VOTE)):
            show_open_meeting(meeting)
        elif code == VOTE:
            show_voting(meeting)
        elif code == RESULT:
            show_result(selection)
        elif code == DIFFER:
            show_differing(selection)
