"""Many radars: every kind of data an area has, each on the axes of its own set, side by side and never pooled; and many
areas a page at a time, in the order of their rank."""

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.core.figures import with_figure
from analysis.core.held_data import available_data
from analysis.core.ranked_areas import RankedAreas, peer_ranks
from analysis.core.scope import Question, Scope, find_scope, no_data
from analysis.radar_diagram.data import RadarDiagram, peer_rings_data, radar_diagram_data
from catalogue import SURVEYS, Catalogue, CatalogueError
from warehouse import Warehouse


@dataclass(frozen=True)
class KindRadar:
    """One kind of data of an area in one year: its radar with what stands beside it. `is_asked_year`: whether it is
    the year asked for; else it is the latest the area has."""

    title: str
    radar: RadarDiagram
    is_asked_year: bool

    @property
    def scope(self) -> Scope:
        """The area, the year and the set."""
        return self.radar.scope

    @property
    def axes(self) -> pd.DataFrame:
        """One row an axis: see RadarDiagram."""
        return self.radar.axes

    @property
    def is_synthetic(self) -> bool:
        """True when any figure comes from sample data."""
        return self.radar.is_synthetic

    @property
    def indicators_with_data(self) -> int:
        """How many of the set's indicators have a figure."""
        return with_figure(self.radar.indicators)


def data_kinds_data(
    warehouse: Warehouse,
    catalogue: Catalogue,
    area_code: str,
    year_be: int,
    companions: Sequence[str] = ("parent",),
    ranked: bool = True,
) -> list[KindRadar]:
    """One radar per survey, and per set of other data, that the area has: of the year asked for, else the latest.

    Each stands beside its own companions (kinds of `area_kinds`) and, `ranked`, has its ranks among its own peers. Sets
    whose names the catalogue does not hold are left out. Raises AnalysisError when nothing is left or for an unknown
    companion, CatalogueError for a text that is no area code.
    """
    held: dict[str, list[dict[Hashable, Any]]] = {}
    for row in available_data(warehouse, area_code).to_dict("records"):
        if _is_held(catalogue, str(row["set_id"])):
            held.setdefault(str(row["set_id"] if row["survey"] == "other" else row["survey"]), []).append(row)
    order = [*(survey for survey in SURVEYS if survey in held), *sorted(set(held) - set(SURVEYS))]
    rows = [_asked_or_latest(held[kind], year_be) for kind in order]
    radars = [_radar(warehouse, catalogue, area_code, row, year_be, companions, ranked) for row in rows]
    if not radars:
        any_set = Question(area_code, year_be, set_id=catalogue.sets[0].id)
        raise no_data(warehouse, find_scope(warehouse, catalogue, any_set))
    return radars


def _asked_or_latest(rows: list[dict[Hashable, Any]], year_be: int) -> dict[Hashable, Any]:
    return next((row for row in rows if row["year_be"] == year_be), max(rows, key=lambda row: int(row["year_be"])))


def _radar(
    warehouse: Warehouse,
    catalogue: Catalogue,
    area_code: str,
    row: dict[Hashable, Any],
    asked_year: int,
    companions: Sequence[str],
    ranked: bool,
) -> KindRadar:
    question = Question(area_code, int(row["year_be"]), str(row["survey"]), str(row["set_id"]))
    radar = radar_diagram_data(warehouse, catalogue, question, companions, ranked=ranked)
    title = radar.scope.indicator_set.title if question.survey == "other" else SURVEYS[question.survey]
    return KindRadar(title, radar, question.year_be == asked_year)


def _is_held(catalogue: Catalogue, set_id: str) -> bool:
    try:
        return catalogue.get(set_id).is_complete
    except CatalogueError:
        return False


PAGE_SIZE = 24


@dataclass(frozen=True)
class AreaPage:
    """One page of areas. `axes`: the page's rows of the comparison's axes with peer_rank_pct and peer_rank_pass_pct
    (among all areas compared); `rings`: what stands at these ranks, see `peer_rings_data`. `first`, `last`: ranks of
    the page's areas by position, from 1; `pages` in all."""

    axes: pd.DataFrame
    rings: pd.DataFrame
    areas: pd.DataFrame
    number: int
    pages: int
    first: int
    last: int


def area_page(compared: RankedAreas, number: int, size: int = PAGE_SIZE) -> AreaPage:
    """The page of this number (from 1; held within what there is) of the areas compared that have data, in their order:
    most problem first, those whose mean is hidden last."""
    areas = compared.areas[compared.areas["indicators_with_data"].gt(0)].reset_index(drop=True)
    pages = max(1, math.ceil(len(areas) / size))
    number = min(max(1, number), pages)
    chosen = areas.iloc[(number - 1) * size : number * size].reset_index(drop=True)
    axes = compared.axes[compared.axes["area_code"].isin(list(chosen["area_code"]))].reset_index(drop=True)
    by_area = compared.axes.set_index(["area_code", "axis_code"])
    wide = by_area["problem_pct"].unstack()
    decimals = by_area["decimals"].unstack(fill_value=1) if "decimals" in by_area else None
    ranks = peer_ranks(list(axes["axis_code"]), list(axes["problem_pct"]), wide)
    first = (number - 1) * size + 1
    rings = peer_rings_data(list(dict.fromkeys(compared.axes["axis_code"])), wide, decimals=decimals)
    return AreaPage(pd.concat([axes, ranks], axis=1), rings, chosen, number, pages, first, first + len(chosen) - 1)
