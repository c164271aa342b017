"""Files of offices taken in by their province: read in the child, held against what stands, stored whole, reported.

The report says whose a file is, what it holds, and every problem.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import pandas as pd

from catalogue import Catalogue, CatalogueError, IndicatorSet, load_catalogue, parse_set, set_to_dict
from loaders.checks.against_warehouse import check_against_warehouse
from loaders.checks.problems import ERROR, INFO, WARNING, Problem, problem_of_refusal
from loaders.mapping.areas import known_area_names
from loaders.office_files.reading import OfficeReading, read_office_file
from loaders.outcome.report import CHECKED, HEADINGS, LOADED, REFUSED, UNCHANGED, problem_lines
from loaders.reading import ReadLimits, ReadRefusal, run_in_child
from loaders.reading.child import Cancelled, OnWaiting, Progress
from warehouse import Warehouse, WarehouseError, read_sets
from warehouse.office_files.arrivals import list_office_files
from warehouse.office_files.model import INTERNAL, PUBLIC, SHOWN, OfficeFile
from warehouse.office_files.storing import find_conflicts, prepared_office, preview_office, store_office
from words.dates import moment_words

ASKS: Final = "asks"  # read and checked; a person has to say whether it is taken in all the same
OFFICE_OUTCOMES: Final = {
    LOADED: "รับแล้ว",
    UNCHANGED: "รับไว้แล้ว เหมือนเดิมทุกอย่าง ไม่มีอะไรเปลี่ยน",
    CHECKED: "ตรวจแล้ว พร้อมรับ (ยังไม่ได้บันทึก)",
    ASKS: "ยังไม่รับ ต้องเลือกก่อน",
    REFUSED: "รับไม่ได้ ไม่มีข้อมูลใดถูกบันทึก",
}
ASKING: Final = frozenset({"O08", "O09", "O10"})  # rules whose doubts a person has to settle
EXAMPLES: Final = 3
MEANING: Final = ("name", "unit", "direction", "rollup")  # what makes two indicators of one code the same


@dataclass(frozen=True)
class OfficeReport:
    """The answer for one file. `outcome`: loaded, unchanged, checked (nothing written yet), asks (a person has to say
    whether it is taken in) or refused. `former`: the file whose place it takes, None for the first of its sender.
    `conflicts`: how many figures differ from others that stand. Counts are of what is in the file."""

    file: str
    outcome: str
    office_code: str = ""
    office_name: str = ""
    made_at: datetime | None = None
    made_by: str = ""
    audience: str = ""
    years: tuple[int, ...] = ()
    areas: int = 0
    facts: int = 0
    plans: int = 0
    conflicts: int = 0
    is_synthetic: bool = False
    office_file_id: int | None = None
    former: int | None = None
    problems: tuple[Problem, ...] = field(default=())

    @property
    def refused(self) -> bool:
        """True when nothing of it can be taken in."""
        return self.outcome == REFUSED

    @property
    def loaded(self) -> bool:
        """True when its content stands: just taken in, or there already."""
        return self.outcome in (LOADED, UNCHANGED)

    @property
    def asks(self) -> tuple[Problem, ...]:
        """The doubts that a person has to settle before it is taken in."""
        return tuple(each for each in self.problems if each.rule in ASKING)

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems for which it is refused."""
        return tuple(each for each in self.problems if each.severity == ERROR)

    def to_dict(self) -> dict[str, Any]:
        """The report as JSON-able values."""
        return {
            "file": self.file, "outcome": self.outcome, "office_code": self.office_code,
            "office_name": self.office_name, "made_at": self.made_at.isoformat() if self.made_at else None,
            "made_by": self.made_by, "audience": self.audience, "years": list(self.years), "areas": self.areas,
            "facts": self.facts, "plans": self.plans, "conflicts": self.conflicts, "is_synthetic": self.is_synthetic,
            "office_file_id": self.office_file_id, "former": self.former,
            "problems": [{**each.to_dict(), "file": self.file} for each in self.problems],
        }  # fmt: skip


