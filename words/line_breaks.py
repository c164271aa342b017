"""Thai text into short lines, for labels and figures: never inside a word, never before a vowel or tone mark."""

import unicodedata

from pythainlp.tokenize import word_tokenize

LINE_CELLS = 16
SHORT_CELLS = 24
CHART_BREAK = "<br>"
FILE_BREAK = "|"
UNBROKEN = "\u00a0"  # holds a figure and its sign on one line
ELLIPSIS = "…"


def display_width(text: str) -> int:
    """Cells a text takes on screen: marks above or below a Thai letter take none."""
    return sum(unicodedata.category(character) not in {"Mn", "Cf"} for character in text)


def shorten_label(name: str, cells: int = SHORT_CELLS) -> str:
    """The name cut at a word to at most `cells`, with … where something was cut. A first word longer than that stays
    whole: nothing is ever cut within a word.

    A stand-in for sets whose author gave no short label.
    """
    if display_width(name) <= cells:
        return name
    kept = ""
    for word in thai_words(name):
        if kept and display_width(kept + word) > cells - 1:
            break
        kept += word
    return name if kept == name else kept.rstrip() + ELLIPSIS


def wrap_label(text: str, cells: int = LINE_CELLS) -> str:
    """The text with `|` between its lines (see broken_lines)."""
    return FILE_BREAK.join(broken_lines(text, cells))


def broken_lines(text: str, cells: int) -> list[str]:
    """The lines of a text of at most `cells` each; a single longer word keeps a line of its own."""
    lines = [""]
    for word in thai_words(text):
        if lines[-1].strip() and display_width((lines[-1] + word).strip()) > cells:
            lines.append("")
        lines[-1] += word
    return [line.strip() for line in lines if line.strip()]


def thai_words(text: str) -> list[str]:
    """The words of a Thai text, each with a lone closing sign (ๆ ฯ % and brackets) kept on the word before it, and what
    a no-break space holds together in one."""
    words: list[str] = []
    for word in word_tokenize(text, engine="newmm", keep_whitespace=True):
        joins = bool(words) and (
            word[0] in f"ๆฯ%),.…{UNBROKEN}"
            or unicodedata.category(word[0]) == "Mn"
            or words[-1][-1] in f"(≥≤{UNBROKEN}"
        )
        if joins:
            words[-1] += word
        else:
            words.append(word)
    return words
