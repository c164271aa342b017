"""Self-ratings: joined by a random mark alone, the later answer counts, what cannot be read is left out and counted."""

from pathlib import Path

import pytest

from app.lesson_ratings import AFTER, BEFORE, COLUMNS, new_attempt, ratings_data, ratings_file, save_rating
from words.dates import local_now

pytestmark = pytest.mark.slow
FIRST, SECOND = "0" * 32, "1" * 32


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CIA_DATABASE", str(tmp_path / "office.duckdb"))


def rows() -> list[list[object]]:
    return [[None if cell is None or cell != cell else cell for cell in row] for row in _plain()]


def _plain() -> list[list[object]]:
    return ratings_data().table.astype("object").where(ratings_data().table.notna(), None).to_numpy().tolist()


def test_without_answers_there_is_no_row_and_no_file() -> None:
    assert ratings_data().table.empty
    assert list(ratings_data().table.columns) == list(COLUMNS)
    assert not ratings_file().exists()


def test_a_row_is_what_one_person_said_before_and_after_a_lesson() -> None:
    today = local_now().date().isoformat()
    save_rating("radar", FIRST, BEFORE, 2)
    save_rating("radar", SECOND, BEFORE, 5)
    save_rating("radar", FIRST, BEFORE, 1)
    save_rating("radar", FIRST, AFTER, 4)
    save_rating("cell", FIRST, AFTER, 3)
    assert rows() == [[today, "radar", 1, 4], [today, "radar", 5, None], [today, "cell", None, 3]]
    assert ratings_file().parent.joinpath("office.duckdb").exists() is False


def test_lines_that_are_none_of_ours_are_counted() -> None:
    save_rating("radar", FIRST, BEFORE, 2)
    with ratings_file().open("ab") as file:
        file.write(b'{"day": "2026-01-01"}\nnot json\n\xff\n[1]\n')
        file.write(b'{"day": "2026-01-01", "lesson": "cell", "attempt": "x", "before": 9, "after": 5}\n')
    assert ratings_data().unread == 4
    assert rows()[1] == ["2026-01-01", "cell", None, 5]


@pytest.mark.parametrize(("attempt", "moment", "rating"), [(FIRST, BEFORE, 6), (FIRST, "now", 3), ("นาย ก", AFTER, 3)])
def test_nothing_but_a_rating_is_kept(attempt: str, moment: str, rating: int) -> None:
    with pytest.raises(ValueError, match="no rating"):
        save_rating("radar", attempt, moment, rating)
    assert not ratings_file().exists()


def test_marks_differ() -> None:
    assert len({new_attempt() for _ in range(50)}) == 50
