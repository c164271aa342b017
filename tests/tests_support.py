"""Small helpers that several test modules share."""

from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from analysis.stages import STAGES

SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
ROOT = Path(__file__).resolve().parents[1]
ADDRESSES = {"home": "start"} | {stage.name: stage.address for stage in STAGES}


def open_dashboard(database: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The dashboard on a database file, before its first run."""
    monkeypatch.setenv("CIA_DATABASE", str(database))
    st.cache_data.clear()
    st.cache_resource.clear()
    return AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)


def switch_page(app: AppTest, page: str) -> AppTest:
    """As AppTest.switch_page, but also before the first run, when the app does not know the addresses of its pages."""
    app._page_hash = calc_hash(ADDRESSES[page])
    return app


def close_dashboard() -> None:
    """Let go of the database that the last AppTest opened."""
    from app.state import the_warehouse  # noqa: PLC0415 - importing it at the top would cache another database

    the_warehouse().close()
    st.cache_resource.clear()
    st.cache_data.clear()


def all_text(app: AppTest) -> str:
    """Every word of the page that a person could read, one element a line."""
    words: list[str] = []
    for kind in ("title", "subheader", "markdown", "caption", "info", "warning", "error", "success", "button"):
        for element in app.get(kind):
            words.append(str(getattr(element, "value", None) or getattr(element, "label", "")))
    return "\n".join(words)
