"""How a page is looked at, behind one button at the end of the filter bar; what is not as usual stands as chips."""

from collections.abc import Generator, Sequence
from contextlib import contextmanager

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.shared.url_choices import Unusual, noting, write_url
from words.screen_text import text

CHIP = "chip_taken_off"


@contextmanager
def adjusting(bar: DeltaGenerator) -> Generator[None]:
    """What is drawn inside stands behind the button; its choices that are not the default stand on the page as chips
    that take them off."""
    with noting() as unusual, bar, st.popover("ปรับมุมมอง", icon=":material/tune:"):
        yield
    _show_chips(unusual)


def _show_chips(unusual: Sequence[Unusual]) -> None:
    if not unusual:
        return
    words = {each.name: each.words for each in unusual}
    st.session_state[CHIP] = None
    st.pills(
        "ที่ปรับไว้ กดเพื่อเอาออก", list(words), format_func=lambda name: f"{text(words[name])} ✕", key=CHIP,
        label_visibility="collapsed", on_change=_take_off, args=(tuple(unusual),), wrap=True,
    )  # fmt: skip


def _take_off(unusual: Sequence[Unusual]) -> None:
    for each in unusual:
        if each.name == st.session_state[CHIP]:
            for name in (each.name, *each.forgets):
                write_url(name, None)
