"""What the program says of itself: help for each screen, the glossary, answers to problems, the lessons.

The texts are data (`help/*.toml`), plain Thai without markup; the screens, the manual and the leaflet all show these
and no others.
"""

import functools
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar, cast

from catalogue.model import CatalogueError, Fault
from words.spelling import fold

FOLDER: Final = Path(__file__).parent / "help"
MOST_SHORT, MOST_LINE, MOST_LINES = 60, 240, 6
"""The longest title, the longest sentence and the most lines of one text: help that is longer is not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenHelp:
    """Help for one screen. `id`: its page, or `page.part` with the code of the part in the URL; `title`: what the part
    is called there; `answers`: the question it answers; `reads`: how to read it; `next`: what to do next."""

    id: str
    title: str
    answers: str
    reads: tuple[str, ...]
    next: str

    @property
    def page(self) -> str:
        """The page it belongs to: `radar_diagram` of `radar_diagram.axes`."""
        return self.id.partition(".")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One term. `explains`: for the people who use it; `english`, `means`: for the makers; `not_called`: names it does
    not go by; `also`: other words that a search for it may use."""

    thai: str
    english: str
    means: str
    explains: str
    not_called: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What to do about a problem people meet. `about`: the heading it stands under; `sees`: what has happened;
    `steps`: what to do, in order; `rules`: ids of the rules of checking whose problems it answers, () for none."""

    id: str
    about: str
    title: str
    rules: tuple[str, ...]
    sees: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonStep:
    """One step of the lesson of the first file: what it is called, and what to do."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A few lines of what comes before everything else."""

    id: str
    title: str
    lines: tuple[str, ...]


Text = ScreenHelp | Word | Answer | LessonStep | Chapter
Kind = TypeVar("Kind", bound=Text)


@functools.cache
def screen_helps() -> Mapping[str, ScreenHelp]:
    """Id → help for each screen, in the order of the manual. Raises CatalogueError when the file is faulty."""
    return {each.id: each for each in _read(ScreenHelp, "screens", "screen", "id")}


@functools.cache
def glossary() -> Mapping[str, Word]:
    """Term → what it means. Raises CatalogueError when the file is faulty."""
    return {each.thai: each for each in _read(Word, "glossary", "word", "thai")}


@functools.cache
def problem_answers() -> Mapping[str, Answer]:
    """Id → answer to a problem. Raises CatalogueError when the file is faulty."""
    return {each.id: each for each in _read(Answer, "problems", "answer", "id")}


@functools.cache
def lesson_steps() -> tuple[LessonStep, ...]:
    """The steps of the lesson of the first file, in order. Raises CatalogueError when the file is faulty."""
    return tuple(_read(LessonStep, "lesson", "step", "id"))


@functools.cache
def chapters() -> tuple[Chapter, ...]:
    """What comes first in the manual, in order. Raises CatalogueError when the file is faulty."""
    return tuple(_read(Chapter, "intro", "chapter", "id"))


@functools.cache
def exercises() -> Mapping[str, Chapter]:
    """Id → ready lesson, its steps as lines, in order. Raises CatalogueError when the file is faulty."""
    return {each.id: each for each in _read(Chapter, "exercises", "exercise", "id")}


@functools.cache
def answers_by_rule() -> Mapping[str, Answer]:
    """Id of a rule of checking → the answer to its problems."""
    return {rule_id: answer for answer in problem_answers().values() for rule_id in answer.rules}


def texts_found(asked: str, texts: Iterable[Text]) -> list[Text]:
    """The texts that hold every word asked for; those that have more of them in their name first.

    >>> [each.thai for each in texts_found("เส้นอ้างอิง", glossary().values())]
    ['ค่าอ้างอิง']
    """
    wanted = fold(asked).split()
    found = [each for each in texts if wanted and all(word in _searched(each) for word in wanted)]
    return sorted(found, key=lambda each: sum(word not in fold(_names(each)) for word in wanted))


def sentences(text: Text) -> list[str]:
    """Everything a person reads of a text, in order: the same on the screen and in the manual."""
    match text:
        case ScreenHelp():
            return [text.title, text.answers, *text.reads, text.next]
        case Word():
            return [text.thai, text.explains]
        case Answer():
            return [text.title, text.sees, *text.steps]
        case LessonStep():
            return [text.title, text.text]
        case Chapter():
            return [text.title, *text.lines]


def _names(text: Text) -> str:
    return " ".join((text.thai, *text.also, *text.not_called)) if isinstance(text, Word) else text.title


def _searched(text: Text) -> str:
    more = (text.english, _names(text)) if isinstance(text, Word) else text.rules if isinstance(text, Answer) else ()
    return fold(" ".join([*sentences(text), *more]))


def _read(kind: Callable[..., Kind], file: str, table: str, key: str) -> list[Kind]:
    path = FOLDER / f"{file}.toml"
    return read_texts(kind, path.read_text(encoding="utf-8"), path.name, table, key)


def read_texts(kind: Callable[..., Kind], text: str, place: str, table: str, key: str) -> list[Kind]:
    """The texts of a TOML table, each of one kind. Raises CatalogueError naming every fault: a field missing, unknown
    or of another type, one that is empty or too long, a key twice."""
    try:
        rows: list[Mapping[str, Any]] = tomllib.loads(text).get(table, [])
    except tomllib.TOMLDecodeError as error:
        raise CatalogueError(Fault(place, f"อ่านไฟล์ไม่ได้ ({error})", "แก้ให้เป็น TOML ที่ถูกต้อง")) from error
    faults: list[Fault] = []
    found: list[Kind] = []
    for number, row in enumerate(rows, 1):
        where = f"{place} [[{table}]] ที่ {number} {row.get(key, '')}".rstrip()
        if any(row.get(key) == getattr(each, key) for each in found):
            faults.append(Fault(where, f"{key} ซ้ำ", "ตั้งใหม่ที่ไม่ซ้ำ"))
        try:
            made = kind(**{name: _kept(value) for name, value in row.items()})
        except TypeError as error:
            faults.append(Fault(where, f"ช่องขาดหรือเกิน ({error})", "ใส่ให้ครบตามข้ออื่นในไฟล์"))
            continue
        faults += [Fault(where, said, "แก้ให้สั้นลงหรือใส่ข้อความ") for said in _faulty(row)]
        found.append(made)
    if not found:
        faults.append(Fault(place, "ไม่มีข้อความ", f"ใส่ [[{table}]] อย่างน้อยหนึ่งข้อ"))
    if faults:
        raise CatalogueError(*faults)
    return found


def _kept(value: Any) -> Any:
    return tuple(cast("list[Any]", value)) if isinstance(value, list) else value


def _faulty(row: Mapping[str, Any]) -> list[str]:
    """What is wrong with the lengths of a text's fields."""
    said: list[str] = []
    for name, value in row.items():
        lines = cast("list[Any]", value) if isinstance(value, list) else [value]
        most = MOST_SHORT if name in ("id", "title", "thai", "about") else MOST_LINE
        if any(not isinstance(line, str) or not line.strip() or len(line) > most for line in lines):
            said.append(f"{name} ว่างหรือยาวเกิน {most} ตัวอักษร")
        if name in ("reads", "steps", "lines") and not 1 <= len(lines) <= MOST_LINES:
            said.append(f"{name} มี {len(lines)} ข้อ ต้องมี 1–{MOST_LINES} ข้อ")
    return said