def office_report_text(report: OfficeReport) -> str:
    """The whole report for the command line; of each kind of problem ten are listed and the rest counted."""
    lines = [f"{report.file}: {OFFICE_OUTCOMES[report.outcome]}"]
    if report.office_code:
        made = f"ทำเมื่อ {moment_words(report.made_at)}" if report.made_at else ""
        lines.append("  " + " · ".join(part for part in (f"อำเภอ{report.office_name}", made, report.made_by) if part))
        lines.append(f"  {counts_words(report)}")
    if report.former:
        lines.append(f"  แทนที่ไฟล์ที่ {report.former} ของเครื่องเดียวกัน")
    for severity, title in HEADINGS.items():
        found = [problem for problem in report.problems if problem.severity == severity]
        if found:
            lines.append(f"  {title} ({len(found):,} รายการ)")
            lines += [f"    • {line}" for line in problem_lines(found, for_command_line=True)]
    return "\n".join(lines)


def counts_words(report: OfficeReport) -> str:
    """What the file holds, in words."""
    years = f"ปี {', '.join(map(str, report.years))} · " if report.years else ""
    made_up = " · ข้อมูลสังเคราะห์" if report.is_synthetic else ""
    return f"{years}{report.areas:,} พื้นที่ · {report.facts:,} ตัวเลข · แผน {report.plans:,} ฉบับ{made_up}"


SEVERITIES: Final[Mapping[str, int]] = {ERROR: 0, WARNING: 1, INFO: 2}


@dataclass(frozen=True)
class OfficeInspection:
    """A file that was read and checked, with nothing written. `office`: None when it is refused; `new_sets`: those of
    its sets that are not known here; `conflicts`: see warehouse.office_files.storing.find_conflicts."""

    report: OfficeReport
    office: OfficeFile | None = None
    file_sha256: str = ""
    new_sets: Mapping[str, Mapping[str, Any]] = field(default_factory=dict[str, Mapping[str, Any]])
    conflicts: pd.DataFrame = field(default_factory=pd.DataFrame)

    @property
    def is_ready(self) -> bool:
        """True when it can be taken in without a question."""
        return self.report.outcome == CHECKED


def inspect_office_file(
    content: bytes, file_name: str, warehouse: Warehouse, catalogue: Catalogue, *, in_child: bool = True,
    on_progress: Progress | None = None, cancelled: Cancelled | None = None, on_waiting: OnWaiting | None = None,
) -> OfficeInspection:  # fmt: skip
    """Read and check one file of an office; nothing is written and nothing raised for any content.

    `in_child=False` reads in this process (trusted files only); the other words are those of `inspect_file`."""
    ways: dict[str, Any] = {"on_progress": on_progress, "cancelled": cancelled, "on_waiting": on_waiting}
    reading = _read(content, catalogue, in_child, ways)
    if reading.office is None:
        return OfficeInspection(OfficeReport(file_name, REFUSED, problems=reading.problems))
    sha256 = hashlib.sha256(content).hexdigest()
    return _checked(reading.office, file_name, sha256, warehouse, catalogue, reading.problems)


def _read(content: bytes, catalogue: Catalogue, in_child: bool, ways: Mapping[str, Any]) -> OfficeReading:
    limits = ReadLimits.from_environment()
    if not in_child:
        return read_office_file(content, limits, catalogue)
    if len(content) > limits.max_bytes:
        return OfficeReading(None, (Problem("F14"),))
    try:
        return run_in_child(read_office_file, content, limits, catalogue, limits=limits, **ways)
    except ReadRefusal as refusal:
        return OfficeReading(None, (problem_of_refusal(refusal),))


