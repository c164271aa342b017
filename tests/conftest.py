"""Shared fixtures: an empty warehouse in memory, and where the real data lie (beside the project, where present)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests_support import SHARED_DATA
from warehouse import Warehouse, open_warehouse


@pytest.fixture
def warehouse() -> Iterator[Warehouse]:
    opened = open_warehouse(":memory:")
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real data that no one here wrote; tests that need it are skipped where it is absent."""
    if not SHARED_DATA.is_dir():
        pytest.skip("ไม่มีโฟลเดอร์ข้อมูลจริง ../shared/data")
    return SHARED_DATA
