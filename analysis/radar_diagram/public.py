"""The radar as it may leave the screen: indicators of small counts are hidden, means are printed as the rule of
`analysis.disclosure.printed_means` allows, for the area itself and for each that stands beside it."""

from dataclasses import replace

import numpy as np
import pandas as pd

from analysis.core.references import FIGURE_COLUMNS, Peers, Reference, peer_ranks
from analysis.core.statistics import numbers
from analysis.disclosure.hidden_rows import hide_rows
from analysis.disclosure.printed_means import printed_means
from analysis.disclosure.public_peers import (
    Members,
    medians_printed,
    public_peers,
    with_printed,
    without_small_medians,
)
from analysis.radar_diagram.levels import RadarLevels
from catalogue import IndicatorSet


def public_radar(radar: RadarLevels) -> tuple[RadarLevels, int]:
    """The radar for others, and how many figures of indicators and axes are hidden in it. Ranks of axes are those of
    the means as printed. Sets of scores or values hold no counts of people and are left as they are."""
    own_set = radar.scope.indicator_set
    if own_set.measure != "count":
        return radar, 0
    means = printed_means(radar.whole, own_set)
    by_axis = radar.indicators.groupby("axis_code", sort=False)["indicator_code"]
    members: Members = {str(axis): list(codes) for axis, codes in by_axis}
    peers = public_peers(radar.peers, own_set, members)
    companions = tuple(_public_companion(each, peers, own_set, members) for each in radar.companions)
    hidden = radar.indicators["indicator_code"].isin(list(means.withheld))
    indicators = _held_against(hide_rows(radar.indicators, hidden), companions)
    axes = with_printed(radar.axes, means, members)
    ranks = peer_ranks(list(axes["axis_code"]), list(axes["problem_pct"]), peers.axes)
    axes = axes.assign(**{str(name): ranks[name] for name in ranks})
    withheld = axes["problem_pct"].isna() & radar.axes["problem_pct"].notna()
    shown = replace(radar, axes=axes, indicators=indicators, companions=companions, peers=peers)
    return shown, int(hidden.sum() + withheld.sum())


def _public_companion(companion: Reference, peers: Peers, own_set: IndicatorSet, members: Members) -> Reference:
    indicators, axes = companion.indicators, companion.axes
    if companion.name is None:
        return companion
    if companion.kind == "peers":
        codes = [str(code) for code in indicators["indicator_code"]]
        shown = without_small_medians(codes, indicators["problem_pct"], peers)
        if peers.printed_axes is not None:
            of_axes = medians_printed([str(code) for code in axes["axis_code"]], peers.axes, peers.printed_axes)
            axes = axes.assign(problem_pct=of_axes)
        return replace(companion, indicators=indicators.assign(problem_pct=shown), axes=axes)
    means = printed_means(indicators, own_set)
    small = indicators["indicator_code"].isin(list(means.withheld))
    indicators = indicators.assign(
        **{column: indicators[column].mask(small) for column in FIGURE_COLUMNS if column != "indicator_code"}
    )
    return replace(companion, indicators=indicators, axes=with_printed(axes, means, members))


def _held_against(indicators: pd.DataFrame, companions: tuple[Reference, ...]) -> pd.DataFrame:
    """The indicators beside what is shown of the first companion."""
    if not companions or companions[0].name is None:
        return indicators
    shares = companions[0].indicators.set_index("indicator_code")["problem_pct"]
    reference = numbers(indicators["indicator_code"].map(shares))
    columns = ["reference_low_pct", "reference_high_pct", "reference_gap_pct"]
    kept = {column: indicators[column].mask(np.isnan(reference)) for column in columns}
    return indicators.assign(reference_pct=reference, **kept)
