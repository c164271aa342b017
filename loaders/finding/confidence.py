"""How sure we are of a table found, and why, in Thai."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from loaders.finding.cell_kinds import BLANK, FIGURES, kind_of
from loaders.finding.model import DATA, HEADER, PLAIN, REPEATED_HEADER, SUMS, FoundColumn, FoundTable
from loaders.finding.regions import sampled_rows
from loaders.reading import Sheet, fold

FEW_ROWS = 3
DEEP_HEADER = 10


def weigh(sheet: Sheet, table: FoundTable, figures: Sequence[int]) -> FoundTable:
    """The table with its confidence (0–1) and the reasons, good and bad."""
    told = [
        _header(table),
        _figures(sheet, table, figures),
        _rows(table),
        _headings(table.columns),
        _sums(table),
        _shape(table),
    ]
    score = max(0.0, min(1.0, round(sum(points for points, _ in told), 2)))
    notes = _notes(table)
    return replace(table, confidence=score, reasons=(*[text for _, text in told if text], *notes))


def _header(table: FoundTable) -> tuple[float, str]:
    rows = table.rows_as(HEADER)
    if not rows:
        return 0.0, "ไม่พบหัวตาราง ให้เลือกแถวหัวตารางเอง"
    where = f"แถว {rows[0]}" if len(rows) == 1 else f"แถว {rows[0]}–{rows[-1]}"
    return (0.4 if len(rows) <= DEEP_HEADER else 0.25), f"หัวตาราง{where}"


def _figures(sheet: Sheet, table: FoundTable, figures: Sequence[int]) -> tuple[float, str]:
    if not figures:
        return 0.05, "ไม่มีคอลัมน์ตัวเลข"
    rows = table.rows_as(DATA)
    kinds = [kind_of(sheet.cell(rows[step] - 1, column)) for step in sampled_rows(len(rows)) for column in figures]
    told = [kind for kind in kinds if kind != BLANK]
    share = sum(kind in FIGURES for kind in told) / len(told) if told else 0.0
    text = "" if share >= 0.98 else f"คอลัมน์ตัวเลขมีข้อความปนอยู่ร้อยละ {100 * (1 - share):.0f}"
    return 0.3 * share, text


def _rows(table: FoundTable) -> tuple[float, str]:
    count = len(table.rows_as(DATA))
    if count == 0:
        return -0.3, "มีแต่หัวตาราง ไม่มีแถวข้อมูล"
    return (0.15 if count >= FEW_ROWS else 0.05), f"แถวข้อมูล {count:,} แถว"


def _headings(columns: Sequence[FoundColumn]) -> tuple[float, str]:
    told = [column for column in columns if not column.is_spacer]
    missing = [column.letter for column in told if not column.heading and column.kind != "blank"]
    counts = Counter(fold(column.heading) for column in told if column.heading)
    twice = [column.letter for column in told if counts[fold(column.heading)] > 1]
    if twice:
        return 0.0, f"หัวคอลัมน์ซ้ำกัน: {', '.join(twice)}"
    if missing:
        return 0.05, f"คอลัมน์ไม่มีหัว: {', '.join(missing)}"
    return 0.15, ""


def _sums(table: FoundTable) -> tuple[float, str]:
    rows = table.rows_as(*SUMS)
    return 0.0, f"แถวรวมหรือค่าเฉลี่ย {len(rows):,} แถว ไม่นำเข้า ใช้ตรวจยอด" if rows else ""


def _shape(table: FoundTable) -> tuple[float, str]:
    return (0.0, "") if table.shape == PLAIN else (-0.5, table.advice)


def _notes(table: FoundTable) -> list[str]:
    notes: list[str] = []
    if table.hidden:
        notes.append("แผ่นงานนี้ถูกซ่อนไว้ จะไม่นำเข้าถ้าไม่เลือกเอง")
    if table.hidden_rows:
        notes.append(f"มีแถวที่ซ่อนหรือถูกกรองในแผ่นงาน {table.hidden_rows:,} แถว อ่านรวมด้วย")
    if table.fills:
        notes.append(f"เซลล์ผสานในแถวข้อมูล {len(table.fills):,} ช่วง ใช้ค่าเดียวกันทุกแถวที่ผสาน")
    if repeated := table.rows_as(REPEATED_HEADER):
        notes.append(f"หัวตารางซ้ำ {len(repeated):,} แถว")
    if table.spacers:
        notes.append(f"คอลัมน์ว่าง: {', '.join(table.spacers)}")
    return notes
