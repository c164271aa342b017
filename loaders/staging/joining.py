"""The tables of one file, each read by its mapping, as one Staging: all of them or none."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from catalogue import IndicatorSet
from loaders.mapping import Applied, answers_look_turned, turned_round
from loaders.staging.staged_file import LoadRequest, Reading, Staging

OWN_UNIT, HOUSEHOLDS = "own_unit", "households"  # ways of counting that are never summed together


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
