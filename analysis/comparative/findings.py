"""What a comparison tells beyond its order: cells to check with their place in a file, changes, concentration,
variance, and which indicators cannot be ranked."""

from dataclasses import dataclass, replace

import pandas as pd

from analysis.comparative.area_changes import AreaChanges, EarlierSurvey, area_changes_data
from analysis.comparative.cells import Cells, not_rankable
from analysis.comparative.data import Asked, cells_of_asked
from analysis.comparative.inequality import concentration_data, variance_data
from analysis.comparative.outliers import jumps_data, outliers_data
from catalogue.areas import LEVELS, level_of
from warehouse import Warehouse

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
    row_number); `concentration`, `variance`: see `inequality`; `not_rankable`: codes of indicators whose order tells
    nothing; `changes`: None where no earlier year was asked for."""

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
