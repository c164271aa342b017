"""One row of the Department's report: its indicator, its counts, and whether its own figures agree."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz

from catalogue import Indicator, IndicatorSet
from loaders.checks.problems import ERROR, WARNING, Problem, column_name
from loaders.checks.rules import rule_in
from loaders.known_tables.cells import ENTER_NUMBER, Reading
from loaders.layouts.declared import declared
from loaders.persons.personal_columns import shown_value
from loaders.reading import PROBLEMS, Cell, Sheet, clean_text, fold, parse_number

LAYOUT = declared("cdd_report")
LEFT_BLANK = "เว้นว่างไว้ ถ้าไม่มีให้ใส่ -"
SAME_NAME = 90  # of 100, rapidfuzz ratio


@dataclass(frozen=True)
class ReportRow:
    """Counts in the row's own `unit`; `pass_pct`, `target_pct`, `gap_pct` as printed (None: '-' or blank)."""

    sheet: str
    row: int
    labels: Mapping[str, str]
    indicator: Indicator
    unit: str
    passed: float
    to_fix: float
    pass_pct: float | None
    target_pct: float | None
    gap_pct: float | None

    @property
    def assessed(self) -> float:
        """Everyone looked at: passed and to fix."""
        return self.passed + self.to_fix


def read_row(
    sheet: Sheet,
    columns: Mapping[str, int],
    headings: Mapping[int, str],
    index: int,
    indicator_set: IndicatorSet,
    reading: Reading,
) -> ReportRow | None:
    """The row at `index` (from 0); None, with the errors in the log, when it cannot be used."""
    labels = {name: column_name(position, headings[position]) for name, position in columns.items()}
    named = _indicator(sheet.cell(index, columns["indicator"]), indicator_set)
    if isinstance(named, str):
        reading.log.add(
            Problem(
                ERROR, named, f"ใช้ชื่อตามชุด {indicator_set.id}", sheet.name, index + 1, labels["indicator"], rule="L31"
            )
        )
        return None
    indicator, unit = named
    numbers: dict[str, float | None] = {}
    faulty = False
    for name in ("passed", "to_fix", "pass_pct", "target_pct", "gap"):
        value, what = _number(sheet.cell(index, columns[name]), is_count=name in ("passed", "to_fix"))
        numbers[name] = value
        if what:
            faulty = True
            reading.log.add(
                Problem(
                    ERROR,
                    what,
                    ENTER_NUMBER,
                    sheet.name,
                    index + 1,
                    labels[name],
                    rule=_rule_of(what),
                    value=shown_value(sheet.cell(index, columns[name])),
                )
            )
    if faulty:
        return None
    unit = _checked_unit(unit, indicator, sheet, index, labels["indicator"], reading)
    return ReportRow(
        sheet.name,
        index + 1,
        labels,
        indicator,
        unit,
        numbers["passed"] or 0.0,
        numbers["to_fix"] or 0.0,
        numbers["pass_pct"],
        numbers["target_pct"],
        numbers["gap"],
    )


def _rule_of(what: str) -> str:
    return rule_in(what) or ("V47" if what == LEFT_BLANK else "V23")


def _number(cell: Cell, *, is_count: bool) -> tuple[float | None, str]:
    """(the number, what is wrong); nil reads as None."""
    number = parse_number(cell)
    if number.problem:
        return None, f"{PROBLEMS[number.problem]} [{number.problem}]"
    value = None if number.value is None else float(number.value)
    if is_count and value is not None and (value < 0 or value != int(value)):
        return None, "ต้องเป็นจำนวนเต็มตั้งแต่ 0 ขึ้นไป"
    if is_count and value is None and not isinstance(cell, str):
        return None, LEFT_BLANK
    return value, ""


