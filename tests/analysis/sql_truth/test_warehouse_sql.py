"""The statements of the warehouse against plain pandas (tests/analysis/sql_truth/imports_model.py)."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pandas as pd

from tests.analysis.sql_truth.imports_model import COUNTS, Model
from tests.analysis.sql_truth.published import same
from warehouse import (
    Approval,
    StagedBatch,
    Warehouse,
    list_batch_areas,
    list_batches,
    preview_batch,
    set_approval,
    store_batch,
)
from warehouse.batches import list_replacements
from warehouse.sql import read_sql

SQL_FILES = Path(__file__).resolve().parents[3] / "warehouse" / "sql"
KEYS = ["level", "area_code", "set_id", "year_be", "indicator_code"]


def test_rows_are_stored_as_given(filled: Warehouse, model: Model) -> None:
    columns = [
        "batch_id",
        "level",
        "area_code",
        "set_id",
        "year_be",
        "indicator_code",
        "unit",
        "assessed",
        "failed",
        "score",
        "rollup",
        "target_pct",
    ]
    same(filled.query("FROM facts"), model.stored()[columns], columns[:6])
    named = ["batch_id", "level", "area_code", "set_id", "year_be", "measure", "value"]
    same(filled.query("FROM measures"), model.stored("measures")[named])


def test_what_stands(filled: Warehouse, model: Model, live: pd.DataFrame) -> None:
    same(filled.query("FROM batch_areas"), model.areas(), ["batch_id", "area_code"])
    columns = ["batch_id", *KEYS, "assessed", "failed", "score", "counting", "is_synthetic"]
    same(filled.query("FROM live_facts"), live[columns], ["batch_id", *KEYS])
    same(filled.query("FROM live_measures"), model.live("measures")[["batch_id", "area_code", "measure", "value"]])


def test_sums_of_every_level(filled: Warehouse, sums: pd.DataFrame) -> None:
    columns = [*KEYS, *COUNTS, "areas_counted", "source_level", "is_synthetic", "target_pct"]
    same(filled.query("FROM area_figures"), sums[columns], KEYS)
    above = sums[sums["level"] != "village"]
    assert 0 < above["target_pct"].notna().sum() < len(above)


def test_list_of_batches(filled: Warehouse, model: Model) -> None:
    found, states = list_batches(filled), model.areas().groupby("batch_id")["is_live"].agg(["sum", "size"])
    assert found["batch_id"].tolist() == sorted(states.index, reverse=True)
    for row in found.to_dict("records"):
        alive, size = states.loc[row["batch_id"]]
        state = (
            "undone"
            if row["batch_id"] in model.undone
            else "replaced"
            if not alive
            else "partly_replaced"
            if alive < size
            else "live"
        )
        batch = model.batches[row["batch_id"] - 1]
        assert (row["live_areas"], row["state"], row["areas"], row["facts"]) == (alive, state, size, len(batch.facts))


def test_who_took_whose_place(filled: Warehouse, model: Model) -> None:
    areas = model.areas()
    for number, batch in model.numbered():
        gone = areas[areas["replaced_by"] == number]
        rows = model.stored().merge(gone[["batch_id", "area_code"]])
        expected = {
            each: (int((gone["batch_id"] == each).sum()), int((rows["batch_id"] == each).sum()))
            for each in gone["batch_id"].unique()
        }
        found = list_replacements(filled, number)
        assert {row.batch_id: (row.areas, row.facts) for row in found.itertuples()} == expected, batch.file_name


def test_what_a_new_file_would_replace(filled: Warehouse, model: Model) -> None:
    new = model.batches[2]
    half = staged_like(new, new.facts[new.facts["area_code"].str.startswith("8301060")].assign(failed=0.0))
    areas = model.areas()
    alive = areas[areas["is_live"] & areas["batch_id"].isin([1, 2, 3, 4])]
    codes = set(half.facts["area_code"])
    taken = alive[
        [code in codes or (len(code) == 8 and any(c[:8] == code for c in codes)) for code in alive["area_code"]]
    ]
    rows = model.stored().merge(taken[["batch_id", "area_code"]])
    expected = [
        (number, len(group), int((rows["batch_id"] == number).sum())) for number, group in taken.groupby("batch_id")
    ]
    found = preview_batch(filled, half)
    assert [(each.batch_id, each.areas, each.facts) for each in found.replaced] == expected


def staged_like(batch: StagedBatch, rows: pd.DataFrame) -> StagedBatch:
    return StagedBatch(
        "ใหม่", "ใหม่", "test", batch.survey, batch.set_id, batch.year_be, batch.level, rows, counting="people"
    )


def test_the_same_content_is_known_again(filled: Warehouse, model: Model) -> None:
    """Only where every area of it stands: batch 3 lost a village to batch 4, batch 9 is undone."""
    areas = model.areas().groupby("batch_id")["is_live"].all()
    for number, batch in model.numbered():
        rows = filled.query(
            read_sql("same_content"), {"content_sha256": batch.content_sha256(), "is_synthetic": batch.is_synthetic}
        )
        assert rows["batch_id"].tolist() == ([number] if areas[number] else []), batch.file_name


def test_what_a_database_holds(filled: Warehouse, model: Model) -> None:
    rows, areas = model.stored(), model.areas()
    found = filled.query(read_sql("contents")).iloc[0].tolist()
    assert found[1:] == [
        len(model.batches), int(areas["is_live"].sum()), len(rows), rows["assessed"].sum(), rows["failed"].sum()
    ]  # fmt: skip


def test_no_fault_is_found_in_sound_data_and_nothing_of_today_is_old(filled: Warehouse) -> None:
    for name in ("check_batches", "check_facts", "check_names", "check_states", "check_summary"):
        assert filled.query(read_sql(name)).empty, name
    assert filled.query(read_sql("purgeable_batches"), {"before": datetime(2000, 1, 1)}).empty


def test_what_may_be_purged(filled: Warehouse, model: Model) -> None:
    alive = model.areas().groupby("batch_id")["is_live"].any()
    found = filled.query(read_sql("purgeable_batches"), {"before": datetime(2999, 1, 1)})
    assert found["batch_id"].tolist() == list(alive.index[~alive])


def test_the_areas_of_an_import_with_their_places(warehouse: Warehouse, model: Model) -> None:
    """A place is kept for the areas that have one; the areas come by code, a page at a time."""
    batch = model.batches[0]
    codes = sorted(set(batch.facts["area_code"]))
    places = pd.DataFrame({"area_code": codes[1:], "sheet": "ตาราง", "row_number": range(5, 4 + len(codes))})
    store_batch(warehouse, replace(batch, places=places))
    found = list_batch_areas(warehouse, 1, first=0, most=len(codes))
    assert found["area_code"].tolist() == codes
    assert found["row_number"].isna().tolist() == [True, *[False] * len(places)]
    assert found["row_number"].dropna().tolist() == places["row_number"].tolist()
    assert found["sheet"].dropna().tolist() == ["ตาราง"] * len(places)
    assert list_batch_areas(warehouse, 1, first=2, most=3)["area_code"].tolist() == codes[2:5]


def test_an_approval_falls_where_live_areas_change(warehouse: Warehouse, model: Model) -> None:
    """Of ten imports, each approved as it came, those still are none of whose areas a later one took or gave back."""
    approved = Approval("approved", "tambon", date(2026, 1, 1), "ประชุม")
    for number, batch in model.numbered():
        store_batch(warehouse, batch)
        set_approval(warehouse, number, approved)
    listed = list_batches(warehouse).set_index("batch_id")
    wholly_live = listed["live_areas"] == listed["areas"]
    assert listed.loc[wholly_live, "approval_state"].eq("approved").all()
    assert listed.loc[~wholly_live, "approval_state"].eq("unchecked").all()
    assert 0 < int(wholly_live.sum()) < len(listed)


def test_every_statement_file_is_held() -> None:
    """Those that only prepare or describe are held through the statements that read them."""
    held = {
        "batch_areas", "changed_approvals", "check_batches", "check_facts", "check_names", "check_states",
        "check_summary", "contents", "insert_batch",
        "insert_batch_areas", "insert_facts", "insert_measures", "list_batches", "list_replacements",
        "purgeable_batches", "refresh_states", "replaced_batches", "same_content", "standing_areas", "summary",
        "target_areas", "figures_below", "figures_below_tambon", "live_areas",
        "area_views", "figure_years",  # tests/warehouse/test_scope.py
    }  # fmt: skip
    reads_figures = {each.stem for each in SQL_FILES.glob("*.sql") if "duckdb_" not in each.read_text(encoding="utf-8")}
    assert reads_figures == held  # what is read from DuckDB's own lists is names of tables, no figures
