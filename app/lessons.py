"""The ready lessons: what each asks, and whether an answer is right, by the program's own figures and checks.

They work on made-up data in a database of their own, in memory, which is gone when it is made anew: the office's
database is neither read nor written here.
"""

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import pandas as pd
from openpyxl import load_workbook

from analysis.core.scope import Question
from analysis.logic_model.checks import Finding, check_plan
from analysis.logic_model.data import draft_plan, logic_model_data
from analysis.logic_model.plan import Budget, Outcome, Part, Plan, Problem, Project
from analysis.radar_diagram.data import RadarDiagram, radar_diagram_data
from catalogue import Catalogue, load_catalogue
from loaders import FileReport, Inspection, inspect_file, store_inspection
from loaders.sample import lesson_file, load_lesson_data
from warehouse import Warehouse, open_warehouse

ASKED: Final = Question("830304", 2564, "jpt", "jpt-2560")
READ_WITHIN: Final = 2.0  # percentage points: how exactly a figure can be read off the rings
MUST: Final = "must"
SAID_TWICE: Final = "participants_above_failing"  # of the number that `people_above_failing` looks at: one field here
CHECKED_COLUMNS: Final = ["area_code", "indicator_code", "assessed", "failed"]


@dataclass(frozen=True)
class LessonRoom:
    """A database in memory with made-up data, of one person's lessons alone."""

    warehouse: Warehouse
    catalogue: Catalogue

    @cached_property
    def radar(self) -> "RadarExercise":
        """What the lesson of the radar looks at."""
        return RadarExercise(radar_diagram_data(self.warehouse, self.catalogue, ASKED, companions=("parent",)))

    @cached_property
    def file(self) -> "FileExercise":
        """What the lesson of the wrong cell looks for."""
        return FileExercise(self._inspected(is_right=False), self._inspected(is_right=True))

    @cached_property
    def problems(self) -> pd.DataFrame:
        """The first problems of the area, as `logic_model_data` ranks them, most urgent first."""
        return logic_model_data(self.warehouse, self.catalogue, ASKED).chains

    @cached_property
    def draft(self) -> Plan:
        """The plan of the first problem, as the program drafts it."""
        return draft_plan(self.warehouse, self.catalogue, ASKED, top=1)

    def _inspected(self, *, is_right: bool) -> Inspection:
        name, content = lesson_file(is_right=is_right)
        return inspect_file(content, name, self.warehouse, self.catalogue, is_synthetic=True, in_child=False)

    def take_file(self, name: str, content: bytes) -> tuple[FileReport, bool]:
        """What the program says of a file that was brought back, and whether it is the corrected one: nothing to mend
        in it, and every figure as on the paper. It is then stored in this database, and in no other."""
        found = inspect_file(content, name, self.warehouse, self.catalogue)
        is_solved = not found.report.refused and self.file.is_as_on_paper(found)
        return (store_inspection(self.warehouse, found) if is_solved else found.report), is_solved


def open_lesson_room() -> LessonRoom:
    """A new database in memory with the data of the lessons. Raises WarehouseError."""
    warehouse = open_warehouse(":memory:")
    load_lesson_data(warehouse)
    return LessonRoom(warehouse, load_catalogue())


@dataclass(frozen=True)
class RadarExercise:
    """A radar to read, and the right answers."""

    radar: RadarDiagram

    @property
    def axis_names(self) -> Mapping[str, str]:
        """Code of an axis → its name as it is drawn, in the order drawn."""
        axes = self.radar.drawn()
        return dict(zip(axes["axis_code"].astype(str), axes["axis_name"].astype(str), strict=True))

    @property
    def furthest(self) -> str:
        """The axis with the largest problem."""
        return str(self.radar.axes.set_index("axis_code")["problem_pct"].idxmax())

    @property
    def most_beyond(self) -> str:
        """The axis furthest outside the dashed line."""
        axes = self.radar.axes.set_index("axis_code")
        return str((axes["problem_pct"] - axes["reference_pct"]).idxmax())

    @property
    def outside(self) -> int:
        """How many axes lie outside the dashed line."""
        axes = self.radar.axes
        return int((axes["problem_pct"] > axes["reference_pct"]).sum())

    def is_read(self, percent: float | None) -> bool:
        """Whether a percentage is that of the dashed line on the furthest axis, as exactly as it can be read: its own
        figures stand beside the axes, those of the dashed line are read off the rings."""
        axes = self.radar.axes.set_index("axis_code")
        return percent is not None and abs(percent - float(axes["reference_pct"][self.furthest])) <= READ_WITHIN


