"""Many phones at once are all taken, over a small page; how long it takes is measured by the benchmark alone."""

import pytest

from benchmarks.ballots import measured

pytestmark = pytest.mark.slow


def test_every_phone_of_a_crowd_is_taken_once() -> None:
    found = measured(60)
    assert (found["ballots"], found["refused"]) == (60, 0)
    assert found["page_bytes"] < 10_000
