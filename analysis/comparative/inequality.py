"""How unequally a problem lies in an area: in how many places half of it is, and between which levels they differ.

Both say the same whether those who fail or those who pass are counted: the first counts people, the second a variance.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.comparative.cells import Cells
from analysis.core.priorities import FEWEST_LEADING
from catalogue.areas import LEVELS

DIGITS = {"country": 0, "province": 2, "amphoe": 4, "tambon": 6}
CONCENTRATION = ("indicator_code", "areas_for_half", "areas", "failed", "first_codes")
VARIANCE = ("indicator_code", "level", "share_pct")


def concentration_data(cells: Cells) -> pd.DataFrame:
    """One row an indicator with anybody who fails (CONCENTRATION), in the set's order.

    areas_for_half: the fewest areas that together hold half of all who fail; areas: those with data; failed: all who
    fail; first_codes: the areas of that half, the largest first, of the same number by code."""
    rows: list[tuple[object, ...]] = []
    for column, code in enumerate(cells.indicator_codes):
        failed = np.nan_to_num(cells.failed[:, column])
        if failed.sum() <= 0:
            continue
        order = np.argsort(-failed, kind="stable")
        half = int(np.searchsorted(np.cumsum(failed[order]), failed.sum() / 2)) + 1
        first = tuple(cells.area_codes[place] for place in order[:half])
        rows.append((code, half, int((cells.assessed[:, column] > 0).sum()), float(failed.sum()), first))
    return pd.DataFrame(rows, columns=list(CONCENTRATION))


def most_concentrated_first(concentration: pd.DataFrame) -> pd.DataFrame:
    """The rows of `concentration_data` as they are shown, with is_small: fewer than FEWEST_LEADING fail, which never
    leads; then half of it in the smallest share of the areas first, of equal shares the most who fail."""
    rows = concentration.assign(
        is_small=concentration["failed"] < FEWEST_LEADING,
        share=concentration["areas_for_half"] / concentration["areas"],
    )
    order = rows.sort_values(["is_small", "share", "failed"], ascending=[True, True, False], kind="stable")
    return order.drop(columns="share").reset_index(drop=True)


def variance_data(cells: Cells, within: str) -> pd.DataFrame:
    """One row an indicator and level (VARIANCE): how much of the differences between the areas of `cells` is between
    areas of that level that share the area above, in percent of all differences; an indicator's rows add up to 100.

    `cells`: the finest areas there are, all of one level. `within`: the level of the area that holds them all. Squares
    are weighted by the number assessed. The finest level's part holds the chance of small numbers too. No row for an
    indicator that does not differ."""
    order = list(LEVELS)
    finest = "village" if not cells.area_codes else _level_of_length(len(cells.area_codes[0]))
    between = order[order.index(within) + 1 : order.index(finest) + 1]
    groups = [_groups(cells.area_codes, DIGITS.get(level, 10)) for level in between]
    rows: list[tuple[str, str, float]] = []
    for column, code in enumerate(cells.indicator_codes):
        known = cells.assessed[:, column] > 0
        size, failed = cells.assessed[known, column], cells.failed[known, column]
        above, sums = np.full(len(size), failed.sum() / max(1.0, size.sum())), []
        for places in groups:
            own = places[known]
            share = np.bincount(own, failed) / np.maximum(np.bincount(own, size), 1e-300)
            sums.append(float((size * (share[own] - above) ** 2).sum()))
            above = share[own]
        total = sum(sums)
        if total > 1e-12:
            rows += [(code, level, 100 * part / total) for level, part in zip(between, sums, strict=True)]
    return pd.DataFrame(rows, columns=list(VARIANCE))


def _groups(codes: Sequence[str], digits: int) -> np.ndarray:
    place, _ = pd.factorize(pd.Series([code[:digits] for code in codes], dtype="str"))
    return place


def _level_of_length(length: int) -> str:
    return {2: "province", 4: "amphoe", 6: "tambon"}.get(length, "village")