def _indicator(cell: Cell, indicator_set: IndicatorSet) -> tuple[Indicator, str] | str:
    """(indicator, the unit in brackets), or what is wrong in Thai. Number and name must both agree with the set."""
    match = re.fullmatch(LAYOUT["indicator"], clean_text(str(cell or "")))
    if match is None:
        return "ไม่พบเลขที่และชื่อตัวชี้วัด"
    number = int(match["number"])
    indicator = next((each for each in indicator_set.indicators if each.number == number), None)
    if indicator is None:
        return f"ชุด {indicator_set.id} ไม่มีตัวชี้วัดที่ {number}"
    if not is_same_name(match["name"], indicator):
        return f"ชื่อไม่ตรงกับตัวชี้วัดที่ {number} ของชุด {indicator_set.id}"
    return indicator, (match["unit"] or "").strip()


def is_same_name(name: str, indicator: Indicator) -> bool:
    """True when the words are the indicator's name, one of its other spellings, or nearly so."""
    bare = _bare(name)
    known = [_bare(each) for each in (indicator.name, *indicator.aliases)]
    return any(bare == each or fuzz.ratio(bare, each) >= SAME_NAME for each in known)


def _bare(text: str) -> str:
    return re.sub(r"[\s.,()\-]+", "", fold(text))


def _checked_unit(unit: str, indicator: Indicator, sheet: Sheet, index: int, label: str, reading: Reading) -> str:
    """The unit in brackets in our words; odd ones are a warning and count as the set's unit."""
    if unit in LAYOUT["households_units"]:
        written_unit = "ครัวเรือน"
    elif unit in LAYOUT["people_units"]:
        written_unit = "คน"
    else:
        written_unit = ""
    if written_unit == indicator.unit:
        return written_unit
    what = f"หน่วยในวงเล็บไม่ตรงกับชุด {sheet_words(written_unit)} ชุดตัวชี้วัดใช้ {indicator.unit}"
    fix = "ตรวจหน่วยในไฟล์ ระบบใช้หน่วยตามไฟล์ถ้าอ่านได้ มิฉะนั้นใช้ตามชุดตัวชี้วัด"
    reading.log.add(Problem(WARNING, what, fix, sheet.name, index + 1, label, rule="L30"))
    return written_unit or indicator.unit


def sheet_words(unit: str) -> str:
    """How the report names a unit it could (or could not) read."""
    return f"ไฟล์ใช้ {unit}" if unit else "ไฟล์ไม่บอกหน่วยที่รู้จัก"


def check_row(row: ReportRow, year_be: int, reading: Reading) -> None:
    """Warn where the printed %, gap or target disagree with the counts or with the catalogue; our figures are used."""

    def warn(rule_id: str, name: str, what: str) -> None:
        fix = "ตรวจกับต้นฉบับ ระบบคำนวณจากจำนวนที่ผ่านและจำนวนที่ต้องแก้ไข"
        reading.log.add(Problem(WARNING, what, fix, row.sheet, row.row, row.labels[name], rule=rule_id))

    if row.assessed > 0:
        ours = 100 * row.passed / row.assessed
        if abs((row.pass_pct or 0.0) - ours) > LAYOUT["percent_tolerance"]:
            warn("V16", "pass_pct", f"ร้อยละที่ผ่านไม่ตรงกับจำนวน (คำนวณได้ {ours:.2f})")
    if row.target_pct is not None:
        gap = row.target_pct - (row.pass_pct or 0.0)
        if abs((row.gap_pct or 0.0) - gap) > LAYOUT["gap_tolerance"]:
            warn("V45", "gap", f"ต่ำกว่าเป้าหมายไม่เท่ากับ เป้าหมาย − ร้อยละที่ผ่าน ({gap:.2f})")
    known = row.indicator.targets.get(year_be)
    if known is not None and row.target_pct is not None and abs(known - row.target_pct) > LAYOUT["gap_tolerance"]:
        warn("V46", "target_pct", f"เป้าหมายไม่ตรงกับชุดตัวชี้วัด ({known:g})")
