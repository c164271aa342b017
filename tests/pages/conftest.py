"""The dashboard run by Streamlit's own test frame, on a database of its own with the sample data."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from loaders.sample import load_sample_data
from tests_support import close_dashboard, open_dashboard
from warehouse import open_warehouse


@pytest.fixture(scope="session")
def sample_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with the sample data, made once."""
    path = tmp_path_factory.mktemp("sample") / "sample.duckdb"
    warehouse = open_warehouse(path)
    load_sample_data(warehouse)
    warehouse.close()
    return path


@pytest.fixture
def app(sample_database: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    """The dashboard with the sample data."""
    yield open_dashboard(sample_database, monkeypatch)
    close_dashboard()


@pytest.fixture
def empty_app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    """The dashboard on its very first start."""
    yield open_dashboard(tmp_path / "empty.duckdb", monkeypatch)
    close_dashboard()
