"""Words twice a second while a file is read; drawing them is what lets a click end the reading."""

import time
from collections.abc import Callable
from typing import Any

from pages.shared.look import escape_markdown

HEARTBEAT_SECONDS = 0.5
LEAST_SHARE = 0.05  # of the rows: before that, nobody can say how long it takes


class Heartbeat:
    """Says twice a second which file is read and how far it is."""

    def __init__(self, bar: Any, name: str, number: int = 0, files: int = 1) -> None:
        self._say: Callable[[float, str], object] = bar.progress
        self._name, self._number, self._files = escape_markdown(name), number, files
        self._began = self._said = time.monotonic()
        self._share, self._rows = 0.0, ""

    def progress(self, done: int, total: int | None) -> None:
        """How many rows the child has read."""
        self._share = min(1.0, done / total) if total else 0.0
        self._rows = f" · อ่านแล้ว {done:,} จาก {total:,} แถว" if total else f" · อ่านแล้ว {done:,} แถว"

    def cancelled(self) -> bool:
        """Never says yes itself: drawing is what lets a click end the reading."""
        now = time.monotonic()
        if now - self._said >= HEARTBEAT_SECONDS:
            self._said = now
            which = f"ไฟล์ที่ {self._number + 1} จาก {self._files}" if self._files > 1 else "อ่านและตรวจ"
            self._say(
                (self._number + self._share) / self._files,
                f"กำลังอ่าน {self._name} · {which}{self._rows} · {self._time(now - self._began)}",
            )
        return False

    def _time(self, seconds: float) -> str:
        """Seconds gone, and those left once enough was read to tell."""
        gone = f"ผ่านไป {seconds:.0f} วินาที"
        if not LEAST_SHARE <= self._share < 1:
            return gone
        return f"{gone} เหลือประมาณ {seconds * (1 - self._share) / self._share:.0f} วินาที"
