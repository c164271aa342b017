"""A list of projects from elsewhere (a community plan, a plan of a local office) as parts of a plan.

What each column means is proposed by its heading and decided by people; cells are read as in the plan's own workbook,
and what cannot be read is a fault with its row and column. Nothing is guessed: a sum without a source says so.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from analysis.logic_model.edited_workbook import SheetFault
from analysis.logic_model.plan import NO_SOURCE
from analysis.logic_model.plan_sheets import READ_CELL, THAI_DIGITS, cell_text
from analysis.logic_model.project_rows import YEARS
from catalogue.activities import NETWORKS
from words.dates import BE_MINUS_CE, months_of
from words.spelling import fold

MEANINGS_PATH: Final = Path(__file__).with_suffix(".toml")
UNUSED, BUDGET = "unused", "budget"
TEXTS: Final = ("objective", "rationale", "target_group", "owner", "method", "evaluation", "expected")
LISTS: Final = ("agencies", "networks")
CARDS: Final = ("problem", "cause", "activity", "output")
YEAR_WITHIN: Final = re.compile(r"(?<![0-9])(2[45][0-9]{2}|20[0-9]{2})(?![0-9])")
FACTORS: Final[Mapping[str, float]] = {"ล้านบาท": 1e6, "แสนบาท": 1e5, "หมื่นบาท": 1e4, "พันบาท": 1e3}
NO_MONEY: Final = ("ไม่ใช้", "ไม่มีงบ", "ไม่มีค่าใช้จ่าย")
NOT_GIVEN: Final = ("-", "–", "—")
REACHED: Final = re.compile(r"(?<![\d.,])(\d[\d,]*)\s*(คน|ราย|ครัวเรือน|หลังคาเรือน|ครอบครัว)")
STRATEGY_TITLES: Final = ("ยุทธศาสตร์", "แผนงาน", "กลยุทธ์", "ประเด็นการพัฒนา")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a column may be: `words`: headings that are it, `within`: words that tell it within a longer heading."""

    id: str
    name: str
    words: tuple[str, ...]
    within: tuple[str, ...]
    repeats: bool = False


@cache
def meanings() -> Mapping[str, Meaning]:
    """Id → meaning, in the order they are looked for."""
    rows: list[dict[str, Any]] = tomllib.loads(MEANINGS_PATH.read_text(encoding="utf-8"))["meaning"]
    made = [
        Meaning(
            each["id"], each["name"], tuple(map(fold, each["words"])), tuple(map(fold, each["within"])),
            each.get("repeats", False),
        )
        for each in rows
    ]  # fmt: skip
    return {each.id: each for each in made}


def proposed_meanings(headings: Sequence[str]) -> tuple[str, ...]:
    """What each column is by its heading: one column a meaning unless it may repeat, the surer heading first.

    >>> proposed_meanings(["ที่", "ชื่อโครงการ", "งบประมาณ / 2571 (บาท)", "แหล่งงบประมาณ", "สีเสื้อ"])
    ('unused', 'name', 'budget', 'source', 'unused')
    """
    found = [UNUSED] * len(headings)
    taken: set[str] = set()
    for is_exact in (True, False):
        for place, heading in enumerate(headings):
            if found[place] == UNUSED and (meaning := _meaning_of(heading, is_exact, taken)):
                found[place] = meaning
                taken |= set() if meanings()[meaning].repeats else {meaning}
    if "name" not in found and "activity" in found:
        found[found.index("activity")] = "name"
    return tuple(found)


def _meaning_of(heading: str, is_exact: bool, taken: set[str]) -> str | None:
    parts = [part.strip() for part in fold(heading).split(" / ")]
    bare = [re.sub(r"\s*\([^()]*\)\s*$", "", part) for part in parts]
    for each in meanings().values():
        if each.id in taken:
            continue
        if is_exact and (set(each.words) & {*parts, *bare, fold(heading)}):
            return each.id
        if not is_exact and any(word in fold(heading) for word in each.within):
            return each.id
    return BUDGET if not is_exact and any(map(_year_in, parts)) else None


def _year_in(heading: str) -> int | None:
    """The one พ.ศ. year that a heading names; None for none or several."""
    years = {int(each) for each in YEAR_WITHIN.findall(heading.translate(THAI_DIGITS))}
    year = years.pop() if len(years) == 1 else 0
    year = year + BE_MINUS_CE if 2000 < year < 2100 else year
    return year if year in YEARS else None


@dataclass(frozen=True)
class ListedTable:
    """A table as it was read: `rows`: (Excel's number, a cell a column, the title that the row stands under)."""

    sheet: str
    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[Any, ...], str], ...]


@dataclass(frozen=True)
class ListedRow:
    """A row of the list, read. `fields`: of the project; `cards`: kind → text; `money`: (source, year, baht);
    `place`: as it was written."""

    number: int
    name: str
    fields: Mapping[str, Any]
    cards: Mapping[str, str]
    money: tuple[tuple[str, int, float], ...]
    place: str = ""
    strategy: str = ""


def listed_rows(
    table: ListedTable, chosen: Sequence[str], year_be: int
) -> tuple[tuple[ListedRow, ...], tuple[SheetFault, ...]]:
    """The rows of a table with the meanings `chosen` for its columns, and the cells that cannot be read.

    A row without a name belongs to the project above it, if it says anything. `year_be`: the fiscal year of money of
    which neither its column nor its row tells one."""
    reader = _Reader(table, tuple(chosen), year_be)
    rows = [row for number, cells, title in table.rows if (row := reader.row(number, cells, title)) is not None]
    return tuple(rows), tuple(reader.faults)


