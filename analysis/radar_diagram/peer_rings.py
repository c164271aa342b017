"""The rings of a radar that shows ranks: which percentage stands at a rank among the peers, axis by axis."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd

from analysis.core.statistics import Numbers, numbers

RING_RANKS: Final = (25, 50, 75, 100)


def peer_rings_data(codes: Sequence[str], wide: pd.DataFrame, printed: pd.DataFrame | None = None) -> pd.DataFrame:
    """The true percentages on the rings of a rank scale, one row an axis and ring.

    `wide`: percentages with the problem, one row a peer, one column a code. Columns: axis_code, rank_pct (of
    RING_RANKS), problem_pct, pass_pct: the lowest percentage among the peers that at least rank_pct of them do not
    exceed, so that an area stands on or outside a ring exactly when its own percentage is not lower. Missing without
    peers. `printed`, of the shape of `wide`: what may be printed of each percentage, where that is not all of it
    (missing where nothing may): it stands on the ring in the place of its percentage.
    """
    rows: list[tuple[str, int, float, float]] = []
    for code in codes:
        others = numbers(wide[code]) if code in wide else np.array([], dtype="float64")
        shown = numbers(printed[code]) if printed is not None and code in printed else others
        for rank in RING_RANKS:
            rows.append((code, rank, _at_rank(others, rank, shown), _at_rank(100 - others, rank, 100 - shown)))
    return pd.DataFrame(rows, columns=["axis_code", "rank_pct", "problem_pct", "pass_pct"])


def _at_rank(values: Numbers, rank: int, printed: Numbers) -> float:
    present = ~np.isnan(values)
    held = values[present]
    if not len(held):
        return float("nan")
    order = np.argsort(held, kind="stable")
    place = order[-(-rank * len(held) // 100) - 1]
    return float(printed[present][place])
