"""No dead rules: each one can be met by a file that a person may bring, or by a list that he types."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest

from catalogue import load_catalogue
from loaders import TableChoice, inspect_file
from loaders.checks.problems import Problem
from loaders.importing import load_file
from loaders.mapping import Field, OtherColumn, OtherData, read_indicator_list
from loaders.mapping import model as f
from loaders.registers import inspect_area_file
from loaders.rules import all_rules
from loaders.sample import load_sample_data, sample_files
from tests.loaders.corpus.answering import expected_answers
from tests.loaders.corpus.tables import Rows, counts, csv, other, report, sheet, tpmap, workbook
from warehouse import Warehouse, WarehouseError, read_mappings, read_sets, save_mapping

ROOT = Path(__file__).parents[2]
Problems = Iterable[Problem]
ELSEWHERE = {
    "V33": "tests/loaders/reading/test_parsing.py",  # half a character: no format that reaches the program holds one
    "F41": "tests/loaders/reading/test_child.py",
    "F42": "tests/loaders/reading/test_child.py",
    "F46": "tests/loaders/reading/test_child.py",
    "F43": "tests/loaders/reading/test_child.py",
    "V44": "tests/loaders/layouts/test_checks_of_templates.py",
    **dict.fromkeys(("C38", "C40", "C41", "C43", "C47"), "tests/loaders/mapping/test_places.py"),
    **dict.fromkeys(("C42", "C44", "C45", "C50", "V52"), "tests/loaders/mapping/test_other_tables.py"),
    **dict.fromkeys(("V53", "V54", "V55"), "tests/loaders/mapping/test_household_rows.py"),
    **dict.fromkeys(("L48", "L49", "L50", "L51", "V56", "V57"), "tests/loaders/layouts/test_proposed_mapping.py"),
    "V58": "tests/loaders/checks/test_against_warehouse.py",
    **dict.fromkeys(("C48", "C49"), "tests/loaders/test_file_areas.py"),
    **dict.fromkeys(("V43", "V48", "C37"), "tests/loaders/checks/test_against_warehouse.py"),
    **dict.fromkeys(("G01", "G02", "G03", "G05", "G09", "G10"), "tests/loaders/registers/test_names.py"),
    **dict.fromkeys(("O01", "O02", "O03", "O04", "O06", "O11"), "tests/loaders/office_files/test_reading.py"),
    **dict.fromkeys(("O05", "O07", "O08", "O09", "O10", "O12"), "tests/loaders/office_files/test_taking_in.py"),
    "L52": "tests/loaders/templates/test_filled_in.py",
    "P04": "tests/warehouse/test_old_texts.py",
    "P05": "tests/pages/logic_model/test_board_view.py",
    **dict.fromkeys(("G06", "G07", "G08"), "tests/loaders/registers/test_outlines.py"),
}
"""Rules whose own tests stand in another file, where their id must be read."""

HEAD = ["รหัสหมู่บ้าน", "ข้อ 1 สำรวจ", "ข้อ 1 ไม่ผ่าน"]
GOOD = [["83010101", 100, 9], ["83010102", 100, 8]]
WITH_YEARS = [["ปี", *HEAD], [2561, *GOOD[0]], [2562, *GOOD[1]]]
BY_NAME = ["ตำบล", *HEAD[1:]]
TWO_SHEETS = {"ก": [HEAD, *GOOD], "ข": [HEAD, *GOOD]}


def told(warehouse: Warehouse, content: bytes, name: str = "ก.xlsx", **said: object) -> Problems:
    catalogue = load_catalogue(read_sets(warehouse))
    return inspect_file(content, name, warehouse, catalogue, in_child=False, **said).report.problems  # type: ignore[arg-type]


def mapped(
    warehouse: Warehouse, content: bytes, year: int | None = 2561, data: OtherData | None = None, **fields: Field
) -> Problems:
    """The first table of a file nobody knows, by the columns proposed, with some said by hand (`A=Field(…)`)."""
    catalogue = load_catalogue(read_sets(warehouse))
    read = inspect_file(content, "ก.xlsx", warehouse, catalogue, choice=TableChoice(""), in_child=False)
    seen = read.tables[0]
    proposed = TableChoice(seen.sheet, seen.number, set_id=None if data else "jpt-2560")
    mapping = inspect_file(content, "ก.xlsx", warehouse, catalogue, choice=proposed, in_child=False).tables[0].mapping
    for letter, field in fields.items():
        mapping = mapping.with_field(ord(letter) - 65, field)
    choice = TableChoice(seen.sheet, seen.number, set_id=proposed.set_id, mapping=mapping, other=data)
    return told(warehouse, content, choice=choice, year_be=year)


def remembered(warehouse: Warehouse) -> Problems:
    first = list(mapped(warehouse, sheet([HEAD, *GOOD])))
    assert not [problem for problem in first if problem.severity == "error"]
    catalogue, content = load_catalogue(), sheet([HEAD, *GOOD])
    choice = TableChoice("ข้อมูล", 0, set_id="jpt-2560")
    mapping = inspect_file(content, "ก.xlsx", warehouse, catalogue, choice=choice, in_child=False).tables[0].mapping
    save_mapping(warehouse, "ตำบล", mapping.fingerprint, replace(mapping, name="ตำบล").to_dict())
    assert len(read_mappings(warehouse)) == 1
    return told(warehouse, content, year_be=2561)


def grown(warehouse: Warehouse) -> Problems:
    assert load_file(other(), warehouse, file_name="ก.xlsx", in_child=False).loaded
    assert not told_rules(told(warehouse, other(C3=51), year_be=None), "L36")
    data = OtherData("ข้อมูลน้ำและรายได้", (OtherColumn(1, "รายได้ (บาท)", "ล้านบาท"),))
    return mapped(warehouse, sheet([["รหัสหมู่บ้าน", "รายได้"], ["83010101", 5], ["83010102", 6]]), data=data)


def full(warehouse: Warehouse) -> Problems:
    refusal = WarehouseError("พื้นที่ในดิสก์เต็ม", "ลบไฟล์ที่ไม่ใช้")
    with patch("loaders.importing.one_file.store_batch", side_effect=refusal):
        return load_file(sheet(counts()), warehouse, file_name="ก.xlsx", in_child=False).problems


def sample_over_real(warehouse: Warehouse) -> Problems:
    real = sample_files()[0].read_bytes()
    assert load_file(real, warehouse, file_name="ก.xlsx", in_child=False).loaded
    with warehouse.transaction() as cursor:
        cursor.execute("UPDATE batches SET is_synthetic = false, file_sha256 = 'x'")
        cursor.execute("UPDATE facts SET failed = 0")
    with patch("loaders.sample.sample_files", return_value=sample_files()[:1]):
        return load_sample_data(warehouse)[0].problems


def listed(text: str) -> Callable[[Warehouse], Problems]:
    return lambda _: read_indicator_list(text, set_id="jpt-2571", survey="jpt", title="ก", first_year=2571).problems


WEIGHED = OtherData("น้ำ", (OtherColumn(1, "น้ำ", "%", rollup="weighted_mean"),), weight_column=2)
UNWEIGHED = OtherData("น้ำ", (OtherColumn(1, "น้ำ", "%", rollup="weighted_mean"),))
WATER: Rows = [["รหัสหมู่บ้าน", "น้ำ", "คน"], ["83010101", 50, 10], ["83010102", 60, None]]
PERSONS: Rows = [["ชื่อ-สกุล", *HEAD], *(["นายสมมติ ตัวอย่าง", "83010101", 1, at % 2] for at in range(6))]
THREE = [HEAD[0], HEAD[1], "ข้อ 1 ผ่าน", HEAD[2]]

MET: dict[str, Callable[[Warehouse], Problems]] = {
    "C10": lambda w: mapped(w, sheet([BY_NAME, ["ในเมือง", 10, 1], ["กะรน", 10, 1]])),
    "C12": lambda w: mapped(w, sheet([["รหัสตำบล", *BY_NAME], ["830101", "กะรน", 10, 1], ["830108", "กะรน", 10, 1]])),
    "C13": lambda w: mapped(w, sheet([["ปี", *HEAD], [65, *GOOD[0]], [65, *GOOD[1]]]), None),
    "C14": lambda w: mapped(w, sheet(WITH_YEARS), None),
    "C26": lambda w: mapped(w, workbook(TWO_SHEETS)),
    "C29": lambda w: mapped(w, sheet([*WITH_YEARS[:2], [None, *GOOD[1]]])),
    "C30": lambda w: mapped(w, sheet(WITH_YEARS)),
    "C32": lambda w: told(w, workbook({"ภูเก๊ต": report()})),
    "V20": lambda w: mapped(w, sheet([THREE, ["83010101", 100, 80, 30], ["83010102", 100, 80, 20]])),
    "V50": lambda w: mapped(w, sheet([HEAD, *GOOD, ["83010103", 100_000_001, 1]])),
    "V51": lambda w: mapped(w, sheet([HEAD, *GOOD, ["83010103", 50_001, 1]])),
    "P02": lambda w: mapped(w, sheet([HEAD, *GOOD * 120, ["83010103", 1234567890121, 1]])),
    "P03": lambda w: mapped(w, sheet(WATER), data=OtherData("น้ำ", (OtherColumn(1, "น้ำ (นายสมมติ ตัวอย่าง)", "%"),))),
    "V42": lambda w: mapped(w, sheet(WATER), data=WEIGHED, B=Field(f.UNUSED), C=Field(f.UNUSED)),
    "V49": lambda w: mapped(w, sheet([HEAD[:2], *(row[:2] for row in GOOD)])),
    "L32": lambda w: told(w, workbook({"ภูเก็ต": report(H5="จดไว้", H6=3)})),
    "L34": lambda w: told(w, csv(tpmap()).encode(), "66_ก.csv"),
    "L35": lambda w: mapped(w, sheet(WATER), data=UNWEIGHED),
    "L36": grown,
    "L38": remembered,
    "L39": lambda w: mapped(w, workbook({"ก": [HEAD, *GOOD], "ข": [["ของ", "จำนวน"], ["ปากกา", 3], ["สมุด", 4]]})),
    "L40": lambda w: told(w, sheet([["เรียน ท่านปลัด"], [], ["ส่งข้อมูลมาให้แล้ว"]])),
    "L41": lambda w: mapped(w, sheet(PERSONS)),
    "L46": lambda w: told(w, sheet([counts()[0], *counts()[2:4], *counts()[1:]])),
    "F11": lambda w: told(w, b"a,b\n1," + b"x" * 200_000 + b"\n", "ก.csv"),
    "S01": lambda w: load_file("ไม่มีไฟล์นี้.xlsx", w).problems,
    "S02": full,
    "S03": sample_over_real,
    "I01": listed("ไม่มีข้อใดเลย"),
    "I02": listed("หมวดที่ 1 สุขภาพ มี 3 ตัวชี้วัด\n1. ก (คน)\n2. ข (คน)"),
    "I03": listed("1. ก (คน)\n1. ข (คน)"),
    "I04": listed("1. ก (คน)\n3. ข (คน)"),
    "I05": listed("2. ก (คน)\n1. ข (คน)"),
    "I06": listed("1. ก (คน)\n2. ก (คน)"),
    "I07": listed("หมวดที่ 1 สุขภาพ\n1. ก (คน)\nหมวดที่ 2 งาน"),
    "I08": listed("1. ก"),
    "I09": listed("1. ก (คน)\nข (คน)"),
    "G04": lambda _: (
        inspect_area_file(
            "รหัสตำบล,ชื่อตำบล,รหัสตำบลบนแผนที่\n830251,เทศบาลกะทู้,830202\n830252,เทศบาลป่าตอง,\n".encode(),
            "ก.csv",
            in_child=False,
        ).problems
    ),
}


def told_rules(problems: Problems, *among: str) -> set[str]:
    found = {problem.rule for problem in problems}
    return found & set(among) if among else found


@pytest.mark.parametrize("rule_id", list(MET))
def test_a_rule_is_met(warehouse: Warehouse, rule_id: str) -> None:
    problems = list(MET[rule_id](warehouse))
    assert rule_id in {problem.rule for problem in problems}, [(problem.key, problem.what) for problem in problems]


def test_every_rule_is_met_by_a_file_of_the_collection_or_here_or_has_its_own_test() -> None:
    of_files = {problem[-1] for answer in expected_answers().values() for problem in answer.get("problems", [])}
    assert set(all_rules()) - of_files - set(MET) - set(ELSEWHERE) == set()
    assert not of_files & set(ELSEWHERE)
    for rule_id, path in ELSEWHERE.items():
        assert f'"{rule_id}"' in (ROOT / path).read_text("utf-8"), rule_id
