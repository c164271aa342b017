"""Reads typed values out of one row of a definition (TOML table, CSV row or stored JSON) and notes what is wrong."""

import math
from collections.abc import Mapping, Sequence
from typing import Any, cast

from catalogue.model import Fault

SEPARATOR = ";"


class Fields:
    """One row being read. A bad cell adds a fault to the shared list and reads as a harmless stand-in.

    Lists may come as lists or as one `;`-separated text, numbers as numbers or text: a CSV and a JSON row read alike.
    """

    def __init__(self, raw: Mapping[str, Any], place: str, faults: list[Fault]) -> None:
        self.raw = raw
        self.place = place
        self._faults = faults

    def fault(self, problem: str, fix: str) -> None:
        """Note one fault of this row."""
        self._faults.append(Fault(self.place, problem, fix))

    def check_keys(self, known: Sequence[str]) -> None:
        """A key nobody reads is a misspelling, and would be lost silently."""
        unknown = [str(key) for key in self.raw if key not in known]
        if unknown:
            self.fault(f"ไม่รู้จักช่อง {', '.join(unknown)}", f"ช่องที่ใช้ได้: {', '.join(known)}")

    def text(self, key: str, default: str = "") -> str:
        """The cell as text without outer spaces; `default` when blank (nothing, spaces, or a table's NaN)."""
        return _plain(self.raw.get(key)) or default

    def required_text(self, key: str, label: str) -> str:
        """The cell as text; a fault when blank."""
        value = self.text(key)
        if not value:
            self.fault(f"{label} ({key}) ว่าง", f"ใส่{label}")
        return value

    def number(self, key: str) -> float | None:
        """The cell as a finite number; None when blank; a fault when it is not a number."""
        return self._number(self.raw.get(key), key)

    def integer(self, key: str, default: int | None = None) -> int:
        """The cell as a whole number, or `default` when blank; a fault when not whole, or blank without a default."""
        value = self.number(key)
        if value is None:
            if default is None and not self.text(key):
                self.fault(f"ช่อง {key} ว่าง", f"ใส่จำนวนเต็มในช่อง {key}")
            return default or 0
        return self._integer(value, key)

    def texts(self, key: str) -> tuple[str, ...]:
        """The entries of a list cell, blanks left out."""
        value = self.raw.get(key)
        parts = cast("Sequence[Any]", value) if isinstance(value, (list, tuple)) else self.text(key).split(SEPARATOR)
        return tuple(text for part in parts if (text := _plain(part)))

    def integers(self, key: str) -> tuple[int, ...]:
        """The entries of a list cell as whole numbers."""
        numbers = (self._number(text, key) for text in self.texts(key))
        return tuple(self._integer(number, key) for number in numbers if number is not None)

    def yearly(self, key: str) -> dict[int, float]:
        """`{2554: 95.0}` out of a mapping or of the text `2554:95;2553:90`."""
        value = self.raw.get(key)
        if isinstance(value, Mapping):
            pairs = [(str(year), each) for year, each in cast("Mapping[Any, Any]", value).items()]
        else:
            pairs = [self._pair(text, key) for text in self.texts(key)]
        read: dict[int, float] = {}
        for year_text, each in pairs:
            year, number = self._number(year_text, key), self._number(each, key)
            if year is None or number is None:
                self.fault(f"ช่อง {key} อ่านไม่ได้", "เขียนเป็น ปี:ค่า คั่นด้วย ; เช่น 2566:95;2567:96")
            elif (year_be := self._integer(year, key)) in read:
                self.fault(f"ช่อง {key} มีปี {year_be} ซ้ำ", "เหลือปีละค่าเดียว")
            else:
                read[year_be] = number
        return read

    def rows(self, key: str) -> list[Mapping[str, Any]]:
        """The sub-tables under a key; a fault when it is not a list of tables."""
        value = self.raw.get(key)
        entries = cast("list[Any]", value) if isinstance(value, list) else []
        if (value is not None and not isinstance(value, list)) or any(
            not isinstance(each, Mapping) for each in entries
        ):
            self.fault(f"ช่อง {key} ไม่ใช่รายการของแถว", f"ให้ {key} เป็นรายการ แถวละหนึ่งชุดข้อมูล")
        return [cast("Mapping[str, Any]", each) for each in entries if isinstance(each, Mapping)]

    def _pair(self, text: str, key: str) -> tuple[str, str]:
        year, colon, value = text.partition(":")
        if not colon:
            self.fault(f"ช่อง {key} มี '{text}' ซึ่งไม่มีเครื่องหมาย :", "เขียนเป็น ปี:ค่า เช่น 2566:95")
            return "0", "0"
        return year.strip(), value.strip()

    def _number(self, value: Any, key: str) -> float | None:
        text = _plain(value)
        if not text:
            return None
        try:
            number = math.nan if isinstance(value, bool) else float(text)
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            self.fault(f"ช่อง {key} มี '{text}' ซึ่งไม่ใช่ตัวเลข", f"ใส่ตัวเลขในช่อง {key}")
            return None
        return number

    def _integer(self, number: float, key: str) -> int:
        if number != int(number):
            self.fault(f"ช่อง {key} มี {number} ซึ่งไม่ใช่จำนวนเต็ม", f"ใส่จำนวนเต็มในช่อง {key}")
        return int(number)


def _plain(value: Any) -> str:
    is_blank = value is None or (isinstance(value, float) and math.isnan(value))
    return "" if is_blank else str(value).strip()
