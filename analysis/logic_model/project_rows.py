"""Projects and their money as the rows of two tables, as people type or paste them, and back.

A cell that cannot be read is a `CellFault`; the project keeps what stood there before. Days are typed as day/month/year
(พ.ศ.), lists with commas, sums in baht.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from analysis.logic_model.plan import KIND_NAMES, Activity, Budget, Part, Project
from catalogue import CatalogueError
from catalogue.activities import NETWORKS
from catalogue.areas import level_of
from words.dates import day_of, day_typed
from words.numbers import is_missing

Row = Mapping[str, Any]
PROJECT_HEADS: Final[Mapping[str, str]] = {
    "name": "โครงการ",
    "owner": "ผู้รับผิดชอบ (หน่วยงานหรือตำแหน่ง)",
    "agencies": "หน่วยงานร่วม",
    "networks": "ภาคีเครือข่าย",
    "people": "เข้าถึง",
    "unit": "หน่วย",
    "start": "เริ่ม",
    "end": "สิ้นสุด",
    "no_budget": "ไม่ใช้งบประมาณ",
    "strategies": "ยุทธศาสตร์",
    "sdgs": "เป้าหมายการพัฒนาที่ยั่งยืน",
    "pace": "ลักษณะ",
    "rationale": "หลักการและเหตุผล",
    "objective": "วัตถุประสงค์",
    "target_group": "กลุ่มเป้าหมาย",
    "method": "วิธีดำเนินการ",
    "evaluation": "การประเมินผล",
    "expected": "ผลที่คาดว่าจะได้รับ",
    "areas": "พื้นที่ดำเนินการ",
    "same_people": "คนกลุ่มเดียวกับโครงการ",
}
TEXTS: Final = ("rationale", "objective", "target_group", "method", "evaluation", "expected")
BUDGET_HEADS: Final[Mapping[str, str]] = {
    "project": "โครงการ",
    "source": "แหล่งงบประมาณ",
    "year_be": "ปีงบประมาณ",
    "baht": "บาท",
}
MOST_NUMBER: Final = 1e12
LISTED: Final = re.compile(r"[,;\n]")
SDGS: Final = range(1, 18)
YEARS: Final = range(2500, 2700)  # พ.ศ.


@dataclass(frozen=True, slots=True)
class CellFault:
    """A cell that cannot be read: its row (from 1) and column, what stands there, and what it should be."""

    row: int
    head: str
    typed: str
    fix: str


class _UnreadableError(ValueError):
    """A cell that says nothing; the argument is what it should be."""


def project_row(project: Project) -> dict[str, Any]:
    """The cells of a project, by the keys of PROJECT_HEADS."""
    return {
        "name": project.name,
        "owner": project.owner,
        "agencies": ", ".join(project.agencies),
        "networks": list(project.networks),
        "areas": list(project.areas),
        "people": project.people,
        "unit": project.unit,
        "same_people": list(project.same_people_as),
        "start": day_typed(project.start) if project.start else "",
        "end": day_typed(project.end) if project.end else "",
        "no_budget": not project.needs_budget,
        "strategies": list(project.strategy_ids),
        "sdgs": ", ".join(map(str, project.sdgs)),
        "pace": project.pace or None,
    } | {name: getattr(project, name) for name in TEXTS}


def budget_rows(projects: Sequence[Project]) -> list[dict[str, Any]]:
    """One row a sum of money, by the keys of BUDGET_HEADS; its project by name."""
    return [
        {"project": project.name, "source": each.source, "year_be": each.year_be, "baht": each.baht}
        for project in projects
        for each in project.budgets
    ]


def projects_of(
    rows: Sequence[tuple[str, Row]], standing: Mapping[str, Project]
) -> tuple[tuple[Project, ...], tuple[CellFault, ...]]:
    """The projects of the rows (each with its id) and the cells that cannot be read.

    `standing`: id → the project before, for what no cell holds; a new row without a name is none yet."""
    projects: list[Project] = []
    faults: list[CellFault] = []
    for number, (project_id, row) in enumerate(rows, 1):
        before = standing.get(project_id)
        name = _words(row.get("name"))
        if not name and before is None:
            continue
        project = before or Project(id=project_id, name=name)
        for key, read in PROJECT_READERS.items():
            try:
                project = replace(project, **read(row.get(key)))
            except _UnreadableError as wrong:
                faults.append(CellFault(number, PROJECT_HEADS[key], _words(row.get(key)), str(wrong)))
        projects.append(project)
    ids = {each.id for each in projects}
    kept = (replace(each, same_people_as=tuple(_others(each, ids))) for each in projects)
    return tuple(kept), tuple(faults)


def _others(project: Project, ids: Collection[str]) -> Iterator[str]:
    """The other projects that are there still and that it names as meant for the same people."""
    yield from (each for each in project.same_people_as if each in ids and each != project.id)


def with_budgets(projects: Sequence[Project], rows: Sequence[Row]) -> tuple[tuple[Project, ...], tuple[CellFault, ...]]:
    """The projects with the money of the rows alone, and the cells that cannot be read; a row with such a cell counts
    for nothing."""
    ids = {each.name: each.id for each in reversed(projects)}
    found: dict[str, list[Budget]] = {each.id: [] for each in projects}
    faults: list[CellFault] = []
    for number, row in enumerate(rows, 1):
        if all(is_missing(each) or each == "" for each in row.values()):
            continue
        fields: dict[str, Any] = {}
        for key, read in BUDGET_READERS.items():
            try:
                fields[key] = read(row.get(key))
            except _UnreadableError as wrong:
                faults.append(CellFault(number, BUDGET_HEADS[key], _words(row.get(key)), str(wrong)))
        name = _words(row.get("project"))
        if name not in ids:
            faults.append(CellFault(number, BUDGET_HEADS["project"], name, "เลือกชื่อโครงการจากตารางบน"))
        elif len(fields) == len(BUDGET_READERS):
            found[ids[name]].append(Budget(**fields))
    return tuple(replace(each, budgets=tuple(found[each.id])) for each in projects), tuple(faults)


def only_projects(parts: Sequence[Part]) -> tuple[Part, ...]:
    """The projects among a plan's parts."""
    return tuple(each for each in parts if isinstance(each, Project))


