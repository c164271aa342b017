"""Texts proposed for indicators whose author gave none: a short label, and the problem where the indicator fails.

Both are proposals that the author may change; no two labels of a set begin alike, and none is cut within a word.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from words.line_breaks import ELLIPSIS, shorten_label, thai_words

FIRST_LETTERS: Final = 30  # what a narrow table or axis shows of a label
NOT: Final = "ไม่"


def proposed_labels(rows: Sequence[tuple[str, str, str]]) -> list[str]:
    """A short label for each (number, name, label given) of a set; a label that was given stays.

    The name cut at a word. Where two would be alike in their first FIRST_LETTERS letters, the part in which the names
    differ comes first; where that does not help, the number of the indicator stands before it.

    >>> proposed_labels([("1", "น้ำดื่ม", ""), ("2", "น้ำใช้", "น้ำ")])
    ['น้ำดื่ม', 'น้ำ']
    """
    labels = [given or shorten_label(name) for _, name, given in rows]
    for propose in (_from_where_they_differ, _with_number):
        alike = Counter(label[:FIRST_LETTERS] for label in labels)
        group = [place for place, label in enumerate(labels) if label and alike[label[:FIRST_LETTERS]] > 1]
        for place in group:
            if not rows[place][2]:
                labels[place] = propose(rows, place, group)
    return labels


def _from_where_they_differ(rows: Sequence[tuple[str, str, str]], place: int, group: Sequence[int]) -> str:
    """The name from the first word in which it differs from every other of its group: …ที่เหลือของชื่อ."""
    own = thai_words(rows[place][1])
    shared = 0
    for other in group:
        words = thai_words(rows[other][1])
        if other != place:
            pairs = zip(own, words, strict=False)
            same = next((at for at, (one, two) in enumerate(pairs) if one != two), min(len(own), len(words)))
            shared = max(shared, same)
    rest = "".join(own[shared:]).strip()
    return f"{ELLIPSIS}{shorten_label(rest)}" if shared and rest else shorten_label(rows[place][1])


def _with_number(rows: Sequence[tuple[str, str, str]], place: int, group: Sequence[int]) -> str:
    del group
    number, name, _ = rows[place]
    return f"{number}. {shorten_label(name)}"


def proposed_problem(label: str, measure: str, direction: str) -> str:
    """What is wrong where an indicator of this label fails, as its author may change it.

    >>> proposed_problem("ไม่ดื่มสุรา", "count", "more_is_better"), proposed_problem("มีน้ำใช้", "count", "more_is_better")
    ('ดื่มสุรา', 'ไม่ผ่าน: มีน้ำใช้')
    >>> proposed_problem("ถนน", "score", "more_is_better"), proposed_problem("ขยะ", "value", "more_is_worse")
    ('ปัญหา: ถนน', 'ขยะ')
    """
    if not label:
        return ""
    if measure == "score":
        return f"ปัญหา: {label}"
    if measure == "value":
        return label if direction == "more_is_worse" else f"{label} (ค่าน้อยคือปัญหา)"
    without = label.removeprefix(NOT).strip()
    return without if without and without != label else f"ไม่ผ่าน: {label}"
