"""Functions for a child process to run: good, slow, greedy, dying."""

import os
import sys
import time
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

from loaders.reading import ReadRefusal, Sheet, read_workbook_here
from loaders.reading.pipes import progress


def answer(value: object) -> object:
    return value


def many_kinds() -> dict[str, object]:
    return {"day": date(2024, 1, 31), "exact": Decimal("1.10"), "set": {1, 2}, "sheet": Sheet("ก", [["x", None]])}


def loud() -> str:
    print("ข้อความที่ไลบรารีพิมพ์")  # noqa: T201 - what a library might do
    sys.stdout.flush()
    os.write(1, b"more")
    return "ok"


def with_progress(total: int) -> int:
    for done in range(0, total + 1, 100):
        progress(done, total)
        time.sleep(0.02)
    return total


def items() -> Iterator[int]:
    yield from range(5)


def sleep(seconds: float) -> None:
    time.sleep(seconds)


def spin(seconds: float) -> str:
    """Works for so many seconds of processor time, in silence."""
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass
    return "spun"


def work_in_bits(seconds: float) -> int:
    """A tenth of the time at the processor, as on a busy machine; how often it had its turn."""
    turns = 0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        spin(0.02)
        time.sleep(0.18)
        turns += 1
    return turns


def seconds_to_import_pandas() -> float:
    start = time.perf_counter()
    import pandas  # noqa: F401, PLC0415 - what is measured

    return time.perf_counter() - start


def hold(megabytes: int) -> None:
    """Uses so much memory for a while."""
    held = b"x" * (megabytes * 1024 * 1024)
    time.sleep(20)
    del held


def greedy() -> int:
    return len(bytearray(4 * 1024**3))


def aborting() -> None:
    os.abort()


def leaving() -> None:
    os._exit(0)


def failing(secret: str) -> None:
    raise ValueError(secret)


def refusing() -> None:
    raise ReadRefusal("F34", sheet="ก", row=7)


def writing(path: str) -> int:
    return Path(path).write_bytes(b"x" * 10_000)


def count_rows(content: bytes) -> int:
    return sum(len(sheet.rows) for sheet in read_workbook_here(content, "x").sheets)


class Trap:
    """Pickles into a call of a function: what a child that was taken over might send."""

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return (os.system, ("exit 3",))


def trap() -> Trap:
    return Trap()
