"""The rings of a radar that shows ranks: which percentage stands at a rank among the peers, axis by axis."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd

from analysis.statistics import Numbers, numbers

RING_RANKS: Final = (25, 50, 75, 100)


def peer_rings_data(
    codes: Sequence[str], wide: pd.DataFrame, fewest: pd.DataFrame | None = None, smallest_shown: int = 0
) -> pd.DataFrame:
    """The true percentages on the rings of a rank scale, one row an axis and ring.

    `wide`: percentages with the problem, one row a peer, one column a code. Columns: axis_code, rank_pct (of
    RING_RANKS), problem_pct, pass_pct: the lowest percentage among the peers that at least rank_pct of them do not
    exceed, so that an area stands on or outside a ring exactly when its own percentage is not lower. Missing without
    peers; also where the percentage is that of a peer with a count (`fewest`, of the shape of `wide`) of 1 to less than
    `smallest_shown`.
    """
    rows: list[tuple[str, int, float, float]] = []
    for code in codes:
        others = numbers(wide[code]) if code in wide else np.array([], dtype="float64")
        counts = numbers(fewest[code]) if fewest is not None and code in fewest else np.full(len(others), np.nan)
        small = (counts >= 1) & (counts < smallest_shown)
        for rank in RING_RANKS:
            rows.append((code, rank, _at_rank(others, rank, small), _at_rank(100 - others, rank, small)))
    return pd.DataFrame(rows, columns=["axis_code", "rank_pct", "problem_pct", "pass_pct"])


def _at_rank(values: Numbers, rank: int, small: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> float:
    present = ~np.isnan(values)
    held = values[present]
    if not len(held):
        return float("nan")
    order = np.argsort(held, kind="stable")
    place = order[-(-rank * len(held) // 100) - 1]
    return float("nan") if small[present][place] else float(held[place])
