"""`python -m reports plan|comparative|print-pack|office-file … OUT`: a plan, a comparison, what a hall needs on paper,
or what an office sends to its province, by the same code as the screens."""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import Final

import click

from analysis.comparative.choosing import sheet_of
from analysis.comparative.data import asked_of
from analysis.comparative.goals import kept_goals, name_of_goals
from analysis.comparative.paper import (
    AXES,
    MOST_AREAS,
    RANKING,
    VIEWS,
    ComparisonPaper,
    Looks,
    comparison_paper,
    source_of,
)
from analysis.core.areas import child_areas, name_of, titled
from analysis.core.errors import AnalysisError
from analysis.core.held_data import available_data
from analysis.core.scope import Question, find_scope, newest_question
from analysis.disclosure.gate import GateOfYear, disclosure_data, gates_of_sets, hidden_cells_data
from analysis.disclosure.outputs import Released, Shaped, for_internal_use, release_public
from analysis.logic_model.paper import PlanPaper, plan_paper
from analysis.logic_model.plan_store import load_plan, newest_plan
from analysis.office_files.contents import office_file_data, office_file_members, titles_of
from analysis.radar_analysis.data import area_context_data, look_up, make_sheet
from analysis.radar_analysis.one_page import one_page_data
from analysis.radar_analysis.public import hidden_in, radar_analysis_public
from catalogue import SURVEYS, Catalogue, CatalogueError, load_catalogue
from catalogue.areas import COUNTRY, LEVELS, level_of
from catalogue.forms import form_named, form_names, load_forms
from reports.about import About
from reports.comparative.pictures import view_png
from reports.comparative.sheets import sheets_of
from reports.comparative.slides import PARTS, comparison_slides_bytes
from reports.logic_model.best_practice import best_practice_bytes, finished_projects
from reports.logic_model.form_files import form_bytes
from reports.logic_model.plan_workbook import plan_workbook_bytes
from reports.logic_model.slides import slides_bytes
from reports.logic_model.template_values import sample_template_bytes
from reports.logic_model.word import word_bytes
from reports.office_file import office_file_bytes, office_file_name
from reports.one_page import Page, can_make_pdf, print_pack_pdf
from reports.tables import csv_bytes
from reports.workbook import workbook_bytes
from warehouse import Warehouse, WarehouseError, database_is_there, default_database_path, read_sets, record_download
from warehouse.area_records import read_area_choice, read_area_group
from warehouse.command_database import database_options, open_for_command
from warehouse.plans import PlanHeader, list_plans
from words.command_line import Choice, Group, WholeNumber, option, run
from words.dates import local_now

