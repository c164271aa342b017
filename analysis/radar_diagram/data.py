"""Stage 2, Radar Diagram: the condition of one area on each axis, beside a reference."""

from dataclasses import dataclass

import pandas as pd

from analysis.core.figures import axis_data
from analysis.core.references import (
    Reference,
    find_reference,
    own_and_peer_figures,
    peer_ranks,
    peers_data,
    with_reference,
    with_status,
)
from analysis.core.scope import Question, Scope, find_scope
from catalogue import Catalogue, View
from warehouse import Warehouse


@dataclass(frozen=True)
class RadarDiagram:
    """One area's radar.

    `axes`: one row an axis; the columns of `axis_data` and reference_pct (percent with the problem in the reference),
    peer_rank_pct and peer_rank_pass_pct (percentage of the peers whose problem_pct, or pass_pct, is not higher;
    missing without peers).
    `indicators`: one row an indicator; the columns of `indicator_data` and reference_pct, reference_low_pct,
    reference_high_pct (its interval; of all but another year both are reference_pct), status (better, similar, worse,
    unknown), status_name (เด่น, ใกล้เคียง, ด้อย; missing when unknown).
    `reference`: what stands beside the area; `indicators_with_data` of `indicators_in_set` have a figure.
    """

    scope: Scope
    reference: Reference
    axes: pd.DataFrame
    indicators: pd.DataFrame

    @property
    def is_synthetic(self) -> bool:
        """True when any figure comes from sample data."""
        return bool(self.indicators["is_synthetic"].any())


def radar_diagram_data(
    warehouse: Warehouse,
    catalogue: Catalogue,
    question: Question,
    reference: str = "parent",
    view: View | str | None = None,
) -> RadarDiagram:
    """The radar of one area and year beside a reference: parent, peers, country, previous, target or none.

    `view`: another grouping of the set's indicators as axes. A reference without data leaves reference_pct missing.
    Raises AnalysisError when the area has no data (naming the years it has), for an unknown reference, and
    CatalogueError for an unknown view.
    """
    scope = find_scope(warehouse, catalogue, question)
    indicators, figures = own_and_peer_figures(warehouse, scope)
    found = find_reference(warehouse, scope, indicators, reference, figures, view=view)
    axes = axis_data(indicators, scope.indicator_set, view)
    axes = with_reference(axes, found)
    ranks = peer_ranks(list(axes["axis_code"]), list(axes["problem_pct"]), peers_data(figures, scope, view).axes)
    axes = pd.concat([axes, ranks], axis=1)
    return RadarDiagram(scope, found, axes, with_status(indicators, found.ends))
