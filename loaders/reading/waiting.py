"""The line before reading: only so many files are read at once, the others wait in the order they came.

A reading may take 2.3 GB and a core. The line holds for this program, which is one on a machine as a rule; a command
line beside it reads one file at a time and counts for itself.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager

import psutil

from loaders.reading.sheets import ReadLimits, ReadRefusal

_POLL_SECONDS = 0.1
_SHARE_OF_MEMORY = 0.5  # of the machine; the other half is for the dashboard, its database and whatever else runs


def readers() -> int:
    """How many files may be read at once: `CIA_READERS`, else by cores and by half of the memory; at least 1."""
    set_by_hand = os.environ.get("CIA_READERS", "").strip()
    if set_by_hand.isdecimal() and int(set_by_hand) > 0:
        return int(set_by_hand)
    by_memory = int(_SHARE_OF_MEMORY * psutil.virtual_memory().total) // ReadLimits.from_environment().memory_bytes
    return max(1, min(os.cpu_count() or 1, by_memory))


class Line:
    """Threads waiting for their turn, first come first served."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._waiting: list[object] = []
        self._reading = 0

    @contextmanager
    def turn(
        self, on_waiting: Callable[[int], object] | None = None, cancelled: Callable[[], bool] | None = None
    ) -> Generator[None]:
        """Inside, one of the places is taken.

        Before that, `on_waiting(place)` is told ten times a second, counted from 1, and at last once 0: read now.
        Raises ReadRefusal F43 when `cancelled()` says so meanwhile.
        """
        self._wait(on_waiting, cancelled)
        try:
            if on_waiting is not None:
                on_waiting(0)
            yield
        finally:
            with self._changed:
                self._reading -= 1
                self._changed.notify_all()

    def _wait(self, on_waiting: Callable[[int], object] | None, cancelled: Callable[[], bool] | None) -> None:
        ticket = object()
        with self._changed:
            self._waiting.append(ticket)
        try:
            while (place := self._taken(ticket)) > 0:
                if on_waiting is not None:
                    on_waiting(place)
                if cancelled is not None and cancelled():
                    raise ReadRefusal("F43")
                with self._changed:
                    self._changed.wait(_POLL_SECONDS)
        finally:
            with self._changed:
                if ticket in self._waiting:
                    self._waiting.remove(ticket)
                    self._changed.notify_all()

    def _taken(self, ticket: object) -> int:
        """0 when a place was free for the first in the line and is taken now, else the place in the line."""
        with self._changed:
            place = self._waiting.index(ticket) + 1
            if place > 1 or self._reading >= readers():
                return place
            self._waiting.remove(ticket)
            self._reading += 1
            return 0


LINE = Line()
