"""One area in one sentence: what is the largest problem, how it stands against its reference, what has changed.

The same words on the radar, on the sheet and on the first page, made from what their answers hold already.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd

from analysis.core.figures import axes_of_indicators
from analysis.core.priorities import FEWEST_LEADING
from analysis.core.references import Reference, reference_word
from analysis.core.scope import SEPARATOR, AnswerPart, Scope
from analysis.core.statistics import BETTER, FEW_ASSESSED, SIMILAR, UNKNOWN, WORSE, Row, numbers, rows_of
from catalogue import View
from catalogue.areas import LEVELS, level_of
from words.numbers import fixed, fixed_pct, is_missing

AMONG_SHOWN: Final = "ในตัวชี้วัดที่แสดงได้ "
ALL_HIDDEN: Final = "ตัวชี้วัดที่เทียบได้มีจำนวนน้อย จึงไม่แสดง"
LEVEL_WORDS: Final = {"count": "ปัญหา", "score": "ดัชนี", "value": "ระดับปัญหา"}
MOST_WORDS: Final = {
    "count": ("เป็นปัญหา", "มากที่สุด"),
    "score": ("มีดัชนีความรุนแรง", "สูงสุด"),
    "value": ("มีระดับปัญหา", "สูงสุด"),
}


@dataclass(frozen=True)
class SentenceFacts:
    """What the sentence is made from.

    `axes`: axis_code, axis_short (or axis_name), problem_pct, indicators_with_data, and `decimals` where the gate has
    said it. `indicators`: indicator_code, problem_name, problem_pct, failed, assessed, reference_pct and status against
    the `reference`. `changes`: see `changes_data`; empty, or None, where no earlier year was asked for. `is_public`:
    means stand as rough as the gate prints them, missing where it hides them. `view`: the grouping of the axes.
    `hidden`, `uncounted`: left out of how many stand, or have changed, so: that would tell of them.
    """

    scope: Scope
    reference: Reference
    axes: pd.DataFrame
    indicators: pd.DataFrame
    changes: pd.DataFrame | None = None
    previous_year: int | None = None
    view: View | str | None = None
    hidden: Collection[str] = ()
    uncounted: Collection[str] = ()


def answer_sentence(facts: SentenceFacts) -> str:
    """The parts in one line: งานและรายได้เป็นปัญหามากที่สุด 9.7 % · แย่กว่าอำเภอชัดเจน 2 เรื่อง · ดีขึ้น 1 เรื่อง."""
    return SEPARATOR.join(part.text for part in answer_parts(facts))


def answer_parts(facts: SentenceFacts) -> tuple[AnswerPart, ...]:
    """One to four parts: the largest problem, the standing, what got worse, what got better.

    The largest is a dimension, or the problem itself where only one indicator stands behind it; a dimension of few
    people never leads. "clearly" is said only of what the intervals allow; a set without intervals counts differences.
    """
    parts = [AnswerPart(_largest(facts), "axes")]
    if facts.axes["problem_pct"].notna().any() or facts.indicators["problem_pct"].notna().any():
        parts.append(AnswerPart(_standing(facts), "standing"))
        parts += [AnswerPart(text, "changes") for text in _changed(facts)]
    return tuple(part for part in parts if part.text)


def _largest(facts: SentenceFacts) -> str:
    axes = rows_of(facts.axes)
    if any(
        is_missing(row["problem_pct"]) and row["indicators_with_data"] > 0 and not row.get("is_plain") for row in axes
    ):
        return "บางด้านไม่แสดงตัวเลข จึงไม่บอกว่าด้านใดเป็นปัญหามากที่สุด"
    known = sorted((row for row in axes if not is_missing(row["problem_pct"])), key=lambda row: -row["problem_pct"])
    if not known:
        return "ยังไม่มีข้อมูลที่บอกปัญหาได้"
    if known[0]["problem_pct"] == 0:
        return "ไม่พบปัญหาในตัวชี้วัดที่มีข้อมูล"
    few = _axes_of_few(facts)
    leading = [row for row in known if row["axis_code"] not in few]
    if not leading or leading[0]["problem_pct"] == 0:
        return f"ทุกเรื่องมีผู้ไม่ผ่านไม่ถึง {FEWEST_LEADING} รายหรือผู้ถูกสำรวจน้อย จึงไม่จัดลำดับ"
    above = [row for row in known if row["axis_code"] in few and row["problem_pct"] > leading[0]["problem_pct"]]
    left_out = f" (ไม่นับ{_listed(_names(facts, above))} ซึ่งมีจำนวนน้อย)" if above else ""
    rough = min(int(row.get("decimals", 1)) for row in leading)  # two means that print alike are called equal
    figures = [_figure(facts, row, rough) for row in leading]
    most = [row for row, figure in zip(leading, figures, strict=True) if figure == figures[0]]
    figure = figures[0] if len(most) > 1 else _figure(facts, leading[0], int(leading[0].get("decimals", 1)))
    return f"{_most_words(facts, _names(facts, most), figure, len(known))}{left_out}"


def _most_words(facts: SentenceFacts, names: Sequence[str], figure: str, axes: int) -> str:
    of_what, most = MOST_WORDS[facts.scope.indicator_set.measure]
    if len(facts.indicators) == 1:
        return f"{names[0]} {figure}"
    if axes == 1:
        return f"{names[0]} {figure}" if _alone(facts) else _spaced(names[0], f"{of_what} {figure}")
    if len(names) == axes:
        return f"ทั้ง {axes} ด้าน{of_what}เท่ากัน {figure}"
    return _spaced(_listed(names), f"{of_what}{most}{'เท่ากัน' if len(names) > 1 else ''} {figure}")


def _spaced(name: str, words: str) -> str:
    """The words right after a name, apart where it ends in a digit or a Latin letter."""
    return f"{name} {words}" if name[-1:].isascii() else f"{name}{words}"


def _listed(names: Sequence[str]) -> str:
    return "".join(names) if len(names) < 2 else f"{', '.join(names[:-1])} และ{names[-1]}"


def _alone(facts: SentenceFacts) -> bool:
    return int(facts.indicators["problem_pct"].notna().sum()) == 1


def _names(facts: SentenceFacts, axes: Sequence[Row]) -> list[str]:
    """The axes by name; one with figures of one indicator only by what fails in it."""
    members, problems = _members(facts), dict[str | None, list[str]]()
    columns = (facts.indicators[name].tolist() for name in ("indicator_code", "problem_name", "problem_pct"))
    for code, name, problem in zip(*columns, strict=True):
        if not is_missing(problem):
            problems.setdefault(members.get(code), []).append(str(name))
    names: list[str] = []
    for row in axes:
        own = problems.get(row["axis_code"], [])
        names.append(own[0] if len(own) == 1 else str(row.get("axis_short") or row["axis_name"]))
    return names


def _figure(facts: SentenceFacts, axis: Row, decimals: int) -> str:
    """The mean of an axis as it stands beside it on the radar."""
    value = float(axis["problem_pct"])
    if facts.scope.indicator_set.measure == "score":
        return fixed(value, decimals)
    return f"{fixed_pct(value, decimals)} %"


def _members(facts: SentenceFacts) -> dict[str, str]:
    return axes_of_indicators(facts.scope.indicator_set, facts.view)


def _axes_of_few(facts: SentenceFacts) -> Collection[str]:
    """The axes none of whose problems is of enough people to lead; none in sets that count nobody."""
    if facts.scope.indicator_set.measure != "count":
        return frozenset()
    table = facts.indicators
    enough = (numbers(table["failed"]) >= FEWEST_LEADING) & (numbers(table["assessed"]) >= FEW_ASSESSED)
    axis_of = _members(facts)
    axes = [axis_of.get(code) for code in table["indicator_code"].tolist()]
    of_many = {axis for axis, is_enough in zip(axes, enough.tolist(), strict=True) if is_enough}
    return frozenset(axis for axis in axes if axis is not None and axis not in of_many)


def _standing(facts: SentenceFacts) -> str:
    reference, scope = facts.reference, facts.scope
    if scope.coverage is not None and not scope.is_judged:
        return f"{scope.coverage.words} จึงไม่บอกว่าดีหรือแย่กว่า"
    if reference.name is None:
        return "" if reference.kind == "none" else "ยังไม่มีอะไรให้เทียบ"
    if reference.is_another_year and facts.changes is not None and len(facts.changes):
        return ""  # what changed is said in the same sentence
    compared = facts.indicators.dropna(subset=["problem_pct", "reference_pct"])
    if compared.empty:
        return "ยังไม่มีอะไรให้เทียบ"
    compared, counted_of = without_hidden(compared, facts.hidden)
    if compared.empty:
        return ALL_HIDDEN
    word = reference_words(reference)
    if (compared["status"] == UNKNOWN).all():
        above = int((compared["problem_pct"] > compared["reference_pct"]).sum())
        below = int((compared["problem_pct"] < compared["reference_pct"]).sum())
        return f"{counted_of}{LEVEL_WORDS[scope.indicator_set.measure]}สูงกว่า{word} {above:,} เรื่อง ต่ำกว่า {below:,} เรื่อง"
    worse, better = (int((compared["status"] == each).sum()) for each in (WORSE, BETTER))
    if worse:
        return f"{counted_of}{_spaced(f'แย่กว่า{word}', 'ชัดเจน')} {worse:,} เรื่อง"
    if better:
        return f"{counted_of}{_spaced(f'ดีกว่า{word}', 'ชัดเจน')} {better:,} เรื่อง ไม่มีเรื่องใดแย่กว่า"
    return _spaced(f"{counted_of}ไม่มีเรื่องใดต่างจาก{word}", "ชัดเจน")


def without_hidden(rows: pd.DataFrame, hidden: Collection[str]) -> tuple[pd.DataFrame, str]:
    """The rows (indicator_code) whose figures are shown, and the words that only they are counted: how many of all
    stand so would tell of the hidden ones."""
    shown = rows[~rows["indicator_code"].isin(list(hidden))]
    return shown, "" if len(shown) == len(rows) else AMONG_SHOWN


def reference_words(reference: Reference) -> str:
    """The reference in one word: the level of the area above, else the kind."""
    if reference.area_code is not None and reference.kind in ("parent", "country"):
        return LEVELS[level_of(reference.area_code)]
    return f"ปี {reference.year_be}" if reference.is_another_year else reference_word(reference.kind)


def _changed(facts: SentenceFacts) -> list[str]:
    changes = facts.changes
    if changes is None or changes.empty or not facts.scope.is_judged:
        return []
    changes, counted_of = without_hidden(changes, facts.uncounted)
    if changes.empty:
        return []
    status = changes["change_status"]
    if (status == UNKNOWN).all():
        risen, fallen = int((changes["change_pct"] > 0).sum()), int((changes["change_pct"] < 0).sum())
        level = LEVEL_WORDS[facts.scope.indicator_set.measure]
        return [f"{counted_of}{level}เพิ่มขึ้น {risen:,} เรื่อง ลดลง {fallen:,} เรื่อง"]
    counts = {"แย่ลง": int((status == WORSE).sum()), "ดีขึ้น": int((status == BETTER).sum())}
    counted = [f"{counted_of}{word} {count:,} เรื่อง" for word, count in counts.items() if count]
    if counted or not (status == SIMILAR).any():
        return counted
    return [f"{counted_of}ไม่มีเรื่องใดเปลี่ยนชัดเจน{'' if facts.previous_year is None else f'จากปี {facts.previous_year}'}"]