class _Reader:
    """Reads row by row, and remembers the project it is in and what could not be read."""

    def __init__(self, table: ListedTable, chosen: tuple[str, ...], year_be: int) -> None:
        self.table, self.chosen, self.other_year = table, chosen, year_be
        self.faults: list[SheetFault] = []
        self.name = self.place = ""

    def row(self, number: int, cells: Sequence[Any], title: str) -> ListedRow | None:
        texts = {self.chosen[place]: cell_text(cell) for place, cell in enumerate(cells) if cell_text(cell)}
        if not any(each != UNUSED for each in texts):
            return None
        is_new = bool(texts.get("name"))
        name = texts.get("name") or self.name
        if not name:
            self.fault(number, 0, "แถวนี้ไม่มีชื่อโครงการ จึงไม่นำเข้า", "ใส่ชื่อโครงการในแถวนี้ หรือเลือกคอลัมน์ชื่อโครงการให้ถูก")
            return None
        self.name, self.place = name, texts.get("place", "") if is_new else self.place
        strategy = texts.get("strategy", "") or (title if title.startswith(STRATEGY_TITLES) else "")
        fields = self.fields(number, cells, texts)
        cards = {kind: texts[kind] for kind in CARDS if texts.get(kind)}
        money = self.money(number, cells, texts, fields)
        return ListedRow(number, name, fields, cards, money, self.place, strategy)

    def fault(self, number: int, place: int, what: str, fix: str) -> None:
        self.faults.append(SheetFault(self.table.sheet, number, self.table.headings[place], what, fix))

    def cell(self, number: int, place: int, holds: str, cell: Any) -> Any:
        """A cell as what it should hold; None, with a fault, for one that cannot be read."""
        try:
            return READ_CELL[holds](cell)
        except ValueError as error:
            self.fault(number, place, error.args[0], error.args[1])
            return None

    def fields(self, number: int, cells: Sequence[Any], texts: Mapping[str, str]) -> dict[str, Any]:
        found: dict[str, Any] = {name: texts[name] for name in TEXTS if texts.get(name)}
        for place, (meaning, cell) in enumerate(zip(self.chosen, cells, strict=True)):
            if not cell_text(cell):
                continue
            if meaning in LISTS:
                named = READ_CELL["list"](cell)
                if meaning == "networks" and set(named) - set(NETWORKS):
                    self.fault(number, place, "ไม่ใช่ชื่อภาคีเครือข่าย", f"ใช้คำเหล่านี้ คั่นด้วย , : {' '.join(NETWORKS)}")
                    named = tuple(each for each in named if each in NETWORKS)
                found[meaning] = tuple(dict.fromkeys((*found.get(meaning, ()), *named)))
            elif meaning in ("start", "end"):
                found[meaning] = self.cell(number, place, "day", cell)
            elif meaning == "people":
                found |= self.people(number, place, cell)
            elif meaning == "sdgs":
                found[meaning] = tuple(
                    each for each in self.cell(number, place, "whole_numbers", cell) or () if each < 18
                )
            elif meaning == "period":
                found |= self.period(number, place, cell)
        if "people" not in found:
            reached = REACHED.findall(
                f"{texts.get('target_group', '')} {texts.get('output', '')}".translate(THAI_DIGITS)
            )
            if len(reached) == 1:  # of several numbers nobody knows which is meant
                found |= {"people": float(reached[0][0].replace(",", "")), "unit": reached[0][1]}
        return {name: value for name, value in found.items() if value not in (None, ())}

    def people(self, number: int, place: int, cell: Any) -> dict[str, Any]:
        counted = REACHED.fullmatch(cell_text(cell).translate(THAI_DIGITS))
        if counted is not None:
            return {"people": float(counted[1].replace(",", "")), "unit": counted[2]}
        return {"people": self.cell(number, place, "number", cell)}

    def period(self, number: int, place: int, cell: Any) -> dict[str, Any]:
        days = months_of(cell_text(cell).translate(THAI_DIGITS))
        if days is None:
            self.fault(number, place, "อ่านเป็นวันเริ่มและวันสิ้นสุดไม่ได้", "เขียนเป็น ต.ค. 2570 – ก.ย. 2571 หรือเติมวันภายหลังในแผน")
            return {}
        return {"start": days[0], "end": days[1]}

    def money(
        self, number: int, cells: Sequence[Any], texts: Mapping[str, str], fields: dict[str, Any]
    ) -> tuple[tuple[str, int, float], ...]:
        year = self.year(number, cells) or self.other_year
        found: list[tuple[str, int, float]] = []
        for place, (meaning, cell) in enumerate(zip(self.chosen, cells, strict=True)):
            words = cell_text(cell)
            if meaning != BUDGET or not words or words in NOT_GIVEN:
                continue
            if any(word in words for word in NO_MONEY):
                fields["needs_budget"] = False
                continue
            heading = self.table.headings[place]
            baht = self.cell(
                number, place, "number", re.sub(r"\s*บาท\.?$", "", words) if isinstance(cell, str) else cell
            )
            if baht:
                factor = next((each for name, each in FACTORS.items() if name in heading), 1.0)
                found.append((texts.get("source") or NO_SOURCE, _year_in(heading) or year, baht * factor))
        return tuple(found)

    def year(self, number: int, cells: Sequence[Any]) -> int | None:
        if "year" not in self.chosen:
            return None
        place = self.chosen.index("year")
        words = cell_text(cells[place])
        year = _year_in(words)
        if words and year is None:
            self.fault(number, place, "อ่านเป็นปีงบประมาณปีเดียวไม่ได้ จึงใช้ปีของแผน", "ใส่ปี พ.ศ. สี่หลัก เช่น 2571")
        return year
