"""How far a survey has come in: known places, those with data, per part of an area and per year."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pandas as pd
import pytest

from analysis.input_data.data import Progress, progress_data
from catalogue import load_catalogue
from tests.analysis.examples import YEAR, made_up_set, store, tpmap_facts
from tests_support import empty_warehouse
from warehouse import Warehouse

JPT = made_up_set()
NRD = made_up_set(survey="nrd2c", measure="score", set_id="nrd2c-made-up")


def progress(warehouse: Warehouse, area: str = "8301", year: int = YEAR, survey: str = "jpt") -> Progress:
    return progress_data(warehouse, area, f"{survey}-made-up", survey, year)


def test_a_village_with_parts_is_no_place_of_its_own(warehouse: Warehouse):
    """กชช.2ค names village 83010101; จปฐ. counts its two parts, and the whole of 83010102."""
    store(warehouse, NRD, [("83010101", 1, 1), ("83010102", 1, 2), ("83010201", 1, 3)], columns=["score"])
    store(warehouse, JPT, [("8301010101", 1, 10, 1), ("8301010102", 1, 10, 1)], YEAR - 1)
    store(warehouse, JPT, [("8301010101", 1, 10, 1), ("8301010200", 1, 10, 1)])
    found = progress(warehouse)
    columns = ["place", "area_code", "tambon_code", "child_code", "has_data"]
    assert found.places[columns].to_numpy().tolist() == [
        ["8301010101", "8301010101", "830101", "830101", True],
        ["8301010102", "8301010102", "830101", "830101", False],
        ["83010102", "83010102", "830101", "830101", True],
        ["83010201", "83010201", "830102", "830102", False],
    ]
    assert found.missing["place"].tolist() == ["8301010102", "83010201"]
    assert found.parts.to_numpy().tolist() == [["830101", 3, 2, 1, pytest.approx(200 / 3)], ["830102", 1, 0, 1, 0]]
    assert found.years.dropna().to_numpy().tolist() == [
        ["830101", YEAR - 1, pytest.approx(200 / 3)],
        ["830101", YEAR, pytest.approx(200 / 3)],
    ]
    assert found.years["covered_pct"].isna().sum() == 2  # 830102, in both years: missing, not 0


def test_a_part_stands_for_its_village_where_villages_are_counted(warehouse: Warehouse):
    store(warehouse, JPT, [("8301010101", 1, 10, 1), ("8301010102", 1, 10, 1), ("8301510101", 1, 10, 1)])
    store(warehouse, NRD, [("83010102", 1, 2)], columns=["score"])
    found = progress(warehouse, survey="nrd2c")
    assert found.places[["place", "has_data"]].to_numpy().tolist() == [["83010101", False], ["83010102", True]]


def test_a_part_is_in_where_its_whole_village_was_counted(warehouse: Warehouse):
    store(warehouse, JPT, [("8301010101", 1, 10, 1), ("8301010102", 1, 10, 1)])
    store(warehouse, JPT, [("83010101", 1, 20, 2)], YEAR - 1)
    assert progress(warehouse, year=YEAR - 1).places["has_data"].tolist() == [True, True]


def test_nothing_known_is_an_empty_table(warehouse: Warehouse):
    found = progress(warehouse)
    assert found.places.empty
    assert found.years.empty


@pytest.fixture(scope="module")
def published(shared_data: Path) -> Iterator[tuple[Warehouse, pd.DataFrame, pd.DataFrame]]:
    """Two provinces in two years, and the rows of both; in the later year some tambon are not in."""
    own_set = load_catalogue().get("jpt-2560")
    rows = pd.concat(tpmap_facts(shared_data, code) for code in ("83", "30"))
    later = rows[rows["area_code"].str.slice(4, 6) != "02"]
    with closing(empty_warehouse()) as warehouse:
        store(warehouse, own_set, rows.itertuples(index=False, name=None), 2561, counting="people")
        store(warehouse, own_set, later.itertuples(index=False, name=None), 2562, counting="people", file_name="2562")
        yield warehouse, rows, later


@pytest.mark.parametrize("area", ["TH", "83", "30", "8301", "830106", "300201"])
def test_published_places_equal_pandas(published: tuple[Warehouse, pd.DataFrame, pd.DataFrame], area: str):
    warehouse, rows, later = published
    found = progress_data(warehouse, area, "jpt-2560", "jpt", 2562)
    known = pd.Series(rows["area_code"].unique())
    known = known[known.str.startswith("" if area == "TH" else area)].sort_values()
    whole = known.str.endswith("00")
    places = known.where(~whole, known.str[:8])
    assert found.places["place"].tolist() == sorted(places)
    assert int(found.places["has_data"].sum()) == int(known.isin(later["area_code"].unique()).sum())
    digits = {"TH": 2, "83": 4, "30": 4, "8301": 6}.get(area, 10)
    shares = known.isin(later["area_code"].unique()).groupby(known.str[:digits]).mean().mul(100)
    in_2562 = found.years[found.years["year_be"] == 2562].set_index("child_code")["covered_pct"]
    assert in_2562.fillna(0).to_dict() == pytest.approx(shares.to_dict())
