"""What the tests of many processes run in each of them."""

import os
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout
from io import StringIO
from multiprocessing.synchronize import Barrier
from typing import Any

import psycopg

from loaders.__main__ import main
from loaders.importing import one_file
from tests.warehouse.examples import staged
from tests_support import run_here
from warehouse import StagedBatch, open_warehouse, store_batch, undo_batch

VILLAGES = 12  # of an amphoe


def batch_of_amphoe(amphoe: str, failed: int) -> StagedBatch:
    """An import of one amphoe: three tambon of four villages, in each of which so many of a hundred fail."""
    villages = [f"{amphoe}{number // 4 + 1:02}{number % 4 + 1:02}" for number in range(VILLAGES)]
    return staged(dict.fromkeys(villages, (100, failed)), file_name=f"{amphoe}-{failed}.csv")


def import_amphoes(address: str, barrier: Barrier, given: Sequence[tuple[str, int]]) -> None:
    """Import one after the other, beginning when all processes are ready."""
    warehouse = open_warehouse(address)
    barrier.wait(60)
    for amphoe, failed in given:
        store_batch(warehouse, batch_of_amphoe(amphoe, failed))
    warehouse.close()


def change_until_statement(address: str, change: str, number: int) -> None:
    """Import an amphoe anew, or undo its first import; killed before the statement of this number is sent."""
    warehouse = open_warehouse(address)
    sent = 0
    execute, copy = psycopg.Cursor.execute, psycopg.Cursor.copy

    def counted(own: Callable[..., Any], *values: Any, **named: Any) -> Any:
        nonlocal sent
        sent += 1
        if sent == number:
            os.kill(os.getpid(), signal.SIGKILL)
        return own(*values, **named)

    psycopg.Cursor.execute = lambda *values, **named: counted(execute, *values, **named)  # type: ignore[method-assign]
    psycopg.Cursor.copy = lambda *values, **named: counted(copy, *values, **named)  # type: ignore[method-assign]
    if change == "import":
        store_batch(warehouse, batch_of_amphoe("8301", 9))
    else:
        undo_batch(warehouse, 1)
    warehouse.close()


def import_by_command(address: str, barrier: Barrier, words: Sequence[str]) -> None:
    """Give the command that imports when all processes are ready; its exit code is the process's."""
    one_file.run_in_child = run_here
    barrier.wait(60)
    with redirect_stdout(StringIO()):
        code = main([*words, "--database", address])
    sys.exit(code)
