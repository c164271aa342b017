"""A staged file held against the warehouse: last year's areas and figures, known households, the level below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from catalogue import Catalogue
from loaders.checks.levels import check_other_levels
from loaders.checks.odd_figures import HOUSEHOLDS, SHOWN, check_figures, check_households, number_of
from loaders.checks.problems import Problem
from loaders.rules import rule
from warehouse import StagedBatch, Warehouse

SCOPE_DIGITS = {"village": 6, "tambon": 4, "amphoe": 2}  # areas that should come together: villages of one tambon …
BELOW = {"tambon": "village", "amphoe": "tambon", "province": "amphoe"}
Z95 = 1.959964
SUMS = {"assessed": "V40-below_assessed", "failed": "V40-below_failed"}
# What stands at all is asked of the lists of batches and areas; a range of codes lets DuckDB skip the facts of others.
EARLIER_YEAR = """
    -- The newest year before the file's in which its areas, or their neighbours, have live figures.
    SELECT max(year_be)::INTEGER AS year_be FROM batches JOIN batch_areas USING (batch_id)
    WHERE is_live AND set_id = $set_id AND level = $level AND year_be < $year_be
        AND area_code BETWEEN $first AND $last AND left(area_code, $digits) IN (SELECT unnest($scopes::VARCHAR[]))
"""
CHANGES = """
    -- One row: an area and an indicator assessed in the file and in an earlier year, where the share of those who fail
    -- changed by more than the limit; `compared`: how many areas the indicator was compared in.
    WITH both_years AS (
        SELECT area_code, indicator_code, file_facts.assessed, file_facts.failed,
            stored.assessed::DOUBLE AS before_assessed, stored.failed::DOUBLE AS before_failed,
            count(*) OVER (PARTITION BY indicator_code)::INTEGER AS compared
        FROM live_facts AS stored
        JOIN file_facts USING (area_code, indicator_code)
        WHERE set_id = $set_id AND level = $level AND year_be = $year_be AND counting = $counting
            AND area_code BETWEEN $first AND $last AND file_facts.assessed > 0 AND stored.assessed > 0
    )
    SELECT * FROM both_years
    WHERE abs(100.0 * failed / assessed - 100.0 * before_failed / before_assessed) > $limit - 0.001
    ORDER BY area_code
"""
INDICATORS_OF_AREAS = """
    -- One row: an indicator of the file's year that one of its own areas has live figures of.
    SELECT DISTINCT indicator_code FROM live_facts
    WHERE set_id = $set_id AND level = $level AND year_be = $year_be AND counting = $counting
        AND area_code BETWEEN $first AND $last AND area_code IN (SELECT unnest($areas::VARCHAR[]))
"""
AREAS_OF_YEAR = """
    -- One row: an area with live figures of one year.
    SELECT DISTINCT area_code FROM batches JOIN batch_areas USING (batch_id)
    WHERE is_live AND set_id = $set_id AND level = $level AND year_be = $year_be
        AND area_code BETWEEN $first AND $last AND left(area_code, $digits) IN (SELECT unnest($scopes::VARCHAR[]))
"""
AREAS_COUNTED_ALIKE = AREAS_OF_YEAR.rstrip() + " AND counting = $counting"
KNOWN_HOUSEHOLDS = """
    -- One row: an area and its households as last reported by another year or file.
    SELECT area_code, arg_max(value, year_be)::DOUBLE AS known
    FROM live_measures
    WHERE measure = $measure AND level = $level AND year_be <> $year_be
        AND area_code BETWEEN $first AND $last AND left(area_code, $digits) IN (SELECT unnest($scopes::VARCHAR[]))
    GROUP BY area_code
"""
SUMS_BELOW = """
    -- One row: an area and an indicator, summed over the live figures of the level below.
    SELECT left(area_code, $length) AS area_code, indicator_code,
        sum(assessed)::DOUBLE AS below_assessed, sum(failed)::DOUBLE AS below_failed
    FROM live_facts
    WHERE set_id = $set_id AND level = $below AND year_be = $year_be AND counting = $counting
        AND area_code BETWEEN $first AND $last AND left(area_code, $length) IN (SELECT unnest($areas::VARCHAR[]))
    GROUP BY ALL
