"""What stands in the manual and the leaflet: the texts that the program shows itself (`catalogue/help/`), in order.

No other text but the headings below, so that screen and manual never differ.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from analysis.stages import STAGES
from catalogue.help import (
    Answer,
    ScreenHelp,
    chapters,
    glossary,
    lesson_steps,
    problem_answers,
    screen_helps,
)
from docs.manual_pictures import NAMES

TITLE: Final = "คู่มือเรดาร์ชุมชน"
SUBTITLE: Final = "สำหรับพัฒนากรและผู้วางแผนของจังหวัด"
ABOUT: Final = (
    "ข้อความในคู่มือนี้เป็นข้อความเดียวกับที่โปรแกรมแสดง กด “วิธีอ่านหน้านี้” ที่มุมขวาบนของทุกหน้า",
    "ตัวเลขในภาพเป็นข้อมูลสังเคราะห์ ไม่ใช่ข้อมูลจริงของพื้นที่ใด",
)
CONTENTS, BEGIN, FIRST_FILE, ANSWERS, WORDS = "สารบัญ", "เริ่มต้น", "ไฟล์แรกของท่าน", "แก้ปัญหา", "คำศัพท์"
ASKS, NEXT, PICTURE = "ตอบคำถามว่า", "ทำอะไรต่อ", "ภาพ"
SIDES: Final = ("โปรแกรมนี้ทำอะไร เริ่มอย่างไร", "อ่านให้ถูก แก้ปัญหาที่พบบ่อย")
OWN_WORDS: Final = (
    TITLE, SUBTITLE, *ABOUT, CONTENTS, BEGIN, FIRST_FILE, ANSWERS, WORDS, ASKS, NEXT, PICTURE, *SIDES,
    *(stage.numbered_title for stage in STAGES), *(stage.purpose for stage in STAGES),
)  # fmt: skip
"""All that stands in the files beside the texts of `catalogue/help/`."""
LEAFLET_ANSWERS: Final = (
    "password", "excel-codes", "which-year", "thai-letters", "not-a-number", "wrong-file-saved", "no-data-shown",
    "no-ranking",
)  # fmt: skip
LEAFLET_SCREENS: Final = ("radar_diagram.axes", "radar_analysis", "logic_model.board", "comparative.ranking")
LEAFLET_WORDS: Final = ("เป็นปัญหา", "ค่าอ้างอิง", "ช่วงความไม่แน่นอน", "เด่น", "ใกล้เคียง", "ด้อย", "จำนวนน้อย", "อันดับที่เป็นไปได้")


@dataclass(frozen=True)
class Block:
    """A part of the manual. `kind`: chapter, section, entry (headings); line; bullet; step (numbered from 1 after each
    other kind); term (`label` stands bold before it); picture (`words` is its name in `docs.manual_pictures`, `label`
    stands below it)."""

    kind: str
    words: str
    label: str = ""


def manual_blocks() -> list[Block]:
    """The manual from its first chapter to its last."""
    return [*_begin(), *_stages(), *_answers(), *_words()]


def _begin() -> Iterator[Block]:
    yield Block("chapter", BEGIN)
    for chapter in chapters():
        yield Block("section", chapter.title)
        yield from (Block("bullet", line) for line in chapter.lines)
    yield Block("section", FIRST_FILE)
    yield from _lesson()
    yield Block("picture", "lesson.columns", f"{PICTURE} {lesson_steps()[1].title}")
    for page in ("home", "workshop", "help", "lessons"):
        yield from _screens(page)


def _lesson() -> Iterator[Block]:
    for step in lesson_steps():
        yield Block("step", step.text, step.title)


def _stages() -> Iterator[Block]:
    for stage in STAGES:
        yield Block("chapter", stage.numbered_title)
        yield Block("line", stage.purpose)
        yield from _screens(stage.name)


def _screens(page: str) -> Iterator[Block]:
    for each in screen_helps().values():
        if each.page == page:
            yield from screen_blocks(each)
            if each.id in NAMES:
                yield Block("picture", each.id, f"{PICTURE} {each.title}")


def screen_blocks(each: ScreenHelp) -> list[Block]:
    """The help of one screen."""
    reads = [Block("bullet", line) for line in each.reads]
    return [Block("section", each.title), Block("term", each.answers, ASKS), *reads, Block("term", each.next, NEXT)]


def _answers() -> Iterator[Block]:
    yield Block("chapter", ANSWERS)
    for about, answers in groupby(problem_answers().values(), key=lambda each: each.about):
        yield Block("section", about)
        for each in answers:
            yield from answer_blocks(each)


def answer_blocks(answer: Answer) -> list[Block]:
    """What to do about one problem."""
    steps = [Block("step", step) for step in answer.steps]
    return [Block("entry", answer.title), Block("line", answer.sees), *steps]


def _words() -> Iterator[Block]:
    yield Block("chapter", WORDS)
    yield from (Block("term", word.explains, word.thai) for word in glossary().values())


def leaflet_sides() -> tuple[list[Block], list[Block]]:
    """The two sides of the leaflet: what the program is for and the first file; reading, words and problems."""
    front = [Block("chapter", SIDES[0])]
    for chapter in chapters():
        front += [Block("section", chapter.title), *(Block("bullet", line) for line in chapter.lines)]
    front += [Block("section", FIRST_FILE), *_lesson(), Block("picture", "radar_diagram.axes", ABOUT[1])]
    front += [block for name in LEAFLET_SCREENS[:3] for block in screen_blocks(screen_helps()[name])]
    back = [Block("chapter", SIDES[1])]
    back += [block for name in LEAFLET_SCREENS[3:] for block in screen_blocks(screen_helps()[name])]
    back += [Block("section", WORDS), *(Block("term", glossary()[word].explains, word) for word in LEAFLET_WORDS)]
    back += [Block("section", ANSWERS)]
    for name in LEAFLET_ANSWERS:
        back += answer_blocks(problem_answers()[name])
    return front, back


def words_of(blocks: Sequence[Block]) -> list[str]:
    """Everything that is read in some blocks, in order."""
    shown = [(each.label,) if each.kind == "picture" else (each.label, each.words) for each in blocks]
    return [text for texts in shown for text in texts if text]
