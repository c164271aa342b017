"""Texts from data for the screen: shown as written, inert, once; the browser's own word is in tests/browser."""

import re
import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from words.screen_text import BREAKER, FigureText, PlainText, SafeText, figure_text, plain, text

ISOLATES = "\u2068\u2069"
HELPERS: tuple[Callable[[object], str], ...] = (text, plain, figure_text)
MARKUP = r"\\`*_[]~$<>&|!#:(){}+-.=/@^ \n\t"
anything = st.text(st.one_of(st.sampled_from(MARKUP + "wWhtps0123aกข\u202e\u200b\ud800"), st.characters()), max_size=60)


def unescaped(markdown: str) -> str:
    """What a reader of Markdown makes of backslashes; what is invisible is left out."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", markdown).translate(dict.fromkeys(map(ord, BREAKER + ISOLATES)))


@pytest.mark.parametrize(
    "written",
    ["ม.2", "บ้านนา (หมู่ 2)", "12.5 %", "1–9", "ตำบลเกาะแก้ว · ปี 2565", "5/2565", "น้ำ ๆ ฯลฯ", "ก-ข", "เกาะแก้ว+ราไวย์"],
)  # fmt: skip
def test_ordinary_names_and_figures_stay_as_they_are(written: str) -> None:
    assert plain(written) == figure_text(written) == written
    assert unescaped(text(written)) == written


def test_thai_names_without_markup_are_not_touched_at_all() -> None:
    for written in ("ม.2", "บ้านนา (หมู่ 2)", "ร้อยละ 12.5 %", "ก-ข", "ชุมชนที่ 1 เทศบาลเมือง"):
        assert text(written) == written


@pytest.mark.parametrize(
    ("written", "markdown"),
    [
        ("**ก** _ข_", r"\*\*ก\*\* \_ข\_"),
        ("![x](http://a.b)", "\\!\\[x\\](http\u2060\\://a.b)"),
        (":red[ข]", "\\:\u2060red\\[ข\\]"),
        (":material/home:", "\\:\u2060material\u2060/home\u2060\\:"),
        ("$1$", r"\$1\$"),
        ("<b>&lt;", r"\<b\>\&lt;"),
        ("www.a.th", "ww\u2060w.a.th"),
        ("ก@ข.th", "ก\u2060@ข.th"),
        ("1. ก", r"1\. ก"),
        ("- ก", r"\- ก"),
        ("===", r"\==="),
        ("ก -> ข", "ก -\u2060\\> ข"),
        ("ก\n# ข", r"ก \# ข"),
        ("    ก", "ก"),
    ],
)
def test_markup_is_broken(written: str, markdown: str) -> None:
    assert text(written) == markdown


def test_marks_that_turn_or_hide_are_dropped() -> None:
    hidden = "ก\u202eข\u2066ค\u200bง\u200f\u061c\ufeff\u00ad\U000e0041\x07\x85จ\u2028ฉ\ud800"
    for helper in HELPERS:
        assert helper(hidden) == "กขคง จ ฉ"


def test_a_right_to_left_name_is_an_island() -> None:
    for helper in HELPERS:
        assert helper("كوتا 12") == "\u2068كوتا 12\u2069"


def test_what_is_ready_comes_back_as_it_is_and_never_goes_to_another_place() -> None:
    for helper in HELPERS:
        ready = helper("**<ก>**")
        assert helper(ready) is ready
    for helper in (text, figure_text):
        for other in set(HELPERS) - {helper}:
            with pytest.raises(TypeError, match="ready for another place"):
                other(helper("**<ก>**"))
    assert text(plain("**<ก>**")) == text("**<ก>**")
    assert figure_text(plain("**<ก>**")) == figure_text("**<ก>**")


def test_each_helper_gives_its_own_type() -> None:
    assert [type(helper(2565)) for helper in HELPERS] == [SafeText, PlainText, FigureText]
    assert text(2565) == "2565"


@given(anything)
def test_a_reader_of_markdown_sees_what_was_written(written: str) -> None:
    visible = plain(written).translate(dict.fromkeys(map(ord, ISOLATES)))
    assert unescaped(text(written)) == visible
    assert visible == " ".join(visible.split())


@given(anything)
def test_no_mark_of_markdown_is_left_without_its_backslash(written: str) -> None:
    left = re.sub(r"\\[!-/:-@\[-`{-~]", "", text(written))
    assert not re.search(r"[\\`*_\[\]~$<>&|!#:]", left)
    assert not re.match(r"[0-9]*[-+=(){}.]", text(written))


@given(anything)
def test_nothing_that_is_read_after_the_backslashes_is_left(written: str) -> None:
    """Streamlit looks for these in the finished text: addresses, mail, icons, emoji, arrows."""
    shown = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text(written))
    assert not re.search(
        r"https?:|www\.|[-.\w+]@|:[\w+-]+:|:material|(?<!\S)(<->|->|<-|--|>=|<=|~=)(?!\S)", shown, re.I
    )


@given(anything)
def test_a_figure_gets_no_tag_and_no_entity(written: str) -> None:
    shown = figure_text(written)
    assert not re.search(r"[<>]|&(?!amp;|lt;|gt;)", shown)
    assert shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == plain(written)


@pytest.mark.parametrize("piece", ["*", "a:", "w", "1", " - ", "\u202e", "@", "<", "ก", "\\", "->", "material/", " "])
def test_a_long_text_takes_no_longer_than_its_length(piece: str) -> None:
    long = piece * (100_000 // len(piece))
    begun = time.process_time()
    for helper in HELPERS:
        helper(long)
    assert time.process_time() - begun < 2  # a quadratic step would take minutes
