"""A staged file held against every other level that is stored: a province below the sum of its own villages, say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from catalogue import Catalogue
from catalogue.areas import COUNTRY, LEVELS
from loaders.checks.odd_figures import SHOWN, number_of
from loaders.checks.problems import Problem
from loaders.rules import rule
from warehouse import StagedBatch, Warehouse

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


def check_other_levels(warehouse: Warehouse, batch: StagedBatch, catalogue: Catalogue) -> Iterator[Problem]:
    """V58, at most one an area and level: a figure that is less than the sum of the areas within it, in the same unit.

    The file's areas are held against the finer levels that are stored but the next one (which `history` compares), and
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
