"""Ten imports of two surveys, three years and three levels: some take the place of others, are undone or made up."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from catalogue import load_catalogue
from tests.analysis.sql_truth.imports_model import Model
from tests.analysis.sql_truth.published import counts, graded, staged, told, village_levels
from tests_support import empty_warehouse
from warehouse import Warehouse, store_batch, undo_batch

SHIPPED = load_catalogue()
JPT, NRD = SHIPPED.get("jpt-2560"), SHIPPED.get("nrd2c-2555")


@pytest.fixture(scope="module")
def model(shared_data: Path) -> Model:
    first, other = counts(shared_data, "village", "83"), counts(shared_data, "village", "30", 0.5)
    other = other[other["area_code"].str.startswith("3002")]
    tambon = counts(shared_data, "tambol", "83", 0.8)
    again = first[first["area_code"].str.startswith("830106")].assign(failed=lambda rows: rows["assessed"] // 2)
    village = again[again["area_code"] == "8301060101"].assign(area_code="83010601")
    people = {"counting": "people"}
    found = Model()
    found.batches += [
        staged(first, JPT, 2561, "ก", measures=told(shared_data, "83"), **people),
        staged(other, JPT, 2561, "ข", measures=told(shared_data, "30"), **people),
        staged(again, JPT, 2561, "ค", **people),  # takes the place of a tambon's villages
        staged(village, JPT, 2561, "ง", **people),  # one village written with 8 digits
        staged(with_targets(first.assign(failed=(first["failed"] * 0.7).round())), JPT, 2562, "จ", **people),
        staged(tambon[tambon["area_code"].str.startswith("8302")], JPT, 2562, "ฉ", "tambon", **people),
        staged(with_targets(counts(shared_data, "amphur", "50")), JPT, 2562, "ช", "amphoe", **people),
        staged(other.assign(failed=0.0), JPT, 2563, "ซ", is_synthetic=True, **people),
        staged(again, JPT, 2562, "ฌ", **people),  # undone below
        staged(graded(first), NRD, 2562, "ญ", measures=village_levels(graded(first))),
    ]  # fmt: skip
    found.undone.add(9)
    return found


def with_targets(rows: pd.DataFrame) -> pd.DataFrame:
    """Printed targets: none for every fifth indicator, one for all areas for most, and by amphoe or area for others."""
    number, area = rows["number"], rows["area_code"].str
    target = 90.0 + number % 7
    target = target.where(number % 4 != 0, 80.0 + area[2:4].astype(int) % 5)
    target = target.where(number % 9 != 0, 70.0 + area[-1].astype(int))
    target = target.where(~((number % 11 == 0) & (area[-1] == "1")))  # some areas print none
    return rows.assign(target_pct=target.where(number % 5 != 0))


@pytest.fixture(scope="module")
def filled(model: Model) -> Iterator[Warehouse]:
    warehouse = empty_warehouse()
    for number, batch in model.numbered():
        assert store_batch(warehouse, batch).batch_id == number
    for number in model.undone:
        undo_batch(warehouse, number)
    yield warehouse
    warehouse.close()


@pytest.fixture(scope="module")
def live(model: Model) -> pd.DataFrame:
    return model.live()


@pytest.fixture(scope="module")
def sums(model: Model) -> pd.DataFrame:
    return model.figures()
