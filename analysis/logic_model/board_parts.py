"""What the board in the browser sends, read with care: whatever else a browser may send is refused whole.

The board holds the cards of the chain, the risks and the potential; projects and follow-up are edited elsewhere.
"""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, cast, get_type_hints

from analysis.core.errors import AnalysisError
from analysis.logic_model.plan import (
    CHAIN,
    KIND_NAMES,
    PARTS,
    SWOT,
    Card,
    Outcome,
    Part,
    Potential,
    Problem,
    Risk,
    content_of,
)

BOARD_KINDS: Final = (*CHAIN, Risk.kind, Potential.kind)
TARGET_SOURCES: Final[Mapping[str, str]] = {
    "set": "ชุดตัวชี้วัด",
    "file": "พิมพ์ในไฟล์ของพื้นที่",
    "suggested": "โปรแกรมนี้เสนอ",
    "own": "พื้นที่กำหนดเอง",
}
CHOICES: Final[Mapping[str, frozenset[str]]] = {
    "target_source": frozenset({"", *TARGET_SOURCES}),
    "pace": frozenset({"", *KIND_NAMES}),
    "side": frozenset(SWOT),
}
MOST_PARTS: Final = 1_000
MOST_LETTERS: Final = 2_000  # of one text
MOST_LETTERS_TOGETHER: Final = 500_000
MOST_NUMBER: Final = 1e12
PART_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,60}")
YEARS: Final = range(1900, 2200)  # of a date, Christian era
HINTS: Final = {kind: get_type_hints(PARTS[kind]) for kind in BOARD_KINDS}


@dataclass(frozen=True, slots=True)
class BoardMessage:
    """A saving that the board asks for. `request`: its own name, given back with the answer; `based_on`: the version
    that was edited; `kept`: texts that a person has said are to be kept; `parts`: the whole board, in its order."""

    request: str
    based_on: int
    kept: tuple[str, ...]
    parts: tuple[Part, ...]


def read_message(value: object) -> BoardMessage:
    """The message as values of ours; fields that a kind does not have are left out, links that lead nowhere too.

    Raises AnalysisError for anything that the board does not send: wrong types, unknown kinds, ids that are none or
    twice, numbers out of bounds, texts too long, too many parts."""
    message = _object(value)
    request, based_on = message.get("request"), message.get("based_on")
    if not isinstance(request, str) or len(request) > 80 or not isinstance(based_on, int) or isinstance(based_on, bool):
        raise _refused("ไม่บอกรุ่นที่แก้")
    kept = tuple(_text(each) for each in _list(message.get("kept")))
    parts = [_part(each) for each in _list(message.get("parts"))]
    ids = [each.id for each in parts]
    if len(set(ids)) != len(ids):
        raise _refused("มีสองใบที่ใช้รหัสเดียวกัน")
    if sum(len(str(each)) for part in parts for each in content_of(part).values()) > MOST_LETTERS_TOGETHER:
        raise _refused(f"ข้อความรวมกันเกิน {MOST_LETTERS_TOGETHER:,} ตัวอักษร")
    return BoardMessage(request, based_on, kept, tuple(_with_true_links(parts)))


