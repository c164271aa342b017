"""A cluster on this machine for all tests of a file: it takes seconds to start, and is never quite idle."""

from collections.abc import Iterator

import pytest

from loaders.importing.cluster import Readers, open_readers


@pytest.fixture(scope="module")
def readers() -> Iterator[Readers]:
    """Two workers on this machine."""
    with open_readers("2") as opened:
        yield opened
