"""How many indicators fail in the same household, and a multidimensional index, from the counts kept at import.

Alkire and Foster (2011), J. Public Econ. 95, 476–487. Weights, cutoff and the treatment of indicators that do not apply
are this project's own (loaders/mapping/multidimensional.py); the sums stored per village make every level exact.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.core.measures import MeasureSums, measure_sums
from analysis.core.scope import Scope
from analysis.core.statistics import share_pct
from catalogue import IndicatorSet
from warehouse import Warehouse
from warehouse.staged import (
    CUTOFF,
    FAILING,
    MPI_DIMENSION_PREFIX,
    MPI_HOUSEHOLDS,
    MPI_LEFT_OUT,
    MPI_PEOPLE,
    MPI_POOR,
    MPI_POOR_PEOPLE,
    MPI_SCORE_SUM,
    PAIR_PREFIX,
    dimension_measure,
)

MOST_PAIRS = 10
FAILING_LABELS: Mapping[str, str] = dict(zip(FAILING, ("ไม่มีเลย", "1 ตัวชี้วัด", "2 ตัวชี้วัด", "3 ตัวชี้วัดขึ้นไป"), strict=True))


@dataclass(frozen=True)
class Multidimensional:
    """What the households of an area fail together. Percent unless said otherwise; NaN where nothing was counted.

    `failing`: one row a number of failed indicators: measure, failing, households, household_pct. `pairs`: the pairs of
    indicators most households fail together, most first: first_code, first_label, second_code, second_label,
    households, household_pct (of the households looked at).
    The index: headcount_pct (H, poor of the households with a score), intensity_pct (A, mean score of the poor ones),
    adjusted (M0 = H · A, 0–1), people_pct (the poor_people, members of the poor households, of the scored_people,
    members of those with a score); `dimensions`: axis_code, axis_name, score_sum, contribution_pct (part of the sum of
    the poor households' scores; adds up to 100).
    households: looked at at all; scored, poor, left_out: with a score, poor, without a score; score_sum: sum of the
    scores of the poor. villages: how many gave these counts.
    """

    failing: pd.DataFrame
    pairs: pd.DataFrame
    dimensions: pd.DataFrame
    households: float
    scored: float
    poor: float
    left_out: float
    score_sum: float
    headcount_pct: float
    intensity_pct: float
    adjusted: float
    people_pct: float
    poor_people: float
    scored_people: float
    villages: int
    cutoff: float = CUTOFF


def multidimensional_data(warehouse: Warehouse, scope: Scope) -> Multidimensional | None:
    """The counts of the scope's area and year; None where no village of it was imported as household rows."""
    found = measure_sums(warehouse, scope, (*FAILING, "mpi_"), PAIR_PREFIX, MOST_PAIRS)
    if FAILING[0] not in found.values:
        return None
    sums = found.values
    households = sum(sums[name] for name in FAILING)
    scored, poor = sums.get(MPI_HOUSEHOLDS, np.nan), sums.get(MPI_POOR, np.nan)
    score_sum = sums.get(MPI_SCORE_SUM, np.nan)
    poor_people, people = sums.get(MPI_POOR_PEOPLE, np.nan), sums.get(MPI_PEOPLE, np.nan)
    headcount = share_pct(poor, scored).item()
    return Multidimensional(
        failing=_failing(sums, households),
        pairs=_pairs(found, scope.indicator_set, households),
        dimensions=_dimensions(sums, scope.indicator_set, score_sum),
        households=households,
        scored=scored,
        poor=poor,
        left_out=sums.get(MPI_LEFT_OUT, np.nan),
        score_sum=score_sum,
        headcount_pct=headcount,
        intensity_pct=share_pct(score_sum, poor).item(),
        adjusted=share_pct(score_sum, scored).item() / 100,
        people_pct=share_pct(poor_people, people).item(),
        poor_people=poor_people,
        scored_people=people,
        villages=found.areas[FAILING[0]],
    )


def _failing(sums: Mapping[str, float], households: float) -> pd.DataFrame:
    counts = [sums[name] for name in FAILING]
    return pd.DataFrame(
        {
            "measure": list(FAILING),
            "failing": list(FAILING_LABELS.values()),
            "households": counts,
            "household_pct": share_pct(counts, households),
        }
    )


def _pairs(found: MeasureSums, indicator_set: IndicatorSet, households: float) -> pd.DataFrame:
    """Pairs of indicators the set no longer has are left out; equal counts stand in the set's order."""
    order = {each.code: each for each in indicator_set.indicators}
    rows: list[tuple[str, str, float]] = []
    for name, count in found.values.items():
        codes = name.removeprefix(PAIR_PREFIX).split(":")
        if name.startswith(PAIR_PREFIX) and len(codes) == 2 and all(code in order for code in codes):
            rows.append((codes[0], codes[1], count))
    rows.sort(key=lambda row: (-row[2], order[row[0]].number, order[row[1]].number))
    return pd.DataFrame(
        {
            "first_code": pd.Series([first for first, _, _ in rows], dtype="str"),
            "first_label": pd.Series([order[first].problem_name for first, _, _ in rows], dtype="str"),
            "second_code": pd.Series([second for _, second, _ in rows], dtype="str"),
            "second_label": pd.Series([order[second].problem_name for _, second, _ in rows], dtype="str"),
            "households": pd.Series([count for _, _, count in rows], dtype="float64"),
            "household_pct": share_pct([count for _, _, count in rows], households),
        }
    )


def _dimensions(sums: Mapping[str, float], indicator_set: IndicatorSet, score_sum: float) -> pd.DataFrame:
    known = [each for each in indicator_set.dimensions if dimension_measure(each.code) in sums]
    parts = [sums[f"{MPI_DIMENSION_PREFIX}{each.code}"] for each in known]
    return pd.DataFrame(
        {
            "axis_code": pd.Series([each.code for each in known], dtype="str"),
            "axis_name": pd.Series([each.name for each in known], dtype="str"),
            "score_sum": pd.Series(parts, dtype="float64"),
            "contribution_pct": share_pct(parts, score_sum),
        }
    )
