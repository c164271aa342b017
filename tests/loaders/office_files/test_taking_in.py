"""Files of offices as their province takes them in: nothing is overwritten unasked, one bad file stops no other."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from catalogue import load_catalogue, set_to_dict
from loaders import inspect_archive, layout_words
from loaders.__main__ import main
from loaders.office_files import (
    OfficeInspection,
    OfficeReport,
    inspect_office_file,
    load_office_file,
    store_office_inspection,
)
from tests.analysis.examples import made_up_set
from tests.warehouse.examples import figures, problems, staged
from tests.warehouse.office_files.office_examples import MORNING, OTHER_SENDER, file_of, office_of
from warehouse import Warehouse, open_warehouse, read_sets, save_plan, save_set, store_batch
from warehouse.office_files.arrivals import list_office_files
from warehouse.office_files.model import PUBLIC, OfficeFile

OFFICE = office_of({"83010101": (10, 1), "83010102": (20, 2)}, "น้ำเสีย")


def inspected(warehouse: Warehouse, office: OfficeFile, name: str = "a.zip", **ways: Any) -> OfficeInspection:
    catalogue = load_catalogue(read_sets(warehouse))
    return inspect_office_file(
        file_of(office), name, warehouse, catalogue, in_child=ways.pop("in_child", False), **ways
    )


def taken(warehouse: Warehouse, office: OfficeFile, *, accept: bool = False) -> OfficeReport:
    return store_office_inspection(warehouse, inspected(warehouse, office), accept=accept)


def keys(report: OfficeReport) -> list[str]:
    return [each.key for each in report.problems]


def test_a_file_is_read_in_the_child_and_taken_in(warehouse: Warehouse) -> None:
    inspection = inspected(warehouse, OFFICE, in_child=True)
    assert (inspection.report.outcome, inspection.report.office_name) == ("checked", "เมืองภูเก็ต")
    assert list_office_files(warehouse).empty
    report = store_office_inspection(warehouse, inspection)
    assert (report.outcome, report.office_file_id, report.facts, report.plans) == ("loaded", 1, 2, 1)
    assert figures(warehouse)["village", "83010102"] == (20, 2)
    assert taken(warehouse, OFFICE).outcome == "unchanged"
    assert layout_words("office_file") == "ไฟล์ที่อำเภอส่งมา"


def test_figures_that_contradict_others_wait_for_a_choice(warehouse: Warehouse) -> None:
    theirs = OFFICE.parts[0].facts.assign(failed=[4, 2])
    store_batch(warehouse, staged({"83010101": (10, 4)}, facts=theirs, file_name="ของจังหวัด.csv"))
    report = taken(warehouse, OFFICE)
    assert (report.outcome, report.conflicts) == ("asks", 1)
    assert figures(warehouse)["village", "83010101"] == (10, 4)
    [problem] = report.asks
    assert problem.rule == "O08"
    assert "ของจังหวัด.csv" in problem.what
    assert "ตัวชี้วัดที่ 1 ในไฟล์ 1 จาก 10 ใช้อยู่ 4 จาก 10" in problem.what
    assert taken(warehouse, OFFICE, accept=True).outcome == "loaded"
    assert figures(warehouse)["village", "83010101"] == (10, 1)


def test_a_plan_that_was_edited_here_is_kept_and_told(warehouse: Warehouse) -> None:
    taken(warehouse, OFFICE)
    save_plan(warehouse, 1, 1, problems("น้ำเสียและขยะ"))
    later = replace(office_of({"83010101": (10, 1)}, "ฝุ่น"), made_at=MORNING + timedelta(days=1))
    report = taken(warehouse, later)
    assert "O12" in {each.rule for each in report.problems}


def test_of_two_files_brought_together_the_second_one_is_held_against_the_first(warehouse: Warehouse) -> None:
    first = inspected(warehouse, OFFICE)
    second = inspected(warehouse, office_of({"83010101": (10, 7)}, sender=OTHER_SENDER), "b.zip")
    assert (first.is_ready, second.is_ready) == (True, True)
    assert store_office_inspection(warehouse, first).outcome == "loaded"
    report = store_office_inspection(warehouse, second)
    assert report.outcome == "asks"
    assert "ไฟล์ a.zip ของอำเภอเมืองภูเก็ต" in report.asks[0].what
    assert figures(warehouse)["village", "83010101"] == (10, 1)


def test_a_file_that_is_older_or_has_less_than_the_standing_one_waits_for_a_choice(warehouse: Warehouse) -> None:
    taken(warehouse, OFFICE)
    older = office_of({"83010101": (9, 9)}, made_at=MORNING - timedelta(days=2))
    assert keys(taken(warehouse, older))[:1] == ["O09"]
    less = office_of({"83010101": (10, 1)}, made_at=MORNING + timedelta(days=2), audience=PUBLIC)
    assert keys(taken(warehouse, less))[:1] == ["O10"]
    assert list_office_files(warehouse)["office_file_id"].tolist() == [1]
    newer = replace(OFFICE, plans=(), made_at=MORNING + timedelta(days=1))
    assert (taken(warehouse, newer).outcome, len(list_office_files(warehouse))) == ("loaded", 2)


def with_set(office_set: Any) -> OfficeFile:
    facts = OFFICE.parts[0].facts.assign(indicator_code=office_set.indicators[0].code)
    part = replace(OFFICE.parts[0], facts=facts, survey="other", set_id=office_set.id, year_be=2581)
    return replace(OFFICE, parts=(part,), sets=(set_to_dict(office_set),), plans=())


def test_a_set_of_the_office_comes_with_it_and_one_of_the_same_meaning_stays(warehouse: Warehouse) -> None:
    own = made_up_set(survey="other", measure="value", set_id="other-1")
    assert taken(warehouse, with_set(own)).outcome == "loaded"
    assert [each["id"] for each in read_sets(warehouse)] == ["other-1"]
    retitled = set_to_dict(own) | {"title": "ชื่อของจังหวัด"}
    save_set(warehouse, "other-1", retitled)
    again = replace(with_set(own), sender=OTHER_SENDER)
    assert taken(warehouse, again).outcome == "loaded"
    assert [each["title"] for each in read_sets(warehouse)] == ["ชื่อของจังหวัด"]


def test_a_set_of_one_id_and_another_meaning_is_refused_by_name(warehouse: Warehouse) -> None:
    here = made_up_set(survey="other", measure="value", set_id="other-1")
    save_set(warehouse, "other-1", set_to_dict(here))
    there = made_up_set(survey="other", measure="value", set_id="other-1", indicator_1={"name": "เรื่องอื่น"})
    report = taken(warehouse, with_set(there))
    assert (report.outcome, keys(report)) == ("refused", ["O07"])
    assert "other-1-01" in report.problems[0].what
    assert list_office_files(warehouse).empty


def test_figures_that_cannot_be_true_are_refused(warehouse: Warehouse) -> None:
    report = taken(warehouse, office_of({"83010101": (10, 11)}))
    assert (report.outcome, keys(report)) == ("refused", ["O05"])
    assert "ไม่ผ่านมากกว่าจำนวนที่สำรวจ" in report.problems[0].what


def test_the_upload_of_tables_says_where_such_a_file_belongs(warehouse: Warehouse) -> None:
    refused = inspect_archive(file_of(OFFICE), "a.zip")
    assert not isinstance(refused, list)
    assert [each.key for each in refused.report.problems] == ["O01-upload"]
    assert "รับจากอำเภอ" in refused.report.problems[0].fix


def test_a_file_that_cannot_be_opened_says_so(warehouse: Warehouse, tmp_path: Path) -> None:
    assert keys(load_office_file(tmp_path / "none.zip", warehouse)) == ["S01"]
    assert keys(load_office_file(tmp_path, warehouse)) == ["S01-folder"]


def test_thirty_offices_at_once_and_the_bad_ones_stop_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of the thirty two are bad: one is damaged, and one is of two offices."""
    monkeypatch.setattr(
        "loaders.office_files.commands.load_office_file", lambda *a, **k: load_office_file(*a, **k, in_child=False)
    )
    files: list[str] = []
    for number in range(1, 31):
        code = f"30{number:02}"
        office = office_of({f"{code}0101": (100, number)}, office_code=code, sender=f"{number:032x}")
        content = file_of(office)
        if number == 7:
            content = content[: len(content) // 2]
        if number == 9:
            content = file_of(replace(office, office_code="3010"))
        file = tmp_path / f"{code}.zip"
        file.write_bytes(content)
        files.append(str(file))
    database = tmp_path / "province.duckdb"
    assert main(["offices", *files, "--database", str(database), "--dry-run"]) == 1
    assert main(["offices", *files, "--database", str(database)]) == 1
    said = capsys.readouterr().out
    assert "3007.zip: รับไม่ได้" in said
    assert "[O04]" in said
    warehouse = open_warehouse(database)
    assert len(list_office_files(warehouse, "30")) == 28
    expected = (100 * 28, sum(range(1, 31)) - 7 - 9)
    assert figures(warehouse)["province", "30"] == expected
    warehouse.close()
