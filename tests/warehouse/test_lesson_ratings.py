"""Self-ratings: joined by a random mark alone, the later answer counts, and they go into a backup with everything."""

from pathlib import Path

import pytest

from warehouse import Warehouse, backup_if_changed, open_warehouse, preview_restore, restore_backup
from warehouse.lesson_ratings import AFTER, BEFORE, new_attempt, ratings_data, save_rating
from words.dates import local_now

FIRST, SECOND = "0" * 32, "1" * 32


def rows(warehouse: Warehouse) -> list[list[object]]:
    table = ratings_data(warehouse).astype("object")
    return table.where(table.notna(), None).to_numpy().tolist()


def test_without_answers_there_is_no_row(warehouse: Warehouse) -> None:
    assert rows(warehouse) == []
    assert list(ratings_data(warehouse).columns) == ["day", "lesson", BEFORE, AFTER]


def test_a_row_is_what_one_person_said_before_and_after_a_lesson(warehouse: Warehouse) -> None:
    today = local_now().date().isoformat()
    save_rating(warehouse, "radar", FIRST, BEFORE, 2)
    save_rating(warehouse, "radar", SECOND, BEFORE, 5)
    save_rating(warehouse, "radar", FIRST, BEFORE, 1)
    save_rating(warehouse, "radar", FIRST, AFTER, 4)
    save_rating(warehouse, "cell", FIRST, AFTER, 3)
    assert rows(warehouse) == [[today, "radar", 1, 4], [today, "radar", 5, None], [today, "cell", None, 3]]


@pytest.mark.parametrize(
    ("lesson", "attempt", "moment", "rating"),
    [("radar", FIRST, BEFORE, 6), ("radar", FIRST, "now", 3), ("radar", "นาย ก", AFTER, 3), ("นาย ก", FIRST, AFTER, 3)],
)
def test_nothing_but_a_rating_is_kept(
    warehouse: Warehouse, lesson: str, attempt: str, moment: str, rating: int
) -> None:  # fmt: skip
    with pytest.raises(ValueError, match="no rating"):
        save_rating(warehouse, lesson, attempt, moment, rating)
    assert rows(warehouse) == []


def test_marks_differ() -> None:
    assert len({new_attempt() for _ in range(50)}) == 50


def test_a_backup_has_them_and_going_back_says_what_would_go(tmp_path: Path) -> None:
    warehouse = open_warehouse(tmp_path / "radar.duckdb")
    save_rating(warehouse, "radar", FIRST, BEFORE, 2)
    backup = backup_if_changed(warehouse)
    assert backup is not None
    save_rating(warehouse, "cell", SECOND, AFTER, 4)
    assert preview_restore(warehouse, backup.path).rows_lost == {"lesson_ratings": 1}
    restore_backup(warehouse, backup.path)
    assert [row[1:] for row in rows(warehouse)] == [["radar", 2, None]]
    warehouse.close()
