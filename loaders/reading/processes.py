"""Where a reading process comes from: warm, so that a file does not pay for starting Python and its libraries.

Linux: one process has imported everything once and forks a child for each file (`Forks`). The child's limits are the
system's own and final, it ends after its file, and whatever a file does to it touches no other. Python's own
`forkserver` is not used because it runs the main script again in the child, which under Streamlit is the dashboard.

Elsewhere forking is absent (Windows) or unsafe (macOS): there a process serves files one after the other (`Servers`),
as many processes as files are read at once. One that died, was stopped or has grown is not used again. On Windows a
job object limits its memory (`windows_job`). The simplest way that is robust on each; both are tested on Linux.
"""

from __future__ import annotations

import atexit
import os
import signal
import socket
import subprocess
import sys
import threading
from abc import ABC, abstractmethod
from contextlib import suppress
from functools import cache
from io import BufferedReader
from pathlib import Path
from typing import Any, BinaryIO, cast

import psutil

from loaders.reading import pipes
from loaders.reading.windows_job import Job

MOST_GROWTH = 256 * 1024 * 1024  # bytes a serving process may have grown by and still read another file
_LONGEST_ANSWER = 64
_SECONDS_TO_DIE = 5.0
MEMORY_OF_REQUEST = 3
Request = tuple[str, str, tuple[Any, ...], int, float]
"""Module and name of a function, its arguments, the memory (bytes) and processor time (seconds) it may take."""
CPU_SIGNAL = int(getattr(signal, "SIGXCPU", -1))


class Reading(ABC):
    """One file's process, from its request to its end."""

    def __init__(self, pid: int, requests: BinaryIO, answers: BufferedReader) -> None:
        self._requests, self._answers = requests, answers
        self._process: psutil.Process | None = None
        with suppress(psutil.Error):
            self._process = psutil.Process(pid)
        self._cpu_before, self._memory_before = self._measured()

    @abstractmethod
    def send(self, request: Request) -> None:
        """Write the request; returns when the child has taken it."""

    def receive(self) -> tuple[str, Any] | None:
        """The next frame, None when the process has ended."""
        return pipes.read_frame(self._answers)

    def used(self) -> tuple[float, int]:
        """(seconds of processor time, bytes of memory) this reading has taken so far; zeros where unknown."""
        cpu, memory = self._measured()
        return max(0.0, cpu - self._cpu_before), max(0, memory - self._memory_before)

    @abstractmethod
    def end(self, is_finished: bool, is_dying: bool = False) -> int:
        """Let go of the process: it has answered whole, is dying or is ended now. The signal it died by, 0 for none."""

    def _measured(self) -> tuple[float, int]:
        if self._process is not None:
            with suppress(psutil.Error):
                times = self._process.cpu_times()
                return times.user + times.system, self._process.memory_info().rss
        return 0.0, 0


class Processes(ABC):
    """One of the two ways."""

    @abstractmethod
    def start(self, module: str) -> Reading:
        """A process for one file, for a function of `module`."""

    @abstractmethod
    def close(self) -> None:
        """End all that wait for work; the next start begins anew."""


class _ForkedReading(Reading):
    def __init__(self, forks: Forks, pid: int, requests: BinaryIO, answers: BufferedReader) -> None:
        super().__init__(pid, requests, answers)
        self._forks, self._pid = forks, pid

    def send(self, request: Request) -> None:
        with suppress(OSError, ValueError), self._requests:
            pipes.write_frame(self._requests, request)

    def end(self, is_finished: bool, is_dying: bool = False) -> int:
        died_by = self._forks.end(self._pid, self._process)
        for pipe in (self._requests, self._answers):
            with suppress(OSError, ValueError):
                pipe.close()
        return died_by


