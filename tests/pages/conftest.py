"""The dashboard run by Streamlit's own test frame, on a database of its own with the sample data."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from charts import drawing
from tests_support import close_dashboard, open_dashboard, run_here

CHILDREN = (
    "loaders.importing.one_file",
    "loaders.registers.inspecting",
    "loaders.registers.targets",
    "pages.input_data.file_card.owner_files",
)


@pytest.fixture(autouse=True)
def files_are_read_in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """A child costs a second a file and is the subject elsewhere: tests/loaders/reading, tests/browser."""
    for module in CHILDREN:
        monkeypatch.setattr(f"{module}.run_in_child", run_here)


@pytest.fixture(autouse=True)
def figures_are_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Plotly looks at every part of every figure that a page draws."""
    monkeypatch.setattr(drawing, "IS_CHECKED", True)


@pytest.fixture(scope="session", autouse=True)
def components_are_looked_for_once() -> Iterator[None]:
    """AppTest looks through every installed package for Streamlit components; what is installed stays the same."""
    with pytest.MonkeyPatch.context() as changed:
        changed.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield


@pytest.fixture(scope="session")
def sample_database(copy_of_sample: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with the sample data, shared by the tests of this process."""
    return copy_of_sample(tmp_path_factory.mktemp("sample") / "sample.duckdb")


@pytest.fixture(scope="module", autouse=True)
def dashboard_of_file() -> Iterator[None]:
    """What the dashboard has open and knows is kept from test to test, and no longer than for one file of tests."""
    yield
    close_dashboard()


@pytest.fixture
def app(sample_database: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The dashboard with the sample data, opened at its province."""
    opened = open_dashboard(sample_database, monkeypatch)
    opened.query_params["area"] = "83"
    return opened


@pytest.fixture
def empty_app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    """The dashboard on its very first start."""
    yield open_dashboard(tmp_path / "empty.duckdb", monkeypatch)
    close_dashboard()