OURS = (AnalysisError, CatalogueError, WarehouseError)
DATABASE = database_options(type=Path, default=default_database_path, help="ไฟล์ฐานข้อมูล")
PROGRAM = Group("reports", help="เรดาร์ชุมชน: จัดทำไฟล์เอกสารจากข้อมูลในฐานข้อมูล")
Write = Callable[[Released[PlanPaper], About], bytes]
FILES: Final[Mapping[str, Write]] = {
    "docx": word_bytes,
    "pptx": slides_bytes,
    "xlsx": plan_workbook_bytes,
    "best-practice": best_practice_bytes,
}
COMPARISON: Final = "เปรียบเทียบพื้นที่"
ONE_PAGE: Final = "สรุปหน้าเดียว"
COMPARISONS: Final = ("pptx", "xlsx", "csv", "png")
TEMPLATE: Final = "template"
FORM: Final = "form-"
FORMATS: Final = (*FILES, TEMPLATE, *(f"{FORM}{name}" for name in form_names(load_forms())))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns 0, or 1 for an error of ours (said on stderr); wrong usage raises SystemExit(2)."""
    return run(PROGRAM, sys.argv[1:] if arguments is None else arguments, "python -m reports")


@PROGRAM.command("plan", help="แผนของพื้นที่เป็นไฟล์ Word, PowerPoint, Excel หรือแบบฟอร์มของสำนักงาน")
@click.argument("out", type=Path, metavar="OUT", help="ไฟล์ที่จะเขียน (ไฟล์ใช้ภายในได้คำว่าใช้ภายในสำนักงานต่อท้ายชื่อ)")
@DATABASE
@option("--area", "area_code", required=True, metavar="CODE", help="รหัสพื้นที่ของแผน")
@option("--format", "form", required=True, metavar="FORMAT", help=f"ชนิดไฟล์: {', '.join(FORMATS)}")
@option("--year", "year_be", type=WholeNumber(), metavar="2565", help="ปี พ.ศ. ของข้อมูลที่แผนเริ่มจาก (ถ้าไม่ใส่ ใช้แผนล่าสุด)")
@option("--plan", "plan_id", type=WholeNumber(), metavar="NUMBER", help="หมายเลขแผน เมื่อพื้นที่และปีเดียวกันมีหลายแผน")
@option("--since", type=WholeNumber(), metavar="VERSION", help="รุ่นของแผนที่แบบเปลี่ยนแปลงแผนเริ่มเทียบ (ถ้าไม่ใส่ ใช้รุ่นก่อนหน้า)")
@option("--forms", "own_forms", type=Path, metavar="FOLDER", help="โฟลเดอร์แบบฟอร์มของสำนักงาน ใช้แทนแบบที่มากับโปรแกรม")
@option("--internal", is_flag=True, help="ครบทุกตัวเลข ใช้ภายในสำนักงาน (ถ้าไม่ใส่ ไฟล์เผยแพร่ได้ ซ่อนจำนวน 1–9 ราย)")
def plan(
    *, out: Path, database: Path, area_code: str, form: str, year_be: int | None, plan_id: int | None,
    since: int | None, own_forms: Path | None, internal: bool,
) -> int:  # fmt: skip
    """Write one file of a plan. What is for the office alone has it in its name."""
    try:
        write = _writer(form, own_forms)
        if write is None:
            return _written(out, sample_template_bytes())
        warehouse = _opened(database)
        try:
            header = _header(warehouse, area_code, year_be, plan_id)
            released = _released(warehouse, header, internal, since)
            _record(warehouse, internal, released.file_name(out.name))
        finally:
            warehouse.close()
        paper = released.content
        about = About(paper.title, paper.area_title, paper.plan.year_be, paper.source, local_now(), paper.is_synthetic)
        return _written(out.with_name(released.file_name(out.name)), write(header, released, about))
    except OURS as error:
        print(f"ผิดพลาด: {error}", file=sys.stderr)
        return 1


@PROGRAM.command("comparative", help="พื้นที่เทียบเคียงกันเป็นไฟล์ PowerPoint, Excel, CSV หรือรูป PNG ของมุมมองหนึ่ง")
@click.argument("out", type=Path, metavar="OUT", help="ไฟล์ที่จะเขียน (ไฟล์ใช้ภายในได้คำว่าใช้ภายในสำนักงานต่อท้ายชื่อ)")
@DATABASE
@option("--area", "area_code", default=COUNTRY, metavar="CODE", help="รหัสพื้นที่ (ปกติทั้งประเทศ)")
@option("--format", "form", required=True, type=Choice(COMPARISONS), help="ชนิดไฟล์")
@option("--year", "year_be", type=WholeNumber(), metavar="2565", help="ปี พ.ศ. (ถ้าไม่ใส่ ใช้ปีล่าสุดที่มี)")
@option("--survey", type=Choice(tuple(SURVEYS)), default="jpt", help="ชนิดข้อมูล (ปกติ jpt)")
@option("--set", "set_id", metavar="SET", help="รหัสชุดตัวชี้วัด เมื่อปีเดียวกันมีหลายชุด")
@option("--areas", metavar="CODE,…", help="รายการรหัสพื้นที่ คั่นด้วย ,")
@option("--group", "group_name", metavar="NAME", help="กลุ่มพื้นที่ที่บันทึกไว้ในฐานข้อมูล")
@option("--level", type=Choice(tuple(LEVELS)), help="ระดับพื้นที่ที่เทียบ (ปกติคือระดับถัดลงไป)")
@option("--measure", metavar="CODE", help="เทียบด้วย: all, รหัสด้าน (d4), กลุ่มเป้าหมาย (elderly) หรือรหัสตัวชี้วัด (ปกติ all)")
@option("--picture", type=Choice(VIEWS), default=RANKING, help="มุมมองของรูป PNG (ปกติ ranking)")
@option("--one", metavar="CODE", help="พื้นที่เดียวที่เทียบกับทุกพื้นที่ (ปกติพื้นที่ที่ถาม หรืออันดับแรก)")
@option("--against-year", type=WholeNumber(), metavar="2564", help="ปีก่อนหน้าที่เทียบการเปลี่ยนแปลง (พ.ศ.)")
@option("--indicator", metavar="CODE", help="ตัวชี้วัดของรูปการเปลี่ยนแปลง (ปกติที่เปลี่ยนชัดเจนมากที่สุด)")
@option("--across", metavar="CODE", help="แนวนอนของรูปสองตัวชี้วัด (ปกติ all)")
@option("--up", metavar="CODE", help="แนวตั้งของรูปสองตัวชี้วัด")
@option("--internal", is_flag=True, help="ครบทุกตัวเลข ใช้ภายในสำนักงาน (ถ้าไม่ใส่ ไฟล์เผยแพร่ได้ ซ่อนจำนวน 1–9 ราย)")
def comparative(
    *, out: Path, database: Path, area_code: str, form: str, year_be: int | None, survey: str, set_id: str | None,
    areas: str | None, group_name: str | None, level: str | None, measure: str | None, picture: str, one: str | None,
    against_year: int | None, indicator: str | None, across: str | None, up: str | None, internal: bool,
) -> int:  # fmt: skip
    """Write one file of a comparison. What is for the office alone has it in its name."""
    looks = Looks(one, AXES, against_year, indicator, across, up)
    parts = {"pptx": PARTS, "png": (picture,)}.get(form, VIEWS)
    try:
        warehouse = _opened(database)
        try:
            catalogue = load_catalogue(read_sets(warehouse))
            codes = [code.strip() for code in areas.split(",") if code.strip()] if areas else None
            if group_name is not None:
                codes = list(read_area_group(warehouse, group_name).area_codes)
            question = newest_question(warehouse, area_code, year_be, survey, set_id)
            asked = asked_of(warehouse, catalogue, question, codes, level, measure)
            place = asked.place
            kept = read_area_choice(warehouse, f"{place.level} {place.area_code} {question.year_be}") or {}
            most = looks.most if form in ("pptx", "png") else MOST_AREAS
            own_set = catalogue.get(asked.scope.indicator_set.id)
            goals = kept_goals(read_area_choice(warehouse, name_of_goals(own_set.id, question.year_be)))
            looks = replace(looks, sheet=sheet_of(kept), most=most, goals=goals)
            gates = None if internal else cache(partial(disclosure_data, warehouse, own_set))
            released = comparison_paper(warehouse, catalogue, asked, parts, looks, gates)
            _record(warehouse, internal, released.file_name(out.name))
        finally:
            warehouse.close()
        paper = released.content
        about = About(COMPARISON, paper.area_title, question.year_be, paper.source, local_now(), paper.is_synthetic)
        return _written(out.with_name(released.file_name(out.name)), _comparison_bytes(released, about, form, picture))
    except OURS as error:
        print(f"ผิดพลาด: {error}", file=sys.stderr)
        return 1


def _comparison_bytes(released: Released[ComparisonPaper], about: About, form: str, picture: str) -> bytes:
    if form == "pptx":
        return comparison_slides_bytes(released, about)
    if form == "png":
        return view_png(released, about, picture)
    if form == "csv":
        return csv_bytes(released.drawn(lambda paper: sheets_of(paper)[0].table), about)
    return workbook_bytes(released.drawn(sheets_of), about)


@PROGRAM.command("print-pack", help="ชุดพิมพ์สำหรับเวที PDF: ทุกหมู่บ้านของตำบล หมู่บ้านละหนึ่งแผ่นพร้อมเรดาร์ และใบงานเปล่า")
@click.argument("out", type=Path, metavar="OUT", help="ไฟล์ที่จะเขียน (ไฟล์ใช้ภายในได้คำว่าใช้ภายในสำนักงานต่อท้ายชื่อ)")
@DATABASE
@option("--area", "area_code", required=True, metavar="CODE", help="รหัสตำบล")
@option("--year", "year_be", type=WholeNumber(), metavar="2565", help="ปี พ.ศ. (ถ้าไม่ใส่ ใช้ปีล่าสุดที่มี)")
@option("--survey", type=Choice(tuple(SURVEYS)), default="jpt", help="ชนิดข้อมูล (ปกติ jpt)")
@option("--set", "set_id", metavar="SET", help="รหัสชุดตัวชี้วัด เมื่อปีเดียวกันมีหลายชุด")
@option("--internal", is_flag=True, help="ครบทุกตัวเลข ใช้ภายในสำนักงาน (ถ้าไม่ใส่ ไฟล์เผยแพร่ได้ ซ่อนจำนวน 1–9 ราย)")
def print_pack(
    *, out: Path, database: Path, area_code: str, year_be: int | None, survey: str, set_id: str | None, internal: bool
) -> int:
    """Write the pages of a tambon's villages. What is for the office alone has it in its name."""
    try:
        if not can_make_pdf():
            raise AnalysisError("ยังไม่ได้ติดตั้งส่วนจัดทำ PDF", "สั่ง python -m pip install -r requirements-pdf.txt แล้วทำใหม่")
        warehouse = _opened(database)
        try:
            catalogue = load_catalogue(read_sets(warehouse))
            asked = newest_question(warehouse, area_code, year_be, survey, set_id)
            pages = village_pages(warehouse, catalogue, asked, internal)
            _record(warehouse, internal, pages[0][0].file_name(out.name))
        finally:
            warehouse.close()
        return _written(out.with_name(pages[0][0].file_name(out.name)), print_pack_pdf(pages))
    except OURS as error:
        print(f"ผิดพลาด: {error}", file=sys.stderr)
        return 1


