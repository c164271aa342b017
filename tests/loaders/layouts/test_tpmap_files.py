"""Real TPMAP files of 2561: sums at every level are identical to the published files of those levels."""

import io
from pathlib import Path

import pandas as pd
import pytest

from loaders import load_file
from warehouse import Warehouse, list_batch_areas

LEVEL_FILES = {"tambon": "61_{}_tambol_common.csv", "amphoe": "61_{}_amphur_common.csv"}
ONE_LEVEL = """
    SELECT area_code, indicator_code, assessed, failed, source_level FROM area_figures
    WHERE level = ? AND set_id = 'jpt-2560' AND year_be = 2561 ORDER BY area_code, indicator_code
"""


def published(path: Path, only: str = "") -> pd.DataFrame:
    """One row per area and indicator with somebody assessed, as the file says."""
    wide = pd.read_csv(path, dtype=str)
    codes = wide.iloc[:, 0] if wide.columns[0].endswith("_ID") else pd.Series(["TH"] * len(wide))
    parts = [
        pd.DataFrame(
            {
                "area_code": codes,
                "indicator_code": f"jpt-2560-{number:02d}",
                "assessed": wide[f"indicator{number}.ALL"].astype(int),
                "failed": wide[f"indicator{number}.CNT"].astype(int),
            }
        )
        for number in range(1, 32)
    ]
    table = pd.concat(parts)
    table = table[(table["assessed"] > 0) & table["area_code"].str.startswith(only)]
    return table.sort_values(["area_code", "indicator_code"], ignore_index=True)


def stored(warehouse: Warehouse, level: str) -> pd.DataFrame:
    rows = warehouse.query(ONE_LEVEL, [level])
    return rows[["area_code", "indicator_code", "assessed", "failed"]].astype({"assessed": int, "failed": int})


@pytest.mark.parametrize(("province", "villages"), [("83", 168), ("30", 4208)])
def test_villages_add_up_to_the_published_levels(
    warehouse: Warehouse, shared_data: Path, province: str, villages: int
) -> None:
    folder = shared_data / "tpmap_2561"
    report = load_file(folder / f"61_{province}_village_common.csv", warehouse)
    assert (report.outcome, report.level, report.areas, report.year_be) == ("loaded", "village", villages, 2561)
    rows = list_batch_areas(warehouse, 1, most=villages)["row_number"]
    assert sorted(rows) == list(range(2, villages + 2))  # row 1 is the heading
    assert report.rows_read == villages + 1 == report.rows_loaded + report.rows_refused + report.rows_recognised
    for level, name in LEVEL_FILES.items():
        pd.testing.assert_frame_equal(
            stored(warehouse, level), published(folder / name.format(province)), check_dtype=False
        )
    expected = published(folder / "61_province_common.csv", province)
    pd.testing.assert_frame_equal(stored(warehouse, "province"), expected, check_dtype=False)
    assert expected["indicator_code"].nunique() == 31


def test_provinces_add_up_to_the_published_country(warehouse: Warehouse, shared_data: Path) -> None:
    folder = shared_data / "tpmap_2561"
    load_file(folder / "61_province_common.csv", warehouse)
    expected = published(folder / "61_country_common.csv")
    pd.testing.assert_frame_equal(stored(warehouse, "country"), expected, check_dtype=False)


def test_the_country_file_is_stored_at_its_own_level(warehouse: Warehouse, shared_data: Path) -> None:
    report = load_file(shared_data / "tpmap_2561" / "61_country_common.csv", warehouse, in_child=False)
    assert (report.outcome, report.level, report.areas, report.facts) == ("loaded", "country", 1, 31)
    assert set(warehouse.query(ONE_LEVEL, ["country"])["source_level"]) == {"country"}


def test_the_same_file_twice_changes_nothing(warehouse: Warehouse, shared_data: Path) -> None:
    path = shared_data / "tpmap_2561" / "61_83_village_common.csv"
    load_file(path, warehouse, in_child=False)
    before = warehouse.query("SELECT * FROM area_figures ORDER BY ALL")
    again = load_file(path, warehouse, in_child=False)
    assert (again.outcome, again.loaded, again.replaced) == ("unchanged", True, ())
    pd.testing.assert_frame_equal(warehouse.query("SELECT * FROM area_figures ORDER BY ALL"), before)
    assert len(warehouse.query("SELECT * FROM batches")) == 1


