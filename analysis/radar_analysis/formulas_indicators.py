"""The formulas of one indicator (percentage, interval, reference, status) and of the score that ranks problems.

A formula is written out with the area's own numbers: as many decimals as the printed result needs, no more.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.core.priorities import EQUAL_WEIGHTS, FEWEST_LEADING, OWN_VIEW, PARTS, TIER_NAMES
from analysis.core.references import PEERS_WORD, PUBLISHED, REFERENCE_WORDS, Reference
from analysis.core.statistics import (
    BETTER,
    BY_CHANCE,
    FEW_ASSESSED,
    SIMILAR,
    WORSE,
    Row,
    first_row,
)
from analysis.radar_analysis.findings import RadarAnalysis
from words.numbers import fixed, fixed_pct, format_pct_range, signed

MOST_DECIMALS = 4
MOST_TERMS = 12
Formula = tuple[str, str, str, str]  # code of the section, name, formula, example


def decimals_for(values: Sequence[float], combine: Callable[[Sequence[float]], float], shown: int = 1) -> int:
    """The fewest decimals under which the rounded values still give the printed result.

    >>> decimals_for([2.17, 2.14], lambda pair: pair[0] - pair[1])
    2
    """
    for decimals in range(shown, MOST_DECIMALS):
        if round(combine([round(value, decimals) for value in values]), shown) == round(combine(values), shown):
            return decimals
    return MOST_DECIMALS


def difference(left: float, right: float) -> str:
    """
    >>> difference(20.0, 10.0), difference(2.17, 2.14)
    ('20.0 − 10.0 = +10.0 จุด', '2.17 − 2.14 = 0.0 จุด')
    """
    decimals = decimals_for([left, right], lambda pair: pair[0] - pair[1])
    return f"{fixed(left, decimals)} − {fixed(right, decimals)} = {signed(left - right)} จุด"


def mean(values: Sequence[float]) -> str:
    """All terms where they are few, else their sum.

    >>> mean([10.0, 20.0]), mean([1.0] * 20)
    ('(10.0 + 20.0) ÷ 2 = 15.0', '20.0 ÷ 20 = 1.0')
    """
    if len(values) == 1:
        return f"{fixed_pct(values[0])} ÷ 1 = {fixed_pct(values[0])}"
    result = sum(values) / len(values)
    if len(values) > MOST_TERMS:
        return f"{fixed(sum(values))} ÷ {len(values)} = {fixed_pct(result)}"
    decimals = decimals_for(values, lambda terms: sum(terms) / len(terms))
    return f"({' + '.join(fixed(value, decimals) for value in values)}) ÷ {len(values)} = {fixed_pct(result)}"


def share(part: float, total: float) -> str:
    """
    >>> share(538, 5011), share(1, 5011)
    ('100 × 538 ÷ 5,011 = 10.7', '100 × 1 ÷ 5,011 = <0.1')
    """
    return f"100 × {fixed(part, 0)} ÷ {fixed(total, 0)} = {fixed_pct(100 * part / total)}"


SIDES = {
    WORSE: "ทั้งช่วงอยู่เหนือค่าอ้างอิง จึงเป็น ด้อย",
    BETTER: "ทั้งช่วงอยู่ต่ำกว่าค่าอ้างอิง จึงเป็น เด่น",
    SIMILAR: "ช่วงคร่อมค่าอ้างอิง จึงเป็น ใกล้เคียง",
}
SIDES_OF_YEARS = {
    WORSE: "ทั้งช่วงอยู่เหนือช่วงของปีก่อน จึงเป็น ด้อย",
    BETTER: "ทั้งช่วงอยู่ต่ำกว่าช่วงของปีก่อน จึงเป็น เด่น",
    SIMILAR: "ช่วงของสองปีซ้อนกัน จึงเป็น ใกล้เคียง",
}
STEADY = f"และยังเป็นเช่นนั้นแม้มีผู้ไม่ผ่านเพิ่มหรือลดหนึ่งราย นอกนั้นใกล้เคียง ถ้าสำรวจไม่ถึง {FEW_ASSESSED} ราย เรียกว่าจำนวนน้อย ยังบอกไม่ได้"
STATUS = f"เด่น / ด้อย เมื่อช่วงทั้งช่วงอยู่ด้านที่ดีกว่า / แย่กว่าค่าอ้างอิง {STEADY}"
STATUS_OF_YEARS = (
    f"เด่น / ด้อย เมื่อช่วงของปีนี้ทั้งช่วงต่ำกว่า / สูงกว่าช่วงของปีก่อน {STEADY} (เทียบช่วงกับช่วง เพราะตัวเลขของปีก่อนก็แกว่งได้เหมือนกัน)"
)
OF_REFERENCES: Mapping[str, str] = {
    "peers": f"{REFERENCE_WORDS['peers']} (มัธยฐานของที่มีข้อมูล) คิดแยกทีละตัวชี้วัด ไม่รวมพื้นที่นี้",
    "parent": f"ค่าของ{REFERENCE_WORDS['parent']} (รวมพื้นที่นี้ด้วย)",
    "country": f"ค่าของ{REFERENCE_WORDS['country']} (รวมพื้นที่นี้ด้วย)",
    "previous": f"ค่าของพื้นที่นี้เองใน{REFERENCE_WORDS['previous']}ที่มีข้อมูลชุดเดียวกัน",
    "target": f"100 − {REFERENCE_WORDS['target']}ร้อยละที่ผ่านของปีนั้น (ตามที่พิมพ์ในไฟล์ ถ้าไม่มีใช้ของชุดตัวชี้วัด)",
} | dict.fromkeys(PUBLISHED, "100 × จำนวนคนที่ไม่ผ่าน ÷ จำนวนคนที่สำรวจ ตามที่เผยแพร่")


def indicator_formulas(analysis: RadarAnalysis) -> Iterable[Formula]:
    """(code, name, formula, example) of each figure, shown on the first problem, or the first indicator with data."""
    yield from _of_the_reference(analysis)
    row = first_row(analysis.problems if len(analysis.problems) else analysis.indicators.dropna(subset="problem_pct"))
    measure = analysis.scope.indicator_set.measure
    if measure == "score":
        formula = "ค่าเฉลี่ยของ (3 − ระดับ) ÷ 2 × 100 ทุกหมู่บ้านที่มีข้อมูล (ระดับ 1 ปัญหามาก = 100, 3 = 0)"
        yield "problems", "ดัชนีความรุนแรง (0–100)", formula, "" if row is None else _score_example(row)
    elif measure == "value":
        formula = "ตำแหน่งของค่าระหว่างปลายที่ดีที่สุด (0) กับปลายที่แย่ที่สุด (100) ของตัวชี้วัด"
        yield "problems", "ระดับปัญหา (%)", formula, "" if row is None else _value_example(row)
    else:
        yield from _of_counts(row)


def _of_counts(row: Row | None) -> Iterable[Formula]:
    shown = interval = ""
    if row is not None and pd.notna(row["failed"]):
        failed, assessed = row["failed"], row["assessed"]
        shown = f"{row['problem_name']}: {share(failed, assessed)}"
        counts = f"{fixed(failed, 0)} ÷ {fixed(assessed, 0)} = {fixed(failed / assessed, 4)}"
        interval = f"{row['problem_name']}: p = {counts} n = {fixed(assessed, 0)}"
        interval += f" ได้ช่วง {format_pct_range(row['low_pct'], row['high_pct'])}"
    yield "problems", "ร้อยละที่เป็นปัญหา", "100 × จำนวนที่ไม่ผ่าน ÷ จำนวนที่สำรวจ (ไม่มีผู้เข้าข่าย = ไม่มีข้อมูล ไม่ใช่ 0)", shown
    yield (
        "problems",
        "ช่วงความไม่แน่นอนจากจำนวนน้อย",
        "ช่วงวิลสันร้อยละ 95: (p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) ÷ (1 + z²/n) "
        "โดย p = สัดส่วนที่ไม่ผ่าน n = จำนวนที่สำรวจ z = 1.96",
        interval,
    )


def _score_example(row: Row) -> str:
    one, two, three = row["score_1"], row["score_2"], row["score_3"]
    villages = one + two + three
    return (
        f"{row['problem_name']}: (100 × {fixed(one, 0)} + 50 × {fixed(two, 0)} + 0 × {fixed(three, 0)}) "
        f"÷ {fixed(villages, 0)} = "
        f"{fixed(row['problem_pct'])}"
    )


def _value_example(row: Row) -> str:
    return f"{row['short_label']}: {fixed(row['value'], 2)} {row['unit']} = {fixed(row['problem_pct'])}"


def _of_the_reference(analysis: RadarAnalysis) -> Iterable[Formula]:
    reference = analysis.reference
    if reference.name is None:
        return
    row = first_row(analysis.indicators.dropna(subset=["problem_pct", "reference_pct"]))
    text = "" if row is None else f"{row['problem_name']}: {_reference_example(reference, row)}"
    words = OF_REFERENCES["previous" if reference.is_another_year else reference.kind]
    yield "standing", f"ค่าอ้างอิง: {reference.name}", words, text
    of_years = reference.is_another_year
    if row is not None and row["status"] in SIDES:
        side = SIDES_OF_YEARS[row["status"]] if of_years else SIDES[row["status"]]
        text = f"{row['problem_name']}: {compared_with(reference, row)} {side}"
        yield "standing", "เด่น ใกล้เคียง ด้อย", STATUS_OF_YEARS if of_years else STATUS, text
    expected = analysis.expected_by_chance
    if pd.notna(expected):
        text = f"{BY_CHANCE:g} × {fixed(expected / BY_CHANCE, 0)} = {fixed(expected)} ตัวชี้วัด"
        formula = (
            f"{BY_CHANCE:g} × ตัวชี้วัดที่เทียบได้และสำรวจตั้งแต่ {FEW_ASSESSED} ราย (ช่วงร้อยละ 95 พลาดได้ร้อยละ 5 จึงเป็นค่าอย่างมาก)"
        )
        yield "standing", "ดูต่างได้โดยบังเอิญ", formula, text


def compared_with(reference: Reference, row: Mapping[Any, Any]) -> str:
    """A percentage and its interval beside the reference, with the interval of an earlier year."""
    interval = format_pct_range(row["low_pct"], row["high_pct"])
    text = f"{fixed_pct(row['problem_pct'])} (ช่วง {interval}) เทียบ {fixed_pct(row['reference_pct'])}"
    if not reference.is_another_year:
        return text
    return f"{text} (ช่วง {format_pct_range(row['reference_low_pct'], row['reference_high_pct'])})"


def _reference_example(reference: Reference, row: Row) -> str:
    if reference.kind == "target":
        return f"100 − {row['target_pct']:g} = {fixed_pct(row['reference_pct'])}"
    if reference.kind != "peers":
        return f"{fixed_pct(row['reference_pct'])} ({reference.name})"
    figures = reference.figures
    own = figures.loc[figures["indicator_code"] == row["indicator_code"], "problem_pct"].dropna().sort_values()
    middle = list(own.iloc[(len(own) - 1) // 2 : len(own) // 2 + 1])
    decimals = decimals_for(middle, lambda pair: sum(pair) / len(pair))
    values = " และ ".join(f"{value:.{decimals}f}" for value in middle)
    return f"เรียง {len(own):,} แห่งจากน้อยไปมาก ค่าตรงกลางคือ {values} = {fixed_pct(row['reference_pct'])}"


FORMULAS = {
    "severity": "อันดับของช่องว่างจากเป้าหมาย (ไม่มีเป้าหมายใช้ค่าที่เป็นปัญหา) ในตัวชี้วัดของพื้นที่นี้",
    "size": "อันดับของจำนวนที่ไม่ผ่าน ในตัวชี้วัดของพื้นที่นี้",
    "trend": "อันดับของการเปลี่ยนจากปีก่อนหน้า (ที่ยังบอกไม่ได้นับเป็น 0) ในตัวชี้วัดของพื้นที่นี้",
    "relative": f"อันดับของพื้นที่นี้ใน{PEERS_WORD} ในตัวชี้วัดนั้น",
}
COUNTED = "นับจากน้อยไปมาก เท่ากันใช้อันดับเฉลี่ย ÷ จำนวนทั้งหมด (มากกว่า 0 ถึง 1)"


ORDER = (
    f"ชั้นก่อน แล้วจำนวนคน: ชั้น 1 แย่กว่า{REFERENCE_WORDS['parent']}ชัดเจน "
    "ชั้น 2 ใกล้เคียงหรือยังบอกไม่ได้ ชั้น 3 ดีกว่าชัดเจน (ชั้น 4 ไม่มีอะไรให้เทียบ) "
    "ในชั้นเดียวกันเรียงตาม 100 × ผู้ไม่ผ่าน ÷ คน (หรือครัวเรือน) ทั้งหมดที่สำรวจในพื้นที่ "
    f"ผู้ไม่ผ่านไม่ถึง {FEWEST_LEADING} หรือสำรวจไม่ถึง {FEW_ASSESSED} ราย อยู่ท้ายเสมอ ถ้าทุกปัญหาเป็นเช่นนั้น ไม่จัดลำดับ"
)


def order_formulas(analysis: RadarAnalysis) -> Iterable[Formula]:
    """The order of the problems and what is more than should be, shown on the first problem."""
    row = first_row(analysis.problems)
    text = excess = ""
    if row is not None and pd.notna(row["failed"]):
        everyone = analysis.indicators.loc[analysis.indicators["unit"] == row["unit"], "assessed"].max()
        rank = "ไม่จัดลำดับ" if pd.isna(row["rank"]) else f"ลำดับ {fixed(row['rank'], 0)}"
        tier = f"ชั้น {fixed(row['tier'], 0)} {TIER_NAMES[int(row['tier'])]}"
        text = f"{row['problem_name']}: {share(row['failed'], everyone)} {tier} {rank}"
        if pd.notna(row["excess"]):
            rate = row["tier_reference_pct"] * row["assessed"] / 100
            excess = f"{fixed(row['failed'], 0)} − {fixed(rate)} = {fixed(row['excess'])} {row['unit']}"
            excess = f"{row['problem_name']}: {excess}"
    against = f" เทียบกับ{analysis.tiers.name}" if analysis.tiers.name else ""
    yield "problems", "ลำดับความสำคัญ", f"{ORDER}{against}", text
    formula = "จำนวนที่ไม่ผ่าน − ร้อยละของค่าอ้างอิง × จำนวนที่สำรวจ ÷ 100 (ต่ำกว่า 0 = น้อยกว่าที่ควรเป็น)"
    yield "problems", "มากกว่าที่ควรเป็น", formula, excess


def score_formulas(analysis: RadarAnalysis) -> Iterable[Formula]:
    """(code, name, formula, example) of each figure of the user's own view, shown on the first problem."""
    row = first_row(analysis.problems)
    for part, name in PARTS.items():
        text = "" if row is None or pd.isna(row[part]) else _of_part(analysis, row, part)
        yield "problems", f"ส่วนของคะแนน: {name}", f"{FORMULAS[part]} {COUNTED}", text
    weighted, plain = (
        _score(row, "score", analysis.weights, "own_rank"),
        _score(row, "unweighted_score", EQUAL_WEIGHTS, "unweighted_rank"),
    )
    yield "problems", OWN_VIEW, "ค่าเฉลี่ยถ่วงน้ำหนักของส่วนที่มีข้อมูล ลำดับ 1 คือคะแนนสูงสุด แสดงคู่กับลำดับความสำคัญ ไม่แทนที่", weighted
    yield "problems", f"{OWN_VIEW} เมื่อน้ำหนักเท่ากัน", "ค่าเฉลี่ยธรรมดาของส่วนที่มีข้อมูล", plain


