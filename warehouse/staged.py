"""What a loader hands to the warehouse, and what the warehouse answers; the names of what is counted of households."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
from pandas.util import hash_array

CUTOFF: Final = 1 / 3  # the stored sums hold for this one; changing it means importing again
FAILING: Final = (
    "households_failing_0",
    "households_failing_1",
    "households_failing_2",
    "households_failing_3plus",
)
PAIR_PREFIX: Final = "pair:"
MPI_HOUSEHOLDS: Final = "mpi_households"
MPI_LEFT_OUT: Final = "mpi_left_out"
MPI_POOR: Final = "mpi_poor"
MPI_SCORE_SUM: Final = "mpi_censored_score_sum"
MPI_DIMENSION_PREFIX: Final = "mpi_dimension_sum:"
MPI_PEOPLE: Final = "mpi_people"
MPI_POOR_PEOPLE: Final = "mpi_poor_people"


def pair_measure(first_code: str, second_code: str) -> str:
    """Name of the measure of a pair of indicators, the one that comes first in the set first.

    >>> pair_measure("jpt-2560-01", "jpt-2560-22")
    'pair:jpt-2560-01:jpt-2560-22'
    """
    return f"{PAIR_PREFIX}{first_code}:{second_code}"


def dimension_measure(dimension_code: str) -> str:
    """Name of the measure of a dimension's part in the index.

    >>> dimension_measure("d1")
    'mpi_dimension_sum:d1'
    """
    return f"{MPI_DIMENSION_PREFIX}{dimension_code}"


FACT_COLUMNS = (
    *("area_code", "indicator_code", "unit", "assessed", "failed", "score", "value", "weight", "rollup"),
    "target_pct",
)
TEXT_COLUMNS = ("area_code", "indicator_code", "unit", "rollup")  # of the facts; the others are numbers
MEASURE_COLUMNS = ("area_code", "measure", "value")
AREA_COLUMNS = ("area_code", "area_name")
PLACE_COLUMNS = ("area_code", "sheet", "row_number")


def places_of_areas(
    sheet: str, codes: npt.NDArray[np.object_], row_numbers: npt.NDArray[np.int64], good: npt.NDArray[np.bool_]
) -> pd.DataFrame:
    """Where a sheet has its areas: area_code, sheet, row_number, one row an area, its first good row.

    `codes`, `row_numbers` (from 1, as a spreadsheet counts) and `good`: one value a row of the table.
    """
    rows = pd.DataFrame({"area_code": codes[good], "sheet": sheet, "row_number": row_numbers[good]})
    return rows.drop_duplicates("area_code", ignore_index=True)


@dataclass(frozen=True)
class StagedBatch:
    """Checked, anonymous rows of one file for one indicator set, year and level, ready to be written.

    `facts`: one row per area and indicator with FACT_COLUMNS; unused columns may be absent and are stored as missing.
    `target_pct` is the percentage that should pass as the file prints it beside the figure.
    `measures`: one row per area and measure (households, people, development_level …).
    `area_names`: names met in the file. `places`: where the file has an area, PLACE_COLUMNS, one row an area at most
    (row_number counts from 1; the first where it has several); areas may be absent. `counting`: `own_unit`, or `people`
    when the source counts persons for every indicator, `households` when it counts households even where the indicator
    is one of persons.
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
    places: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(PLACE_COLUMNS)))
    counting: str = "own_unit"
    is_synthetic: bool = False
    rows_read: int = 0
    rows_refused: int = 0
    imported_by: str | None = None

    def content_sha256(self) -> str:
        """SHA-256 of the normalised rows: equal for equal content in any row order, whatever the file's bytes."""
        digest = hashlib.sha256(f"{self.set_id}|{self.year_be}|{self.level}|{self.counting}".encode())
        for frame, columns in ((self.facts, FACT_COLUMNS), (self.measures, MEASURE_COLUMNS)):
            digest.update(np.sort(_row_hashes(normalised(frame, columns), columns)).tobytes())
        return digest.hexdigest()

    def size_bytes(self) -> int:
        """About how much the rows take in memory, more than they will take in the file."""
        frames = (self.facts, self.measures, self.area_names)
        return int(sum(frame.memory_usage(index=False).sum() for frame in frames))


