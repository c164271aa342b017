"""Storing says how far it is; stopped at any of these points, nothing of the batch stands."""

import pandas as pd
import pytest

from warehouse import StagedBatch, Warehouse, store_batch

FACTS = pd.DataFrame(
    [
        {"area_code": f"8301010{at}", "indicator_code": "jpt-2560-01", "unit": "คน", "assessed": 10, "failed": at}
        for at in range(1, 4)
    ]
)
BATCH = StagedBatch("ก.xlsx", "s", "jpt_village", "jpt", "jpt-2560", 2565, "village", FACTS)
HELD = """
    SELECT (SELECT count(*) FROM batches), (SELECT count(*) FROM facts), (SELECT count(*) FROM summary),
        (SELECT count(*) FROM batch_areas), (SELECT count(*) FROM actions)
"""


class Stopped(BaseException):
    """As Streamlit ends a run: not an Exception."""


def test_storing_says_how_far_it_is(warehouse: Warehouse) -> None:
    told: list[float] = []
    store_batch(warehouse, BATCH, on_progress=told.append)
    assert len(told) >= 4
    assert told == sorted(told)
    assert 0 < told[0] < told[-1] < 1


@pytest.mark.parametrize("step", range(5))
def test_stopped_at_any_step_nothing_stands_and_it_can_be_stored_again(warehouse: Warehouse, step: int) -> None:
    before = warehouse.query(HELD).to_numpy().tolist()
    left = step

    def stop(_: float) -> None:
        nonlocal left
        if not left:
            raise Stopped
        left -= 1

    with pytest.raises(Stopped):
        store_batch(warehouse, BATCH, on_progress=stop)
    assert warehouse.query(HELD).to_numpy().tolist() == before
    assert store_batch(warehouse, BATCH).batch_id > 0
    assert warehouse.query("SELECT sum(failed) AS n FROM live_facts")["n"].tolist() == [6]
