"""Times are those of the clock on the wall: in Bangkok, in New York, at midnight and at the end of a year in พ.ศ."""

import json
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from pythainlp.util import thai_strftime

from words.dates import moment_words

ROOT = Path(__file__).resolve().parents[2]
# At 17:30 on 31 December 2026 by Greenwich it is half past midnight of 1 January 2570 in Bangkok.
CHILD = """
import json, sys, time
MOMENT = float(sys.argv[2])
time.time = lambda: MOMENT
from tests.warehouse.examples import plan_of, staged
from warehouse import (backup_database, list_actions, list_backups, list_batches, open_warehouse, purge_database,
    restore_backup, save_mapping, save_set, store_batch, undo_batch)
from words.dates import thai_date
warehouse = open_warehouse(sys.argv[1])
store_batch(warehouse, staged({"83010101": (10, 1)}))
plan_of(warehouse, "ก")
save_set(warehouse, "x", {})
save_mapping(warehouse, "x", "y", {})
backup = backup_database(warehouse)
undo_batch(warehouse, 1)
aside = restore_backup(warehouse, backup.path).set_aside[0]
undo_batch(warehouse, 1)
MOMENT += 366 * 86400
purge_database(warehouse)
columns = ["imported_at FROM batches", "acted_at FROM actions WHERE action <> 'purge'", "saved_at FROM plan_versions",
    "saved_at FROM indicator_sets", "saved_at FROM mappings", "applied_at FROM schema_version"]
times = [thai_date(at) for column in columns for at in warehouse.query("SELECT " + column).iloc[:, 0]]
purged = [thai_date(list_batches(warehouse)["purged_at"][0]), thai_date(list_actions(warehouse)["acted_at"][0])]
print(json.dumps([times, purged, backup.path.name, thai_date(backup.made_at), aside.name]))
"""
YEAR_END = 1798738200  # 31 December 2026, 17:30 by Greenwich


@pytest.mark.parametrize(
    ("zone", "moment", "expected", "a_year_later", "stamp"),
    [
        ("Asia/Bangkok", YEAR_END, "1/1/2570 00:30", "2/1/2571 00:30", "25700101-0030"),
        ("Asia/Bangkok", YEAR_END - 1801, "31/12/2569 23:59", "1/1/2571 23:59", "25691231-2359"),
        ("America/New_York", YEAR_END, "31/12/2569 12:30", "1/1/2571 12:30", "25691231-1230"),
        ("UTC", YEAR_END, "31/12/2569 17:30", "1/1/2571 17:30", "25691231-1730"),
    ],
)
def test_stored_and_shown_times_are_those_of_this_machine(
    tmp_path: Path, zone: str, moment: int, expected: str, a_year_later: str, stamp: str
) -> None:
    child = subprocess.run(
        [sys.executable, "-c", CHILD, str(tmp_path / "radar.duckdb"), str(moment)],
        cwd=ROOT, env=os.environ | {"TZ": zone, "PYTHONPATH": f"{ROOT}"}, capture_output=True, check=True, text=True,
    )  # fmt: skip
    times, purged, backup, made_at, aside = json.loads(child.stdout)
    assert len(times) >= 8
    assert set(times) == {expected}
    assert set(purged) == {a_year_later}
    assert backup == f"radar-000001-{stamp}.duckdb"
    assert made_at == expected
    assert aside.startswith(f"radar-set-aside-{stamp}")


def test_the_real_clock_is_the_one_of_the_zone() -> None:
    """Nothing is set here but the zone: Bangkok's and New York's clocks differ by their hours."""
    code = "from words.dates import local_now; print(local_now().timestamp(), local_now().isoformat())"
    hours: dict[str, float] = {}
    for zone in ("Asia/Bangkok", "UTC"):
        child = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env=os.environ | {"TZ": zone}, capture_output=True,
            check=True, text=True,
        )  # fmt: skip
        stamp, wall = child.stdout.split()
        hours[zone] = datetime.fromisoformat(f"{wall}+00:00").timestamp() - float(stamp)
    assert abs(hours["Asia/Bangkok"] - 7 * 3600) < 5
    assert abs(hours["UTC"]) < 5


@pytest.mark.parametrize("month", range(1, 13))
def test_months_have_the_names_that_pythainlp_gives_them(month: int) -> None:
    moment = datetime(2026, month, 9, 4, 5)
    assert moment_words(moment) == thai_strftime(moment, "%-d %b %Y %H:%M น.")


def test_the_command_line_of_the_warehouse_waits_for_no_dictionary() -> None:
    code = "import sys; import warehouse.__main__; print('pythainlp' in sys.modules)"
    shown = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "False"
