"""The child's side: take one request from stdin, answer on stdout, end. Started by `loaders.reading.child` only."""

from __future__ import annotations

import gc
import importlib
import inspect
import os
import sys
import time
from contextlib import suppress
from typing import Any, BinaryIO

from loaders.reading import pipes
from loaders.reading.model import ReadRefusal
from loaders.reading.pipes import listen

_PROGRESS_SECONDS = 0.1


def main() -> None:
    """Run the requested function under its limits and send back items, progress and the end, or one refusal."""
    gc.set_threshold(200_000, 20, 50)  # a large sheet is millions of objects and no cycles
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # nothing a library prints may mix with the answers
    request = pipes.read_frame(sys.stdin.buffer, trusted=True)
    if request is None:
        return
    try:
        pipes.write_frame(answers, _run(answers, *request))
    except ReadRefusal as refusal:
        pipes.write_frame(answers, ("refusal", refusal))
    except BaseException:  # noqa: BLE001 - an exception's text may hold a cell's value: only the code goes out
        pipes.write_frame(answers, ("refusal", ReadRefusal("F42")))


def _run(
    answers: BinaryIO, module: str, name: str, arguments: tuple[Any, ...], memory: int, cpu_seconds: int
) -> tuple[str, Any]:
    function: Any = importlib.import_module(module)
    for part in name.split("."):
        function = getattr(function, part)
    _limit(memory, cpu_seconds)
    listen(_progress_sender(answers))
    result = function(*arguments)
    if inspect.isgenerator(result):
        for item in result:
            pipes.write_frame(answers, ("item", item))
    else:
        pipes.write_frame(answers, ("item", result))
    return ("end", None)


def _limit(memory: int, cpu_seconds: int) -> None:
    """Bound address space (beyond what is mapped already) and processor time; no core dump, no file writing.

    Each limit is skipped where the system has it not.
    """
    with suppress(ImportError):
        import resource  # noqa: PLC0415 - POSIX only

        wanted = [
            ("RLIMIT_AS", _mapped_now() + memory),
            ("RLIMIT_CPU", cpu_seconds),
            ("RLIMIT_CORE", 0),
            ("RLIMIT_FSIZE", 0),
        ]
        for limit, value in wanted:
            with suppress(AttributeError, ValueError, OSError):
                resource.setrlimit(getattr(resource, limit), (value, value))


def _mapped_now() -> int:
    """Address space already taken by Python and its libraries, which is not the file's fault; 0 where unknown."""
    try:
        with open("/proc/self/statm", encoding="ascii") as counts:  # noqa: PTH123 - quicker, and read once
            return int(counts.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, AttributeError):
        return 0


def _progress_sender(answers: BinaryIO) -> Any:
    """A sender that passes on ten messages a second at most."""
    last = [0.0]

    def send(done: int, total: int | None) -> None:
        now = time.monotonic()
        if now - last[0] >= _PROGRESS_SECONDS or (total is not None and done >= total):
            last[0] = now
            pipes.write_frame(answers, ("progress", (done, total)))

    return send


if __name__ == "__main__":
    main()
