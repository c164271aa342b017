"""Every file of the collection gets its exact answer, and the answer is the right one of its rule."""

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest

from loaders import FileReport
from loaders.reading import column_letter
from tests.loaders.corpus import CASES, COLLECTIONS, Case
from tests.loaders.corpus.__main__ import main
from tests.loaders.corpus.answering import answer_of, expected_answers, load_case
from tests.loaders.corpus.attack_cases import PLANTED
from tests.loaders.corpus.model import ACCEPT, FILE, FIX, ROW, WARN
from tests.loaders.corpus.tables import at
from warehouse import Warehouse

pytestmark = pytest.mark.slow  # takes many seconds

RULES = {
    "files": "F01 F02 F03 F04 F05 F06 F08 F09 F10 F11 F12 F13 F14 F15 F16 F17 F18 F19 F20 F21 F23 F24 F25 F26 F27 F29"
    " F30 F31 F32 F35 F38 F39 F40",
    "layouts": "L01 L03 L04 L05 L07 L08 L09 L10 L11 L12 L13 L14 L15 L16 L17 L18 L19 L20 L21 L22 L23 L24 L26 L27 L28",
    "numbers": "V01 V02 V03 V04 V05 V07 V08 V10 V11 V12 V14 V15 V16 V17 V18 V19 V20 V21 V22 V23 V24 V25 V26 V28 V29 V30"
    " V31 V32 V33 V34 V35 V37 V38 V39 V40",
    "places": "C02 C04 C05 C07 C08 C09 C10 C12 C13 C14 C15 C16 C17 C18 C19 C20 C21 C22 C23",
    "attacks": "A01 A02 A03 A04 A06 A07 A08 A09 P01 P03 P04 P05 P06 P07",
}
"""Every id of the input rules, by table."""

THAI = re.compile("[ก-๙]")
HELD = "SELECT (SELECT count(*) FROM facts), (SELECT count(*) FROM measures), (SELECT count(*) FROM batches)"


def without(answer: dict[str, Any]) -> dict[str, Any]:
    """What says something in an answer; places as they are, numbers as floats."""
    return {name: value for name, value in answer.items() if value not in ([], {}, "", 0)}


@pytest.mark.parametrize("case", CASES, ids=[case.key for case in CASES])
def test_a_file_gets_its_exact_and_right_answer(warehouse: Warehouse, case: Case) -> None:
    report = load_case(case, warehouse)
    assert_right(case, report, warehouse)
    assert without(answer_of(report, warehouse)) == without(expected_answers()[case.key])


def assert_right(case: Case, report: FileReport, warehouse: Warehouse) -> None:
    """Of the kind its rule asks for, with every row counted, and in Thai what is wrong and what to do."""
    assert report.rows_read == report.rows_loaded + report.rows_refused + report.rows_recognised
    assert all(THAI.search(problem.what) and THAI.search(problem.fix) for problem in report.problems)
    warned = [problem for problem in report.problems if problem.severity == "warning"] or report.columns_dropped
    if case.right in (FILE, ROW):
        assert report.outcome == "refused", case.key
        assert report.errors, case.key
        assert report.rows_loaded == report.areas == report.facts == 0, case.key
        assert case.before or warehouse.query(HELD).to_numpy().tolist() == [[0, 0, 0]], case.key
        return
    assert report.loaded, (case.key, report.problems)
    if case.right == ACCEPT:
        assert not [problem for problem in report.problems if problem.severity == "warning"], case.key
    elif case.right == WARN:
        assert warned, case.key
    else:
        assert case.right == FIX, case.key
        assert report.repairs or [problem for problem in report.problems if problem.severity == "info"], case.key


BY_ROW = [case for case in CASES if case.right == ROW]


@pytest.mark.parametrize("case", BY_ROW, ids=[case.key for case in BY_ROW])
def test_a_bad_row_is_named_and_the_others_can_go_in_alone(warehouse: Warehouse, case: Case) -> None:
    assert case.at is not None
    refused = load_case(case, warehouse)
    row, letter = (
        (case.at, None) if isinstance(case.at, int) else (at(case.at)[0] + 1, column_letter(at(case.at)[1] + 1))
    )
    named = [error for error in refused.errors if error.row == row]
    assert [error for error in named if letter is None or str(error.column).split()[0] == letter], refused.errors
    taken = load_case(case, warehouse, skip_bad_rows=True)
    if taken.rows_faulty == taken.rows_read - taken.rows_recognised:
        assert taken.outcome == "refused"
        return
    assert taken.outcome == "loaded"
    assert (taken.rows_refused, taken.rows_recognised) == (refused.rows_faulty, refused.rows_recognised)
    assert taken.rows_loaded == taken.rows_read - taken.rows_refused - taken.rows_recognised


def test_every_rule_has_a_file_or_a_reason() -> None:
    for collection in COLLECTIONS:
        shown = {case.rule for case in collection.cases}
        asked = set(RULES[collection.name].split())
        assert not asked - shown - set(collection.elsewhere), collection.name
        assert not shown & set(collection.elsewhere), collection.name
        assert set(collection.elsewhere) <= asked, collection.name


def test_every_case_has_its_answer_and_no_answer_is_left_over() -> None:
    keys = [case.key for case in CASES]
    assert len(keys) == len(set(keys))
    assert set(expected_answers()) == set(keys)


def test_the_files_are_all_different_and_written_on_request(tmp_path: Path) -> None:
    assert main(tmp_path) == len(CASES) >= 130
    contents = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in tmp_path.iterdir()}
    assert len(contents) == len(CASES)
    repeated = {"F40-same-content", "C19-the-same-again"}
    assert len({sha for name, sha in contents.items() if name.split()[0] not in repeated}) == len(CASES) - len(repeated)


@pytest.mark.parametrize("key", ["F12-far-cell", "F16-laughs", "F04-xlsx-named-xls", "V01-ref", "P01-name"])
def test_the_reading_child_gives_the_same_answer(warehouse: Warehouse, key: str) -> None:
    case = next(case for case in CASES if case.key == key)
    report = load_case(case, warehouse, in_child=True)
    assert without(answer_of(report, warehouse)) == without(expected_answers()[key])


PERSONAL = [case for case in CASES if case.rule.startswith("P")]


@pytest.mark.parametrize("case", PERSONAL, ids=[case.key for case in PERSONAL])
def test_nothing_personal_is_said_or_stored(warehouse: Warehouse, case: Case) -> None:
    report = load_case(case, warehouse, skip_bad_rows=True)
    said = json.dumps(report.to_dict(), ensure_ascii=False, default=str)
    tables = warehouse.query("SELECT table_name FROM duckdb_tables()")["table_name"]
    held = said + "".join(warehouse.query("SELECT * FROM query_table(?)", [name]).to_string() for name in tables)
    assert not [word for word in PLANTED if word in held]
