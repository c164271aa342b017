"""What a person may choose from where a file does not say it: the years of surveys, the areas of the shipped list."""

from datetime import date

import streamlit as st

from analysis.core.areas import thai_order
from app.state import the_warehouse
from catalogue.areas import area_names

FIRST_YEAR = 2544


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