def with_projects(parts: Sequence[Part], projects: Sequence[Project]) -> tuple[Part, ...]:
    """The plan's parts with these projects in the place of its own; activities of one that is gone have none."""
    ids = {each.id for each in projects}
    others = [each for each in parts if not isinstance(each, Project)]
    freed = [
        replace(each, project_id="") if isinstance(each, Activity) and each.project_id not in ids else each
        for each in others
    ]
    return (*freed, *projects)


def _words(value: object) -> str:
    return "" if is_missing(value) else str(value).strip()


def _name(value: object) -> dict[str, Any]:
    name = _words(value)
    if not name:
        raise _UnreadableError("ใส่ชื่อโครงการ หรือลบทั้งแถว")
    return {"name": name}


def _listed(value: object) -> list[str]:
    """The entries of a list of choices or of a text with commas."""
    given: Sequence[object] = value if isinstance(value, list | tuple) else LISTED.split(_words(value))
    return list(dict.fromkeys(filter(None, map(_words, given))))


def _networks(value: object) -> dict[str, Any]:
    found = _listed(value)
    if set(found) - set(NETWORKS):
        raise _UnreadableError(f"เลือกจาก {' '.join(NETWORKS)}")
    return {"networks": tuple(found)}


def _areas(value: object) -> dict[str, Any]:
    found = _listed(value)
    try:
        for each in found:
            level_of(each)
    except CatalogueError:
        raise _UnreadableError("เลือกจากรายการ หรือใส่รหัสพื้นที่ คั่นด้วยจุลภาค เช่น 83010103") from None
    return {"areas": tuple(found)}


def _sdgs(value: object) -> dict[str, Any]:
    found = [each for part in _listed(value) for each in part.split()]
    if not all(each.isdecimal() and int(each) in SDGS for each in found):
        raise _UnreadableError("ใส่เลข 1–17 คั่นด้วยจุลภาค เช่น 1, 3")
    return {"sdgs": tuple(dict.fromkeys(map(int, found)))}


def _number(value: object) -> float | None:
    if is_missing(value) or value == "":
        return None
    try:
        number = float(str(value).replace(",", ""))
    except ValueError:
        number = -1.0
    if not 0 <= number <= MOST_NUMBER:
        raise _UnreadableError("ใส่ตัวเลขตั้งแต่ 0 ขึ้นไป")
    return number


def _day(value: object) -> date | None:
    typed = _words(value)
    try:
        return day_of(typed) if typed else None
    except ValueError:
        raise _UnreadableError("ใส่เป็น วัน/เดือน/ปี พ.ศ. เช่น 1/10/2570") from None


def _pace(value: object) -> dict[str, Any]:
    codes = {name: code for code, name in KIND_NAMES.items()} | {code: code for code in KIND_NAMES} | {"": ""}
    if _words(value) not in codes:
        raise _UnreadableError(f"เลือกจาก {' หรือ '.join(KIND_NAMES.values())}")
    return {"pace": codes[_words(value)]}


def _source(value: object) -> str:
    if not _words(value):
        raise _UnreadableError("ใส่แหล่งงบประมาณ เช่น อบต. กรมการพัฒนาชุมชน เงินของกลุ่ม")
    return _words(value)


def _fiscal_year(value: object) -> int:
    number = _number(value)
    if number is None or int(number) != number or int(number) not in YEARS:
        raise _UnreadableError("ใส่ปีงบประมาณเป็น พ.ศ. สี่หลัก เช่น 2571")
    return int(number)


def _baht(value: object) -> float:
    number = _number(value)
    if number is None:
        raise _UnreadableError("ใส่จำนวนเงินเป็นบาท")
    return number


def _text_reader(name: str) -> Callable[[object], dict[str, Any]]:
    return lambda value: {name: _words(value)}


PROJECT_READERS: Final[Mapping[str, Callable[[object], dict[str, Any]]]] = {
    "name": _name,
    "owner": lambda value: {"owner": _words(value)},
    "agencies": lambda value: {"agencies": tuple(_listed(value))},
    "networks": _networks,
    "areas": _areas,
    "same_people": lambda value: {"same_people_as": tuple(_listed(value))},
    "people": lambda value: {"people": _number(value)},
    "unit": lambda value: {"unit": _words(value)},
    "start": lambda value: {"start": _day(value)},
    "end": lambda value: {"end": _day(value)},
    "no_budget": lambda value: {"needs_budget": value is not True},
    "strategies": lambda value: {"strategy_ids": tuple(_listed(value))},
    "sdgs": _sdgs,
    "pace": _pace,
    **{name: _text_reader(name) for name in TEXTS},
}
BUDGET_READERS: Final[Mapping[str, Callable[[object], Any]]] = {
    "source": _source,
    "year_be": _fiscal_year,
    "baht": _baht,
}
