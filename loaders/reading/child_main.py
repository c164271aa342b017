"""The child's side: it computes what it is asked and answers. Started by `loaders.reading.processes` only.

`fork` (Linux): a warm process that imports and never reads a file itself; for each file it forks one that reads and
ends. `serve` (elsewhere): a process that reads one file after the other.
"""

from __future__ import annotations

import gc
import importlib
import inspect
import math
import os
import signal
import socket
import sys
import time
from contextlib import suppress
from typing import Any, BinaryIO

from loaders.reading import pipes
from loaders.reading.pipes import listen
from loaders.reading.sheets import ReadRefusal

_PROGRESS_SECONDS = 0.1
_LONGEST_MESSAGE = 4096


def main(way: str) -> None:
    """Serve until the parent closes its end. `way`: fork or serve."""
    gc.set_threshold(200_000, 20, 50)  # a large sheet is millions of objects and no cycles
    if way == "fork":
        _fork_for_each(socket.socket(fileno=os.dup(0)))
    else:
        _serve()


def _serve() -> None:
    """Read one file after the other. Limits are soft: what a file took so far counts for none of the later ones."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # nothing a library prints may mix with the answers
    requests = os.fdopen(os.dup(0), "rb")
    while (request := pipes.read_frame(requests, trusted=True)) is not None:
        _answer(answers, request, is_last=False)
        del request
        gc.collect()


def _fork_for_each(control: socket.socket) -> None:
    """Fork a child for every message `S module` with its two pipes; `E pid` ends that child and says how it ended.

    The module is imported before, so that children find it there. A child stays a zombie until it is ended, so that
    its number can never name another process. All children die with the parent.
    """
    children: set[int] = set()
    try:
        while True:
            message, pipe_ends, _, _ = socket.recv_fds(control, _LONGEST_MESSAGE, 2)
            if not message:
                return
            word, _, what = message.decode().partition(" ")
            if word == "S":
                _warm(what)
                child = os.fork()
                if child == 0:
                    control.close()
                    os.close(0)
                    _be_the_child(*pipe_ends)
                children.add(child)
                for end in pipe_ends:
                    os.close(end)
                control.sendall(str(child).encode())
            else:
                children.discard(int(what))
                control.sendall(str(_end(int(what))).encode())
    finally:
        for child in children:
            _end(child)


def _end(child: int) -> int:
    """Kill a child unless it has ended; the number of the signal it ended by, 0 for none."""
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0


_warmed: set[str] = set()


def _warm(module: str) -> None:
    """Import a module, and let it use once what it uses for every file (`warm_up`, where it has one).

    What fails here will fail in the child, where it is heard.
    """
    if module not in _warmed:
        _warmed.add(module)
        with suppress(Exception):
            getattr(importlib.import_module(module), "warm_up", lambda: None)()
        gc.collect()
        gc.freeze()  # so that no collection in a child writes on memory it shares with this process


def _be_the_child(requests: int, answers: int) -> None:
    """Answer one request and end, without anything that Python does at an ordinary end."""
    try:
        with os.fdopen(requests, "rb") as pipe:
            request = pipes.read_frame(pipe, trusted=True)
        if request is not None:
            _answer(os.fdopen(answers, "wb"), request, is_last=True)
    finally:
        os._exit(0)


def _answer(answers: BinaryIO, request: tuple[Any, ...], *, is_last: bool) -> None:
    """Send items, progress and the end, or one refusal."""
    try:
        pipes.write_frame(answers, _run(answers, request, is_last))
    except ReadRefusal as refusal:
        pipes.write_frame(answers, ("refusal", refusal))
    except MemoryError:
        pipes.write_frame(answers, ("memory", None))
    except BaseException:  # noqa: BLE001 - an exception's text may hold a cell's value: only the code goes out
        pipes.write_frame(answers, ("refusal", ReadRefusal("F42")))


def _run(answers: BinaryIO, request: tuple[Any, ...], is_last: bool) -> tuple[str, Any]:
    module, name, arguments, memory, cpu_seconds = request
    function: Any = importlib.import_module(module)
    for part in name.split("."):
        function = getattr(function, part)
    _limit(memory, cpu_seconds, is_last)
    listen(_progress_sender(answers))
    result = function(*arguments)
    if inspect.isgenerator(result):
        for item in result:
            pipes.write_frame(answers, ("item", item))
    else:
        pipes.write_frame(answers, ("item", result))
    return ("end", None)


def _limit(memory: int, cpu_seconds: float, is_last: bool) -> None:
    """Bound address space (beyond what is mapped already) and processor time; no core dump, no file writing.

    Where another file comes after this one the limits stay changeable. Each is skipped where the system has it not.
    """
    with suppress(ImportError):
        import resource  # noqa: PLC0415 - POSIX only

        used = math.ceil(time.process_time())
        wanted = [
            ("RLIMIT_AS", _mapped_now() + memory),
            ("RLIMIT_CPU", used + max(1, math.ceil(cpu_seconds))),
            ("RLIMIT_CORE", 0),
            ("RLIMIT_FSIZE", 0),
        ]
        for name, value in wanted:
            with suppress(AttributeError, ValueError, OSError):
                limit = getattr(resource, name)
                hard = resource.getrlimit(limit)[1]
                longer = value + 1 if name == "RLIMIT_CPU" else value  # the signal that says so comes first
                resource.setrlimit(limit, (value, longer if is_last else hard))


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
    main(sys.argv[1])
