"""Before people vote: what is voted on and how, one phone that tries it, hands counted where no phone reaches us."""

from collections.abc import Sequence
from typing import Final

import pandas as pd
import streamlit as st

from analysis.logic_model.ballots import (
    FEWEST_BALLOTS,
    MOST_MARKS,
    MOST_PROBLEMS,
    WAY_NAMES,
    HallProblem,
    fault_of_hands,
)
from analysis.workshop.story import HallStory
from app.ballot_page import BallotSheet
from app.hall import (
    Card,
    Meeting,
    end_meeting,
    keep_hands,
    network_cards,
    open_meeting,
    own_problems,
    qr_png,
    the_meeting,
)
from app.state import Selection
from pages.shared.help import show_help
from pages.shared.look import ROW_PX, heading_alone, problem_box
from pages.shared.print_pack import offer_pack_of_hall
from pages.workshop.screens import RESULT, VOTE, go_to_screen
from warehouse import WarehouseError
from warehouse.workshops import POINTS, TOP_THREE
from words.screen_text import ShownPlain, plain, text

TROUBLE: Final = "hall-trouble"
PLACE, OWN, CHOSEN = "hall-place", "hall-own", "hall-problems"
NO_PHONE: Final = "\n".join([
    "**โทรศัพท์เปิดไม่ได้ ดูตามลำดับ**",
    "1. **คนละเครือข่าย** โทรศัพท์ต้องต่อ Wi-Fi เดียวกับเครื่องนี้ ไม่ใช่เน็ตมือถือ",
    "2. **การ์ดเครือข่ายผิดใบ** ยกเลิก แล้วเลือกที่อยู่อื่น (ของ Wi-Fi มักขึ้นต้น 192.168. หรือ 10.)",
    "3. **ไฟร์วอลล์ของ Windows** เมื่อมีหน้าต่างถาม กด “อนุญาต” สำหรับเครือข่ายส่วนตัว ถ้าต้องใช้สิทธิ์ผู้ดูแลและไม่มี ให้นับมือ",
    "4. **Wi-Fi กันเครื่องคุยกัน** (Wi-Fi โรงแรมหรือสำนักงานมักเป็น) เปิดฮอตสปอตจากเครื่องนี้หรือโทรศัพท์ แล้วให้ทุกเครื่องต่อ",
    "5. ทำไม่ได้ทั้งหมด: **นับมือแล้วกรอกในตาราง** ได้ผลแบบเดียวกัน ไม่ต้องใช้สิทธิ์ผู้ดูแลระบบ",
])  # fmt: skip


def show_preparing(story: HallStory, selection: Selection, meeting: Meeting | None) -> None:
    """What is asked before the ballots are opened, or the trial that goes on."""
    show_help(heading_alone("เตรียมลงคะแนน"), "workshop")
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.button("กลับไปที่เวที", icon=":material/arrow_back:", on_click=go_to_screen, args=(VOTE,), key="hall-to-vote")
        if meeting is None:
            offer_pack_of_hall(selection, story.is_synthetic)
    if trouble := st.session_state.pop(TROUBLE, None):
        problem_box(*trouble)
    if meeting is not None:
        show_trial(meeting)
        return
    problems = _choose_problems(story)
    place = st.text_input("สถานที่ (ไม่ใส่ชื่อคน)", key=PLACE, max_chars=80, placeholder="ศาลาอเนกประสงค์ หมู่ 2")
    phones, hands = st.tabs(["โทรศัพท์", "นับมือ (ไม่ใช้เครือข่าย)"])
    with phones:
        _offer_phones(story, selection, problems, place)
    with hands:
        _offer_hands(selection, problems, place)


def _choose_problems(story: HallStory) -> tuple[HallProblem, ...]:
    """The problems of the ballot: those the figures put first, any other of the set, and those that people name."""
    known = {str(each.indicator_code): each for each in (*story.offered, *story.others)}
    chosen = st.multiselect(
        f"เรื่องที่จะลงคะแนน (ไม่เกิน {MOST_PROBLEMS} เรื่อง เรียงตามชุดตัวชี้วัด ไม่เรียงตามความรุนแรง เพื่อไม่ชี้นำ)",
        list(known), [str(each.indicator_code) for each in story.offered], key=CHOSEN, max_selections=MOST_PROBLEMS,
        format_func=lambda code: plain(known[code].problem), placeholder="เลือกเรื่อง",
    )  # fmt: skip
    typed = st.text_area(
        "เรื่องที่คนในเวทีเสนอเอง บรรทัดละหนึ่งเรื่อง", key=OWN, height=100, max_chars=400
    )  # fmt: skip
    own, flagged = own_problems(typed)
    if flagged:
        st.error(
            f"ไม่ใส่ลงบัตร เพราะอาจระบุตัวบุคคล: {', '.join(text(each) for each in flagged)} · แก้เป็นเรื่อง ไม่ใช่ชื่อคนหรือหมายเลข",
            icon=":material/person_off:",
        )
    wanted = set(chosen)
    problems = (*(each for code, each in known.items() if code in wanted), *own)
    if len(problems) > MOST_PROBLEMS:
        st.warning(f"มี {len(problems):,} เรื่อง ใช้ {MOST_PROBLEMS} เรื่องแรก เอาบางเรื่องออกถ้าต้องการเรื่องที่เสนอเอง")
    return problems[:MOST_PROBLEMS]


