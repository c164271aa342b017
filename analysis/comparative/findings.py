"""What a comparison tells beyond its order: cells to check with their place in a file, changes, concentration and
variance (how unequally a problem lies), and which indicators cannot be ranked.

Concentration and variance say the same whether those who fail or those who pass are counted: the first counts people,
the second a variance.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis.comparative.area_changes import AreaChanges, EarlierSurvey, area_changes_data
from analysis.comparative.cells import Cells, not_rankable
from analysis.comparative.data import Asked, cells_of_asked
from analysis.comparative.outliers import jumps_data, outliers_data
from analysis.core.priorities import FEWEST_LEADING
from catalogue.areas import LEVELS, level_of
from warehouse import Warehouse

GROUP_DIGITS = {"country": 0, "province": 2, "amphoe": 4, "tambon": 6}
CONCENTRATION = ("indicator_code", "areas_for_half", "areas", "failed", "first_codes")
VARIANCE = ("indicator_code", "level", "share_pct")


def concentration_data(cells: Cells) -> pd.DataFrame:
    """One row an indicator with anybody who fails (CONCENTRATION), in the set's order.

    areas_for_half: the fewest areas that together hold half of all who fail; areas: those with data; failed: all who
    fail; first_codes: the areas of that half, the largest first, of the same number by code."""
    rows: list[tuple[object, ...]] = []
    for column, code in enumerate(cells.indicator_codes):
        failed = np.nan_to_num(cells.failed[:, column])
        if failed.sum() <= 0:
            continue
        order = np.argsort(-failed, kind="stable")
        half = int(np.searchsorted(np.cumsum(failed[order]), failed.sum() / 2)) + 1
        first = tuple(cells.area_codes[place] for place in order[:half])
        rows.append((code, half, int((cells.assessed[:, column] > 0).sum()), float(failed.sum()), first))
    return pd.DataFrame(rows, columns=list(CONCENTRATION))


def most_concentrated_first(concentration: pd.DataFrame) -> pd.DataFrame:
    """The rows of `concentration_data` as they are shown, with is_small: fewer than FEWEST_LEADING fail, which never
    leads; then half of it in the smallest share of the areas first, of equal shares the most who fail."""
    rows = concentration.assign(
        is_small=concentration["failed"] < FEWEST_LEADING,
        share=concentration["areas_for_half"] / concentration["areas"],
    )
    order = rows.sort_values(["is_small", "share", "failed"], ascending=[True, True, False], kind="stable")
    return order.drop(columns="share").reset_index(drop=True)


def variance_data(cells: Cells, within: str) -> pd.DataFrame:
    """One row an indicator and level (VARIANCE): how much of the differences between the areas of `cells` is between
    areas of that level that share the area above, in percent of all differences; an indicator's rows add up to 100.

    `cells`: the finest areas there are, all of one level. `within`: the level of the area that holds them all. Squares
    are weighted by the number assessed. The finest level's part holds the chance of small numbers too. No row for an
    indicator that does not differ."""
    order = list(LEVELS)
    finest = "village" if not cells.area_codes else _level_of_length(len(cells.area_codes[0]))
    between = order[order.index(within) + 1 : order.index(finest) + 1]
    groups = [_groups(cells.area_codes, GROUP_DIGITS.get(level, 10)) for level in between]
    rows: list[tuple[str, str, float]] = []
    for column, code in enumerate(cells.indicator_codes):
        known = cells.assessed[:, column] > 0
        size, failed = cells.assessed[known, column], cells.failed[known, column]
        above, sums = np.full(len(size), failed.sum() / max(1.0, size.sum())), []
        for places in groups:
            own = places[known]
            share = np.bincount(own, failed) / np.maximum(np.bincount(own, size), 1e-300)
            sums.append(float((size * (share[own] - above) ** 2).sum()))
            above = share[own]
        total = sum(sums)
        if total > 1e-12:
            rows += [(code, level, 100 * part / total) for level, part in zip(between, sums, strict=True)]
    return pd.DataFrame(rows, columns=list(VARIANCE))


def _groups(codes: Sequence[str], digits: int) -> np.ndarray:
    place, _ = pd.factorize(pd.Series([code[:digits] for code in codes], dtype="str"))
    return place


def _level_of_length(length: int) -> str:
    return {2: "province", 4: "amphoe", 6: "tambon"}.get(length, "village")


PLACES_IN_FILES = """
    -- One row: an area with the import its figures came by; sheet and row where that is one place of one file.
    SELECT
        left(area_code, $digits) AS area_code, min(file_name) AS file_label,
        count(DISTINCT file_name)::INTEGER AS files,
        CASE WHEN count(*) = 1 THEN any_value(sheet) END AS sheet,
        CASE WHEN count(*) = 1 THEN any_value(row_number) END AS row_number
    FROM batch_areas JOIN batches USING (batch_id)
    WHERE is_live AND set_id = $set_id AND year_be = $year_be
      AND list_contains($area_codes::VARCHAR[], left(area_code, $digits))
    GROUP BY left(area_code, $digits)
    ORDER BY area_code
