"""48 forms of persons through every field that is stored: none is found in any byte, row, line or public file.

Plans are the exception: flagged text is stored only after the person keeps it, so they are held to that here."""

import io
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pandas as pd
import pytest

from analysis.__main__ import main as analysis_main
from catalogue import load_catalogue, set_to_dict
from loaders import OtherColumn, OtherData, TableChoice, inspect_file, load_file, store_inspection
from loaders.checks.personal_columns import is_personal_heading
from loaders.mapping import Field
from loaders.mapping import model as f
from loaders.mapping.other_data import other_definition
from loaders.registers import inspect_area_file, store_area_file
from tests.loaders.checks.person_forms import ENGLISH_HEADINGS, FORMS, PRIVATE, Form
from tests.loaders.corpus.tables import other, workbook
from tests.warehouse.examples import staged
from warehouse import (
    PersonalTextError,
    PlanItem,
    Warehouse,
    backup_database,
    create_plan,
    open_warehouse,
    read_plan,
    read_sets,
    restore_backup,
    save_activities,
    save_areas,
    save_mapping,
    save_plan,
    save_set,
    save_strategies,
    store_batch,
)
from warehouse.approvals import APPROVED, Approval, set_approval
from warehouse.area_records import AreaGroup, save_agencies, save_area_choice, save_area_group
from warehouse.stored_text import stored_file_name
from warehouse.workshops import HANDS, HallScore, Workshop, keep_workshop

pytestmark = pytest.mark.slow
FIGURES = ["ข้อ 8 สำรวจ", "ข้อ 8 ไม่ผ่าน"]
LEADS = ("", "บ้านกะตะ ")
TEXTS = [lead + form.text for form in FORMS for lead in LEADS]
CODES = [f"8301{tambon:02}{village:02}" for tambon in range(1, 9) for village in range(1, 13)]


def of_area_names(warehouse: Warehouse) -> None:
    villages = [[code, text, 10, 1] for code, text in zip(CODES, TEXTS, strict=True)]
    rows = [["รหัสหมู่บ้าน", "ชื่อหมู่บ้าน", *FIGURES], *villages]
    content = workbook({"ก": rows})
    inspected = _mapped(warehouse, content, {1: Field(f.AREA_NAME)})
    report = store_inspection(warehouse, inspected, skip_bad_rows=True)
    assert report.outcome == "loaded", report.problems
    names = warehouse.query("SELECT area_name FROM batch_names")["area_name"]
    assert len(names) >= len(FORMS) - 2  # what stands before the person is kept
    assert set(names) == {"บ้านกะตะ"}


def of_a_register(warehouse: Warehouse) -> None:
    rows: list[list[object]] = [
        ["รหัสหมู่บ้าน", "ชื่อหมู่บ้าน"],
        *map(list, zip(CODES, TEXTS, strict=True)),
        ["83010901", "บ้านกะทู้"],
    ]
    inspected = inspect_area_file(workbook({"ก": rows}), "ก.xlsx", in_child=False)
    assert store_area_file(warehouse, inspected) > 0, inspected.problems
    save_areas(warehouse, pd.DataFrame({"area_code": CODES, "area_name": TEXTS}))


def of_names_of_files_and_who_brought_them(warehouse: Warehouse) -> None:
    for number, form in enumerate(FORMS):
        name = form.text.replace("/", "-")
        changes = {"file_name": f"จปฐ {name}.xlsx", "file_sha256": f"{number:064x}", "imported_by": form.text}
        store_batch(warehouse, staged({"83020101": (1000 + number, 1)}, **changes, layout=f"mapped: {form.text}"))


