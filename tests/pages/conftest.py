"""The dashboard run by Streamlit's own test frame, on a database of its own with the sample data."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from loaders.sample import load_sample_data
from warehouse import open_warehouse

ROOT = Path(__file__).resolve().parents[2]
PAGES = {
    "home": "เรดาร์ชุมชน",
    "input_data": "ข้อมูลนำเข้า",
    "radar_diagram": "แผนภาพเรดาร์",
    "radar_analysis": "วิเคราะห์เรดาร์",
    "comparative": "เปรียบเทียบพื้นที่",
    "logic_model": "ตัวแบบเชิงตรรกะ",
}


@pytest.fixture(scope="session")
def sample_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with the sample data, made once."""
    path = tmp_path_factory.mktemp("sample") / "sample.duckdb"
    warehouse = open_warehouse(path)
    load_sample_data(warehouse)
    warehouse.close()
    return path


def fresh_app(database: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("CIA_DATABASE", str(database))
    st.cache_data.clear()
    st.cache_resource.clear()
    return AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)


@pytest.fixture
def app(sample_database: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    """The dashboard with the sample data."""
    yield fresh_app(sample_database, monkeypatch)
    close_warehouse()


@pytest.fixture
def empty_app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    """The dashboard on its very first start."""
    yield fresh_app(tmp_path / "empty.duckdb", monkeypatch)
    close_warehouse()


def close_warehouse() -> None:
    from app_state import the_warehouse  # noqa: PLC0415

    the_warehouse().close()
    st.cache_resource.clear()
    st.cache_data.clear()
