"""The parts of the input page; the one in view is in the URL (`?part=batches`), so a link opens it."""

from collections.abc import Sequence

import streamlit as st

from pages.shared.url_choices import url_tabs, write_url
from warehouse import Actor
from words.screen_text import Shown

UPLOAD, PROGRESS, BATCHES, FORMS = "upload", "progress", "batches", "forms"
SETS, AREAS, TARGETS, BACKUP = "sets", "areas", "targets", "backup"
EXCHANGE = "exchange"
ACCOUNTS, LOG = "accounts", "log"
PARTS = {
    UPLOAD: "นำเข้าไฟล์",
    PROGRESS: "ความคืบหน้า",
    BATCHES: "รายการนำเข้า",
    FORMS: "แบบฟอร์ม",
    SETS: "ชุดตัวชี้วัด",
    AREAS: "พื้นที่และแผนที่",
    TARGETS: "ครัวเรือนเป้าหมาย",
    BACKUP: "สำรองข้อมูล",
    EXCHANGE: "อำเภอ–จังหวัด",
    ACCOUNTS: "บัญชีผู้ใช้",
    LOG: "บันทึกการทำงาน",
}
WRITING = (UPLOAD, SETS, TARGETS)
KEEPING = (AREAS, BACKUP, EXCHANGE)  # of the whole database
OF_SERVER = (ACCOUNTS, LOG)


def parts_of(actor: Actor, parts: Sequence[str]) -> list[str]:
    """Those of these parts in which the actor may do something. One PC has no accounts."""
    left_out = {
        *(() if actor.may_write else WRITING),
        *(() if actor.may_keep else KEEPING),
        *(OF_SERVER if not actor.name or not actor.may_keep else ()),
    }
    return [part for part in parts if part not in left_out]


def choose_part(parts: Sequence[str]) -> str:
    """The part to show: the URL's, else the first."""
    names = {part: PARTS[part] for part in parts}
    return url_tabs("ส่วนของหน้านี้", names, "part")


def part_button(label: Shown, part: str, key: str, icon: str = ":material/arrow_forward:") -> None:
    """A button that leads to another part of the page."""
    st.button(label, key=key, icon=icon, on_click=open_part, args=(part,))


def open_part(part: str) -> None:
    """Show this part from the next run on."""
    write_url("part", part)


def nothing_yet(what: Shown, label: Shown, part: str, key: str) -> None:
    """Nothing to show: what is missing, and a button to the part where the next step is done."""
    with st.container(border=True):
        st.markdown(f"**{what}**")
        part_button(label, part, key)
