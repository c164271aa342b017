"""Readers go through together; whoever closes the gate waits until the last one is out, and the next ones wait."""

import threading
from collections.abc import Generator
from contextlib import contextmanager


class Gate:
    """Keeps readers away from a database file while it is being exchanged."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._readers = 0
        self._is_closed = False

    @contextmanager
    def reading(self) -> Generator[None]:
        """Inside, the gate is not closed. Not to be nested in one thread."""
        with self._changed:
            self._changed.wait_for(lambda: not self._is_closed)
            self._readers += 1
        try:
            yield
        finally:
            with self._changed:
                self._readers -= 1
                self._changed.notify_all()

    @contextmanager
    def closed(self) -> Generator[None]:
        """Inside, no one reads. One thread at a time."""
        with self._changed:
            self._is_closed = True
            self._changed.wait_for(lambda: self._readers == 0)
        try:
            yield
        finally:
            with self._changed:
                self._is_closed = False
                self._changed.notify_all()