@dataclass(frozen=True)
class FileExercise:
    """A file with one wrong cell, as the program finds it, and the same file as it should be."""

    wrong: Inspection
    right: Inspection

    @property
    def cells(self) -> frozenset[str]:
        """The addresses of the cells that have to be mended, as Excel calls them."""
        found = [each for each in self.wrong.report.errors if each.row is not None and each.column]
        return frozenset(f"{str(each.column).split()[0]}{each.row}" for each in found)

    @property
    def says(self) -> str:
        """What the program says of the cell."""
        return self.wrong.report.errors[0].sentence

    @property
    def on_paper(self) -> str:
        """What should stand in the wrong cell: what stands there in the right file."""
        sheet = load_workbook(io.BytesIO(lesson_file(is_right=True)[1])).worksheets[0]
        return ", ".join(str(sheet[address].value) for address in sorted(self.cells))

    def is_cell(self, address: str) -> bool:
        """Whether an address names the wrong cell: `k8`, `$K$8` and `K 8` are the same."""
        return re.sub(r"[\s$]", "", address).upper() in self.cells

    def is_as_on_paper(self, found: Inspection) -> bool:
        """Whether a file holds the figures of the right one, and no others."""
        if found.batch is None or self.right.batch is None or found.batch.year_be != self.right.batch.year_be:
            return False
        return _figures(found).equals(_figures(self.right))


def _figures(inspection: Inspection) -> pd.DataFrame:
    """The counts of a file, one row an area and indicator; none where nothing could be taken from it."""
    if inspection.batch is None:
        return pd.DataFrame(columns=CHECKED_COLUMNS)
    types = {"area_code": "str", "indicator_code": "str", "assessed": "float64", "failed": "float64"}
    facts = inspection.batch.facts[CHECKED_COLUMNS].astype(types)
    return facts.sort_values(["area_code", "indicator_code"]).reset_index(drop=True)


@dataclass(frozen=True)
class ProjectAnswer:
    """What is typed of the project. `target_pct`: percent that may still have the problem; `people`: how many are to
    be helped; `baht`: of `source`; `needs_budget`: False where it is said to need no money."""

    target_pct: float
    people: int
    owner: str
    baht: int
    source: str
    needs_budget: bool = True


def first_answer(draft: Plan) -> ProjectAnswer:
    """The project as the lesson gives it, to be mended: a target above where it stands, more to help than there are,
    nobody in charge, no money."""
    [problem] = draft.of(Problem)
    return ProjectAnswer(float(round(problem.baseline_pct or 0) + 5), int(problem.failed or 0) + 20, "", 0, "")


def faults_of(draft: Plan, answer: ProjectAnswer, fiscal_year_be: int | None = None) -> list[Finding]:
    """What the checks of a plan find in the draft with this answer: first what must be mended, then advice."""
    year = fiscal_year_be or draft.fiscal_year_be
    budgets = (Budget(source=answer.source.strip(), year_be=year, baht=float(answer.baht)),) if answer.baht else ()
    plan = replace(draft, parts=tuple(_answered(part, answer, budgets) for part in draft.parts))
    found = [each for each in check_plan(plan) if each.rule.id != SAID_TWICE]
    return sorted(found, key=lambda each: each.rule.level != MUST)


def _answered(part: Part, answer: ProjectAnswer, budgets: tuple[Budget, ...]) -> Part:
    match part:
        case Problem():
            return replace(part, target_pct=answer.target_pct, to_reach=float(answer.people))
        case Outcome() if part.indicator_code:
            return replace(part, target_pct=answer.target_pct)
        case Project():
            return replace(
                part,
                owner=answer.owner.strip(),
                people=float(answer.people),
                budgets=budgets,
                needs_budget=answer.needs_budget,
            )
        case _:
            return part
