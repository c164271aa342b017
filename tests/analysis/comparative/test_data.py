"""Areas side by side: ranks, ties, Thai order, missing data."""

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from analysis import AnalysisError
from analysis.comparative.data import comparative_data
from analysis.core.scope import Question
from tests.analysis.examples import YEAR, catalogue_of, made_up_set, store
from warehouse import Warehouse, save_areas

NAN = float("nan")
SMALL = made_up_set()
CATALOGUE = catalogue_of(SMALL)


@pytest.fixture
def four_tambon(warehouse: Warehouse) -> Warehouse:
    rows = [
        ("83010101", 1, 100, 10), ("83010101", 2, 100, 50), ("83010101", 3, 100, 30),
        ("83010201", 1, 100, 90), ("83010301", 1, 10, 3), ("83015101", 1, 100, 30), ("83010401", 2, 0, 0),
    ]  # fmt: skip
    store(warehouse, SMALL, rows)
    names = {"830101": "เกาะ", "830102": "หาด", "830103": "ไร่", "830151": "กลาง", "830104": "ว่าง"}
    save_areas(warehouse, pd.DataFrame(names.items(), columns=["area_code", "area_name"]))
    return warehouse


def test_areas_written_out_whole(four_tambon: Warehouse):
    found = comparative_data(four_tambon, CATALOGUE, Question("8301", YEAR))
    expected = pd.DataFrame(
        {
            "area_code": ["830102", "830151", "830101", "830103", "830104"],
            "area_name": ["หาด", "กลาง", "เกาะ", "ไร่", "ว่าง"],
            "mean_problem_pct": [90, 30, 30, 30, NAN],
            "mean_pass_pct": [10, 70, 70, 70, NAN],
            "rank": [1, 2, 2, 2, NAN],
            "indicators": [3] * 5,
            "indicators_with_data": [1, 1, 3, 1, 0],
            "axes": [2] * 5,
            "axes_with_data": [1, 1, 2, 1, 0],
            "is_synthetic": [False] * 5,
            "rank_first": [1, 2, 2, 2, NAN],
            "rank_last": [1, 4, 4, 4, NAN],
            "band": ["sure", "possible", "possible", "possible", None],
            "status": ["worse", "better", "better", "similar", "unknown"],
        }
    )
    assert_frame_equal(found.areas, expected, check_dtype=False)
    axes = found.axes.set_index(["area_code", "axis_code"])
    assert axes["problem_pct"].to_dict() == pytest.approx(
        {
            ("830102", "d1"): 90, ("830102", "d2"): NAN, ("830151", "d1"): 30, ("830151", "d2"): NAN,
            ("830101", "d1"): 20, ("830101", "d2"): 50, ("830103", "d1"): 30, ("830103", "d2"): NAN,
            ("830104", "d1"): NAN, ("830104", "d2"): NAN,
        },
        nan_ok=True,
    )  # fmt: skip
    assert found.axes["area_name"].tolist() == [name for name in expected["area_name"] for _ in range(2)]
    assert found.indicators["area_code"].tolist() == [code for code in expected["area_code"] for _ in range(3)]


def test_a_given_list_keeps_areas_without_data(four_tambon: Warehouse):
    found = comparative_data(
        four_tambon, CATALOGUE, Question("TH", YEAR), area_codes=["840101", "830101", "8301", "830101"]
    )
    assert found.areas["area_code"].tolist() == ["8301", "830101", "840101"]
    assert found.areas["rank"].tolist() == pytest.approx([1, 2, NAN], nan_ok=True)


def test_a_deeper_level(four_tambon: Warehouse):
    found = comparative_data(four_tambon, CATALOGUE, Question("TH", YEAR), level="village")
    assert len(found.areas) == 5
    assert set(found.areas["area_code"].str.len()) == {8}


def test_polygon_area_plays_no_part(four_tambon: Warehouse):
    swapped = made_up_set(indicator_1={"dimension": 2}, indicator_2={"dimension": 1})
    one = comparative_data(four_tambon, CATALOGUE, Question("8301", YEAR)).areas
    other = comparative_data(four_tambon, catalogue_of(swapped), Question("8301", YEAR)).areas
    assert one["rank"].tolist() == pytest.approx(other["rank"].tolist(), nan_ok=True)


def test_nothing_to_compare(four_tambon: Warehouse):
    with pytest.raises(AnalysisError, match="ไม่มีพื้นที่ย่อยที่มีข้อมูลให้เปรียบเทียบ"):
        comparative_data(four_tambon, CATALOGUE, Question("8302", YEAR))


@pytest.mark.parametrize(("area", "level", "codes"), [
    ("83010101", None, ["83010101"]),
    ("830101", "tambon", ["830102", "830151", "830101", "830103", "830104"]),
    ("83010101", "tambon", ["830102", "830151", "830101", "830103", "830104"]),
])  # fmt: skip
def test_a_village_or_tambon_stands_among_those_beside_it(
    four_tambon: Warehouse, area: str, level: str | None, codes: list[str]
):
    found = comparative_data(four_tambon, CATALOGUE, Question(area, YEAR), level=level)
    assert found.areas["area_code"].tolist() == codes
    assert found.ranking.own("83010101") == ("83010101" if level is None else "830101")


def test_by_one_indicator_a_dimension_or_a_limit(four_tambon: Warehouse):
    code = SMALL.indicators[1].code
    one = comparative_data(four_tambon, CATALOGUE, Question("8301", YEAR), measure=code)
    assert one.areas["area_code"].tolist() == ["830101", "830104"]
    assert one.areas["mean_problem_pct"].tolist() == pytest.approx([50, NAN], nan_ok=True)
    assert one.ranking.table["failed"].tolist() == [50, 0]
    by_dimension = comparative_data(four_tambon, CATALOGUE, Question("8301", YEAR), measure="d1")
    mean = by_dimension.areas.set_index("area_code")["mean_problem_pct"]
    assert mean["830101"] == pytest.approx(20)
    first = comparative_data(four_tambon, CATALOGUE, Question("8301", YEAR), limit=2)
    assert first.areas["area_code"].tolist() == ["830102", "830101"]
    assert first.areas["rank_last"].tolist() == [1, 4]
    with pytest.raises(AnalysisError, match="ไม่มีสิ่งที่จะเทียบรหัส 'd9'"):
        comparative_data(four_tambon, CATALOGUE, Question("8301", YEAR), measure="d9")


def test_the_axis_table_stands_in_the_order_of_the_ranking(four_tambon: Warehouse):
    compared = comparative_data(four_tambon, CATALOGUE, Question("8301", YEAR))
    table = compared.axis_table
    assert list(table["area_name"]) == list(compared.areas["area_name"])
    assert list(table.columns[2:]) == [f"{each.name} (%)" for each in compared.scope.indicator_set.dimensions]
    first = compared.axes[compared.axes["area_code"] == compared.areas["area_code"].iloc[0]]
    assert table.iloc[0, 2:].tolist() == pytest.approx(first["problem_pct"].tolist(), nan_ok=True)
