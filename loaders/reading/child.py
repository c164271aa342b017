"""Running a function in a child process that may die, hang or eat memory without harming this one.

Why not `multiprocessing`: its spawn runs the main script again in the child, which under Streamlit is the dashboard.
Here the child is `python -m loaders.reading.child_main`; function and arguments go in by its stdin, answers come by its
stdout as length-prefixed pickles. What the child sends back is unpickled with an allow-list of classes (`pipes`).
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from pathlib import Path
from queue import Empty, Queue
from typing import Any, BinaryIO

from loaders.reading import pipes
from loaders.reading.model import ReadLimits, ReadRefusal

Progress = Callable[[int, int | None], object]
Cancelled = Callable[[], bool]
_POLL_SECONDS = 0.1


def run_in_child(
    function: Callable[..., Any],
    *args: Any,
    limits: ReadLimits | None = None,
    on_progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Any:
    """The answer of `function(*args)`, computed in a child process under `limits.seconds` and `limits.memory_bytes`.

    `function` must be importable by module and name (top level, not a lambda); arguments and answer must be
    picklable, and the answer made of plain values, dates, numbers, our own classes, numpy or pandas objects.
    Inside, the function may call `progress(done, total)`, which reaches `on_progress(done, total)` here.
    `cancelled()` is asked ten times a second.

    Raises ReadRefusal as the function raised it, F41 (time), F42 (memory, abort, any other failure), F43 (cancelled).
    """
    answers = list(stream_from_child(function, *args, limits=limits, on_progress=on_progress, cancelled=cancelled))
    return answers[-1]


def stream_from_child(
    function: Callable[..., Any],
    *args: Any,
    limits: ReadLimits | None = None,
    on_progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Generator[Any]:
    """As `run_in_child`; of a generator function each item as it comes, so that neither side holds all twice."""
    limits = limits or ReadLimits.from_environment()
    process = _start()
    frames: Queue[tuple[str, Any]] = Queue(maxsize=8)
    stop = threading.Event()
    request = (function.__module__, function.__qualname__, args, limits.memory_bytes, int(limits.seconds * 2) + 5)
    threads = [
        threading.Thread(target=_send, args=(process.stdin, request), daemon=True),
        threading.Thread(target=_receive, args=(process.stdout, frames, stop), daemon=True),
    ]
    for thread in threads:
        thread.start()
    try:
        yield from _answers(frames, time.monotonic() + limits.seconds, on_progress, cancelled)
    finally:
        stop.set()
        _end(process)
        for thread in threads:
            thread.join(timeout=5)


def _start() -> subprocess.Popen[bytes]:
    """The child, isolated from the terminal; its stderr is thrown away because a crash text could hold cell values."""
    root = str(Path(__file__).resolve().parents[2])
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([root, *(path for path in sys.path if path)])}
    no_window = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    return subprocess.Popen(
        [sys.executable, "-X", "utf8", "-m", "loaders.reading.child_main"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        creationflags=no_window,
    )


def _send(pipe: BinaryIO, request: object) -> None:
    with suppress(OSError, ValueError):
        pipes.write_frame(pipe, request)
        pipe.close()


def _receive(pipe: BinaryIO, frames: Queue[tuple[str, Any]], stop: threading.Event) -> None:
    """Pass frames on until the child ends; a full queue holds the child back, `stop` lets go of it."""
    last: tuple[str, Any] = ("died", None)
    try:
        while not stop.is_set() and (frame := pipes.read_frame(pipe)) is not None:
            _put(frames, frame, stop)
    except Exception:  # noqa: BLE001 - a broken frame of a dying child is the same as a dead child
        last = ("died", None)
    _put(frames, last, stop)


def _put(frames: Queue[tuple[str, Any]], frame: tuple[str, Any], stop: threading.Event) -> None:
    while not stop.is_set():
        with suppress(Exception):
            frames.put(frame, timeout=_POLL_SECONDS)
            return


def _answers(
    frames: Queue[tuple[str, Any]], deadline: float, on_progress: Progress | None, cancelled: Cancelled | None
) -> Iterator[Any]:
    while True:
        if cancelled is not None and cancelled():
            raise ReadRefusal("F43")
        if time.monotonic() > deadline:
            raise ReadRefusal("F41")
        try:
            kind, value = frames.get(timeout=_POLL_SECONDS)
        except Empty:
            continue
        if kind == "progress":
            if on_progress is not None:
                on_progress(*value)
        elif kind == "item":
            yield value
        elif kind == "refusal":
            raise value
        elif kind == "end":
            return
        else:
            raise ReadRefusal("F42")


def _end(process: subprocess.Popen[bytes]) -> None:
    """Make sure the child is gone and its pipes are closed."""
    if process.poll() is None:
        process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        with suppress(OSError, ValueError):
            if pipe is not None:
                pipe.close()
