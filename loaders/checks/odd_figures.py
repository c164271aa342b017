"""What cannot be, and what is odd, in a file's figures by themselves.

Impossible: a national id or phone number as a figure, a number too large for anything, a year to come. Odd: whole
columns of 0 or 100 %, copied rows, too many households.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd

from catalogue import BE_MINUS_AD, Catalogue
from loaders.checks.personal_columns import is_personal_value
from loaders.checks.problems import YEAR, Problem, RefusalError
from loaders.reading import Cell, parse_year_be
from loaders.rules import rule
from warehouse import StagedBatch

ID_FROM, ID_BELOW = 10**12, 10**13  # a number of 13 digits
SHORTEST = 9  # characters of a phone number
LARGEST_FIGURE = 10**15  # above it a number of the file is not held exactly
HOUSEHOLDS, HOUSEHOLD_UNIT = "households", "ครัวเรือน"
COUNTED_UNITS = ("คน", HOUSEHOLD_UNIT)
COUNTED_MEASURES = {HOUSEHOLDS: "V51-households", "people": "V51-people"}
TIMES_A_VILLAGE = {"village": 1, "tambon": 10, "amphoe": 40, "province": 200}  # ceilings of ours, above any real area
SHOWN = 10
FEW = 10  # households: below this a share says nothing
FEW_ASSESSED = 30  # people or households: below this a rate says nothing
FIGURES = ("assessed", "failed", "score", "value")
MORE = {"V22": "V22-more", "V48": "V48-more"}


def is_personal_number(cell: Cell) -> bool:
    """True for a national id or a phone number where a figure should be; quick for all other cells.

    >>> is_personal_number(1234567890121), is_personal_number("0812345678"), is_personal_number(812)
    (True, True, False)
    """
    if isinstance(cell, bool) or cell is None:
        return False
    if isinstance(cell, int | float):
        return ID_FROM <= cell < ID_BELOW and is_personal_value(cell)
    return isinstance(cell, str) and len(cell) >= SHORTEST and is_personal_value(cell)


def personal_cells(distinct: Sequence[Cell], codes: np.ndarray) -> np.ndarray:
    """The rows (positions `codes` into the distinct cells) that hold a personal number."""
    return np.array([is_personal_number(cell) for cell in distinct], dtype=bool)[codes]


def too_large(values: np.ndarray, *, is_count: bool) -> np.ndarray:
    """Which figures cannot be: more persons or households than there are, or more than a number can hold."""
    return np.abs(values) > (rule("V50").bound if is_count else LARGEST_FIGURE)  # never true of NaN


def checked_year(year: int) -> int:
    """The พ.ศ. year itself. Raises RefusalError for one that cannot be, or is still to come."""
    parsed = parse_year_be(year)
    if parsed.value is None:
        raise RefusalError("C13-given", {"year": year}, asks=YEAR)
    this_year = date.today().year + BE_MINUS_AD
    if parsed.value > this_year + rule("C16").bound:
        raise RefusalError("C16", {"year": parsed.value, "this_year": this_year})
    return parsed.value


def check_figures(batch: StagedBatch, catalogue: Catalogue) -> Iterator[Problem]:
    """V38, V39, V51 and V22 of one file. A column that everybody passes is often true: only a remark."""
    yield from _check_extremes(batch, catalogue)
    yield from _check_most(batch)
    if batch.layout == "jpt_household":  # its rows are households, and the households of an area are those it counts
        return
    yield from _check_copies(batch)
    if batch.counting == "own_unit":
        households = batch.measures[batch.measures["measure"] == HOUSEHOLDS]
        yield from check_households(
            batch, dict(zip(households["area_code"], households["value"], strict=True)), ("V22",)
        )


def _check_most(batch: StagedBatch) -> Iterator[Problem]:
    """V51: more persons or households in one area than its level ever has; the largest of each column."""
    bound = rule("V51").bound * TIMES_A_VILLAGE.get(batch.level, float("inf"))
    counted = batch.facts[batch.facts["unit"].isin(COUNTED_UNITS)]
    figures = [
        (Problem("V51", {"indicator": str(code), "area": "", "bound": bound}), rows["area_code"], rows[name])
        for name in ("assessed", "value")
        if name in counted
        for code, rows in counted.groupby("indicator_code")
    ]
    measures = batch.measures[batch.measures["measure"].isin(COUNTED_MEASURES)]
    figures += [
        (Problem(COUNTED_MEASURES[str(name)], {"area": "", "bound": bound}), rows["area_code"], rows["value"])
        for name, rows in measures.groupby("measure")
    ]
    for found, areas, values in figures:
        counts = pd.to_numeric(values).to_numpy(dtype="float64", na_value=float("-inf"))
        if len(counts) and counts.max() > bound:
            area = str(areas.iloc[int(counts.argmax())])
            yield replace(found, arguments={**found.arguments, "area": area})


def check_households(
    batch: StagedBatch, known: Mapping[str, float], rules: Sequence[str] = ("V22", "V48")
) -> Iterator[Problem]:
    """Areas whose assessed households (the most of any indicator) are above (V22), or far below (V48), those known."""
    facts = batch.facts
    if not known or "assessed" not in facts:
        return
    most = facts[facts["unit"] == HOUSEHOLD_UNIT].groupby("area_code")["assessed"].max().dropna()
    for rule_id in rules:
        bound, found = rule(rule_id).bound, list[Problem]()
        for area, assessed in most.items():
            households = known.get(str(area), 0.0)
            less = 100 * (1 - assessed / households) if households > 0 else 0.0
            beyond = less < -bound if rule_id == "V22" else less > bound and households >= FEW
            if beyond:
                words = {"assessed": float(assessed), "known": float(households), "area": str(area)}
                found.append(Problem("V22", words) if rule_id == "V22" else Problem("V48", {**words, "less": less}))
        yield from found[:SHOWN]
        if len(found) > SHOWN:
            yield Problem(MORE[rule_id], {"count": len(found) - SHOWN})


def number_of(catalogue: Catalogue, batch: StagedBatch, indicator_code: str) -> str:
    """The number of an indicator of the batch's set; of a set the file itself brings, the end of its code."""
    indicator_set = next((each for each in catalogue.sets if each.id == batch.set_id), None)
    indicators = indicator_set.indicators if indicator_set else ()
    found = next((each.number for each in indicators if each.code == indicator_code), None)
    return str(found) if found is not None else indicator_code.rpartition("-")[2].lstrip("0")


