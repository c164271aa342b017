"""Lines before what only few may do at once: threads get their turn in the order they came, each told its place.

Before the one writer of a database stand the imports of all sessions of a program. Other programs of the same database
(on a server) are waited for after that, where nobody knows how many they are.
"""

import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Final
from weakref import WeakKeyDictionary

from warehouse.connection import Warehouse
from warehouse.opening.database import OpenDatabase

OnWaiting = Callable[[int], object]
"""Told the place in a line, counted from 1; 0 once it is one's turn. What it raises ends the waiting."""

POLL_SECONDS: Final = 0.1


class Line:
    """Threads waiting for their turn, first come first served. `places`: how many may be inside at once."""

    def __init__(self, places: Callable[[], int]) -> None:
        self._places = places
        self._changed = threading.Condition()
        self._waiting: list[object] = []
        self._inside = 0

    @contextmanager
    def turn(self, on_waiting: OnWaiting | None = None) -> Generator[None]:
        """Inside, one of the places is taken. Before that, `on_waiting` is told ten times a second, and at last 0."""
        tell = on_waiting or (lambda _: None)
        self._wait(tell)
        try:
            tell(0)
            yield
        finally:
            with self._changed:
                self._inside -= 1
                self._changed.notify_all()

    def _wait(self, tell: OnWaiting) -> None:
        ticket = object()
        with self._changed:
            self._waiting.append(ticket)
        try:
            while (place := self._taken(ticket)) > 0:
                tell(place)
                with self._changed:
                    self._changed.wait(POLL_SECONDS)
        finally:
            with self._changed:
                if ticket in self._waiting:
                    self._waiting.remove(ticket)
                    self._changed.notify_all()

    def _taken(self, ticket: object) -> int:
        """0 when a place was free for the first in the line and is taken now, else the place in the line."""
        with self._changed:
            place = self._waiting.index(ticket) + 1
            if place > 1 or self._inside >= self._places():
                return place
            self._waiting.remove(ticket)
            self._inside += 1
            return 0


_making = threading.Lock()
_imports: WeakKeyDictionary[OpenDatabase, Line] = WeakKeyDictionary()


def import_line(warehouse: Warehouse) -> Line:
    """The line of those who import into a database: one after the other, whoever acts."""
    with _making:
        return _imports.setdefault(warehouse.database, Line(lambda: 1))
