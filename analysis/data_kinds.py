"""Every kind of data an area has, each on the axes of its own set: side by side, never pooled."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.areas import available_data
from analysis.figures import axis_data, indicator_data
from analysis.scope import Scope, find_scope, no_data
from catalogue import SURVEYS, Catalogue, CatalogueError
from warehouse import Warehouse


@dataclass(frozen=True)
class KindRadar:
    """One kind of data of an area in one year. `axes`: the columns of `axis_data`; `indicators`: those of
    `indicator_data`, which the axes rest on. `is_asked_year`: whether it is the
    year asked for; else it is the latest the area has."""

    scope: Scope
    title: str
    axes: pd.DataFrame
    indicators: pd.DataFrame
    is_asked_year: bool
    is_synthetic: bool

    @property
    def indicators_with_data(self) -> int:
        """How many of the set's indicators have a figure."""
        return int(self.indicators["problem_pct"].notna().sum())


def data_kinds_data(warehouse: Warehouse, catalogue: Catalogue, area_code: str, year_be: int) -> list[KindRadar]:
    """One radar per survey, and per set of other data, that the area has: of the year asked for, else the latest.

    Sets whose names the catalogue does not hold are left out. Raises AnalysisError when nothing is left, CatalogueError
    for a text that is no area code.
    """
    held: dict[str, list[dict[Hashable, Any]]] = {}
    for row in available_data(warehouse, area_code).to_dict("records"):
        if _is_held(catalogue, str(row["set_id"])):
            held.setdefault(str(row["set_id"] if row["survey"] == "other" else row["survey"]), []).append(row)
    order = [*(survey for survey in SURVEYS if survey in held), *sorted(set(held) - set(SURVEYS))]
    radars = [_radar(warehouse, catalogue, area_code, _asked_or_latest(held[kind], year_be), year_be) for kind in order]
    if not radars:
        raise no_data(warehouse, find_scope(warehouse, catalogue, area_code, year_be, "jpt", catalogue.sets[0].id))
    return radars


def _asked_or_latest(rows: list[dict[Hashable, Any]], year_be: int) -> dict[Hashable, Any]:
    return next((row for row in rows if row["year_be"] == year_be), max(rows, key=lambda row: int(row["year_be"])))


def _radar(
    warehouse: Warehouse, catalogue: Catalogue, area_code: str, row: dict[Hashable, Any], asked_year: int
) -> KindRadar:
    survey, set_id, year_be = str(row["survey"]), str(row["set_id"]), int(row["year_be"])
    scope = find_scope(warehouse, catalogue, area_code, year_be, survey, set_id)
    indicators = indicator_data(warehouse, scope.indicator_set, [area_code], year_be)
    title = scope.indicator_set.title if survey == "other" else SURVEYS[survey]
    return KindRadar(
        scope,
        title,
        axis_data(indicators, scope.indicator_set),
        indicators,
        year_be == asked_year,
        bool(indicators["is_synthetic"].any()),
    )


def _is_held(catalogue: Catalogue, set_id: str) -> bool:
    try:
        return catalogue.get(set_id).is_complete
    except CatalogueError:
        return False
