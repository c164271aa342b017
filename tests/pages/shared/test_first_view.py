"""What is seen of data that nobody has looked at yet."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests_support import all_text, close_dashboard, open_dashboard, switch_page


@pytest.fixture
def fresh(sample_database: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    yield open_dashboard(sample_database, monkeypatch)
    close_dashboard()


def test_a_radar_begins_where_it_shows_differences(fresh: AppTest) -> None:
    """The smallest area with areas below it, held against the area above, on the focused scale."""
    fresh.run()
    switch_page(fresh, "radar_diagram").run()
    assert not fresh.exception
    assert fresh.title[0].value.startswith("ตำบล")
    assert fresh.selectbox(key="choice_beside").value == "parent"
    assert fresh.selectbox(key="choice_scale").value == "focused"
    assert "อำเภอ" in all_text(fresh)
