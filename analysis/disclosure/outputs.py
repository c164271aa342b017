"""For whom an output is: everyone, the office alone, or anyone since it holds no figures. There is no fourth.

`reports` takes what it writes only as `Released`. It is made by three functions and in no other way:

>>> plan = without_figures("a blank form")
>>> plan.file_name("แบบสำรวจ.xlsx")
'แบบสำรวจ.xlsx'
>>> for_internal_use("a table").file_name("เรดาร์_ตำบลกะทู้_2561.png")
'เรดาร์_ตำบลกะทู้_2561_ใช้ภายในสำนักงาน.png'
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import PurePath
from typing import Final, Generic, TypeVar

from analysis.disclosure.counts import FEWEST_VALUES
from analysis.disclosure.gate import Disclosure
from words import INTERNAL_MARK

ContentT = TypeVar("ContentT")
OtherT = TypeVar("OtherT")
LONGEST_NAME: Final = 140  # letters of a file's name; Thai ones are three bytes each, and disks take 255 units
INTERNAL_NOTE: Final = "ใช้ภายในสำนักงาน มีจำนวน 1–9 รายซึ่งอาจชี้ตัวบุคคลได้ ห้ามเผยแพร่หรือส่งต่อ"
HIDDEN_NOTE: Final = (
    "ซ่อน {hidden} ค่า คือจำนวน 1–9 รายและค่าที่ใช้คำนวณย้อนกลับได้ เพื่อคุ้มครองข้อมูลส่วนบุคคล "
    "ค่าเฉลี่ยปัดเป็นทศนิยมหนึ่งตำแหน่ง หรือเป็นจำนวนเต็มเมื่อยังคำนวณย้อนกลับได้ (กฎของโปรแกรมนี้) "
    "คำว่า ไม่แสดง คือค่าที่ซ่อน ช่องว่างในตารางคือค่าที่ซ่อนหรือไม่มีข้อมูล"
)
LIMIT_NOTE: Final = (
    "เมื่อนำไฟล์เผยแพร่ของทุกระดับพื้นที่มารวมกัน จำนวนที่ซ่อนแต่ละค่ายังเป็นไปได้อย่างน้อย {fewest} ค่า "
    "ไม่ครอบคลุมข้อมูลจากแหล่งอื่น ไฟล์ที่จัดทำก่อนข้อมูลเปลี่ยน ผลรวมของพื้นที่ที่ผู้ใช้จัดกลุ่มเอง และลำดับหรือคะแนนที่เทียบกับพื้นที่อื่น"
)
UNPROTECTED_NOTE: Final = "มี {unprotected} ค่าที่ซ่อนแล้วยังเหลือค่าที่เป็นไปได้น้อยกว่า {fewest} ค่า ไม่ควรเผยแพร่ข้อมูลระดับหมู่บ้าน"


class Audience(Enum):
    """For whom an output is."""

    PUBLIC = "public"
    INTERNAL = "internal"
    WITHOUT_FIGURES = "without_figures"

    @property
    def label(self) -> str:
        """The words of the choice on screen."""
        return LABELS[self]

    @property
    def mark(self) -> str:
        """What stands in the file's name, on every sheet and on every picture; empty where nothing has to."""
        return INTERNAL_MARK if self is Audience.INTERNAL else ""

    def file_name(self, name: str) -> str:
        """The name of a file for these readers: with the mark before its ending."""
        if not self.mark:
            return name
        path = PurePath(name)
        kept = LONGEST_NAME - len(self.mark) - len(path.suffix) - 1
        return f"{path.stem[:kept]}_{self.mark}{path.suffix}"


LABELS: Final = {
    Audience.PUBLIC: "เผยแพร่หรือส่งต่อได้ (ซ่อนจำนวน 1–9 ราย)",
    Audience.INTERNAL: INTERNAL_MARK,
    Audience.WITHOUT_FIGURES: "ไม่มีตัวเลขของพื้นที่",
}
_MADE_HERE: Final = object()


@dataclass(frozen=True)
class Shaped(Generic[ContentT]):
    """Content as the gate lets it out, and how many of its figures are hidden."""

    content: ContentT
    hidden: int


@dataclass(frozen=True)
class Released(Generic[ContentT]):
    """Content that may be written to a file, for whom, and what has to be said with it. Raises TypeError when it was
    made in another way than by the functions below."""

    content: ContentT
    audience: Audience
    notes: tuple[str, ...]
    _made_by: object

    def __post_init__(self) -> None:
        if self._made_by is not _MADE_HERE:
            raise TypeError("use release_public, for_internal_use or without_figures")

    @property
    def mark(self) -> str:
        """The words for every sheet and picture; empty where none have to stand there."""
        return self.audience.mark

    def file_name(self, name: str) -> str:
        """The name with the mark before its ending."""
        return self.audience.file_name(name)

    def drawn(self, draw: Callable[[ContentT], OtherT]) -> "Released[OtherT]":
        """Something made of the content alone (its picture, its sheets), for the same readers."""
        return Released(draw(self.content), self.audience, self.notes, self._made_by)

    def noted(self, *notes: str) -> "Released[ContentT]":
        """The same with more to be said."""
        return replace(self, notes=(*self.notes, *notes))


def release_public(gate: Disclosure, shape: Callable[[Disclosure], Shaped[ContentT]]) -> Released[ContentT]:
    """What `shape` makes of its figures with the gate's answers: the `<stage>_public` of `analysis/<stage>/public.py`.

    >>> release_public(Disclosure([], None), lambda gate: Shaped("a table", 0)).notes
    ()
    """
    shaped = shape(gate)
    return Released(shaped.content, Audience.PUBLIC, hidden_notes(shaped.hidden, gate.unprotected), _MADE_HERE)


def hidden_notes(hidden: int, unprotected: int = 0) -> tuple[str, ...]:
    """What has to be said where so many figures are hidden, and how many of these are not well enough."""
    notes: list[str] = []
    if hidden:
        notes += [HIDDEN_NOTE.format(hidden=f"{hidden:,}"), LIMIT_NOTE.format(fewest=FEWEST_VALUES)]
    if unprotected:
        notes.append(UNPROTECTED_NOTE.format(unprotected=f"{unprotected:,}", fewest=FEWEST_VALUES))
    return tuple(notes)


def for_internal_use(content: ContentT) -> Released[ContentT]:
    """Everything as it is, for the office alone; only where a person has asked for it."""
    return Released(content, Audience.INTERNAL, (INTERNAL_NOTE,), _MADE_HERE)


def without_figures(content: ContentT) -> Released[ContentT]:
    """Blank forms, lists of faults to mend, backups: nothing in it tells a figure of an area to other people."""
    return Released(content, Audience.WITHOUT_FIGURES, (), _MADE_HERE)