def of_sheet_names_and_headings(warehouse: Warehouse) -> None:
    """A hundred headings beside the figures, on a sheet of each form; the mapping is remembered."""
    for start in range(0, len(TEXTS), 16):
        texts = TEXTS[start : start + 16]
        rows = [["รหัสหมู่บ้าน", *FIGURES, *texts], ["83010301", 10 + start, 1, *["5"] * len(texts)]]
        sheets: dict[str, list[list[object]]] = {_sheet_name(text): [["ก", "ข"], [1, 2]] for text in texts}
        content = workbook({_sheet_name(f"{texts[0]} ก"): rows} | sheets)
        inspected = _mapped(warehouse, content, {})
        report = store_inspection(warehouse, inspected, skip_bad_rows=True)
        assert report.outcome == "loaded", report.problems
        mapping = inspected.tables[0].mapping
        save_mapping(warehouse, f"จำไว้ {start}", mapping.fingerprint, mapping.with_name(f"จำไว้ {start}").to_dict())


def of_names_of_mappings(warehouse: Warehouse) -> None:
    column = {"index": 0, "letter": "A", "field": "unused", "score": 1, "alternatives": []}
    for number, text in enumerate(TEXTS):
        columns = [column | {"heading": text, "reason": text}]
        save_mapping(warehouse, text, f"{number:08x}" * 4, {"name": text, "set_id": None, "columns": columns})
    assert warehouse.query("SELECT count(*) AS n FROM mappings WHERE name LIKE '%•••%'")["n"].tolist() == [len(TEXTS)]


def of_other_data(warehouse: Warehouse) -> None:
    """Titles, sources, names, axes and units: one set a form, and one table whose columns are all forms."""
    for number, form in enumerate(FORMS):
        data = OtherData(
            f"ข้อมูล {form.text}", (OtherColumn(1, form.text, form.text, dimension=form.text),), None, form.text
        )
        definition = other_definition(data) | {"id": f"other-{number:08d}"}
        save_set(warehouse, str(definition["id"]), definition)
    rows = [["รหัสตำบล", *(f"ค่า{number}" for number in range(len(FORMS)))], ["830108", *range(1, len(FORMS) + 1)]]
    columns = tuple(
        OtherColumn(number, f"จำนวน {form.text}", f"หน่วย {form.text}", dimension=f"แกน {form.text}")
        for number, form in enumerate(FORMS, 1)
    )
    catalogue = load_catalogue(read_sets(warehouse))
    said = OtherData(f"ชุด {FORMS[0].text}", columns, None, f"ที่มา {FORMS[1].text}")
    content = workbook({"ก": rows})
    seen = inspect_file(content, "ก.xlsx", warehouse, catalogue, choice=TableChoice(""), in_child=False).tables[0]
    choice = TableChoice(seen.sheet, seen.number, mapping=seen.mapping, other=said)
    ready = inspect_file(content, "ก.xlsx", warehouse, catalogue, choice=choice, year_be=2565, in_child=False)
    assert [each.rule for each in ready.report.problems if each.rule == "P03"] == ["P03"]
    assert store_inspection(warehouse, ready).outcome == "loaded", ready.report.problems
    assert len(load_catalogue(read_sets(warehouse)).sets) > len(FORMS)  # every set can be read again


def of_our_form_of_other_data(warehouse: Warehouse) -> None:
    for number, form in enumerate(FORMS[::6]):
        book = openpyxl.load_workbook(io.BytesIO(other()))
        described, data = book.worksheets
        for sheet in (described, data):
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.value in ("ร้อยละที่มีน้ำใช้", "อบต.", "คน", "ข้อมูลน้ำและรายได้"):
                        cell.value = f"{cell.value} {number} {form.text}"
        out = io.BytesIO()
        book.save(out)
        report = load_file(out.getvalue(), warehouse, file_name=f"{form.text}.xlsx".replace("/", "-"), in_child=False)
        assert report.outcome == "loaded", report.problems


