"""The matching key and the clean text: examples from real headings, and properties over any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.reading import clean_text, fold
from words.spelling import has_lone_surrogate

THAI = st.text(st.sampled_from("กขนมเแโาำะัิีึืุู็่้๊๋์ํ๐๑๙ aB1-\u200b\u00a0\u202e"), max_size=30)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("น้ำ", "น้ํา"),
        ("น้ำ", "นํ้า"),
        ("แม่", "เเม่"),
        ("ที่", "ท่ี"),
        ("ที่ดิน", "ที่่ดิน"),
        ("ปี ๒๕๖๑", "ปี 2561"),
        ("ผ่าน\u200bเกณฑ์", "ผ่านเกณฑ์"),
        ("ร้อยละ\u00a0(%)", " ร้อยละ  (%) "),
        ("ผ่าน\nเกณฑ์", "ผ่าน เกณฑ์"),
        ("CODE", "code"),
        ("\ufeffรหัส", "รหัส"),
    ],
)
def test_spellings_of_the_same_words_match(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("ผ่าน", "ไม่ผ่าน"), ("กา", "ก่า"), ("ปิ", "ปี"), ("10", "1 0"), ("แ", "เ")])
def test_other_words_do_not_match(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.one_of(st.text(max_size=60), THAI))
def test_fold_is_idempotent_and_trimmed(text: str) -> None:
    key = fold(text)
    assert fold(key) == key
    assert key == key.strip()
    assert not has_lone_surrogate(key)


@given(THAI, st.integers(0, 30), st.sampled_from("\u200b\u200c\u200d\u2060\ufeff\u202a\u2066"))
def test_what_nobody_sees_never_changes_a_key(text: str, place: int, invisible: str) -> None:
    assert fold(text[:place] + invisible + text[place:]) == fold(text)


@given(st.one_of(st.text(max_size=60), THAI))
def test_clean_text_is_idempotent_and_keeps_the_key(text: str) -> None:
    clean = clean_text(text)
    assert clean_text(clean) == clean
    assert fold(clean) == fold(text)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("  บ้าน\u00a0\u200bน้ำใส \n หมู่ 1 ", "บ้าน น้ำใส หมู่ 1"),
        ("บ้าน\u202eสวน\x00", "บ้านสวน"),
        ("=HYPERLINK(1)", "=HYPERLINK(1)"),
        ("บ้าน 😀", "บ้าน 😀"),
        ("\ud800ก", "ก"),
        ("เเม่ ๑", "เเม่ ๑"),
    ],
)
def test_clean_text_keeps_the_words_as_typed(typed: str, shown: str) -> None:
    assert clean_text(typed) == shown
