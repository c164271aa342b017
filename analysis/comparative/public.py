"""Many areas side by side as they may leave the office: each one's means are printed as its own radar prints them.

Ranges of ranks and all that is found among the cells are worked out anew from what may be printed, so that they tell
nothing that the printed figures do not: a hidden share is taken for that of the area above, or is left out. What rests
on a sum that is printed nowhere else (half of all who fail, changes over shared villages alone) is left out where any
of its parts is hidden.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Final, TypeVar

import numpy as np
import pandas as pd

from analysis.comparative.area_changes import AreaChanges
from analysis.comparative.cells import Cells
from analysis.comparative.data import RANGES, Comparison, cells_of_asked
from analysis.comparative.findings import FILE_COLUMNS, Findings, findings_of, finest_cells
from analysis.comparative.outliers import NONE_FAILING
from analysis.comparative.rank_ranges import band_size, bands, rank_ranges, standard_error_pct
from analysis.comparative.ranking import Ranking, mean_status
from analysis.comparative.spine import Spine
from analysis.core.figures import axes_of_indicators
from analysis.core.ranked_areas import RankedAreas
from analysis.core.statistics import UNKNOWN, Numbers, numbers, rank_from_largest
from analysis.disclosure.gate import Disclosure, GateOfYear
from analysis.disclosure.outputs import Shaped
from catalogue import View
from catalogue.areas import COUNTRY, parent_of
from warehouse import Warehouse

FEW: Final = 9  # what a hidden number of assessed is taken for: few, so that nothing is called sure by it
ComparedT = TypeVar("ComparedT", bound=RankedAreas)


def comparative_public(
    compared: ComparedT, axis_of: Mapping[str, str], gate: Disclosure, cells: Cells | None = None
) -> Shaped[ComparedT]:
    """The comparison as it may leave the office, and how many means are hidden in it. `axis_of`: indicator → axis.
    `cells`: the counts of all areas compared, for the ranges of ranks; without them there are none.

    Hidden areas stand last, by code: in a ranked list their place would tell what is hidden; the others are ranked by
    their means as printed, ties by code. Sets without counts of people are left as they are.
    """
    if gate.is_open:
        return Shaped(compared, 0)
    members: dict[str, list[str]] = {}
    for code, axis in axis_of.items():
        members.setdefault(axis, []).append(code)
    every_code = [each.code for each in compared.scope.indicator_set.indicators]
    printed = [gate.mean_pct(str(code), every_code) for code in compared.areas["area_code"]]
    rough = [gate.decimals_of(str(code), every_code) or 0 for code in compared.areas["area_code"]]
    areas = _ranked(compared.areas.assign(decimals=rough), printed)
    axes = _printed_axes(compared.axes, gate, members)
    place = {code: number for number, code in enumerate(areas["area_code"])}
    axes = axes.sort_values("area_code", key=lambda codes: codes.map(place), kind="stable", ignore_index=True)
    if RANGES[0] in compared.areas:
        areas = _with_ranges(areas, every_code, gate, cells)
    hidden = _missing(areas, "mean_problem_pct") - _missing(compared.areas, "mean_problem_pct")
    hidden += _missing(axes, "problem_pct") - _missing(compared.axes, "problem_pct")
    return Shaped(replace(compared, areas=areas, axes=axes), hidden)


def _with_ranges(areas: pd.DataFrame, codes: list[str], gate: Disclosure, cells: Cells | None) -> pd.DataFrame:
    """The ranges among all areas of `cells`, from their means as printed and the errors of printed counts."""
    if cells is None or not cells.area_codes:
        return areas.assign(rank_first=np.nan, rank_last=np.nan, band=None, status="unknown")
    every = pd.DataFrame({"area_code": list(cells.area_codes)}, dtype="str")
    mean = np.array([gate.mean_pct(code, codes) for code in cells.area_codes])
    error = printed_errors(cells, gate)
    first, last = rank_ranges(mean, error)
    size = band_size(len(cells.area_codes))
    every = every.assign(rank_first=first, rank_last=last, band=bands(first, last, size), error=error)
    kept = areas.drop(columns=["rank_first", "rank_last", "band", "status"]).merge(every, on="area_code", how="left")
    parents = [gate.mean_pct(parent_of(str(code)) or COUNTRY, codes) for code in kept["area_code"]]
    found = mean_status(numbers(kept["mean_problem_pct"]), numbers(kept["error"]), np.array(parents))
    return kept.assign(status=found).drop(columns="error")


def printed_errors(cells: Cells, gate: Disclosure) -> Numbers:
    """The standard error of each area's mean from what is printed: a hidden share is taken for that of the nearest area
    above that shows its own. What anyone may know of the count itself is no help: it moves with the count."""

    @cache
    def share_above(above: str | None, code: str) -> float:
        while above is not None:
            share = gate.mean_pct(above, [code])
            if share == share:
                return share
            above = parent_of(above)
        return 50.0

    failed, assessed = cells.failed.copy(), cells.assessed.copy()
    for row, area in enumerate(cells.area_codes):
        unknown = gate.assessed_hidden(area)
        for code in gate.hidden(area):
            if code in cells.indicator_codes and assessed[row, (column := cells.indicator_codes.index(code))] > 0:
                assessed[row, column] = FEW if code in unknown else assessed[row, column]
                failed[row, column] = assessed[row, column] * share_above(parent_of(area), code) / 100
    known = replace(cells, failed=failed, assessed=assessed)
    squares = standard_error_pct(*known.answers) ** 2
    count = (~np.isnan(squares)).sum(axis=1)
    return np.where(count > 0, np.sqrt(np.nansum(squares, axis=1)) / np.maximum(count, 1), np.nan)


def ranking_public(ranking: Ranking, cells: Cells, gate: Disclosure) -> Ranking:
    """The ranking worked out anew from means as printed and the errors of printed counts; a mean that is withheld is
    missing, and its area stands last. `cells`: the counts of the same measure in the same areas."""
    if gate.is_open:
        return ranking
    codes, areas = list(cells.indicator_codes), [str(code) for code in ranking.table["area_code"]]
    errors = dict(zip(cells.area_codes, printed_errors(cells, gate), strict=True))
    above = np.nan if ranking.place.area_codes is not None else gate.mean_pct(ranking.place.area_code, codes)
    table = ranking.table.assign(
        mean_problem_pct=[gate.mean_pct(code, codes) for code in areas],
        se_pct=[errors.get(code, np.nan) for code in areas],
        decimals=[gate.decimals_of(code, codes) or 0 for code in areas], reference_pct=above,
    )  # fmt: skip
    if len(codes) == 1:
        hidden = gate.is_hidden(areas, codes * len(areas)).to_numpy()
        unknown = gate.is_assessed_hidden(areas, codes * len(areas)).to_numpy()
        table = table.assign(failed=table["failed"].mask(hidden), assessed=table["assessed"].mask(unknown))
    table = table.assign(
        value=table["mean_problem_pct"],
        rank=rank_from_largest(table["mean_problem_pct"]),
        se_pct=table["se_pct"].mask(table["mean_problem_pct"].isna()),
    )
    table = table.sort_values(["rank", "area_code"], kind="stable", ignore_index=True)
    return Ranking(ranking.place, table, ranking.measure)


def spine_public(spine: Spine, gate: Disclosure, above: str) -> Shaped[Spine]:
    """The spine of an area without what the gate hides of the area itself and of the area `above` it, and how many of
    its own figures are hidden. The spread of all areas has to come from cells without hidden ones already."""
    if gate.is_open:
        return Shaped(spine, 0)
    rows = spine.rows
    codes = [str(code) for code in rows["indicator_code"]]
    own, unknown = (
        rows["indicator_code"].isin(list(gate.hidden(spine.area_code))),
        gate.assessed_hidden(spine.area_code),
    )
    no_reference = rows["indicator_code"].isin(list(gate.hidden(above)))
    shown = rows.assign(
        reference_pct=rows["reference_pct"].mask(no_reference), status=rows["status"].mask(own | no_reference, UNKNOWN),
        assessed=rows["assessed"].mask(pd.Series([code in unknown for code in codes], index=rows.index)), is_hidden=own,
    )  # fmt: skip
    columns = ["problem_pct", "failed", "rank_first", "rank_last"]
    shown[columns] = shown[columns].mask(own)
    return Shaped(replace(spine, rows=shown), int((own & rows["problem_pct"].notna()).sum()))


def compared_public(
    warehouse: Warehouse, compared: Comparison, findings: Findings | None, view: View | str | None, gates: GateOfYear
) -> tuple[Comparison, Findings | None]:
    """A comparison and its findings as they may leave, with the counts of all areas looked up for it."""
    asked = compared.asked
    year_be, gate = asked.scope.year_be, gates(asked.scope.year_be)
    axis_of = axes_of_indicators(asked.scope.indicator_set, None if asked.measure.is_one_indicator else view)
    cells = cells_of_asked(warehouse, asked)
    shown = comparative_public(compared, axis_of, gate, cells).content
    if findings is None or gate.is_open:
        return shown, findings
    finest = finest_cells(warehouse, asked)
    return shown, findings_public(findings, cells, finest, asked.place.area_code, gates, year_be).content


def hidden_cells(cells: Cells, gate: Disclosure) -> np.ndarray:
    """Which of the cells may not be printed."""
    columns = np.array(cells.indicator_codes, dtype=object)
    hidden = [np.isin(columns, list(gate.hidden(area))) for area in cells.area_codes]
    return np.array(hidden, dtype=bool).reshape(len(cells.area_codes), len(columns))


def findings_public(
    findings: Findings, cells: Cells, finest: Cells, within: str, gates: GateOfYear, year_be: int
) -> Shaped[Findings]:
    """What may leave of the findings, and how many cells are left out. `cells`, `finest`: what they were found in."""
    gate = gates(year_be)
    hidden, hidden_finest = hidden_cells(cells, gate), hidden_cells(finest, gate)
    changes = None if findings.changes is None else changes_public(findings.changes, gates, gate)
    found = findings_of(cells.without(hidden), finest.without(hidden_finest), within, changes)
    partly = {code for column, code in enumerate(cells.indicator_codes) if hidden[:, column].any()}
    partly_finest = {code for column, code in enumerate(finest.indicator_codes) if hidden_finest[:, column].any()}
    some_hidden = {area for area, row in zip(cells.area_codes, hidden, strict=True) if row.any()}
    outliers = found.outliers
    none_failing = (outliers["kind"] == NONE_FAILING) & outliers["area_code"].isin(list(some_hidden))
    placed = findings.outliers.drop_duplicates("area_code")[["area_code", *FILE_COLUMNS]]
    outliers = outliers[~none_failing].merge(placed, on="area_code", how="left")
    concentration, variance = found.concentration, found.variance
    shown = replace(
        found, outliers=outliers, changes=changes,
        concentration=concentration[~concentration["indicator_code"].isin(list(partly))].reset_index(drop=True),
        variance=variance[~variance["indicator_code"].isin(list(partly_finest))].reset_index(drop=True),
    )  # fmt: skip
    return Shaped(shown, int(hidden.sum()))


def changes_public(changes: AreaChanges, gates: GateOfYear, gate: Disclosure) -> AreaChanges:
    """Those of cells that are printed in both years, and rest on all that either year has of the area; none of an
    earlier year of another set, whose own gate is not asked."""
    if changes.set_title:
        return replace(changes, table=changes.table.head(0))
    before, table = gates(changes.year_be), changes.table
    areas, codes = list(table["area_code"]), list(table["indicator_code"])
    hidden = gate.is_hidden(areas, codes) | before.is_hidden(areas, codes)
    return replace(changes, table=table[~hidden.to_numpy() & table["is_whole"].to_numpy()].reset_index(drop=True))


def _ranked(areas: pd.DataFrame, printed: list[float]) -> pd.DataFrame:
    shown = areas.assign(mean_problem_pct=pd.Series(printed, index=areas.index, dtype="float64"))
    shown = shown.assign(mean_pass_pct=(100 - shown["mean_problem_pct"]).round(1))
    shown = shown.assign(rank=rank_from_largest(shown["mean_problem_pct"]))
    is_hidden = shown["rank"].isna() & areas["rank"].notna()
    first = shown[~is_hidden].sort_values(["rank", "area_code"], kind="stable", na_position="last")
    return pd.concat([first, shown[is_hidden].sort_values("area_code")], ignore_index=True)


def _printed_axes(axes: pd.DataFrame, gate: Disclosure, members: Mapping[str, list[str]]) -> pd.DataFrame:
    pairs = zip(axes["area_code"], axes["axis_code"], strict=True)
    printed = [gate.mean_pct(str(area), members.get(str(axis), [])) for area, axis in pairs]
    keys = zip(axes["area_code"], axes["axis_code"], strict=True)
    rough = [gate.decimals_of(str(area), members.get(str(axis), [])) or 0 for area, axis in keys]
    shown = axes.assign(problem_pct=pd.Series(printed, index=axes.index, dtype="float64"), decimals=rough)
    return shown.assign(pass_pct=(100 - shown["problem_pct"]).round(1))


def _missing(table: pd.DataFrame, column: str) -> int:
    return int(table[column].isna().sum())
