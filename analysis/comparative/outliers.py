"""What should be looked at before it is believed: cells far from the others, areas that fail nothing, cells of 100 %.

The funnel takes the square root's arcsine of each share, whose spread depends on the number assessed alone, and widens
its limits by what the areas truly differ: an additive variance τ² estimated from the z-scores, of which the outer ten
per cent at each end are pulled in first. Plain binomial limits would flag every second cell. Source:
D. J. Spiegelhalter (2005), Funnel plots for comparing institutional performance, Statistics in Medicine 24, 1185–1202,
and Handling over-dispersion of performance indicators, Quality and Safety in Health Care 14, 347–351.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.comparative.cells import Cells
from analysis.core.statistics import Numbers, numbers, share_pct

HIGH, LOW, NONE_FAILING, ALL_FAILING, JUMP = "high", "low", "none_failing", "all_failing", "jump"
LIMIT_Z = 3.090232306167813  # of 1,000 areas that differ only as much as the others do, two lie outside
WINSORISED = 0.1
FEWEST_AREAS = 5  # of fewer areas nobody can say how much they differ
KIND_NAMES = {
    HIGH: "สูงผิดจากพื้นที่อื่น", LOW: "ต่ำผิดจากพื้นที่อื่น", NONE_FAILING: "ไม่มีใครไม่ผ่านสักตัวชี้วัด",
    ALL_FAILING: "ไม่ผ่านทั้งหมด (100 %)", JUMP: "เปลี่ยนจากปีก่อนผิดปกติ",
}  # fmt: skip
COLUMNS = ("area_code", "indicator_code", "kind", "problem_pct", "limit_pct", "failed", "assessed", "distance")


@dataclass(frozen=True)
class Funnel:
    """The limits of one indicator: `target_pct` of all areas together, `low_pct` and `high_pct` for each area as far as
    its number assessed lets it stray, `distance` how many limits' standard deviations it lies from the target."""

    target_pct: float
    tau: float
    low_pct: Numbers
    high_pct: Numbers
    distance: Numbers


def funnel(failed: Numbers, assessed: Numbers) -> Funnel | None:
    """The funnel of an indicator over areas; None of fewer than FEWEST_AREAS."""
    known = assessed > 0
    if int(known.sum()) < FEWEST_AREAS:
        return None
    size = np.where(known, assessed, np.nan)
    target = np.arcsin(np.sqrt(np.nansum(np.where(known, failed, 0)) / np.nansum(size)))
    place, error = np.arcsin(np.sqrt(np.clip(failed / size, 0, 1))), 1 / (2 * np.sqrt(size))
    tau_squared = between_variance((place - target)[known] / error[known], error[known])
    spread = np.sqrt(error**2 + tau_squared)
    low, high = (_shown(target + side * LIMIT_Z * spread) for side in (-1, 1))
    return Funnel(float(_shown(target)), float(np.sqrt(tau_squared)), low, high, (place - target) / spread)


def _shown(angle: Numbers) -> Numbers:
    """An arcsine as the percentage it stands for."""
    return 100 * np.sin(np.clip(angle, 0, np.pi / 2)) ** 2


def between_variance(z_scores: Numbers, errors: Numbers) -> float:
    """τ², by how much areas truly differ, by the method of moments from winsorised z-scores; 0 where they do not."""
    low, high = np.quantile(z_scores, [WINSORISED, 1 - WINSORISED])
    areas, squares = len(z_scores), float((np.clip(z_scores, low, high) ** 2).sum())
    weights = 1 / errors**2
    scale = float(weights.sum() - (weights**2).sum() / weights.sum())
    return (squares - (areas - 1)) / scale if squares > areas - 1 and scale > 0 else 0.0


