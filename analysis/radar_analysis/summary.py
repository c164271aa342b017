"""The summary in Thai, built by rules from the numbers. It says "more" or "less" only where the intervals allow it.

Every sentence names the table that holds its numbers (a key of TABLES), so that a reader can go and look.
"""

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.core.figures import is_plain
from analysis.core.priorities import FEWEST_LEADING, OWN_VIEW, leading_problems, ranked_among
from analysis.core.references import Reference
from analysis.core.scope import Scope
from analysis.core.sentence import ALL_HIDDEN, without_hidden
from analysis.core.statistics import (
    BETTER,
    FEW_ASSESSED,
    SIMILAR,
    UNKNOWN,
    WORSE,
    expected_by_chance,
    first_row,
    rows_of,
)
from analysis.radar_analysis.findings import Overall, Statement
from words.numbers import fixed, fixed_pct, format_count

HIDDEN = "มีจำนวนน้อย จึงไม่แสดงชื่อ"


def percent(value: float) -> str:
    """ร้อยละ 3.5; น้อยกว่าร้อยละ 0.1 of what is not 0."""
    text = fixed_pct(value)
    words = {"<": "น้อยกว่าร้อยละ", ">": "มากกว่าร้อยละ"}
    return f"{words[text[0]]} {text[1:]}" if text[0] in words else f"ร้อยละ {text}"


def mean_percent(value: float, is_public: bool) -> str:
    """A mean: as rough as the gate prints it, where the sentence is for others: ร้อยละ 35, else ร้อยละ 35.0."""
    return f"ร้อยละ {fixed(value, 0)}" if is_public and float(value).is_integer() else percent(value)


def described(row: Mapping[Hashable, Any]) -> str:
    """One problem with its figures: ดื่มสุรา (12 จาก 340 คน ร้อยละ 3.5)."""
    problem = percent(row["problem_pct"])
    if pd.notna(row["failed"]):
        counts = f"{format_count(row['failed'])} จาก {format_count(row['assessed'])}"
        return f"{row['problem_name']} ({counts} {row['unit']} {problem})"
    if pd.notna(row["score_1"]):
        return f"{row['problem_name']} (ดัชนีความรุนแรง {fixed(row['problem_pct'])})"
    return f"{row['problem_name']} (ระดับปัญหา{problem})"


def changed(row: Mapping[Hashable, Any]) -> str:
    """One problem through two years: ดื่มสุรา (จากร้อยละ 10.0 เป็น 30.0)."""
    return f"{row['problem_name']} (จาก{percent(row['before_pct'])} เป็น {fixed_pct(row['problem_pct'])})"


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


TABLES: Mapping[str, str] = {
    "overall": "ภาพรวม",
    "axes": "รายด้าน",
    "problems": "ปัญหาเรียงตามความสำคัญ",
    "standing": "เด่น ใกล้เคียง ด้อย",
    "changes": "การเปลี่ยนแปลง",
    "unknowns": "สิ่งที่ยังไม่รู้",
}
NAMED_PROBLEMS = 3
DESCRIBED = (
    *("indicator_code", "problem_name", "problem_pct", "failed", "assessed", "unit", "score_1", "rank", "own_rank"),
    *("is_small", "tier"),
)
NAMED_CHANGES = 2
WITHIN = "ไม่เกินช่วงความไม่แน่นอนจากจำนวนน้อย"
NO_SCORE = "คำนวณไม่ได้ เพราะส่วนที่ให้น้ำหนักไม่มีข้อมูล"


@dataclass(frozen=True)
class Findings:
    """What the summary is made from. `indicators`, `axes`, `problems`, `changes`: as in RadarAnalysis; `group_name`:
    the target group looked at, None for all indicators; `is_weighted`: the problems are ranked with the user's weights;
    `hidden`, `hidden_before`: codes of the indicators whose figures of this and of the earlier year must not be printed
    (small counts); `is_public`: the sentences are for others, means as rough as the gate prints them;
    `uncounted`: those whose change is not counted either, as how many changed would tell of them;
    `coverage_of_years`: on how many places the change rests, where the two years do not cover the same;
    `only_of_group`: the indicators that count only the target group, which lead its problems."""

    scope: Scope
    reference: Reference
    overall: Overall
    axes: pd.DataFrame
    indicators: pd.DataFrame
    problems: pd.DataFrame
    changes: pd.DataFrame
    previous_year: int | None
    group_name: str | None = None
    is_weighted: bool = False
    hidden: Collection[str] = ()
    hidden_before: Collection[str] = ()
    is_public: bool = False
    coverage_of_years: str = ""
    only_of_group: Collection[str] = ()
    uncounted: Collection[str] = ()

    def mean(self, value: float) -> str:
        """A mean in words: of villages graded an index, never a percentage."""
        if self.scope.indicator_set.measure == "score":
            return f"ดัชนี {fixed(value, 0 if self.is_public and float(value).is_integer() else 1)}"
        return mean_percent(value, self.is_public)


