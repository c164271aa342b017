"""Shared fixtures: an empty warehouse in memory, and where the real data lie (beside the project, where present)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests_support import SHARED_DATA
from warehouse import Warehouse, open_warehouse

LONGEST_FIRST = (  # files of minutes: begun last, they would leave all but one core idle
    "tests/loaders/test_damage.py",
    "tests/warehouse/test_sudden_deaths.py",
    "tests/loaders/test_corpus.py",
    "tests/analysis/radar_analysis/test_summary_claims.py",
    "tests/browser/",
    "tests/pages/input_data/test_page.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The files that take longest are begun first; the others keep their order."""
    items.sort(
        key=lambda item: next((n for n, part in enumerate(LONGEST_FIRST) if part in item.nodeid), len(LONGEST_FIRST))
    )


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
