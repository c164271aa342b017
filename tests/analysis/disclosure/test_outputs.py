"""Every output is for everyone, for the office, or without figures."""

import pytest

from analysis.disclosure import (
    Audience,
    Disclosure,
    Released,
    Shaped,
    for_internal_use,
    release_public,
    without_figures,
)
from analysis.disclosure.outputs import INTERNAL_MARK, LONGEST_NAME
from tests.analysis.disclosure.trees import gate_of
from tests.analysis.examples import made_up_set

OPEN = Disclosure([], None)


def test_nothing_is_released_in_another_way() -> None:
    with pytest.raises(TypeError, match="release_public"):
        Released("a table", Audience.PUBLIC, (), object())


def test_what_is_public_went_through_the_gate_and_says_what_is_hidden() -> None:
    one = made_up_set(dimensions=1, size=1)
    gate = gate_of(one, {"83010101": [(900, 4)], "83010102": [(900, 400)]})
    released = release_public(gate, lambda asked: Shaped(asked.hidden("83010101"), 1_234))
    assert released.content == {one.indicators[0].code}
    assert released.audience is Audience.PUBLIC
    assert released.mark == ""
    assert released.file_name("เรดาร์.png") == "เรดาร์.png"
    assert "1,234" in released.notes[0]
    assert "อย่างน้อย 4 ค่า" in released.notes[1]
    assert release_public(gate, lambda _: Shaped("", 0)).notes == ()


def test_internal_files_say_so_in_name_and_text() -> None:
    released = for_internal_use("a table")
    assert released.mark == INTERNAL_MARK
    assert released.file_name("เรดาร์_ตำบลกะทู้_2561.xlsx") == f"เรดาร์_ตำบลกะทู้_2561_{INTERNAL_MARK}.xlsx"
    assert released.notes[0].startswith(INTERNAL_MARK)
    long = released.file_name("ก" * 300 + ".png")
    assert len(long) == LONGEST_NAME
    assert long.endswith(f"_{INTERNAL_MARK}.png")


def test_a_picture_of_it_is_for_the_same_readers() -> None:
    drawn = for_internal_use("a table").noted("อีกเรื่อง").drawn(len)
    assert (drawn.content, drawn.audience, drawn.notes[-1]) == (7, Audience.INTERNAL, "อีกเรื่อง")
    assert without_figures("form").drawn(str.upper).audience is Audience.WITHOUT_FIGURES


def test_every_audience_has_words() -> None:
    assert len({each.label for each in Audience}) == len(Audience) == 3
    assert release_public(OPEN, lambda _: Shaped("", 0)).audience.label.startswith("เผยแพร่")
