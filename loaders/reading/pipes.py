"""The wire between a reading child and its parent: length-prefixed pickles, and how far the child is."""

from __future__ import annotations

import builtins
import pickle
import struct
from collections.abc import Callable
from io import BytesIO
from typing import Any, BinaryIO

_listeners: list[Callable[[int, int | None], None]] = []


def progress(done: int, total: int | None = None) -> None:
    """Say that `done` rows (of `total`, where known) are finished. Outside a reading child it does nothing."""
    for listener in _listeners:
        listener(done, total)


def listen(listener: Callable[[int, int | None], None]) -> None:
    """Send every further `progress` call to `listener`: used once, by the child."""
    _listeners.append(listener)


_LENGTH = struct.Struct(">Q")
_SAFE_BUILTINS = frozenset(
    {"complex", "set", "frozenset", "bytearray", "range", "slice", "object", "list", "dict", "tuple"}
)
_SAFE_ROOTS = frozenset(
    {"loaders", "warehouse", "catalogue", "tests", "datetime", "decimal", "fractions", "collections", "uuid", "enum",
     "pathlib", "zoneinfo", "numpy", "pandas", "pyarrow"}
)  # fmt: skip


class _AnswerUnpickler(pickle.Unpickler):
    """Only classes an answer may be made of: a parser that was taken over cannot name a function to call here."""

    def find_class(self, module_name: str, global_name: str, /) -> Any:
        if "." in global_name:
            raise pickle.UnpicklingError("nested name")
        if module_name == "builtins" and global_name in _SAFE_BUILTINS:
            return getattr(builtins, global_name)
        if module_name.split(".", 1)[0] in _SAFE_ROOTS:
            return super().find_class(module_name, global_name)
        raise pickle.UnpicklingError("class not allowed")


def write_frame(pipe: BinaryIO, value: object) -> None:
    """One pickle with its length before it."""
    body = pickle.dumps(value, protocol=5)
    pipe.write(_LENGTH.pack(len(body)))
    pipe.write(body)
    pipe.flush()


def read_frame(pipe: BinaryIO, trusted: bool = False) -> Any:
    """The next value, None at the end of the pipe. `trusted` is for the child, reading what its own parent wrote."""
    head = _exactly(pipe, _LENGTH.size)
    if head is None:
        return None
    body = _exactly(pipe, _LENGTH.unpack(head)[0])
    if body is None:
        return None
    if trusted:
        return pickle.loads(body)  # noqa: S301 - written by the parent that started this very process
    return _AnswerUnpickler(BytesIO(body)).load()


def _exactly(pipe: BinaryIO, size: int) -> bytes | None:
    data = pipe.read(size)
    return data if len(data) == size else None
