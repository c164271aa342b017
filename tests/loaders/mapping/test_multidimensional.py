"""Counts per village from household rows: worked by hand, against a plain loop, and what must hold for any survey."""

import math
from collections import Counter

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from loaders.mapping.multidimensional import deprivation_scores, household_measures, measures_of_counts
from tests_support import budget
from warehouse.staged import CUTOFF

NAN = float("nan")
CODES = ["s-01", "s-02", "s-03", "s-04"]
DIMENSIONS = ["d1", "d1", "d2", "d2"]
MATRIX = [
    [1, 1, 1, 1],  # score 0
    [0, 1, 1, 1],  # half of d1, none of d2: 1/4, not poor
    [0, 0, 1, 1],  # all of d1, none of d2: 1/2
    [0, NAN, 0, 1],  # all that applies of d1, half of d2: 3/4
    [NAN, NAN, 0, 0],  # d1 does not apply, all of d2: 1
    [NAN, NAN, NAN, NAN],  # nothing applies: left out
]
VILLAGES = ["A", "A", "A", "A", "B", "B"]
PEOPLE = [2, 3, 4, 1, 5, 2]
BY_HAND = {
    ("A", "households_failing_0"): 1, ("A", "households_failing_1"): 1, ("A", "households_failing_2"): 2,
    ("A", "households_failing_3plus"): 0, ("A", "pair:s-01:s-02"): 1, ("A", "pair:s-01:s-03"): 1,
    ("A", "mpi_households"): 4, ("A", "mpi_left_out"): 0, ("A", "mpi_poor"): 2, ("A", "mpi_censored_score_sum"): 1.25,
    ("A", "mpi_dimension_sum:d1"): 1.0, ("A", "mpi_dimension_sum:d2"): 0.25,
    ("A", "mpi_people"): 10, ("A", "mpi_poor_people"): 5,
    ("B", "households_failing_0"): 0, ("B", "households_failing_1"): 0, ("B", "households_failing_2"): 1,
    ("B", "households_failing_3plus"): 0, ("B", "pair:s-03:s-04"): 1,
    ("B", "mpi_households"): 1, ("B", "mpi_left_out"): 1, ("B", "mpi_poor"): 1, ("B", "mpi_censored_score_sum"): 1.0,
    ("B", "mpi_dimension_sum:d1"): 0, ("B", "mpi_dimension_sum:d2"): 1.0,
    ("B", "mpi_people"): 5, ("B", "mpi_poor_people"): 5,
}  # fmt: skip


def as_dict(measures: pd.DataFrame) -> dict[tuple[str, str], float]:
    keys = list(zip(measures["area_code"], measures["measure"], strict=True))
    assert len(set(keys)) == len(keys)
    return dict(zip(keys, measures["value"], strict=True))


def test_counts_worked_by_hand():
    found = household_measures(MATRIX, VILLAGES, CODES, DIMENSIONS, PEOPLE)
    assert list(found.columns) == ["area_code", "measure", "value"]
    assert as_dict(found) == pytest.approx(BY_HAND)


def test_without_members_nothing_is_said_of_people():
    found = household_measures(MATRIX, VILLAGES, CODES, DIMENSIONS)
    assert not found["measure"].isin(["mpi_people", "mpi_poor_people"]).any()


def test_a_village_with_one_unknown_size_has_no_measures_of_people():
    found = as_dict(household_measures(MATRIX, VILLAGES, CODES, DIMENSIONS, [2, NAN, 4, 1, 5, NAN]))
    told = {key: value for key, value in BY_HAND.items() if key[0] == "B" or "people" not in key[1]}
    assert found == pytest.approx(told)


def test_the_cutoff_itself_is_poor():
    """One of three dimensions failed wholly: exactly the cutoff, in whatever way the sum is rounded."""
    found = as_dict(household_measures([[0, 1, 1]], ["A"], CODES[:3], ["d1", "d2", "d3"]))
    assert pytest.approx(1 / 3) == CUTOFF
    assert found["A", "mpi_poor"] == 1


def test_too_few_dimensions_are_no_score():
    cells = np.array([[0, NAN, NAN, NAN, NAN], [0, 1, 1, NAN, NAN]])
    scores, parts = deprivation_scores(cells, ["d1", "d2", "d3", "d4", "d5"])
    assert math.isnan(scores[0])
    assert scores[1] == pytest.approx(1 / 3)
    assert parts[1].tolist() == pytest.approx([1 / 3, 0, 0, 0, 0])


def test_no_households_are_no_rows():
    found = household_measures(np.empty((0, 4)), [], CODES, DIMENSIONS, [])
    assert found.empty


