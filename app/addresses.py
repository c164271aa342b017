"""Links of older versions (`/quality?area=8301`) lead to the stage they meant, with what they asked for."""

from collections.abc import Callable, Sequence

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from analysis.stages import STAGES
from words.screen_text import text


def former_addresses(pages: Sequence[StreamlitPage]) -> list[StreamlitPage]:
    """A page that no menu shows for each former address; it goes on to its stage. `pages`: as STAGES."""
    return [
        st.Page(_leads_to(page), title=text(stage.title), url_path=stage.former_address, visibility="hidden")
        for stage, page in zip(STAGES, pages, strict=True)
    ]


def _leads_to(page: StreamlitPage) -> Callable[[], None]:
    def go() -> None:
        st.switch_page(page, query_params=st.query_params.to_dict())

    return go
