"""What every file carries with it: where its figures come from, when it was made, and whether they are made up."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from pythainlp.util import thai_strftime

from analysis.disclosure.outputs import Released

SYNTHETIC: Final = "ข้อมูลสังเคราะห์ (ตัวอย่างที่สร้างขึ้น ไม่ใช่ข้อมูลจริงของพื้นที่ใด)"
MAKER: Final = "เรดาร์ชุมชน · Community Radar (ไม่ใช่โปรแกรมของกรมการพัฒนาชุมชน)"
UNSAFE: Final = re.compile(r"[^\w\u0e00-\u0e7f.()-]+")
LONGEST_NAME: Final = 120


@dataclass(frozen=True)
class About:
    """Heading and provenance of a file. `source`: kind of data, file and date of import, as under a figure on screen.
    `notes`: what the reader has to know besides (hidden counts, how a scale is read). `mark`: the words that stand on
    every sheet and picture of what is for the office alone."""

    title: str
    area_title: str
    year_be: int
    source: str
    made_at: datetime
    is_synthetic: bool
    notes: tuple[str, ...] = ()
    mark: str = ""

    @property
    def heading(self) -> str:
        """One line for the top of a page."""
        marked = f"{self.mark} · " if self.mark else ""
        return f"{marked}{self.title} · {self.area_title} · ปี {self.year_be}"

    def of(self, released: Released[Any]) -> "About":
        """The same with what has to be said with this content."""
        return replace(self, notes=(*released.notes, *self.notes), mark=released.mark)

    @property
    def made_on(self) -> str:
        """The day the file was made, in Thai: 21 พฤศจิกายน 2569."""
        return thai_strftime(self.made_at, "%-d %B %Y")

    def lines(self) -> list[str]:
        """What stands under a figure or table."""
        made_up = [SYNTHETIC] if self.is_synthetic else []
        return [*made_up, f"ที่มา: {self.source}", f"จัดทำเมื่อ {self.made_on} ด้วย{MAKER}", *self.notes]

    def file_name(self, suffix: str, part: str = "") -> str:
        """Thai file name with what it is, the area and the year, free of characters a file system refuses.

        >>> About("เรดาร์", "ตำบลกะทู้", 2561, "", datetime(2026, 1, 1), False).file_name("png")
        'เรดาร์_ตำบลกะทู้_2561.png'
        """
        made_up = ["ข้อมูลสังเคราะห์"] if self.is_synthetic else []
        words = [
            self.title,
            *([part] if part not in {"", self.title} else []),
            self.area_title,
            str(self.year_be),
            *made_up,
        ]
        return f"{UNSAFE.sub('-', '_'.join(words))[:LONGEST_NAME]}.{suffix}"
