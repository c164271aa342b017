"""Areas like one: features free of the answers, standardised, nearest first."""

import numpy as np
import pandas as pd
import pytest
from scipy.spatial.distance import cdist
from scipy.stats import zscore

from analysis import AnalysisError
from analysis.comparative.data import asked_of, cells_of_asked
from analysis.comparative.likeness import AlikeAreas, alike_areas_data, distances, standardised
from analysis.core.scope import Question
from tests.analysis.examples import YEAR, catalogue_of, made_up_set, store
from warehouse import Warehouse

SET = made_up_set(indicator_1={"groups": ["children"]})
PEOPLE = {
    "83010101": (400, 100, 40),
    "83010201": (410, 100, 42),
    "83010301": (4_000, 800, 900),
    "83015101": (400, 100, 40),
}


def alike(warehouse: Warehouse, area: str, how_many: int = 15) -> AlikeAreas:
    asked = asked_of(warehouse, catalogue_of(SET), Question("8301", YEAR), level="tambon")
    return alike_areas_data(warehouse, asked.scope, cells_of_asked(warehouse, asked), area, how_many)


def fill(warehouse: Warehouse, failed: int = 5) -> None:
    measures = pd.DataFrame(
        [(code, name, float(value)) for code, each in PEOPLE.items()
         for name, value in zip(("people", "households", "elderly"), each, strict=True)],
        columns=["area_code", "measure", "value"],
    )  # fmt: skip
    rows = [(code, 1, each[0] // 10, failed) for code, each in PEOPLE.items()]
    store(warehouse, SET, [*rows, ("83010401", 1, 50, 5)], measures=measures)


def test_the_nearest_come_first_and_the_area_itself_leads(warehouse: Warehouse) -> None:
    fill(warehouse)
    found = alike(warehouse, "830101", 2)
    assert found.areas["area_code"].tolist() == ["830101", "830102", "830151"]
    own = found.areas.iloc[0]
    assert (own["distance"], own["people"], own["household_size"]) == (0, 400, 4)
    assert (own["children_pct"], own["elderly_pct"], own["is_municipal"]) == (10, 10, 0)
    assert found.areas["distance"].is_monotonic_increasing
    assert "อำเภอเมืองภูเก็ต" in found.areas["area_name"][1]


def test_how_many_fail_plays_no_part(warehouse: Warehouse) -> None:
    fill(warehouse)
    before = alike(warehouse, "830101").areas
    fill(warehouse, 39)
    again = alike(warehouse, "830101").areas
    assert before["distance"].tolist() == again["distance"].tolist()


def test_an_area_of_which_nothing_is_known_is_said(warehouse: Warehouse) -> None:
    fill(warehouse)
    with pytest.raises(AnalysisError, match="ไม่มีจำนวนคนและครัวเรือน"):
        alike(warehouse, "830104")


def test_against_scipy() -> None:
    values = np.random.default_rng(1).normal(size=(40, 5)) * [1, 10, 100, 3, 0.1]
    standard = standardised(values)
    assert standard == pytest.approx(zscore(values, axis=0))
    expected = cdist(standard[:1], standard)[0] / np.sqrt(5)
    assert distances(standard, standard[0]) == pytest.approx(expected)
    holes = np.array([[0.0, 1], [np.nan, 1], [np.nan, np.nan]])
    assert distances(holes, np.array([1.0, 1]))[:2].tolist() == pytest.approx([np.sqrt(0.5), 0])
    assert np.isnan(distances(holes, np.array([1.0, 1]))[2])