def _check_extremes(batch: StagedBatch, catalogue: Catalogue) -> Iterator[Problem]:
    facts = batch.facts
    if "assessed" not in facts or "failed" not in facts:
        return
    sums = facts.groupby("indicator_code", sort=True).agg(
        areas=("area_code", "size"), assessed=("assessed", "sum"), failed=("failed", "sum")
    )
    sums = sums[(sums["areas"] >= rule("V38").bound) & (sums["assessed"] >= FEW_ASSESSED)]
    everybody = sums.index[sums["failed"] == sums["assessed"]]
    nobody = sums.index[sums["failed"] == 0]
    mapped = batch.layout.startswith("mapped")  # a mapped table says itself, by column, which ones all fail
    for key, codes in (("V38", everybody), ("V38-nobody", nobody)):
        if len(codes) and not (mapped and key == "V38"):
            yield Problem(key, {"numbers": tuple(number_of(catalogue, batch, str(code)) for code in codes)})


def _check_copies(batch: StagedBatch) -> Iterator[Problem]:
    """Every area has the same figures throughout, and they are not all zero."""
    facts = batch.facts
    areas = int(facts["area_code"].nunique())
    if areas < rule("V39").bound:
        return
    figures: pd.DataFrame = facts[[name for name in FIGURES if name in facts]]
    grouped = figures.groupby(facts["indicator_code"])
    spread = grouped.max() - grouped.min()
    same = bool((spread.isna() | (spread == 0)).all(axis=None)) and bool((grouped.size() == areas).all())
    if same and float(figures.max(numeric_only=True).max()) > 0:
        yield Problem("V39", {"count": areas})
