"""The old office container (OLE compound file): which streams it holds, and one of them whole."""

from __future__ import annotations

import struct

from loaders.reading.model import ReadRefusal

_END = 0xFFFFFFFA  # chain marks are above this
_ENTRY = 128
_MINI_CUTOFF = 4096


class CompoundFile:
    """Streams by name. Raises ReadRefusal F06 where the container is cut off or its chains run in circles."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        try:
            shift, mini_shift = struct.unpack_from("<HH", content, 30)
            self._size, self._mini_size = 1 << shift, 1 << mini_shift
            if shift not in (9, 12) or mini_shift != 6:
                raise ReadRefusal("F06")
            self._fat = self._read_fat()
            self._entries = self._read_directory()
        except (struct.error, IndexError):
            raise ReadRefusal("F06") from None

    @property
    def names(self) -> set[str]:
        """Names of all streams and storages."""
        return set(self._entries)

    def stream(self, name: str) -> bytes:
        """The bytes of a stream; b"" where there is none."""
        if name not in self._entries:
            return b""
        start, size = self._entries[name]
        try:
            if size >= _MINI_CUTOFF:
                return self._chain(start)[:size]
            return self._mini_chain(start)[:size]
        except (struct.error, IndexError):
            raise ReadRefusal("F06") from None

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        return self._content[start : start + self._size]

    def _read_fat(self) -> list[int]:
        numbers = list(struct.unpack_from("<109I", self._content, 76))
        following, count = struct.unpack_from("<II", self._content, 68)
        for _ in range(min(count, len(self._content) // self._size)):
            if following >= _END:
                break
            more = _integers(self._sector(following))
            numbers.extend(more[:-1])
            following = more[-1]
        fat: list[int] = []
        for number in numbers:
            if number < _END:
                fat.extend(_integers(self._sector(number)))
        return fat

    def _chain(self, number: int) -> bytes:
        pieces: list[bytes] = []
        while number < _END:
            pieces.append(self._sector(number))
            if len(pieces) > len(self._fat):
                raise ReadRefusal("F06")
            number = self._fat[number]
        return b"".join(pieces)

    def _mini_chain(self, number: int) -> bytes:
        fat = _integers(self._chain(struct.unpack_from("<I", self._content, 60)[0]))
        container = self._chain(self._root)
        pieces: list[bytes] = []
        while number < _END:
            pieces.append(container[number * self._mini_size : (number + 1) * self._mini_size])
            if len(pieces) > len(fat):
                raise ReadRefusal("F06")
            number = fat[number]
        return b"".join(pieces)

    def _read_directory(self) -> dict[str, tuple[int, int]]:
        directory = self._chain(struct.unpack_from("<I", self._content, 48)[0])
        entries: dict[str, tuple[int, int]] = {}
        self._root = _END
        for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", directory, at + 64)
            start, size = struct.unpack_from("<II", directory, at + 116)
            if kind == 5:
                self._root = start
            elif kind in (1, 2):
                name = directory[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
                entries.setdefault(name, (start, size))
        return entries


def _integers(data: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4]))
