"""The peers of an area, and means held beside it, as they may leave the screen: each as its own radar prints it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from analysis.core.references import Peers
from analysis.core.statistics import Numbers, numbers
from analysis.disclosure.printed_means import PrintedMeans, printed_means
from analysis.disclosure.small_counts import to_hide
from catalogue import IndicatorSet

Members = Mapping[str, Sequence[str]]


def with_printed(axes: pd.DataFrame, means: PrintedMeans, members: Members) -> pd.DataFrame:
    """The axes (axis_code, problem_pct, perhaps pass_pct) of one area with their means as printed."""
    printed = pd.Series([means.mean_pct(members.get(str(code), ())) for code in axes["axis_code"]], index=axes.index)
    out = axes.assign(problem_pct=printed.astype("float64"))
    return out.assign(pass_pct=(100 - out["problem_pct"]).round(1)) if "pass_pct" in out else out


def public_peers(peers: Peers, own_set: IndicatorSet, members: Members) -> Peers:
    """The peers with what may be printed of each one's percentages."""
    if not peers.count or own_set.measure != "count":
        return peers
    dimension_of = {each.code: each.dimension_code for each in own_set.indicators}
    figures = peers.figures.assign(dimension_code=peers.figures["indicator_code"].map(dimension_of))
    hidden = to_hide(figures, ["area_code", "dimension_code"]).to_numpy().reshape(len(peers.indicators), -1)
    rows = [
        [means.mean_pct(members.get(str(code), ())) for code in peers.axes]
        for means in (printed_means(own, own_set) for _, own in figures.groupby("area_code", sort=False))
    ]
    printed_axes = pd.DataFrame(rows, columns=peers.axes.columns, dtype="float64")
    return replace(peers, printed_axes=printed_axes, printed=peers.indicators.mask(hidden))


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
