"""`python -m analysis STAGE …`: the stages of the analysis from the command line, as text, JSON or CSV."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from analysis.comparative.as_json import comparative_json
from analysis.comparative.as_text import comparative_text
from analysis.comparative.data import comparative_data
from analysis.core.areas import available_data
from analysis.core.errors import AnalysisError
from analysis.core.priorities import PARTS
from analysis.core.references import REFERENCE_WORDS
from analysis.core.scope import Question, years_hint
from analysis.input_data.as_json import input_data_json
from analysis.input_data.as_text import input_data_text
from analysis.input_data.data import input_data
from analysis.input_data.facts import facts_data
from analysis.logic_model.as_json import logic_model_json
from analysis.logic_model.as_text import logic_model_text
from analysis.logic_model.data import DEFAULT_TOP, logic_model_data
from analysis.radar_analysis.as_json import radar_analysis_json
from analysis.radar_analysis.as_text import radar_analysis_text
from analysis.radar_analysis.sheet import sheet_data
from analysis.radar_diagram.as_json import Wanted, radar_diagram_json, radar_page_json
from analysis.radar_diagram.as_text import radar_diagram_text
from analysis.radar_diagram.data import radar_diagram_data
from analysis.radar_diagram.village_scores import village_scores_data, village_scores_json, village_scores_text
from catalogue import GROUPS, SURVEYS, Catalogue, CatalogueError, load_catalogue
from catalogue.areas import COUNTRY, LEVELS
from warehouse import Warehouse, WarehouseError, default_database_path, open_warehouse, read_sets

Answer = tuple[Callable[[], dict[str, Any]], Callable[[], str]]
OURS = (AnalysisError, CatalogueError, WarehouseError)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns 0, or 1 for an error of ours (said on stderr); wrong usage exits with 2."""
    options = _parser().parse_args(arguments)
    try:
        warehouse = _opened(options.database)
        try:
            output = _output(warehouse, options)
        finally:
            warehouse.close()
    except OURS as error:
        print(f"ผิดพลาด: {error}", file=sys.stderr)
        return 1
    try:
        print(output, end="" if options.stage == "facts" else "\n", flush=True)
    except BrokenPipeError:  # the reader (head, more) has seen enough; nothing is left to be flushed at the end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _opened(path: Path) -> Warehouse:
    if not path.exists():
        raise AnalysisError(f"ไม่พบฐานข้อมูล {path}", "ตรวจที่อยู่ไฟล์ หรือนำเข้าข้อมูลก่อนด้วย python -m loaders")
    return open_warehouse(path)


def _output(warehouse: Warehouse, options: argparse.Namespace) -> str:
    if options.stage == "facts":
        return facts_data(warehouse, options.level, options.survey, options.year).to_csv(index=False)
    catalogue = load_catalogue(read_sets(warehouse))
    make_json, make_text = STAGES[options.stage](warehouse, catalogue, options)
    return json.dumps(make_json(), ensure_ascii=False, indent=2, allow_nan=False) if options.json else make_text()


def _input_data(warehouse: Warehouse, catalogue: Catalogue, options: argparse.Namespace) -> Answer:
    found = input_data(warehouse, catalogue, options.area or COUNTRY, options.year, options.survey)
    return lambda: input_data_json(found), lambda: input_data_text(found)


def _radar_diagram(warehouse: Warehouse, catalogue: Catalogue, options: argparse.Namespace) -> Answer:
    radar = radar_diagram_data(warehouse, catalogue, _question(warehouse, options), options.reference, options.view)
    page = partial(radar_page_json, warehouse, catalogue, radar, _wanted(options))
    return lambda: radar_diagram_json(radar) | page(), lambda: radar_diagram_text(radar)


def _wanted(options: argparse.Namespace) -> Wanted:
    companions = tuple(kind.strip() for kind in options.beside.split(",") if kind.strip())
    return Wanted(companions, options.view, options.indicator, options.level, options.kinds)


def _radar_analysis(warehouse: Warehouse, catalogue: Catalogue, options: argparse.Namespace) -> Answer:
    quality = sheet_data(
        warehouse, catalogue, _question(warehouse, options), options.reference, options.weights, options.view,
        options.group,
    )  # fmt: skip
    return lambda: radar_analysis_json(quality), lambda: radar_analysis_text(quality.analysis)


def _comparative(warehouse: Warehouse, catalogue: Catalogue, options: argparse.Namespace) -> Answer:
    codes = [code.strip() for code in options.areas.split(",") if code.strip()] if options.areas else None
    question = _question(warehouse, options)
    compared = comparative_data(warehouse, catalogue, question, codes, options.level, options.view)
    return lambda: comparative_json(compared), lambda: comparative_text(compared)


def _logic_model(warehouse: Warehouse, catalogue: Catalogue, options: argparse.Namespace) -> Answer:
    model = logic_model_data(warehouse, catalogue, _question(warehouse, options), options.top)
    return lambda: logic_model_json(model), lambda: logic_model_text(model)


