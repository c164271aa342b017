"""One indicator in one area, all there is to know: its figures, its years, its villages and where they come from."""

from dataclasses import dataclass, replace

import pandas as pd

from analysis.core.areas import CHILD_LEVEL, children_data, names_of
from analysis.core.figures import has_no_range, indicator_data, years_data
from analysis.core.scope import Question, Scope, find_scope
from analysis.core.statistics import FEW_ASSESSED
from catalogue import Catalogue, Indicator
from catalogue.areas import LEVELS, area_prefix, level_of, parent_of
from warehouse import Warehouse

SOURCES_OF_INDICATOR = """
    -- One row: a standing import that gave figures of the indicator at the level the area's figure rests on.
    SELECT batches.batch_id, file_name, layout, batches.level, batches.counting, imported_at, batches.is_synthetic,
        count(*)::INTEGER AS areas
    FROM live_facts JOIN batches USING (batch_id)
    WHERE live_facts.set_id = $set_id AND live_facts.year_be = $year_be AND indicator_code = $indicator_code
      AND live_facts.level = $level AND starts_with(live_facts.area_code, $prefix)
    GROUP BY ALL
    ORDER BY batches.batch_id DESC
"""
AREA_COLUMNS = (
    "area_code",
    "area_name",
    "assessed",
    "failed",
    "value",
    "problem_pct",
    "pass_pct",
    "low_pct",
    "high_pct",
)
DEEPEST_AT_ONCE = {"country": "province"}


@dataclass(frozen=True)
class IndicatorPanel:
    """An indicator in an area.

    `figures`: one row, the columns of `indicator_data`. `years`: the columns of `years_data`. `areas`: one row an area
    of `level` (the villages, or in the country the provinces; of a village, the villages of its tambon), ordered as
    `_ordered` says: AREA_COLUMNS. `sources`: one row an import:
    batch_id, file_name, layout, level, counting, imported_at, is_synthetic, areas (how many figures of this indicator
    it gave).
    """

    scope: Scope
    indicator: Indicator
    figures: pd.Series
    level: str
    years: pd.DataFrame
    areas: pd.DataFrame
    sources: pd.DataFrame

    @property
    def is_plain(self) -> bool:
        """True where the indicator's values are no problem figures: other data without a range from best to worst."""
        return self.scope.indicator_set.measure == "value" and has_no_range(self.indicator)

    @property
    def dimension_name(self) -> str:
        """Name of the indicator's dimension, from its set."""
        return self.scope.indicator_set.dimension(self.indicator.dimension_code).name


def indicator_panel_data(
    warehouse: Warehouse,
    catalogue: Catalogue,
    question: Question,
    indicator_code: str,
    level: str | None = None,
) -> IndicatorPanel:
    """Everything about one indicator in an area and year.

    `level`: which areas to list, else the villages. An area without a figure comes back with missing figures and its
    years. Raises AnalysisError and CatalogueError as `find_scope`, and CatalogueError for an unknown indicator.
    """
    scope = find_scope(warehouse, catalogue, question)
    area_code, year_be = scope.area_code, scope.year_be
    indicator = scope.indicator_set.indicator(indicator_code)
    alone = replace(scope.indicator_set, indicators=(indicator,))
    figures = indicator_data(warehouse, alone, [area_code], year_be).iloc[0]
    chosen = level if level in listed_levels(area_code) else DEEPEST_AT_ONCE.get(scope.level, "village")
    base = str(parent_of(area_code)) if scope.level == "village" else area_code
    names = children_data(warehouse, base, scope.indicator_set.id, year_be, chosen)
    listed = indicator_data(warehouse, alone, [str(code) for code in names["area_code"]], year_be)
    if chosen == "village" and scope.level not in ("tambon", "village"):
        names = _with_tambon(warehouse, names)
    areas = listed.merge(distinct_names(names)[["area_code", "area_name"]], on="area_code")[list(AREA_COLUMNS)]
    order = "value" if scope.indicator_set.measure == "value" and has_no_range(indicator) else "problem_pct"
    areas = _ordered(areas, order)
    years = years_data(warehouse, catalogue, area_code, scope.survey, indicator_code)
    years = years[years["set_id"] == scope.indicator_set.id].reset_index(drop=True)
    return IndicatorPanel(scope, indicator, figures, chosen, years, areas, _sources(warehouse, scope, figures))


def listed_levels(area_code: str) -> dict[str, str]:
    """Level → Thai name of the levels whose areas can be listed, the deepest first; of a village its own level."""
    own = level_of(area_code)
    order = list(LEVELS)
    below = order[order.index(own) + 1 :] if own in CHILD_LEVEL else ["village"]
    if own == "country":
        below.remove("village")
    return {level: LEVELS[level] for level in reversed(below)}


def _ordered(areas: pd.DataFrame, column: str) -> pd.DataFrame:
    """Most problem (or the largest value) first; after them those of which too few were assessed for a percentage to
    mean much, most people first: 1 of 1 never leads. Without a figure last."""
    few = areas["assessed"].lt(FEW_ASSESSED) & areas[column].notna()
    keyed = areas.assign(few=few.astype(int), people=areas["failed"].where(few, 0), share=areas[column])
    by = keyed.assign(few=keyed["few"].where(keyed[column].notna(), 2))
    order = by.sort_values(["few", "people", "share"], ascending=[True, False, False], kind="stable").index
    return areas.loc[order].reset_index(drop=True)


def _with_tambon(warehouse: Warehouse, names: pd.DataFrame) -> pd.DataFrame:
    """The villages with the tambon or municipality they lie in after their name."""
    codes = names["area_code"].astype(str).str[:6]
    tambon = names_of(warehouse, sorted(set(codes)))
    places = [name if name.startswith("เทศบาล") else f"ต.{name}" for name in (tambon[code] for code in codes)]
    return names.assign(area_name=[f"{name} · {place}" for name, place in zip(names["area_name"], places, strict=True)])


def distinct_names(areas: pd.DataFrame) -> pd.DataFrame:
    """The areas with their code after a name that another of them has too."""
    names, codes = (areas[column].astype("str") for column in ("area_name", "area_code"))  # numbers where none is
    return areas.assign(area_code=codes, area_name=names.mask(names.duplicated(keep=False), names + " · " + codes))


def _sources(warehouse: Warehouse, scope: Scope, figures: pd.Series) -> pd.DataFrame:
    level = figures["source_level"]
    key: dict[str, object] = {
        "set_id": scope.indicator_set.id,
        "year_be": scope.year_be,
        "indicator_code": str(figures["indicator_code"]),
        "level": level if isinstance(level, str) else "",
        "prefix": area_prefix(scope.area_code),
    }
    return warehouse.query(SOURCES_OF_INDICATOR, key)
