"""Every small file of `../shared/data/cases` read by the mapping engine with the proposals accepted as they stand."""

from pathlib import Path

import pytest

from tests.loaders.accepting import CASES, accepted, case, codes, of_rule

VILLAGES = ["83010301", "83010302", "83010303"]
LOADED = {
    "61_90_village_common.csv": (2561, None, ["9011510101", "901151A001", "901151A101"]),
    "F22_biff5_cp874.xls": (2564, None, [*VILLAGES, "83010304"]),
    "code_parts_th.csv": (2564, None, ["830101", "830102", "830301"]),
    "dimA1.xlsx": (2564, None, [*VILLAGES, "83010304"]),
    "dopa_padded_totals.csv": (2565, None, VILLAGES),
    "english_names.csv": (2564, None, ["8301", "8302", "8303"]),
    "formula.xls": (2564, None, VILLAGES),
    "gd_long.csv": (2566, None, ["9201", "9202", "9203"]),
    "income_looks_like_code2.csv": (2564, None, ["830301", "830302", "830303"]),
    "moo_only.csv": (2564, "830106", ["83010601", "83010602", "83010603"]),
    "name_fixed_upstream.csv": (2564, None, ["301417", "301402"]),
    "numbers_title.xlsx": (2564, None, VILLAGES),
    "ods_repeat.ods": (2564, None, VILLAGES[:2]),
    "pcode.csv": (2564, None, ["830101", "830102"]),
    "range_from_first_rows.csv": (2564, None, None),
    "region_partly.csv": (2564, None, ["10", "81", "18"]),
    "strict.xlsx": (2564, None, [*VILLAGES, "83010304"]),
    "village_code_parts.csv": (2564, None, ["83010601", "83010602", "83010603"]),
}
ASKED = {"C01_moo1digit.csv": ("C39", [2, 3, 4, 5]), "ragged_missing_cell.csv": ("L47", [3])}


def test_every_file_has_its_answer(shared_data: Path) -> None:
    assert shared_data / "cases" == CASES
    assert {path.name for path in CASES.iterdir() if path.suffix != ".md"} == set(LOADED) | set(ASKED)


@pytest.mark.parametrize("name", LOADED)
def test_it_loads(name: str) -> None:
    year, area, found = LOADED[name]
    checked = accepted(case(name), name, year=year, area=area)
    assert not checked.report.refused, checked.report.problems
    assert checked.report.rows_refused == 0
    if found is not None:
        assert codes(checked) == found


@pytest.mark.parametrize("name", ASKED)
def test_it_is_asked_about(name: str) -> None:
    rule_id, rows = ASKED[name]
    checked = accepted(case(name), name)
    assert checked.report.refused
    assert [problem.row for problem in of_rule(checked, rule_id)] == rows
