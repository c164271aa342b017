"""The content of a batch: the same rows are the same content, however a reader happened to hold them."""

import numpy as np
import pandas as pd
import pytest

from warehouse.staged import FACT_COLUMNS, NUMERIC_COLUMNS, StagedBatch, normalised, places_of_areas

ROWS = pd.DataFrame(
    {
        "area_code": ["83010101", "83010102", "83010103"],
        "indicator_code": ["i-1", "i-1", "i-2"],
        "unit": ["คน", "คน", "ครัวเรือน"],
        "assessed": [10, 20, 30],
        "failed": [0, 2, 3],
    }
)


def content(facts: pd.DataFrame, **changes: object) -> str:
    fields: dict[str, object] = {"set_id": "s", "year_be": 2561, "level": "village", "facts": facts}
    texts = {"file_name": "a", "file_sha256": "0", "layout": "l", "survey": "jpt"}
    return StagedBatch(**(texts | fields | changes)).content_sha256()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "same",
    [
        ROWS.iloc[::-1],
        ROWS.astype({"area_code": "object", "unit": "object"}),
        ROWS.astype({"indicator_code": "category"}),
        ROWS.astype({"assessed": "float64", "failed": "Int32"}),
        ROWS.astype({"assessed": "object"}),
        ROWS.assign(score=None, value=np.nan, rollup=None),
        ROWS.assign(failed=[-0.0, 2.0, 3.0]),
        ROWS.assign(sheet="ไม่ใช่เนื้อหา"),
        ROWS.set_index(pd.Index([7, 7, 7])),
    ],
)
def test_the_same_rows_are_the_same_content(same: pd.DataFrame) -> None:
    assert content(same) == content(ROWS)


@pytest.mark.parametrize(
    "other",
    [
        ROWS.assign(failed=[0, 2, 4]),
        ROWS.assign(failed=[2, 0, 3]),
        ROWS.assign(failed=[None, 2, 3]),
        ROWS.assign(unit="คน"),
        ROWS.assign(area_code=["83010102", "83010101", "83010103"]),
        ROWS.assign(rollup="sum"),
        ROWS.assign(assessed=ROWS["failed"], failed=ROWS["assessed"]),
        ROWS.iloc[:2],
        pd.concat([ROWS, ROWS.iloc[:1]]),
    ],
)
def test_other_rows_are_other_content(other: pd.DataFrame) -> None:
    assert content(other) != content(ROWS)


def test_set_year_level_and_counting_belong_to_the_content() -> None:
    changes: list[dict[str, object]] = [{"set_id": "t"}, {"year_be": 2562}, {"level": "tambon"}, {"counting": "people"}]
    assert len({content(ROWS, **change) for change in [{}, *changes]}) == 5


def test_a_column_that_is_not_there_is_one_that_is_missing_throughout() -> None:
    missing = {name: float("nan") if name in NUMERIC_COLUMNS else None for name in FACT_COLUMNS if name not in ROWS}
    assert missing
    assert content(ROWS.assign(**missing)) == content(ROWS)


def test_normal_rows_have_text_as_text_and_numbers_as_floats_in_one_order() -> None:
    before = ROWS.copy()
    normal = normalised(ROWS.assign(score=pd.array([1, None, 3], dtype="Int8")), FACT_COLUMNS)
    pd.testing.assert_frame_equal(ROWS, before)
    assert list(normal.columns) == [column for column in FACT_COLUMNS if column in ROWS or column == "score"]
    assert all(normal[column].dtype == ("float64" if column in NUMERIC_COLUMNS else "str") for column in normal)
    assert normal["score"].isna().tolist() == [False, True, False]
    assert normalised(ROWS.iloc[:0], FACT_COLUMNS).empty


def test_an_area_is_where_its_first_good_row_is() -> None:
    codes = np.array(["83010102", "83010101", "83010102", "83010103"], dtype=object)
    found = places_of_areas("ตาราง", codes, np.array([4, 5, 6, 7]), np.array([False, True, True, False]))
    expected = pd.DataFrame({"area_code": ["83010101", "83010102"], "sheet": "ตาราง", "row_number": [5, 6]})
    pd.testing.assert_frame_equal(found.astype({"area_code": "str"}), expected, check_dtype=False)


def test_categories_of_texts_stay_categories() -> None:
    codes = ROWS.astype({"area_code": "category"})
    normal = normalised(codes, FACT_COLUMNS)
    assert isinstance(normal["area_code"].dtype, pd.CategoricalDtype)
    assert normal["area_code"].tolist() == ROWS["area_code"].tolist()
    numbers = normalised(codes.assign(area_code=pd.Categorical([1, 2, 3])), FACT_COLUMNS)
    assert numbers["area_code"].tolist() == ["1", "2", "3"]
