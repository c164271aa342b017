"""A dashboard for a test: forked from a process that has the program imported, which a start of its own takes seconds
for. How a start of its own goes is tried in tests/app."""

import multiprocessing
import os
import re
import socket
from collections.abc import Generator
from contextlib import contextmanager
from functools import cache
from multiprocessing.context import ForkServerContext
from pathlib import Path

from app.server import main
from docs.screens import ROOT, wait_until_it_answers

IMPORTED = ("tests.browser.imported",)
FIRST_PORT, PORTS = 21_000, 50  # below those that a system hands out; so many for each process of a run


@cache
def processes() -> ForkServerContext:
    """Where servers are forked from; it lives as long as the test run."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(IMPORTED))
    return context


def own_port() -> int:
    """The first port of this process of the run that nobody listens on: one server after another gets the same, so that
    the browser still has the dashboard's scripts, compiled, of the one before."""
    number = int(re.sub(r"\D", "", os.environ.get("PYTEST_XDIST_WORKER", "")) or 0)
    for port in range(FIRST_PORT + PORTS * number, FIRST_PORT + PORTS * (number + 1)):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as a server does
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise TimeoutError(f"no port from {FIRST_PORT + PORTS * number} on is free")


@contextmanager
def served(database: Path) -> Generator[str]:
    """Address of a dashboard on a database file, until the block ends. Raises TimeoutError if it never answers."""
    port = own_port()
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