def village_pages(warehouse: Warehouse, catalogue: Catalogue, asked: Question, internal: bool) -> list[Page]:
    """The page of each village below an area that has data of the year asked for, with where its figures come from.

    Raises AnalysisError where none has."""
    own_set = find_scope(warehouse, catalogue, asked).indicator_set
    gates: GateOfYear | None = None if internal else cache(partial(disclosure_data, warehouse, own_set))
    pages: list[Page] = []
    for code in child_areas(warehouse, asked.area_code) if level_of(asked.area_code) == "tambon" else ():
        held = available_data(warehouse, code, asked.survey)
        if ((held["set_id"] == own_set.id) & (held["year_be"] == asked.year_be)).any():
            question = replace(asked, area_code=code, set_id=own_set.id)
            pages.append(_village_page(warehouse, catalogue, question, gates))
    if not pages:
        what = f"ไม่มีหมู่บ้านของพื้นที่ {asked.area_code} ที่มีข้อมูลปี {asked.year_be}"
        raise AnalysisError(what, "ใส่รหัสตำบล 6 หลักที่มีข้อมูลรายหมู่บ้านของปีนั้น")
    return pages


def _village_page(warehouse: Warehouse, catalogue: Catalogue, asked: Question, gates: GateOfYear | None) -> Page:
    lookup = look_up(warehouse, catalogue, asked)
    scope = lookup.scope
    context = area_context_data(warehouse, catalogue, scope, lookup.indicators)
    sheet = make_sheet(lookup, context, gates=gates)
    if gates is None:
        released = for_internal_use(one_page_data(sheet))
    else:
        shown = radar_analysis_public(sheet, lookup, gates).content
        released = release_public(gates(scope.year_be), lambda _: Shaped(one_page_data(shown), hidden_in(shown)))
    source, made_up = source_of(warehouse, scope), released.content.is_synthetic
    return released, About(ONE_PAGE, scope.area_title, scope.year_be, source, local_now(), made_up)


