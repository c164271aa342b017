"""Phrases of the summary: one indicator with its figures, lists of names, numbers of indicators."""

from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import Any

import pandas as pd

HIDDEN = "จำนวนน้อย ไม่แสดงตัวเลข"


def percent(value: float) -> str:
    """ร้อยละ 3.5."""
    return f"ร้อยละ {value:.1f}"


def described(row: Mapping[Hashable, Any], hidden: Collection[str] = ()) -> str:
    """One indicator with its figures: ชื่อ (ไม่ผ่าน 12 จาก 340 คน ร้อยละ 3.5); without them where its code is hidden."""
    if row["indicator_code"] in hidden:
        return f"{row['short_label']} ({HIDDEN})"
    problem = percent(row["problem_pct"])
    if pd.notna(row["failed"]):
        return f"{row['short_label']} (ไม่ผ่าน {row['failed']:,.0f} จาก {row['assessed']:,.0f} {row['unit']} {problem})"
    return f"{row['short_label']} (ระดับปัญหา{problem})"


def changed(row: Mapping[Hashable, Any], hidden: Collection[str] = ()) -> str:
    """One indicator through two years: ชื่อ (จากร้อยละ 10.0 เป็น 30.0)."""
    if row["indicator_code"] in hidden:
        return f"{row['short_label']} ({HIDDEN})"
    return f"{row['short_label']} (จาก{percent(row['before_pct'])} เป็น {row['problem_pct']:.1f})"


def after(word: str, text: str) -> str:
    """The text right after a Thai word, with a space before a digit or a Latin letter.

    >>> after("คือ", "การศึกษา"), after("คือ", "15–59 ปี มีอาชีพ")
    ('คือการศึกษา', 'คือ 15–59 ปี มีอาชีพ')
    """
    return f"{word} {text}" if text[:1].isascii() else f"{word}{text}"


def on_side(name: str) -> str:
    """A dimension with its word: ด้านการศึกษา, unless its name begins with it."""
    return name if name.startswith("ด้าน") else f"ด้าน{name}"


def joined(names: Sequence[str]) -> str:
    """A list in a sentence.

    >>> joined(["ก", "ข"]), joined(["ก", "ข", "ค"])
    ('ก และข', 'ก, ข และค')
    """
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {after('และ', names[-1])}"


def indicators_of(count: int) -> str:
    """3 ตัวชี้วัด."""
    return f"{count:,} ตัวชี้วัด"
