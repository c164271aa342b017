"""The synthetic sample data into a warehouse: `python -m loaders.sample [--database PATH] [--if-empty]`.

The workbooks lie in `sample_data/` and go through the same checks as any file; they mark themselves as made up.
"""

import csv
import io
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from openpyxl import Workbook, load_workbook

from catalogue import load_catalogue
from loaders.checks.problems import Problem
from loaders.importing import inspect_file, store_inspection
from loaders.outcome.report import REFUSED, FileReport, report_text
from warehouse import Warehouse, WarehouseError, list_batches, open_warehouse, read_sets
from words.command_line import command, option, run

FOLDER = Path(__file__).resolve().parents[1] / "sample_data"
PATTERN = "sample_*.xlsx"
PRACTICE, PRACTICE_NAME = FOLDER / "practice.csv", "ไฟล์ฝึก.xlsx"
LESSON_TAMBON, LESSON_VILLAGE = "830304", "83030403"
LESSON_BOOK, LESSON_FILE_BOOK = FOLDER / "sample_jpt_2564_villages.xlsx", FOLDER / "sample_jpt_2563_villages.xlsx"
LESSON_NAME, LESSON_SHEET = "ไฟล์ฝึกหาช่องผิด.xlsx", "ข้อมูล"
ASKED_HEAD, WRONG_HEAD = "ตัวชี้วัดที่ 10 สำรวจ", "ตัวชี้วัดที่ 10 ไม่ผ่าน"
Progress = Callable[[int, int, str], None]


def sample_files() -> list[Path]:
    """The workbooks of the sample, in the order in which they are loaded."""
    return sorted(FOLDER.glob(PATTERN))


@cache
def practice_file() -> tuple[str, bytes]:
    """Name and bytes of the file of the first lesson: a small table of a tambon that no layout knows, marked as made
    up. The same bytes as long as the process lives."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "ไฟล์ฝึก"
    with PRACTICE.open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file):
            sheet.append([int(cell) if place > 1 and cell.isdigit() else cell for place, cell in enumerate(row)])
    stream = io.BytesIO()
    book.save(stream)
    return PRACTICE_NAME, stream.getvalue()


@cache
def lesson_file(*, is_right: bool = False) -> tuple[str, bytes]:
    """Name and bytes of the file of the lesson of the wrong cell: the villages of one tambon out of a workbook of the
    sample, marked as made up, with one cell in which more fail than were asked (`is_right`: as it should be)."""
    rows = load_workbook(io.BytesIO(LESSON_FILE_BOOK.read_bytes()))[LESSON_SHEET].iter_rows(values_only=True)
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = LESSON_SHEET
    heads: tuple[object, ...] = ()
    for place, row in enumerate(rows, 1):
        cells = list(row)
        if WRONG_HEAD in cells:
            heads, sheet.freeze_panes = row, f"C{place + 1}"
        elif heads and not str(row[0]).startswith(LESSON_TAMBON):
            continue
        if row[0] == LESSON_VILLAGE and not is_right:
            cells[heads.index(WRONG_HEAD)] = int(str(row[heads.index(ASKED_HEAD)])) * 10
        sheet.append(cells)
    sheet.column_dimensions["B"].width = 24
    stream = io.BytesIO()
    book.save(stream)
    return LESSON_NAME, stream.getvalue()


def load_lesson_data(warehouse: Warehouse) -> FileReport:
    """What the lessons look at, into a database of their own: one year of the sample. Returns the report."""
    return _load_one(warehouse, LESSON_BOOK)


def load_sample_data(warehouse: Warehouse, on_progress: Progress | None = None) -> list[FileReport]:
    """Load every workbook of the sample; returns one report a file.

    Loading again changes nothing. A file is refused rather than take the place of real data of the same areas and
    year. `on_progress(done, total, file name)` is told before each file, and at the end with an empty name.
    """
    files = sample_files()
    reports: list[FileReport] = []
    for done, path in enumerate(files):
        if on_progress:
            on_progress(done, len(files), path.name)
        reports.append(_load_one(warehouse, path))
    if on_progress:
        on_progress(len(files), len(files), "")
    return reports


def _load_one(warehouse: Warehouse, path: Path) -> FileReport:
    """The workbooks are the project's own, so they are read in this process: that saves starting a child for each."""
    catalogue = load_catalogue(read_sets(warehouse))
    inspection = inspect_file(path.read_bytes(), path.name, warehouse, catalogue, is_synthetic=True, in_child=False)
    real = set(_real_batches(warehouse)) & {batch.batch_id for batch in inspection.report.replaced}
    return _kept_out(inspection.report) if real else store_inspection(warehouse, inspection)


def _real_batches(warehouse: Warehouse) -> list[int]:
    batches = list_batches(warehouse)
    return [int(each) for each in batches.loc[~batches["is_synthetic"].astype(bool), "batch_id"]]


def _kept_out(report: FileReport) -> FileReport:
    problem = Problem("S03")
    data_rows = report.rows_read - report.rows_recognised
    return replace(
        report, outcome=REFUSED, areas=0, facts=0, rows_loaded=0, rows_refused=data_rows, replaced=(),
        problems=(problem, *report.problems),
    )  # fmt: skip


def main(arguments: Sequence[str]) -> int:
    """Load the sample and say so on stdout. Exit 0: it stands; 1: something was refused or the database is not free."""
    return run(sample, arguments, "python -m loaders.sample")


@command("sample", "โหลดข้อมูลตัวอย่าง (ข้อมูลสังเคราะห์)")
@option("--database", metavar="PATH", help="ไฟล์ฐานข้อมูล (ปกติใช้ที่เดียวกับหน้าจอ)")
@option("--if-empty", is_flag=True, help="โหลดเฉพาะเมื่อยังไม่เคยนำเข้าอะไรเลย")
def sample(database: str | None, if_empty: bool) -> int:
    """The one command of `python -m loaders.sample`."""
    return bring_sample(database, if_empty)


def bring_sample(database: str | None = None, if_empty: bool = False) -> int:
    """Load the sample into a database file that nobody has open, and say so on stdout; the exit code of `main`.

    `database`: None for the usual place. `if_empty`: only where nothing was ever imported."""
    try:
        warehouse = open_warehouse(database)
    except (WarehouseError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    try:
        if if_empty and len(list_batches(warehouse)):
            return 0
        reports = load_sample_data(warehouse, _say_progress)
    finally:
        warehouse.close()
    refused = [report for report in reports if report.refused]
    sys.stdout.write("".join(f"{report_text(report)}\n\n" for report in refused))
    sys.stdout.write(f"ข้อมูลตัวอย่าง (ข้อมูลสังเคราะห์) {len(reports) - len(refused)} จาก {len(reports)} ไฟล์\n")
    return 1 if refused else 0


def _say_progress(done: int, total: int, name: str) -> None:
    if name:
        sys.stdout.write(f"กำลังโหลดข้อมูลตัวอย่าง {done + 1}/{total} {name}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