@pytest.mark.parametrize(
    ("matrix", "villages", "dimensions"),
    [([[1, 2, 0, 1]], ["A"], DIMENSIONS), ([[1, 1, 0, 1]], ["A", "B"], DIMENSIONS), ([[1, 1, 0, 1]], ["A"], ["d1"])],
)
def test_what_cannot_be_is_refused(matrix: list[list[float]], villages: list[str], dimensions: list[str]):
    with pytest.raises(ValueError, match="matrix"):
        household_measures(matrix, villages, CODES, dimensions)


def test_counts_of_a_file_become_the_same_measures():
    """Persons: one that fails is enough; nobody eligible, or no column at all, does not apply. A faulty row is left
    out."""
    nan = NAN
    counts = {
        "s-01": {"assessed": np.array([3, 2, 0, 1, 5]), "failed": np.array([0, 1, 0, nan, 5])},
        "s-03": {"assessed": np.array([1, 1, 1, 1, 1]), "failed": np.array([0, 0, 1, 0, 1])},
    }
    good = np.array([True, True, True, True, False])
    dimensions = dict(zip(CODES, DIMENSIONS, strict=True))
    found = measures_of_counts(counts, dimensions, np.array(list("AAABB"), dtype=object), good)
    matrix = [[1, nan, 1, nan], [0, nan, 1, nan], [nan, nan, 0, nan], [nan, nan, 1, nan]]
    assert_frame_equal(found, household_measures(matrix, list("AAAB"), CODES, DIMENSIONS))


HOUSEHOLDS = st.lists(
    st.tuples(st.sampled_from("ABC"), st.lists(st.sampled_from([1.0, 0.0, 0.0, NAN]), min_size=4, max_size=4)),
    max_size=25,
)


def in_a_loop(households: list[tuple[str, list[float]]]) -> dict[tuple[str, str], float]:
    """The definition, household by household."""
    sums: Counter[tuple[str, str]] = Counter()
    for village, cells in households:
        failed = [code for code, cell in zip(CODES, cells, strict=True) if cell == 0]
        if not all(math.isnan(cell) for cell in cells):
            many = "3plus" if len(failed) > 2 else str(len(failed))
            sums[village, f"households_failing_{many}"] += 1
        for place, first in enumerate(failed):
            for second in failed[place + 1 :]:
                sums[village, f"pair:{first}:{second}"] += 1
        shares: dict[str, float] = {}
        for name in ("d1", "d2"):
            own = [c for c, d in zip(cells, DIMENSIONS, strict=True) if d == name and not math.isnan(c)]
            if own:
                shares[name] = own.count(0) / len(own)
        if not shares:
            sums[village, "mpi_left_out"] += 1
            continue
        score = sum(shares.values()) / len(shares)
        sums[village, "mpi_households"] += 1
        if score >= 1 / 3:
            sums[village, "mpi_poor"] += 1
            sums[village, "mpi_censored_score_sum"] += score
            for name, share in shares.items():
                sums[village, f"mpi_dimension_sum:{name}"] += share / len(shares)
    return {key: value for key, value in sums.items() if value}


@budget(60)
@given(HOUSEHOLDS)
def test_equals_the_plain_loop(households: list[tuple[str, list[float]]]):
    found = household_measures(
        np.array([cells for _, cells in households]).reshape(-1, 4), [code for code, _ in households], CODES, DIMENSIONS
    )
    assert {key: value for key, value in as_dict(found).items() if value} == pytest.approx(in_a_loop(households))


@budget(40)
@given(HOUSEHOLDS.filter(bool), st.randoms(use_true_random=False))
def test_the_order_of_households_does_not_matter(households: list[tuple[str, list[float]]], random):
    shuffled = random.sample(households, len(households))
    both = [
        household_measures([cells for _, cells in each], [code for code, _ in each], CODES, DIMENSIONS)
        for each in (households, shuffled)
    ]
    ordered = [each.sort_values(["area_code", "measure"], ignore_index=True) for each in both]
    assert_frame_equal(*ordered, check_exact=True)


@budget(60)
@given(HOUSEHOLDS.filter(bool), st.data())
def test_one_more_passed_indicator_never_raises_the_index(households: list[tuple[str, list[float]]], data):
    place = data.draw(st.integers(0, len(households) - 1))
    column = data.draw(st.integers(0, 3))
    cells = np.array([cells for _, cells in households])
    better = cells.copy()
    if better[place, column] == 0:
        better[place, column] = 1
    before, after = (
        household_measures(each, ["A"] * len(cells), CODES, DIMENSIONS).set_index("measure")["value"]
        for each in (cells, better)
    )
    for name in ("mpi_poor", "mpi_censored_score_sum"):
        assert after[name] <= before[name] + 1e-9
    assert after["mpi_households"] == before["mpi_households"]
