"""A mapping kept under a name, so that a file of the same headings is known next time; and the list of those kept."""

import streamlit as st

from app.state import data_version, the_catalogue, the_warehouse
from catalogue import CatalogueError
from loaders import known_mappings
from pages.input_data.uploaded_files import WaitingFile
from warehouse import remove_mapping, save_mapping
from words.screen_text import Shown, text


def offer_to_remember(file: WaitingFile) -> None:
    """A name and a button, for a file that was read by a mapping."""
    inspection = file.inspection
    if inspection is None or inspection.batch is None or not inspection.tables:
        return
    mapping = inspection.tables[0].mapping
    key = f"{file.sha256[:12]}-{mapping.fingerprint[:8]}"
    known = {each.fingerprint: each.name for each in known_mappings(the_warehouse())}
    kept_name = known.get(mapping.fingerprint)
    if kept_name:
        st.caption(f"จำรูปแบบนี้ไว้แล้วในชื่อ «{text(kept_name)}» ไฟล์ที่มีหัวตารางเหมือนกันจะอ่านได้เองในครั้งหน้า")
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        name = st.text_input("จำการจับคู่นี้ไว้ใช้ครั้งหน้า ตั้งชื่อว่า", value=kept_name or "", key=f"remember-{key}", max_chars=60,
                             placeholder="เช่น สรุปรายหมู่บ้านของอำเภอ", width=340)  # fmt: skip
        st.button("จำไว้" if not kept_name else "จำแทนของเดิม", key=f"keep-{key}", icon=":material/bookmark_add:",
                  on_click=_keep, args=(file, name), disabled=not name.strip())  # fmt: skip


def _keep(file: WaitingFile, name: str) -> None:
    assert file.inspection is not None  # noqa: S101
    mapping = file.inspection.tables[0].mapping.with_name(name.strip())
    save_mapping(the_warehouse(), mapping.name, mapping.fingerprint, mapping.to_dict())
    st.toast(f"จำรูปแบบ «{text(mapping.name)}» ไว้แล้ว", icon=":material/bookmark_added:")


def show_remembered() -> None:
    """Every mapping kept, what it is for, and a way to forget it."""
    mappings = known_mappings(the_warehouse())
    if not mappings:
        return
    with st.expander(f"รูปแบบไฟล์ที่จำไว้ ({len(mappings)})", icon=":material/bookmark:"):
        for mapping in mappings:
            with st.container(horizontal=True, gap="small", vertical_alignment="center"):
                used_columns = sum(
                    column.field.kind not in ("unused", "running", "personal") for column in mapping.columns
                )
                used = f"ใช้ {used_columns} จาก {len(mapping.columns)} คอลัมน์"
                st.markdown(f"**{text(mapping.name)}** · {_title(mapping.set_id)} · {used}")
                st.button("ลืมรูปแบบนี้", key=f"forget-{mapping.fingerprint}", type="tertiary", icon=":material/delete:",
                          on_click=_forget, args=(mapping.name,))  # fmt: skip


def _forget(name: str) -> None:
    remove_mapping(the_warehouse(), name)


def _title(set_id: str | None) -> Shown:
    try:
        return text(the_catalogue(data_version()).get(str(set_id)).title)
    except CatalogueError:
        return "ชุดข้อมูลที่ยังไม่ได้นำเข้า"
