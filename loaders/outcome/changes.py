"""What a file would change: its figures beside those that stand in the warehouse for the same areas. Writes nothing.

All percentages are problem_pct: 100 · failed / assessed over the areas together, the mean of (3 − score) / 2 · 100, or
where a value (summed or averaged by its own rule) lies between its best end (0) and its worst (100); an axis is the
plain mean over its indicators that have data. Missing where nobody was assessed, never 0.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from catalogue import IndicatorSet
from catalogue.areas import COUNTRY, area_prefix
from warehouse import StagedBatch, Warehouse

YEARS_STANDING = """
    -- One row: a year in which one of the file's areas has live figures of the same set and level.
    SELECT DISTINCT year_be FROM batches JOIN batch_areas USING (batch_id)
    WHERE is_live AND set_id = $set_id AND level = $level
        AND area_code BETWEEN $first AND $last AND area_code IN (SELECT unnest($area_codes::VARCHAR[]))
"""
FIGURES_STANDING = """
    -- One row: an indicator, over those of the file's areas that stand in the warehouse in one year.
    SELECT indicator_code, sum(assessed)::DOUBLE AS assessed, sum(failed)::DOUBLE AS failed,
        avg((3 - score) / 2.0 * 100)::DOUBLE AS score_pct,
        CASE WHEN any_value(rollup) = 'sum' THEN sum(value)
            ELSE sum(value * coalesce(weight, 1)) / nullif(sum(coalesce(weight, 1)), 0) END::DOUBLE AS value
    FROM live_facts
    WHERE set_id = $set_id AND level = $level AND year_be = $year_be
        AND area_code BETWEEN $first AND $last AND area_code IN (SELECT unnest($area_codes::VARCHAR[]))
    GROUP BY indicator_code
