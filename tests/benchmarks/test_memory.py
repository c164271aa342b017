"""The whole nation in one CSV is imported within the memory that is promised."""

import sys
from pathlib import Path

import pytest

from benchmarks.memory import MOST_MB, VILLAGES, peak_of_import
from benchmarks.nation import write_nation

pytestmark = pytest.mark.slow  # half a minute


@pytest.mark.skipif(sys.platform == "win32", reason="the system does not say the most memory that was used")
def test_the_nation_in_one_file_takes_no_more_memory_than_promised(tmp_path: Path) -> None:
    found = peak_of_import(write_nation(tmp_path, villages=VILLAGES))
    assert found["outcome"] == "loaded"
    assert found["facts"] > 2_000_000
    assert found["before_mb"] < found["peak_mb"] < MOST_MB
