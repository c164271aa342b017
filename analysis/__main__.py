"""`python -m analysis STAGE …`: the stages of the analysis from the command line, as text, JSON or CSV."""

import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial, wraps
from pathlib import Path
from typing import Any

import click

from analysis.comparative.answers import comparative_csv, comparative_json, comparative_text, ranking_csv
from analysis.comparative.area_changes import EarlierSurvey, earlier_surveys, same_set
from analysis.comparative.data import Comparison, asked_of, comparative_data, ranking_of
from analysis.comparative.findings import Findings, findings_data
from analysis.comparative.public import compared_public
from analysis.comparative.ranking import with_names
from analysis.core.errors import AnalysisError
from analysis.core.held_data import available_data
from analysis.core.priorities import PARTS
from analysis.core.references import REFERENCE_WORDS
from analysis.core.scope import Question, find_scope, newest_question
from analysis.disclosure.gate import Disclosure, GateOfYear, disclosure_data, hidden_cells_data
from analysis.disclosure.outputs import hidden_notes
from analysis.input_data.answers import input_data_json, input_data_text
from analysis.input_data.data import facts_data, input_data_data
from analysis.logic_model.answers import (
    logic_model_json,
    logic_model_text,
    saved_plan,
    saved_plan_json,
    saved_plan_public,
    saved_plan_text,
)
from analysis.logic_model.data import DEFAULT_TOP, logic_model_data
from analysis.logic_model.public import logic_model_public
from analysis.office_files.arrivals import contradictions_data, offices_data, offices_json, offices_text
from analysis.radar_analysis.answers import radar_analysis_json, radar_analysis_text
from analysis.radar_analysis.data import area_context_data, look_up, make_sheet
from analysis.radar_analysis.public import radar_analysis_public
from analysis.radar_diagram.answers import (
    Wanted,
    companions_json,
    radar_diagram_json,
    radar_diagram_text,
    radar_page_json,
)
from analysis.radar_diagram.data import radar_diagram_data
from analysis.radar_diagram.public import radar_diagram_public
from analysis.radar_diagram.village_scores import village_scores_data, village_scores_json, village_scores_text
from analysis.stages import STAGES
from catalogue import GROUPS, SURVEYS, Catalogue, CatalogueError, IndicatorSet, load_catalogue
from catalogue.areas import COUNTRY, LEVELS
from warehouse import Warehouse, WarehouseError, database_is_there, default_database_path, read_sets
from warehouse.area_records import read_area_group
from warehouse.command_database import database_options, open_for_command
from warehouse.office_files.arrivals import read_office_round
from words.command_line import Choice, Group, WholeNumber, option, run
from words.dates import local_now

Answer = tuple[Callable[[], dict[str, Any]], Callable[[], str]]  # what --json prints, and the text for people
MOST_WITH_AXES = 10_000  # areas whose CSV has a column per axis; of more only their means and ranges
OURS = (AnalysisError, CatalogueError, WarehouseError)
PROGRAM = Group("analysis", help="เรดาร์ชุมชน: วิเคราะห์ข้อมูลในฐานข้อมูล", subcommand_metavar="STAGE ...")
DATABASE = database_options(type=Path, default=default_database_path, help="ไฟล์ฐานข้อมูล")
YEAR = option("--year", "year_be", type=WholeNumber(), metavar="2561", help="ปี พ.ศ. (ถ้าไม่ใส่ ใช้ปีล่าสุดที่มี)")
AREA = option("--area", "area_code", required=True, metavar="CODE", help="รหัสพื้นที่")
AREA_OR_COUNTRY = option("--area", "area_code", default=COUNTRY, metavar="CODE", help="รหัสพื้นที่ (ปกติทั้งประเทศ)")
SURVEY = option("--survey", type=Choice(tuple(SURVEYS)), default="jpt", help="ชนิดข้อมูล (ปกติ jpt)")
ANY_SURVEY = option("--survey", type=Choice(tuple(SURVEYS)), help="ชนิดข้อมูล (ปกติทุกชนิด)")
SET = option("--set", "set_id", metavar="SET", help="รหัสชุดตัวชี้วัด เมื่อปีเดียวกันมีหลายชุด")
AS_JSON = option("--json", "as_json", is_flag=True, help="ตอบเป็น JSON")
REFERENCE = option("--reference", type=Choice(tuple(REFERENCE_WORDS)), default="parent", help="เทียบกับ (ปกติ parent)")
UNUSED_REFERENCE = option(
    "--reference", type=Choice(tuple(REFERENCE_WORDS)), default="parent", expose_value=False, help="เทียบกับ (ไม่มีผลกับขั้นนี้)"
)
PUBLIC = option("--public", is_flag=True, is_eager=True, help="เฉพาะที่เผยแพร่ได้ (ถ้าไม่ใส่ คำตอบใช้ภายในสำนักงาน)")
VIEW = option("--view", metavar="VIEW", help="มุมมองอื่นของแกน เช่น tpmap")


