"""A staged file held against the warehouse: last year's areas and figures, known households, all other levels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from catalogue import Catalogue
from catalogue.areas import COUNTRY, LEVELS
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
ORDER = ("country", "province", "amphoe", "tambon", "village")
DIGITS = {"country": 0, "province": 2, "amphoe": 4, "tambon": 6}
FIGURES = ("assessed", "failed", "value")
VARIANTS = {"assessed": "V58-assessed", "failed": "V58-failed", "value": "V58-value"}
KEYS = ["area_code", "indicator_code", "unit"]
STORED_LEVELS = """
    -- One row: a level of which something of a set and year was imported.
    SELECT DISTINCT level FROM batches WHERE set_id = $set_id AND year_be = $year_be AND NOT is_undone
"""
OF_LEVEL = """
    -- One row: an area and an indicator in one unit, as its own level publishes it.
    SELECT area_code, indicator_code, unit, assessed::DOUBLE AS assessed, failed::DOUBLE AS failed,
        CASE WHEN rollup = 'sum' THEN value END::DOUBLE AS value
    FROM live_facts
    WHERE set_id = $set_id AND year_be = $year_be AND level = $level AND area_code IN (SELECT unnest($areas::VARCHAR[]))
"""
SUMS_WITHIN = """
    -- One row: an area and an indicator in one unit, summed over the live figures of one finer level within the area.
    SELECT left(area_code, $digits) AS area_code, indicator_code, unit, sum(assessed)::DOUBLE AS assessed,
        sum(failed)::DOUBLE AS failed, sum(CASE WHEN rollup = 'sum' THEN value END)::DOUBLE AS value
    FROM live_facts
    WHERE set_id = $set_id AND year_be = $year_be AND level = $level
        AND left(area_code, $digits) IN (SELECT unnest($areas::VARCHAR[]))
        AND area_code NOT IN (SELECT unnest($own::VARCHAR[]))
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


def check_other_levels(warehouse: Warehouse, batch: StagedBatch, catalogue: Catalogue) -> Iterator[Problem]:
    """V58, at most one an area and level: a figure that is less than the sum of the areas within it, in the same unit.

    The file's areas are held against the finer levels that are stored but the next one (for `_check_level_below`), and
    together with the stored areas beside them against every coarser level. Less is no doubt: the sum may lack areas.
    """
    place = ORDER.index(batch.level) if batch.level in ORDER else len(ORDER)
    stored = set(_ask(warehouse, STORED_LEVELS, batch)["level"]) - {batch.level}
    if not stored:
        return
    own = _own_figures(batch)
    for level in ORDER[place + 1 :]:
        is_next = batch.level != "country" and level == ORDER[place + 1]
        if level in stored and not is_next:
            areas = [_prefix(code) for code in own["area_code"].unique()]
            within = _ask(warehouse, SUMS_WITHIN, batch, level=level, digits=DIGITS[batch.level], areas=areas, own=[""])
            yield from _doubts(own, within, (batch.level, level), batch, catalogue)
    for level in ORDER[:place]:
        if level in stored:
            yield from _check_above(warehouse, batch, own, level, catalogue)


def _check_above(
    warehouse: Warehouse, batch: StagedBatch, own: pd.DataFrame, level: str, catalogue: Catalogue
) -> Iterator[Problem]:
    """The file's areas and the stored ones beside them, summed, against the areas of a coarser level."""
    digits = DIGITS[level]
    codes = [str(code) for code in own["area_code"].unique()]
    areas = sorted({code[:digits] for code in codes})
    above = _ask(warehouse, OF_LEVEL, batch, level=level, areas=[area or COUNTRY for area in areas])
    if above.empty:
        return
    beside = _ask(warehouse, SUMS_WITHIN, batch, level=batch.level, digits=digits, areas=areas, own=codes)
    inside = _summed(own.assign(area_code=_prefixes(own["area_code"], digits)))
    sums = _summed(pd.concat([inside.astype(dict.fromkeys(KEYS, "str")), beside], ignore_index=True))
    yield from _doubts(above, sums, (level, batch.level), batch, catalogue)


def _own_figures(batch: StagedBatch) -> pd.DataFrame:
    """The file's figures that add up: KEYS and FIGURES, missing where they do not."""
    facts = batch.facts
    columns = {name: pd.to_numeric(facts[name]) if name in facts else float("nan") for name in FIGURES}
    own = facts[KEYS].assign(**columns)
    adds_up = (facts["rollup"] if "rollup" in facts else pd.Series("", index=facts.index)) == "sum"
    return own.assign(value=own["value"].where(adds_up))


def _summed(figures: pd.DataFrame) -> pd.DataFrame:
    """One row for each of KEYS; missing where all of it is."""
    return figures.groupby(KEYS, as_index=False, observed=True)[list(FIGURES)].sum(min_count=1)


def _prefixes(codes: pd.Series, digits: int) -> pd.Series:
    """The first digits of each code, as categories: millions of facts are of a few thousand areas."""
    known = codes.astype("category")
    places, prefixes = pd.factorize(known.cat.categories.astype(str).str[:digits])
    return pd.Series(pd.Categorical.from_codes(places[known.cat.codes], prefixes), index=codes.index)


def _prefix(code: object) -> str:
    return "" if str(code) == COUNTRY else str(code)


def _doubts(
    whole: pd.DataFrame, parts: pd.DataFrame, levels: tuple[str, str], batch: StagedBatch, catalogue: Catalogue
) -> Iterator[Problem]:
    """One doubt an area whose own figure is less than the sum of its parts: the widest gap, and how many there are."""
    keyed = whole.assign(area_code=whole["area_code"].astype("str").map(_prefix)).astype(dict.fromkeys(KEYS, "str"))
    both = keyed.merge(parts, on=KEYS, suffixes=("", "_within"))
    gaps = [_gap(both, name) for name in FIGURES]
    found = pd.concat(gaps, ignore_index=True) if gaps else pd.DataFrame()
    if found.empty:
        return
    for area, rows in list(found.groupby("area_code", sort=True))[:SHOWN]:
        in_order = rows.sort_values("gap", ascending=False)
        widest = in_order.iloc[0]
        codes = in_order["indicator_code"].astype(str).drop_duplicates()
        words = {
            "place": f"{LEVELS.get(levels[0], '')} {area}".strip(),
            "own": float(widest["whole"]),
            "below_level": LEVELS.get(levels[1], ""),
            "below": float(widest["within"]),
            "numbers": tuple(number_of(catalogue, batch, code) for code in codes),
        }
        yield Problem(VARIANTS[str(widest["figure"])], words)


def _gap(both: pd.DataFrame, name: str) -> pd.DataFrame:
    within, whole = both[f"{name}_within"], both[name]
    table = both[["area_code", "indicator_code"]].assign(figure=name, whole=whole, within=within, gap=within - whole)
    return table[table["gap"] > rule("V40").bound]


def _ask(warehouse: Warehouse, sql: str, batch: StagedBatch, **words: str | int | Sequence[str]) -> pd.DataFrame:
    return warehouse.query(sql, {"set_id": batch.set_id, "year_be": batch.year_be, **words})
