"""The sample in a warehouse: whole, marked as made up, twice the same, never in the place of real data."""

from pathlib import Path

import pandas as pd
import pytest

from catalogue import load_catalogue
from loaders.checks.problems import ERROR
from loaders.outcome.report import FileReport
from loaders.sample import load_sample_data, main, sample_files
from warehouse import StagedBatch, Warehouse, area_names, list_batches, open_warehouse, store_batch, undo_synthetic

Loaded = tuple[Warehouse, list[FileReport]]
EXPECTED = [
    ("jpt_village", 2563, 154),
    ("jpt_village", 2564, 154),
    ("jpt_household", 2565, 154),
    ("nrd2c_village", 2562, 96),
    ("nrd2c_village", 2564, 96),
    ("other", 2565, 154),
]


def test_every_file_loads_without_a_fault(loaded: Loaded) -> None:
    _, reports = loaded
    assert [(report.layout, report.year_be, report.areas) for report in reports] == EXPECTED
    for report in reports:
        assert report.outcome == "loaded"
        assert report.level == "village"
        assert not [problem for problem in report.problems if problem.severity == ERROR]
        assert (report.rows_refused, report.rows_faulty, report.columns_dropped) == (0, 0, ())


def test_all_that_is_shown_is_marked_as_made_up(loaded: Loaded) -> None:
    figures = loaded[0].query("SELECT level, bool_and(is_synthetic) AS marked FROM area_figures GROUP BY level")
    assert set(figures["level"]) == {"country", "province", "amphoe", "tambon", "village"}
    assert figures["marked"].all()
    assert loaded[0].query("SELECT * FROM live_facts WHERE NOT is_synthetic").empty


def test_every_household_is_assessed_by_the_indicators_of_households(loaded: Loaded) -> None:
    compared = loaded[0].query(
        """
        SELECT year_be, area_code, indicator_code, assessed, live_measures.value AS households
        FROM live_facts JOIN live_measures USING (year_be, area_code, set_id)
        WHERE measure = 'households' AND live_facts.unit = 'ครัวเรือน'
        """
    )
    assert len(compared) == 3 * 154 * 13 - 2  # one village reports neither 30 nor 31 in the last year
    assert (compared["assessed"] == compared["households"]).all()


def test_the_stored_counts_are_those_of_the_household_rows(loaded: Loaded, tables: dict[str, pd.DataFrame]) -> None:
    """Against plain pandas over the rows."""
    rows = tables["households"]
    facts = loaded[0].query("SELECT * FROM live_facts WHERE year_be = 2565 AND set_id = 'jpt-2560'")
    for number, unit in ((23, "ครัวเรือน"), (25, "คน")):
        stored = facts[facts["indicator_code"] == f"jpt-2560-{number}"].set_index("area_code").sort_index()
        assert set(stored["unit"]) == {unit}
        by_area = rows.groupby("area_code")
        if unit == "คน":
            expected = by_area[[f"assessed:{number}", f"failed:{number}"]].sum()
        else:
            answers = by_area[f"answer:{number}"]
            expected = pd.DataFrame({"assessed": answers.count(), "failed": answers.count() - answers.sum()})
        expected = expected[expected.iloc[:, 0] > 0]
        assert stored[["assessed", "failed"]].to_numpy().tolist() == expected.to_numpy().tolist()


def test_the_warehouse_learns_the_villages_names(loaded: Loaded) -> None:
    names = area_names(loaded[0]).set_index("area_code")["area_name"]
    assert len(names) == 154
    assert names["83030405"] == "บ้านเกาะแสมนอก"


def test_loading_again_changes_nothing_and_it_can_be_taken_out(warehouse: Warehouse) -> None:
    told: list[tuple[int, int, str]] = []
    load_sample_data(warehouse, lambda done, total, name: told.append((done, total, name)))
    assert told == [*((done, 6, path.name) for done, path in enumerate(sample_files())), (6, 6, "")]
    first = list_batches(warehouse)
    assert {report.outcome for report in load_sample_data(warehouse)} == {"unchanged"}
    pd.testing.assert_frame_equal(list_batches(warehouse), first)
    assert undo_synthetic(warehouse) == 6
    assert warehouse.query("SELECT * FROM area_figures").empty
    assert {report.outcome for report in load_sample_data(warehouse)} == {"loaded"}


def test_real_data_are_never_replaced(warehouse: Warehouse) -> None:
    code = load_catalogue().get("jpt-2560").by_number(23).code
    fact = {"area_code": "83010301", "indicator_code": code, "unit": "ครัวเรือน", "assessed": 500, "failed": 7}
    real = StagedBatch("จริง.xlsx", "x", "jpt_village", "jpt", "jpt-2560", 2564, "village", pd.DataFrame([fact]))
    store_batch(warehouse, real)
    refused = [report for report in load_sample_data(warehouse) if report.refused]
    assert [(report.year_be, report.rows_loaded) for report in refused] == [(2564, 0)]
    assert "ข้อมูลจริง" in refused[0].problems[0].what
    standing = warehouse.query("SELECT * FROM live_facts WHERE year_be = 2564 AND set_id = 'jpt-2560'")
    assert standing[["assessed", "failed"]].to_numpy().tolist() == [[500, 7]]


def test_the_command_line_loads_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    database = str(tmp_path / "sample.duckdb")
    assert main(["--database", database, "--if-empty"]) == 0
    assert "ข้อมูลสังเคราะห์) 6 จาก 6 ไฟล์" in capsys.readouterr().out
    assert main(["--database", database, "--if-empty"]) == 0
    assert capsys.readouterr().out == ""
    warehouse = open_warehouse(database)
    assert len(list_batches(warehouse)) == 6
    warehouse.close()


def test_the_command_line_says_when_the_database_cannot_be_opened(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "broken.duckdb"
    broken.write_bytes(b"not a database at all" * 50)
    assert main(["--database", str(broken)]) == 1
    assert "broken.duckdb" in capsys.readouterr().err
