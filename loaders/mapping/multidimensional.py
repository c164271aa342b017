"""Household rows → additive counts per village: how many indicators fail together, and a multidimensional index.

The index follows Alkire and Foster (2011), "Counting and multidimensional poverty measurement", J. Public Econ. 95,
476–487; its weights and cutoff are this project's own choice. A household's deprivation score is the plain mean, over
the dimensions that apply to it, of the share of its applicable indicators it fails: equal dimensions, equal indicators
inside a dimension, the weights renormalised for every household over what applies to it. An indicator that does not
apply, or has no answer, counts neither as failed nor as passed. A household has a score when at least half of the
dimensions apply to it; it is poor when the score reaches CUTOFF.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from warehouse.staged import (
    CUTOFF,
    FAILING,
    MPI_HOUSEHOLDS,
    MPI_LEFT_OUT,
    MPI_PEOPLE,
    MPI_POOR,
    MPI_POOR_PEOPLE,
    MPI_SCORE_SUM,
    dimension_measure,
    pair_measure,
)

Numbers = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.int64]

COLUMNS = ("area_code", "measure", "value")
LEAST_SHARE_OF_DIMENSIONS = 0.5
TOLERANCE = 1e-9
DECIMALS = 9  # sums of fractions come out the same in whatever order the rows stand


def household_measures(
    matrix: npt.ArrayLike,
    village_codes: Sequence[str] | npt.NDArray[np.object_],
    indicator_codes: Sequence[str],
    dimension_codes: Sequence[str],
    people: npt.ArrayLike | None = None,
) -> pd.DataFrame:
    """One row per village and measure (area_code, measure, value), named and explained in warehouse.staged.

    `matrix`: one row a household, one column an indicator: 1 passes, 0 fails, NaN not applicable or not answered (an
    indicator of persons fails when one member fails). `village_codes`: the village of each row. `indicator_codes` and
    `dimension_codes`: code and dimension of each column. `people`: members of each household, NaN where not told: a
    village where one is not told has no measures of people.
    A household without any applicable indicator is left out of everything but `mpi_left_out`. Nothing is changed in
    what is given. Raises ValueError when the shapes do not fit or a cell is none of 1, 0, NaN.
    """
    cells = np.asarray(matrix, dtype="float64").reshape(-1, len(indicator_codes))
    _check(cells, len(village_codes), len(dimension_codes))
    position, found = pd.factorize(np.asarray(village_codes, dtype=object), sort=True)
    place, villages = np.asarray(position, dtype="int64"), np.asarray(found, dtype=object)
    columns = _failing_counts(cells, place, len(villages))
    columns |= _index_sums(cells, place, len(villages), dimension_codes, people)
    parts = [pd.DataFrame({"area_code": villages, "measure": name, "value": sums}) for name, sums in columns.items()]
    parts.append(_pair_counts(cells == 0, place, villages, indicator_codes))
    table = pd.concat(parts, ignore_index=True)[list(COLUMNS)].dropna(subset="value")
    return table.reset_index(drop=True).astype({"area_code": "str", "measure": "str"})


def measures_of_counts(
    counts: Mapping[str, Mapping[str, npt.NDArray[np.float64]]],
    dimensions: Mapping[str, str],
    village_codes: npt.NDArray[np.object_],
    good: Flags,
    people: Numbers | None = None,
) -> pd.DataFrame:
    """`household_measures` of the good rows of a file. `counts`: by indicator code the arrays assessed and failed of
    every household; `dimensions`: the dimension of each indicator of the set, in the set's order. A household fails an
    indicator when at least one of its own fails; an indicator the file does not have applies to none."""
    matrix = np.full((int(good.sum()), len(dimensions)), np.nan)
    for column, code in enumerate(dimensions):
        if code in counts:
            assessed, failed = counts[code]["assessed"][good], counts[code]["failed"][good]
            passed = np.where(failed > 0, 0.0, 1.0)
            matrix[:, column] = np.where((assessed > 0) & ~np.isnan(failed), passed, np.nan)
    members = None if people is None else people[good]
    return household_measures(matrix, village_codes[good], list(dimensions), list(dimensions.values()), members)


def deprivation_scores(cells: Numbers, dimension_codes: Sequence[str]) -> tuple[Numbers, Numbers]:
    """(score of each household, the part each dimension adds to it: households × dimensions in order of appearance).

    Between 0 and 1; NaN for a household to which fewer than half of the dimensions apply. The parts add up to the
    score.
    """
    names = list(dict.fromkeys(dimension_codes))
    member = np.array([[code == name for name in names] for code in dimension_codes], dtype="float64")
    applicable, failed = (~np.isnan(cells)).astype("float64") @ member, (cells == 0).astype("float64") @ member
    dimensions = (applicable > 0).sum(axis=1)
    share = np.divide(failed, applicable, out=np.zeros_like(failed), where=applicable > 0)
    has_score = (dimensions > 0) & (dimensions >= LEAST_SHARE_OF_DIMENSIONS * len(names))
    divisor = np.where(has_score, dimensions, np.nan)[:, None]
    parts = share / divisor
    return parts.sum(axis=1), parts


def _check(cells: Numbers, households: int, dimensions: int) -> None:
    if cells.shape != (households, dimensions):
        raise ValueError(f"matrix is {cells.shape}, villages and dimensions say {(households, dimensions)}")
    if not (np.isnan(cells) | (cells == 0) | (cells == 1)).all():
        raise ValueError("cells of the matrix are 1 (passes), 0 (fails) or NaN (not applicable)")


def _failing_counts(cells: Numbers, place: Places, villages: int) -> dict[str, Numbers]:
    failing = np.minimum((cells == 0).sum(axis=1), len(FAILING) - 1)
    looked_at = ~np.isnan(cells).all(axis=1)
    return {name: _summed(place, looked_at & (failing == many), villages) for many, name in enumerate(FAILING)}


def _index_sums(
    cells: Numbers, place: Places, villages: int, dimension_codes: Sequence[str], people: npt.ArrayLike | None
) -> dict[str, Numbers]:
    scores, parts = deprivation_scores(cells, dimension_codes)
    has_score = ~np.isnan(scores)
    poor = has_score & (scores >= CUTOFF - TOLERANCE)
    sums = {
        MPI_HOUSEHOLDS: _summed(place, has_score, villages),
        MPI_LEFT_OUT: _summed(place, ~has_score, villages),
        MPI_POOR: _summed(place, poor, villages),
        MPI_SCORE_SUM: _summed(place, np.where(poor, scores, 0.0), villages),
    }
    for column, name in enumerate(dict.fromkeys(dimension_codes)):
        sums[dimension_measure(name)] = _summed(place, np.where(poor, parts[:, column], 0.0), villages)
    if people is not None:
        members = np.asarray(people, dtype="float64")
        sums[MPI_PEOPLE] = _summed(place, np.where(has_score, members, 0.0), villages)
        # missing together, so that one is never divided by a part of the other
        of_poor = _summed(place, np.where(poor, np.nan_to_num(members), 0.0), villages)
        sums[MPI_POOR_PEOPLE] = np.where(np.isnan(sums[MPI_PEOPLE]), np.nan, of_poor)
    return sums


def _summed(place: Places, values: Numbers | Flags, villages: int) -> Numbers:
    sums = np.bincount(place, weights=values.astype("float64"), minlength=villages)
    return np.asarray(np.round(sums, DECIMALS), dtype="float64")


def _pair_counts(
    failed: Flags, place: Places, villages: npt.NDArray[np.object_], indicator_codes: Sequence[str]
) -> pd.DataFrame:
    """The pairs that at least one household of a village fails, indicator by indicator: few cells are failures."""
    width = len(indicator_codes)
    parts: list[pd.DataFrame] = []
    for first, code in enumerate(indicator_codes):
        rows = np.flatnonzero(failed[:, first])
        which, second = np.nonzero(failed[rows, first + 1 :])
        keys, counts = np.unique(place[rows[which]] * width + first + 1 + second, return_counts=True)
        names = [pair_measure(code, indicator_codes[int(each)]) for each in keys % width]
        columns = {"area_code": villages[keys // width], "measure": names, "value": counts.astype("float64")}
        parts.append(pd.DataFrame(columns))
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=list(COLUMNS))
