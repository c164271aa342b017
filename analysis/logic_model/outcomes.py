"""What became of the plan's problems: the next survey against its targets, over the villages that both surveys have."""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import pandas as pd

from analysis.core.changes import changes_data, two_years_data
from analysis.core.figures import indicator_data
from analysis.core.held_data import available_data
from analysis.core.scope import Question, find_scope
from analysis.core.statistics import BETTER, SIMILAR, UNKNOWN, WORSE
from analysis.logic_model.plan import Links, Outcome, Plan, Problem, links_of
from catalogue import Catalogue, CatalogueError
from warehouse import Warehouse

REACHED, NO_DATA = "reached", "no_data"
RESULTS: Final[Mapping[str, str]] = {
    REACHED: "ถึงเป้าหมาย",
    BETTER: "ดีขึ้น ยังไม่ถึงเป้าหมาย",
    SIMILAR: "ไม่เปลี่ยนอย่างชัดเจน",
    WORSE: "แย่ลง",
    UNKNOWN: "ไม่มีช่วงให้ตัดสินว่าเปลี่ยน",
    NO_DATA: "ยังไม่มีข้อมูลปีหลังให้เทียบ",
}
"""Result → its Thai name, in the order of a table."""
COLUMNS: Final = (
    *(
        "problem_id",
        "text",
        "set_id",
        "indicator_code",
        "unit",
        "before_year",
        "year_be",
        "before_pct",
        "before_low_pct",
    ),
    *("before_high_pct", "problem_pct", "low_pct", "high_pct", "change_pct", "target_pct", "result", "result_name"),
    *("is_sure", "shared", "coverage"),
)


def outcomes_data(warehouse: Warehouse, catalogue: Catalogue, plan: Plan, year_be: int | None = None) -> pd.DataFrame:
    """One row a problem of the plan that has an indicator (COLUMNS), in its order: the survey it started from
    (before_year) against a later one of the same set (`year_be`, else the latest there is).

    before_pct, problem_pct, their intervals and change_pct: percent with the problem (an index in sets of scores) over
    the places that both years have (`shared`, 1 for figures of the area itself; `coverage` says it where they are not
    all). target_pct: that of the problem's outcome with this indicator, else its own. result: reached (problem_pct is
    at the target or below; is_sure where the whole interval is), else better, similar or worse as `changes_data` calls
    it, unknown without intervals, no_data where either year has no figure of it. Figures are missing then."""
    links, tables = links_of(plan), dict[tuple[str, int, int], tuple[pd.DataFrame, int, str]]()
    rows: list[dict[str, object]] = []
    for problem in plan.of(Problem):
        if problem.indicator_code is None:
            continue
        set_id, before_year = problem.set_id or plan.set_id, problem.year_be or plan.year_be
        later = _later_year(warehouse, plan.area_code, set_id, before_year) if year_be is None else year_be
        row: dict[str, object] = {
            "problem_id": problem.id, "text": problem.text, "set_id": set_id, "unit": problem.unit,
            "indicator_code": problem.indicator_code, "before_year": before_year, "year_be": later,
            "target_pct": _target(problem, links), "result": NO_DATA, "is_sure": False, "shared": 0, "coverage": "",
        }  # fmt: skip
        if later is not None and later > before_year:
            key = (set_id, before_year, later)
            if key not in tables:
                tables[key] = _changes(warehouse, catalogue, plan.area_code, *key)
            changes, shared, coverage = tables[key]
            found = changes[changes["indicator_code"] == problem.indicator_code].to_dict("records")
            if found:
                figures = {str(name): value for name, value in found[0].items() if name in COLUMNS and name not in row}
                row |= figures | _result(found[0], row["target_pct"]) | {"shared": shared, "coverage": coverage}
        rows.append(row)
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    return table.assign(result_name=table["result"].map(dict(RESULTS)), year_be=table["year_be"].astype("Int64"))


def _later_year(warehouse: Warehouse, area_code: str, set_id: str, before_year: int) -> int | None:
    """The latest year in which the area has figures of the set, after the year given."""
    held = available_data(warehouse, area_code)
    years = held.loc[(held["set_id"] == set_id) & (held["year_be"] > before_year), "year_be"]
    return None if years.empty else int(years.max())


def _changes(
    warehouse: Warehouse, catalogue: Catalogue, area_code: str, set_id: str, before_year: int, year_be: int
) -> tuple[pd.DataFrame, int, str]:
    """`changes_data` between two years, over how many shared places, and on which in words; none where the set is not
    in the catalogue any more."""
    try:
        of_set = catalogue.get(set_id)
    except CatalogueError:
        return pd.DataFrame(columns=["indicator_code"]), 0, ""
    scope = find_scope(warehouse, catalogue, Question(area_code, year_be, of_set.survey, set_id))
    now, before = (indicator_data(warehouse, scope.indicator_set, [area_code], year) for year in (year_be, before_year))
    years = two_years_data(warehouse, scope, now, before, before_year)
    return changes_data(years), years.shared, years.coverage


def _target(problem: Problem, links: Links) -> float:
    """Percent with the problem that is aimed at; NaN where nothing is."""
    outcomes = links.all_after(problem.id, Outcome)
    own = [
        each.target_pct for each in outcomes
        if each.target_pct is not None and each.indicator_code == problem.indicator_code
    ]  # fmt: skip
    aimed = min(own) if own else problem.target_pct
    return np.nan if aimed is None else aimed


def _result(change: Mapping[Any, Any], target_pct: Any) -> dict[str, object]:
    now, high, target = (float(value) for value in (change["problem_pct"], change["high_pct"], target_pct))
    if now <= target:
        return {"result": REACHED, "is_sure": high <= target}
    return {"result": change["change_status"], "is_sure": change["change_status"] in (BETTER, WORSE)}
