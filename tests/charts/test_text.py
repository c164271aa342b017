"""Thai labels: width, line breaks, escaping."""

from hypothesis import given
from hypothesis import strategies as st

from charts.text import one_line, short_code, wrapped
from words.line_breaks import display_width


def test_stacked_vowels_and_tones_take_no_column():
    assert display_width("น้ำดื่ม") == 4
    assert display_width("abc") == 3


def test_lines_break_between_words_and_keep_given_breaks():
    assert wrapped("ครัวเรือนมีการเก็บออมเงิน", 12) == "ครัวเรือนมีการ<br>เก็บออมเงิน"
    assert wrapped("การมีงานทำ<br>และรายได้", 12) == "การมีงานทำ<br>และรายได้"
    assert wrapped("ครัวเรือนมีการเก็บออมเงิน", 12, max_lines=1).endswith("…")


@given(st.text(alphabet="กขคงจฉชซา ิี่้ำเแ", max_size=60), st.integers(5, 30))
def test_wrapping_loses_no_letter(text, width):
    plain = "".join(text.split())
    assert "".join(wrapped(text, width, max_lines=100).replace("<br>", "").split()) == plain


def test_one_line_joins_thai_without_a_space():
    assert one_line("การมีงานทำ<br>และรายได้") == "การมีงานทำและรายได้"
    assert one_line("ตำบล<br>1") == "ตำบล 1"


def test_markup_in_data_stays_text():
    assert one_line("<a href='x'>&") == "&lt;a href='x'&gt;&amp;"
    assert one_line("\u200b<br>ก") == "ก"
    assert wrapped("<b>ก</b>", 20) == "&lt;b&gt;ก&lt;/b&gt;"


def test_codes_are_said_short():
    assert [short_code(code) for code in ("jpt-2560-07", "d3", "nrd2c-2555-33")] == ["7", "d3", "33"]
