"""What the tests of the plan's page share."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests_support import close_dashboard, open_dashboard, switch_page


@pytest.fixture
def projects_app(
    copy_of_sample: Callable[[Path], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[AppTest]:
    """The tables of projects of a tambon, on a database of its own."""
    app = open_dashboard(copy_of_sample(tmp_path / "own.duckdb"), monkeypatch)
    for name, value in {"area": "830103", "set": "jpt-2560", "year": "2565", "part": "projects"}.items():
        app.query_params[name] = value
    yield switch_page(app, "logic_model")
    close_dashboard()
