"""What an area is compared with reads the same everywhere: one table of words, which nobody else spells."""

import ast
from pathlib import Path

import pytest

from analysis.core.references import PEERS_WORD, REFERENCE_WORDS, reference_word

ROOT = Path(__file__).resolve().parents[3]
FOLDERS = ("analysis", "pages", "reports", "charts", "app")
OWN = ROOT / "analysis" / "core" / "references.py"
# former words for the same things, so that none of them comes back
FORMER = ("ข้างเคียง", "พื้นที่ที่สังกัด")
PHRASES = (PEERS_WORD, REFERENCE_WORDS["parent"], *FORMER)


def constants(file: Path) -> list[tuple[int, str]]:
    """Line and text of every string constant, also of the fixed parts of f-strings; docstrings left out."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    lone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in lone
    ]


def modules() -> list[Path]:
    return [file for folder in FOLDERS for file in sorted((ROOT / folder).rglob("*.py")) if file != OWN]


def test_no_other_module_spells_the_words_of_a_reference() -> None:
    spelt = [
        f"{file.relative_to(ROOT)}:{line}: {text}"
        for file in modules()
        for line, text in constants(file)
        if any(phrase in text for phrase in PHRASES) or text in set(REFERENCE_WORDS.values()) - {"ประเทศ", "เป้าหมาย"}
    ]
    assert not spelt, spelt


def test_no_other_module_has_a_table_of_its_own() -> None:
    kinds = set(REFERENCE_WORDS)
    for file in modules():
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Dict):
                plain = {
                    key.value
                    for key, value in zip(node.keys, node.values, strict=True)
                    if isinstance(key, ast.Constant) and isinstance(value, ast.Constant)
                }
                assert len(plain & kinds) < 2, f"{file.relative_to(ROOT)}:{node.lineno}"


@pytest.mark.parametrize(("kind", "word"), [("parent", "พื้นที่ระดับบน"), ("2560", "ปี 2560")])
def test_a_year_is_its_own_word(kind: str, word: str) -> None:
    assert reference_word(kind) == word
