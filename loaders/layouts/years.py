"""The survey year of a file: said by the person, by the file's content or by its name; never guessed."""

import re

from loaders.checks.impossible import ASK_YEAR, checked_year
from loaders.checks.problems import WARNING, YEAR, Problem, RefusalError
from loaders.reading import parse_year_be
from loaders.staging import Reading


def decide_year(
    reading: Reading, *, given: int | None, in_content: int | None = None, in_name: int | None = None
) -> int:
    """The พ.ศ. year. What the content says must agree with what the person says; a file's name is only a hint.

    Raises RefusalError when nobody says the year, when content and person disagree, or for a year that cannot be.
    """
    if given is not None:
        reading.repairs.update(parse_year_be(given).repairs)
        given = checked_year(given)
    if given is not None and in_content is not None and given != in_content:
        raise RefusalError(
            f"ไฟล์บอกว่าเป็นปี {in_content} แต่ระบุปี {given}", "ตรวจว่าเลือกไฟล์และปีถูกต้อง แล้วนำเข้าใหม่", rule="C27"
        )
    if given is not None and in_name is not None and given != in_name:
        what = f"ชื่อไฟล์บอกปี {in_name} แต่ใช้ปี {given} ตามที่ระบุ"
        reading.log.add(Problem(WARNING, what, "ถ้าไม่ถูกต้อง ให้ยกเลิกแล้วนำเข้าใหม่ด้วยปีที่ถูก", rule="C28"))
    year = next((each for each in (given, in_content, in_name) if each is not None), None)
    if year is None:
        raise RefusalError("ไม่พบปีของข้อมูลในไฟล์หรือชื่อไฟล์", ASK_YEAR, rule="C15", asks=YEAR)
    return checked_year(year)


def year_in_name(file_name: str, pattern: str) -> int | None:
    """The year a file's name starts with (`61_…` → 2561); None where the pattern does not fit."""
    match = re.match(pattern, re.split(r"[\\/]", file_name)[-1])
    return 2500 + int(match[1]) if match else None
