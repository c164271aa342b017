"""Labels are cut at words only, and never before a vowel or tone mark."""

import unicodedata

import pytest

from catalogue import load_catalogue
from words.line_breaks import display_width, shorten_label, wrap_label

NAMES = [indicator.name for each in load_catalogue().sets for indicator in each.indicators]


def test_marks_above_and_below_take_no_cell() -> None:
    assert [display_width(text) for text in ("กิน", "น้ำ", "ผู้ใหญ่", "≥ 2,500")] == [2, 2, 4, 7]


@pytest.mark.parametrize("name", NAMES)
def test_wrapping_keeps_the_text_and_the_width(name: str) -> None:
    lines = wrap_label(name).split("|")
    assert "".join(lines).replace(" ", "") == name.replace(" ", "")
    assert all(unicodedata.category(line[0]) != "Mn" and line[0] not in "ๆฯ" for line in lines)
    assert max(map(display_width, lines)) <= 18, "16, or one longer word with its closing sign"


@pytest.mark.parametrize("name", NAMES)
def test_a_shortened_name_is_a_beginning_of_the_name(name: str) -> None:
    short = shorten_label(name)
    assert display_width(short) <= 24
    assert name.startswith(short.removesuffix("…"))
    assert short == name or short.endswith("…")
