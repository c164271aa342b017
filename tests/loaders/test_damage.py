"""Good workbooks damaged at random: never a crash, never a silent loss, never half an import.

`CIA_SOAK` takes many times as many, `CIA_SEED` another seed than the fixed one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from catalogue import Catalogue, load_catalogue
from loaders import FileReport, load_file
from tests.loaders.corpus.attack_cases import ID
from tests.loaders.corpus.tables import counts, sheet
from tests.loaders.damaging import KINDS, Damaged, Kind, damaged
from tests.loaders.reading_naively import figures, filled_rows
from tests_support import SEED, SOAK_TIMES, empty_warehouse
from warehouse import Warehouse

pytestmark = pytest.mark.damage
EXAMPLES = 100 * SOAK_TIMES
PARTS = 2  # of each kind, so that two processes share the work
THAI = re.compile("[ก-๙]")
FACTS = "SELECT area_code, indicator_code, assessed, failed, score, value FROM facts WHERE batch_id = ? ORDER BY ALL"
COUNTS = "SELECT rows_read, rows_refused FROM batches WHERE batch_id = ?"
TABLES = "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'main' ORDER BY ALL"


class Store:
    """A warehouse with one good import of the year before, put back as it was after something was written into it."""

    def __init__(self) -> None:
        self.catalogue: Catalogue = load_catalogue()
        self.warehouse: Warehouse = empty_warehouse()
        good = sheet(counts(year=2564))
        assert load_file(good, self.warehouse, self.catalogue, file_name="ก่อน.xlsx", in_child=False).loaded
        self.tables: list[str] = self.warehouse.query(TABLES)["table_name"].tolist()
        self.counted = " UNION ALL ".join(
            f"SELECT '{name}' AS name, count(*) AS rows, CAST(sum(hash(each)) AS TEXT) AS hash FROM {name} AS each"  # noqa: S608
            for name in self.tables
        )
        with self.warehouse.transaction() as cursor:
            cursor.execute("CREATE SCHEMA kept")
            for name in self.tables:
                cursor.execute(f"CREATE TABLE kept.{name} AS FROM main.{name}")
        self.before = self.held()

    def held(self) -> list[Any]:
        """Every row of every table, as the number of rows and the sum of their hashes: to be compared."""
        return self.warehouse.query(self.counted).fillna("").to_numpy().tolist()

    def put_back(self) -> None:
        """Every table as it was before."""
        with self.warehouse.transaction() as cursor:
            for name in self.tables:
                cursor.execute(f"DELETE FROM main.{name}")  # noqa: S608
                cursor.execute(f"INSERT INTO main.{name} FROM kept.{name}")
        assert self.held() == self.before


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    made = Store()
    yield made
    made.warehouse.close()


def repeatable(test: Callable[..., None], part: int) -> Callable[..., None]:
    """The same examples on every run of the same seed; each part has its own."""
    number = max(1, EXAMPLES // (len(KINDS) * PARTS))
    plain = {"deadline": None, "database": None, "suppress_health_check": list(HealthCheck), "phases": [Phase.generate]}
    kept = settings(max_examples=number, **plain)(test)  # no shrinking: it would take longer than all the examples
    return seed(SEED * PARTS + part)(kept)


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("kind", KINDS, ids=[kind.name for kind in KINDS])
def test_a_damaged_file_is_loaded_as_it_says_or_refused_as_a_whole(store: Store, kind: Kind, part: int) -> None:
    @given(file=damaged(kind))
    def holds(file: Damaged) -> None:
        check(store, file)

    repeatable(holds, part)()


def check(store: Store, file: Damaged) -> None:
    """All that must be true of the answer to one file."""
    warehouse = store.warehouse
    name = f"{file.kind.file_name}.{file.format.split('-')[0]}"
    report = load_file(file.content, warehouse, store.catalogue, file_name=name, in_child=False)
    assert report.rows_read == report.rows_loaded + report.rows_refused + report.rows_recognised
    assert all(THAI.search(each.what) and THAI.search(each.fix) for each in report.problems)
    assert ID not in json.dumps(report.to_dict(), ensure_ascii=False, default=str)
    if not file.bytes_spoilt:
        assert_every_row_counted(report, file)
    if report.outcome == "refused":
        assert report.errors
        assert report.rows_loaded == report.areas == report.facts == 0
        assert store.held() == store.before
        return
    try:
        assert_stored_as_told(warehouse, report, file)
    finally:
        store.put_back()


def assert_every_row_counted(report: FileReport, file: Damaged) -> None:
    """Rows read are the filled rows of the sheet that was read, of all sheets, or none where nothing could open."""
    own = filled_rows(file.rows)
    everything = own + filled_rows(file.before) + filled_rows(file.after)
    unread = report.layout is None and any(error.rule.startswith("F") for error in report.errors)
    assert report.rows_read in ({0} if unread else {own, everything}), (report.rows_read, own, everything)


def assert_stored_as_told(warehouse: Warehouse, report: FileReport, file: Damaged) -> None:
    """The batch holds what the report counts, and each of its figures stands in the sheet."""
    facts = warehouse.query(FACTS, [report.batch_id])
    [[read, refused]] = warehouse.query(COUNTS, [report.batch_id]).to_numpy().tolist()
    assert (read, refused) == (report.rows_read, report.rows_refused) == (report.rows_read, 0)
    assert (facts["area_code"].nunique(), len(facts)) == (report.areas, report.facts)
    assert not facts.duplicated(["area_code", "indicator_code"]).any()
    if file.kind.name == "report" or file.bytes_spoilt:
        return
    told = figures(file.rows)
    first = "score" if file.kind.name == "level" else "assessed"
    stored = {
        (area, int(indicator[-2:])): (float(one), 0.0 if pd.isna(two) else float(two))
        for area, indicator, one, two in facts[["area_code", "indicator_code", first, "failed"]].itertuples(index=False)
    }
    assert stored == {key: pair for key, pair in told.items() if pair[0] > 0}


SAMPLE = [(kind, number) for kind in KINDS for number in range(2)]


@pytest.mark.parametrize(("kind", "number"), SAMPLE, ids=[f"{kind.name}-{number}" for kind, number in SAMPLE])
def test_the_reading_child_answers_as_this_process(kind: Kind, number: int) -> None:
    whole = sheet(kind.rows())
    content = whole[: len(whole) * (1 + number) // 2]
    reports = []
    for in_child in (False, True):
        warehouse = empty_warehouse()
        reports.append(load_file(content, warehouse, file_name="61_ก.xlsx", in_child=in_child).to_dict())
        warehouse.close()
    assert reports[0] == reports[1]


def test_the_comparison_sees_one_changed_cell_of_any_table(store: Store) -> None:
    """Else the suite would pass whatever a refused file left behind."""
    for change in (
        "UPDATE facts SET failed = failed + 1 WHERE indicator_code LIKE '%-31' AND area_code = '83010103'",
        "INSERT INTO facts FROM facts LIMIT 1",
        "DELETE FROM areas WHERE area_code = '83010101'",
        "UPDATE batches SET file_name = 'อื่น'",
    ):
        with store.warehouse.transaction() as cursor:
            cursor.execute(change)
        assert store.held() != store.before, change
        store.put_back()