def summary_statements(found: Findings) -> tuple[Statement, ...]:
    """Three to six sentences: the whole, the axes, the first problems, against the reference, the change, caution.

    A difference is stated only where the 95 % interval lies clear of the reference, whatever one case does, a change
    only where the intervals of both years do not meet and it is large enough; what falls short of that is said to be
    unknown.
    """
    has_data = found.overall.indicators_with_data > 0
    statements = [
        Statement(_of_all_indicators(found), "overall"),
        Statement(_by_axis(found), "axes"),
        Statement(_first_problems(found) if has_data else "", "problems"),
        Statement(_against_reference(found), "standing"),
        Statement(_change(found), "changes"),
        Statement(_caution(found), "unknowns"),
    ]
    return tuple(statement for statement in statements if statement.text)


def _of_all_indicators(found: Findings) -> str:
    overall, scope = found.overall, found.scope
    about = f"{scope.area_title} ปี {scope.year_be}"
    if found.group_name is not None:
        about = f"{about} เฉพาะตัวชี้วัดของกลุ่ม{found.group_name}"
    mean, plain = found.mean, int(is_plain(found.indicators).sum())
    text = f"{about} มีข้อมูล {overall.indicators_with_data + plain} จาก {indicators_of(overall.indicators)}"
    text += f" (ไม่ใช่ค่าปัญหา {indicators_of(plain)})" if plain else ""
    if not overall.indicators_with_data:
        return f"{text} จึงยังสรุปไม่ได้"
    if pd.isna(overall.problem_pct):
        return f"{text} ไม่แสดงค่าเฉลี่ยเพราะจะคำนวณย้อนกลับเป็นจำนวนน้อยได้"
    if scope.indicator_set.measure == "score":
        return f"{text} ความรุนแรงเฉลี่ย{mean(overall.problem_pct)} (0 ดีที่สุด 100 แย่ที่สุด)"
    if scope.indicator_set.measure != "count":
        return f"{text} ระดับปัญหาเฉลี่ย{mean(overall.problem_pct)}"
    return f"{text} ผ่านเกณฑ์เฉลี่ย{mean(overall.pass_pct)} เป็นปัญหาเฉลี่ย{mean(overall.problem_pct)}"


def _by_axis(found: Findings) -> str:
    """Nothing where the mean of an axis is hidden: it may be the highest or the lowest."""
    axes, mean = found.axes, found.mean
    if (axes["problem_pct"].isna() & axes["indicators_with_data"].gt(0)).any():
        return ""
    known = axes.dropna(subset="problem_pct").sort_values("problem_pct", ascending=False, kind="stable")
    plain = axes["is_plain"]
    without = joined([on_side(str(name)) for name in axes.loc[axes["problem_pct"].isna() & ~plain, "axis_name"]])
    if known.empty:
        return "ยังไม่มีด้านใดมีค่าปัญหา" if plain.any() else "ยังไม่มีด้านใดมีข้อมูล"
    missing = f" ไม่มีข้อมูล{without}" if without else ""
    printed = known["problem_pct"].map(fixed)  # two means that print alike are called equal
    highest, lowest = float(known["problem_pct"].iloc[0]), float(known["problem_pct"].iloc[-1])
    if len(known) == 1:
        return f"มีข้อมูลด้านเดียวคือ{known.iloc[0]['axis_name']} เป็นปัญหาเฉลี่ย{mean(highest)}{missing}"
    if printed.iloc[0] == printed.iloc[-1]:
        return f"ทั้ง {len(known)} ด้านเป็นปัญหาเฉลี่ยเท่ากัน ({mean(highest)}){missing}"
    most = joined([str(name) for name in known.loc[printed == printed.iloc[0], "axis_name"]])
    least = joined([str(name) for name in known.loc[printed == printed.iloc[-1], "axis_name"]])
    return f"ด้านที่เป็นปัญหาเฉลี่ยสูงสุดคือ{most} ({mean(highest)}) ต่ำสุดคือ{least} ({mean(lowest)}){missing}"


