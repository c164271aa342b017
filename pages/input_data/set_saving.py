"""Keeping a set of the user's own: checked with all the others first, every fault said; then the caches follow."""

from typing import Any

import streamlit as st

from app.state import the_warehouse
from catalogue import CatalogueError, Fault, IndicatorSet, load_catalogue
from pages.shared.look import escape_markdown
from warehouse import WarehouseError, read_sets, save_set

FAULTS_SHOWN = 20


def checked_set(definition: dict[str, Any]) -> IndicatorSet | None:
    """The set a definition makes beside all others; None, with every fault on screen, when it cannot stand."""
    others = [each for each in read_sets(the_warehouse()) if each.get("id") != definition.get("id")]
    try:
        return load_catalogue([*others, definition]).get(str(definition.get("id")))
    except CatalogueError as error:
        show_faults(error.faults, definition)
        return None


def show_faults(faults: tuple[Fault, ...], definition: dict[str, Any] | None = None) -> None:
    """What is wrong with a set, row by row, and how to put it right; the set by its title where that is known."""
    set_id, title = (str((definition or {}).get(key, "")) for key in ("id", "title"))
    places = [each.place.replace(set_id, title) if set_id and title else each.place for each in faults]
    lines = [
        f"- {escape_markdown(place)}: **{escape_markdown(each.problem)}** → {escape_markdown(each.fix)}"
        for place, each in zip(places[:FAULTS_SHOWN], faults[:FAULTS_SHOWN], strict=True)
    ]
    more = f"\n- และอีก {len(faults) - FAULTS_SHOWN:,} เรื่อง" if len(faults) > FAULTS_SHOWN else ""
    st.error(f"ยังบันทึกไม่ได้ มี {len(faults):,} เรื่องที่ต้องแก้\n\n" + "\n".join(lines) + more)


def save_button(label: str, definition: dict[str, Any], key: str) -> None:
    """Saves a checked definition; the page then shows the new state everywhere."""
    st.button(label, key=key, type="primary", icon=":material/save:", on_click=_save, args=(definition,))


def _save(definition: dict[str, Any]) -> None:
    try:
        save_set(the_warehouse(), str(definition["id"]), definition)
        st.session_state["set_saved"] = f"บันทึกชุด {definition['title']} แล้ว ใช้ได้ทันทีในทุกหน้า"
    except WarehouseError as error:
        st.session_state["set_failed"] = f"{error.what} → {error.fix}"


def show_set_saved() -> None:
    """What the last click on a save button did."""
    with st.container():  # holds the place, so that what is open below stays open when the words go
        if saved := st.session_state.pop("set_saved", None):
            st.success(escape_markdown(saved), icon=":material/check_circle:")
        if failed := st.session_state.pop("set_failed", None):
            st.error(escape_markdown(failed), icon=":material/error:")