def of_plans_not_kept(warehouse: Warehouse) -> None:
    plan_id = create_plan(warehouse, "830101", "jpt-2560", 2565, 2566)
    for form in FORMS:
        owner = f"อบต. / {form.text}"
        with pytest.raises(PersonalTextError) as refused:
            save_plan(warehouse, plan_id, 0, [PlanItem("project-1", "project", {"name": "น้ำ", "owner": owner})])
        assert refused.value.texts == (owner,)
        with pytest.raises(PersonalTextError):
            save_plan(warehouse, plan_id, 0, [], title=owner)
        with pytest.raises(PersonalTextError):
            create_plan(warehouse, "830101", "jpt-2560", 2565, 2566, owner)
    assert save_plan(warehouse, plan_id, 0, [], title="แผน", saved_by=FORMS[0].text) == 1
    save_activities(warehouse, [{"id": form.text, "name": form.text} for form in FORMS[::8]])
    save_strategies(warehouse, [{"id": "s", "name": form.text, "level": "อปท."} for form in FORMS[::8]])


def of_what_an_office_types(warehouse: Warehouse) -> None:
    """Meetings that approve, groups of areas, agencies, sheets of criteria, and what a hall named itself."""
    batch_id = store_batch(warehouse, staged({"83010101": (10, 1)})).batch_id
    for form in FORMS:
        set_approval(warehouse, batch_id, Approval(APPROVED, "tambon", date(2026, 2, 3), f"ประชุม {form.text}"))
        save_area_group(warehouse, AreaGroup(f"กลุ่มพื้นที่ {form.text}", ("830101", "830102")))
        save_agencies(warehouse, "jpt-2560", {"jpt-2560-01": form.text})
        save_area_choice(warehouse, f"เกณฑ์ {form.text}", {"measure": form.text, form.text: [form.text]})
    scores = tuple(HallScore(None, form.text, None, 1, 1) for form in FORMS)
    meeting = Workshop(
        0, "830101", "jpt-2560", 2565, datetime(2026, 2, 3), f"ศาลา {FORMS[0].text}", HANDS, 9, False, scores
    )
    assert len(keep_workshop(warehouse, meeting).scores) == len(FORMS)


def of_names_of_backups(warehouse: Warehouse) -> None:
    backup = backup_database(warehouse)
    named = [backup.path.with_name(f"{form.text.replace('/', '-')}.duckdb") for form in FORMS[::8]]
    for path in named:
        os.link(backup.path, path)
        restore_backup(warehouse, path)
        path.unlink()


FIELDS = (
    of_area_names, of_a_register, of_names_of_files_and_who_brought_them, of_sheet_names_and_headings,
    of_names_of_mappings, of_other_data, of_our_form_of_other_data, of_plans_not_kept, of_what_an_office_types,
    of_names_of_backups,
)  # fmt: skip


@dataclass(frozen=True)
class Place:
    """A place where something may be found, and what stands there."""

    name: str
    content: bytes


@pytest.mark.parametrize("store", FIELDS, ids=lambda store: store.__name__)
def test_no_form_is_found_anywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], store: Any
) -> None:
    (tmp_path / "temp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temp"))
    monkeypatch.setattr(
        "warehouse.opening.database.BRING_IN", "SELECT 1"
    )  # what is written ahead stays to be looked at
    path = tmp_path / "radar.duckdb"
    warehouse = open_warehouse(path)
    store(warehouse)
    ahead = [Place(file.name, file.read_bytes()) for file in tmp_path.rglob("*.wal")]
    backup_database(warehouse)
    public = json.dumps(
        [
            read_sets(warehouse),
            [set_to_dict(each) for each in load_catalogue(read_sets(warehouse)).sets if each.is_complete],
        ],
        ensure_ascii=False,
    )
    warehouse.close()
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    places = [*ahead, *(Place(file.name, file.read_bytes()) for file in files), Place("public", public.encode())]
    places += [Place("log", "".join(capfd.readouterr()).encode())]
    places += [place for file in files if file.suffix == ".duckdb" for place in rows_of(file)]
    assert len(places) > 20
    found = {(part, place.name) for place in places for part in PRIVATE if part.encode() in place.content}
    assert not found


