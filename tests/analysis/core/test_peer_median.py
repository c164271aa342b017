"""The peers an area is held against are a true median: one extreme neighbour does not move it."""

import pytest

from analysis.core.scope import Question
from analysis.radar_analysis.data import radar_analysis_data
from analysis.radar_diagram.data import radar_diagram_data
from tests.analysis.examples import YEAR, catalogue_of, made_up_set, store
from warehouse import Warehouse

SMALL = made_up_set()
CATALOGUE = catalogue_of(SMALL)
FAILED = {"830101": (20, 0), "830102": (10, 4), "830103": (12, 6), "830104": (90, 50), "830105": (11, None)}


@pytest.fixture
def five_tambon(warehouse: Warehouse) -> Warehouse:
    rows = [
        (f"{code}01", number, 100, failed)
        for code, pair in FAILED.items()
        for number, failed in zip((1, 2), pair, strict=True)
        if failed is not None
    ]
    store(warehouse, SMALL, rows)
    return warehouse


def test_median_of_the_indicators_the_axes_and_the_whole(five_tambon: Warehouse):
    radar = radar_diagram_data(five_tambon, CATALOGUE, Question("830101", YEAR), ("peers",))
    assert radar.reference.name == "ค่ากลางพื้นที่ระดับเดียวกัน (ตำบล 4 แห่ง)"
    # of 10, 12, 90, 11 and of 4, 6, 50 (the fifth has no figure)
    assert radar.indicators["reference_pct"].tolist() == pytest.approx([11.5, 6, float("nan")], nan_ok=True)
    assert radar.axes["reference_pct"].tolist() == [11.5, 6]
    # means of the four: 7, 9, 70, 11
    assert radar.reference.overall_pct == 10


def test_the_median_of_an_even_number_lies_between_the_middle_two(five_tambon: Warehouse):
    found = radar_analysis_data(five_tambon, CATALOGUE, Question("830105", YEAR), reference="peers").analysis
    # 20, 10, 12, 90 and 0, 4, 6, 50
    assert found.indicators["reference_pct"].tolist()[:2] == [16, 5]
