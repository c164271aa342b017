"""What a province is told about one file of an office: whose it is, what it holds, every problem."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from loaders.checks.problems import ERROR, INFO, WARNING, Problem
from loaders.outcome.report import CHECKED, HEADINGS, LOADED, REFUSED, UNCHANGED, problem_lines
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
