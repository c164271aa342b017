"""How a function tells the parent process how far it is; silent where nobody listens."""

from __future__ import annotations

from collections.abc import Callable

_listeners: list[Callable[[int, int | None], None]] = []


def progress(done: int, total: int | None = None) -> None:
    """Say that `done` rows (of `total`, where known) are finished. Outside a reading child it does nothing."""
    for listener in _listeners:
        listener(done, total)


def listen(listener: Callable[[int, int | None], None]) -> None:
    """Send every further `progress` call to `listener`: used once, by the child."""
    _listeners.append(listener)
