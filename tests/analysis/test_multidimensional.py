"""H, A, M0 and contributions from the stored counts: worked by hand, and exact at every level of the tree."""

import pandas as pd
import pytest

from analysis.multidimensional import multidimensional_data
from analysis.scope import find_scope
from loaders.multidimensional import household_measures
from tests.analysis.examples import YEAR, catalogue_of, made_up_set, store
from tests.loaders.test_household_measures import MATRIX, PEOPLE
from warehouse import Warehouse

FOUR = made_up_set(
    size=4, indicator_1={"dimension": 1}, indicator_2={"dimension": 1}, indicator_3={"dimension": 2},
    indicator_4={"dimension": 2},
)  # fmt: skip
CATALOGUE = catalogue_of(FOUR)
VILLAGES = ["83010101"] * 4 + ["83020101"] * 2


@pytest.fixture
def two_villages(warehouse: Warehouse) -> Warehouse:
    codes = [each.code for each in FOUR.indicators]
    measures = household_measures(MATRIX, VILLAGES, codes, [each.dimension_code for each in FOUR.indicators], PEOPLE)
    store(warehouse, FOUR, [("83010101", 1, 4, 3), ("83020101", 3, 1, 1)], measures=measures)
    return warehouse


def found(warehouse: Warehouse, area_code: str):
    return multidimensional_data(warehouse, find_scope(warehouse, CATALOGUE, area_code, YEAR, "jpt"))


def test_the_index_of_the_province_worked_by_hand(two_villages: Warehouse):
    index = found(two_villages, "83")
    assert index is not None
    assert (index.scored, index.poor, index.left_out, index.villages) == (5, 3, 1, 2)
    assert index.headcount_pct == pytest.approx(100 * 3 / 5)
    assert index.intensity_pct == pytest.approx(100 * (0.5 + 0.75 + 1) / 3)
    assert index.adjusted == pytest.approx(2.25 / 5)
    assert index.adjusted == pytest.approx(index.headcount_pct * index.intensity_pct / 1e4)
    assert index.people_pct == pytest.approx(100 * 10 / 15)
    assert index.dimensions["contribution_pct"].tolist() == pytest.approx([100 * 1 / 2.25, 100 * 1.25 / 2.25])


def test_how_many_fail_and_which_together(two_villages: Warehouse):
    index = found(two_villages, "83")
    assert index is not None
    assert index.failing["households"].tolist() == [1, 1, 3, 0]
    assert index.failing["household_pct"].tolist() == [20, 20, 60, 0]
    expected = pd.DataFrame(
        {"first_label": ["ตัวชี้วัด 1", "ตัวชี้วัด 1", "ตัวชี้วัด 3"], "second_label": ["ตัวชี้วัด 2", "ตัวชี้วัด 3", "ตัวชี้วัด 4"]}
    )
    assert index.pairs[["first_label", "second_label"]].to_dict() == expected.to_dict()
    assert index.pairs["household_pct"].tolist() == [20, 20, 20]


def test_every_level_adds_up(two_villages: Warehouse):
    parts = [found(two_villages, code) for code in ("83010101", "83020101")]
    for area in ("83", "TH"):
        whole = found(two_villages, area)
        assert whole is not None
        for name in ("households", "scored", "poor", "left_out", "score_sum"):
            assert getattr(whole, name) == pytest.approx(sum(getattr(part, name) for part in parts))
    village = found(two_villages, "83020101")
    assert village is not None
    assert (village.headcount_pct, village.intensity_pct, village.adjusted) == (100, 100, 1)


def test_nobody_poor_has_no_intensity(warehouse: Warehouse):
    codes = [each.code for each in FOUR.indicators]
    measures = household_measures([[1, 1, 1, 1]], ["83010101"], codes, ["d1", "d1", "d2", "d2"])
    store(warehouse, FOUR, [("83010101", 1, 1, 0)], measures=measures)
    index = found(warehouse, "83010101")
    assert index is not None
    assert (index.headcount_pct, index.adjusted) == (0, 0)
    assert pd.isna(index.intensity_pct)
    assert index.dimensions["contribution_pct"].isna().all()
    assert pd.isna(index.people_pct)


def test_villages_without_household_rows_have_no_index(warehouse: Warehouse):
    store(warehouse, FOUR, [("83010101", 1, 4, 3)])
    assert found(warehouse, "83010101") is None