def _checked(
    office: OfficeFile, file_name: str, sha256: str, warehouse: Warehouse, catalogue: Catalogue,
    problems: tuple[Problem, ...],
) -> OfficeInspection:  # fmt: skip
    """The file held against what stands here."""
    report = OfficeReport(
        file_name, CHECKED, office.office_code, known_area_names(warehouse).get(office.office_code, office.office_code),
        office.made_at, office.made_by, office.audience, office.years, office.areas, office.facts, len(office.plans),
        is_synthetic=any(part.is_synthetic for part in office.parts), problems=problems,
    )  # fmt: skip
    new_sets, faults = _sets_beside(office, warehouse, catalogue)
    if faults:
        return OfficeInspection(replace(report, outcome=REFUSED, problems=(*faults, *problems)))
    try:
        office = prepared_office(office, file_name, sha256)
        preview = preview_office(warehouse, office)
    except WarehouseError as error:
        impossible = Problem("O05", {"what": error.what})
        return OfficeInspection(replace(report, outcome=REFUSED, problems=(impossible, *problems)))
    if preview.is_unchanged:
        same = replace(report, outcome=UNCHANGED, office_file_id=preview.office_file_id)
        return OfficeInspection(same, office, sha256)
    doubts, conflicts = _doubts(warehouse, office, catalogue)
    known = load_catalogue([*read_sets(warehouse), *new_sets.values()]) if new_sets else catalogue
    whole = [part for part in office.parts if not part.counting.endswith(SHOWN)]  # what has gaps is odd everywhere
    odd = [problem for part in whole for problem in check_against_warehouse(warehouse, part, known)]
    found = sorted([*doubts, *odd, *problems], key=lambda each: SEVERITIES[each.severity])
    outcome = ASKS if any(each.rule in ASKING for each in doubts) else CHECKED
    report = replace(report, outcome=outcome, former=preview.former, conflicts=len(conflicts), problems=tuple(found))
    return OfficeInspection(report, office, sha256, new_sets, conflicts)


def _doubts(warehouse: Warehouse, office: OfficeFile, catalogue: Catalogue) -> tuple[tuple[Problem, ...], pd.DataFrame]:
    """What a person may have to settle before the file is taken in, and its figures that differ from others."""
    conflicts = find_conflicts(warehouse, office)
    return (*_former_doubts(warehouse, office), *_conflict_problems(conflicts, warehouse, catalogue)), conflicts


def _sets_beside(
    office: OfficeFile, warehouse: Warehouse, catalogue: Catalogue
) -> tuple[dict[str, Mapping[str, Any]], tuple[Problem, ...]]:
    """The file's sets that are not known here, and what stands in their way. A set that is known and means the same
    stays as it is here."""
    new: dict[str, Mapping[str, Any]] = {}
    for definition in office.sets:
        given = parse_set(definition)
        present = next((each for each in catalogue.sets if each.id == given.id), None)
        if present is None or not present.is_complete:
            new[given.id] = set_to_dict(given)
            continue
        differing = differing_indicators(given, present)
        if differing:
            return {}, (Problem("O07", {"set": given.id, "indicators": differing}),)
    try:
        load_catalogue([*read_sets(warehouse), *new.values()])
    except CatalogueError as error:
        first = error.faults[0]
        return {}, (Problem("O07-catalogue", {"place": first.place, "problem": first.problem}),)
    return new, ()


def differing_indicators(one: IndicatorSet, other: IndicatorSet) -> tuple[str, ...]:
    """The codes of the indicators that two sets of one id do not have alike."""
    first, second = (
        {each.code: [getattr(each, name) for name in MEANING] for each in of.indicators} for of in (one, other)
    )
    return tuple(sorted(code for code in {*first, *second} if first.get(code) != second.get(code)))


def _former_doubts(warehouse: Warehouse, office: OfficeFile) -> list[Problem]:
    """What is odd beside the standing file of the same sender."""
    files = list_office_files(warehouse, office.office_code)
    rows = files[files["is_standing"] & (files["sender"] == office.sender)]
    if rows.empty:
        return []
    standing = rows.iloc[0]
    found: list[Problem] = []
    before = standing["made_at"].to_pydatetime()
    if office.made_at < before:
        found.append(Problem("O09", {"made": moment_words(office.made_at), "standing": moment_words(before)}))
    if office.audience == PUBLIC and standing["audience"] == INTERNAL:
        found.append(Problem("O10", {"now": office.facts, "before": int(standing["facts"])}))
    return found