def test_a_newer_file_replaces_its_areas_and_says_what(warehouse: Warehouse, shared_data: Path) -> None:
    path = shared_data / "tpmap_2561" / "61_83_village_common.csv"
    load_file(path, warehouse, in_child=False)
    table = pd.read_csv(path, dtype=str).head(3)
    table["indicator23.CNT"] = "1"
    content = table.to_csv(index=False).encode()
    report = load_file(content, warehouse, file_name="61_83_village_common.csv", in_child=False)
    [replaced] = report.replaced
    assert (report.outcome, replaced.areas, replaced.file_name) == ("loaded", 3, "61_83_village_common.csv")
    rows = warehouse.query(ONE_LEVEL, ["village"])
    corrected = rows[rows["area_code"].isin(table["village_ID"]) & (rows["indicator_code"] == "jpt-2560-23")]
    assert list(corrected["failed"]) == [1, 1, 1]
    assert rows["area_code"].nunique() == 168


def test_a_dry_run_writes_nothing(warehouse: Warehouse, shared_data: Path) -> None:
    report = load_file(shared_data / "tpmap_2561" / "61_83_tambol_common.csv", warehouse, dry_run=True, in_child=False)
    assert (report.outcome, report.areas) == ("checked", 18)
    assert warehouse.query("SELECT * FROM batches").empty


def small_file(rows: str, name: str = "61_99_village_common.csv") -> tuple[bytes, str]:
    return f"village_ID,household.CNT,indicator1.ALL,indicator1.CNT\n{rows}".encode(), name


def test_a_year_that_nobody_says_is_asked_for(warehouse: Warehouse) -> None:
    content, _ = small_file("83010101,3,2,1\n")
    report = load_file(content, warehouse, file_name="village.csv", in_child=False)
    assert report.outcome == "refused"
    assert "--year 2561" in report.errors[0].fix_command
    assert load_file(content, warehouse, file_name="village.csv", year_be=2561, in_child=False).outcome == "loaded"


def test_impossible_rows_are_refused_by_row_and_column(warehouse: Warehouse) -> None:
    content, name = small_file("83010101,3,2,5\n83010102,3,2,x\n83010103,3,2,1\n")
    report = load_file(content, warehouse, file_name=name, in_child=False)
    assert report.outcome == "refused"
    found = {(error.row, error.column) for error in report.errors}
    assert found == {(2, "D indicator1.CNT"), (3, "D indicator1.CNT")}
    assert warehouse.query("SELECT * FROM facts").empty
    kept = load_file(content, warehouse, file_name=name, skip_bad_rows=True, in_child=False)
    assert (kept.outcome, kept.rows_loaded, kept.rows_refused) == ("loaded", 1, 2)


def test_nobody_assessed_is_missing_and_never_zero(warehouse: Warehouse) -> None:
    content, name = small_file("83010101,3,0,0\n83010102,3,2,1\n")
    assert load_file(content, warehouse, file_name=name, in_child=False).outcome == "loaded"
    assert stored(warehouse, "village").to_numpy().tolist() == [["83010102", "jpt-2560-01", 2, 1]]


def test_a_code_that_lost_its_zero_or_became_a_number_is_named(warehouse: Warehouse) -> None:
    table = pd.DataFrame({"village_ID": [83010101.0], "indicator1.ALL": [5], "indicator1.CNT": [1]})
    stream = io.BytesIO()
    table.to_excel(stream, index=False)
    report = load_file(stream.getvalue(), warehouse, file_name="61_83.xlsx", in_child=False)
    assert report.outcome == "loaded"
    assert list(stored(warehouse, "village")["area_code"]) == ["83010101"]


def test_one_row_under_an_unknown_id_is_not_the_country(warehouse: Warehouse) -> None:
    columns = ",".join(f"indicator{number}.{part}" for number in range(1, 32) for part in ("ALL", "CNT"))
    text = f"tambol_ID,{columns}\n830101," + ",".join(["40,5"] * 31) + "\n"
    report = load_file(text.encode(), warehouse, file_name="61_ก.csv", in_child=False)
    assert report.refused
    assert report.errors[0].what == "ไม่มีคอลัมน์รหัสพื้นที่"
