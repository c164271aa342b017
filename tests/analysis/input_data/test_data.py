"""What has come in, and the plain table of facts."""

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from analysis import AnalysisError
from analysis.input_data.data import coverage_data, facts_data, input_data_data
from catalogue import load_catalogue
from tests.analysis.examples import YEAR, catalogue_of, made_up_set, store
from warehouse import Warehouse, undo_batch

NAN = float("nan")
SMALL = made_up_set()
CATALOGUE = catalogue_of(SMALL)


@pytest.fixture
def filled(warehouse: Warehouse) -> Warehouse:
    store(warehouse, SMALL, [("83010101", 1, 10, 1), ("83010102", 1, 10, 2), ("83010102", 2, 0, 0)])
    store(warehouse, SMALL, [("8401", 1, 10, 1)], level="amphoe", is_synthetic=True)
    return warehouse


def test_surveys_written_out_whole(filled: Warehouse):
    expected = pd.DataFrame(
        {
            "survey": ["jpt"],
            "set_id": ["jpt-made-up"],
            "set_title": ["ชุดทดลอง"],
            "year_be": [YEAR],
            "areas": [3],
            "villages": [2],
            "indicators": [2],
            "indicators_in_set": [3.0],
            "facts": [4],
            "coverage_pct": [100 * 4 / 9],
            "is_synthetic": [True],
            "approval_words": ["สถานะข้อมูล: ยังไม่ตรวจ"],
        }
    )
    assert_frame_equal(input_data_data(filled, CATALOGUE), expected, check_dtype=False)


def test_an_area_counts_its_own_facts_only(filled: Warehouse):
    row = input_data_data(filled, CATALOGUE, "83").iloc[0]
    assert (row["areas"], row["facts"], row["coverage_pct"], row["is_synthetic"]) == (2, 3, 50, False)


def test_a_set_the_catalogue_does_not_know_has_no_coverage(filled: Warehouse):
    row = input_data_data(filled, load_catalogue()).iloc[0]
    assert row["facts"] == 4
    assert row[["set_title", "indicators_in_set", "coverage_pct"]].isna().all()


def test_undone_imports_are_not_counted(filled: Warehouse):
    undo_batch(filled, 1)
    assert input_data_data(filled, CATALOGUE)["facts"].tolist() == [1]


def test_nothing_in_is_an_empty_table_but_asking_for_something_is_an_error(warehouse: Warehouse):
    assert input_data_data(warehouse, CATALOGUE).empty
    with pytest.raises(AnalysisError, match="ยังไม่มีข้อมูลปีใดเลย"):
        input_data_data(warehouse, CATALOGUE, "83")


def test_coverage_of_the_areas_below(filled: Warehouse):
    cells = coverage_data(filled, SMALL, "8301", YEAR)
    assert cells["covered_pct"].tolist() == pytest.approx([100, 50, NAN], nan_ok=True)
    assert cells["area_name"].iloc[0] == "ตลาดใหญ่"


def test_facts_keep_zero_and_missing_apart(filled: Warehouse):
    text = facts_data(filled, "tambon").to_csv(index=False)
    assert text.splitlines() == [
        "area_code,year_be,indicator_code,unit,assessed,failed,score,value,approval",
        f"830101,{YEAR},jpt-made-up-01,คน,20,3,,,unchecked",
        f"830101,{YEAR},jpt-made-up-02,คน,0,0,,,unchecked",
    ]


def test_facts_of_score_and_value_sets(warehouse: Warehouse):
    scores = made_up_set(survey="nrd2c", measure="score")
    values = made_up_set(survey="other", measure="value")
    store(warehouse, scores, [("83010101", 1, 1), ("83010102", 1, 2)], columns=["score"])
    store(warehouse, values, [("83010101", 1, 10.5), ("83010102", 1, 20)], columns=["value"])
    villages = facts_data(warehouse, "village", "nrd2c").to_csv(index=False).splitlines()
    assert villages[1:] == [f"8301010{n},{YEAR},nrd2c-made-up-01,หมู่บ้าน,,,{n}.0,,unchecked" for n in (1, 2)]
    country = facts_data(warehouse, "country", "nrd2c").to_csv(index=False).splitlines()
    assert country[1:] == [f"TH,{YEAR},nrd2c-made-up-01,หมู่บ้าน,2,,1.5,,unchecked"]
    value = facts_data(warehouse, "province", "other", YEAR).to_csv(index=False).splitlines()
    assert value[1:] == [f"83,{YEAR},other-made-up-01,บาท,,,,15.25,unchecked"]


def test_facts_that_are_not_there(filled: Warehouse):
    with pytest.raises(AnalysisError, match=str(YEAR)):
        facts_data(filled, "village", "jpt", YEAR + 1)
    with pytest.raises(AnalysisError):
        facts_data(filled, "village", "nrd2c")
    with pytest.raises(AnalysisError, match="ระดับ"):
        facts_data(filled, "region")
