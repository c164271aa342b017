"""What people say of themselves before and after a lesson, 1–5: no name and no hour, joined by a random mark alone.

It goes with the office's other work into backups and into the file for the successor.
"""

import re
from typing import Final
from uuid import uuid4

import pandas as pd

from warehouse.connection import Warehouse
from words.dates import local_now

SCALE: Final = (1, 2, 3, 4, 5)
BEFORE, AFTER = "before", "after"
ATTEMPT: Final = re.compile(r"[0-9a-f]{32}")
LESSON: Final = re.compile(r"[a-z_]{1,40}")
RATINGS: Final = """
    -- One row: a person and a lesson, in the order begun.
    SELECT strftime(rated_on, '%Y-%m-%d') AS day, lesson, before, after FROM lesson_ratings ORDER BY lesson_rating_id
"""
UPDATES: Final = {
    BEFORE: "UPDATE lesson_ratings SET before = ?, rated_on = ? WHERE lesson = ? AND attempt = ? RETURNING attempt",
    AFTER: "UPDATE lesson_ratings SET after = ?, rated_on = ? WHERE lesson = ? AND attempt = ? RETURNING attempt",
}
INSERT: Final = """
    INSERT INTO lesson_ratings (lesson_rating_id, attempt, lesson, rated_on, before, after)
    VALUES (nextval('lesson_rating_ids'), ?, ?, ?, ?, ?)
"""


def new_attempt() -> str:
    """A random mark that joins the two answers of one lesson; it says nothing of who gave them."""
    return uuid4().hex


def save_rating(warehouse: Warehouse, lesson: str, attempt: str, moment: str, rating: int) -> None:
    """Keep an answer, in place of an earlier one of the same attempt and moment. Raises ValueError for a rating, a
    moment, a lesson's id or a mark that is none, WarehouseError where it cannot be written."""
    if rating not in SCALE or moment not in UPDATES or not ATTEMPT.fullmatch(attempt) or not LESSON.fullmatch(lesson):
        raise ValueError(f"no rating: {lesson} {moment} {rating}")
    today = local_now().date()
    with warehouse.transaction(beside_imports=True) as cursor:
        if cursor.execute(UPDATES[moment], [rating, today, lesson, attempt]).fetchall():
            return
        before, after = (rating, None) if moment == BEFORE else (None, rating)
        cursor.execute(INSERT, [attempt, lesson, today, before, after])


def ratings_data(warehouse: Warehouse) -> pd.DataFrame:
    """All that was said so far, one row a person and lesson, in the order begun: day (ISO), lesson (its id), before,
    after (1–5, missing where not said)."""
    return warehouse.query(RATINGS).astype({"day": "str", "lesson": "str", BEFORE: "Int64", AFTER: "Int64"})