class Forks(Processes):
    """One warm process, and a fork of it for each file. Threads may share it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    def start(self, module: str) -> Reading:
        requests_out, requests_in = os.pipe()
        answers_out, answers_in = os.pipe()
        given = [requests_out, answers_in]
        try:
            with self._lock:
                try:
                    pid = self._asked(f"S {module}", given)
                except OSError:  # it died meanwhile: once more with a new one
                    self._let_go()
                    pid = self._asked(f"S {module}", given)
        except BaseException:
            os.close(requests_in)
            os.close(answers_out)
            raise
        finally:
            for end in given:
                os.close(end)
        return _ForkedReading(self, pid, os.fdopen(requests_in, "wb"), os.fdopen(answers_out, "rb"))

    def end(self, pid: int, process: psutil.Process | None) -> int:
        """End one child; the signal it died by, 0 for none or unknown."""
        with self._lock, suppress(OSError):
            if self._control is not None:
                return self._asked(f"E {pid}")
        with suppress(psutil.Error):
            if process is not None:
                process.kill()
        return 0

    def close(self) -> None:
        with self._lock:
            self._let_go()

    def _asked(self, message: str, pipe_ends: list[int] | None = None) -> int:
        """The number the warm process answers. Raises OSError when it is gone."""
        if self._control is None:
            self._control, theirs = socket.socketpair()
            with theirs:
                self._process = _started("fork", theirs.fileno(), subprocess.DEVNULL)
        socket.send_fds(self._control, [message.encode()], pipe_ends or [])
        answer = self._control.recv(_LONGEST_ANSWER)
        if not answer:
            raise ConnectionResetError
        return int(answer)

    def _let_go(self) -> None:
        if self._control is not None:
            self._control.close()
            self._control = None
        if self._process is not None:
            self._process.wait()  # it ends when its socket is closed, and takes its children with it
            self._process = None


class _ServedReading(Reading):
    def __init__(self, servers: Servers, process: subprocess.Popen[bytes], job: Job, first_memory: int) -> None:
        answers = cast(BufferedReader, process.stdout)
        super().__init__(process.pid, cast(BinaryIO, process.stdin), answers)
        self.child, self._job = process, job
        self.first_memory = first_memory or self._memory_before
        self._servers = servers

    def send(self, request: Request) -> None:
        self._job.limit(self._committed() + request[MEMORY_OF_REQUEST])
        with suppress(OSError, ValueError):
            pipes.write_frame(self._requests, request)

    def _committed(self) -> int:
        """Bytes that Windows has committed to the process already, which are not the file's fault; elsewhere 0."""
        with suppress(psutil.Error):
            if self._process is not None:
                return int(getattr(self._process.memory_info(), "private", 0))
        return 0

    def end(self, is_finished: bool, is_dying: bool = False) -> int:
        if is_dying:  # its pipe is closed, which comes a moment before its end
            with suppress(subprocess.TimeoutExpired):
                self.child.wait(_SECONDS_TO_DIE)
        grown = self._measured()[1] - self.first_memory
        if is_finished and grown <= MOST_GROWTH and self.child.poll() is None:
            self._servers.take_back(self.child, self._job, self.first_memory)
            return 0
        died_by = _ended(self.child)
        self._job.close()
        return died_by


class Servers(Processes):
    """Processes that read one file after the other; those without work wait here."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._idle: list[tuple[subprocess.Popen[bytes], Job, int]] = []

    def start(self, module: str) -> Reading:
        while True:
            with self._lock:
                waiting = self._idle.pop() if self._idle else None
            if waiting is None:
                process = _started("serve", subprocess.PIPE, subprocess.PIPE)
                return _ServedReading(self, process, Job(process.pid), 0)
            process, job, memory = waiting
            if process.poll() is None:
                return _ServedReading(self, process, job, memory)
            _ended(process)
            job.close()

    def take_back(self, process: subprocess.Popen[bytes], job: Job, first_memory: int) -> None:
        """A process whose file is finished, for the next one; `first_memory`: what it took before its first file."""
        with self._lock:
            self._idle.append((process, job, first_memory))

    def close(self) -> None:
        with self._lock:
            idle, self._idle = self._idle, []
        for process, job, _ in idle:
            _ended(process)
            job.close()


def _started(way: str, stdin: int, stdout: int) -> subprocess.Popen[bytes]:
    """The child, isolated from the terminal; its stderr is thrown away because a crash text could hold cell values."""
    root = str(Path(__file__).resolve().parents[2])
    threads = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}  # a process with threads is not forked safely
    environment = {**os.environ, **threads, "PYTHONPATH": os.pathsep.join([root, *(path for path in sys.path if path)])}
    no_window = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    python = sys.executable
    if sys.platform == "win32":  # that of a virtual environment only starts another one, beyond job and watch
        python = str(getattr(sys, "_base_executable", python))
        environment["__PYVENV_LAUNCHER__"] = sys.executable
    return subprocess.Popen(  # noqa: S603 - this Python, our own module, one of two words
        [python, "-X", "utf8", "-m", "loaders.reading.child_main", way],
        stdin=stdin,
        stdout=stdout,
        stderr=subprocess.DEVNULL,
        env=environment,
        creationflags=no_window,
    )


def _ended(process: subprocess.Popen[bytes]) -> int:
    """Make sure the process is gone and its pipes are closed; the signal it died by before, 0 for none."""
    died_by = -(process.poll() or 0)
    if process.returncode is None:
        process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        with suppress(OSError, ValueError):
            if pipe is not None:
                pipe.close()
    return max(0, died_by)


@cache
def the_processes() -> Processes:
    """The way of this system, one for the whole program; ended with it."""
    processes = Forks() if sys.platform == "linux" else Servers()
    atexit.register(processes.close)
    return processes
