"""Government spreadsheets on other topics: each ends in a clear refusal, never a crash, never figures."""

from pathlib import Path

import pytest

from loaders import load_file
from tests_support import SHARED_DATA
from warehouse import Warehouse

FILES = sorted(path.name for path in (SHARED_DATA / "messy").glob("*")) or ["ไม่มีไฟล์"]


@pytest.mark.parametrize("name", FILES)
def test_a_file_on_another_topic_is_refused_with_the_next_step(
    warehouse: Warehouse, shared_data: Path, name: str
) -> None:
    report = load_file(shared_data / "messy" / name, warehouse)
    assert report.outcome == "refused"
    assert report.errors
    assert all(error.what and error.fix for error in report.errors)
    assert warehouse.query("SELECT * FROM batches").empty


def test_mojibake_is_called_by_its_name(warehouse: Warehouse, shared_data: Path) -> None:
    report = load_file(shared_data / "messy" / "province_tis_mojibake.xlsx", warehouse)
    assert "F29" in report.errors[0].what
    assert report.errors[0].row == 2
