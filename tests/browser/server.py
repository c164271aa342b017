"""A dashboard for a test: forked from a process that has the program imported, which a start of its own takes seconds
for. How a start of its own goes is tried in tests/app."""

import os
import socket
from collections.abc import Generator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from app.server import main
from docs.screens import ROOT, wait_until_it_answers
from tests.forked import forked_from

FIRST_PORT, PORTS = 21_000, 50  # below those that a system hands out; so many for each process


@cache
def own_ports() -> tuple[range, socket.socket]:
    """Ports of this process alone, and what keeps others off them until it ends: the first of them, held open."""
    for first in range(FIRST_PORT, FIRST_PORT + 100 * PORTS, PORTS):
        held = socket.socket()
        try:
            held.bind(("127.0.0.1", first))
            held.listen()
        except OSError:
            held.close()
            continue
        return range(first + 1, first + PORTS), held
    raise TimeoutError(f"no ports from {FIRST_PORT} on are free")


def own_port() -> int:
    """The first port of this process that nobody listens on: one server after another gets the same, so that the
    browser still has the dashboard's scripts, compiled, of the one before."""
    ports, _ = own_ports()
    for port in ports:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as a server does
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise TimeoutError(f"no port of {ports} is free")


@contextmanager
def served(database: Path) -> Generator[str]:
    """Address of a dashboard on a database file, until the block ends. Raises TimeoutError if it never answers."""
    port = own_port()
    process = forked_from("tests.browser.imported").Process(target=_serve, args=(str(database), port), daemon=True)
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