@dataclass(frozen=True)
class Asked:
    """What every stage is asked; `year_be` None: the newest year of the area, `survey` None: every survey."""

    area_code: str
    year_be: int | None
    survey: str | None
    set_id: str | None = None
    public: bool = False


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns 0, or 1 for an error of ours (said on stderr); wrong usage raises SystemExit(2)."""
    return run(PROGRAM, sys.argv[1:] if arguments is None else arguments, "python -m analysis")


@AREA_OR_COUNTRY
@ANY_SURVEY
@UNUSED_REFERENCE
@PUBLIC
def _input_data(warehouse: Warehouse, catalogue: Catalogue, asked: Asked) -> Answer:
    found = input_data_data(warehouse, catalogue, asked.area_code or COUNTRY, asked.year_be, asked.survey)
    return lambda: input_data_json(found), lambda: input_data_text(found)


def _for_internal_use(context: click.Context, parameter: click.Parameter, value: Any) -> Any:
    """A detail that has no public form; refused before anything is opened."""
    if value and context.params.get("public"):
        raise click.UsageError(f"--public ใช้กับ {parameter.opts[0]} ไม่ได้ ดาวน์โหลดไฟล์เผยแพร่จากหน้าจอแทน")
    return value


@AREA
@SURVEY
@SET
@REFERENCE
@VIEW
@PUBLIC
@option("--beside", default="parent", metavar="LIST", help="ไม่เกินสองรายการ: parent, peers, country, target หรือปี พ.ศ.")
@option("--indicator", metavar="CODE", callback=_for_internal_use, help="รหัสตัวชี้วัด: เพิ่มรายละเอียดของตัวชี้วัดนั้น")
@option("--level", type=Choice(tuple(LEVELS)), callback=_for_internal_use, help="เพิ่มค่าของพื้นที่ย่อยทุกแห่งในระดับนี้")
@option("--kinds", is_flag=True, callback=_for_internal_use, help="เพิ่มข้อมูลทุกชนิดของพื้นที่")
def _radar_diagram(
    warehouse: Warehouse, catalogue: Catalogue, asked: Asked, reference: str, view: str | None, beside: str,
    indicator: str | None, level: str | None, kinds: bool,
) -> Answer:  # fmt: skip
    question = _question(warehouse, asked)
    radar = radar_diagram_data(warehouse, catalogue, question, (reference,), view)
    if asked.public:
        gates = _gates(warehouse, radar.scope.indicator_set)
        shaped = radar_diagram_public(radar, gates)
        shown = shaped.content
        public = (lambda: radar_diagram_json(shown) | companions_json(shown)), lambda: radar_diagram_text(shown)
        return _with_notes(public, shaped.hidden, gates(radar.scope.year_be))
    wanted = Wanted(tuple(_split(beside)), indicator, level, kinds)
    page = partial(radar_page_json, warehouse, catalogue, radar, wanted)
    return lambda: radar_diagram_json(radar) | page(), lambda: radar_diagram_text(radar)


def _weights(_context: click.Context, _parameter: click.Parameter, text: str | None) -> dict[str, float] | None:
    """severity=2,size=1 → weights by part; their names and sizes are checked by the analysis."""
    if text is None:
        return None
    pairs = [pair.partition("=") for pair in text.split(",") if pair.strip()]
    try:
        return {name.strip(): float(value) for name, _, value in pairs}
    except ValueError:
        raise click.BadParameter(f"น้ำหนัก '{text}' ใช้ไม่ได้ ใส่เป็น severity=2,size=1") from None


@AREA
@SURVEY
@SET
@REFERENCE
@VIEW
@PUBLIC
@option(
    "--weights", callback=_weights, metavar="PART=NUMBER,…",
    help="น้ำหนักของคะแนน เช่น severity=2,size=1; ส่วนที่มี: " + ", ".join(f"{part} ({name})" for part, name in PARTS.items()),
)  # fmt: skip
@option("--group", type=Choice(tuple(GROUPS)), help="เฉพาะตัวชี้วัดของกลุ่มเป้าหมาย")
def _radar_analysis(
    warehouse: Warehouse, catalogue: Catalogue, asked: Asked, reference: str, view: str | None,
    weights: dict[str, float] | None, group: str | None,
) -> Answer:  # fmt: skip
    question = _question(warehouse, asked)
    lookup = look_up(warehouse, catalogue, question, reference)
    context = area_context_data(warehouse, catalogue, lookup.scope, lookup.indicators)
    gates = _gates(warehouse, lookup.scope.indicator_set) if asked.public else None
    sheet = make_sheet(lookup, context, weights, group, view, gates)
    if gates is None:
        return lambda: radar_analysis_json(sheet), lambda: radar_analysis_text(sheet.analysis)
    shaped = radar_analysis_public(sheet, lookup, gates)
    shown = shaped.content
    public = (lambda: radar_analysis_json(shown)), lambda: radar_analysis_text(shown.analysis)
    return _with_notes(public, shaped.hidden, gates(lookup.scope.year_be))


@AREA_OR_COUNTRY
@SURVEY
@SET
@UNUSED_REFERENCE
@VIEW
@PUBLIC
@option("--areas", metavar="CODE,…", help="รายการรหัสพื้นที่ คั่นด้วย ,")
@option("--group", "group_name", metavar="NAME", help="กลุ่มพื้นที่ที่บันทึกไว้ในฐานข้อมูล")
@option("--level", type=Choice(tuple(LEVELS)), help="ระดับพื้นที่ที่เทียบ (ปกติคือระดับถัดลงไป ของหมู่บ้านคือหมู่บ้านข้างกัน)")
@option(
    "--measure",
    metavar="CODE",
    help="เทียบด้วย: all, รหัสด้าน (d4), กลุ่มเป้าหมาย (elderly), ระดับการพัฒนา (level-1) หรือรหัสตัวชี้วัด (ปกติ all)",
)
@option("--against-year", type=WholeNumber(), metavar="2560", help="เพิ่มการเปลี่ยนแปลงจากปีก่อนปีนี้ (พ.ศ.)")
@option("--limit", type=WholeNumber(), metavar="NUMBER", help="แสดงเพียงพื้นที่อันดับแรกเท่านี้ (ปกติทุกพื้นที่)")
@option("--csv", "as_csv", is_flag=True, help="ตอบลำดับพื้นที่เป็น CSV")
def _comparative(
    warehouse: Warehouse, catalogue: Catalogue, asked: Asked, view: str | None, areas: str | None,
    group_name: str | None, level: str | None, measure: str | None, against_year: int | None, limit: int | None,
    as_csv: bool,
) -> Answer:  # fmt: skip
    codes = _split(areas) if areas else None
    if group_name is not None:
        codes = list(read_area_group(warehouse, group_name).area_codes)
    question = _question(warehouse, asked)
    if as_csv and limit is None and not asked.public:
        wanted = asked_of(warehouse, catalogue, question, codes, level, measure)
        ranking = ranking_of(warehouse, wanted)
        if ranking.areas > MOST_WITH_AXES:
            rows = with_names(warehouse, ranking.rows(0, None))
            return lambda: {"areas": json.loads(rows.to_json(orient="records"))}, lambda: ranking_csv(rows)
    compared = comparative_data(warehouse, catalogue, question, codes, level, view, measure, limit)
    findings: Findings | None = None
    if not as_csv:
        findings = findings_data(warehouse, compared.asked, _earlier(warehouse, catalogue, compared, against_year))
    if asked.public:
        own_set = find_scope(warehouse, catalogue, question).indicator_set
        gates = _gates(warehouse, own_set)
        compared, findings = compared_public(warehouse, compared, findings, view, gates)
    if as_csv:
        return lambda: comparative_json(compared), lambda: comparative_csv(compared)
    return lambda: comparative_json(compared, findings), lambda: comparative_text(compared, findings)


def _earlier(
    warehouse: Warehouse, catalogue: Catalogue, compared: Comparison, against_year: int | None
) -> EarlierSurvey | None:
    """The earlier year asked for, of the same set or of one with indicators declared the same."""
    if against_year is None:
        return None
    scope = compared.asked.scope
    held = available_data(warehouse, compared.asked.place.area_code)
    found = earlier_surveys(catalogue, held, scope.indicator_set, scope.year_be)
    return found.get(against_year) or same_set(scope, against_year)


@AREA
@SURVEY
@SET
@UNUSED_REFERENCE
@PUBLIC
@option("--draft", is_flag=True, help="ร่างจากตัวเลข แม้มีแผนที่บันทึกไว้แล้ว")
@option("--top", type=WholeNumber(), default=DEFAULT_TOP, metavar="NUMBER", help=f"จำนวนปัญหาของร่าง (ปกติ {DEFAULT_TOP})")
def _logic_model(warehouse: Warehouse, catalogue: Catalogue, asked: Asked, draft: bool, top: int) -> Answer:
    survey = asked.survey or "jpt"
    saved = None if draft else saved_plan(warehouse, catalogue, asked.area_code, survey, asked.year_be, asked.set_id)
    if saved is not None:
        if asked.public:
            gate_of = cache(lambda set_id, year_be: disclosure_data(warehouse, catalogue.get(set_id), year_be))
            saved = saved_plan_public(saved, gate_of)
        make_json = partial(saved_plan_json, saved, warehouse, catalogue, local_now().date())
        return make_json, partial(saved_plan_text, saved, catalogue)
    model = logic_model_data(warehouse, catalogue, _question(warehouse, asked), top)
    if not asked.public:
        return lambda: logic_model_json(model), lambda: logic_model_text(model)
    gate = disclosure_data(warehouse, model.scope.indicator_set, model.scope.year_be)
    shaped = logic_model_public(model, gate)
    public = (lambda: logic_model_json(shaped.content)), lambda: logic_model_text(shaped.content, shaped.hidden)
    return _with_notes(public, shaped.hidden, gate)


@AREA
@SURVEY
@SET
@UNUSED_REFERENCE
def _village_scores(warehouse: Warehouse, catalogue: Catalogue, asked: Asked) -> Answer:
    scores = village_scores_data(warehouse, catalogue, _question(warehouse, replace(asked, survey="nrd2c")))
    return lambda: village_scores_json(scores), lambda: village_scores_text(scores)


ANSWERS: dict[str, Callable[..., Answer]] = {
    "input_data": _input_data,
    "radar_diagram": _radar_diagram,
    "radar_analysis": _radar_analysis,
    "comparative": _comparative,
    "logic_model": _logic_model,
}


def _add_stage(name: str, help_text: str, answer: Callable[..., Answer]) -> None:
    """Makes the command of a stage; adds --database, --year and --json."""

    @PROGRAM.command(name, help=help_text)
    @DATABASE
    @YEAR
    @AS_JSON
    @wraps(answer)
    def answered(
        *, database: Path, as_json: bool, area_code: str, year_be: int | None, survey: str | None,
        set_id: str | None = None, public: bool = False, **choices: Any,
    ) -> int:  # fmt: skip
        def output(warehouse: Warehouse) -> str:
            asked = Asked(area_code, year_be, survey, set_id, public)
            make_json, make_text = answer(warehouse, load_catalogue(read_sets(warehouse)), asked, **choices)
            text = json.dumps(make_json(), ensure_ascii=False, indent=2, allow_nan=False) if as_json else make_text()
            return text + "\n"

        return _answered(database, output)


for _stage in STAGES:
    _add_stage(_stage.address, f"{_stage.numbered_title}: {_stage.purpose}", ANSWERS[_stage.name])
_add_stage("village-scores", "คะแนนของหมู่บ้านตาม กชช.2ค", _village_scores)


@PROGRAM.command("facts", help="จำนวนและค่าของตัวชี้วัดทุกตัวในทุกพื้นที่ของระดับหนึ่ง เป็น CSV")
@DATABASE
@YEAR
@ANY_SURVEY
@option("--level", type=Choice(tuple(LEVELS)), required=True, help="ระดับพื้นที่")
def facts(database: Path, year_be: int | None, survey: str | None, level: str) -> int:
    """Every figure of a level as CSV."""
    return _answered(database, lambda warehouse: facts_data(warehouse, level, survey, year_be).to_csv(index=False))


@PROGRAM.command("offices", help="อำเภอใดของจังหวัดส่งไฟล์มาแล้ว ส่งช้า ยังไม่มา และตัวเลขขัดกับใคร")
@DATABASE
@option("--area", "province_code", required=True, metavar="CODE", help="รหัสจังหวัด 2 หลัก")
@option("--year", "year_be", type=WholeNumber(), metavar="2565", help="ปี พ.ศ. ของข้อมูลที่รอ (ถ้าไม่ใส่ ใช้ที่จังหวัดตั้งไว้)")
@option("--survey", type=Choice(tuple(SURVEYS)), expose_value=False, help="ชนิดข้อมูล (ไม่มีผลกับคำสั่งนี้)")
@AS_JSON
def offices(database: Path, province_code: str, year_be: int | None, as_json: bool) -> int:
    """How the files of a province's offices stand."""

    def said(warehouse: Warehouse) -> str:
        wanted = read_office_round(warehouse)
        wanted = replace(wanted, year_be=year_be or wanted.year_be)
        found = offices_data(warehouse, province_code, wanted)
        if not as_json:
            return offices_text(found, wanted)
        catalogue = load_catalogue(read_sets(warehouse))
        answer = offices_json(found, contradictions_data(warehouse, catalogue, province_code), wanted)
        return json.dumps(answer, ensure_ascii=False, indent=1) + "\n"

    return _answered(database, said)


