"""The shipped figures of the country and the provinces: whole, and those of the published files."""

from pathlib import Path

import pandas as pd

from catalogue import load_catalogue
from catalogue.areas import shipped_areas
from catalogue.published import published_figures


def test_every_province_and_the_country_have_every_indicator() -> None:
    figures = published_figures("jpt-2560")
    assert figures is not None
    assert figures.year_be == 2561
    codes = [each.code for each in load_catalogue().get("jpt-2560").indicators]
    by_area = figures.table.groupby("area_code")["indicator_code"].apply(list)
    assert all(each == codes for each in by_area)
    areas = shipped_areas()
    provinces = set(areas.loc[areas["level"] == "province", "code"])
    assert set(by_area.index) - {"TH"} <= provinces
    assert len(by_area) == 77
    assert (figures.table["failed"] <= figures.table["assessed"]).all()
    assert "TPMAP" in figures.source


def test_the_provinces_add_up_to_the_country() -> None:
    figures = published_figures("jpt-2560")
    assert figures is not None
    table = figures.table
    country = table[table["area_code"] == "TH"].set_index("indicator_code")[["assessed", "failed"]]
    sums = table[table["area_code"] != "TH"].groupby("indicator_code")[["assessed", "failed"]].sum()
    assert sums.sort_index().equals(country.sort_index())


def test_other_sets_have_none() -> None:
    assert published_figures("jpt-2550") is None


def test_they_are_those_of_the_published_file(shared_data: Path) -> None:
    figures = published_figures("jpt-2560")
    assert figures is not None
    row = pd.read_csv(shared_data / "tpmap_2561" / "61_country_common.csv").iloc[0]
    own = figures.table[figures.table["area_code"] == "TH"]
    assert own["failed"].tolist() == [row[f"indicator{number}.CNT"] for number in range(1, 32)]
    assert own["assessed"].tolist() == [row[f"indicator{number}.ALL"] for number in range(1, 32)]
