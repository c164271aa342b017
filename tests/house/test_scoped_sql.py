"""No statement leaves the area of an account: nowhere but in the views of areas is a database or a schema named."""

import re
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
READING = ("analysis", "app", "charts", "loaders", "pages", "reports")
MAY_NAME_A_DATABASE = {"warehouse/area_views.py", "warehouse/sql/area_views.sql"}
QUALIFIED = re.compile(r"(?<!DISTINCT )\b(?:FROM|JOIN|INTO|UPDATE|TABLE|VIEW)\s+[\w\"{}]+\.[\w\"{}]+")
PAST_THE_WAREHOUSE = re.compile(
    r"\.(cursor|transaction|trial|quiet|alone|exchange|database|connection)\b\s*[(.]"
    r"|search_path|duckdb\.connect|\bUSE \w"
)


def sources(*folders: str) -> list[str]:
    files = [file for folder in folders for ending in ("*.py", "*.sql") for file in (ROOT / folder).rglob(ending)]
    return sorted(str(file.relative_to(ROOT)) for file in files)


def found_in(pattern: re.Pattern[str], files: Iterable[str]) -> dict[str, list[str]]:
    found = {file: pattern.findall((ROOT / file).read_text(encoding="utf-8")) for file in files}
    return {file: texts for file, texts in found.items() if texts}


def test_no_statement_names_a_database_or_a_schema() -> None:
    assert found_in(QUALIFIED, sorted(set(sources("warehouse", *READING)) - MAY_NAME_A_DATABASE)) == {}
    assert set(found_in(QUALIFIED, MAY_NAME_A_DATABASE)) == MAY_NAME_A_DATABASE


def test_what_reads_gets_rows_and_never_a_cursor() -> None:
    assert found_in(PAST_THE_WAREHOUSE, sources(*READING)) == {}


def test_only_the_gate_decides_over_areas_that_an_account_does_not_see() -> None:
    assert set(found_in(re.compile(r"\.whole\b"), sources(*READING))) == {"analysis/disclosure/gate.py"}


def test_the_patterns_find_what_they_look_for() -> None:
    assert QUALIFIED.search("SELECT 1 FROM main.facts")
    assert QUALIFIED.search('SELECT 1 JOIN "radar".main.facts')
    assert not QUALIFIED.search("SELECT 1 FROM facts WHERE facts.area_code = ?")
    assert PAST_THE_WAREHOUSE.search("warehouse.transaction()")
    assert PAST_THE_WAREHOUSE.search("warehouse.database.connection")
