"""Where the area has nothing of the kind and year chosen: what it has instead, one click away."""

import streamlit as st

from app.state import Selection, area_title, available_data, indicator_set, the_catalogue
from pages.shared.page_start import INPUT_PAGE
from pages.shared.url_choices import go_to, write_url
from words.screen_text import text


def require_data(selection: Selection) -> None:
    """Where the area has nothing of the kind and year chosen: say so, offer what it has, and go no further."""
    held = available_data(selection.version, selection.area_code)
    if ((held["set_id"] == selection.set_id) & (held["year_be"] == selection.year_be)).any():
        return
    catalogue = the_catalogue(selection.version)
    wanted = text(f"{indicator_set(selection).title} ปี {selection.year_be}")
    with st.container(border=True):
        title = text(area_title(selection.version, selection.area_code))
        st.markdown(f"**ไม่มีข้อมูล {wanted} ของ{title}**")
        if len(held):
            st.markdown("พื้นที่นี้มีข้อมูลต่อไปนี้ เลือกดูได้ทันที หรือเลือกพื้นที่อื่นจากแถบด้านบน")
        with st.container(horizontal=True, gap="small"):
            for row in held.head(8).to_dict("records"):
                name = f"{catalogue.get(row['set_id']).title} ปี {row['year_be']}"
                st.button(
                    text(name), key=f"jump-{row['set_id']}-{row['year_be']}", on_click=jump_to,
                    args=(str(row["set_id"]), int(row["year_be"])),
                )  # fmt: skip
        st.page_link(INPUT_PAGE, label="นำเข้าข้อมูลของปีนี้ที่ขั้นที่ 1", icon=":material/upload_file:")
    st.stop()


def jump_to(set_id: str, year_be: int) -> None:
    """Show one set and year of the area, from its axes on: on the whole page, as the filter bar says the year."""
    write_url("kinds", None)
    go_to()
    st.session_state["kept_set"], st.session_state["kept_year"] = set_id, str(year_be)
    st.rerun()
