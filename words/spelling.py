"""Text as officers type it: a key for matching and a clean form for showing."""

from __future__ import annotations

import re
import unicodedata

_ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u180e"
_BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_SPACES = re.compile(r"[\s\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_INVISIBLE = re.compile(f"[{_ZERO_WIDTH}{_BIDI}\ufff9-\ufffb\U000e0000-\U000e007f]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]")

_BELOW = "\u0e38\u0e39\u0e3a"
_ABOVE = "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e47\u0e4d"
_TONES = "\u0e48\u0e49\u0e4a\u0e4b"
_SILENT = "\u0e4c\u0e4e"
_MARK_RANK = {mark: rank for rank, marks in enumerate((_BELOW, _ABOVE, _TONES, _SILENT)) for mark in marks}
_SPLIT_AM = re.compile(f"\u0e4d([{_TONES}]?)\u0e32")
_MARKS = re.compile(f"[{_BELOW}{_ABOVE}{_TONES}{_SILENT}]{{2,}}")
_DIGITS = {ord("๐") + value: str(value) for value in range(10)}


def fold(text: str) -> str:
    """The key under which two spellings of the same words match; never shown to anyone.

    Zero-width, bidi and control characters go; every kind of space becomes one; เเ → แ; ำ and ํา alike; marks over one
    consonant in one order, each once; Thai digits → 0-9; case folded. `fold(fold(x)) == fold(x)`.
    """
    if text.isascii() and text.isprintable():  # nothing to take out, and the cells of most files
        return " ".join(text.lower().split())
    text = _CONTROL.sub("", _INVISIBLE.sub("", text)).casefold()
    text = unicodedata.normalize("NFC", text).casefold()
    text = _INVISIBLE.sub("", text).replace("\u0e33", "\u0e4d\u0e32").replace("เเ", "แ")
    text = _MARKS.sub(_ordered_marks, text).translate(_DIGITS)
    return _SPACES.sub(" ", text).strip()


def clean_text(text: str) -> str:
    """The words as typed, fit for a screen: one space between words, no zero-width, bidi or control characters."""
    text = _INVISIBLE.sub("", _SPACES.sub(" ", text))
    return _SPACES.sub(" ", _CONTROL.sub("", text)).strip()


def ordered_vowels(text: str) -> str:
    """The words spelt as Thai is written: แ for two เ, ำ for ํ with า, the marks over a consonant in order and once.

    >>> ordered_vowels("เเม่นํ้า")
    'แม่น้ำ'
    """
    text = _SPLIT_AM.sub("\\1\u0e33", text.replace("เเ", "แ"))
    return _MARKS.sub(_ordered_marks, text)


def strip_invisible(text: str) -> str:
    """Without zero-width and bidi characters; nothing else is touched."""
    return _INVISIBLE.sub("", text)


def has_lone_surrogate(text: str) -> bool:
    """True for text that no encoding can write (V33)."""
    return not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text)


def thai_digits_to_ascii(text: str) -> str:
    """๒๕๖๑ → 2561."""
    return text.translate(_DIGITS)


def _ordered_marks(match: re.Match[str]) -> str:
    return "".join(sorted(set(match[0]), key=lambda mark: (_MARK_RANK[mark], mark)))