def _answered(database: Path, output: Callable[[Warehouse], str]) -> int:
    """Open the database, print what `output` makes of it; returns the exit code."""
    try:
        if not database_is_there(database):
            what, fix = f"ไม่พบฐานข้อมูล {database}", "ตรวจที่อยู่ไฟล์ หรือนำเข้าข้อมูลก่อนด้วย python -m loaders"
            raise AnalysisError(what, fix)
        warehouse = open_for_command(database, hidden_cells_data)
        try:
            text = output(warehouse)
        finally:
            warehouse.close()
    except OURS as error:
        print(f"ผิดพลาด: {error}", file=sys.stderr)
        return 1
    try:
        print(text, end="", flush=True)
    except BrokenPipeError:  # the reader (head, more) has seen enough; nothing is left to be flushed at the end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _with_notes(answer: Answer, hidden: int, gate: Disclosure) -> Answer:
    """A public answer with how many figures are hidden, and what hiding does not cover, as files say it."""
    make_json, make_text = answer
    notes = hidden_notes(hidden, gate.unprotected)
    return lambda: make_json() | {"hidden": hidden, "notes": list(notes)}, lambda: "\n".join([make_text(), *notes])


def _question(warehouse: Warehouse, asked: Asked) -> Question:
    """The question; its year is the one asked for, else the newest the area has."""
    return newest_question(warehouse, asked.area_code, asked.year_be, asked.survey or "jpt", asked.set_id)


def _gates(warehouse: Warehouse, indicator_set: IndicatorSet) -> GateOfYear:
    """The gate of each year of a set, each asked for once."""
    return cache(partial(disclosure_data, warehouse, indicator_set))


def _split(text: str) -> list[str]:
    """`a, b` → its parts, without empty ones."""
    return [part.strip() for part in text.split(",") if part.strip()]


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.exit(main())
