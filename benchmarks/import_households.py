"""A household workbook imported, beside python-calamine alone reading it: `python -m benchmarks.import_households`.

Promise: 300,000 rows × 60 columns in at most 3 times the reader's seconds and under 2.5 GB in total (this process and
its child); a tambon's 3,000 rows in under 3 seconds.
"""

import os
import resource
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import click
import numpy as np
import xlsxwriter
from streamlit.testing.v1 import AppTest

from catalogue import load_catalogue
from catalogue.areas import shipped_areas
from loaders import load_file
from loaders.layouts.own_forms import mark_cells
from loaders.templates import TemplateColumn, template_columns
from warehouse import open_warehouse

ROOT = Path(__file__).resolve().parents[1]
COLUMNS = 60
SEED = 2565


def make_workbook(path: Path, households: int, first_tambon: int = 0) -> None:
    """Our household template with random answers, padded with unknown columns to COLUMNS; 700 households a tambon, from
    this one of the province on."""
    rng = np.random.default_rng(SEED + first_tambon)
    columns = template_columns("jpt_household", load_catalogue().get("jpt-2560"))
    tambon = [code for code in shipped_areas()["code"] if len(code) == 6 and code.startswith("30")]
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_urls": False})
    sheet = book.add_worksheet("ข้อมูล")
    sheet.write_row(0, 0, mark_cells("jpt_household", "jpt-2560", 2565, True))
    sheet.write_row(4, 0, [*(each.heading for each in columns), *(f"อื่น {n}" for n in range(COLUMNS - len(columns)))])
    for row in range(households):
        village = f"{tambon[(first_tambon + row // 700) % len(tambon)]}{1 + row // 70 % 10:02d}"
        sheet.write_row(5 + row, 0, [village, "บ้านสมมติ", *_answers(columns, rng), *([1] * (COLUMNS - len(columns)))])
    book.close()


def _answers(columns: Sequence[TemplateColumn], rng: np.random.Generator) -> list[int]:
    values: list[int] = []
    for column in columns[2:]:
        if column.rule == "answer":
            values.append(int(rng.random() > 0.05))
        elif "คนไม่ผ่าน" in column.heading:
            values.append(min(values[-1], int(rng.random() < 0.05)))
        else:
            values.append(int(rng.integers(0, 5)))
    return values


def reader_seconds(path: Path) -> float:
    """Seconds python-calamine alone needs for all cells."""
    from python_calamine import CalamineWorkbook  # noqa: PLC0415

    start = time.perf_counter()
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_name("ข้อมูล").to_python(skip_empty_area=False)
    seconds = time.perf_counter() - start
    if not rows:
        raise SystemExit("the reader found nothing")
    return seconds


def import_seconds(path: Path) -> float:
    """Seconds from the file's bytes to stored figures."""
    warehouse = open_warehouse(":memory:")
    start = time.perf_counter()
    report = load_file(path, warehouse)
    seconds = time.perf_counter() - start
    warehouse.close()
    if report.outcome != "loaded":
        raise SystemExit(f"not loaded: {report.problems[:3]}")
    return seconds


def screen_seconds(path: Path) -> tuple[float, float]:
    """Seconds of the server from the file brought to the checked card, and from the click to the saved figures."""
    os.environ["CIA_DATABASE"] = str(path.with_suffix(".duckdb"))
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=120).run()
    app.switch_page("pages/input_data/page.py").run()
    start = time.perf_counter()
    app.file_uploader[0].set_value([(path.name, path.read_bytes(), "application/vnd.ms-excel")]).run()
    read = time.perf_counter() - start
    start = time.perf_counter()
    app.button(key="save-ready").click().run()
    if app.exception or not app.success:
        raise SystemExit("not saved on screen")
    return read, time.perf_counter() - start


def peak_gigabytes() -> float:
    """Highest memory so far of this process plus that of its largest child."""
    kilobytes = sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return kilobytes / 1024 / 1024


@click.command()
@click.option("--households", type=click.IntRange(min=1), default=300_000)
def main(households: int) -> None:
    """Import a tambon's rows and so many households, and say what it took."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "screen.xlsx"
        make_workbook(path, 3_000)
        read, saved = screen_seconds(path)
        print(
            f"    3,000 rows × {COLUMNS} on screen: checked after {read:4.1f} s, saved {saved:4.1f} s after the click",
            flush=True,
        )
        for rows in (3_000, households):
            path = Path(folder) / f"{rows}.xlsx"
            make_workbook(path, rows)
            ours = import_seconds(path)
            memory = peak_gigabytes()
            alone = reader_seconds(path)
            print(
                f"{rows:>9,} rows × {COLUMNS}: import {ours:6.1f} s, reader alone {alone:6.1f} s, "
                f"ratio {ours / alone:4.2f}, peak {memory:4.2f} GB",
                flush=True,
            )


if __name__ == "__main__":
    main()
