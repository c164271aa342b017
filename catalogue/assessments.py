"""Sheets for judging a project oneself, as data (`assessments/*.toml`): items, their parts, points and sources."""

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from catalogue.fields import Fields
from catalogue.model import CatalogueError, Fault

FOLDER: Final = Path(__file__).parent / "assessments"
HEAD_KEYS: Final = ("id", "title", "source", "note", "total", "item")
ITEM_KEYS: Final = ("id", "name", "part")
PART_KEYS: Final = ("name", "how", "points", "field", "answer", "test")


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentPart:
    """What counts for an item, and its points. It holds where one of what it names does: `field`, a field of the
    project that is filled; `answer`, the key of what was typed for this sheet; `test`, evaluated on the plan ("" where
    it names none). `name`: what it is; `how`: how to come by it, the question of an answer."""

    name: str
    how: str
    points: int
    field: str = ""
    answer: str = ""
    test: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentItem:
    """One line of a sheet; its points are those of its parts."""

    id: str
    name: str
    parts: tuple[AssessmentPart, ...]

    @property
    def points(self) -> int:
        """The most it can get."""
        return sum(each.points for each in self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """A sheet. `source`: whose it is; `note`: what of it is ours, to be said wherever points are shown; `total`: the
    points of all items."""

    id: str
    title: str
    source: str
    note: str
    total: int
    items: tuple[AssessmentItem, ...]


@functools.cache
def assessments() -> Mapping[str, Assessment]:
    """Id → shipped sheet. Raises CatalogueError when a file is faulty."""
    read = [read_assessment(path.read_text(encoding="utf-8"), path.name) for path in sorted(FOLDER.glob("*.toml"))]
    return {each.id: each for each in read}


def answers_asked(sheets: Mapping[str, Assessment] | None = None) -> dict[str, str]:
    """Key of each answer → what is to be typed for it: no field of a project holds it."""
    found = (assessments() if sheets is None else sheets).values()
    return {part.answer: part.how for one in found for item in one.items for part in item.parts if part.answer}


def read_assessment(text: str, place: str) -> Assessment:
    """The sheet of a TOML text. Raises CatalogueError naming the item of every fault: a text or points missing, a part
    that nothing answers, an id twice, points that do not add up to the total."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CatalogueError(Fault(place, f"อ่านไฟล์ไม่ได้ ({error})", "แก้ให้เป็น TOML ที่ถูกต้อง")) from error
    faults: list[Fault] = []
    head = Fields(table, place, faults)
    head.check_keys(HEAD_KEYS)
    sheet = Assessment(
        id=head.required_text("id", "รหัส"),
        title=head.required_text("title", "ชื่อแบบประเมิน"),
        source=head.required_text("source", "ที่มา"),
        note=head.required_text("note", "หมายเหตุ"),
        total=head.integer("total"),
        items=tuple(_item(raw, f"{place} ข้อ {number}", faults) for number, raw in enumerate(head.rows("item"), 1)),
    )
    ids = [each.id for each in sheet.items]
    if len(set(ids)) < len(ids):
        head.fault("มี id ของข้อซ้ำกัน", "ตั้ง id ให้ต่างกันทุกข้อ")
    if not faults and (points := sum(each.points for each in sheet.items)) != sheet.total:
        head.fault(f"คะแนนทุกข้อรวมได้ {points} แต่ total เป็น {sheet.total}", "แก้ points ของข้อให้รวมเท่ากับ total")
    if faults:
        raise CatalogueError(*faults)
    return sheet


def _item(raw: Mapping[str, Any], place: str, faults: list[Fault]) -> AssessmentItem:
    row = Fields(raw, place, faults)
    row.check_keys(ITEM_KEYS)
    parts = tuple(_part(each, f"{place} ส่วนที่ {number}", faults) for number, each in enumerate(row.rows("part"), 1))
    if not parts:
        row.fault("ไม่มีส่วนที่ให้คะแนน", "ใส่ [[item.part]] อย่างน้อยหนึ่งส่วน")
    return AssessmentItem(id=row.required_text("id", "รหัส"), name=row.required_text("name", "ชื่อข้อ"), parts=parts)


def _part(raw: Mapping[str, Any], place: str, faults: list[Fault]) -> AssessmentPart:
    row = Fields(raw, place, faults)
    row.check_keys(PART_KEYS)
    part = AssessmentPart(
        name=row.required_text("name", "ชื่อส่วน"),
        how=row.required_text("how", "วิธีทำ"),
        points=row.integer("points"),
        field=row.text("field"),
        answer=row.text("answer"),
        test=row.text("test"),
    )
    if not (part.field or part.answer or part.test):
        row.fault("ไม่บอกว่าดูจากอะไร", "ใส่ field, answer หรือ test")
    if part.points < 1:
        row.fault(f"คะแนน {part.points}", "ใส่ points ตั้งแต่ 1")
    return part
