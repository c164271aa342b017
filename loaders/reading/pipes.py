"""The wire between a reading child and its parent: pickles with their lengths, and how far the child is.

Large arrays travel beside their pickle as they lie in memory (pickle protocol 5): neither side holds them twice.
"""

from __future__ import annotations

import builtins
import pickle
import struct
from collections.abc import Callable
from io import BufferedReader, BytesIO
from typing import Any, BinaryIO

_listeners: list[Callable[[int, int | None], None]] = []


def progress(done: int, total: int | None = None) -> None:
    """Say that `done` rows (of `total`, where known) are finished. Outside a reading child it does nothing."""
    for listener in _listeners:
        listener(done, total)


def listen(listener: Callable[[int, int | None], None]) -> None:
    """Send every further `progress` call to `listener` alone: used by the child, once a file."""
    _listeners[:] = [listener]


_COUNT = struct.Struct(">I")
_LENGTH = struct.Struct(">Q")
_MOST_BYTES = 1 << 32  # of one part: a child that was taken over cannot ask for more
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
    """One value: how many parts, then each with its length before it: the pickle and its arrays."""
    arrays: list[pickle.PickleBuffer] = []
    body = pickle.dumps(value, protocol=5, buffer_callback=arrays.append)
    pipe.write(_COUNT.pack(1 + len(arrays)))
    for part in (memoryview(body), *(array.raw() for array in arrays)):
        pipe.write(_LENGTH.pack(part.nbytes))
        pipe.write(part)
    pipe.flush()


def read_frame(pipe: BufferedReader, trusted: bool = False) -> Any:
    """The next value, None at the end of the pipe. `trusted` is for the child, reading what its own parent wrote.

    Raises pickle.UnpicklingError for what no answer may hold.
    """
    head = _exactly(pipe, _COUNT.size)
    if head is None:
        return None
    parts: list[bytearray] = []
    for _ in range(_COUNT.unpack(head)[0]):
        part = _part(pipe)
        if part is None:
            return None
        parts.append(part)
    body, *arrays = parts
    if trusted:
        return pickle.loads(body, buffers=arrays)  # noqa: S301 - written by the parent that started this very process
    return _AnswerUnpickler(BytesIO(body), buffers=arrays).load()


def _part(pipe: BufferedReader) -> bytearray | None:
    head = _exactly(pipe, _LENGTH.size)
    if head is None:
        return None
    size = _LENGTH.unpack(head)[0]
    if size > _MOST_BYTES:
        raise pickle.UnpicklingError("too large")
    return _exactly(pipe, size)


def _exactly(pipe: BufferedReader, size: int) -> bytearray | None:
    """So many bytes, read to where they stay (an array may be changed there); None where the pipe ends before."""
    data = bytearray(size)
    view = memoryview(data)
    done = 0
    while done < size:
        count = pipe.readinto(view[done:])
        if not count:
            return None
        done += count
    return data