@pytest.mark.parametrize("stage", ["radar-diagram", "radar-analysis", "comparative"])
def test_public_answers_name_no_person(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], sample_template: Path, stage: str
) -> None:
    path = Path(shutil.copyfile(sample_template, tmp_path / "radar.duckdb"))
    warehouse = open_warehouse(path)
    save_areas(warehouse, pd.DataFrame({"area_code": CODES, "area_name": TEXTS}))
    warehouse.close()
    asked = [stage, "--database", str(path), "--area", "830103", "--year", "2565", "--public", "--json"]
    assert analysis_main(asked) == 0
    answer = capsys.readouterr().out
    assert "830103" in answer
    assert not [part for part in PRIVATE if part in answer]


def rows_of(database: Path) -> Iterator[Place]:
    """Every table as text: DuckDB may keep a text compressed, so that its bytes say nothing."""
    with duckdb.connect(str(database), read_only=True) as opened:
        for (table,) in opened.execute("SELECT table_name FROM duckdb_tables() WHERE NOT internal").fetchall():
            rows = opened.execute(f'SELECT * FROM "{table}"').fetchall()  # noqa: S608
            yield Place(f"{database.name}: {table}", str(rows).encode())


def _mapped(warehouse: Warehouse, content: bytes, fields: dict[int, Field]) -> Any:
    def look(choice: TableChoice) -> Any:
        return inspect_file(content, "ก.xlsx", warehouse, load_catalogue(), choice=choice, year_be=2564, in_child=False)

    seen = look(TableChoice("")).tables[0]
    proposed = look(TableChoice(seen.sheet, seen.number, set_id="jpt-2560")).tables[0].mapping
    for column, field in fields.items():
        proposed = proposed.with_field(column, field)
    return look(TableChoice(seen.sheet, seen.number, set_id="jpt-2560", mapping=proposed, alike=False))


def _sheet_name(text: str) -> str:
    return "".join(each for each in text if each not in "[]:*?/\\'")[:31]


def test_there_are_48_forms_and_each_has_something_private() -> None:
    assert len(FORMS) == len({form.text for form in FORMS}) == 48
    assert all(form.private and all(part in form.text or part.isdigit() for part in form.private) for form in FORMS)


@pytest.mark.parametrize("heading", ENGLISH_HEADINGS)
def test_english_headings_of_persons_are_personal_and_their_cells_go_nowhere(
    heading: str, warehouse: Warehouse
) -> None:
    assert is_personal_heading(heading)
    rows = [["รหัสหมู่บ้าน", heading, *FIGURES], ["83010301", "Canary Jaideefake", 10, 1]]
    inspected = _mapped(warehouse, workbook({"ก": rows}), {})
    assert store_inspection(warehouse, inspected).outcome == "loaded"
    assert inspected.report.columns_dropped == (heading,)
    assert "Canary" not in repr(inspected)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.text)
def test_a_plan_is_stored_once_the_person_keeps_its_text(form: Form, warehouse: Warehouse) -> None:
    items = [PlanItem("project-1", "project", {"name": "น้ำ", "owner": form.text})]
    plan_id = create_plan(warehouse, "830101", "jpt-2560", 2565, 2566)
    assert save_plan(warehouse, plan_id, 0, items, kept=[form.text]) == 1
    assert read_plan(warehouse, plan_id)[1] == items
    more = [*items, PlanItem("cause-1", "cause", {"text": form.text})]
    assert save_plan(warehouse, plan_id, 1, more) == 2  # decided once


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.text)
def test_a_name_of_a_file_keeps_its_kind_and_hash_and_nothing_private(form: Form) -> None:
    name = form.text.replace("/", "-")
    for written in (name, f"จปฐ_{name.replace(' ', '_')}", f"ครัวเรือน {name}", f"ชุด/{name}"):
        kept = stored_file_name(f"{written}.xlsx", "ab12cd34" * 8)
        assert kept.endswith("••• ab12cd34.xlsx"), kept
        assert not [part for part in form.private if part.replace("/", "-") in kept]
    assert stored_file_name("จปฐ_2565_กะตะ.xlsx", "ab12cd34") == "จปฐ_2565_กะตะ.xlsx"
