"""Numbers, years and codes: the rules one by one, then properties over anything a cell may hold."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.reading import (
    FAULTS,
    REPAIRS,
    UNCALCULATED,
    AreaCode,
    Cell,
    Number,
    Year,
    parse_area_code,
    parse_number,
    parse_year_be,
)

CELLS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=50), st.datetimes(), st.dates(), st.times(),
    st.timedeltas(), st.text(st.sampled_from("0123456789๐๕.,-−–()%eE+' \u200b\u00a0#/N A"), max_size=14),
)  # fmt: skip
REFUSALS = sorted({"V01", "V02", "V03", "V07", "V08", "V10", "V11", "V28", "V31", "V33"})


@pytest.mark.parametrize(
    ("cell", "value", "repairs"),
    [
        (85, "85", ()),
        (85.5, "85.5", ()),
        (-0.0, "0", ()),
        (100 / 3, "33.333333333333336", ()),
        (0.1 + 0.2, "0.3", ("float_dust",)),
        ("85", "85", ()),
        ("+5", "5", ()),
        (".5", "0.5", ()),
        ("๘๕.๕", "85.5", ("thai_digits",)),
        ("1,234", "1234", ("thousands",)),
        ("1,234,567.50", "1234567.50", ("thousands",)),
        ("-1,234", "-1234", ("thousands",)),
        ("\u00a085 ", "85", ("spaces",)),
        ("8\u200b5", "85", ("invisible",)),
        ("\ufeff ๘๕", "85", ("invisible", "spaces", "thai_digits")),
        ("'85", "85", ("apostrophe",)),
        ("\u22125", "-5", ("minus_sign",)),
        ("-5", "-5", ()),
        (None, None, ()),
        ("", None, ()),
        ("-", None, ("not_reported",)),
        ("–", None, ("not_reported",)),
        ("—", None, ("not_reported",)),
        (".", None, ("not_reported",)),
        ("N/A", None, ("not_reported",)),
        ("n/a", None, ("not_reported",)),
        ("ไม่มี", None, ("not_reported",)),
        (" ไม่มีข้อมูล ", None, ("spaces", "not_reported")),
    ],
)
def test_numbers_that_are_taken(cell: Cell, value: str | None, repairs: tuple[str, ...]) -> None:
    assert parse_number(cell) == Number(None if value is None else Decimal(value), repairs)


def test_a_percent_sign_is_flagged_and_the_figure_before_it_given() -> None:
    assert parse_number("85%") == Number(Decimal(85), ("percent_sign",), None, is_percent=True)
    assert parse_number("๙๗.๕ %").value == Decimal("97.5")
    assert parse_number("%").problem == "V02"


@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        ("#REF!", "V01"), ("#DIV/0!", "V01"), ("#N/A", "V01"), (UNCALCULATED, "V03"), ("ประมาณ 90", "V02"),
        ("90 คน", "V02"), ("1 234", "V02"), ("0x1F", "V02"), ("1_000", "V02"), ("٨٥", "V02"), ("８５", "V02"),
        ("nan", "V02"), ("inf", "V02"), (float("nan"), "V02"), (float("inf"), "V02"), ("1.2.3", "V02"),
        (True, "V07"), (False, "V07"), ("1,23", "V08"), ("12,34,567", "V08"), (",5", "V08"), ("1e3", "V10"),
        ("8.3E+07", "V10"), ("(5)", "V11"), ("5-", "V11"), ("–5", "V11"), ("- 5", "V11"), ("--5", "V11"),
        (datetime(2024, 1, 1), "V28"), (date(2024, 1, 1), "V28"), (time(1), "V28"), (timedelta(1), "V28"),
        ("9" * 50, "V31"), (10**50, "V31"), ("5\ud800", "V33"),
    ],
)  # fmt: skip
def test_numbers_that_are_refused(cell: Cell, problem: str) -> None:
    assert parse_number(cell) == Number(None, (), problem)


@given(CELLS)
def test_any_cell_gives_a_finite_number_a_blank_or_a_known_problem(cell: Cell) -> None:
    number = parse_number(cell)
    assert number.value is None or number.value.is_finite()
    assert number.problem is None or (number.problem in REFUSALS and number.value is None)
    assert set(number.repairs) <= set(REPAIRS)


@given(st.decimals(-(10**12), 10**12, places=3))
def test_thai_digits_and_thousands_give_the_same_number(value: Decimal) -> None:
    thai = f"{value:,}".translate({48 + digit: chr(0xE50 + digit) for digit in range(10)})
    assert parse_number(thai).value == parse_number(str(value)).value == value


@pytest.mark.parametrize(
    ("cell", "year"),
    [
        (2561, Year(2561)),
        (2561.0, Year(2561)),
        ("2561", Year(2561)),
        ("2561.0", Year(2561)),
        (2018, Year(2561, ("year_ad",))),
        ("๒๕๖๑", Year(2561, ("thai_digits",))),
        ("พ.ศ. 2561", Year(2561, ("year_prefix",))),
        ("ปี 2561", Year(2561, ("year_prefix",))),
        ("ประจำปี พ.ศ.๒๕๖๑", Year(2561, ("thai_digits", "year_prefix"))),
        ("ค.ศ. 2018", Year(2561, ("year_prefix", "year_ad"))),
        ("พ.ศ. 61", Year(2561, ("year_prefix",))),
        (datetime(2018, 5, 1), Year(2561, ("year_from_date", "year_ad"))),
        (date(2561, 5, 1), Year(2561, ("year_from_date",))),
        (61, Year(None, (), "C13-short")),
        ("61", Year(None, (), "C13-short")),
        (1956, Year(None, (), "C13")),
        (2058, Year(None, (), "C13")),
        (2601, Year(None, (), "C13")),
        (2500, Year(2500)),
        (2600, Year(2600)),
        (1957, Year(2500, ("year_ad",))),
        (2057, Year(2600, ("year_ad",))),
        (2561.5, Year(None, (), "C13")),
        ("2561/2562", Year(None, (), "C13")),
        ("ไม่มี", Year(None, ("not_reported",))),
        (None, Year(None)),
        (True, Year(None, (), "V07")),
        ("#REF!", Year(None, (), "V01")),
        (timedelta(1), Year(None, (), "V28")),
    ],
)
def test_years(cell: Cell, year: Year) -> None:
    assert parse_year_be(cell) == year


@given(CELLS)
def test_any_cell_gives_a_year_in_range_a_blank_or_a_known_problem(cell: Cell) -> None:
    year = parse_year_be(cell)
    assert year.value is None or 2500 <= year.value <= 2600
    assert year.problem is None or (year.problem in FAULTS and year.value is None)
    assert set(year.repairs) <= set(REPAIRS)


@pytest.mark.parametrize(
    ("cell", "digits", "code"),
    [
        ("83010101", 8, AreaCode("83010101")),
        (83010101, 8, AreaCode("83010101", ("code_from_number",))),
        (83010101.0, 8, AreaCode("83010101", ("code_from_number",))),
        ("83010101.0", 8, AreaCode("83010101", ("code_from_number",))),
        ("๘๓๐๑๐๑๐๑", 8, AreaCode("83010101", ("thai_digits",))),
        ("83 01 01 01", 8, AreaCode("83010101", ("separators",))),
        ("83-01-01-01", 8, AreaCode("83010101", ("separators",))),
        ("83.01.01.01", 8, AreaCode("83010101", ("separators",))),
        ("'83010101", 8, AreaCode("83010101", ("apostrophe",))),
        ("83\u200b010101\u00a0", 8, AreaCode("83010101", ("invisible", "spaces"))),
        ("8.3010101E+07", 8, AreaCode("83010101", ("exponent",))),
        (8301015, 8, AreaCode(None, (), "C09")),
        ("8301015", 8, AreaCode(None, (), "C09")),
        ("TH830101", 6, AreaCode("830101", ("code_prefix",))),
        ("th-83", 2, AreaCode("83", ("code_prefix",))),
        ("TH83010101", (8, 10), AreaCode("83010101", ("code_prefix",))),
        ("THA", 2, AreaCode(None, (), "C04")),
        ('="830101"', 6, AreaCode("830101", ("formula_text",))),
        ("901151A001", (8, 10), AreaCode("901151A001")),
        ("901151b0", (8, 10), AreaCode("901151B0")),
        ("90115A01", (8, 10), AreaCode(None, (), "C04")),
        ("8301010101", (8, 10), AreaCode("8301010101")),
        (83, (2, 4, 6, 8, 10), AreaCode("83", ("code_from_number",))),
        ("8.3E+07", 8, AreaCode(None, (), "C11")),
        ("8.30101E+09", 10, AreaCode(None, (), "C11")),
        (2.0**60, 10, AreaCode(None, (), "C11")),
        ("830101", 8, AreaCode(None, (), "C09")),
        (830101011, 8, AreaCode(None, (), "C09")),
        ("83.5", 8, AreaCode(None, (), "C02")),
        (83.5, 8, AreaCode(None, (), "C02")),
        (-83010101, 8, AreaCode(None, (), "C04")),
        ("ภูเก็ต", 8, AreaCode(None, (), "C04")),
        ("8301010A", 8, AreaCode(None, (), "C04")),
        (True, 8, AreaCode(None, (), "V07")),
        ("#N/A", 8, AreaCode(None, (), "V01")),
        (date(2024, 1, 1), 8, AreaCode(None, (), "V28")),
        (None, 8, AreaCode(None)),
        ("-", 8, AreaCode(None, ("not_reported",))),
    ],
)
def test_area_codes(cell: Cell, digits: int | tuple[int, ...], code: AreaCode) -> None:
    assert parse_area_code(cell, digits) == code


@given(CELLS, st.sampled_from([2, 4, 6, 8, 10, (8, 10)]))
def test_any_cell_gives_a_code_of_the_right_length_a_blank_or_a_known_problem(cell: Cell, digits: int) -> None:
    code = parse_area_code(cell, digits)
    lengths = {digits} if isinstance(digits, int) else set(digits)
    assert code.value is None or (code.value.isascii() and code.value.isalnum() and len(code.value) in lengths)
    assert code.problem is None or (code.problem in FAULTS and code.value is None)
    assert set(code.repairs) <= set(REPAIRS)


@given(st.from_regex(r"[0-9]{8}", fullmatch=True))
def test_no_zero_is_ever_put_in_front(code: str) -> None:
    read = parse_area_code(int(code), 8)
    assert read.value == (code if code[0] != "0" else None)
    assert parse_area_code(code, 8) == AreaCode(code)
