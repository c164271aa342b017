"""What an office (amphoe) sends to its province: its figures as they stand, its own sets, its plans, and who sends it.

`reports.office_file` writes it as one file, `loaders.office_files` reads it again.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from warehouse.plans import PlanItem
from warehouse.staged import StagedBatch

FORMAT: Final = 1  # of the file; a higher one is of a newer program and is refused
PROGRAM: Final = "community-radar office file"
MANIFEST: Final = "office.json"
READ_ME: Final = "อ่านก่อน.txt"
NAMES, SETS, PLANS = "names.csv", "sets.json", "plans.json"
LAYOUT: Final = "office_file"  # how its imports were read
PUBLIC, INTERNAL = "public", "internal"
OFFICE_DIGITS: Final = 4
LEVELS: Final = ("village", "tambon", "amphoe")  # that an office has figures of
PART_FIELDS: Final = ("survey", "set_id", "year_be", "level", "counting", "is_synthetic")
LONGEST_POST: Final = 60
SHOWN: Final = "_shown"  # behind the way of counting: figures with gaps are never summed with others


def member_names(number: int) -> tuple[str, str]:
    """The names of the tables of a part of the file, by its number from 1: facts, measures.

    >>> member_names(1)
    ('facts-01.csv', 'measures-01.csv')
    """
    return f"facts-{number:02d}.csv", f"measures-{number:02d}.csv"


@dataclass(frozen=True)
class OfficePlan:
    """A plan in its latest version, without what was before. `set_id`, `year_be`: the survey it starts from."""

    area_code: str
    set_id: str
    year_be: int
    fiscal_year_be: int
    title: str
    saved_by: str
    items: tuple[PlanItem, ...]

    @property
    def content_sha256(self) -> str:
        """The same for plans whose every field is."""
        items = [[item.item_id, item.kind, item.content] for item in self.items]
        place = [self.area_code, self.set_id, self.year_be, self.fiscal_year_be, self.title, self.saved_by]
        return _sha256([place, items])


@dataclass(frozen=True)
class OfficeFile:
    """`office_code`: the amphoe; `sender`: the database it comes from, as an amphoe may have several; `made_at`: by
    that office's clock; `made_by`: a post, may be empty. `audience`: PUBLIC (without what the gate hides) or INTERNAL.
    `parts`: the figures, a batch for each set, year, level and way of counting. `sets`: definitions of sets that are no
    part of the program or were changed. `masked_texts`: texts of plans in which something of a person was masked."""

    office_code: str
    sender: str
    made_at: datetime
    made_by: str = ""
    audience: str = INTERNAL
    parts: tuple[StagedBatch, ...] = ()
    sets: tuple[Mapping[str, Any], ...] = ()
    plans: tuple[OfficePlan, ...] = field(default=())
    masked_texts: int = 0

    @property
    def facts(self) -> int:
        """How many figures it has."""
        return sum(len(part.facts) for part in self.parts)

    @property
    def areas(self) -> int:
        """How many areas it has figures of."""
        return len({str(code) for part in self.parts for code in part.facts["area_code"].unique()})

    @property
    def years(self) -> tuple[int, ...]:
        """The survey years it has figures of."""
        return tuple(sorted({part.year_be for part in self.parts}))

    @property
    def content_sha256(self) -> str:
        """The same for files that say the same, whenever they were made."""
        parts = sorted(f"{part.content_sha256()} {part.is_synthetic}" for part in self.parts)
        plans = sorted(plan.content_sha256 for plan in self.plans)
        sets = sorted(_sha256(each) for each in self.sets)
        return _sha256([self.office_code, self.audience, parts, plans, sets])


def _sha256(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
