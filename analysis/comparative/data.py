"""Stage 4, Comparative: the areas below an area, beside it, or any list of them, side by side and by rank."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.comparative.cells import Cells, cells_data, household_size
from analysis.comparative.ranking import Ranking, ranking_data
from analysis.comparative.what_is_compared import (
    MeasureChoice,
    Place,
    find_measure,
    narrowed_to,
    place_of_list,
    place_within,
)
from analysis.core.areas import names_of, names_with_places, sorted_by_name, titled
from analysis.core.errors import AnalysisError
from analysis.core.ranked_areas import RankedAreas, ranked_of
from analysis.core.scope import Question, Scope, find_scope, years_hint
from catalogue import Catalogue, View
from catalogue.areas import LEVELS
from warehouse import Warehouse

RANGES = ("rank_first", "rank_last", "band", "status")


@dataclass(frozen=True)
class Asked:
    """What is compared: the scope narrowed to the measure, and which areas. `title`: the area they lie in."""

    scope: Scope
    measure: MeasureChoice
    place: Place
    title: str
    household_size: float


@dataclass(frozen=True, kw_only=True)
class Comparison(RankedAreas):
    """Ranked areas with how sure their ranks are. `areas` has these columns too: rank_first, rank_last (missing in
    score and value sets), band (sure, possible or outside the first; missing without a range), status (better, similar,
    worse than the area that holds them, or unknown), and where they are ranked by a development level or a value in its
    own unit `value`. `ranking`: of all areas, also those that a limit left out."""

    asked: Asked
    ranking: Ranking


def asked_of(
    warehouse: Warehouse, catalogue: Catalogue, question: Question, area_codes: Sequence[str] | None = None,
    level: str | None = None, measure: str | None = None,
) -> Asked:  # fmt: skip
    """What a question asks to be compared. Raises AnalysisError for a measure the set does not have; CatalogueError for
    a text that is no area code."""
    scope = find_scope(warehouse, catalogue, question)
    chosen = find_measure(scope.indicator_set, measure)
    place = place_of_list(area_codes) if area_codes else place_within(scope.area_code, level)
    above = place.area_code
    title = "รายการที่เลือก" if area_codes else titled(above, names_of(warehouse, [above])[above])
    return Asked(narrowed_to(scope, chosen), chosen, place, title, household_size(warehouse, scope))


def ranking_of(warehouse: Warehouse, asked: Asked) -> Ranking:
    """The ranking of all areas asked for. Raises AnalysisError, with the years that exist, where none has data."""
    ranking = ranking_data(warehouse, asked.scope, asked.place, asked.household_size, asked.measure)
    if ranking.table.empty:
        scope = asked.scope
        what = f"ไม่มีพื้นที่ย่อยที่มีข้อมูลให้เปรียบเทียบใน{scope.area_title} ปี {scope.year_be}"
        fix = f"นำเข้าข้อมูลระดับ{LEVELS[asked.place.level]}ก่อน หรือเลือกระดับหรือพื้นที่อื่น"
        raise AnalysisError(what, years_hint(warehouse, scope.area_code, fix))
    return ranking


def cells_of_asked(warehouse: Warehouse, asked: Asked, level: str | None = None) -> Cells:
    """The counts of all areas asked for, or of all areas of a finer `level` within the area that holds them."""
    place = asked.place
    if level is not None and level != place.level:
        place = Place(place.area_code, level, place.prefix)
    return cells_data(warehouse, asked.scope, place, asked.household_size)


def comparative_data(
    warehouse: Warehouse,
    catalogue: Catalogue,
    question: Question,
    area_codes: Sequence[str] | None = None,
    level: str | None = None,
    view: View | str | None = None,
    measure: str | None = None,
    limit: int | None = None,
) -> Comparison:
    """Compare the areas right below the area asked about that have data (of a village: those beside it), or all of
    another `level`, or those of `area_codes`; by all indicators or a `measure`; only the first `limit` of them.

    Raises AnalysisError, with the years that exist, when none of them has data, or for a measure the set does not have;
    CatalogueError for an unknown view or a text that is no area code.
    """
    asked = asked_of(warehouse, catalogue, question, area_codes, level, measure)
    ranking = ranking_of(warehouse, asked)
    return comparison_of(warehouse, asked, ranking, ranking_codes(asked, ranking)[:limit], view)


def ranking_codes(asked: Asked, ranking: Ranking) -> list[str]:
    """The areas in the order of the ranking; those of a list that have nothing stand last."""
    ranked = [str(code) for code in ranking.table["area_code"]]
    held = set(ranked)
    return [*ranked, *(code for code in asked.place.area_codes or () if code not in held)]


def comparison_of(
    warehouse: Warehouse, asked: Asked, ranking: Ranking, codes: Sequence[str], view: View | str | None = None,
    is_placed: bool = False,
) -> Comparison:  # fmt: skip
    """Some areas of a ranking with their axes and indicators, in its order, equal ranks by name. `is_placed`: the names
    say what lies between an area and the place compared."""
    names = names_with_places(warehouse, codes, asked.place.shared_prefix) if is_placed else names_of(warehouse, codes)
    given = pd.DataFrame({"area_code": list(names), "area_name": list(names.values())}, dtype="str")
    is_narrow = asked.measure.is_one_indicator or not asked.scope.indicator_set.views
    ranked = ranked_of(warehouse, asked.scope, sorted_by_name(warehouse, given), None if is_narrow else view)
    sure = ranking.rows(0, None, codes)[["area_code", "rank", *RANGES, "value"]]
    areas = ranked.areas.drop(columns="rank").merge(sure, on="area_code", how="left")
    areas = areas.assign(status=areas["status"].fillna("unknown"))
    ordered = [*ranked.areas.columns, *RANGES, *(["value"] if asked.measure.is_ranked_by_value else [])]
    return Comparison(
        ranked.scope, areas[ordered], ranked.axes, ranked.indicators, ranked.coverage, asked=asked, ranking=ranking
    )  # fmt: skip
