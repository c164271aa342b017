"""H, A, M0 and contributions from the stored counts: worked by hand, and exact at every level of the tree."""

from contextlib import closing

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.weightstats import DescrStatsW

from analysis.core.scope import Question, find_scope
from analysis.radar_analysis.multidimensional import multidimensional_data
from catalogue import Catalogue
from loaders.mapping.multidimensional import deprivation_scores, household_measures
from tests.analysis.examples import YEAR, catalogue_of, made_up_set, store
from tests.loaders.mapping.test_multidimensional import MATRIX, PEOPLE
from tests_support import budget, empty_warehouse
from warehouse import Warehouse

FOUR = made_up_set(
    size=4, indicator_1={"dimension": 1}, indicator_2={"dimension": 1}, indicator_3={"dimension": 2},
    indicator_4={"dimension": 2},
)  # fmt: skip
CATALOGUE = catalogue_of(FOUR)
NAN = float("nan")
VILLAGES = ["83010101"] * 4 + ["83020101"] * 2


@pytest.fixture
def two_villages(warehouse: Warehouse) -> Warehouse:
    codes = [each.code for each in FOUR.indicators]
    measures = household_measures(MATRIX, VILLAGES, codes, [each.dimension_code for each in FOUR.indicators], PEOPLE)
    store(warehouse, FOUR, [("83010101", 1, 4, 3), ("83020101", 3, 1, 1)], measures=measures)
    return warehouse


def found(warehouse: Warehouse, area_code: str, catalogue: Catalogue = CATALOGUE):
    return multidimensional_data(warehouse, find_scope(warehouse, catalogue, Question(area_code, YEAR)))


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
        {
            "first_label": ["ไม่ผ่าน: ตัวชี้วัด 1", "ไม่ผ่าน: ตัวชี้วัด 1", "ไม่ผ่าน: ตัวชี้วัด 3"],
            "second_label": ["ไม่ผ่าน: ตัวชี้วัด 2", "ไม่ผ่าน: ตัวชี้วัด 3", "ไม่ผ่าน: ตัวชี้วัด 4"],
        }
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


def test_the_example_of_the_paper(warehouse: Warehouse):
    """Alkire and Foster (2011), the example of four persons and four dimensions, cutoff 2 of 4: H 1/2, A 3/4, M0 3/8.
    Among shares of 0, 1/4, 1/2 and 1, this project's cutoff of 1/3 divides as 2 of 4 does."""
    four = made_up_set(dimensions=4, size=4)
    failed = [[0, 0, 0, 0], [0, 1, 0, 1], [1, 1, 1, 1], [0, 1, 0, 0]]
    codes, dimensions = ([getattr(each, name) for each in four.indicators] for name in ("code", "dimension_code"))
    measures = household_measures(1 - np.array(failed), ["83010101"] * 4, codes, dimensions)
    store(warehouse, four, [("83010101", 1, 4, 1)], measures=measures)
    index = found(warehouse, "83010101", catalogue_of(four))
    assert index is not None
    assert (index.headcount_pct, index.intensity_pct, index.adjusted) == (50, 75, 0.375)
    assert index.dimensions["contribution_pct"].tolist() == pytest.approx([100 / 6, 100 / 3, 100 / 6, 100 / 3])


HOUSEHOLD = st.lists(st.sampled_from([1.0, 0.0, NAN]), min_size=4, max_size=4)
ROWS = st.lists(st.tuples(st.sampled_from(VILLAGES), HOUSEHOLD, st.integers(1, 9)), min_size=1, max_size=30)


@budget(15)
@given(ROWS)
def test_the_index_agrees_with_statsmodels(rows: list[tuple[str, list[float], int]]):
    """H, A, M0 and the share of people are weighted means of the scores of single households."""
    villages, matrix, people = [row[0] for row in rows], [row[1] for row in rows], [float(row[2]) for row in rows]
    codes, dimensions = ([getattr(each, name) for each in FOUR.indicators] for name in ("code", "dimension_code"))
    scores, _ = deprivation_scores(np.array(matrix), dimensions)
    members, scores = np.array(people)[~np.isnan(scores)], scores[~np.isnan(scores)]
    poor = scores >= 1 / 3 - 1e-9
    with closing(empty_warehouse()) as warehouse:
        measures = household_measures(matrix, villages, codes, dimensions, people)
        store(warehouse, FOUR, [(code, 1, 1, 0) for code in set(villages)], measures=measures)
        index = found(warehouse, "83")
    assert index is not None
    if not len(scores):
        assert pd.isna([index.headcount_pct, index.adjusted, index.people_pct]).all()
        return
    assert index.headcount_pct == pytest.approx(100 * DescrStatsW(poor.astype(float)).mean)
    assert index.adjusted == pytest.approx(DescrStatsW(np.where(poor, scores, 0)).mean)
    assert index.people_pct == pytest.approx(100 * DescrStatsW(poor.astype(float), weights=members).mean)
    if poor.any():
        assert index.intensity_pct == pytest.approx(100 * DescrStatsW(scores[poor]).mean)


def test_only_sums_of_villages_are_stored(two_villages: Warehouse):
    """Six households came in; two villages with sums went into the file, and no table has a row a household."""
    measures = two_villages.query("SELECT area_code, measure, count(*) AS rows FROM measures GROUP BY ALL")
    assert set(measures["area_code"]) == set(VILLAGES)
    assert (measures["rows"] == 1).all()
    assert two_villages.query("SELECT DISTINCT level FROM measures")["level"].tolist() == ["village"]
    assert two_villages.query("SELECT max(length(area_code)) AS longest FROM facts")["longest"].tolist() == [8]
