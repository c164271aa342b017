"""Tables as the gate lets them out: figures of hidden rows made missing, the peers of an area, means beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
import pandas as pd

from analysis.core.ranked_areas import Peers, peer_ranks
from analysis.core.statistics import Numbers, numbers
from analysis.disclosure.gate import AreaGate, Disclosure

RATE_COLUMNS: Final = (
    *("failed", "problem_pct", "pass_pct", "low_pct", "high_pct", "gap_pct", "reference_gap_pct", "change_pct"),
    *("peer_rank_pct", "peer_rank_pass_pct"),
)


def hide_rows(table: pd.DataFrame, hidden: pd.Series, assessed_hidden: pd.Series) -> pd.DataFrame:
    """The table with the counts and rates of the rows made missing, and is_hidden, which rows these are; how many were
    assessed goes only where that is hidden too."""
    columns = [column for column in RATE_COLUMNS if column in table]
    out = table.assign(is_hidden=hidden)
    out[columns] = out[columns].mask(hidden)
    if "status" in out:
        out[["status", "status_name"]] = out[["status", "status_name"]].mask(hidden)
    if "assessed" in out:
        out["assessed"] = out["assessed"].mask(assessed_hidden)
    return out


def hide_figures(table: pd.DataFrame, gate: Disclosure, area_code: str) -> pd.DataFrame:
    """The rows of one area (indicator_code and figures) without what the gate hides."""
    codes = [str(code) for code in table["indicator_code"]]
    own, assessed = gate.hidden(area_code), gate.assessed_hidden(area_code)
    return hide_rows(table, _flags(table, codes, own), _flags(table, codes, assessed))


def public_areas(areas: pd.DataFrame, gate: Disclosure, indicator_code: str) -> tuple[pd.DataFrame, int]:
    """The areas (area_code and figures) of one indicator without what the gate hides, and how many are hidden.

    The hidden ones stand last, by code: in a ranked list their place would tell what is hidden."""
    codes = [str(code) for code in areas["area_code"]]
    own = {code for code in codes if indicator_code in gate.hidden(code)}
    assessed = {code for code in codes if indicator_code in gate.assessed_hidden(code)}
    hidden = _flags(areas, codes, own)
    shown = hide_rows(areas, hidden, _flags(areas, codes, assessed))
    last = areas[hidden].sort_values("area_code").index
    return shown.loc[[*areas.index[~hidden], *last]].reset_index(drop=True), int(hidden.sum())


def _flags(table: pd.DataFrame, codes: list[str], wanted: frozenset[str] | set[str]) -> pd.Series:
    return pd.Series([code in wanted for code in codes], index=table.index, dtype="bool")


Members = Mapping[str, Sequence[str]]


def with_printed(axes: pd.DataFrame, own: AreaGate, members: Members) -> pd.DataFrame:
    """The axes (axis_code, problem_pct, perhaps pass_pct) of one area with their means as printed."""
    printed = pd.Series([own.mean_pct(members.get(str(code), ())) for code in axes["axis_code"]], index=axes.index)
    rough = [own.decimals_of(members.get(str(code), ())) or 0 for code in axes["axis_code"]]
    out = axes.assign(problem_pct=printed.astype("float64"), decimals=rough)
    return out.assign(pass_pct=(100 - out["problem_pct"]).round(1)) if "pass_pct" in out else out


def public_peers(peers: Peers, gate: Disclosure, members: Members) -> Peers:
    """The peers with what may be printed of each one's percentages."""
    if not peers.count or gate.is_open:
        return peers
    areas = [str(code) for code in dict.fromkeys(peers.figures["area_code"])]
    axes = [[gate.mean_pct(area, list(members.get(str(code), ()))) for code in peers.axes] for area in areas]
    hidden = np.array([[str(code) in gate.hidden(area) for code in peers.indicators] for area in areas], dtype=bool)
    rough = [[gate.decimals_of(area, list(members.get(str(code), ()))) or 0 for code in peers.axes] for area in areas]
    printed_axes = pd.DataFrame(axes, columns=peers.axes.columns, dtype="float64")
    decimals = pd.DataFrame(rough, columns=peers.axes.columns, dtype="int64")
    return replace(peers, printed_axes=printed_axes, printed=peers.indicators.mask(hidden), axes_decimals=decimals)


def public_ranks(table: pd.DataFrame, code: str, peers: Peers, gate: Disclosure, members: Members) -> pd.DataFrame:
    """The table (a column of codes named `code`, problem_pct as printed) with its ranks among the peers, where these
    are the same wherever the peers' hidden percentages lie in the ranges anyone may be told; else missing.

    `members`: code → the indicators it is the mean of."""
    areas = [str(area) for area in dict.fromkeys(peers.figures["area_code"])]
    codes = [str(each) for each in table[code]]
    ranges = {each: _ranges(gate, areas, members.get(each, [each])) for each in codes}
    low, high = (
        peer_ranks(codes, numbers(table["problem_pct"]), pd.DataFrame({each: ranges[each][:, end] for each in codes}))
        for end in (0, 1)
    )
    same = (low == high) & low.notna()
    return table.assign(**{str(name): low[name].where(same[name]).to_numpy() for name in low})


def _ranges(gate: Disclosure, areas: Sequence[str], codes: Sequence[str]) -> Numbers:
    """Lowest and highest mean that may be told of each area."""
    ends = np.array([[gate.pct_range(area, each) for each in codes] for area in areas], dtype="float64")
    known = ~np.isnan(ends)
    count = known.sum(axis=1)
    total = np.where(known, ends, 0.0).sum(axis=1)
    return np.divide(total, count, out=np.full(total.shape, np.nan), where=count > 0)


def middle(values: Numbers, printed: Numbers) -> float:
    """The median of what is printed of the one or two in the middle of `values`; NaN where one of them is withheld.

    >>> middle(np.array([9.04, 1.0, 5.03, 7.04]), np.array([9.0, np.nan, 5.0, 7.0]))
    6.0
    """
    held = np.flatnonzero(~np.isnan(values))
    order = held[np.argsort(values[held], kind="stable")]
    if not len(order):
        return float("nan")
    return float(printed[order[(len(order) - 1) // 2 : len(order) // 2 + 1]].mean())


def medians_printed(codes: Sequence[str], wide: pd.DataFrame, printed: pd.DataFrame) -> list[float]:
    """The `middle` of each column of `wide`, one row a peer."""
    return [middle(numbers(wide[code]), numbers(printed[code])) for code in codes]


def without_small_medians(codes: Sequence[str], medians: pd.Series, peers: Peers) -> pd.Series:
    """The medians of indicators without those that are the percentage of a single peer whose own is withheld."""
    if peers.printed is None:
        return medians
    shares, withheld = peers.indicators, peers.printed.isna()
    own = [bool((shares[code].eq(value) & withheld[code]).any()) for code, value in zip(codes, medians, strict=True)]
    return medians.mask(pd.Series(own, index=medians.index, dtype="bool"))
