"""Words for moments and sizes, the same on every screen."""

from datetime import datetime

from pythainlp.util import thai_strftime

MEGABYTE = 1_000_000


def moment_words(moment: datetime) -> str:
    """Day and time of this machine in พ.ศ.: 21 ม.ค. 2569 04:15 น."""
    return thai_strftime(moment, "%-d %b %Y %H:%M น.")


def size_words(size_bytes: int) -> str:
    """Size of a file, for people."""
    return f"{max(size_bytes / MEGABYTE, 0.1):,.1f} เมกะไบต์"
