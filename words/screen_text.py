"""Text from data, made ready for a place on the screen: shown exactly as written, never read as markup.

A name in a spreadsheet may hold an image, a link, a formula, an icon or marks that turn the line around. Three places
read text in three ways, and each has its helper:

| place | helper |
|---|---|
| Markdown: titles, sentences, captions, notices, toasts, labels, help, buttons, tabs, radio options | `text` |
| plain: options of a select or multiselect, placeholders, navigation, tab title of the browser, table cells | `plain` |
| a figure of Plotly: names, ticks, hover, annotations (it reads <b>, <a href> and &amp;) | `figure_text` |

Constants need no helper. Each helper gives back its own result unchanged, so calling it twice does no harm. What is put
together of constants and results of `text` is annotated `Shown` where it goes from one function to another; likewise
`ShownPlain` and `ShownInFigure`. A test reads the source and proves that nothing else reaches a page.

Every helper makes one line of a text, drops control, bidirectional and invisible characters, and isolates a text in a
right-to-left script, so that the figures around it stay in their order. Work grows linearly with the length.
"""

import re
from typing import Final, TypeAlias

Shown: TypeAlias = str
"""Markdown put together of constants and results of `text` (or of numbers) only."""
ShownPlain: TypeAlias = str
"""Text of a plain place, put together of constants and results of `plain` (or of numbers) only."""
ShownInFigure: TypeAlias = str
"""Text of a figure, put together of constants and results of `figure_text` (or of numbers) only."""


class SafeText(str):
    """What `text` gives: Markdown that shows a text from data as it is written."""

    __slots__ = ()


class PlainText(str):
    """What `plain` gives: a text from data for a place that knows no markup."""

    __slots__ = ()


class FigureText(str):
    """What `figure_text` gives: a text from data inside a figure."""

    __slots__ = ()


# Streamlit makes links, icons, emoji and arrows out of text whose backslashes are gone already: only a character in
# between stops it. This one has no width, breaks no line and joins no letters.
BREAKER: Final = "\u2060"
_ISOLATE, _END_OF_ISOLATE = "\u2068", "\u2069"

# Unicode's Default_Ignorable_Code_Point and the other invisible marks; C0 and C1 controls that are no white space;
# surrogates without a partner, which cannot be sent to a browser at all.
_INVISIBLE: Final = re.compile(
    "[\u0000-\u0008\u000e-\u001b\u007f-\u0084\u0086-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff\ud800-\udfff]"
)
_RIGHT_TO_LEFT: Final = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_MARKUP: Final = re.compile(r"[\\`*_\[\]~$<>&|!#:]")
_LINE_START: Final = re.compile(r"^([0-9]*)([-+=(){}.])")  # - list, 1. list, === under a heading, {…} after a link
_LINKS_AND_ICONS: Final = re.compile(  # http:, mailto:, :smile:, :material_home: · www. · a@b.th
    r"(?<=[A-Za-z0-9_+-])(?=:)|(?<=:)(?=[A-Za-z0-9_+-])|(?<=ww)(?=w)|(?=@)|(?<=material)(?=/)", re.IGNORECASE
)
_ARROWS: Final = re.compile(r"(?<!\S)(<->|->|<-|--|>=|<=|~=)(?!\S)")  # drawn as ↔ → ← — ≥ ≤ ≈


def text(value: object) -> SafeText:
    """A text from data for a place that reads Markdown; a `SafeText` comes back unchanged.

    No bold, link, bare address, image, icon, emoji, colour, formula, list, heading or HTML can come out of it, wherever
    in a line it stands. An invisible U+2060 may stand inside addresses, arrows, and between colons and letters.

    >>> print(text("1. **ม.2** [x](y) 5 %"))
    1\\. \\*\\*ม.2\\*\\* \\[x\\](y) 5 %
    """
    if isinstance(value, SafeText):
        return value
    line = _LINKS_AND_ICONS.sub(BREAKER, _ARROWS.sub(_broken_arrow, _visible_line(value)))
    return SafeText(_isolated(_LINE_START.sub(r"\1\\\2", _MARKUP.sub(r"\\\g<0>", line))))


def plain(value: object) -> PlainText:
    """A text from data for a place without markup; a `PlainText` comes back unchanged.

    >>> print(plain("**ม.2**\\n<b>"))
    **ม.2** <b>
    """
    return value if isinstance(value, PlainText) else PlainText(_isolated(_visible_line(value)))


def figure_text(value: object) -> FigureText:
    """A text from data for a figure; a `FigureText` comes back unchanged.

    >>> print(figure_text("<a href='x'>ม.2</a> & **"))
    &lt;a href='x'&gt;ม.2&lt;/a&gt; &amp; **
    """
    if isinstance(value, FigureText):
        return value
    line = _isolated(_visible_line(value))
    return FigureText(line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))


def _visible_line(value: object) -> str:
    if isinstance(value, (SafeText, FigureText)):  # a PlainText holds no markup: it may still go anywhere
        raise TypeError(f"a {type(value).__name__} is ready for another place: give the text itself")
    return " ".join(_INVISIBLE.sub("", str(value)).split())


def _isolated(line: str) -> str:
    """A text in a right-to-left script as an island: what stands beside it keeps its order."""
    return f"{_ISOLATE}{line}{_END_OF_ISOLATE}" if _RIGHT_TO_LEFT.search(line) else line


def _broken_arrow(found: re.Match[str]) -> str:
    return f"{found[0][0]}{BREAKER}{found[0][1:]}"
