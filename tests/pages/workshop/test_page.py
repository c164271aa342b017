"""The screens of a meeting in Streamlit's own test frame: the story, what is hidden, hands counted, what is refused."""

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from analysis.disclosure.outputs import Audience
from app.hall import close_ended_meeting, end_meeting
from app.state import the_warehouse
from pages.shared.downloads import DECLARED
from tests_support import all_text, switch_page
from warehouse.workshops import list_workshops, remove_workshop

TAMBON, VILLAGE = "830104", "83010401"
SCREENS = ["where", "radar", "wrong", "against", "first", "do", "vote", "result", "differ", "prepare"]


def opened(app: AppTest, screen: str, area: str = TAMBON, **asked: str) -> AppTest:
    for name, value in ({"area": area, "set": "jpt-2560", "year": "2565", "screen": screen} | asked).items():
        app.query_params[name] = value
    switch_page(app, "workshop").run()
    assert not app.exception
    return app


@pytest.fixture
def hall(app: AppTest) -> Iterator[AppTest]:
    """The dashboard, and no meeting of this test left behind."""
    yield app
    end_meeting()
    close_ended_meeting()
    for area in (TAMBON, VILLAGE):
        for each in list_workshops(the_warehouse(), area):
            remove_workshop(the_warehouse(), each.workshop_id)


@pytest.mark.parametrize("area", ["TH", "83", "8301", TAMBON, VILLAGE])
@pytest.mark.parametrize("screen", SCREENS[:6])
def test_every_area_has_its_story_and_says_for_whom_it_is(app: AppTest, screen: str, area: str) -> None:
    words = all_text(opened(app, screen, area))
    assert "ข้อมูลสังเคราะห์ ไม่ใช่ข้อมูลจริง" in words
    assert "ซ่อนจำนวน 1–9 ราย" in words
    assert len(app.title) == 1


@pytest.mark.parametrize("screen", SCREENS)
def test_other_kinds_of_data_have_screens_too(app: AppTest, screen: str) -> None:
    opened(app, screen, "83", set="nrd2c-2555", year="2564")


def test_the_screens_say_what_the_sheet_says(app: AppTest) -> None:
    """378 of 1,006 households do not save: 37.6 %, 31.2 % in the amphoe; more than ten problems are of few."""
    words = all_text(opened(app, "first"))
    for part in ("1. ไม่มีการเก็บออมเงิน", "378 จาก 1,006 ครัวเรือน", "แย่กว่าอำเภอ", "37.6", "1–9", "และอีก 13 เรื่อง"):
        assert part in words.replace("\\", "")


def test_a_village_sees_all_after_one_choice_and_a_link_does_not_carry_it(app: AppTest) -> None:
    opened(app, "where", VILLAGE)
    app.button(key="hall-show-all").click().run()
    assert "ใช้ในเวทีนี้เท่านั้น" in all_text(app)
    assert ":blue-badge[ซ่อนจำนวน" not in all_text(app)
    assert all("all" not in str(value) for value in app.query_params.values())
    words = all_text(opened(app, "first", VILLAGE))
    assert "ใช้ในเวทีนี้เท่านั้น" in words
    assert "1–9 = จำนวนน้อย" not in words
    assert "ซ่อนจำนวน 1–9 ราย" in all_text(opened(app, "first", TAMBON))


def test_no_area_above_a_village_is_asked(app: AppTest) -> None:
    opened(app, "where")
    assert not [each for each in app.button if each.key == "hall-show-all"]


def test_back_and_on_and_an_unknown_screen(app: AppTest) -> None:
    opened(app, "nonsense")
    assert app.title[0].value == "เราอยู่ตรงไหน"
    app.button(key="hall-next").click().run()
    assert app.title[0].value == "เรดาร์ของเรา"
    app.button(key="hall-back").click().run()
    assert app.title[0].value == "เราอยู่ตรงไหน"


def test_what_may_name_a_person_is_refused_before_it_is_on_the_ballot(hall: AppTest) -> None:
    opened(hall, "prepare")
    hall.text_area(key="hall-own").input("ถนนมืด\nโทร 081-234-5678").run()
    assert not hall.exception
    assert "อาจระบุตัวบุคคล" in hall.error[0].value


def test_the_listener_is_opened_tried_begun_and_ended_from_the_page(hall: AppTest) -> None:
    opened(hall, "prepare")
    hall.selectbox(key="hall-card").select("127.0.0.1").run()
    hall.button(key="hall-open").click().run()
    assert not hall.exception
    assert "127" in all_text(hall)
    assert "ไฟร์วอลล์" in all_text(hall)
    hall.button(key="hall-begin").click().run()
    assert "รับแล้ว 0 บัตร" in all_text(hall)
    hall.button(key="hall-end").click().run()
    assert hall.title[0].value == "ผลของเวที"
    assert "ยังไม่มีผลการลงคะแนน" in all_text(hall)
    hall.button(key="hall-prepare").click().run()
    assert "เรื่องที่จะลงคะแนน" in hall.multiselect(key="hall-problems").label


def test_hands_that_cannot_be_are_said_and_nothing_is_kept(hall: AppTest) -> None:
    opened(hall, "prepare")
    hall.button(key="hall-keep-hands").click().run()
    assert "ใส่จำนวนคนที่ลงคะแนนก่อน" in hall.error[0].value
    assert list_workshops(the_warehouse(), TAMBON) == []


def test_the_first_start_leads_to_the_data(empty_app: AppTest) -> None:
    switch_page(empty_app, "workshop").run()
    assert not empty_app.exception
    assert "ยังไม่มีข้อมูลในระบบ" in all_text(empty_app)


def test_no_result_is_shown_while_people_vote_and_another_area_has_to_wait(hall: AppTest) -> None:
    opened(hall, "prepare")
    hall.selectbox(key="hall-card").select("127.0.0.1").run()
    hall.button(key="hall-open").click().run()
    hall.button(key="hall-begin").click().run()
    assert opened(hall, "result").title[0].value == "ยังเปิดรับคะแนนอยู่"
    for screen in ("vote", "prepare"):
        assert "เวทีของตำบลรัษฎา" in all_text(opened(hall, screen, VILLAGE))
    hall.button(key="hall-end").click().run()
    assert hall.query_params["area"] in (TAMBON, [TAMBON])
    assert hall.title[0].value == "ผลของเวที"


def test_the_print_pack_of_the_place_is_offered_where_the_meeting_is_prepared(app: AppTest) -> None:
    """Of a tambon its seven villages with data, of a village itself, for everybody; an amphoe is told to choose one."""
    for area, villages in ((TAMBON, 7), (VILLAGE, 1)):
        labels = [each.proto.label for each in opened(app, "prepare", area).get("download_button")]
        assert labels == [f"ชุดพิมพ์สำหรับเวที PDF ({villages} หมู่บ้าน พร้อมใบงาน)"]
        assert app.session_state[DECLARED]["hall-pack"] == Audience.PUBLIC.value
    opened(app, "prepare", "8301")
    assert not app.get("download_button")
    assert "เลือกตำบลหรือหมู่บ้านก่อน" in all_text(app)
