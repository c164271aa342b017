"""Ids, phone numbers and impossible sums among figures: refused by row and column, never repeated."""

import json
import time

import numpy as np
import pytest

from catalogue import load_catalogue
from loaders import inspect_file
from loaders.checks.odd_figures import is_personal_number, personal_cells, too_large
from loaders.mapping.cells import distinct_of
from loaders.outcome.report import report_text
from tests.loaders.corpus.tables import counts, sheet
from tests.loaders.test_rules_apply import GOOD, HEAD, mapped
from warehouse import Warehouse

ID, PHONE = "1234567890121", "0812345678"


@pytest.mark.parametrize("cell", [ID, int(ID), float(ID), "๑๒๓๔๕๖๗๘๙๐๑๒๑", "1-2345-67890-12-1", PHONE, "081 234 5678"])
def test_a_personal_number(cell: str | float) -> None:
    assert is_personal_number(cell)


@pytest.mark.parametrize("cell", [None, True, "", 812345678, 1234567890122, "1,234,567", 2.5e12, "83010101", "-"])
def test_a_figure(cell: str | float | None) -> None:
    assert not is_personal_number(cell)


def test_ceilings() -> None:
    values = np.array([np.nan, 0, 99_999_999, 100_000_001, 2e15])
    assert too_large(values, is_count=True).tolist() == [False, False, False, True, True]
    assert too_large(values, is_count=False).tolist() == [False, False, False, False, True]


@pytest.mark.parametrize("late", [ID, int(ID), PHONE])
def test_an_id_far_down_a_mapped_column_is_refused_by_row_and_column(warehouse: Warehouse, late: str | int) -> None:
    rows = [[f"8301{t:02}{v:02}", 100, 9] for t in range(1, 9) for v in range(1, 41)]
    found = [p for p in mapped(warehouse, sheet([HEAD, *rows, ["83010901", late, 1]])) if p.severity == "error"]
    assert [(p.rule, p.row, p.column, p.value) for p in found] == [("P02", 322, "B ข้อ 1 สำรวจ", None)]
    assert str(late) not in json.dumps([p.to_dict() for p in found], ensure_ascii=False)


def test_an_id_in_our_own_form_is_refused_by_row_and_column(warehouse: Warehouse) -> None:
    content = sheet(counts(E4=int(ID), G5=PHONE, C3=123_456_789))
    report = inspect_file(content, "ก.xlsx", warehouse, load_catalogue(), in_child=False).report
    told = {(p.rule, p.row, (p.column or "")[:1]) for p in report.problems if p.severity == "error"}
    assert told == {("P02", 4, "E"), ("P02", 5, "G"), ("V50", 3, "C")}
    for text in (report_text(report), json.dumps(report.to_dict(), ensure_ascii=False)):
        assert ID not in text
        assert PHONE not in text


def test_more_people_than_any_village_has_are_a_warning(warehouse: Warehouse) -> None:
    [found] = [p for p in mapped(warehouse, sheet([HEAD, *GOOD, ["83010103", 50_001, 1]])) if p.rule == "V51"]
    assert found.what == "ตัวชี้วัด jpt-2560-01 ของ 83010103 มากกว่า 50,000 ซึ่งเป็นเพดานของระดับนี้"
    tambon = [["รหัสตำบล", *HEAD[1:]], ["830101", 50_001, 1], ["830102", 90, 1]]
    assert not [p for p in mapped(warehouse, sheet(tambon)) if p.rule == "V51"]


def test_looking_for_them_takes_no_time() -> None:
    """A column of 300,000 different figures, sixty of which a large file may have."""
    distinct, codes = [float(each) for each in range(300_000)], np.arange(300_000)
    begun = time.process_time()
    assert not personal_cells(distinct, codes).any()
    assert time.process_time() - begun < 0.5
    texts = [str(each) for each in range(300_000)]
    places, found = distinct_of(texts)
    begun = time.process_time()
    assert not personal_cells(found, places).any()
    assert time.process_time() - begun < 0.5
