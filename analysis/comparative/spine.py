"""One area among all that are compared, indicator by indicator: where they all lie, where it does, how sure that is."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.comparative.cells import Cells, not_rankable
from analysis.comparative.data import Asked
from analysis.comparative.rank_ranges import rank_ranges, standard_error_pct
from analysis.core.areas import name_of, titled
from analysis.core.figures import indicator_data
from analysis.core.statistics import BETTER, WORSE, numbers, steady_status
from warehouse import Warehouse

COLUMNS = (
    *("indicator_code", "number", "problem_name", "problem_label", "dimension_code", "dimension_name", "unit"),
    *("failed", "assessed", "problem_pct", "least_pct", "quarter_pct", "middle_pct", "three_quarters_pct", "most_pct"),
    *("reference_pct", "status", "rank_first", "rank_last", "areas", "is_rankable"),
)
SPREAD = (
    *("least_pct", "quarter_pct", "middle_pct", "three_quarters_pct", "most_pct"),
    *("rank_first", "rank_last", "areas", "is_rankable"),
)


@dataclass(frozen=True)
class Spine:
    """`rows`: one row an indicator of the measure (COLUMNS), in the set's order.

    problem_pct, failed, assessed: of the area (missing without data); least_pct … most_pct: the smallest, the quartiles
    and the largest of all areas with data (`areas`); reference_pct: of the area that holds them; status: better,
    similar, worse or unknown against it; rank_first, rank_last: missing where the indicator cannot be ranked."""

    area_code: str
    title: str
    reference_name: str
    rows: pd.DataFrame


def spine_data(warehouse: Warehouse, asked: Asked, cells: Cells, area_code: str) -> Spine:
    """The spine of one of the areas compared; a set without counts has no rows."""
    scope, above = asked.scope, asked.place.area_code
    own = indicator_data(warehouse, scope.indicator_set, [area_code], scope.year_be)
    reference = indicator_data(warehouse, scope.indicator_set, [above], scope.year_be)
    has_parent = asked.place.area_codes is None
    target = numbers(reference["problem_pct"]) if has_parent else np.full(len(own), np.nan)
    place = cells.area_codes.index(area_code) if area_code in cells.area_codes else -1
    unranked, columns = set(not_rankable(cells)), {code: column for column, code in enumerate(cells.indicator_codes)}
    rows = [
        _row(cells, columns[str(code)], place, str(code) not in unranked)
        for code in own["indicator_code"]
        if str(code) in columns
    ]
    found = steady_status(own["failed"], own["assessed"], target, target)
    spread = pd.DataFrame(rows, columns=list(SPREAD))
    table = own.assign(reference_pct=target, status=pd.Series(found, dtype="str")).drop(columns="areas_counted")
    table = pd.concat([table.reset_index(drop=True), spread], axis=1)
    names = {code: name_of(warehouse, code) for code in (area_code, above)}
    reference_name = titled(above, names[above]) if has_parent else ""
    return Spine(area_code, titled(area_code, names[area_code]), reference_name, table[list(COLUMNS)])


@dataclass(frozen=True)
class SureDifferences:
    """Problems of one area that are surely worse, and better, than in the area that holds it: the furthest first."""

    worse: tuple[str, ...]
    better: tuple[str, ...]
    above: str


def sure_differences_data(warehouse: Warehouse, asked: Asked, area_code: str) -> SureDifferences | None:
    """What is sure of an area by itself, without looking at the others; None where nothing above is comparable."""
    scope, above = asked.scope, asked.place.area_code
    if asked.place.area_codes is not None or scope.indicator_set.measure != "count" or asked.measure.is_ranked_by_value:
        return None
    own = indicator_data(warehouse, scope.indicator_set, [area_code], scope.year_be)
    reference = numbers(indicator_data(warehouse, scope.indicator_set, [above], scope.year_be)["problem_pct"])
    found = np.array(steady_status(own["failed"], own["assessed"], reference, reference))
    far = np.abs(numbers(own["problem_pct"]) - reference)
    order = np.argsort(-np.nan_to_num(far), kind="stable")
    worse, better = (
        tuple(str(own["problem_name"].iloc[place]) for place in order if found[place] == status)
        for status in (WORSE, BETTER)
    )
    return SureDifferences(worse, better, titled(above, name_of(warehouse, above)))


def _row(cells: Cells, column: int, place: int, is_rankable: bool) -> tuple[object, ...]:
    values = cells.shares[:, column]
    known = values[~np.isnan(values)]
    ends = np.quantile(known, [0, 0.25, 0.5, 0.75, 1]) if len(known) else np.full(5, np.nan)
    first = last = np.nan
    if place >= 0 and is_rankable and len(known):
        failing, answers = cells.answers
        error = standard_error_pct(failing[:, column], answers[:, column])
        firsts, lasts = rank_ranges(values, error, [place])
        first, last = float(firsts[0]), float(lasts[0])
    return (*(float(each) for each in ends), first, last, len(known), is_rankable)