def board_parts(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Those of a plan's parts that stand on the board, in order."""
    return tuple(each for each in parts if each.kind in BOARD_KINDS)


def with_board(parts: Sequence[Part], board: Sequence[Part], set_id: str) -> tuple[Part, ...]:
    """The plan's parts with those of the board as they stand there now, before all others.

    An indicator chosen on the board is one of `set_id` where the card does not say. Raises AnalysisError for an id that
    a part beside the board has."""
    others = [each for each in parts if each.kind not in BOARD_KINDS]
    if {each.id for each in others} & {each.id for each in board}:
        raise _refused("รหัสของใบซ้ำกับส่วนอื่นของแผน")
    return (*(_with_set(each, set_id) for each in board), *others)


def _with_set(part: Part, set_id: str) -> Part:
    if isinstance(part, Problem | Outcome) and part.indicator_code is not None and part.set_id is None:
        return replace(part, set_id=set_id)
    return part


def _part(value: object) -> Part:
    given = _object(value)
    kind, part_id = given.get("kind"), given.get("id")
    if not isinstance(kind, str) or kind not in BOARD_KINDS:
        raise _refused("มีใบที่ไม่รู้จักชนิด")
    if not isinstance(part_id, str) or PART_ID.fullmatch(part_id) is None:
        raise _refused("มีใบที่ไม่มีรหัส")
    hints = HINTS[kind]
    content = _object(given.get("content"))
    fields: dict[str, Any] = {"text": ""} | {
        name: _field(name, hints[name], each)
        for name, each in content.items()
        if name in hints and name not in {"id", "kind"} and each is not None
    }
    if kind == Potential.kind and "side" not in fields:
        raise _refused("มีศักยภาพที่ไม่บอกด้าน")
    return PARTS[kind](id=part_id, **fields)


def _field(name: str, hint: Any, value: object) -> Any:
    if name in CHOICES and (not isinstance(value, str) or value not in CHOICES[name]):
        raise _refused(f"{name} ไม่อยู่ในรายการที่เลือกได้")
    found = READERS[hint](value)
    if name.endswith("_pct") and found > 100:
        raise _refused("ร้อยละมากกว่า 100")
    return found


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > MOST_LETTERS:
        raise _refused(f"มีข้อความที่ไม่ใช่ข้อความ หรือยาวเกิน {MOST_LETTERS:,} ตัวอักษร")
    return value


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= MOST_NUMBER:
        raise _refused("มีตัวเลขที่ใช้ไม่ได้")
    return float(value)


def _whole(value: object) -> int:
    number = _number(value)
    if math.floor(number) != number:
        raise _refused("มีตัวเลขที่ควรเป็นจำนวนเต็ม")
    return int(number)


def _yes_or_no(value: object) -> bool:
    if not isinstance(value, bool):
        raise _refused("มีช่องเลือกที่ไม่ใช่ใช่หรือไม่ใช่")
    return value


def _day(value: object) -> date:
    try:
        day = date.fromisoformat(_text(value))
    except ValueError:
        raise _refused("มีวันที่ที่ไม่มีในปฏิทิน") from None
    if day.year not in YEARS:
        raise _refused("มีวันที่ที่ปีใช้ไม่ได้")
    return day


def _ids(value: object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_text(each) for each in _list(value)))


READERS: Final[Mapping[Any, Callable[[object], Any]]] = {
    str: _text,
    str | None: _text,
    float | None: _number,
    int | None: _whole,
    bool: _yes_or_no,
    date | None: _day,
    tuple[str, ...]: _ids,
}
"""The type of a part's field → what reads it from JSON."""


def _object(value: object) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise _refused("รูปแบบไม่ใช่ของกระดาน")
    return cast(Mapping[str, object], value)


def _list(value: object) -> Sequence[object]:
    if not isinstance(value, list | tuple) or len(cast(Sequence[object], value)) > MOST_PARTS:
        raise _refused(f"รูปแบบไม่ใช่ของกระดาน หรือมีเกิน {MOST_PARTS:,} ใบ")
    return cast(Sequence[object], value)


def _with_true_links(parts: Sequence[Part]) -> list[Part]:
    """Links lead to cards of this board that stand before in the chain, and nowhere else."""
    columns = list(CHAIN)
    place = {each.id: columns.index(each.kind) for each in parts if isinstance(each, Card)}

    def straight(card: Part) -> Part:
        if not isinstance(card, Card):
            return card
        links = tuple(each for each in card.links if place.get(each, len(columns)) < place[card.id])
        return card if links == card.links else replace(card, links=links)

    return [straight(each) for each in parts]


def _refused(why: str) -> AnalysisError:
    return AnalysisError(f"หน้าจอส่งข้อมูลที่ใช้ไม่ได้ ({why}) จึงไม่ได้บันทึก", "ข้อความที่พิมพ์ยังอยู่ในเครื่องนี้ โหลดหน้านี้ใหม่แล้วลองอีกครั้ง")
