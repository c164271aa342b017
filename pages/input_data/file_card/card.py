"""One file on the screen, drawn by the state it is in: not read yet, asks, its columns are said, checked, stored."""

from collections.abc import Callable, Mapping

import streamlit as st

from app.state import the_warehouse
from loaders import UNCHANGED, FileReport, Inspection
from pages.input_data.batches import undo_button
from pages.input_data.file_card.columns import offer_to_remember, show_columns_again, show_columns_step
from pages.input_data.file_card.details import set_title, show_details, show_heading, show_outcome
from pages.input_data.file_card.owner_files import show_return
from pages.input_data.file_card.questions import ask_inversion, ask_shares, show_answers, show_choices
from pages.input_data.file_card.saving import save_ready
from pages.input_data.parts import BATCHES, part_button
from pages.input_data.uploaded_files import (
    State,
    WaitingFile,
    is_alone,
    lacks_province,
    lacks_year,
    open_files,
    read_again,
    remove_file,
    state_of,
    stored_files,
)
from pages.shared.help import answer_link
from warehouse import list_batches
from words.screen_text import Shown, text

RADAR_PAGE = "pages/radar_diagram/page.py"


def show_unread(file: WaitingFile) -> None:
    """Its name, and the button that reads it."""
    st.markdown(f"**{text(file.name)}** · ยังไม่ได้อ่าน")
    st.button("อ่านไฟล์นี้", key=f"read-{file.sha256}", on_click=read_again, args=(file.sha256,), type="primary")


def show_asks(file: WaitingFile) -> None:
    """The questions that are open, and below them what was found so far."""
    inspection = file.inspection
    assert inspection is not None  # noqa: S101 - a file that asks was read
    show_heading(file, inspection)
    if inspection.batch is None:
        if inspection.tables:
            st.markdown(_recognised(inspection))
        _ask_what_is_missing(file, inspection.report)
        if inspection.tables:
            show_columns_again(file)
        return
    show_outcome(file, inspection)
    show_answers(file)
    ask_inversion(file)
    ask_shares(file)
    show_details(file, inspection)
    if inspection.tables:
        show_columns_again(file)


def _recognised(inspection: Inspection) -> Shown:
    mapping = inspection.tables[0].mapping
    title = set_title(mapping.set_id)
    return f"จำรูปแบบ «{text(mapping.name)}» ได้ ({title})" if mapping.name else title


def _ask_what_is_missing(file: WaitingFile, report: FileReport) -> None:
    asks_year, asks_province = lacks_year(report), lacks_province(report)
    what = "ปี พ.ศ. ของการสำรวจ" if asks_year else "จังหวัด"
    st.markdown(f"**ไฟล์นี้ไม่ได้บอก{what}** เลือกให้ตรงกับข้อมูล แล้วโปรแกรมจะอ่านไฟล์ต่อทันที")
    show_choices(file, asks_year or bool(file.year_be), asks_province or bool(file.area_code))


def show_checked(file: WaitingFile) -> None:
    """What it is, the next step, and everything that was found in it."""
    inspection = file.inspection
    assert inspection is not None  # noqa: S101 - a checked file was read
    show_heading(file, inspection)
    if file.failure is not None:
        reasons = " · ".join(
            f"{text(f'{each.what} → {each.fix}')} {answer_link(each.rule)}" for each in file.failure.errors[:3]
        )
        st.error(f"บันทึกไม่ได้ ไม่มีข้อมูลใดเปลี่ยน · {reasons}", icon=":material/error:")
    if is_alone(file):
        save_ready()
    show_outcome(file, inspection)
    show_return(file, inspection)
    _offer_good_rows(file, inspection)
    show_answers(file)
    ask_inversion(file)
    ask_shares(file)
    show_details(file, inspection)
    if inspection.tables:
        offer_to_remember(file)
        show_columns_again(file)


def _offer_good_rows(file: WaitingFile, inspection: Inspection) -> None:
    """The first choice is to mend the file; importing the rest takes a tick and a confirmation, and stays on record."""
    if file.skip_bad_rows:
        st.button("ไม่เอาแล้ว กลับไปแก้ไฟล์", key=f"whole-{file.sha256}", on_click=read_again, args=(file.sha256,),
                  kwargs={"skip_bad_rows": False})  # fmt: skip
        return
    report = inspection.report
    if not (report.refused and inspection.has_bad_rows):
        return
    good = report.rows_read - report.rows_recognised - report.rows_faulty
    if st.checkbox("หรือ นำเข้าเฉพาะแถวที่ถูกต้อง", key=f"skip-{file.sha256}"):
        st.markdown(
            f"จะนำเข้า {good:,} แถว และทิ้ง {report.rows_faulty:,} แถวที่มีปัญหา ยอดรวมของพื้นที่จึงอาจไม่ครบ "
            "รายการนำเข้าจะบันทึกไว้ว่าไม่รับกี่แถว"
        )
        st.button(f"ยืนยัน นำเข้าเฉพาะ {good:,} แถวที่ถูกต้อง", key=f"confirm-{file.sha256}", on_click=read_again,
                  args=(file.sha256,), kwargs={"skip_bad_rows": True})  # fmt: skip


def show_stored(file: WaitingFile) -> None:
    """What was stored of one file, and the way to take it back or to bring it again."""
    stored = file.stored
    assert stored is not None  # noqa: S101 - only drawn for a file that was saved
    report, name = stored.report, text(stored.report.file)
    if report.outcome == UNCHANGED:
        st.info(f"**{name}** · ข้อมูลเดียวกันนี้มีอยู่แล้ว ไม่มีอะไรเปลี่ยน")
    elif _is_undone(report.batch_id):
        st.warning(f"**{name}** · ยกเลิกการนำเข้าแล้ว ข้อมูลเดิมกลับมาใช้งาน")
        undo_button(report.batch_id, undone=True, key="saved", is_link=True)
    else:
        left_out = f" · ไม่รับ {report.rows_refused:,} แถว" if report.rows_refused else ""
        st.success(f"**{name}** · บันทึกแล้ว {report.areas:,} พื้นที่ {report.facts:,} ตัวเลข{left_out}")
        undo_button(report.batch_id, undone=False, key="saved", is_link=True)


def show_next_step() -> None:
    """Above the files that were saved: stage 2 of what was saved last, or the list of imports."""
    if not stored_files():
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        kind = "secondary" if any(file.is_ready for file in open_files()) else "primary"
        if st.button("ไปขั้นที่ 2 แผนภาพเรดาร์", key="saved-to-radar", type=kind, icon=":material/radar:"):
            st.switch_page(RADAR_PAGE)
        part_button("ดูรายการนำเข้าทั้งหมด", BATCHES, "saved-to-batches", ":material/list:")


def _is_undone(batch_id: int | None) -> bool:
    batches = list_batches(the_warehouse())
    return bool(batches.loc[batches["batch_id"] == batch_id, "is_undone"].astype(bool).any())


DRAWN_BY: Mapping[State, Callable[[WaitingFile], None]] = {
    State.UNREAD: show_unread,
    State.ASKS: show_asks,
    State.COLUMNS: show_columns_step,
    State.CHECKED: show_checked,
    State.STORED: show_stored,
}


def show_file(file: WaitingFile) -> None:
    """The card of one file."""
    state = state_of(file)
    with st.container(border=True, key=f"file-{file.sha256[:12]}"):
        DRAWN_BY[state](file)
        if state is not State.STORED:
            st.button("นำไฟล์นี้ออก", key=f"remove-{file.sha256}", icon=":material/close:", type="tertiary",
                      on_click=remove_file, args=(file.sha256,))  # fmt: skip