def _conflict_problems(conflicts: pd.DataFrame, warehouse: Warehouse, catalogue: Catalogue) -> list[Problem]:
    """One doubt for each source and year whose figures the file would overlay with others."""
    if conflicts.empty:
        return []
    names = known_area_names(warehouse)
    numbers = {each.code: each.number for own in catalogue.sets for each in own.indicators}
    found: list[Problem] = []
    sources = conflicts.assign(standing_office=conflicts["standing_office"].fillna(""))
    for (office, file_name, year), rows in sources.groupby(["standing_office", "file_name", "year_be"], sort=True):
        whose = f"ไฟล์ {file_name} ของอำเภอ{names.get(str(office), office)}" if office else f"ไฟล์ {file_name} ที่นำเข้าไว้"
        examples = tuple(_example(row, names, numbers) for row in rows.head(EXAMPLES).to_dict("records"))
        words = {"source": whose, "count": len(rows), "year": int(str(year)), "examples": examples}
        found.append(Problem("O08", words))
    return found


def _example(row: Mapping[Any, Any], names: Mapping[str, str], numbers: Mapping[str, int]) -> str:
    """Both figures of an area and indicator in words."""
    area = names.get(str(row["area_code"]), "")
    given, standing = figure_words(row), figure_words(row, "standing_")
    which = f"ตัวชี้วัดที่ {numbers.get(str(row['indicator_code']), '')}"
    return f"{row['area_code']} {area} {which} ในไฟล์ {given} ใช้อยู่ {standing}".replace("  ", " ")


def figure_words(row: Mapping[Any, Any], prefix: str = "") -> str:
    """A figure in words: “3 จาก 120” of counts, else the score or the value."""
    assessed, failed, score, value = (row[f"{prefix}{name}"] for name in ("assessed", "failed", "score", "value"))
    if not pd.isna(assessed):
        return f"{int(failed):,} จาก {int(assessed):,}"
    return f"ระดับ {int(score)}" if not pd.isna(score) else f"{value:,g}"


def store_office_inspection(
    warehouse: Warehouse, inspection: OfficeInspection, *, accept: bool = False,
    on_progress: Callable[[float], object] | None = None, on_waiting: OnWaiting | None = None,
) -> OfficeReport:  # fmt: skip
    """Take in what was inspected, all of it in one transaction, and report it. `accept`: also where a person had to say
    so first. Held against what stands now: a file that came in since may contradict it. `on_progress`
    and `on_waiting` as of store_batch: what they raise leaves nothing stored."""
    report, office = inspection.report, inspection.office
    if office is None or report.outcome == UNCHANGED:
        return report
    doubts, conflicts = _doubts(warehouse, office, load_catalogue(read_sets(warehouse)))
    if doubts and not accept and not preview_office(warehouse, office).is_unchanged:
        others = tuple(each for each in report.problems if each.rule not in ASKING)
        return replace(report, outcome=ASKS, conflicts=len(conflicts), problems=(*doubts, *others))
    try:
        stored = store_office(
            warehouse,
            office,
            report.file,
            inspection.file_sha256,
            new_sets=inspection.new_sets,
            on_progress=on_progress,
            on_waiting=on_waiting,
        )
    except WarehouseError as error:
        return replace(report, outcome=REFUSED, problems=(Problem("S02", {"what": error.what, "fix": error.fix}),))
    kept = (Problem("O12", {"count": len(stored.kept_plans)}),) if stored.kept_plans else ()
    return replace(
        report, outcome=UNCHANGED if stored.is_unchanged else LOADED, office_file_id=stored.office_file_id,
        former=stored.former, problems=(*report.problems, *kept),
    )  # fmt: skip


def load_office_file(
    source: Path, warehouse: Warehouse, *, accept: bool = False, dry_run: bool = False, in_child: bool = True
) -> OfficeReport:
    """Inspect one file of an office and take it in; `dry_run` writes nothing."""
    try:
        content = source.read_bytes()
    except OSError as error:
        problem = Problem("S01-folder" if isinstance(error, IsADirectoryError) else "S01")
        return OfficeReport(source.name, REFUSED, problems=(problem,))
    catalogue = load_catalogue(read_sets(warehouse))
    inspection = inspect_office_file(content, source.name, warehouse, catalogue, in_child=in_child)
    return inspection.report if dry_run else store_office_inspection(warehouse, inspection, accept=accept)
