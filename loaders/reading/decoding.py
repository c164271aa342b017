"""The text of a CSV or HTML file: which encoding, decoded strictly."""

from __future__ import annotations

import re

from loaders.reading.model import ReadRefusal

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_THAI_UTF8 = re.compile(rb"\xe0[\xb8\xb9][\x80-\xbf]")
_HIGH = re.compile(rb"[\x80-\xff]")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def decode(content: bytes) -> tuple[str, str]:
    """(text, encoding): utf-8, utf-8-sig, utf-16, utf-16-le, utf-16-be or cp874. Nothing is ever replaced or dropped.

    Raises ReadRefusal F09 (bytes no text has) and F28 (neither UTF-8 nor Thai 874, or both mixed) with the line.
    """
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _strictly(content, encoding), encoding
    guess = _utf16_without_mark(content)
    if guess:
        return _strictly(content, guess), guess
    if _CONTROL.search(content):
        raise ReadRefusal("F09")
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if _mostly_utf8(content):
            raise ReadRefusal("F28", row=_line_of(content, error.start)) from None
    return _strictly(content, "cp874"), "cp874"


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadRefusal("F28", row=_line_of(content, error.start)) from None


def _mostly_utf8(content: bytes) -> bool:
    """Thai in UTF-8 with a few broken bytes: reading it as Thai 874 would turn all of it into เธ เน."""
    triples = len(_THAI_UTF8.findall(content))
    return triples * 3 > 0.8 * len(_HIGH.findall(content))


def _utf16_without_mark(content: bytes) -> str | None:
    """UTF-16 shows as a zero byte (ASCII) or 0x0E (Thai) in every other place."""
    head = content[:4096]
    if len(head) < 4 or b"\x00" not in head:
        return None
    even, odd = head[0::2], head[1::2]
    high_odd = sum(byte in (0x00, 0x0E) for byte in odd) / len(odd)
    high_even = sum(byte in (0x00, 0x0E) for byte in even) / len(even)
    if high_odd > 0.9 and high_even < 0.5:
        return "utf-16-le"
    return "utf-16-be" if high_even > 0.9 and high_odd < 0.5 else None


def _line_of(content: bytes, position: int) -> int:
    before = content[:position]
    return max(before.count(b"\n"), before.count(b"\r")) + 1
