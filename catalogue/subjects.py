"""Which lines of other data ask what an indicator asks: subjects with words and indicators, out of `subjects.toml`.

Citizens' stories by problem type (Thai QM) are counts of what was told. They stand beside the share of an indicator
that asks the same, and never become a share themselves.
"""

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from catalogue.model import CatalogueError, Fault, Indicator, IndicatorSet

PATH = Path(__file__).parent / "subjects.toml"
BOTH = "+"


@dataclass(frozen=True, slots=True)
class Subject:
    """What is asked. `words`: any one in a name makes it of this subject ("a+b": both); `indicators`: their codes."""

    name: str
    words: tuple[str, ...]
    indicators: tuple[str, ...]

    def is_of(self, name: str) -> bool:
        """Whether the name of a line is of this subject.

        >>> Subject("การออม", ("เงินออม", "60 ปี+อาชีพ"), ()).is_of("มีคน 60 ปีขึ้นไปไม่มีอาชีพ")
        True
        """
        return any(all(part in name for part in word.split(BOTH)) for word in self.words)


@functools.cache
def subjects() -> tuple[Subject, ...]:
    """Every subject, in the order of its file. Raises CatalogueError for an entry without a name, words or
    indicators."""
    read = tomllib.loads(PATH.read_text(encoding="utf-8"))
    return tuple(_subject(raw) for raw in read["subject"])


def _subject(raw: Mapping[str, Any]) -> Subject:
    found = Subject(str(raw.get("name", "")), tuple(raw.get("words", ())), tuple(raw.get("indicators", ())))
    if not (found.name and found.words and found.indicators):
        raise CatalogueError(
            Fault(f"{PATH.name} {found.name}", "หัวข้อไม่มีชื่อ คำ หรือตัวชี้วัด", "ใส่ name, words และ indicators")
        )
    return found


def lines_asking_the_same(indicator_code: str, other: IndicatorSet) -> tuple[Indicator, ...]:
    """The lines of a set of other data that ask what an indicator asks, in the set's order."""
    if other.survey != "other":
        return ()
    asked = [each for each in subjects() if indicator_code in each.indicators]
    return tuple(line for line in other.indicators if any(each.is_of(line.name) for each in asked))