@PROGRAM.command("office-file", help="ไฟล์เดียวที่อำเภอส่งจังหวัด: ตัวเลข ชุดตัวชี้วัด และแผนของอำเภอ")
@click.argument("folder", type=Path, metavar="FOLDER", help="โฟลเดอร์ที่จะวางไฟล์ (ชื่อไฟล์บอกอำเภอและเวลา)")
@DATABASE
@option("--area", "office_code", required=True, metavar="CODE", help="รหัสอำเภอ 4 หลัก")
@option("--by", "made_by", default="", metavar="TEXT", help="ตำแหน่งหรือหน่วยงานผู้ส่ง (ไม่ใส่ชื่อคน)")
@option("--internal", is_flag=True, help="ครบทุกตัวเลข ใช้ภายในสำนักงาน (ถ้าไม่ใส่ ไฟล์เผยแพร่ได้ ซ่อนจำนวน 1–9 ราย)")
def office_file(*, folder: Path, database: Path, office_code: str, made_by: str, internal: bool) -> int:
    """Write the file of one office. What is for the office alone has it in its name."""
    try:
        warehouse = _opened(database)
        try:
            catalogue = load_catalogue(read_sets(warehouse))
            released = office_file_data(warehouse, catalogue, office_code, made_by, is_public=not internal)
            name = name_of(warehouse, office_code)
            _record(warehouse, internal, f"{released.content.office_code} office-file")
        finally:
            warehouse.close()
        office = released.content
        members = office_file_members(released, titled(office_code, name), titles_of(office, catalogue))
        file_name = released.file_name(office_file_name(office_code, name, office.made_at))
        return _written(folder / file_name, office_file_bytes(members))
    except OURS as error:
        print(f"ผิดพลาด: {error}", file=sys.stderr)
        return 1


