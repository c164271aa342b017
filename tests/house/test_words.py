"""The glossary against the sources: every term is used, and nothing goes by a second name."""

import ast
from functools import cache
from pathlib import Path

import pytest

from catalogue.help import glossary

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("analysis", "app", "catalogue", "charts", "loaders", "pages", "reports", "warehouse", "words")
SECOND_NAMES = [(word.thai, name) for word in glossary().values() for name in word.not_called]
# what a person's file may call it is read, not shown; the glossary names the second names
READ_NOT_SHOWN = (
    "catalogue/help/glossary.toml",
    "loaders/mapping/",
    "loaders/layouts/",
    "loaders/checks/household_keys",
    "words/personal",
)


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


def test_no_second_name_is_a_word_of_the_list() -> None:
    assert len(glossary()) > 40
    assert not {name for _, name in SECOND_NAMES} & set(glossary())


@pytest.mark.parametrize("word", glossary())
def test_every_word_of_the_list_is_used(word: str) -> None:
    """On a screen or in a file; what is said in help alone does not count."""
    assert any(word in text for file, text in shown_texts() if not file.startswith("catalogue/help/"))


@pytest.mark.parametrize(("word", "second_name"), SECOND_NAMES, ids=[name for _, name in SECOND_NAMES])
def test_nothing_goes_by_a_second_name(word: str, second_name: str) -> None:
    assert [(file, text) for file, text in shown_texts() if second_name in text] == [], f"is called {word}"