def _first_problems(found: Findings) -> str:
    """The first of the order, never one of few people; where all are of few, the cases without an order. What the
    user's own weights put first is said after it. Of hidden ones it is not told whether they are problems."""
    hidden = int(found.indicators["indicator_code"].isin(list(found.hidden)).sum())
    problems = found.problems
    if hidden:
        problems = ranked_among(problems[~problems["indicator_code"].isin(list(found.hidden))])
    shown = problems[list(DESCRIBED)]
    if shown.empty:
        more = f"ตัวชี้วัดที่แสดงได้ไม่พบปัญหา อีก {indicators_of(hidden)}{HIDDEN}"
        return more if hidden else "ไม่มีตัวชี้วัดใดที่พบปัญหาในข้อมูลที่มี"
    if shown["is_small"].all():
        return f"ทุกปัญหามีผู้ไม่ผ่านไม่ถึง {FEWEST_LEADING} รายหรือผู้ถูกสำรวจน้อย จึงไม่จัดลำดับ: {_named(shown, 'rank')}"
    leading = leading_problems(shown, found.only_of_group)
    if leading.empty:
        return f"ปัญหาที่แสดงได้มีผู้ไม่ผ่านไม่ถึง {FEWEST_LEADING} ราย สำรวจน้อย หรือดีกว่าที่เทียบ จึงไม่จัดเป็นปัญหาที่ควรดูก่อน"
    return f"ปัญหาที่ควรดูก่อน ได้แก่ {_named(leading, 'rank')}{_own_view(found, leading)}"


def _named(rows: pd.DataFrame, rank: str) -> str:
    """The first rows with their figures, and how many more share the last place."""
    named = rows.head(NAMED_PROBLEMS)
    tied = int((rows[rank].iloc[len(named) :] == named[rank].iloc[-1]).sum())
    also = f" (อีก {indicators_of(tied)}อยู่ลำดับเดียวกับรายการสุดท้ายนี้)" if tied else ""
    return f"{'; '.join(described(row) for row in rows_of(named))}{also}"


def _own_view(found: Findings, leading: pd.DataFrame) -> str:
    """What stands first by the user's own weights, where that is another problem."""
    if not found.is_weighted:
        return ""
    scored = leading.dropna(subset="own_rank").sort_values("own_rank", kind="stable")
    if scored.empty:
        return f" ({OWN_VIEW}: {NO_SCORE})"
    return f" ({OWN_VIEW}: {after('อันดับแรกคือ', str(scored.iloc[0]['problem_name']))})"


def _against_reference(found: Findings) -> str:
    reference, indicators = found.reference, found.indicators
    if reference.kind == "previous":  # the change between the years is a sentence of its own
        return ""
    if reference.name is None:
        return f"ยังเทียบกับพื้นที่อื่นไม่ได้: {reference.note}" if reference.note else ""
    known = indicators[indicators["problem_pct"].notna() & indicators["reference_pct"].notna()]
    if known.empty:
        return f"{reference.name}ไม่มีตัวชี้วัดที่มีข้อมูลตรงกันให้เทียบ"
    known, counted_of = without_hidden(known, found.hidden)
    if known.empty:
        return f"เทียบกับ{reference.name}: {ALL_HIDDEN}"
    if found.scope.coverage is not None and not found.scope.is_judged:
        return f"{found.scope.coverage.why_not_judged}เมื่อเทียบกับ{reference.name}"
    counts = known["status"].value_counts()
    if counts.get(UNKNOWN, 0) == len(known):
        return _without_intervals(reference, known)
    worse, better = known[known["status"] == WORSE], int(counts.get(BETTER, 0))
    if worse.empty and not better:
        return f"เทียบกับ{reference.name}: {counted_of}ไม่มีตัวชี้วัดใดต่างชัดเจน ทั้ง {indicators_of(len(known))}ต่าง{WITHIN}"
    furthest = first_row(worse.assign(lag=worse["problem_pct"] - worse["reference_pct"]).nlargest(1, "lag"))
    named = "" if furthest is None else f" ({after('ห่างสุดคือ', furthest['problem_name'])})"
    words = ("ต่ำกว่าเป้าหมายชัดเจน", "ถึงเป้าหมายชัดเจน") if reference.kind == "target" else ("ด้อยกว่าชัดเจน", "เด่นกว่าชัดเจน")
    text = f"{counted_of}{words[0]} {indicators_of(len(worse))}{named} {words[1]} {indicators_of(better)}"
    return f"เทียบกับ{reference.name}: {text}{_undecided(int(counts.get(SIMILAR, 0)), 'ต่าง')}{_by_chance(known)}"


