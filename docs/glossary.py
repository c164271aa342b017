"""The terms of the screens with their English, made of the glossary: `python -m docs.glossary` writes docs/words.md."""

import sys

from catalogue.help import Word, glossary
from docs.modules import ROOT

DOCUMENT = ROOT / "docs" / "words.md"
HEAD = """# Words

One thing has one name, on every screen, in every file and on the command line. Made of
`catalogue/help/glossary.toml` by `python -m docs.glossary`; `tests/house/test_words.py` holds the names against
what the screens show and the sources say.

| on screen | English | means | not called |
|---|---|---|---|
"""


def written() -> str:
    """The whole document: one row a term, in the order of the glossary."""
    return HEAD + "".join(map(_row, glossary().values()))


def _row(word: Word) -> str:
    return f"| {word.thai} | {word.english} | {word.means} | {', '.join(word.not_called) or '–'} |\n"


def main() -> int:
    DOCUMENT.write_text(written(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