def _of_part(analysis: RadarAnalysis, row: Row, part: str) -> str:
    """The rank the part stands for, and among how many."""
    known = analysis.indicators[analysis.indicators["problem_pct"].notna()]
    peers = analysis.lookup.peers
    if part == "relative":
        own = peers[(peers["indicator_code"] == row["indicator_code"]) & peers["problem_pct"].notna()]
        count, figure = len(own) + 1, f"ร้อยละ {fixed_pct(row['problem_pct'])}"
    elif part == "trend":
        sure = row["change_pct"] if row["change_status"] in (BETTER, WORSE) else 0.0
        count, figure = len(analysis.changes), f"{signed(sure)} จุด"
    elif part == "size":
        count, figure = int(known["failed"].notna().sum()), f"{fixed(row['failed'], 0)} {row['unit']}"
    else:
        lag = row["gap_pct"] if pd.notna(row["gap_pct"]) else row["problem_pct"]
        count, figure = len(known), f"{fixed(lag)}"
    return f"{row['problem_name']}: {figure} เป็นอันดับ {row[part] * count:g} จาก {count:,} = {fixed(row[part], 2)}"


def _score(row: Row | None, column: str, weights: Mapping[str, float], rank: str) -> str:
    if row is None or pd.isna(row[column]):
        return ""
    kept = [(float(row[part]), weights[part]) for part in PARTS if pd.notna(row[part]) and weights[part]]
    total = sum(weight for _, weight in kept)

    def combine(parts: Sequence[float]) -> float:
        return sum(part * weight for part, (_, weight) in zip(parts, kept, strict=True)) / total

    decimals = decimals_for([part for part, _ in kept], combine, 2)
    top = " + ".join(f"{part:.{decimals}f}×{weight:g}" for part, weight in kept)
    return f"{row['problem_name']}: ({top}) ÷ {total:g} = {fixed(row[column], 2)} ลำดับ {fixed(row[rank], 0)}"
