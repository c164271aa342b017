"""The radar as it may leave the office: what the gate hides is missing, for the area and whoever stands beside it."""

from dataclasses import replace

import numpy as np
import pandas as pd

from analysis.core.ranked_areas import Peers
from analysis.core.references import FIGURE_COLUMNS, Reference, with_reference
from analysis.core.statistics import numbers
from analysis.disclosure.gate import GateOfYear
from analysis.disclosure.outputs import Shaped
from analysis.disclosure.public_tables import (
    Members,
    hide_figures,
    medians_printed,
    public_peers,
    public_ranks,
    with_printed,
    without_small_medians,
)
from analysis.radar_diagram.data import RadarDiagram


def radar_diagram_public(radar: RadarDiagram, gates: GateOfYear) -> Shaped[RadarDiagram]:
    """The radar for others, and how many figures of indicators and axes are hidden in it. Means are printed as the
    gate says, ranks only where the hidden figures of the peers cannot change them. Sets of scores or values hold no
    counts of people and are left as they are."""
    gate = gates(radar.scope.year_be)
    if gate.is_open:
        return Shaped(radar, 0)
    area_code = radar.scope.area_code
    by_axis = radar.indicators.groupby("axis_code", sort=False)["indicator_code"]
    members: Members = {str(axis): list(codes) for axis, codes in by_axis}
    peers = public_peers(radar.peers, gate, members)
    companions = tuple(_public_companion(each, peers, gates, members) for each in radar.companions)
    indicators = hide_figures(radar.all_indicators, gate, area_code)
    axes = with_printed(radar.axes, gate.of_area(area_code), members)
    if peers.count:
        indicators = public_ranks(indicators, "indicator_code", peers, gate, {})
        axes = public_ranks(axes, "axis_code", peers, gate, members)
    withheld = axes["problem_pct"].isna() & radar.axes["problem_pct"].notna()
    shown = replace(
        radar, axes=axes, all_indicators=_held_against(indicators, companions), companions=companions, peers=peers
    )
    shown = replace(shown, axes=with_reference(axes.drop(columns="reference_pct"), shown.reference))
    return Shaped(shown, int(shown.indicators["is_hidden"].sum() + withheld.sum()))


def _public_companion(companion: Reference, peers: Peers, gates: GateOfYear, members: Members) -> Reference:
    indicators, axes = companion.indicators, companion.axes
    if companion.name is None or companion.kind == "target":
        return companion
    if companion.area_code is None:
        codes = [str(code) for code in indicators["indicator_code"]]
        shown = without_small_medians(codes, indicators["problem_pct"], peers)
        if peers.printed_axes is not None:
            of_axes = medians_printed([str(code) for code in axes["axis_code"]], peers.axes, peers.printed_axes)
            axes = axes.assign(problem_pct=of_axes)
        return replace(companion, indicators=indicators.assign(problem_pct=shown), axes=axes)
    own = gates(companion.year_be).of_area(companion.area_code)
    hidden = indicators["indicator_code"].isin(list(own.hidden))
    indicators = indicators.assign(
        **{column: indicators[column].mask(hidden) for column in FIGURE_COLUMNS if column != "indicator_code"}
    )
    return replace(companion, indicators=indicators, axes=with_printed(axes, own, members))


def _held_against(indicators: pd.DataFrame, companions: tuple[Reference, ...]) -> pd.DataFrame:
    """The indicators beside what is shown of the first companion."""
    if not companions or companions[0].name is None:
        return indicators
    shares = companions[0].indicators.set_index("indicator_code")["problem_pct"]
    reference = numbers(indicators["indicator_code"].map(shares))
    columns = ["reference_low_pct", "reference_high_pct", "reference_gap_pct"]
    kept = {column: indicators[column].mask(np.isnan(reference)) for column in columns}
    return indicators.assign(reference_pct=reference, **kept)
