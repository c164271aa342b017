"""A FileReport as Thai text: what happened first, then what to do; long lists are cut at ten."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from catalogue.areas import LEVELS
from catalogue.model import SURVEYS
from loaders.checks.problems import ERROR, INFO, WARNING, Problem, without_command_words
from loaders.outcome.report import CHECKED, LOADED, REFUSED, UNCHANGED, FileReport

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

    Only `for_command_line` keeps the hints about its words (--year …).
    """
    lines = [f"{report.file}: {OUTCOMES[report.outcome]}", *_facts(report)]
    for severity, title in HEADINGS.items():
        found = [problem for problem in report.problems if problem.severity == severity]
        if found:
            lines.append(f"  {title} ({len(found):,} รายการ)")
            lines += [f"    • {line}" for line in problem_lines(found)]
    return "\n".join(lines if for_command_line else map(without_command_words, lines))


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


def problem_lines(problems: Sequence[Problem]) -> Iterator[str]:
    """Ten lines of each kind (same words), then how many more there are."""
    in_order = sorted(range(len(problems)), key=lambda index: (_first_of_kind(problems, index), index))
    for _, group in groupby((problems[index] for index in in_order), key=lambda problem: problem.what):
        alike = list(group)
        yield from (problem.text() for problem in alike[:SHOWN])
        if len(alike) > SHOWN:
            yield f"และอีก {len(alike) - SHOWN:,}"


def _first_of_kind(problems: Sequence[Problem], index: int) -> int:
    return next(first for first, problem in enumerate(problems) if problem.what == problems[index].what)


def _list(names: Sequence[str]) -> str:
    shown = ", ".join(names[:SHOWN])
    return f"{shown} และอีก {len(names) - SHOWN:,}" if len(names) > SHOWN else shown
