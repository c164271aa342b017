"""What does not add up in a list of indicators, said before a set is made of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from loaders.checks.problems import ERROR, WARNING, Problem
from loaders.checks.rules import rule
from loaders.reading import fold

SHOWN = 10


def check_list(
    definition: Mapping[str, Any], announced: Mapping[int, int], missing: Sequence[int]
) -> tuple[Problem, ...]:
    """Sizes announced and found, numbers one after the other, names and numbers once, units."""
    rows = definition["indicators"]
    if not rows:
        what = "ไม่พบตัวชี้วัดในรายการ"
        return (Problem(ERROR, what, "ให้แต่ละบรรทัดขึ้นต้นด้วยเลขข้อ เช่น 1. เด็กแรกเกิดมีน้ำหนัก 2,500 กรัมขึ้นไป (คน)", rule="I01"),)
    return (
        *_sizes(definition, announced),
        *_numbers([row["number"] for row in rows]),
        *_names([row["name"] for row in rows]),
        *_empty_dimensions(definition),
        *_units(missing),
    )


def lines_not_taken(numbers: Sequence[int]) -> Iterator[Problem]:
    """I09 for every line that is neither a dimension nor an indicator, by its number."""
    for number in numbers:
        what = "ไม่ได้อ่านบรรทัดนี้ เพราะไม่ขึ้นต้นด้วยเลขข้อหรือหมวด"
        yield Problem(WARNING, what, rule("I09").fix, row=number, rule="I09")


def _sizes(definition: Mapping[str, Any], announced: Mapping[int, int]) -> Iterator[Problem]:
    counts = Counter(row["dimension"] for row in definition["indicators"])
    names = {each["number"]: each["name"] for each in definition["dimensions"]}
    for number, size in announced.items():
        found = counts[number] if number else sum(counts.values())
        if found != size:
            where = f"หมวดที่ {number} {names.get(number, '')}".strip() if number else "ทั้งรายการ"
            yield Problem(
                ERROR, f"{where} แจ้งว่ามี {size} ตัวชี้วัด แต่พบ {found}", "เพิ่มหรือลบตัวชี้วัดให้ครบ หรือแก้จำนวนที่แจ้ง", rule="I02"
            )


def _numbers(numbers: Sequence[int]) -> Iterator[Problem]:
    for number, count in Counter(numbers).items():
        if count > 1:
            yield Problem(ERROR, f"ตัวชี้วัดที่ {number} มี {count} ชื่อ", "ให้แต่ละตัวมีเลขไม่ซ้ำกัน", rule="I03")
    absent = sorted(set(range(1, max(numbers) + 1)) - set(numbers))
    if absent:
        listed = ", ".join(map(str, absent[:SHOWN])) + (" …" if len(absent) > SHOWN else "")
        yield Problem(ERROR, f"เลขตัวชี้วัดไม่ต่อเนื่อง ขาดข้อ {listed}", "เติมตัวชี้วัดที่ขาด หรือแก้เลข", rule="I04")
    elif list(numbers) != sorted(numbers):
        yield Problem(WARNING, "ตัวชี้วัดไม่เรียงตามเลข", "ตรวจว่าเลขถูกต้อง ถ้าถูกแล้วไม่ต้องแก้", rule="I05")


def _names(names: Sequence[str]) -> Iterator[Problem]:
    twice = [name for name, count in Counter(map(fold, names)).items() if count > 1]
    if twice:
        yield Problem(ERROR, f"มีชื่อตัวชี้วัดซ้ำ {len(twice)} ชื่อ", "ให้แต่ละตัวมีชื่อไม่ซ้ำกัน", rule="I06")


def _empty_dimensions(definition: Mapping[str, Any]) -> Iterator[Problem]:
    used = {row["dimension"] for row in definition["indicators"]}
    for each in definition["dimensions"]:
        if each["number"] not in used:
            yield Problem(
                ERROR, f"หมวดที่ {each['number']} {each['name']} ไม่มีตัวชี้วัด", "เพิ่มตัวชี้วัดของหมวดนี้ หรือลบหมวด", rule="I07"
            )


def _units(missing: Sequence[int]) -> Iterator[Problem]:
    if missing:
        listed = ", ".join(map(str, missing[:SHOWN])) + (" …" if len(missing) > SHOWN else "")
        yield Problem(ERROR, f"ไม่มีหน่วยของตัวชี้วัดที่ {listed}", "เลือกหน่วย คน หรือ ครัวเรือน ของแต่ละตัว", rule="I08")