"""
DIGITS = {"country": 2, "province": 2, "amphoe": 4, "tambon": 6, "village": 10}
FILE_COLUMNS = ("file_label", "files", "sheet", "row_number")


@dataclass(frozen=True)
class Findings:
    """Of a comparison. `outliers`: the cells to check (`outliers.COLUMNS`, and once placed file_label, files, sheet,
    row_number); `concentration`, `variance`: see `concentration_data`, `variance_data`; `not_rankable`: codes of
    indicators whose order tells nothing; `changes`: None where no earlier year was asked for."""

    outliers: pd.DataFrame
    concentration: pd.DataFrame
    variance: pd.DataFrame
    not_rankable: tuple[str, ...]
    changes: AreaChanges | None = None


def findings_data(warehouse: Warehouse, asked: Asked, earlier: EarlierSurvey | None = None) -> Findings:
    """All of it for the areas asked for. Raises AnalysisError where the earlier year has nothing to compare with."""
    changes = None
    if earlier is not None:
        changes = area_changes_data(warehouse, asked.scope, asked.place, earlier, asked.household_size)
    found = findings_of(
        cells_of_asked(warehouse, asked), finest_cells(warehouse, asked), asked.place.area_code, changes
    )
    return replace(found, outliers=with_files(warehouse, asked, found.outliers))


def findings_of(cells: Cells, finest: Cells, within: str, changes: AreaChanges | None = None) -> Findings:
    """The findings among `cells`; the split of variance from the `finest` areas within an area."""
    variance = variance_data(finest, level_of(within))
    return Findings(cells_to_check(cells, changes), concentration_data(cells), variance, not_rankable(cells), changes)


def cells_to_check(cells: Cells, changes: AreaChanges | None = None) -> pd.DataFrame:
    """The outliers among `cells`, after sudden jumps where the changes are those of one set."""
    outliers = outliers_data(cells)
    jumps = jumps_data(changes.table) if changes is not None and not changes.set_title else outliers.head(0)
    return pd.concat([jumps, outliers], ignore_index=True) if len(jumps) else outliers


def finest_cells(warehouse: Warehouse, asked: Asked) -> Cells:
    """The counts of the finest level that has any within the area the areas lie in."""
    place, order = asked.place, list(LEVELS)
    for level in reversed(order[order.index(place.level) :]):
        cells = cells_of_asked(warehouse, asked, level)
        if cells.area_codes:
            return cells
    return cells_of_asked(warehouse, asked)


def with_files(warehouse: Warehouse, asked: Asked, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with the file their area came by: file_label (its name as kept), files (how many it came by), sheet and
    row_number, missing where its figures are summed from several places or that was not kept."""
    codes = sorted({str(code) for code in rows["area_code"]})
    digits = DIGITS[asked.place.level] if asked.place.level != "village" else max(map(len, codes), default=10)
    key: dict[str, object] = {
        "digits": digits, "area_codes": codes, "set_id": asked.scope.indicator_set.id, "year_be": asked.scope.year_be,
    }  # fmt: skip
    placed = warehouse.query(PLACES_IN_FILES, key)
    return rows.merge(placed, on="area_code", how="left")
