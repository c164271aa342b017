"""The whole nation in one CSV is imported within the memory that is promised, child and parent together."""

import sys
from pathlib import Path

import pytest

from benchmarks.memory import MOST_MB, peak_of_import
from benchmarks.nation import VILLAGES, write_nation

pytestmark = pytest.mark.slow  # half a minute


@pytest.mark.skipif(sys.platform != "linux", reason="the system does not say which memory processes share")
def test_the_nation_in_one_file_takes_no_more_memory_than_promised(tmp_path: Path) -> None:
    found = peak_of_import(write_nation(tmp_path))
    assert found["outcome"] == "loaded"
    assert found["facts"] > 25 * VILLAGES
    assert 0 < found["children_mb"] < found["together_mb"] < MOST_MB
    assert found["here_mb"] < found["together_mb"]
