"""A file that was read whole: saved with one button at the top of its card, or sent back to be mended."""

import streamlit as st

from loaders import Inspection
from pages.input_data.file_card.columns import show_columns_again
from pages.input_data.file_card.details import show_details, show_heading, show_outcome
from pages.input_data.file_card.owner_files import show_return
from pages.input_data.file_card.questions import ask_inversion, ask_shares, show_answers
from pages.input_data.file_card.saved_mappings import offer_to_remember
from pages.input_data.file_card.saving import save_ready
from pages.input_data.uploaded_files import WaitingFile, is_alone, read_again
from words.screen_text import text


def show_checked(file: WaitingFile) -> None:
    """What it is, the next step, and everything that was found in it."""
    inspection = file.inspection
    assert inspection is not None  # noqa: S101 - a checked file was read
    show_heading(file, inspection)
    if file.failure is not None:
        reasons = " · ".join(text(f"{each.what} → {each.fix}") for each in file.failure.errors[:3])
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
