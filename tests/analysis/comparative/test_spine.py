"""One area among all of them, indicator by indicator."""

import numpy as np
import pytest

from analysis.comparative.data import asked_of, cells_of_asked
from analysis.comparative.spine import Spine, spine_data
from analysis.core.scope import Question
from tests.analysis.examples import YEAR, catalogue_of, made_up_set, store
from warehouse import Warehouse

SET = made_up_set()
FAILED = {"83010101": 10, "83010201": 40, "83010301": 60, "83010401": 80, "83010501": 390}


def spine(warehouse: Warehouse, area: str, level: str = "tambon") -> Spine:
    asked = asked_of(warehouse, catalogue_of(SET), Question("8301", YEAR), level=level)
    return spine_data(warehouse, asked, cells_of_asked(warehouse, asked), area)


def test_the_row_of_an_indicator(warehouse: Warehouse) -> None:
    store(warehouse, SET, [(code, 1, 400, failed) for code, failed in FAILED.items()])
    found = spine(warehouse, "830105")
    row = found.rows.iloc[0]
    shares = [100 * failed / 400 for failed in FAILED.values()]
    ends = ["least_pct", "quarter_pct", "middle_pct", "three_quarters_pct", "most_pct"]
    assert [row[name] for name in ends] == pytest.approx(np.quantile(shares, [0, 0.25, 0.5, 0.75, 1]).tolist())
    assert (row["problem_pct"], row["reference_pct"], row["status"]) == (97.5, pytest.approx(29), "worse")
    assert (row["rank_first"], row["rank_last"], row["areas"], row["is_rankable"]) == (1, 1, 5, True)
    assert found.reference_name == "อำเภอเมืองภูเก็ต"
    nothing = found.rows.iloc[1]
    assert np.isnan(nothing["problem_pct"])
    assert (nothing["areas"], nothing["status"]) == (0, "unknown")


def test_an_indicator_that_nobody_can_order_has_no_rank(warehouse: Warehouse) -> None:
    store(warehouse, SET, [(code, 1, 40, 4) for code in FAILED])
    row = spine(warehouse, "830105").rows.iloc[0]
    assert not row["is_rankable"]
    assert np.isnan(row["rank_first"])