def _offer_phones(
    story: HallStory, selection: Selection, problems: Sequence[HallProblem], place: str
) -> None:  # fmt: skip
    way = st.radio("วิธีลงคะแนน", [POINTS, TOP_THREE], format_func=WAY_NAMES.__getitem__, horizontal=True, key="hall-way")
    cards = {each.address: each for each in network_cards()}
    if not cards:
        st.error("เครื่องนี้ไม่ได้ต่อเครือข่ายใด เปิด Wi-Fi หรือฮอตสปอตก่อน หรือนับมือแทน")
        return
    address = st.selectbox(
        "การ์ดเครือข่ายที่โทรศัพท์ต่อถึง", list(cards), format_func=lambda each: _card_words(cards[each]), key="hall-card"
    )
    st.caption(
        "เปิดช่องรับบัตรเฉพาะบนที่อยู่นี้ ปิดเองหลังจบเวทีไม่กี่นาที หรือเมื่อปิดหน้านี้ โปรแกรมส่วนอื่นยังเปิดได้จากเครื่องนี้เท่านั้น · "
        "ไม่ถามชื่อ ไม่เก็บหมายเลขเครื่อง หนึ่งเบราว์เซอร์มีหนึ่งบัตร"
    )
    if len(problems) < 2:
        st.info("เลือกอย่างน้อยสองเรื่องก่อน")
    sheet = BallotSheet(story.area_title, str(way), tuple(each.problem for each in problems), story.is_synthetic)
    is_few = len(problems) < 2
    if st.button(
        "เปิดให้โทรศัพท์ลอง", type="primary", icon=":material/smartphone:", key="hall-open", disabled=is_few
    ):  # by what stands now: a callback would know only what was typed before the press
        _open(selection, problems, sheet, place, str(address))
        st.rerun()


def _card_words(card: Card) -> ShownPlain:
    """A network card as an option."""
    here = " · เครื่องนี้เท่านั้น โทรศัพท์ต่อไม่ถึง" if card.is_this_machine else ""
    return f"{plain(card.address)} ({plain(card.name)}){here}"


def _open(
    selection: Selection, problems: Sequence[HallProblem], sheet: BallotSheet, place: str, address: str
) -> None:  # fmt: skip
    try:
        open_meeting(selection, problems, sheet, place, address)
    except WarehouseError as error:
        st.session_state[TROUBLE] = (error.what, "", error.fix)


def show_trial(meeting: Meeting) -> None:
    """One phone tries it: whether it came, what stands in its way, and the beginning."""
    if not meeting.box.is_trial:
        st.info("เปิดรับคะแนนอยู่ ดูที่หน้าลงคะแนนของเวที")
        return
    left, right = st.columns([4, 6], gap="large")
    with left:
        st.image(qr_png(meeting.listener.address), width=320)
        with st.container(key="hall-trial-address"):
            st.markdown(f"**{text(meeting.listener.address)}**")
    with right:
        _show_whether_phones_came(meeting)
        with st.container(horizontal=True, gap="small"):
            st.button("เริ่มลงคะแนนจริง", type="primary", icon=":material/play_arrow:", key="hall-begin", on_click=_begin)
            st.button("ยกเลิก", key="hall-cancel", on_click=_cancel)
        st.markdown(NO_PHONE)


@st.fragment(run_every=2)
def _show_whether_phones_came(meeting: Meeting) -> None:
    if meeting.box.asked_from_elsewhere:
        st.success("โทรศัพท์ต่อถึงเครื่องนี้แล้ว เริ่มลงคะแนนจริงได้", icon=":material/check_circle:")
    else:
        st.warning("ยังไม่มีโทรศัพท์เปิดหน้านี้ ให้เครื่องหนึ่งสแกน QR หรือพิมพ์ที่อยู่ใต้ภาพ", icon=":material/hourglass_empty:")


def _begin() -> None:
    if (meeting := the_meeting()) is not None:
        meeting.box.begin()
    go_to_screen(VOTE)


def _cancel() -> None:
    end_meeting()


def _offer_hands(selection: Selection, problems: Sequence[HallProblem], place: str) -> None:
    """The table to type hands into."""
    st.markdown(f"ถามทีละเรื่อง คนหนึ่งยกมือได้ไม่เกิน {MOST_MARKS} เรื่อง นับแล้วกรอก · ต่ำกว่า {FEWEST_BALLOTS} คนจะไม่เทียบกับตัวเลข")
    people = st.number_input("จำนวนคนที่ลงคะแนน", 0, 5000, 0, 1, key="hall-people", width=220)
    table = pd.DataFrame({"problem": [plain(each.problem) for each in problems], "hands": 0})
    typed = st.data_editor(
        table, key="hall-hands", hide_index=True, width="stretch", row_height=ROW_PX, disabled=["problem"],
        placeholder="–",
        column_config={
            "problem": st.column_config.TextColumn("เรื่อง"),
            "hands": st.column_config.NumberColumn("จำนวนมือ", min_value=0, max_value=5000, step=1, required=True),
        },
    )  # fmt: skip
    hands = [int(each) for each in typed["hands"]]
    if st.button("บันทึกผลนับมือ", key="hall-keep-hands", type="primary", icon=":material/save:"):
        _keep_hands(selection, problems, int(people), hands, place)
        st.rerun()


def _keep_hands(
    selection: Selection, problems: Sequence[HallProblem], people: int, hands: Sequence[int], place: str
) -> None:  # fmt: skip
    if fault := fault_of_hands(people, hands):
        st.session_state[TROUBLE] = (fault, "ตารางนับมือ", "แก้ตัวเลขแล้วกดบันทึกอีกครั้ง")
        return
    try:
        keep_hands(selection, problems, people, hands, place)
    except WarehouseError as error:
        st.session_state[TROUBLE] = (error.what, "", error.fix)
        return
    go_to_screen(RESULT)
