"""How far the survey has come in, as the screen shows it: cached, named, in words."""

import pandas as pd
import streamlit as st

from analysis.core.areas import CHILD_LEVEL, names_of
from analysis.input_data.progress import VILLAGE_DIGITS, Progress, progress_data
from app.state import Selection, the_warehouse
from catalogue.areas import level_of
from charts.theme import format_pct


@st.cache_data(max_entries=100, show_spinner=False)
def progress_of(selection: Selection) -> Progress:
    """Which known places of the selection's area have data of its set, in its year and in the others."""
    return progress_data(the_warehouse(), selection.area_code, selection.set_id, selection.survey, selection.year_be)


def parts_table(progress: Progress, selection: Selection) -> pd.DataFrame:
    """One row per part of the area: known places, with data, still missing, percentage; a village is in or not."""
    if level_of(selection.area_code) == "tambon":
        states = progress.places["has_data"].map({True: "มีข้อมูลแล้ว", False: "ยังขาด"})
        return pd.DataFrame({"พื้นที่": progress.places["area_name"], "รหัส": progress.places["place"], "สถานะ": states})
    parts = progress.parts
    names = names_of(the_warehouse(), [str(code) for code in parts["child_code"]])
    named = parts.assign(area_name=[names[str(code)] for code in parts["child_code"]])
    heads = {
        "area_name": "พื้นที่", "known": "รู้จัก", "have": "มีแล้ว", "lacking": "ยังขาด", "covered_pct": "คืบหน้า (%)",
    }  # fmt: skip
    return named[list(heads)].rename(columns=heads)


def years_grid(progress: Progress) -> pd.DataFrame:
    """The cells of the grid of areas and years, as the figure takes them."""
    names = names_of(the_warehouse(), [str(code) for code in progress.years["child_code"].unique()])
    return progress.years.assign(
        area_code=progress.years["child_code"],
        area_name=[names[str(code)] for code in progress.years["child_code"]],
        column_code=progress.years["year_be"].astype(str),
        column_name=progress.years["year_be"].astype(str),
    )


def with_missing_villages(cells: pd.DataFrame, progress: Progress, selection: Selection) -> pd.DataFrame:
    """The cells by code of area; those of a tambon under the villages' known names, those without data added."""
    if level_of(selection.area_code) != "tambon" or cells.empty:
        return cells.sort_values("area_code", kind="stable", ignore_index=True)
    names = dict(zip(progress.places["place"], progress.places["area_name"], strict=True))
    places = [code[:VILLAGE_DIGITS] if code.endswith("00") else code for code in cells["area_code"].astype(str)]
    named = cells.assign(
        area_name=[names.get(place, name) for place, name in zip(places, cells["area_name"], strict=True)]
    )
    columns = cells[["column_code", "column_name"]].drop_duplicates()
    absent = progress.missing[["area_code", "area_name"]].merge(columns, how="cross").assign(covered_pct=float("nan"))
    return pd.concat([named, absent], ignore_index=True).sort_values("area_code", kind="stable", ignore_index=True)


def share_words(progress: Progress) -> str:
    """มีข้อมูลแล้ว 12 จาก 20 หมู่บ้าน (60.0 %)."""
    have, known = int(progress.places["has_data"].sum()), len(progress.places)
    return f"มีข้อมูลแล้ว {have:,} จาก {known:,} หมู่บ้าน/ชุมชนที่รู้จัก ({format_pct(100 * have / known)})"


def place_words(name: str, place: str) -> str:
    """A village's name with its code, which alone stands for one without a name."""
    return name if place in name else f"{name} ({place})"


def has_parts(selection: Selection) -> bool:
    """False for a village, which has nothing below it."""
    return level_of(selection.area_code) in CHILD_LEVEL