def _by_chance(known: pd.DataFrame) -> str:
    """How many would stand out though nothing differed: a caution that a long list needs."""
    expected = expected_by_chance(known["status"], known["assessed"])
    return f" (ถ้าไม่มีอะไรต่างจริง ก็ยังจะดูต่างโดยบังเอิญได้ราว {fixed(expected)} ตัวชี้วัด)" if expected >= 0.1 else ""


def _undecided(count: int, verb: str) -> str:
    if not count:
        return ""
    return f" อีก {indicators_of(count)}{verb}{WITHIN} จึงยังบอกไม่ได้"


def _without_intervals(reference: Reference, known: pd.DataFrame) -> str:
    """Score and value sets have no interval: the sentence counts differences and calls none of them clear."""
    higher = int((known["problem_pct"] > known["reference_pct"]).sum())
    lower = int((known["problem_pct"] < known["reference_pct"]).sum())
    return (
        f"เทียบกับ{reference.name}: ค่าปัญหาสูงกว่า {indicators_of(higher)} ต่ำกว่า {indicators_of(lower)} "
        "(ข้อมูลชุดนี้ไม่มีช่วงความไม่แน่นอน จึงไม่สรุปว่าต่างกันชัดเจน)"
    )


def _change(found: Findings) -> str:
    changes = found.changes
    if found.previous_year is None or changes.empty:
        return ""
    about = f"จากปี {found.previous_year}{found.coverage_of_years}"
    changes, counted_of = without_hidden(changes, found.uncounted)
    if changes.empty:
        return f"{about}: {ALL_HIDDEN}"
    if (changes["change_status"] == UNKNOWN).all():
        risen, fallen = int((changes["change_pct"] > 0).sum()), int((changes["change_pct"] < 0).sum())
        return (
            f"{about}: {counted_of}ค่าปัญหาเพิ่มขึ้น {indicators_of(risen)} ลดลง {indicators_of(fallen)} "
            "(ข้อมูลชุดนี้ไม่มีช่วงความไม่แน่นอน จึงไม่สรุปว่าเปลี่ยนชัดเจน)"
        )
    similar = int((changes["change_status"] == SIMILAR).sum())
    clear = changes[changes["change_status"].isin([WORSE, BETTER])]
    if clear.empty:
        return f"{about}: {counted_of}ไม่มีตัวชี้วัดใดเปลี่ยนชัดเจน ทั้ง {indicators_of(similar)}เปลี่ยน{WITHIN}"
    parts = [
        _named_changes(clear[clear["change_status"] == status], words, {*found.hidden, *found.hidden_before})
        for status, words in ((WORSE, "ปัญหาเพิ่มขึ้นชัดเจน"), (BETTER, "ปัญหาลดลงชัดเจน"))
    ]
    return f"{about}: {counted_of}{' '.join(part for part in parts if part)}{_undecided(similar, 'เปลี่ยน')}"


def _named_changes(rows: pd.DataFrame, words: str, hidden: Collection[str]) -> str:
    if rows.empty:
        return ""
    shown = rows[~rows["indicator_code"].isin(list(hidden))]
    if shown.empty:
        return f"{words} {indicators_of(len(rows))} ({HIDDEN})"
    named = joined([changed(row) for row in rows_of(shown.head(NAMED_CHANGES))])
    return f"{words} {indicators_of(len(rows))} {after('มากสุดคือ' if len(rows) > NAMED_CHANGES else 'คือ', named)}"


def _caution(found: Findings) -> str:
    """Small numbers are of people or households asked: villages graded are all there are."""
    indicators = found.indicators
    known = indicators["problem_pct"].notna()
    plain = is_plain(indicators)
    missing, few = int((~known & ~plain).sum()), int((known & (indicators["assessed"] < FEW_ASSESSED)).sum())
    parts = [f"{indicators_of(missing)}ไม่มีข้อมูลหรือไม่มีผู้เข้าข่ายสำรวจ จึงไม่ได้นำมาเฉลี่ย"] if missing else []
    if few and found.scope.indicator_set.measure == "count":
        parts.append(f"{indicators_of(few)}มีผู้ถูกสำรวจไม่ถึง {FEW_ASSESSED} ราย ตัวเลขแกว่งได้มาก")
    if bool(plain.any()):
        parts.append(f"{indicators_of(int(plain.sum()))}มีค่าแต่ไม่ใช่ค่าปัญหา จึงไม่ได้นำมาเฉลี่ย")
    if bool(indicators["is_synthetic"].any()):
        parts.append("ตัวเลขนี้มีข้อมูลตัวอย่างที่สร้างขึ้น ห้ามนำไปใช้จริง")
    return f"ข้อควรระวัง: {' และ '.join(parts)}" if parts else ""
