"""Counts of every household → facts and measures per village: the good rows are summed, nothing else is kept."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

Arrays = Mapping[str, np.ndarray]


def village_facts(
    codes: np.ndarray, columns: Mapping[str, Arrays], units: Mapping[str, str], faulty: np.ndarray
) -> pd.DataFrame:
    """area_code, indicator_code, unit, assessed, failed: summed over the good households of each village.

    `codes`: the village of each household; `columns`: indicator code → its arrays assessed and failed; `units`: the
    unit in which each indicator is counted. Where nobody was assessed there is no fact.
    """
    villages, position = _villages(codes, faulty)
    parts = [_summed(code, units[code], villages, position, arrays, ~faulty) for code, arrays in columns.items()]
    empty = pd.DataFrame(columns=["area_code", "indicator_code", "unit", "assessed", "failed"])
    return pd.concat(parts, ignore_index=True) if parts else empty


def village_measures(codes: np.ndarray, people: np.ndarray | None, faulty: np.ndarray) -> pd.DataFrame:
    """Households (good rows) of each village, and its people where every one of its households tells them."""
    villages, position = _villages(codes, faulty)
    households = np.bincount(position, minlength=len(villages)).astype(float)
    parts = [pd.DataFrame({"area_code": villages, "measure": "households", "value": households})]
    if people is not None:
        members = people[~faulty]
        counts = np.bincount(position, np.nan_to_num(members), minlength=len(villages))
        has_value = np.bincount(position, ~np.isnan(members), minlength=len(villages)) == households
        parts.append(pd.DataFrame({"area_code": villages[has_value], "measure": "people", "value": counts[has_value]}))
    return pd.concat(parts, ignore_index=True)


def _villages(codes: np.ndarray, faulty: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    position, villages = pd.factorize(codes[~faulty], sort=True)
    return np.asarray(villages, dtype=object), np.asarray(position)


def _summed(
    code: str, unit: str, villages: np.ndarray, position: np.ndarray, arrays: Arrays, good: np.ndarray
) -> pd.DataFrame:
    counts = [
        np.bincount(position, np.nan_to_num(arrays[name][good]), minlength=len(villages))
        for name in ("assessed", "failed")
    ]
    has_value = counts[0] > 0
    return pd.DataFrame(
        {
            "area_code": villages[has_value],
            "indicator_code": code,
            "unit": unit,
            "assessed": counts[0][has_value],
            "failed": counts[1][has_value],
        }
    )
