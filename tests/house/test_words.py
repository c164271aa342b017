"""The list of words against the sources: every term is used, and nothing goes by a second name."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("analysis", "app", "catalogue", "charts", "loaders", "pages", "reports", "warehouse", "words")
LIST = ROOT / "docs" / "words.md"
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in LIST.read_text(encoding="utf-8").splitlines()
    if re.match(r"\| [ก-๛]", line)
]
WORD = {row[0]: row for row in ROWS}
SECOND_NAMES = [(row[0], name.strip()) for row in ROWS for name in row[3].split(",") if name.strip() != "–"]
# what a person's file may call it is read, not shown
READ_NOT_SHOWN = ("loaders/mapping/", "loaders/layouts/", "loaders/checks/household_keys", "words/personal")


@cache
def shown_texts() -> list[tuple[str, str]]:
    """(file, text) of every string of the code and every line of its data files that can reach a screen."""
    found: list[tuple[str, str]] = []
    for part in PARTS:
        for path in sorted((ROOT / part).rglob("*")):
            name = str(path.relative_to(ROOT))
            if name.startswith(READ_NOT_SHOWN):
                continue
            if path.suffix == ".py":
                tree = ast.parse(path.read_text(encoding="utf-8"))
                texts = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
                found += [(name, text) for text in texts if isinstance(text, str)]
            elif path.suffix == ".toml":
                found += [(name, line) for line in path.read_text(encoding="utf-8").splitlines()]
    return found


def test_the_list_has_four_cells_a_row_and_no_word_twice() -> None:
    assert len(ROWS) > 20
    assert {len(row) for row in ROWS} == {4}
    assert len(WORD) == len(ROWS)
    assert all(row[1] and row[2] for row in ROWS)


@pytest.mark.parametrize("word", WORD)
def test_every_word_of_the_list_is_used(word: str) -> None:
    assert any(word in text for _, text in shown_texts())


@pytest.mark.parametrize(("word", "second_name"), SECOND_NAMES, ids=[name for _, name in SECOND_NAMES])
def test_nothing_goes_by_a_second_name(word: str, second_name: str) -> None:
    assert [(file, text) for file, text in shown_texts() if second_name in text] == [], f"is called {word}"
