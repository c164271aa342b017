"""What a person chooses where no file says it: the years of surveys, and an area of the shipped list."""

from datetime import date

import streamlit as st

from analysis.core.areas import thai_order
from app.state import area_of_all_data, the_warehouse
from catalogue.areas import COUNTRY, area_names
from words.screen_text import plain

FIRST_YEAR = 2544
NO_AREA = ""
FIRST_DIGITS = 2
DEEPER = {"จังหวัด": 2, "อำเภอ": 4, "ตำบล": 6}


def survey_years() -> list[int]:
    """The พ.ศ. years of surveys, this one first."""
    return list(range(date.today().year + 543, FIRST_YEAR - 1, -1))


def provinces() -> dict[str, str]:
    """Code → name of the provinces, in Thai order."""
    return areas_below("")


@st.cache_data(max_entries=200, show_spinner=False)
def areas_below(code: str) -> dict[str, str]:
    """Code → name of the shipped areas right below one ("" for the provinces), in Thai order."""
    length = len(code) + 2
    names = {
        each: name
        for each, name in area_names().items()
        if len(each) == length and each.startswith(code) and each.isdigit()
    }
    codes = list(names)
    return {codes[place]: names[codes[place]] for place in thai_order(the_warehouse(), list(names.values()))}


def choose_area_within(version: str, key: str) -> str:
    """จังหวัด → อำเภอ → ตำบล out of the shipped list; "" for none. `key`: what the boxes' keys begin with."""
    begin = str(st.session_state.get("kept_area") or area_of_all_data(version))
    area_code = NO_AREA
    with st.container(horizontal=True, gap="small"):
        for label, digits in DEEPER.items():
            names = areas_below("" if digits == FIRST_DIGITS else area_code)
            if not names:
                break
            options = [NO_AREA, *names]
            default = begin[:digits] if begin != COUNTRY and begin[:digits] in names else NO_AREA
            chosen = st.selectbox(
                label, options, index=options.index(default), key=f"{key}-{digits}-{area_code}", width=225,
                placeholder=f"เลือก{label}",
                format_func=(
                    {code: plain(name) for code, name in names.items()}
                    | {NO_AREA: "ไม่ระบุ" if digits == FIRST_DIGITS else f"ทุก{label}"}
                ).__getitem__,
            )  # fmt: skip
            if not chosen:
                break
            area_code = chosen
    return area_code
