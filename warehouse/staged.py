"""What a loader hands to the warehouse, and what the warehouse answers."""

import hashlib
from dataclasses import dataclass, field

import pandas as pd
from pandas.util import hash_pandas_object

FACT_COLUMNS = ("area_code", "indicator_code", "unit", "assessed", "failed", "score", "value", "weight", "rollup")
MEASURE_COLUMNS = ("area_code", "measure", "value")
AREA_COLUMNS = ("area_code", "area_name")


@dataclass(frozen=True)
class StagedBatch:
    """Checked, anonymous rows of one file for one indicator set, year and level, ready to be written.

    `facts`: one row per area and indicator with FACT_COLUMNS; unused columns may be absent and are stored as missing.
    `measures`: one row per area and measure (households, people, development_level …).
    `area_names`: names met in the file. `counting`: `own_unit`, or `people` when the source counts persons for
    every indicator.
    """

    file_name: str
    file_sha256: str
    layout: str
    survey: str
    set_id: str
    year_be: int
    level: str
    facts: pd.DataFrame
    measures: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(MEASURE_COLUMNS)))
    area_names: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(AREA_COLUMNS)))
    counting: str = "own_unit"
    is_synthetic: bool = False
    rows_read: int = 0
    rows_refused: int = 0
    imported_by: str | None = None

    def content_sha256(self) -> str:
        """SHA-256 of the normalised rows: equal for equal content in any row order, whatever the file's bytes."""
        digest = hashlib.sha256(f"{self.set_id}|{self.year_be}|{self.level}|{self.counting}".encode())
        for frame, columns in ((self.facts, FACT_COLUMNS), (self.measures, MEASURE_COLUMNS)):
            normal = normalised(frame, columns)
            rows = hash_pandas_object(normal, index=False).sort_values()
            digest.update(rows.to_numpy().tobytes())
        return digest.hexdigest()


@dataclass(frozen=True)
class ReplacedBatch:
    """An earlier batch some of whose areas a new one takes the place of."""

    batch_id: int
    file_name: str
    imported_at: str
    areas: int
    facts: int


@dataclass(frozen=True)
class StoredBatch:
    """The answer to an import. `is_unchanged`: the same content stood there already and nothing was written."""

    batch_id: int
    is_unchanged: bool
    replaced: tuple[ReplacedBatch, ...]


NUMERIC_COLUMNS = frozenset({"assessed", "failed", "score", "value", "weight"})


def normalised(frame: pd.DataFrame, columns: tuple[str, ...]) -> pd.DataFrame:
    """The named columns in order, numbers as float64 and the rest as text; columns the frame lacks are all missing."""
    out = pd.DataFrame(index=range(len(frame)))
    for column in columns:
        source = frame[column] if column in frame else pd.Series([None] * len(frame), dtype=object)
        if column in NUMERIC_COLUMNS:
            out[column] = source.astype("Float64").to_numpy(dtype="float64", na_value=float("nan"))
        else:
            out[column] = source.astype("object").where(source.notna(), None).to_numpy()
    return out
