"""The commands about files of offices: taken in, listed, undone and redone, and what the province waits for."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from loaders.answering import in_warehouse, print_report
from loaders.office_files.taking_in import load_office_file, office_report_text
from loaders.outcome.report import CHECKED
from warehouse import Warehouse
from warehouse.office_files.arrivals import (
    OfficeRound,
    list_office_files,
    office_file_state,
    read_office_round,
    save_office_round,
)
from warehouse.office_files.storing import redo_office_file, undo_office_file
from words.dates import moment_words


def store_office_files(files: Sequence[str], database: str, *, accept: bool, dry_run: bool, as_json: bool) -> int:
    """Take in files of offices one after the other, each whole or not at all; exit code 0, or 1 where one was refused
    or waits for a choice."""

    def use(warehouse: Warehouse) -> int:
        reports = [load_office_file(Path(name), warehouse, accept=accept, dry_run=dry_run) for name in files]
        is_done = all(each.loaded or (dry_run and each.outcome == CHECKED) for each in reports)
        lines = "\n\n".join(office_report_text(report) for report in reports)
        return print_report({"files": [each.to_dict() for each in reports]}, [lines], not is_done, as_json)

    return in_warehouse(database, use)


def print_office_files(database: str, *, as_json: bool) -> int:
    """Every file that was taken in, and how it stands."""

    def use(warehouse: Warehouse) -> int:
        rows = list_office_files(warehouse).to_dict("records")
        lines = [
            f"{row['office_file_id']:>5}  {row['office_code']}  {moment_words(row['taken_at'].to_pydatetime())}  "
            f"{office_file_state(row)}  {row['file_name']}"
            for row in rows
        ]
        told = [{str(name): _plain(value) for name, value in row.items()} for row in rows]
        return print_report({"files": told}, lines or ["ยังไม่มีไฟล์จากอำเภอ"], False, as_json)

    return in_warehouse(database, use)


def _plain(value: Any) -> Any:
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return value.tolist() if hasattr(value, "tolist") else value


def undo_file(number: int, database: str, *, as_json: bool) -> int:
    """Take a file back; the former one of its sender stands again."""
    return _change(number, database, undo_office_file, "ยกเลิกไฟล์ที่ {} แล้ว", as_json)


def redo_file(number: int, database: str, *, as_json: bool) -> int:
    """Let an undone file stand again."""
    return _change(number, database, redo_office_file, "นำไฟล์ที่ {} กลับมาใช้แล้ว", as_json)


def _change(
    number: int, database: str, change: Callable[[Warehouse, int], int | None], words: str, as_json: bool
) -> int:
    def use(warehouse: Warehouse) -> int:
        standing = change(warehouse, number)
        line = words.format(number) + (f" ไฟล์ที่ใช้งานอยู่คือไฟล์ที่ {standing}" if standing else "")
        return print_report({"office_file_id": number, "standing": standing}, [line], False, as_json)

    return in_warehouse(database, use)


def set_round(database: str, *, year_be: int | None, due: date | None, is_any: bool, as_json: bool) -> int:
    """Set what the province waits for where anything is given; say what it is."""

    def use(warehouse: Warehouse) -> int:
        held = read_office_round(warehouse)
        if is_any or year_be is not None or due is not None:
            held = OfficeRound() if is_any else OfficeRound(year_be or held.year_be, due or held.due)
            save_office_round(warehouse, held)
        told = {"year_be": held.year_be, "due": held.due.isoformat() if held.due else None}
        return print_report(told, [f"รอ{held.words}"], False, as_json)

    return in_warehouse(database, use)