def _village_scores(warehouse: Warehouse, catalogue: Catalogue, options: argparse.Namespace) -> Answer:
    options.survey = "nrd2c"
    scores = village_scores_data(warehouse, catalogue, _question(warehouse, options))
    return lambda: village_scores_json(scores), lambda: village_scores_text(scores)


STAGES: dict[str, Callable[[Warehouse, Catalogue, argparse.Namespace], Answer]] = {
    "input-data": _input_data,
    "radar-diagram": _radar_diagram,
    "radar-analysis": _radar_analysis,
    "comparative": _comparative,
    "logic-model": _logic_model,
    "village-scores": _village_scores,
}


def _question(warehouse: Warehouse, options: argparse.Namespace) -> Question:
    return Question(options.area, _year(warehouse, options), options.survey, options.set)


def _year(warehouse: Warehouse, options: argparse.Namespace) -> int:
    """The year asked for, else the newest the area has."""
    if options.year is not None:
        return options.year
    available = available_data(warehouse, options.area, options.survey)
    if available.empty:
        raise AnalysisError("ไม่มีข้อมูลของพื้นที่นี้", years_hint(warehouse, options.area, "เลือกพื้นที่อื่น"))
    return int(available["year_be"].max())


def _weights(text: str) -> dict[str, float]:
    """severity=2,size=1 → weights by part; their names and sizes are checked by the analysis."""
    pairs = [pair.partition("=") for pair in text.split(",") if pair.strip()]
    try:
        return {name.strip(): float(value) for name, _, value in pairs}
    except ValueError:
        raise argparse.ArgumentTypeError(f"น้ำหนัก '{text}' ใช้ไม่ได้ ใส่เป็น severity=2,size=1") from None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m analysis", description="เรดาร์ชุมชน: วิเคราะห์ข้อมูลในฐานข้อมูล")
    stages = parser.add_subparsers(dest="stage", required=True, metavar="STAGE")
    for stage in (*STAGES, "facts"):
        command = stages.add_parser(stage)
        command.add_argument("--database", type=Path, default=default_database_path(), help="ไฟล์ฐานข้อมูล")
        command.add_argument("--year", type=int, help="ปี พ.ศ. (ถ้าไม่ใส่ ใช้ปีล่าสุดที่มี)")
        survey = None if stage in {"input-data", "facts"} else "jpt"
        command.add_argument("--survey", choices=tuple(SURVEYS), default=survey, help="ชนิดข้อมูล")
        if stage == "facts":
            command.add_argument("--level", choices=tuple(LEVELS), required=True, help="ระดับพื้นที่")
        else:
            _add_stage_options(command, stage)
    return parser


def _add_stage_options(command: argparse.ArgumentParser, stage: str) -> None:
    command.add_argument("--json", action="store_true", help="ตอบเป็น JSON")
    has_list = stage == "comparative"
    command.add_argument("--area", required=stage not in {"input-data", "comparative"}, default=COUNTRY, help="รหัสพื้นที่")
    if stage != "input-data":
        command.add_argument("--set", help="รหัสชุดตัวชี้วัด เมื่อปีเดียวกันมีหลายชุด")
    only = "" if stage in {"radar-diagram", "radar-analysis"} else " (ไม่มีผลกับขั้นนี้)"
    command.add_argument("--reference", choices=tuple(REFERENCE_WORDS), default="parent", help=f"เทียบกับ{only}")
    if stage in {"radar-diagram", "radar-analysis", "comparative"}:
        command.add_argument("--view", help="มุมมองอื่นของแกน เช่น tpmap")
    if stage == "radar-diagram":
        kinds = "parent, peers, country, target หรือปี พ.ศ."
        command.add_argument("--beside", default="parent", help=f"เทียบกับไม่เกินสองรายการ คั่นด้วย ,: {kinds}")
        command.add_argument("--indicator", help="รหัสตัวชี้วัด: เพิ่มรายละเอียดของตัวชี้วัดนั้น")
        command.add_argument("--level", choices=tuple(LEVELS), help="เพิ่มค่าของพื้นที่ย่อยทุกแห่งในระดับนี้")
        command.add_argument("--kinds", action="store_true", help="เพิ่มข้อมูลทุกชนิดของพื้นที่")
    if has_list:
        command.add_argument("--areas", help="รายการรหัสพื้นที่ คั่นด้วย ,")
        command.add_argument("--level", choices=tuple(LEVELS), help="ระดับพื้นที่ย่อยที่เทียบ (ปกติคือระดับถัดลงไป)")
    if stage == "radar-analysis":
        parts = ", ".join(f"{part} ({name})" for part, name in PARTS.items())
        command.add_argument("--weights", type=_weights, help=f"น้ำหนักของคะแนน เช่น severity=2,size=1; ส่วนที่มี: {parts}")
        command.add_argument("--group", choices=tuple(GROUPS), help="เฉพาะตัวชี้วัดของกลุ่มเป้าหมาย")
    if stage == "logic-model":
        command.add_argument("--top", type=int, default=DEFAULT_TOP, help="จำนวนปัญหา")


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.exit(main())
