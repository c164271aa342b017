"""The stored figures of areas: with those of the area above them, by set and year, until the next write."""

import pytest

from analysis.core.held_data import available_data, figures_above, figures_of_area, figures_of_level
from catalogue import CatalogueError
from tests.analysis.examples import YEAR, made_up_set, store
from warehouse import Warehouse

TWO, OTHER = made_up_set(size=2), made_up_set(dimensions=1, size=1, set_id="jpt-other")
FIRST, SECOND = (each.code for each in TWO.indicators)


@pytest.fixture
def held(warehouse: Warehouse) -> Warehouse:
    """Three villages of two tambon in this year, one of them in the year before and in another set."""
    rows = [("83010101", 1, 10, 1), ("83010101", 2, 20, 2), ("83010102", 1, 30, 3), ("83010201", 1, 40, 4)]
    store(warehouse, TWO, rows)
    store(warehouse, TWO, [("83010101", 1, 11, 5)], year_be=YEAR - 1, is_synthetic=True)
    store(warehouse, OTHER, [("83010101", 1, 7, 7)])
    return warehouse


def counts(figures):
    return {
        place: {code: (each.assessed, each.failed, each.areas_counted) for code, each in of_place.items()}
        for place, of_place in figures.items()
    }


def test_an_area_has_its_figures_of_every_set_and_year(held: Warehouse):
    expected = {
        (TWO.id, YEAR): {FIRST: (40, 4, 2), SECOND: (20, 2, 1)},
        (TWO.id, YEAR - 1): {FIRST: (11, 5, 1)},
        (OTHER.id, YEAR): {OTHER.indicators[0].code: (7, 7, 1)},
    }
    assert counts(figures_of_area(held, "830101")) == expected
    assert counts(figures_above(held, "83010101")) == expected
    village = figures_of_area(held, "83010101")[TWO.id, YEAR][FIRST]
    assert (village.assessed, village.source_level, village.unit, village.target_pct) == (10, "village", "คน", None)


def test_the_area_above_has_its_own_figures_up_to_the_country(held: Warehouse):
    for area, above in (("830101", "8301"), ("8301", "83"), ("83", "TH")):
        assert counts(figures_above(held, area))[TWO.id, YEAR][FIRST] == (80, 8, 3)
        assert figures_above(held, area) == figures_of_area(held, above)
    assert figures_above(held, "TH") == {}
    assert figures_of_area(held, "84") == {}


def test_figures_of_a_level_are_those_within_the_area(held: Warehouse):
    found = figures_of_level(held, "8301", "tambon", TWO.id, YEAR)
    assert list(found) == ["830101", "830102"]
    assert counts(found) == {
        "830101": {FIRST: (40, 4, 2), SECOND: (20, 2, 1)}, "830102": {FIRST: (40, 4, 1)},
    }  # fmt: skip
    assert list(figures_of_level(held, "TH", "village", TWO.id, YEAR - 1)) == ["83010101"]
    assert figures_of_level(held, "84", "tambon", TWO.id, YEAR) == {}


def test_a_write_is_seen(held: Warehouse):
    before = figures_of_area(held, "830101")
    assert figures_of_area(held, "830101") is before
    store(held, TWO, [("83010103", 1, 60, 6)])
    assert counts(figures_of_area(held, "830101"))[TWO.id, YEAR][FIRST] == (100, 10, 3)
    assert counts(figures_above(held, "83010102"))[TWO.id, YEAR][FIRST] == (100, 10, 3)


def test_years_with_data_are_the_newest_first(held: Warehouse):
    rows = available_data(held, "830101").to_dict("records")
    assert [(row["set_id"], row["year_be"], row["indicators"], row["is_synthetic"]) for row in rows] == [
        (TWO.id, YEAR, 2, False), (OTHER.id, YEAR, 1, False), (TWO.id, YEAR - 1, 1, True),
    ]  # fmt: skip
    assert available_data(held, "830102")["year_be"].tolist() == [YEAR]


@pytest.mark.parametrize("code", ["", "8", "ABC", "830"])
def test_what_is_no_code_is_said(held: Warehouse, code: str):
    for ask in (figures_of_area, figures_above):
        with pytest.raises(CatalogueError):
            ask(held, code)
