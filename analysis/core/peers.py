"""The areas beside one area: their percentages side by side, and where a value stands among them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.core.figures import axis_data
from analysis.core.references import REFERENCE_COLUMNS
from analysis.core.scope import Scope
from analysis.core.statistics import Numbers, numbers, share_not_higher_pct
from catalogue import View


@dataclass(frozen=True)
class Peers:
    """The areas beside one area: how many have data, and their percentages, one row a peer, one column an axis
    (`axes`) or an indicator (`indicators`). `figures`: REFERENCE_COLUMNS, what they rest on, one row a peer and
    indicator. `printed_axes`, `printed`: what may be printed of `axes` and `indicators` (the same rows and columns,
    missing where withheld), `axes_decimals` how many decimals each of `printed_axes` has; None where nothing has to be
    hidden."""

    count: int
    axes: pd.DataFrame
    indicators: pd.DataFrame
    figures: pd.DataFrame
    printed_axes: pd.DataFrame | None = None
    printed: pd.DataFrame | None = None
    axes_decimals: pd.DataFrame | None = None


def no_peers() -> Peers:
    """Nobody beside an area."""
    return Peers(0, pd.DataFrame(), pd.DataFrame(), pd.DataFrame())


def peers_data(figures: pd.DataFrame, scope: Scope, view: View | str | None = None) -> Peers:
    """The percentages of the areas under the same parent, from their `peer_figures`; no rows without peers."""
    axes = axis_data(figures, scope.indicator_set, view)
    wide_axes, wide_indicators = _wide(axes, "axis_code"), _wide(figures, "indicator_code")
    count = int(wide_indicators.notna().any(axis=1).sum())
    slim = figures[list(REFERENCE_COLUMNS)].reset_index(drop=True)
    return Peers(count, wide_axes, wide_indicators, slim)


def peer_ranks(codes: Sequence[str], problem_pct: Sequence[float] | Numbers, wide: pd.DataFrame) -> pd.DataFrame:
    """peer_rank_pct and peer_rank_pass_pct: percentage of the peers whose problem (or pass) percentage is not higher;
    missing without a value or without peers. `wide`: one row a peer, one column a code."""
    if wide.empty:
        nothing = np.full(len(codes), np.nan)
        return pd.DataFrame({"peer_rank_pct": nothing, "peer_rank_pass_pct": nothing})
    own, others = numbers(problem_pct), wide.reindex(columns=list(codes)).to_numpy(dtype="float64", na_value=np.nan)
    ranks = (share_not_higher_pct(own, others), share_not_higher_pct(100 - own, 100 - others))
    return pd.DataFrame(dict(zip(("peer_rank_pct", "peer_rank_pass_pct"), ranks, strict=True)))


def companion_ranks(codes: Sequence[str], problem_pct: Sequence[float], peers: Peers, of_axes: bool) -> pd.DataFrame:
    """`peer_ranks` of who stands beside the area, on axes or indicators. Where something is hidden, among what may be
    printed of the peers: missing where one of them is withheld, since a rank would tell on which side of it he is."""
    wide, printed = (peers.axes, peers.printed_axes) if of_axes else (peers.indicators, peers.printed)
    if printed is None:
        return peer_ranks(codes, problem_pct, wide)
    withheld = (printed.isna() & wide.notna()).any()
    is_withheld = pd.Series([bool(withheld.get(code, False)) for code in codes])
    ranks = peer_ranks(codes, problem_pct, printed)
    return ranks.apply(lambda rank: rank.mask(is_withheld))


def _wide(table: pd.DataFrame, code: str) -> pd.DataFrame:
    """One row an area, one column a code, in the order they come; every area has every code."""
    codes = list(dict.fromkeys(table[code]))
    values = numbers(table["problem_pct"]).reshape(-1, len(codes)) if codes else np.empty((0, 0))
    return pd.DataFrame(values, columns=pd.Index(codes, dtype="str"))
