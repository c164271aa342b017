"""Stage 1: how far a survey has come in. Of the places known within an area, which have data of a set and year.

A place is what the survey counts on its own. กชช.2ค counts villages (8 digits), and a part of a village (10 digits)
stands for its village. จปฐ. counts parts where a village has any; only a village without known parts is a place. A
village may also be written with 10 digits (the last two 00).
"""

from dataclasses import dataclass

import pandas as pd

from analysis.core.areas import names_of
from analysis.core.statistics import share_pct
from catalogue.areas import area_prefix, is_municipality, level_of
from warehouse import Warehouse

KNOWN_CODES = """
    -- One row: a village or part of one within the area that any import or register ever named or gave figures of.
    SELECT DISTINCT area_code
    FROM (SELECT area_code FROM batch_areas UNION SELECT area_code FROM areas)
    WHERE length(area_code) IN (8, 10) AND starts_with(area_code, $prefix)
    ORDER BY area_code
"""
CODES_WITH_DATA = """
    -- One row: a village or part of one within the area, and a year, with live figures of the set.
    SELECT DISTINCT area_code, year_be
    FROM live_facts
    WHERE level = 'village' AND set_id = $set_id AND starts_with(area_code, $prefix)
    ORDER BY year_be, area_code
"""
VILLAGE_DIGITS = 8
CHILD_DIGITS = {"country": 2, "province": 4, "amphoe": 6, "tambon": 10}
PLACES = ("place", "area_code", "area_name", "tambon_code", "child_code", "has_data")


@dataclass(frozen=True)
class Progress:
    """`places`: one row a known place, by code: place (its code without a trailing 00), area_code (as it is written),
    area_name, tambon_code, child_code (the area right below the one asked for), has_data (in the year asked for).

    `years`: one row an area right below and a year of the set: child_code, year_be, covered_pct (its known places that
    have data in that year; missing where none has).
    """

    places: pd.DataFrame
    years: pd.DataFrame

    @property
    def missing(self) -> pd.DataFrame:
        """The places without data in the year asked for."""
        return self.places[~self.places["has_data"]]

    @property
    def parts(self) -> pd.DataFrame:
        """One row an area right below: child_code, known, have, lacking (places) and covered_pct."""
        groups = self.places.groupby("child_code", sort=True)["has_data"]
        counts = groups.agg(known="size", have="sum").reset_index()
        share = share_pct(counts["have"], counts["known"])
        return counts.assign(lacking=counts["known"] - counts["have"], covered_pct=share)


def progress_data(warehouse: Warehouse, area_code: str, set_id: str, survey: str, year_be: int) -> Progress:
    """How far a set's year has come in within an area. Raises CatalogueError for a text that is no area code."""
    prefix = area_prefix(area_code)
    held = warehouse.query(CODES_WITH_DATA, {"prefix": prefix, "set_id": set_id})
    held = held.assign(place=[_place(str(code), survey) for code in held["area_code"]])
    codes = [str(code) for code in warehouse.query(KNOWN_CODES, {"prefix": prefix})["area_code"]]
    known = _places(codes, survey)
    names = names_of(warehouse, list(known.values()))
    now = set(held.loc[held["year_be"] == year_be, "place"])
    digits = CHILD_DIGITS.get(level_of(area_code), 10)
    rows = [
        (place, code, names[code], code[:6], code[:digits], _has_data(place, now))
        for place, code in sorted(known.items())
    ]
    places = pd.DataFrame(rows, columns=list(PLACES)).astype({"has_data": "bool"})
    return Progress(places, _by_year(places, held))


def _place(area_code: str, survey: str) -> str:
    whole = survey == "nrd2c" or area_code.endswith("00")
    return area_code[:VILLAGE_DIGITS] if whole else area_code


def _places(codes: list[str], survey: str) -> dict[str, str]:
    """Place → the code it is best known by (the shorter one)."""
    if survey == "nrd2c":
        codes = [code for code in codes if not is_municipality(code)]
    known: dict[str, str] = {}
    for code in sorted(codes, key=len):
        known.setdefault(_place(code, survey), code)
    in_parts = {place[:VILLAGE_DIGITS] for place in known if len(place) > VILLAGE_DIGITS}
    return {place: code for place, code in known.items() if place not in in_parts}


def _has_data(place: str, held: set[str]) -> bool:
    """A part has data, too, where its whole village was counted in one."""
    return place in held or place[:VILLAGE_DIGITS] in held


def _by_year(places: pd.DataFrame, held: pd.DataFrame) -> pd.DataFrame:
    rows: list[tuple[str, int, float | None]] = []
    for year in sorted(int(each) for each in held["year_be"].unique()):
        own = set(held.loc[held["year_be"] == year, "place"])
        flags = places["place"].map(lambda place, own=own: _has_data(str(place), own))
        shares = flags.groupby(places["child_code"]).mean()
        rows += [(str(code), year, 100 * float(share) if share else None) for code, share in shares.items()]
    return pd.DataFrame(rows, columns=["child_code", "year_be", "covered_pct"]).astype({"covered_pct": "float64"})