def _opened(database: Path) -> Warehouse:
    """The database. Raises AnalysisError where there is none."""
    if not database_is_there(database):
        what, fix = f"ไม่พบฐานข้อมูล {database}", "ตรวจที่อยู่ไฟล์ หรือนำเข้าข้อมูลก่อนด้วย python -m loaders"
        raise AnalysisError(what, fix)
    return open_for_command(database, hidden_cells_data)


def _record(warehouse: Warehouse, internal: bool, file_name: str) -> None:
    """Where accounts act, a file for the office alone stands in the log."""
    if internal:
        record_download(warehouse, file_name)


def _writer(form: str, own_forms: Path | None) -> Callable[[PlanHeader, Released[PlanPaper], About], bytes] | None:
    """What writes the format; None for the sample template, which needs no plan. Raises click's error for a format
    there is none of, CatalogueError for a form that is faulty."""
    if form == TEMPLATE:
        return None
    if form in FILES:
        return lambda _, released, about: _checked(FILES[form], released, about)
    forms = load_forms(own_forms)
    names = [*FILES, TEMPLATE, *(f"{FORM}{name}" for name in form_names(forms))]
    if form not in names:
        raise click.UsageError(f"--format: {Choice(names).get_invalid_choice_message(form, None)}")
    name = form.removeprefix(FORM)
    return lambda header, released, about: form_bytes(released, about, form_named(forms, name, header.fiscal_year_be))


def _checked(write: Write, released: Released[PlanPaper], about: About) -> bytes:
    if write is best_practice_bytes and not finished_projects(released.content):
        raise AnalysisError("แผนนี้ยังไม่มีโครงการที่เสร็จแล้ว", "บันทึกการติดตามว่าเสร็จแล้วทุกกิจกรรมของโครงการก่อน")
    return write(released, about)


def _header(warehouse: Warehouse, area_code: str, year_be: int | None, plan_id: int | None) -> PlanHeader:
    """The plan asked for: by its number, else the newest of the area (and year). Raises AnalysisError without one."""
    found = [
        each
        for each in list_plans(warehouse, area_code)
        if year_be in (None, each.year_be) and plan_id in (None, each.plan_id)
    ]
    if (newest := newest_plan(found)) is not None:
        return newest
    others = ", ".join(f"แผนหมายเลข {each.plan_id} ปี {each.year_be}" for each in list_plans(warehouse, area_code))
    fix = f"แผนที่มีของพื้นที่นี้: {others}" if others else "ร่างและบันทึกแผนของพื้นที่นี้ที่หน้า 5 ตัวแบบเชิงตรรกะ ก่อน"
    raise AnalysisError(f"ไม่พบแผนของพื้นที่ {area_code}{'' if year_be is None else f' ปี {year_be}'}", fix)


def _released(warehouse: Warehouse, header: PlanHeader, internal: bool, since: int | None) -> Released[PlanPaper]:
    """The paper of a plan, public unless for the office. `since`: the version to tell changes from, the one before
    where it is not said."""
    catalogue = load_catalogue(read_sets(warehouse))
    made = load_plan(warehouse, header.plan_id, header.version)[1]
    gate_of = None if internal else gates_of_sets(warehouse, catalogue)
    earlier = max(0, header.version - 1) if since is None else since
    before = load_plan(warehouse, header.plan_id, earlier)[1]
    return plan_paper(warehouse, catalogue, made, gate_of, before, plan_id=header.plan_id, version=header.version)


def _written(path: Path, content: bytes) -> int:
    try:
        path.write_bytes(content)
    except OSError as error:
        what = f"เขียนไฟล์ {path} ไม่ได้ ({error.strerror})"
        raise AnalysisError(what, "ตรวจว่าโฟลเดอร์มีอยู่และไฟล์นี้ไม่ได้เปิดค้างไว้") from None
    print(path)
    return 0


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.exit(main())
