"""Part บัญชีผู้ใช้ of a server: who may come in, as what and for which area; made, changed and closed here."""

import streamlit as st

from app.state import area_title, data_version, the_warehouse
from catalogue.areas import COUNTRY
from pages.shared.look import problem_box
from warehouse import ROLES, Account, WarehouseError, add_account, close_account, list_accounts
from words.dates import moment_words
from words.screen_text import Shown, plain, text

TROUBLE = "account_trouble"
MEANINGS = (
    "**ผู้อ่าน** ดูและดาวน์โหลดได้ แต่แก้อะไรไม่ได้ · **เจ้าหน้าที่** นำเข้า ยกเลิก และทำแผนในพื้นที่ของตน · "
    "**ผู้ดูแลระบบ** ทำได้ทุกอย่าง ทุกพื้นที่ รวมทั้งสำรอง กู้คืน ทะเบียน และบัญชี"
)


def show_accounts() -> None:
    """The whole part."""
    st.markdown(MEANINGS)
    error: WarehouseError | None = st.session_state.pop(TROUBLE, None)
    if error is not None:
        problem_box(error.what, "", error.fix)
    _show_form()
    st.subheader("บัญชีที่มี", anchor=False)
    for account in list_accounts(the_warehouse()):
        _show_one(account)


def _show_form() -> None:
    with st.form("account-form", border=True):
        name = st.text_input("ชื่อบัญชี ตามที่ระบบลงชื่อเข้าใช้ส่งมา", key="account-name")
        role = st.selectbox(
            "บทบาท",
            list(ROLES),
            index=1,
            format_func=lambda each: plain(ROLES[each]),
            key="account-role",
            placeholder="บทบาท",
        )
        area = st.text_input(
            "รหัสพื้นที่: จังหวัด 2 หลัก อำเภอ 4 หลัก ตำบล 6 หลัก หรือ TH ถ้าเป็นทุกพื้นที่", key="account-area", placeholder="เช่น 8301"
        )
        if st.form_submit_button("เปิดบัญชี หรือเปลี่ยนบัญชีที่มี", type="primary"):
            _keep(name, role, area.strip().upper())


def _keep(name: str, role: str, area_code: str) -> None:
    try:
        actor = add_account(the_warehouse(), name, role, area_code)
    except WarehouseError as error:
        problem_box(error.what, "", error.fix)
        return
    st.success(f"บัญชี {text(actor.name)} เข้าใช้ได้แล้ว เป็น{text(ROLES[actor.role])} {_area(actor.area_code)}")


def _show_one(account: Account) -> None:
    is_open = account.closed_at is None
    badge = ":green-badge[เปิดอยู่]" if is_open else ":gray-badge[ปิดแล้ว]"
    closed = "" if account.closed_at is None else f" · ปิดเมื่อ {moment_words(account.closed_at)}"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            f"**{text(account.name)}** {badge} {text(ROLES[account.role])} {_area(account.area_code)} "
            f"· เปิดเมื่อ {moment_words(account.made_at)}{closed}"
        )
        if is_open:
            st.button("ปิดบัญชี", key=f"account-close-{account.name}", on_click=_close, args=(account.name,))


def _area(area_code: str) -> Shown:
    if area_code == COUNTRY:
        return text("ทุกพื้นที่")
    return text(f"{area_title(data_version(), area_code)} ({area_code})")


def _close(name: str) -> None:
    try:
        close_account(the_warehouse(), name)
    except WarehouseError as error:
        st.session_state[TROUBLE] = error
