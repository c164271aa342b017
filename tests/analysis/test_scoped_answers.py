"""What an account is answered does not depend on a village of others: two databases differ in nothing else.

In the second one every village figure outside the area is another, while the sums above stay as they are, and so does
what the gate hides. Whatever the command line of the analyses answers, it must be the same from both.
"""

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from analysis.__main__ import main
from analysis.disclosure.gate import hidden_cells_data
from tests.tests_support import SEED, SOAK_TIMES
from warehouse import Actor, Warehouse, for_actor, open_warehouse

SCOPES = ("8301", "830101", "8302", "83010101")
AREAS = ("83", "8301", "8303", "830102", "830301", "83010101", "83010201", "83030101")
QUESTIONS = (
    ("input-data",),
    ("radar-diagram", "--beside", "peers,2564", "--kinds"),
    ("radar-diagram", "--indicator", "jpt-2560-23", "--level", "village"),
    ("radar-diagram", "--survey", "nrd2c"),
    ("radar-analysis", "--group", "children"),
    ("radar-analysis", "--reference", "target"),
    ("comparative", "--against-year", "2564"),
    ("comparative", "--level", "village"),
    ("comparative", "--level", "tambon", "--csv"),
    ("logic-model", "--draft"),
    ("village-scores",),
    ("facts", "--level", "village"),
    ("facts", "--level", "tambon"),
)
ASKED = 24 * SOAK_TIMES
OTHER_VILLAGES = (
    "UPDATE facts SET failed = assessed - failed, score = 4 - score, value = 2 * value + 1 WHERE {outside}",
    "UPDATE measures SET value = 2 * value + 1 WHERE {outside}",
    "UPDATE household_targets SET households = households + 1 WHERE {outside}",
)
Opened = Callable[[Path, object], Warehouse]


def changed_outside(database: Path, prefix: str) -> None:
    outside = f"length(area_code) >= 8 AND NOT starts_with(area_code, '{prefix}')"
    connection = duckdb.connect(str(database))
    for statement in OTHER_VILLAGES:
        connection.execute(statement.replace("{outside}", outside))
    connection.close()


@pytest.fixture(scope="module")
def sample(copy_of_sample: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_of_sample(tmp_path_factory.mktemp("scoped") / "radar.duckdb")


@pytest.fixture(scope="module")
def hidden(sample: Path) -> dict[tuple[str, int], list[tuple[str, str]] | None]:
    warehouse = open_warehouse(sample)
    years = warehouse.query_rows("SELECT DISTINCT set_id, year_be FROM batches")
    found = {(set_id, year_be): hidden_cells_data(warehouse, set_id, year_be) for set_id, year_be in years}
    warehouse.close()
    return found


def test_no_answer_depends_on_a_village_of_others(
    sample: Path, hidden: dict[tuple[str, int], list[tuple[str, str]] | None],
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path,
) -> None:  # fmt: skip
    chance = random.Random(SEED)
    others = {prefix: Path(shutil.copyfile(sample, tmp_path / f"{prefix}.duckdb")) for prefix in SCOPES}
    for prefix, database in others.items():
        changed_outside(database, prefix)
    answers = differing = 0
    opened: dict[Path, Warehouse] = {}
    for _ in range(ASKED):
        prefix, area, question = chance.choice(SCOPES), chance.choice(AREAS), chance.choice(QUESTIONS)
        actor = Actor("muang", "officer", prefix)
        place = () if question[0] == "facts" else ("--area", area)
        found: list[tuple[int, str]] = []
        for is_scoped in (True, False):
            for database in (sample, others[prefix]):
                monkeypatch.setattr(
                    "analysis.__main__.open_for_command", opener(actor if is_scoped else None, hidden, opened)
                )
                code = main([*question, *place, "--database", str(database)])
                found.append((code, capsys.readouterr().out))
        assert found[0] == found[1], (prefix, area, question)
        answers += found[0][0] == 0
        differing += found[2] != found[3]
    for each in opened.values():
        each.database.close()
    assert answers > ASKED / 3
    assert differing > ASKED / 6  # the villages of others make a difference to who sees them


def opener(
    actor: Actor | None, hidden: dict[tuple[str, int], list[tuple[str, str]] | None], kept: dict[Path, Warehouse]
) -> Opened:
    """As the command line opens a database, for an account. It stays open, with what it remembers, for the next who
    asks: an account, or one who sees everything."""

    def opened(path: Path, _gate: object) -> Warehouse:
        if path not in kept:
            kept[path] = open_warehouse(path)
        whole = kept[path]
        found = whole if actor is None else for_actor(whole, actor, lambda set_id, year_be: hidden[set_id, year_be])
        found.close = lambda: None  # type: ignore[method-assign]
        return found

    return opened
