"""Who is at the screen of a server: the sign-in, what a person without an account is told, and whose villages show."""

from collections.abc import Callable

import streamlit as st

from app.identity import OIDC, current_actor, given_name, identity
from app.state import the_warehouse, whole_database
from pages.shared.look import problem_box
from warehouse import ROLES, NotAllowedError, WarehouseError
from words.screen_text import text

COUNTRY = "TH"
REFUSED = "refused_by_warehouse"


def stop_without_account() -> None:
    """Go no further for a person whom no account names: what to do stands there alone. One PC asks nobody."""
    if not identity() or current_actor(whole_database()) is not None:
        return
    name = given_name()
    st.title("ยังเข้าใช้ไม่ได้", anchor=False)
    if not name and identity() == OIDC:
        st.markdown("ลงชื่อเข้าใช้ด้วยบัญชีของหน่วยงานก่อน")
        st.button("ลงชื่อเข้าใช้", type="primary", icon=":material/login:", on_click=st.login)
    elif not name:
        st.error("เซิร์ฟเวอร์ไม่ได้บอกว่าท่านเป็นใคร", icon=":material/no_accounts:")
        st.markdown("เปิดหน้าเว็บใหม่จากที่อยู่ที่ผู้ดูแลระบบให้ไว้ แล้วลงชื่อเข้าใช้ ถ้ายังไม่ได้ ให้แจ้งผู้ดูแลระบบของจังหวัด")
    else:
        st.error(f"ยังไม่มีบัญชีชื่อ {text(name)} หรือบัญชีถูกปิดแล้ว", icon=":material/no_accounts:")
        st.markdown("ขอให้ผู้ดูแลระบบของจังหวัดเปิดบัญชีชื่อนี้ บอกด้วยว่าท่านดูแลพื้นที่ใด แล้วโหลดหน้านี้ใหม่")
    st.stop()


def show_account() -> None:
    """At the foot of the menu: the account, its role and its area; nothing on one PC."""
    if not identity():
        return
    actor = the_warehouse().actor
    area = "ทุกพื้นที่" if actor.area_code == COUNTRY else f"พื้นที่ {actor.area_code}"
    with st.sidebar:
        st.caption(f"{text(actor.name)} · {text(ROLES[actor.role])} · {text(area)}")
        if identity() == OIDC:
            st.button("ออกจากระบบ", key="log-out", on_click=st.logout)


def saying(change: Callable[..., object]) -> Callable[..., None]:
    """As what a button does (`change`), but what the warehouse refuses is said on the page by `show_refusal`."""

    def changed(*args: object) -> None:
        try:
            change(*args)
        except WarehouseError as error:
            st.session_state[REFUSED] = error

    return changed


def show_refusal() -> None:
    """Why the last click changed nothing, once."""
    error: WarehouseError | None = st.session_state.pop(REFUSED, None)
    if error is not None:
        problem_box(error.what, "", error.fix)


def show_whose_villages(area_code: str) -> None:
    """On a page about an area that is not the account's own: what of it is seen."""
    actor = the_warehouse().actor
    if not actor.sees(area_code):
        st.info(
            f"บัญชีนี้เห็นข้อมูลระดับหมู่บ้านของพื้นที่ {text(actor.prefix)} เท่านั้น ของพื้นที่อื่นเห็นเฉพาะผลรวมที่เผยแพร่ได้ "
            "ตัวเลขที่นับจากหมู่บ้าน (เช่น จำนวนครัวเรือน หมู่บ้านที่ต่ำกว่าเกณฑ์) ในหน้านี้จึงไม่ครบ ไม่ควรนำไปใช้",
            icon=":material/lock:",
        )


def show_trouble_of_server(error: WarehouseError) -> bool:
    """On a server, where its keeper alone mends what is wrong: what it is and whom to tell; whether that was said."""
    if isinstance(error, NotAllowedError):
        problem_box(error.what, "", error.fix)
        return True
    if not identity():
        return False
    st.title("เปิดฐานข้อมูลไม่ได้", anchor=False)
    problem_box(error.what, "", "แจ้งผู้ดูแลระบบของจังหวัด ข้อมูลยังอยู่ครบ (ผู้ดูแล: ดู docs/server.md ส่วนกู้คืน)")
    return True