@dataclass(frozen=True)
class PreparedBatch(StagedBatch):
    """A batch made ready once, for its preview and its storing: texts as they may be stored, rows normalised, checked
    and hashed. Made by `warehouse.batches.prepare_batch` only. `made_of`: what the hash stands for."""

    content_hash: str = ""
    made_of: tuple[object, ...] = ()

    @property
    def is_ready(self) -> bool:
        """False where `replace` gave it other rows, or another set, year, level or way of counting."""
        return all(now is then or (isinstance(now, str | int) and now == then) for now, then in self._parts())

    def content_sha256(self) -> str:
        """See StagedBatch; made once."""
        return self.content_hash if self.is_ready else super().content_sha256()

    def _parts(self) -> Iterator[tuple[object, object]]:
        return zip(hashed_parts(self), self.made_of, strict=True)


def hashed_parts(staged: StagedBatch) -> tuple[object, ...]:
    """What the hash of the content is made of: the two frames themselves, set, year, level and counting."""
    return (staged.facts, staged.measures, staged.set_id, staged.year_be, staged.level, staged.counting)


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


MISSING_TEXT = np.uint64(0)
MISSING_NUMBER = hash_array(np.array([np.nan]))[0]
NUMERIC_COLUMNS = frozenset({"assessed", "failed", "score", "value", "weight", "target_pct", "row_number"})
KEPT_LATER = frozenset({"target_pct"})  # not hashed where all of it is missing: what was stored before stays the same


def normalised(frame: pd.DataFrame, columns: tuple[str, ...]) -> pd.DataFrame:
    """Those of the columns that the frame has, in their order: numbers as float64, the rest as text or as categories of
    texts. What is so already is not copied; a column it lacks means that all of it is missing."""
    series = {
        column: _as_numbers(frame[column]) if column in NUMERIC_COLUMNS else _as_texts(frame[column])
        for column in columns
        if column in frame
    }
    return pd.DataFrame(series, index=range(len(frame)), copy=False)


def as_table(frame: pd.DataFrame) -> object:
    """A frame as DuckDB reads it best; NaN is missing. Of a pandas column of categories it makes a type of its own at
    each statement and keeps that until the database is closed: 10 MB for the nation's villages, and twice the time."""
    return pa.Table.from_pandas(frame, preserve_index=False)  # pyright: ignore[reportUnknownMemberType]


def _as_texts(source: pd.Series) -> pd.Series:
    if isinstance(source.dtype, pd.CategoricalDtype) and pd.api.types.is_string_dtype(source.cat.categories.dtype):
        return source.reset_index(drop=True)
    return source.astype("str").reset_index(drop=True)


def _as_numbers(source: pd.Series) -> pd.Series:
    if isinstance(source.dtype, np.dtype) and source.dtype.kind in "iufb":
        return pd.Series(source.to_numpy(dtype="float64"), copy=False)
    return pd.Series(source.astype("Float64").to_numpy(dtype="float64", na_value=float("nan")))


def _row_hashes(normal: pd.DataFrame, columns: tuple[str, ...]) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    """One number per row. A text column is hashed by its few different texts, so it stays fast for millions of rows."""
    rows = np.zeros(len(normal), dtype=np.uint64)
    for column in columns:
        if column in KEPT_LATER and (column not in normal or normal[column].isna().all()):
            continue
        if column not in normal:
            hashes = MISSING_NUMBER if column in NUMERIC_COLUMNS else MISSING_TEXT
        elif column in NUMERIC_COLUMNS:
            hashes = hash_array(normal[column].to_numpy(dtype="float64") + 0.0)  # + 0.0: −0 is 0
        else:
            codes, texts = pd.factorize(normal[column])  # a missing text has code -1: the 0 that stands last
            hashes = np.append(hash_array(np.asarray(texts, dtype=object), categorize=False), MISSING_TEXT)[codes]
        rows = rows * np.uint64(1000003) ^ hashes
    return rows
