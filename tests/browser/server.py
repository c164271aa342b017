"""A dashboard for a test: forked from a process that has the program imported, which a start of its own takes seconds
for. How a start of its own goes is tried in tests/app."""

import multiprocessing
import os
from collections.abc import Generator
from contextlib import contextmanager
from functools import cache
from multiprocessing.context import ForkServerContext
from pathlib import Path

from app.server import main
from docs.screens import ROOT, free_port, wait_until_it_answers

IMPORTED = ("tests.browser.imported",)


@cache
def processes() -> ForkServerContext:
    """Where servers are forked from; it lives as long as the test run."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(IMPORTED))
    return context


@contextmanager
def served(database: Path) -> Generator[str]:
    """Address of a dashboard on a database file, until the block ends. Raises TimeoutError if it never answers."""
    port = free_port()
    process = processes().Process(target=_serve, args=(str(database), port), daemon=True)
    process.start()
    try:
        wait_until_it_answers(f"http://127.0.0.1:{port}/_stcore/health")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.join(timeout=20)


def _serve(database: str, port: int) -> None:
    os.chdir(ROOT)
    os.environ["CIA_DATABASE"] = database
    main(["--server.port", str(port)])
