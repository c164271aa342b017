"""Every figure that public files of stages 2, 3 and 4 print of an area: read in their JSON and in the workbook."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import pandas as pd

from analysis.comparative.data import asked_of
from analysis.comparative.paper import VIEWS, Looks, comparison_paper
from analysis.core.figures import axes_of
from analysis.core.scope import Question
from analysis.disclosure.gate import GateOfYear
from analysis.radar_analysis.answers import radar_analysis_json
from analysis.radar_analysis.data import area_context_data, look_up, make_sheet
from analysis.radar_analysis.public import radar_analysis_public
from analysis.radar_diagram.answers import radar_diagram_json
from analysis.radar_diagram.data import radar_diagram_data
from analysis.radar_diagram.public import radar_diagram_public
from catalogue import Catalogue, IndicatorSet
from reports.comparative.sheets import CODE, MEAN, sheets_of
from warehouse import Warehouse


class Told(NamedTuple):
    """A mean percentage over indicators of an area as a file prints it; of one indicator its percentage."""

    area_code: str
    indicator_codes: tuple[str, ...]
    value: float


def told_by_radars(
    warehouse: Warehouse, catalogue: Catalogue, question: Question, gates: GateOfYear | None
) -> Iterator[Told]:
    """Stages 2 and 3: the indicators and the axes of one area."""
    own_set, area = catalogue.get(str(question.set_id)), question.area_code
    radar = radar_diagram_data(warehouse, catalogue, question, ("parent",), None)
    lookup = look_up(warehouse, catalogue, question, "parent")
    sheet = make_sheet(lookup, area_context_data(warehouse, catalogue, lookup.scope, lookup.indicators), gates=gates)
    if gates is not None:
        radar = radar_diagram_public(radar, gates).content
        sheet = radar_analysis_public(sheet, lookup, gates).content
    members = {axis: tuple(codes) for axis, _, _, codes in axes_of(own_set)}
    for answer in (radar_diagram_json(radar), radar_analysis_json(sheet)):
        yield from _in_answer(answer, area, members)


def _in_answer(answer: Any, area: str, members: dict[str, tuple[str, ...]]) -> Iterator[Told]:
    """Every object with a code of an indicator or an axis and a problem_pct, wherever it stands."""
    if isinstance(answer, list):
        for each in answer:
            yield from _in_answer(each, area, members)
    if isinstance(answer, dict):
        code, value = str(answer.get("code", "")), answer.get("problem_pct")
        if value is not None and "area_code" not in answer and code:
            yield Told(area, members.get(code, (code,)), float(value))
        for each in answer.values():
            yield from _in_answer(each, area, members)


def told_by_comparison(
    warehouse: Warehouse, catalogue: Catalogue, question: Question, level: str, gates: GateOfYear | None
) -> Iterator[Told]:
    """Stage 4: the sheets of the workbook, which hold what pictures and slides show."""
    asked = asked_of(warehouse, catalogue, question, None, level)
    looks = Looks(before=question.year_be - 1, most=None)
    paper = comparison_paper(warehouse, catalogue, asked, VIEWS, looks, gates).content
    sheets = {each.name.split(" ")[0]: each.table for each in sheets_of(paper)}
    own_set = asked.scope.indicator_set
    names = {f"{each.problem_name} (%)": (each.code,) for each in own_set.indicators}
    axes = {f"{name} (%)": tuple(codes) for _, name, _, codes in axes_of(own_set)}
    every = {MEAN: tuple(each.code for each in own_set.indicators)}
    yield from _in_columns(sheets["รายตัวชี้วัด"], names)
    yield from _in_columns(sheets["รายด้าน"], axes)
    yield from _in_columns(sheets["ลำดับ"], every)
    problems = {each.problem_name: each.code for each in own_set.indicators}
    for name, column in (("เปลี่ยนแปลง", f"ปี {question.year_be} (%)"), ("ควรตรวจสอบ", "ที่พบ (%)")):
        for row in sheets.get(name, pd.DataFrame()).to_dict("records"):
            if row["ปัญหา"] in problems:
                yield Told(str(row[CODE]), (problems[str(row["ปัญหา"])],), float(row[column]))
    for row in sheets["พื้นที่เดียว"].to_dict("records"):
        if paper.spine is not None and row["พื้นที่นี้ (%)"] == row["พื้นที่นี้ (%)"]:
            yield Told(paper.spine.area_code, (problems[str(row["ปัญหา"])],), float(row["พื้นที่นี้ (%)"]))


def _in_columns(table: pd.DataFrame, members: dict[str, tuple[str, ...]]) -> Iterator[Told]:
    for column, codes in members.items():
        for area, value in zip(table[CODE], table[column], strict=True):
            if value == value:
                yield Told(str(area), codes, float(value))


def every_figure(
    warehouse: Warehouse, catalogue: Catalogue, indicator_set: IndicatorSet, year_be: int, gates: GateOfYear | None
) -> list[Told]:
    """All that a province, a district, a tambon and a village print, and the comparisons of every level."""
    told: list[Told] = []
    for area in ("83", "8301", "830103", "83010301"):
        question = Question(area, year_be, indicator_set.survey, indicator_set.id)
        told += told_by_radars(warehouse, catalogue, question, gates)
    for level in ("amphoe", "tambon", "village"):
        question = Question("83", year_be, indicator_set.survey, indicator_set.id)
        told += told_by_comparison(warehouse, catalogue, question, level, gates)
    return told
