"""One household's answer in a cell, and what a table says that 1 means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.mapping.answers import (
    BLANK,
    FAILED,
    NOT_ASSESSED,
    ONE,
    PASSED,
    UNKNOWN,
    ZERO,
    Polarity,
    heading_polarity,
    is_answer_column,
    kind_of_answer,
    lone_mark,
    pair_words,
    said_polarity,
)
from loaders.reading import Cell
from tests_support import budget


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        (1, ONE), (0.0, ZERO), ("1", ONE), ("๐", ZERO), ("１", ONE), ("０", ZERO), (" 1 ", ONE), ("'0", ZERO),
        (True, UNKNOWN),
        ("✓", ONE), ("✔️", ONE), ("/", ONE), ("✗", ZERO), ("X", ZERO), ("×", ZERO), ("1.0", ONE),
        ("ผ่าน", PASSED), ("ผ่านเกณฑ์", PASSED), ("ไม่ผ่าน", FAILED), ("ตก", FAILED),
        ("ตกเกณฑ์", FAILED), ("OK", PASSED),
        ("0,2", FAILED), ("๐,๒", FAILED), ("0 , 11", FAILED), ("0,n", FAILED), ("０，２", FAILED),
        ("n", NOT_ASSESSED), ("N", NOT_ASSESSED), ("-", NOT_ASSESSED), ("–", NOT_ASSESSED), ("ไม่เกี่ยวข้อง", NOT_ASSESSED),
        ("ไม่เข้าข่าย", NOT_ASSESSED), ("ไม่มีข้อมูล", NOT_ASSESSED), (None, BLANK), ("  ", BLANK), ("\u200b", BLANK),
        ("ไม่มี", UNKNOWN), ("มี", UNKNOWN), (2, UNKNOWN), ("1,2", UNKNOWN), (0.5, UNKNOWN), ("#REF!", UNKNOWN),
        ("นายสมชาย ใจดี", UNKNOWN), ("x" * 5000, UNKNOWN),
    ],
)  # fmt: skip
def test_what_a_cell_answers(cell: Cell, kind: str) -> None:
    assert kind_of_answer(cell) == kind


@pytest.mark.parametrize(
    ("first", "second", "kinds"),
    [
        ("Y", "n", (ONE, ZERO)), ("มี", "ไม่มี", (ONE, ZERO)), ("ได้", "ไม่ได้", (ONE, ZERO)), ("T", "F", (ONE, ZERO)),
        (True, False, (ONE, ZERO)), ("ผ", "ม", (PASSED, FAILED)), ("ผ.", "ต", (PASSED, FAILED)),
    ],
)  # fmt: skip
def test_two_words_give_each_other_their_meaning(first: Cell, second: Cell, kinds: tuple[str, str]) -> None:
    here = pair_words([first, second, None, "บ้านบน"])
    assert (kind_of_answer(first, here), kind_of_answer(second, here)) == kinds
    assert kind_of_answer(first) == kind_of_answer(first, pair_words([second])) == UNKNOWN


@pytest.mark.parametrize(
    ("columns", "mark"),
    [
        ([["✓", None], ["✓", " "]], ONE), ([[None, None], ["x", None]], ZERO), ([["ไม่ผ่าน", None]], FAILED),
        ([["✓", None], ["x", "✓"]], ""), ([["✓", "✓"]], ""), ([[None, None]], ""), ([["-", None, "n"]], ""),
    ],
)  # fmt: skip
def test_a_table_of_one_mark_is_blank_elsewhere(columns: list[list[Cell]], mark: str) -> None:
    assert lone_mark(columns, frozenset()) == mark


@budget(200)
@given(st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=60)))
def test_any_cell_has_a_kind_and_no_number_but_0_and_1_is_an_answer(cell: Cell) -> None:
    kind = kind_of_answer(cell)
    assert kind in (PASSED, FAILED, ONE, ZERO, NOT_ASSESSED, BLANK, UNKNOWN)
    if isinstance(cell, int | float) and cell not in (0, 1):
        assert kind == UNKNOWN


def test_a_few_slips_do_not_make_it_another_column() -> None:
    assert is_answer_column([1, 0, "n"] * 10 + ["ผา่น"])
    assert not is_answer_column([1, 0, 2] * 10)
    assert not is_answer_column(["บ้านกะรน", 1, 0])


@pytest.mark.parametrize(
    ("texts", "one_fails"),
    [
        (["1 = ผ่าน 0 = ไม่ผ่าน"], False),
        (["หมายเหตุ: ๑ หมายถึง ไม่ผ่านเกณฑ์, ๐ หมายถึง ผ่าน"], True),
        (["0=ตกเกณฑ์"], False),
        (["(✓ = ตกเกณฑ์)"], True),
        (["ข้อมูล จปฐ.", "ทำ x : ผ่าน"], True),
    ],
)
def test_words_of_the_table_say_what_one_means(texts: list[str], one_fails: bool) -> None:
    said = said_polarity(texts)
    assert said.one_fails is one_fails
    assert said.word


@pytest.mark.parametrize("texts", [[], ["ข้อมูล จปฐ. ปี 2565"], ["1 = ผ่าน", "1 = ไม่ผ่าน"], ["ตชว.1 - 31"], ["หมู่ 1 ผ่านถนน"]])
def test_no_words_or_two_that_contradict_say_nothing(texts: list[str]) -> None:
    assert said_polarity(texts) == Polarity(False)


def test_a_heading_may_say_it_of_its_own_column() -> None:
    failed, passed = heading_polarity(("ตชว.5", "ตกเกณฑ์")), heading_polarity(("ผ่าน ข้อ 5",))
    assert failed is not None and failed.one_fails
    assert passed is not None and not passed.one_fails
    assert heading_polarity(("ตชว.5",)) is None
