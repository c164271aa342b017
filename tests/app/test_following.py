"""A dashboard that follows copies: each run of a page from one of them, and nothing saved."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from app.server import main
from tests_support import all_text
from warehouse import open_warehouse
from warehouse.following import publish

ROOT = Path(__file__).resolve().parents[2]


def asking() -> None:
    """A page that asks twice, a new copy being published between the two."""
    import streamlit as st  # noqa: PLC0415 - AppTest runs this function alone

    from app.state import (  # noqa: PLC0415
        begin_run,
        data_version,
        the_warehouse,
    )

    begin_run()
    first, version = the_warehouse(), data_version()
    st.session_state["between"]()
    st.session_state["same"] = the_warehouse() is first and data_version() == version
    st.session_state["number"] = the_warehouse().copy.number


@pytest.fixture
def publishing(
    copy_of_sample: Callable[[Path], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[], object]]:
    """Publishes the sample into a folder that the dashboard follows."""
    writer = open_warehouse(copy_of_sample(tmp_path / "a.duckdb"))
    monkeypatch.setenv("CIA_FOLLOW", str(tmp_path / "copies"))
    monkeypatch.setenv("CIA_DATABASE", str(tmp_path / "none.duckdb"))
    st.cache_resource.clear()
    publish(writer, tmp_path / "copies")
    yield lambda: publish(writer, tmp_path / "copies")
    st.cache_resource.clear()
    writer.close()
    assert not (tmp_path / "none.duckdb").exists()


def test_one_run_is_answered_from_one_copy_and_the_next_from_the_newest(publishing: Callable[[], object]) -> None:
    page = AppTest.from_function(asking)
    page.session_state["between"] = publishing
    page.run()
    assert not page.exception
    assert (page.session_state["same"], page.session_state["number"]) == (True, 1)
    page.run()
    assert (page.session_state["same"], page.session_state["number"]) == (True, 2)


def test_the_screens_show_the_copy_and_say_so(publishing: Callable[[], object]) -> None:
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    app.query_params["area"] = "83"
    app.switch_page("pages/radar_diagram/page.py").run()
    assert not app.exception
    assert "สำเนาสำหรับอ่านอย่างเดียว" in all_text(app)
    assert "ภูเก็ต" in all_text(app)


def test_following_is_an_option_of_the_server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The word after it is not taken for one of Streamlit's options; the next one is, and is refused."""
    monkeypatch.setenv("CIA_FOLLOW", "")
    with pytest.raises(Exception, match="nothing"):
        main(["--follow", str(tmp_path), "--nothing.such", "1"])