"""


@dataclass(frozen=True)
class _Check:
    """One file's question to the warehouse. `scopes`: the codes (of `digits` digits) its areas lie in."""

    warehouse: Warehouse
    batch: StagedBatch
    catalogue: Catalogue
    digits: int
    scopes: list[str]

    def ask(self, sql: str, frames: Mapping[str, pd.DataFrame] | None = None, **other: object) -> pd.DataFrame:
        """The rows of a query about the file's set, level and areas."""
        own: dict[str, object] = {
            "set_id": self.batch.set_id,
            "level": self.batch.level,
            "year_be": self.batch.year_be,
            "counting": self.batch.counting,
            "digits": self.digits,
            "scopes": self.scopes,
            "first": self.scopes[0],
            "last": f"{self.scopes[-1]}~",
        }
        asked = own | other
        return self.warehouse.query(sql, {name: value for name, value in asked.items() if f"${name}" in sql}, frames)

    @cached_property
    def own_areas(self) -> frozenset[str]:
        """The file's areas."""
        return frozenset(str(code) for code in self.batch.facts["area_code"].unique())

    @cached_property
    def standing_areas(self) -> frozenset[str]:
        """The areas within the scopes that have live figures of the file's year."""
        return frozenset(self.ask(AREAS_OF_YEAR)["area_code"])


def check_against_warehouse(warehouse: Warehouse, batch: StagedBatch, catalogue: Catalogue) -> tuple[Problem, ...]:
    """What is odd in a file's figures, alone and beside what is stored. Only doubts; nothing is written.

    Alone: V38, V39, V22. Beside what it would replace: C37. Beside the newest earlier year of the same set: C21, C22,
    V43 (sets of counts). Beside the households told by other imports: V22, V48. Beside the level below: V40.
    Beside every other level: V58.
    """
    digits = SCOPE_DIGITS.get(batch.level, 2)
    scopes = sorted({str(code)[:digits] for code in batch.facts["area_code"].unique()})
    check = _Check(warehouse, batch, catalogue, digits, scopes)
    return (
        *check_figures(batch, catalogue),
        *_check_known_households(check),
        *_check_indicators_replaced(check),
        *_check_earlier_year(check),
        *_check_level_below(check),
        *check_other_levels(warehouse, batch, catalogue),
    )


def _check_known_households(check: _Check) -> Iterator[Problem]:
    batch = check.batch
    if batch.counting != "own_unit" or batch.survey != "jpt":
        return
    known = check.ask(KNOWN_HOUSEHOLDS, measure=HOUSEHOLDS)
    counted_areas = set(batch.measures.loc[batch.measures["measure"] == HOUSEHOLDS, "area_code"])
    if batch.layout != "jpt_household":  # the file's own count of households is the nearer one
        known = known[~known["area_code"].isin(counted_areas)]
    yield from check_households(batch, dict(zip(known["area_code"], known["known"], strict=True)))


def _check_indicators_replaced(check: _Check) -> Iterator[Problem]:
    """Far fewer indicators than the same areas have of the same year: the others go with what is replaced."""
    areas = sorted(check.own_areas & check.standing_areas)
    if not areas:
        return
    before = set(check.ask(INDICATORS_OF_AREAS, areas=areas)["indicator_code"])
    now = set(check.batch.facts["indicator_code"].unique())
    gone = len(before - now)
    if before and 100 * gone / len(before) > rule("C37").bound:
        yield Problem("C37", {"now": len(now), "before": len(before), "gone": gone, "year": check.batch.year_be})