"""
AREA_LENGTHS = (6, 4, 2)


@dataclass(frozen=True)
class Comparison:
    """The file beside the present. `present_year` is None where nothing stands: then `present_axes` has no values.

    `file_axes`, `present_axes`: axis_code, axis_name, problem_pct, pass_pct, indicators, indicators_with_data.
    `indicators`: one row an indicator of the set with indicator_code, problem_label, file_pct, present_pct, change_pct
    (points; above 0: more of a problem in the file); missing where a side has no data.
    """

    present_year: int | None
    file_axes: pd.DataFrame
    present_axes: pd.DataFrame
    indicators: pd.DataFrame


def compare_with_present(
    warehouse: Warehouse, batch: StagedBatch, indicator_set: IndicatorSet, area_code: str | None = None
) -> Comparison:
    """The batch (or one area of it) beside the same areas' live figures: of the same year, else the nearest before,
    else the nearest after."""
    facts = batch.facts if area_code is None else batch.facts[batch.facts["area_code"] == area_code]
    codes = sorted({str(code) for code in facts["area_code"]})
    key: dict[str, object] = {"set_id": batch.set_id, "level": batch.level, "area_codes": codes}
    key |= {"first": min(codes, default=""), "last": max(codes, default="")}
    years = [int(year) for year in warehouse.query(YEARS_STANDING, key)["year_be"]]
    year = nearest_year(years, batch.year_be)
    ours = indicator_pcts(facts, indicator_set)
    theirs = pd.Series(dtype="float64")
    if year is not None:
        theirs = _pcts(warehouse.query(FIGURES_STANDING, key | {"year_be": year}), indicator_set)
    return Comparison(
        year,
        axis_means(ours, indicator_set),
        axis_means(theirs, indicator_set),
        _figures_compared(ours, theirs, indicator_set),
    )


def nearest_year(years: Iterable[int], wanted: int) -> int | None:
    """The wanted year if it is there, else the nearest before it, else the nearest after.

    >>> nearest_year([2560, 2562, 2565], 2564)
    2562
    """
    earlier, later = [year for year in years if year <= wanted], [year for year in years if year > wanted]
    return max(earlier) if earlier else min(later, default=None)


def indicator_pcts(facts: pd.DataFrame, indicator_set: IndicatorSet) -> pd.Series:
    """indicator_code → problem_pct over all areas of the facts together; indicators without data are absent."""
    if indicator_set.measure == "score":
        score_pct = (3 - facts["score"].astype("float64")) / 2 * 100
        totals = pd.DataFrame({"score_pct": score_pct.groupby(facts["indicator_code"]).mean()})
    elif indicator_set.measure == "value":
        totals = _values_together(facts)
    else:
        totals = facts.groupby("indicator_code")[["assessed", "failed"]].sum(min_count=1)
    return _pcts(totals.reset_index(), indicator_set)


def axis_means(pcts: pd.Series, indicator_set: IndicatorSet) -> pd.DataFrame:
    """One row per dimension of the set, as the radar draws them (see Comparison)."""
    rows: list[dict[str, object]] = []
    for dimension in indicator_set.dimensions:
        codes = [each.code for each in indicator_set.indicators_of(dimension.code)]
        known = pcts.reindex(codes).astype("float64").dropna()
        mean = float(known.mean()) if len(known) else float("nan")
        rows.append(
            {
                "axis_code": dimension.code,
                "axis_name": dimension.short,
                "problem_pct": mean,
                "pass_pct": 100 - mean,
                "indicators": len(codes),
                "indicators_with_data": len(known),
            }
        )
    return pd.DataFrame(rows)


def first_rows(
    batch: StagedBatch, indicator_set: IndicatorSet, names: Mapping[str, str], areas: int = 8
) -> pd.DataFrame:
    """The areas of a file's first rows as a table to look at: พื้นที่, รหัส, then one column an indicator in the set's
    order.

    Cells are texts: "12 จาก 340" (fail of assessed), a score, or a value; None without data. Only areas and figures
    can stand here: a batch holds nothing personal.
    """
    codes = _in_order_of_the_file(batch)[:areas]
    own = dict(zip(batch.area_names["area_code"], batch.area_names["area_name"], strict=True))
    table = pd.DataFrame({"พื้นที่": [str(own.get(code) or names.get(code) or "–") for code in codes], "รหัส": codes})
    facts = batch.facts[batch.facts["area_code"].isin(codes)]
    cells = {
        (str(row["area_code"]), str(row["indicator_code"])): _cell(row, indicator_set.measure)
        for row in facts.to_dict("records")
    }
    present = set(facts["indicator_code"])
    columns = {
        f"{each.number} {each.short_label}": [cells.get((code, each.code)) for code in codes]
        for each in indicator_set.indicators
        if each.code in present
    }
    return pd.concat([table, pd.DataFrame(columns, dtype=object)], axis=1)


def _in_order_of_the_file(batch: StagedBatch) -> list[str]:
    """The areas with figures by sheet and row; those whose row is not known come last."""
    present = dict.fromkeys(str(code) for code in batch.facts["area_code"])
    places = batch.places.assign(sheet_place=pd.factorize(batch.places["sheet"])[0])
    by_row = places.sort_values(["sheet_place", "row_number"], kind="stable")["area_code"]
    return list(dict.fromkeys([*(str(code) for code in by_row if str(code) in present), *present]))


def common_area(area_codes: Sequence[str]) -> str:
    """The smallest area that holds all of them, from the tambon up; one area is its own.

    >>> common_area(["83010101", "83010202"]), common_area(["83", "30"])
    ('8301', 'TH')
    """
    codes = sorted(set(area_codes))
    if len(codes) == 1:
        return codes[0]
    first, last = (area_prefix(code) for code in (codes[0], codes[-1]))
    return next(
        (first[:length] for length in AREA_LENGTHS if len(first) >= length and last[:length] == first[:length]), COUNTRY
    )


def _pcts(totals: pd.DataFrame, indicator_set: IndicatorSet) -> pd.Series:
    indexed = totals.set_index("indicator_code")
    if indicator_set.measure == "score":
        return indexed["score_pct"].astype("float64").dropna()
    if indicator_set.measure == "value":
        return _value_pcts(indexed["value"].astype("float64"), indicator_set)
    assessed = indexed["assessed"].astype("float64")
    return (100 * indexed["failed"].astype("float64") / assessed.where(assessed > 0)).dropna()


def _values_together(facts: pd.DataFrame) -> pd.DataFrame:
    """indicator_code → value over all areas: the sum, or the mean weighed by the weights (1 where there are none)."""
    filled = facts.dropna(subset=["value"])
    value = filled["value"].astype("float64")
    weight = filled["weight"].astype("float64").fillna(1.0) if "weight" in filled else pd.Series(1.0, filled.index)
    rows = pd.DataFrame(
        {"indicator_code": filled["indicator_code"], "value": value, "weight": weight, "weighted": value * weight}
    )
    sums = rows.groupby("indicator_code")[["value", "weight", "weighted"]].sum()
    rollups = filled.groupby("indicator_code")["rollup"].first()
    means = sums["weighted"] / sums["weight"].where(sums["weight"] > 0)
    return pd.DataFrame({"value": sums["value"].where(rollups == "sum", means)})


def _value_pcts(values: pd.Series, indicator_set: IndicatorSet) -> pd.Series:
    """indicator_code → where the value lies between its ends, held within 0–100; absent without both ends."""
    by_code = {each.code: each for each in indicator_set.indicators}
    pcts: dict[str, float] = {}
    for code, value in values.dropna().items():
        each = by_code.get(str(code))
        if each is not None and each.low is not None and each.high is not None and each.high > each.low:
            from_low = min(100.0, max(0.0, 100 * (value - each.low) / (each.high - each.low)))
            pcts[each.code] = from_low if each.direction == "more_is_worse" else 100 - from_low
    return pd.Series(pcts, dtype="float64")


def _figures_compared(ours: pd.Series, theirs: pd.Series, indicator_set: IndicatorSet) -> pd.DataFrame:
    codes = [each.code for each in indicator_set.indicators]
    table = pd.DataFrame(
        {"indicator_code": codes, "problem_label": [each.problem_label for each in indicator_set.indicators]}
    )
    table["file_pct"] = ours.reindex(codes).to_numpy(dtype="float64")
    table["present_pct"] = theirs.reindex(codes).to_numpy(dtype="float64")
    return table.assign(change_pct=table["file_pct"] - table["present_pct"])


def _cell(row: Mapping[Any, Any], measure: str) -> str | None:
    names = {"count": ("failed", "assessed"), "score": ("score",), "value": ("value",)}[measure]
    values = [_number(row.get(name)) for name in names]
    return None if None in values else " จาก ".join(str(value) for value in values)


def _number(value: object) -> str | None:
    if not isinstance(value, int | float) or math.isnan(value):
        return None
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}"
