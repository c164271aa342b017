"""What people say of themselves before and after a lesson, 1–5: no name, no hour, in a file beside the database.

A line is one answer as JSON. The file is only added to; what cannot be read in it is left out and counted.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import pandas as pd

from warehouse import default_database_path
from words.dates import local_now

FILE_NAME: Final = "lesson_ratings.jsonl"
SCALE: Final = (1, 2, 3, 4, 5)
BEFORE, AFTER = "before", "after"
COLUMNS: Final[Mapping[str, str]] = {
    "day": "วันที่", "lesson": "บทเรียน", BEFORE: "ก่อนเรียน (1–5)", AFTER: "หลังเรียน (1–5)",
}  # fmt: skip
"""Column of `ratings_data` → its heading in the file that leaves."""
ATTEMPT: Final = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class Ratings:
    """`table`: one row a person and lesson, in the order begun: day (ISO), lesson (its id), before, after (1–5, missing
    where not said). `unread`: lines of the file that could not be read."""

    table: pd.DataFrame
    unread: int


def ratings_file() -> Path:
    """Where they are kept: beside the office's database, which holds nothing of them."""
    return default_database_path().with_name(FILE_NAME)


def new_attempt() -> str:
    """A random mark that joins the two answers of one lesson; it says nothing of who gave them."""
    return uuid4().hex


def save_rating(lesson: str, attempt: str, moment: str, rating: int) -> None:
    """Add an answer; a later one of the same attempt and moment counts. Raises ValueError for a rating or a moment
    that is none, OSError where the file cannot be written."""
    if rating not in SCALE or moment not in (BEFORE, AFTER) or not ATTEMPT.fullmatch(attempt):
        raise ValueError(f"no rating: {lesson} {moment} {rating}")
    line = {"day": local_now().date().isoformat(), "lesson": lesson, "attempt": attempt, moment: rating}
    with ratings_file().open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")


def ratings_data() -> Ratings:
    """All that was said so far; nothing where nobody has."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    unread = 0
    path = ratings_file()
    for written in path.read_text(encoding="utf-8", errors="replace").splitlines() if path.is_file() else ():
        line = _read(written)
        if line is None:
            unread += 1
            continue
        found.setdefault((line["lesson"], line.pop("attempt")), {}).update(line)
    table = pd.DataFrame(list(found.values()), columns=list(COLUMNS))
    return Ratings(table.astype({BEFORE: "Int64", AFTER: "Int64"}), unread)


def _read(written: str) -> dict[str, Any] | None:
    """One line; None for one that is none of ours."""
    try:
        line = json.loads(written)
    except ValueError:
        return None
    texts = ("day", "lesson", "attempt")
    if not isinstance(line, dict) or not all(isinstance(line.get(name), str) for name in texts):
        return None
    said = [moment for moment in (BEFORE, AFTER) if line.get(moment) in SCALE]
    return {name: line[name] for name in (*texts, *said)} if said else None
