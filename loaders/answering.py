"""What the commands of `python -m loaders` share: the database open for one of them, and its report printed."""

import json
import sys
from collections.abc import Callable
from typing import Any

from warehouse import Warehouse, WarehouseError, open_warehouse


def in_warehouse(database: str, use: Callable[[Warehouse], int]) -> int:
    """The exit code of `use`, with the database open for it alone; 1, with our own words on
    stderr, where it cannot be opened or written."""
    try:
        warehouse = open_warehouse(database)
    except (WarehouseError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    try:
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
