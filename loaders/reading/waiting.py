"""The line before reading: only so many files are read at once, the others wait in the order they came.

A reading may take 2.3 GB and a core. The line holds for this program, which is one on a machine as a rule; a command
line beside it reads one file at a time and counts for itself.
"""

import os
from collections.abc import Callable, Generator
from contextlib import contextmanager

import psutil

from loaders.reading.sheets import ReadLimits, ReadRefusal
from warehouse.waiting import Line, OnWaiting

_SHARE_OF_MEMORY = 0.5  # of the machine; the other half is for the dashboard, its database and whatever else runs


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
