"""Names, the tree above and below, Thai order, and the years that hold data."""

import pandas as pd
import pytest

from analysis.core.areas import children_data, names_of, names_with_places, sorted_by_name, thai_order, titled
from analysis.core.held_data import available_data
from tests.analysis.examples import YEAR, made_up_set, store
from warehouse import Warehouse, save_areas

SMALL = made_up_set()


@pytest.fixture
def phuket(warehouse: Warehouse) -> Warehouse:
    names = pd.DataFrame({"area_code": ["83010101", "830106"], "area_name": ["บ้านเหนือ", "ฉลองเขียนผิด"]})
    rows = [(code, 1, 10, 1) for code in ("83010101", "83010601", "8301510100", "83020101")]
    store(warehouse, SMALL, rows, area_names=names)
    store(warehouse, SMALL, [("83010101", 1, 10, 1)], YEAR + 1)
    return warehouse


def test_names_come_from_the_register_before_an_import(phuket: Warehouse):
    codes = ["TH", "830106", "83010101", "83010199"]
    assert list(names_of(phuket, codes).values()) == ["ประเทศไทย", "ฉลอง", "บ้านเหนือ", "รหัส 83010199"]
    save_areas(phuket, pd.DataFrame({"area_code": ["830106"], "area_name": ["ฉลองใหม่"]}))
    assert names_of(phuket, ["830106"]) == {"830106": "ฉลองใหม่"}


def test_a_name_says_what_lies_between_the_area_and_where_all_of_them_lie(phuket: Warehouse):
    codes = ["830106", "83010101", "83"]
    assert list(names_with_places(phuket, codes, "").values()) == [
        "ฉลอง (เมืองภูเก็ต, ภูเก็ต)", "บ้านเหนือ (ตลาดใหญ่, เมืองภูเก็ต, ภูเก็ต)", "ภูเก็ต",
    ]  # fmt: skip
    assert list(names_with_places(phuket, codes[:2], "83").values()) == [
        "ฉลอง (เมืองภูเก็ต)",
        "บ้านเหนือ (ตลาดใหญ่, เมืองภูเก็ต)",
    ]
    assert list(names_with_places(phuket, codes[:2], "8301").values()) == ["ฉลอง", "บ้านเหนือ (ตลาดใหญ่)"]


def test_children_with_data_in_thai_order(phuket: Warehouse):
    found = children_data(phuket, "8301", SMALL.id, YEAR)
    assert found["area_code"].tolist() == ["830106", "830101", "830151"]
    assert set(found["level"]) == {"tambon"}
    assert children_data(phuket, "830151", SMALL.id, YEAR)["area_code"].tolist() == ["8301510100"]
    assert children_data(phuket, "83010101", SMALL.id, YEAR).empty


def test_available_years(phuket: Warehouse):
    found = available_data(phuket, "8301")
    expected = [["jpt", "jpt-made-up", YEAR + 1, 1, False], ["jpt", "jpt-made-up", YEAR, 1, False]]
    assert found.to_numpy().tolist() == expected
    assert available_data(phuket, "8302")["year_be"].tolist() == [YEAR]
    assert available_data(phuket, "84").empty
    assert available_data(phuket, survey="nrd2c").empty


def test_thai_order_puts_leading_vowels_after_their_consonant(warehouse: Warehouse):
    names = ["ไทย", "เกาะ", "ขอนแก่น", "กลาง", "แก้ว", "เกาะ"]
    assert [names[place] for place in thai_order(warehouse, names)] == ["กลาง", "เกาะ", "เกาะ", "แก้ว", "ขอนแก่น", "ไทย"]
    frame = pd.DataFrame({"area_name": names, "place": range(6)})
    assert sorted_by_name(warehouse, frame)["place"].tolist() == [3, 1, 5, 4, 2, 0]
    assert frame["place"].tolist() == list(range(6))


@pytest.mark.parametrize(
    ("code", "name", "expected"),
    [
        ("8302", "กะทู้", "อำเภอกะทู้"),
        ("830201", "กะทู้", "ตำบลกะทู้"),
        ("83", "จังหวัดภูเก็ต", "จังหวัดภูเก็ต"),
        ("830151", "เทศบาลนครภูเก็ต", "เทศบาลนครภูเก็ต"),
        ("TH", "ประเทศไทย", "ประเทศไทย"),
        ("83010101", "บ้านเหนือ", "บ้านเหนือ"),
    ],
)
def test_titles(code: str, name: str, expected: str):
    assert titled(code, name) == expected
