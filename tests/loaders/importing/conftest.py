"""A cluster on this machine for all tests of a folder of files: it takes seconds to start."""

from collections.abc import Iterator

import pytest

from loaders.importing.cluster import Readers, open_readers


@pytest.fixture(scope="package")
def readers() -> Iterator[Readers]:
    """Two workers on this machine."""
    with open_readers("2") as opened:
        yield opened
