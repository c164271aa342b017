"""What a layout makes of a workbook: anonymous rows ready for the warehouse, and what was met on the way.

The tables of one file, each read by its mapping, are one Staging: all of them or none.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from catalogue import Catalogue, IndicatorSet
from loaders.checks.problems import Problem, ProblemLog
from loaders.checks.shares import ShareDoubt, Shares
from loaders.mapping import Applied, Inversion, OtherData, answers_look_turned, turned_round
from loaders.mapping import Mapping as ColumnsMapping
from loaders.reading import REPAIRS
from loaders.staging.table_preview import TablePreview, TakenRows

OWN_UNIT, HOUSEHOLDS = "own_unit", "households"  # ways of counting that are never summed together


@dataclass
class Reading:
    """What reading one file's cells met: problems by row, repairs counted by kind, percentages that may be shares."""

    log: ProblemLog = field(default_factory=ProblemLog)
    repairs: Counter[str] = field(default_factory=Counter[str])
    shares: Shares = field(default_factory=Shares)

    def counted_repairs(self) -> dict[str, int]:
        """Thai wording → how many cells were put right, or taken as without data."""
        return {REPAIRS.get(code, code): count for code, count in sorted(self.repairs.items()) if count}


@dataclass(frozen=True)
class TableChoice:
    """What the person said of a file no layout knows: which table, what its rows and columns are, and of which set.

    `sheet` "" only asks to be shown the tables. `number` counts the tables of a sheet from 0. `roles`: Excel row → what
    it is, where that was put right by hand. `mapping` None: propose one. `alike`: the other tables of the file with the
    same headings too. `other`: the columns are values of other data, and make their own set. `era`: "พ.ศ." or "ค.ศ."
    for years of two digits. `by_household`: each row is one household, or is none; None: as its rows look.
    """

    sheet: str
    number: int = 0
    roles: tuple[tuple[int, str], ...] = ()
    set_id: str | None = None
    mapping: ColumnsMapping | None = None
    alike: bool = True
    other: OtherData | None = None
    era: str | None = None
    by_household: bool | None = None


@dataclass(frozen=True)
class LoadRequest:
    """What the person said about the file. `year_be`, `area_code` and `layout` are None where the file must tell.

    `area_code`: the province of a report that does not name it, and the area every row of a table must lie in.
    `known_names`: code → name of the areas the warehouse knows, to find an area that has a name only.
    `choice`: the table and columns the person chose; `saved_mappings`: those to be recognised.
    `inverted`: codes of the indicators whose answers stand the other way round (1 = fails), as the person said.
    `shares`: codes of the percentages whose small figures are shares of one (0.85 = 85 %); None while nobody has said.
    """

    catalogue: Catalogue
    year_be: int | None = None
    area_code: str | None = None
    layout: str | None = None
    is_synthetic: bool = False
    known_names: Mapping[str, str] = field(default_factory=dict[str, str])
    inverted: tuple[str, ...] = ()
    shares: tuple[str, ...] | None = None
    choice: TableChoice | None = None
    saved_mappings: tuple[ColumnsMapping, ...] = ()


@dataclass(frozen=True)
class Staging:
    """One file after its layout has read it. `facts` is None when the whole file is refused.

    `places`: sheet and first row of each area that has facts (warehouse PLACE_COLUMNS).
    `facts` and `measures` hold the good rows only; `rows_faulty` rows have a fault and are not among them.
    `rows_taken`: how a known layout read the sheet, to be shown.
    `tables`: what was seen in a file that no layout knows, for the person to say what it is. `inversion`: a doubt that
    answers stand the other way round. `share_doubts`: percentages that may be shares of one. `year_hint`: the one พ.ศ.
    year that titles and headings of a file without a year name, to be offered and never used unasked.
    """

    layout: str | None
    problems: tuple[Problem, ...]
    survey: str | None = None
    set_id: str | None = None
    year_be: int | None = None
    level: str | None = None
    counting: str = "own_unit"
    is_synthetic: bool = False
    facts: pd.DataFrame | None = None
    measures: pd.DataFrame | None = None
    area_names: pd.DataFrame | None = None
    places: pd.DataFrame | None = None
    set_definition: dict[str, Any] | None = None
    file_sha256: str = ""
    rows_read: int = 0
    rows_recognised: int = 0
    rows_faulty: int = 0
    columns_dropped: tuple[str, ...] = ()
    repairs: Mapping[str, int] = field(default_factory=dict[str, int])
    rows_taken: TakenRows | None = None
    tables: tuple[TablePreview, ...] = ()
    inversion: Inversion | None = None
    share_doubts: tuple[ShareDoubt, ...] = ()
    year_hint: int | None = None


def joined(
    parts: Sequence[Applied],
    reading: Reading,
    *,
    layout: str,
    indicator_set: IndicatorSet,
    definition: dict[str, Any] | None = None,
) -> Staging:
    """The tables together, their problems and repairs noted in `reading`; without facts when one of them is refused.

    Level and year are those of the first table that was read. `definition`: the set that the file brings."""
    for part in parts:
        reading.repairs.update(part.repairs)
        for problem in part.problems:
            reading.log.add(problem)
    read = [part for part in parts if part.level is not None]
    first = read[0] if read else parts[0]
    counts_households = any(part.households and part.households.counts_households for part in parts)
    return Staging(
        layout=layout,
        problems=(),
        survey=indicator_set.survey,
        set_id=indicator_set.id,
        year_be=first.year_be,
        level=first.level,
        counting=HOUSEHOLDS if counts_households else OWN_UNIT,
        facts=_together([part.facts for part in parts]) if len(read) == len(parts) else None,
        measures=_together([part.measures for part in parts]),
        area_names=_together([part.area_names for part in parts]).drop_duplicates("area_code"),
        places=_together([part.places for part in parts]).drop_duplicates("area_code"),
        set_definition=definition,
        rows_read=sum(part.rows_read for part in parts),
        rows_recognised=sum(part.rows_recognised for part in parts),
        rows_faulty=sum(part.rows_refused for part in parts),
        columns_dropped=tuple(dict.fromkeys(heading for part in parts for heading in part.columns_dropped)),
    )


def with_answers_turned(
    staging: Staging, parts: Sequence[Applied], indicator_set: IndicatorSet, request: LoadRequest, reading: Reading
) -> Staging:
    """The counts with the indicators turned round that the person named, and the doubt that others should be."""
    facts = _together([part.facts for part in parts])
    unsaid = {code for part in parts if part.households for code in part.households.unsaid}
    marked = {code for part in parts if part.households for code in part.households.marked}
    inversion = answers_look_turned(facts, indicator_set, unsaid, marked)
    if inversion is not None and not request.inverted:
        reading.log.add(replace(inversion.problem, sheet=parts[0].sheet))
    if staging.facts is None or not request.inverted:
        return replace(staging, inversion=inversion)
    return replace(staging, facts=turned_round(staging.facts, request.inverted), inversion=inversion)


def _together(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    return frames[0] if len(frames) == 1 else pd.concat(frames, ignore_index=True)