def _check_earlier_year(check: _Check) -> Iterator[Problem]:
    if check.batch.level not in SCOPE_DIGITS:
        return
    found = check.ask(EARLIER_YEAR)["year_be"].dropna()
    if found.empty:
        return
    year = int(found.iloc[0])
    earlier = set(check.ask(AREAS_COUNTED_ALIKE, year_be=year)["area_code"])
    now = check.own_areas | check.standing_areas
    less = 100 * (1 - len(now) / len(earlier)) if earlier else 0.0
    if less > rule("C21").bound:
        yield Problem("C21", {"now": len(now), "before": len(earlier), "year": year, "less": less})
    missing = sorted(earlier - now)
    if missing:
        yield Problem("C22", {"count": len(missing), "year": year, "areas": tuple(missing)})
    if check.batch.facts.get("assessed") is not None:
        yield from _check_changes(check, year)


def _check_changes(check: _Check, year: int) -> Iterator[Problem]:
    """One doubt per indicator: how many areas changed beyond the limit and beyond both years' intervals."""
    facts = check.batch.facts[["area_code", "indicator_code", "assessed", "failed"]]
    both = check.ask(CHANGES, {"file_facts": facts}, year_be=year, limit=rule("V43").bound)
    now_pct, low, high = _interval(both["failed"], both["assessed"])
    before_pct, before_low, before_high = _interval(both["before_failed"], both["before_assessed"])
    change, limit = now_pct - before_pct, rule("V43").bound
    beyond = (np.abs(change) > limit) & ((low > before_high) | (before_low > high))
    changed = both.assign(now_pct=now_pct, before_pct=before_pct, size=np.abs(change))[beyond]
    for code, rows in changed.groupby("indicator_code", sort=True):
        most = rows.sort_values("size", ascending=False, kind="stable").iloc[0]
        number = number_of(check.catalogue, check.batch, str(code))
        words = {
            "number": number, "year": year, "limit": limit, "count": len(rows), "all": int(most["compared"]),
            "area": str(most["area_code"]), "before": float(most["before_pct"]), "now": float(most["now_pct"]),
        }  # fmt: skip
        yield Problem("V43", words)


def _interval(failed: pd.Series, assessed: pd.Series) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(share in %, low, high) by Wilson (1927), 95 %."""
    n = assessed.to_numpy(dtype="float64")
    share = failed.to_numpy(dtype="float64") / n
    middle = (share + Z95**2 / (2 * n)) / (1 + Z95**2 / n)
    half = Z95 / (1 + Z95**2 / n) * np.sqrt(share * (1 - share) / n + Z95**2 / (4 * n**2))
    return 100 * share, 100 * (middle - half), 100 * (middle + half)


def _check_level_below(check: _Check) -> Iterator[Problem]:
    """Sums of the level below that are above the area's own figure, or differ while most of its indicators agree."""
    batch = check.batch
    below = BELOW.get(batch.level)
    if below is None or batch.facts.get("assessed") is None:
        return
    areas = sorted(check.own_areas)
    sums = check.ask(SUMS_BELOW, below=below, areas=areas, length=len(areas[0]))
    both = batch.facts[["area_code", "indicator_code", "assessed", "failed"]].merge(
        sums.dropna(), on=["area_code", "indicator_code"]
    )
    tolerance = rule("V40").bound
    away = (both["assessed"] - both["below_assessed"]).abs()
    away_failed = (both["failed"] - both["below_failed"]).abs()
    both = both.assign(differs=(away > tolerance) | (away_failed > tolerance))
    share = both.groupby("area_code")["differs"].transform("mean")
    above = (both["below_assessed"] - both["assessed"] > tolerance) | (
        both["below_failed"] - both["failed"] > tolerance
    )
    odd = both[above | (both["differs"] & (share <= 0.5))]
    for row in odd.head(SHOWN).to_dict("records"):
        name = "assessed" if abs(row["assessed"] - row["below_assessed"]) > tolerance else "failed"
        number = number_of(check.catalogue, batch, str(row["indicator_code"]))
        difference = float(row[name] - row[f"below_{name}"])
        yield Problem(SUMS[name], {"difference": difference, "area": str(row["area_code"]), "number": number})
