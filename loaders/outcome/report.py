"""What the officer is told about one file: counts, what was dropped or replaced, every problem; as objects and text.

From what a layout made of the file come the rows that the warehouse takes, and the report of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from catalogue.areas import LEVELS
from catalogue.model import SURVEYS
from loaders.checks.problems import ERROR, INFO, WARNING, Problem
from loaders.checks.shares import ShareDoubt
from loaders.mapping import Inversion
from loaders.staging.staged_file import Staging
from loaders.staging.table_preview import ColumnMeaning
from warehouse import ReplacedBatch, StagedBatch, WarehouseError

LOADED, UNCHANGED, CHECKED, REFUSED = "loaded", "unchanged", "checked", "refused"


@dataclass(frozen=True)
class FileReport:
    """The answer for one file.

    `outcome`: loaded, unchanged (the same content stood there already), checked (nothing written yet: a dry run or an
    inspection without errors) or refused (nothing stored). Rows: `rows_read` = `rows_loaded` + `rows_refused` +
    `rows_recognised` (headings, totals, notes; blank rows are not counted). A refused file has loaded no row;
    `rows_faulty` says how many rows have a fault of their own. `areas` and `facts` count what is (or would be) stored.
    `asks_inverted`: codes of the indicators whose answers may stand the other way round, for the person to say.
    `columns`: what each column was (or would be) taken as, of a file that no layout knows.
    `repairs` counts what was put right while reading, by kind. `columns_dropped` are headings that were not kept.
    """

    file: str
    outcome: str
    layout: str | None = None
    survey: str | None = None
    catalogue: str | None = None
    year_be: int | None = None
    level: str | None = None
    areas: int = 0
    facts: int = 0
    rows_read: int = 0
    rows_loaded: int = 0
    rows_refused: int = 0
    rows_recognised: int = 0
    rows_faulty: int = 0
    columns_dropped: tuple[str, ...] = ()
    replaced: tuple[ReplacedBatch, ...] = ()
    problems: tuple[Problem, ...] = ()
    repairs: dict[str, int] = field(default_factory=dict[str, int])
    batch_id: int | None = None
    is_synthetic: bool = False
    dry_run: bool = False
    asks_inverted: tuple[str, ...] = ()
    columns: tuple[ColumnMeaning, ...] = ()

    @property
    def loaded(self) -> bool:
        """True when the file's figures stand in the warehouse: just stored, or there already."""
        return self.outcome in (LOADED, UNCHANGED)

    @property
    def refused(self) -> bool:
        """True when nothing was (or would be) stored because of errors."""
        return self.outcome == REFUSED

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that are errors."""
        return tuple(problem for problem in self.problems if problem.severity == ERROR)

    def to_dict(self) -> dict[str, Any]:
        """The report as JSON-able values."""
        return {
            "file": self.file,
            "outcome": self.outcome,
            "loaded": self.loaded,
            "unchanged": self.outcome == UNCHANGED,
            "dry_run": self.dry_run,
            "layout": self.layout,
            "survey": self.survey,
            "catalogue": self.catalogue,
            "year_be": self.year_be,
            "level": self.level,
            "areas": self.areas,
            "facts": self.facts,
            "rows_read": self.rows_read,
            "rows_loaded": self.rows_loaded,
            "rows_refused": self.rows_refused,
            "rows_recognised": self.rows_recognised,
            "rows_faulty": self.rows_faulty,
            "columns_dropped": list(self.columns_dropped),
            "replaced": [_replaced(each) for each in self.replaced],
            "problems": [{**problem.to_dict(), "file": self.file} for problem in self.problems],
            "repairs": dict(self.repairs),
            "batch_id": self.batch_id,
            "is_synthetic": self.is_synthetic,
            "asks_inverted": list(self.asks_inverted),
            "columns": [each.to_dict() for each in self.columns],
        }


def _replaced(batch: ReplacedBatch) -> dict[str, object]:
    return {
        "batch_id": batch.batch_id,
        "file": batch.file_name,
        "imported_at": batch.imported_at,
        "areas": batch.areas,
        "facts": batch.facts,
    }


SHOWN = 10
OUTCOMES = {
    LOADED: "นำเข้าแล้ว",
    UNCHANGED: "ข้อมูลเดียวกันนี้นำเข้าแล้ว ไม่มีอะไรเปลี่ยน",
    CHECKED: "ตรวจแล้ว พร้อมนำเข้า (ยังไม่ได้บันทึก)",
    REFUSED: "ไม่ได้นำเข้า ไม่มีข้อมูลใดถูกบันทึก",
}
HEADINGS = {ERROR: "ต้องแก้ไข", WARNING: "ควรตรวจสอบ", INFO: "เพื่อทราบ"}


def report_text(report: FileReport, *, for_command_line: bool = False) -> str:
    """The whole report; of each kind of problem ten are listed and the rest counted.

    Only `for_command_line` says what to do in its words (--year …), the ids of the rules, and the columns.
    """
    lines = [f"{report.file}: {OUTCOMES[report.outcome]}", *_facts(report)]
    lines += _columns(report) if for_command_line else []
    for severity, title in HEADINGS.items():
        found = [problem for problem in report.problems if problem.severity == severity]
        if found:
            lines.append(f"  {title} ({len(found):,} รายการ)")
            lines += [f"    • {line}" for line in problem_lines(found, for_command_line=for_command_line)]
    return "\n".join(lines)


def _facts(report: FileReport) -> Iterator[str]:
    if report.layout:
        source = " · ".join(
            part
            for part in (
                SURVEYS.get(report.survey or ""),
                f"ชุด {report.catalogue}" if report.catalogue else "",
                f"ปี {report.year_be}" if report.year_be else "",
                f"ระดับ{LEVELS[report.level]}" if report.level else "",
                "ข้อมูลสังเคราะห์" if report.is_synthetic else "",
            )
            if part
        )
        yield f"  รูปแบบ {report.layout} · {source}"
    if report.facts:
        yield f"  {report.areas:,} พื้นที่ · {report.facts:,} ข้อมูล"
    if report.rows_read:
        yield (
            f"  แถวที่อ่าน {report.rows_read:,} = นำเข้า {report.rows_loaded:,} + ไม่รับ {report.rows_refused:,}"
            f" + หัวตารางและหมายเหตุ {report.rows_recognised:,}"
        )
    if report.columns_dropped:
        yield f"  คอลัมน์ที่ไม่เก็บ: {_list(report.columns_dropped)}"
    for kind, count in report.repairs.items():
        yield f"  ปรับให้แล้ว {count:,} จุด: {kind}"
    for batch in report.replaced:
        yield (
            f"  แทนที่การนำเข้าครั้งที่ {batch.batch_id} ({batch.file_name}, {batch.imported_at})"
            f" {batch.areas:,} พื้นที่ {batch.facts:,} ข้อมูล"
        )


def _columns(report: FileReport) -> list[str]:
    """A table of the columns: letter, heading, meaning, why."""
    if not report.columns:
        return []
    rows = [f"    {each.letter:<3} | {each.heading or '-'} | {each.meaning} | {each.why}" for each in report.columns]
    return ["  คอลัมน์ | หัวคอลัมน์ | อ่านเป็น | เพราะ", *rows]


def problem_lines(problems: Sequence[Problem], *, for_command_line: bool = False) -> Iterator[str]:
    """Ten lines of each kind (same rule, variant and arguments), then how many more there are."""
    kinds: dict[tuple[object, ...], list[Problem]] = {}
    for problem in problems:
        kinds.setdefault((*problem.kind, problem.count_more), []).append(problem)
    for alike in kinds.values():
        yield from (problem.text(for_command_line=for_command_line) for problem in alike[:SHOWN])
        if len(alike) > SHOWN:
            yield f"และอีก {len(alike) - SHOWN:,}"


def _list(names: Sequence[str]) -> str:
    shown = ", ".join(names[:SHOWN])
    return f"{shown} และอีก {len(names) - SHOWN:,}" if len(names) > SHOWN else shown


def batch_of(file_name: str, staging: Staging) -> StagedBatch | None:
    """The good rows, ready to be stored; None when there are none or the whole file is refused."""
    facts = staging.facts
    if facts is None or facts.empty or not (staging.survey and staging.set_id and staging.year_be and staging.level):
        return None
    names = ("measures", "area_names", "places")
    frames = {name: frame for name in names if (frame := getattr(staging, name)) is not None}
    return StagedBatch(
        file_name=file_name,
        file_sha256=staging.file_sha256,
        layout=staging.layout or "",
        survey=staging.survey,
        set_id=staging.set_id,
        year_be=staging.year_be,
        level=staging.level,
        facts=facts,
        counting=staging.counting,
        is_synthetic=staging.is_synthetic,
        rows_read=staging.rows_read,
        rows_refused=staging.rows_faulty,
        **frames,
    )


def report_of(file_name: str, staging: Staging, batch: StagedBatch | None, skip_bad_rows: bool) -> FileReport:
    """The report before the warehouse was asked: refused, or checked with the counts of the good rows."""
    data_rows = staging.rows_read - staging.rows_recognised
    problems = staging.problems
    if batch is None and not any(problem.severity == ERROR for problem in problems):
        problems = (Problem("L44"), *problems)
    report = FileReport(
        file=file_name,
        outcome=REFUSED,
        layout=staging.layout,
        survey=staging.survey,
        catalogue=staging.set_id,
        year_be=staging.year_be,
        level=staging.level,
        rows_read=staging.rows_read,
        rows_refused=data_rows,
        rows_recognised=staging.rows_recognised,
        rows_faulty=staging.rows_faulty,
        columns_dropped=staging.columns_dropped,
        problems=problems,
        repairs=dict(staging.repairs),
        is_synthetic=staging.is_synthetic,
        asks_inverted=tuple(each.indicator_code for each in staging.inversion.indicators) if staging.inversion else (),
    )
    if batch is None or (staging.rows_faulty and not skip_bad_rows):
        return report
    return with_good_rows(report, batch)


def with_good_rows(report: FileReport, batch: StagedBatch) -> FileReport:
    """The report with the counts of what is (or would be) stored."""
    good = report.rows_read - report.rows_recognised - report.rows_faulty
    return replace(
        report,
        outcome=CHECKED,
        areas=int(batch.facts["area_code"].nunique()),
        facts=len(batch.facts),
        rows_loaded=good,
        rows_refused=report.rows_faulty,
    )


def refused_report(report: FileReport, error: WarehouseError) -> FileReport:
    """The report of a file that the warehouse would not take."""
    return _without_rows(report, Problem("S02", {"what": error.what, "fix": error.fix}))


def unanswered_report(report: FileReport, doubts: Sequence[ShareDoubt]) -> FileReport:
    """The report of a file whose percentages may be shares of one while nobody has said so: refused, naming them."""
    asked = {each.indicator_code: each.problem for each in doubts}
    return _without_rows(report, *asked.values())


def open_report(report: FileReport, problems: Sequence[Problem]) -> FileReport:
    """The report of a file that waits for what only a person can say: refused, naming what that is."""
    kept = tuple(each for each in report.problems if each.rule != "L37")  # that its columns are not said is said anew
    return _without_rows(replace(report, problems=kept), *problems)


def unturned_report(report: FileReport, inversion: Inversion) -> FileReport:
    """The report of a file whose answers may stand the other way round while nobody has said so: refused."""
    kept = tuple(each for each in report.problems if each.rule != "V44")
    asked = replace(inversion.problem, severity=ERROR)  # a doubt where a person can be asked; here nobody is there
    return _without_rows(replace(report, problems=kept), asked)


def _without_rows(report: FileReport, *problems: Problem) -> FileReport:
    return replace(
        report,
        outcome=REFUSED,
        areas=0,
        facts=0,
        rows_loaded=0,
        rows_refused=report.rows_read - report.rows_recognised,
        replaced=(),
        problems=(*problems, *report.problems),
    )
