"""The list of words is what the glossary says."""

from catalogue.help import glossary
from docs.glossary import DOCUMENT, written


def test_the_list_holds_every_term_and_is_up_to_date() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert text == written()
    assert text.count("\n| ") == len(glossary()) + 1
