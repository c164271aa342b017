"""What the commands of `python -m loaders` share: the database open for one of them, and its report printed."""

import json
import sys
from collections.abc import Callable
from threading import Timer
from typing import Any, Final

from warehouse import Warehouse, WarehouseError
from warehouse.command_database import open_for_command
from warehouse.following import published_afterwards

PATIENCE_SECONDS: Final = 1.0
WAITING: Final = "รอการบันทึกของโปรแกรมอื่นในฐานข้อมูลเดียวกัน จะบันทึกต่อเองเมื่อถึงคิว (กด Ctrl+C เพื่อเลิก ไฟล์นี้ยังไม่ถูกบันทึก)\n"


def in_warehouse(database: str, use: Callable[[Warehouse], int]) -> int:
    """The exit code of `use`, with the database open for it alone; 1, with our own words on
    stderr, where it cannot be opened or written."""
    try:
        warehouse = open_for_command(database)
    except (WarehouseError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    try:
        with published_afterwards(warehouse):
            return use(warehouse)
    except WarehouseError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    finally:
        warehouse.close()


def print_report(report: dict[str, Any], lines: list[str], is_refused: bool, as_json: bool) -> int:
    """Print a report as JSON or its lines; the exit code."""
    text = json.dumps(report, ensure_ascii=False, indent=1) if as_json else "\n".join(lines)
    sys.stdout.write(text + "\n")
    return 1 if is_refused else 0


def waiting_said() -> dict[str, Callable[[Any], object]]:
    """`on_waiting` and `on_progress` of a file that is stored: where another program writes for longer than a second,
    stderr says that it is waited for."""
    timer = Timer(0, sys.stderr.write, [WAITING])

    def begin(_place: int) -> None:
        nonlocal timer
        timer.cancel()
        timer = Timer(PATIENCE_SECONDS, sys.stderr.write, [WAITING])
        timer.daemon = True
        timer.start()

    return {"on_waiting": begin, "on_progress": lambda _share: timer.cancel()}
