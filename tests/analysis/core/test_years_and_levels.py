"""Areas through the years, and development levels of villages."""

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from analysis.core.figures import years_data
from analysis.core.village_levels import level_counts_data, village_levels_data
from catalogue import load_catalogue, parse_set, set_to_dict
from tests.analysis.examples import YEAR, catalogue_of, made_up_set, store
from warehouse import Warehouse

NAN = float("nan")
SMALL = made_up_set()
LEVELS = [
    {"number": 1, "name": "เร่งรัดพัฒนา", "fewest": 2, "most": 3},
    {"number": 3, "name": "ก้าวหน้า", "fewest": 0, "most": 1},
]


def test_years_written_out_whole(warehouse: Warehouse):
    store(warehouse, SMALL, [("83010101", 1, 100, 10), ("83010101", 2, 100, 30)])
    store(warehouse, SMALL, [("83010101", 1, 100, 40)], YEAR + 2, is_synthetic=True)
    found = years_data(warehouse, catalogue_of(SMALL), "830101")
    columns = ["year_be", "problem_pct", "low_pct", "indicators_with_data", "is_synthetic"]
    expected = pd.DataFrame([[YEAR, 20, NAN, 2, False], [YEAR + 2, 40, NAN, 1, True]], columns=columns)
    assert_frame_equal(found[columns], expected, check_dtype=False)
    second = years_data(warehouse, catalogue_of(SMALL), "830101", indicator_code="jpt-made-up-02")
    assert second["problem_pct"].tolist() == pytest.approx([30, NAN], nan_ok=True)
    assert second["assessed"].tolist() == pytest.approx([100, NAN], nan_ok=True)
    assert years_data(warehouse, load_catalogue(), "830101").empty
    assert years_data(warehouse, catalogue_of(SMALL), "84").empty


def test_village_levels(warehouse: Warehouse):
    scores = parse_set(set_to_dict(made_up_set(survey="nrd2c", measure="score")) | {"development_levels": LEVELS})
    grades = {"83010101": (1, 1, 3), "83010102": (1, 2, 3), "83010103": (3, 3, 3)}
    rows = [(code, number, score) for code, given in grades.items() for number, score in enumerate(given, 1)]
    measures = pd.DataFrame({"area_code": ["83010103"], "measure": ["development_level"], "value": [1.0]})
    store(warehouse, scores, rows, columns=["score"], measures=measures)
    found = village_levels_data(warehouse, scores, "8301", YEAR)
    columns = ["area_code", "problem_count", "indicators_with_data", "level_number", "level_name", "level_source"]
    expected = [
        ["83010101", 2, 3, 1, "เร่งรัดพัฒนา", "rule"],
        ["83010102", 1, 3, 3, "ก้าวหน้า", "rule"],
        ["83010103", 0, 3, 1, "เร่งรัดพัฒนา", "file"],
    ]
    assert found[columns].to_numpy().tolist() == expected
    counts = level_counts_data(found, scores)
    assert counts[["villages", "village_pct"]].to_numpy().tolist() == [[2, 200 / 3], [1, 100 / 3]]


def test_levels_without_a_rule_or_villages_are_missing(warehouse: Warehouse):
    scores = made_up_set(survey="nrd2c", measure="score")
    assert village_levels_data(warehouse, scores, "8301", YEAR).empty
    store(warehouse, scores, [("83010101", 1, 1)], columns=["score"])
    found = village_levels_data(warehouse, scores, "TH", YEAR)
    assert found[["level_number", "level_name", "level_source"]].isna().all(axis=None)
    empty = level_counts_data(found, parse_set(set_to_dict(scores) | {"development_levels": LEVELS}))
    assert empty["villages"].tolist() == [0, 0]
    assert empty["village_pct"].isna().all()
