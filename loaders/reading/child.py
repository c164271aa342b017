"""Running a function in a child process that may die, hang or eat memory without harming this one.

Function and arguments go in by one pipe, answers come by another as length-prefixed pickles; what the child sends back
is unpickled with an allow-list of classes (`pipes`). Where the child comes from, see `processes`. Only so many
children run at once, the other files wait in a line (`ReadingLine`), in the order they came: a reading may take 2.3 GB
and a core. The line holds for this program, which is one on a machine as a rule; a command line beside it reads one
file at a time and counts for itself.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from queue import Empty, Queue
from typing import Any

import psutil

from loaders.reading.processes import CPU_SIGNAL, Reading, Request, the_processes
from loaders.reading.sheets import MIB, ReadLimits, ReadRefusal
from warehouse.waiting import Line, OnWaiting

_SHARE_OF_MEMORY = 0.5  # of the machine; the other half is for the dashboard, its database and whatever else runs
Progress = Callable[[int, int | None], object]
Cancelled = Callable[[], bool]
_POLL_SECONDS = 0.1
_LOOK_SECONDS = 0.25
_SIGN_OF_LIFE = 0.02  # seconds of processor time


def readers() -> int:
    """How many files may be read at once: `CIA_READERS`, else by cores and by half of the memory; at least 1."""
    set_by_hand = os.environ.get("CIA_READERS", "").strip()
    if set_by_hand.isdecimal() and int(set_by_hand) > 0:
        return int(set_by_hand)
    by_memory = int(_SHARE_OF_MEMORY * psutil.virtual_memory().total) // ReadLimits.from_environment().memory_bytes
    return max(1, min(os.cpu_count() or 1, by_memory))


class ReadingLine:
    """Files waiting to be read."""

    def __init__(self) -> None:
        self._line = Line(readers)

    @contextmanager
    def turn(self, on_waiting: OnWaiting | None = None, cancelled: Callable[[], bool] | None = None) -> Generator[None]:
        """Inside, one of the places is taken; before that, as `Line.turn`. Raises ReadRefusal F43 when `cancelled()`
        says so meanwhile."""

        def tell(place: int) -> None:
            if on_waiting is not None:
                on_waiting(place)
            if place and cancelled is not None and cancelled():
                raise ReadRefusal("F43")

        with self._line.turn(tell):
            yield


LINE = ReadingLine()


def run_in_child(
    function: Callable[..., Any],
    *args: Any,
    limits: ReadLimits | None = None,
    on_progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    on_waiting: OnWaiting | None = None,
) -> Any:
    """The answer of `function(*args)`, computed in a child process under `limits`.

    `function` must be importable by module and name (top level, not a lambda); arguments and answer must be
    picklable, and the answer made of plain values, dates, numbers, our own classes, numpy or pandas objects.
    Inside, the function may call `progress(done, total)`, which reaches `on_progress(done, total)` here.
    `cancelled()` is asked ten times a second. While other files are read, `on_waiting(place)` is told the place in the
    line, and 0 when reading begins.

    Raises ReadRefusal as the function raised it, F41 (processor time, or nothing done for long), F46 (memory), F42
    (any other death or failure), F43 (cancelled).
    """
    ways: dict[str, Any] = {"on_progress": on_progress, "cancelled": cancelled, "on_waiting": on_waiting}
    answers = list(stream_from_child(function, *args, limits=limits, **ways))
    return answers[-1]


def stream_from_child(
    function: Callable[..., Any],
    *args: Any,
    limits: ReadLimits | None = None,
    on_progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    on_waiting: OnWaiting | None = None,
) -> Generator[Any]:
    """As `run_in_child`; of a generator function each item as it comes, so that neither side holds all twice."""
    limits = limits or ReadLimits.from_environment()
    with LINE.turn(on_waiting, cancelled):
        reading = the_processes().start(function.__module__)
        request = (function.__module__, function.__qualname__, args, limits.memory_bytes, limits.cpu_seconds)
        watched = _Watched(reading, limits)
        try:
            watched.begin(request)
            yield from watched.answers(on_progress, cancelled)
        finally:
            watched.end()


@dataclass
class _Watched:
    """One reading as seen from here: its frames in a queue, and what it has used of its limits."""

    reading: Reading
    limits: ReadLimits
    frames: Queue[tuple[str, Any]] = field(default_factory=lambda: Queue(maxsize=8))
    stop: threading.Event = field(default_factory=threading.Event)
    threads: list[threading.Thread] = field(default_factory=list[threading.Thread])
    is_finished: bool = False
    died_by: int | None = None
    looked_at: float = 0.0
    alive_at: float = 0.0
    cpu_seconds: float = 0.0

    def begin(self, request: Request) -> None:
        """Send the request and receive the answers, both in threads of their own."""
        self.looked_at = self.alive_at = time.monotonic()
        sender = threading.Thread(target=self.reading.send, args=(request,), daemon=True)
        self.threads = [sender, threading.Thread(target=self._receive, daemon=True)]
        for thread in self.threads:
            thread.start()

    def answers(self, on_progress: Progress | None, cancelled: Cancelled | None) -> Iterator[Any]:
        """Its items. Raises ReadRefusal as `run_in_child` says."""
        while True:
            if cancelled is not None and cancelled():
                raise ReadRefusal("F43")
            self._look()
            try:
                kind, value = self.frames.get(timeout=_POLL_SECONDS)
            except Empty:
                if time.monotonic() - self.alive_at > self.limits.idle_seconds:
                    raise idle_refusal(self.limits) from None
                continue
            self.alive_at = time.monotonic()
            if kind == "progress":
                if on_progress is not None:
                    on_progress(*value)
            elif kind == "item":
                yield value
            elif kind == "end":
                self.is_finished = True
                return
            else:
                raise self._refusal(kind, value)

    def end(self) -> None:
        """Let go of the process and of the threads."""
        self.stop.set()
        if self.died_by is None:
            self.died_by = self.reading.end(self.is_finished)
        for thread in self.threads:
            thread.join(timeout=5)

    def _refusal(self, kind: str, value: Any) -> ReadRefusal:
        """What is said of a reading that did not come to its end."""
        if kind == "refusal":
            self.is_finished = True  # the process itself is well
            return value
        if kind == "memory":
            return memory_refusal(self.limits)
        self.died_by = self.reading.end(False, is_dying=True)
        return time_refusal(self.limits) if self.died_by == CPU_SIGNAL else death_refusal(self.limits)

    def _look(self) -> None:
        """Processor time and memory, four times a second: what the system itself does not limit is limited here."""
        now = time.monotonic()
        if now - self.looked_at < _LOOK_SECONDS:
            return
        self.looked_at = now
        cpu, memory = self.reading.used()
        if cpu - self.cpu_seconds >= _SIGN_OF_LIFE:
            self.cpu_seconds, self.alive_at = cpu, now
        if cpu > self.limits.cpu_seconds:
            raise time_refusal(self.limits)
        if memory > self.limits.memory_bytes:
            raise memory_refusal(self.limits)

    def _receive(self) -> None:
        """Pass frames on until the child has answered or ends; a full queue holds it back, `stop` lets go of it."""
        frame: tuple[str, Any] | None = None
        while not self.stop.is_set():
            try:
                frame = self.reading.receive()
            except Exception:  # noqa: BLE001 - a broken frame of a dying child is the same as a dead child
                frame = None
            self._put(frame or ("died", None))
            if frame is None or frame[0] in ("end", "refusal", "memory"):
                return

    def _put(self, frame: tuple[str, Any]) -> None:
        while not self.stop.is_set():
            with suppress(Exception):
                self.frames.put(frame, timeout=_POLL_SECONDS)
                return


def time_refusal(limits: ReadLimits) -> ReadRefusal:
    """F41 with the limit in its words."""
    return ReadRefusal("F41", {"seconds": limits.cpu_seconds})


def idle_refusal(limits: ReadLimits) -> ReadRefusal:
    """F41 of a reading that neither says anything nor uses the processor."""
    return ReadRefusal("F41-idle", {"seconds": limits.idle_seconds})


def memory_refusal(limits: ReadLimits) -> ReadRefusal:
    """F46 with the limit in its words."""
    return ReadRefusal("F46", {"limit": limits.memory_bytes // MIB})


def death_refusal(limits: ReadLimits) -> ReadRefusal:
    """F42 of a process that died: libraries end it both for memory and for a file they cannot bear."""
    return ReadRefusal("F42-died", {"limit": limits.memory_bytes // MIB})
