"""The sample as the script makes it, and as it stands in a warehouse: each made once."""

from collections.abc import Iterator

import pandas as pd
import pytest

from loaders.outcome.report import FileReport
from loaders.sample import load_sample_data
from sample_data.make import make_tables
from sample_data.parameters import Parameters, read_parameters
from warehouse import Warehouse, open_warehouse


@pytest.fixture(scope="session")
def parameters() -> Parameters:
    return read_parameters()


@pytest.fixture(scope="session")
def tables(parameters: Parameters) -> dict[str, pd.DataFrame]:
    return make_tables(parameters)


@pytest.fixture(scope="session")
def loaded() -> Iterator[tuple[Warehouse, list[FileReport]]]:
    """A warehouse with the sample data, and the reports of loading them. Tests only read it."""
    warehouse = open_warehouse(":memory:")
    yield warehouse, load_sample_data(warehouse)
    warehouse.close()
