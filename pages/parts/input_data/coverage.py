"""How far the survey has come in: of the places known within an area, which have data of a set and year.

A place is known when any import or register ever named it, or gave figures of it. One place may be written with 8 or
with 10 digits (its last two 00), so places are compared by the shorter code.
"""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from analysis.areas import CHILD_LEVEL, names_of
from app_state import Selection, the_warehouse
from catalogue.areas import area_prefix, is_municipality, level_of
from charts.theme import format_pct

KNOWN_PLACES = """
    -- One row: a village or community known within the area, under the code it is best known by.
    SELECT CASE WHEN ends_with(area_code, '00') THEN left(area_code, 8) ELSE area_code END AS place,
        min(area_code) AS area_code
    FROM (SELECT area_code FROM batch_areas UNION SELECT area_code FROM areas)
    WHERE length(area_code) IN (8, 10) AND starts_with(area_code, $prefix)
    GROUP BY place
    ORDER BY place
"""
PLACES_WITH_DATA = """
    -- One row: a place and year with live figures of the set.
    SELECT DISTINCT CASE WHEN ends_with(area_code, '00') AND length(area_code) = 10 THEN left(area_code, 8)
        ELSE area_code END AS place, year_be
    FROM live_facts
    WHERE level = 'village' AND set_id = $set_id AND starts_with(area_code, $prefix)
"""
CHILD_DIGITS = {"country": 2, "province": 4, "amphoe": 6, "tambon": 10}


@dataclass(frozen=True)
class Coverage:
    """`places`: one row a known place with place, area_code, area_name, tambon_code, child_code, has_data.

    `years`: one row a part of the area (child_code) and year with covered_pct, the share of its known places that have
    data in that year; missing where none has.
    """

    places: pd.DataFrame
    years: pd.DataFrame

    @property
    def missing(self) -> pd.DataFrame:
        """The places without data in the year asked for."""
        return self.places[~self.places["has_data"]]


@st.cache_data(max_entries=100, show_spinner=False)
def coverage_of(selection: Selection) -> Coverage:
    """Which known places of the selection's area have data of its set, in its year and in the others."""
    key: dict[str, object] = {"prefix": area_prefix(selection.area_code)}
    known = the_warehouse().query(KNOWN_PLACES, key)
    if selection.survey == "nrd2c":
        known = known[[not is_municipality(str(code)) for code in known["area_code"]]]
    held = the_warehouse().query(PLACES_WITH_DATA, key | {"set_id": selection.set_id})
    now = set(held.loc[held["year_be"] == selection.year_be, "place"])
    names = names_of(the_warehouse(), [str(code) for code in known["area_code"]])
    digits = CHILD_DIGITS.get(level_of(selection.area_code), 10)
    places = known.assign(
        area_name=[names[str(code)] for code in known["area_code"]],
        tambon_code=known["area_code"].str[:6],
        child_code=known["area_code"].str[:digits],
        has_data=[_has_data(str(place), now) for place in known["place"]],
    ).reset_index(drop=True)
    return Coverage(places, _by_year(places, held))


def parts_table(coverage: Coverage, selection: Selection) -> pd.DataFrame:
    """One row per part of the area: known places, with data, still missing, percentage; a village is in or not."""
    if level_of(selection.area_code) == "tambon":
        states = coverage.places["has_data"].map({True: "มีข้อมูลแล้ว", False: "ยังขาด"})
        return pd.DataFrame({"พื้นที่": coverage.places["area_name"], "รหัส": coverage.places["place"], "สถานะ": states})
    groups = coverage.places.groupby("child_code", sort=True)["has_data"]
    counts = groups.agg(["size", "sum"]).reset_index()
    names = names_of(the_warehouse(), [str(code) for code in counts["child_code"]])
    return pd.DataFrame(
        {
            "พื้นที่": [names[str(code)] for code in counts["child_code"]],
            "รู้จัก": counts["size"],
            "มีแล้ว": counts["sum"],
            "ยังขาด": counts["size"] - counts["sum"],
            "คืบหน้า (%)": 100 * counts["sum"] / counts["size"],
        }
    )


def years_grid(coverage: Coverage) -> pd.DataFrame:
    """The cells of the grid of areas and years, as the figure takes them."""
    names = names_of(the_warehouse(), [str(code) for code in coverage.years["child_code"].unique()])
    return coverage.years.assign(
        area_code=coverage.years["child_code"],
        area_name=[names[str(code)] for code in coverage.years["child_code"]],
        column_code=coverage.years["year_be"].astype(str),
        column_name=coverage.years["year_be"].astype(str),
    )


def with_missing_villages(cells: pd.DataFrame, coverage: Coverage, selection: Selection) -> pd.DataFrame:
    """The cells of a tambon's villages and indicators under the villages' known names, those without data added."""
    if level_of(selection.area_code) != "tambon" or cells.empty:
        return cells
    names = dict(zip(coverage.places["place"], coverage.places["area_name"], strict=True))
    places = [code[:8] if code.endswith("00") else code for code in cells["area_code"].astype(str)]
    named = cells.assign(
        area_name=[names.get(place, name) for place, name in zip(places, cells["area_name"], strict=True)]
    )
    columns = cells[["column_code", "column_name"]].drop_duplicates()
    absent = coverage.missing[["area_code", "area_name"]].merge(columns, how="cross").assign(covered_pct=float("nan"))
    return pd.concat([named, absent], ignore_index=True).sort_values("area_code", kind="stable", ignore_index=True)


def share_words(coverage: Coverage) -> str:
    """มีข้อมูลแล้ว 12 จาก 20 หมู่บ้าน (60.0 %)."""
    have, known = int(coverage.places["has_data"].sum()), len(coverage.places)
    return f"มีข้อมูลแล้ว {have:,} จาก {known:,} หมู่บ้าน/ชุมชนที่รู้จัก ({format_pct(100 * have / known)})"


def has_parts(selection: Selection) -> bool:
    """False for a village, which has nothing below it."""
    return level_of(selection.area_code) in CHILD_LEVEL


def _has_data(place: str, held: set[str]) -> bool:
    return place in held or (len(place) == 10 and place[:8] in held)


def _by_year(places: pd.DataFrame, held: pd.DataFrame) -> pd.DataFrame:
    rows: list[dict[str, object]] = []
    for year in sorted(int(each) for each in held["year_be"].unique()):
        own = set(held.loc[held["year_be"] == year, "place"])
        flags = places["place"].map(lambda place, own=own: _has_data(str(place), own))
        shares = flags.groupby(places["child_code"]).mean()
        rows += [
            {"child_code": str(code), "year_be": year, "covered_pct": 100 * float(share) if share else None}
            for code, share in shares.items()
        ]
    return pd.DataFrame(rows, columns=["child_code", "year_be", "covered_pct"]).astype({"covered_pct": "float64"})
