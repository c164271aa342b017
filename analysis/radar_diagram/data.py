"""Stage 2, Radar Diagram: the condition of one area beside its companions, from the dimensions to every indicator."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np
import pandas as pd

from analysis.core.changes import changes_data, two_years_data
from analysis.core.errors import AnalysisError
from analysis.core.figures import axes_of_indicators, axis_data, indicator_data, is_plain, with_plain_axes
from analysis.core.ranked_areas import Peers, companion_ranks, no_peers, peer_ranks, peers_data
from analysis.core.references import (
    MAX_COMPANIONS,
    Reference,
    area_indicators,
    compares,
    find_reference,
    first_reference,
    no_reference,
    own_and_peer_figures,
    previous_year,
    with_reference,
)
from analysis.core.scope import Question, Scope, find_scope
from analysis.core.sentence import SentenceFacts, answer_sentence
from analysis.core.standings import with_status
from analysis.core.statistics import BETTER, FEW_NAME, SIMILAR, UNKNOWN, WORSE, Numbers, looked_up, numbers
from catalogue import Catalogue, View
from warehouse import Warehouse
from words.numbers import PERCENT, heading_of

TIERS: Final = {WORSE: 0, SIMILAR: 1, BETTER: 2, UNKNOWN: 3}  # the order of a ranked list
RING_RANKS: Final = (25, 50, 75, 100)
RING_COLUMNS: Final = ("axis_code", "rank_pct", "problem_pct", "pass_pct", "problem_decimals", "pass_decimals")


def peer_rings_data(
    codes: Sequence[str], wide: pd.DataFrame, printed: pd.DataFrame | None = None, decimals: pd.DataFrame | None = None
) -> pd.DataFrame:
    """The true percentages on the rings of a rank scale, one row an axis and ring.

    `wide`: percentages with the problem, one row a peer, one column a code. Columns: RING_COLUMNS: rank_pct (of
    RING_RANKS), problem_pct, pass_pct: the lowest percentage among the peers that at least rank_pct of them do not
    exceed, so that an area stands on or outside a ring exactly when its own percentage is not lower. Missing without
    peers. `printed`, of the shape of `wide`: what may be printed of each percentage, where that is not all of it
    (missing where nothing may): it stands on the ring in the place of its percentage, with so many `decimals` (of the
    same shape; one where not given) in problem_decimals and pass_decimals.
    """
    rows: list[tuple[str, int, float, float, int, int]] = []
    for code in codes:
        others = numbers(wide[code]) if code in wide else np.array([], dtype="float64")
        shown = numbers(printed[code]) if printed is not None and code in printed else others
        rough = numbers(decimals[code]) if decimals is not None and code in decimals else np.ones(len(others))
        for rank in RING_RANKS:
            places = (_at_rank(others, rank), _at_rank(100 - others, rank))
            problem, passed = (float("nan") if place is None else float(shown[place]) for place in places)
            exact, exact_passed = (1 if place is None else int(rough[place]) for place in places)
            rows.append((code, rank, problem, 100 - passed, exact, exact_passed))
    return pd.DataFrame(rows, columns=list(RING_COLUMNS))


def _at_rank(values: Numbers, rank: int) -> int | None:
    """The place of the value at a rank; None where there is none."""
    held = np.flatnonzero(~np.isnan(values))
    if not len(held):
        return None
    order = held[np.argsort(values[held], kind="stable")]
    return int(order[-(-rank * len(held) // 100) - 1])


DRAWN_COLUMNS = (
    *("axis_code", "axis_name", "problem_pct", "pass_pct", "indicators", "indicators_with_data", "is_plain"),
    *("peer_rank_pct", "peer_rank_pass_pct"),
)
INDICATOR_COLUMNS = (
    *("axis_code", "number", "indicator_name", "problem_pct", "pass_pct", "failed", "assessed", "unit", "low_pct"),
    *("high_pct", "value", "score_1", "score_2", "score_3", "target_pct", "gap_pct"),
)

REFERENCE_COLUMNS_OF_INDICATORS = (
    *("reference_pct", "reference_low_pct", "reference_high_pct", "reference_gap_pct", "status", "status_name"),
)


@dataclass(frozen=True)
class RadarDiagram:
    """One area's radar and what stands beside it.

    `axes`: one row an axis: the columns of `axis_data` and reference_pct (percent with the problem in the reference),
    peer_rank_pct, peer_rank_pass_pct (percentage of the peers whose problem_pct, or pass_pct, is not higher; missing
    without peers) and is_plain (see `with_plain_axes`).
    `all_indicators`: one row an indicator of the set: the columns of `indicator_data`, axis_code (missing where the
    view leaves it out), the peer ranks, and against the reference reference_pct, reference_low_pct, reference_high_pct
    (see Reference.ends), reference_gap_pct (percentage points; positive = more problem than the reference), status
    (better, similar, worse, unknown), status_name; all missing without one. Where small counts are hidden also
    is_hidden.
    `companions`: at most two, in the order asked for; one without a name has nothing to draw and a note why.
    `view`: another grouping of the set's indicators as axes.
    """

    scope: Scope
    view: View | str | None
    axes: pd.DataFrame
    all_indicators: pd.DataFrame
    companions: tuple[Reference, ...]
    peers: Peers

    @cached_property
    def indicators(self) -> pd.DataFrame:
        """The indicators of the axes, in the set's order: without those that the view leaves out."""
        table = self.all_indicators
        return table[table["axis_code"].notna()].reset_index(drop=True)

    @property
    def reference(self) -> Reference:
        """What the indicators are held against: the first companion; one without a name where there is none."""
        return self.companions[0] if self.companions else no_reference(self.scope)

    @property
    def reference_name(self) -> str | None:
        """Name of the reference; None when there is none to draw."""
        return self.reference.name

    @property
    def is_synthetic(self) -> bool:
        """True when any figure comes from sample data."""
        return bool(self.all_indicators["is_synthetic"].any())

    def of_axis(self, axis_code: str) -> pd.DataFrame:
        """The indicators of one axis, in the set's order."""
        return self.indicators[self.indicators["axis_code"] == axis_code].reset_index(drop=True)

    @property
    def is_ranked_by_gap(self) -> bool:
        """Whether the list goes by the gap to the reference: not where there is none, nor for an area too little of
        which was surveyed to be called worse or better."""
        return self.reference_name is not None and self.scope.is_judged

    def ranked(self, axis_code: str | None = None) -> pd.DataFrame:
        """The indicators (of one axis): those that are worse by the widest gap to the reference, then those alike from
        the most problem (their gaps are noise), then those of too few to tell, then the better ones; without a
        reference from the most problem. Indicators without a figure last."""
        table = self.indicators if axis_code is None else self.of_axis(axis_code)
        keys = [-numbers(table["problem_pct"])]  # missing ones sort last
        if self.is_ranked_by_gap:
            statuses = table["status"].tolist()
            gap = np.where([each == SIMILAR for each in statuses], np.nan, numbers(table["reference_gap_pct"]))
            is_few = np.array([name == FEW_NAME for name in table["status_name"].tolist()])
            tier = np.where(np.isnan(keys[0]), len(TIERS), [TIERS.get(each, np.nan) for each in statuses])
            keys += [-gap, is_few, tier]
        return table.take(np.lexsort(keys)).reset_index(drop=True)

    @property
    def has_standings(self) -> bool:
        """Whether any indicator is known to be worse, alike or better: not without intervals."""
        return bool((self.indicators["status"] != UNKNOWN).any())

    def drawn(self, axis_code: str | None = None, every_indicator: bool = False) -> pd.DataFrame:
        """What a radar draws, one row an axis (DRAWN_COLUMNS, and `decimals` where the gate rounds means): the
        dimensions, the indicators of one of them, or every indicator. Their order is the set's and never changes."""
        if axis_code is None and not every_indicator:
            return _with_decimals(self.axes.assign(axis_name=self.axes["axis_short"]), DRAWN_COLUMNS)
        return _as_axes(self.indicators if axis_code is None else self.of_axis(axis_code))[list(DRAWN_COLUMNS)]

    def table(self, drawn: pd.DataFrame, full_names: bool = False) -> pd.DataFrame:
        """The axes of `drawn` in numbers: axis_code, axis_name (in full) or number and indicator_name (what
        fails, or the criterion in full), the percentages and, for indicators, counts and interval; one column more,
        named by the companion, with each companion's problem percentage. Columns without any figure are left out."""
        of_axes = self._are_axes(drawn)
        if of_axes:
            columns = ["axis_code", "axis_name", "problem_pct", "pass_pct", "indicators_with_data", "indicators"]
            table = self.axes[columns]
        else:
            names = self.indicators["name" if full_names else "problem_name"]
            source = self.indicators.assign(axis_code=self.indicators["indicator_code"], indicator_name=names)
            table = drawn[["axis_code"]].merge(source[list(INDICATOR_COLUMNS)], on="axis_code", how="left")
            table = table.dropna(axis="columns", how="all")
        measure = self.scope.indicator_set.measure
        columns = {
            heading_of(f"{name} {PERCENT}", measure): frame["problem_pct"]
            for name, frame in self.drawn_companions(drawn)
        }
        return table.reset_index(drop=True).assign(**columns)

    def drawn_companions(self, drawn: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
        """(name, table of the same columns) of each companion that has figures, for the axes of `drawn`."""
        return [(each.name, self.companion_table(each, drawn)) for each in self.companions if each.name is not None]

    def peer_rings(self, drawn: pd.DataFrame) -> pd.DataFrame:
        """What stands on the rings when the axes of `drawn` are shown as ranks: see `peer_rings_data`."""
        of_axes, peers = self._are_axes(drawn), self.peers
        codes = [str(code) for code in drawn["axis_code"]]
        if of_axes:
            return peer_rings_data(codes, peers.axes, peers.printed_axes, peers.axes_decimals)
        return peer_rings_data(codes, peers.indicators, peers.printed)

    def companion_table(self, companion: Reference, drawn: pd.DataFrame) -> pd.DataFrame:
        """A companion on the axes of `drawn`: percentages, and ranks among the area's peers."""
        of_axes = self._are_axes(drawn)
        shares = companion.axes if of_axes else companion.indicators.rename(columns={"indicator_code": "axis_code"})
        table = drawn[["axis_code", "axis_name"]].reset_index(drop=True)
        for name in ("problem_pct", *(["decimals"] if "decimals" in shares else [])):
            table[name] = looked_up(table["axis_code"], shares, name, "axis_code")
        ranks = companion_ranks(list(table["axis_code"]), list(table["problem_pct"]), self.peers, of_axes)
        return pd.concat([table.assign(pass_pct=100 - table["problem_pct"]), ranks], axis=1)

    def _are_axes(self, drawn: pd.DataFrame) -> bool:
        return set(drawn["axis_code"]) <= set(self.axes["axis_code"])


def _with_decimals(table: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """These columns, and how many decimals the percentages are printed with, where the gate has said it."""
    return table[[*columns, *(["decimals"] if "decimals" in table else [])]]


def radar_diagram_data(
    warehouse: Warehouse,
    catalogue: Catalogue,
    question: Question,
    companions: Sequence[str] = ("parent",),
    view: View | str | None = None,
    ranked: bool = True,
) -> RadarDiagram:
    """The radar of an area and year beside up to two companions (kinds of `companion_kinds`). Without `ranked` the
    peers are not asked for (unless they are a companion) and all ranks are missing.

    Raises AnalysisError when the area has no data (naming the years it has), for an unknown companion or for more than
    two, and CatalogueError for an unknown view.
    """
    scope = find_scope(warehouse, catalogue, question)
    if ranked or "peers" in companions:
        indicators, figures = own_and_peer_figures(warehouse, scope)
        peers = peers_data(figures, scope, view)
    else:
        indicators, peers = area_indicators(warehouse, scope), no_peers()
    axis_of = axes_of_indicators(scope.indicator_set, view)
    axes = axis_data(indicators, scope.indicator_set, view)
    axes = pd.concat([axes, peer_ranks(list(axes["axis_code"]), list(axes["problem_pct"]), peers.axes)], axis=1)
    axes = with_plain_axes(axes, indicators, axis_of)
    ranks = peer_ranks(list(indicators["indicator_code"]), list(indicators["problem_pct"]), peers.indicators)
    table = indicators.assign(axis_code=indicators["indicator_code"].map(axis_of).astype("str"))
    radar = RadarDiagram(scope, view, axes, pd.concat([table, ranks], axis=1), (), peers)
    return with_companions(warehouse, radar, companions)


def with_companions(warehouse: Warehouse, radar: RadarDiagram, companions: Sequence[str]) -> RadarDiagram:
    """The same radar beside other companions; own figures and peers are not asked for again."""
    if len(companions) > MAX_COMPANIONS:
        raise AnalysisError(f"เลือกพื้นที่เทียบ {len(companions)} รายการ", f"เลือกไม่เกิน {MAX_COMPANIONS} รายการ")
    scope, own = radar.scope, radar.all_indicators
    peers = radar.peers.figures if len(radar.peers.figures.columns) else None
    found = tuple(find_reference(warehouse, scope, own, kind, peers, view=radar.view) for kind in companions)
    if found and found[0].name is None:  # what stands in for it, unless that stands there already
        instead = first_reference(warehouse, scope, own, companions[0], peers, view=radar.view)
        found = found if instead.kind in companions[1:] else (instead, *found[1:])
    reference = found[0] if found else no_reference(scope)
    old = own.columns.intersection(pd.Index(REFERENCE_COLUMNS_OF_INDICATORS))
    table = with_status(own.drop(columns=old), reference.ends, is_judged=scope.is_judged)
    table = table.assign(reference_gap_pct=table["problem_pct"] - table["reference_pct"])
    axes = with_reference(radar.axes.drop(columns="reference_pct", errors="ignore"), reference)
    return replace(radar, axes=axes, all_indicators=table, companions=found)


def radar_sentence(warehouse: Warehouse, radar: RadarDiagram) -> str:
    """The area in one sentence, held against the radar's first companion: as on the sheet that compares with the same,
    where nothing that companion has could be compared with what stands in for it."""
    scope, own, reference = radar.scope, radar.all_indicators, radar.reference
    if reference.kind != "none" and not compares(reference, own):
        peers = radar.peers.figures if len(radar.peers.figures.columns) else None
        reference = first_reference(warehouse, scope, own, reference.kind, peers, view=radar.view)
        old = own.columns.intersection(pd.Index(REFERENCE_COLUMNS_OF_INDICATORS))
        own = with_status(own.drop(columns=old), reference.ends, is_judged=scope.is_judged)
    earlier_year = previous_year(warehouse, scope)
    codes = [] if earlier_year is None else [scope.area_code]
    earlier = indicator_data(warehouse, scope.indicator_set, codes, earlier_year or scope.year_be)
    changes = changes_data(two_years_data(warehouse, scope, own, earlier, earlier_year))
    return answer_sentence(SentenceFacts(scope, reference, radar.axes, own, changes, earlier_year, view=radar.view))


def _as_axes(indicators: pd.DataFrame) -> pd.DataFrame:
    is_hidden = indicators.get("is_hidden", False)
    return indicators.assign(
        axis_code=indicators["indicator_code"],
        axis_name=indicators["chart_label"],
        indicators=1,
        indicators_with_data=(indicators["problem_pct"].notna() | is_hidden).astype("int64"),
        is_plain=is_plain(indicators),
    )