def outliers_data(cells: Cells) -> pd.DataFrame:
    """One row a cell to check (COLUMNS), the farthest first; then the cells of 100 %; then areas that fail nothing.

    kind high or low: outside `limit_pct` of its funnel; all_failing: every one assessed fails (a cell is listed once,
    as this); none_failing: no indicator of the area has one who fails (indicator_code missing, assessed: the most that
    an indicator looked at). distance: of the funnel, in standard deviations; missing where it has none."""
    rows: list[tuple[object, ...]] = []
    problem = cells.shares
    for column, code in enumerate(cells.indicator_codes):
        failed, assessed = cells.failed[:, column], cells.assessed[:, column]
        whole = (assessed > 0) & (failed == assessed)
        found = funnel(failed, assessed)
        rows += [_row(cells, place, column, ALL_FAILING, 100.0, np.nan, np.nan) for place in np.flatnonzero(whole)]
        if found is None:
            continue
        for kind, side, limits in ((HIGH, 1, found.high_pct), (LOW, -1, found.low_pct)):
            outside = (side * found.distance > LIMIT_Z) & ~whole
            rows += [
                (cells.area_codes[place], code, kind, problem[place, column], limits[place], failed[place],
                 assessed[place], found.distance[place])
                for place in np.flatnonzero(outside)
            ]  # fmt: skip
    nobody = (np.nansum(cells.failed, axis=1) == 0) & (np.nansum(cells.assessed, axis=1) > 0)
    most = np.nanmax(np.where(np.isnan(cells.assessed), -1, cells.assessed), axis=1, initial=-1)
    rows += [
        (cells.area_codes[place], None, NONE_FAILING, 0.0, np.nan, 0.0, most[place], np.nan)
        for place in np.flatnonzero(nobody)
    ]
    return _in_order(pd.DataFrame(rows, columns=list(COLUMNS)))


def jumps_data(changes: pd.DataFrame) -> pd.DataFrame:
    """The cells that changed far more since the earlier year than the same indicator did in the other areas (COLUMNS;
    limit_pct: the problem percentage up to which, or down to which, nobody would ask).

    `changes`: area_code, indicator_code, failed, assessed, before_failed, before_assessed. The difference of the two
    arcsines has a spread of its own; the middle of all areas is what is expected and the limits widen as the funnel's.
    """
    parts = [_jumps_of(of_one) for _, of_one in changes.groupby("indicator_code", sort=False)]
    rows = [part for part in parts if len(part)]
    return _in_order(pd.concat(rows, ignore_index=True) if rows else pd.DataFrame(columns=list(COLUMNS)))


def _jumps_of(changes: pd.DataFrame) -> pd.DataFrame:
    own = changes[(changes["assessed"] > 0) & (changes["before_assessed"] > 0)]
    if len(own) < FEWEST_AREAS:
        return own.head(0)
    now, size = numbers(own["failed"]), numbers(own["assessed"])
    before, size_before = numbers(own["before_failed"]), numbers(own["before_assessed"])
    place, place_before = (
        np.arcsin(np.sqrt(np.clip(part / of, 0, 1))) for part, of in ((now, size), (before, size_before))
    )
    moved, error = place - place_before, np.sqrt(1 / (4 * size) + 1 / (4 * size_before))
    usual = float(np.median(moved))
    spread = np.sqrt(error**2 + between_variance((moved - usual) / error, error))
    distance = (moved - usual) / spread
    limit = place_before + usual + np.sign(distance) * LIMIT_Z * spread
    table = own.assign(
        kind=JUMP, problem_pct=share_pct(now, size), distance=distance,
        limit_pct=100 * np.sin(np.clip(limit, 0, np.pi / 2)) ** 2,
    )  # fmt: skip
    return table.loc[np.abs(distance) > LIMIT_Z, list(COLUMNS)]


def _row(
    cells: Cells, place: np.int64, column: int, kind: str, problem: float, limit: float, distance: float
) -> tuple[object, ...]:
    key = (cells.area_codes[place], cells.indicator_codes[column], kind, problem, limit)
    return (*key, cells.failed[place, column], cells.assessed[place, column], distance)


def _in_order(rows: pd.DataFrame) -> pd.DataFrame:
    kinds = {JUMP: 0, HIGH: 1, LOW: 1, ALL_FAILING: 2, NONE_FAILING: 3}
    far = -numbers(rows["distance"]).__abs__()
    table = rows.assign(order=rows["kind"].map(kinds), far=far, size=-numbers(rows["assessed"]))
    keys = ["order", "far", "size", "area_code", "indicator_code"]
    table = table.sort_values(keys, kind="stable", ignore_index=True)[list(COLUMNS)]
    figures = dict.fromkeys(("problem_pct", "limit_pct", "failed", "assessed", "distance"), "float64")
    return table.astype({"area_code": "str", "indicator_code": "str", "kind": "str", **figures})
