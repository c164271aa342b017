"""Numbers as people read them: rounded, with their unit; a missing one is a word or a dash, never zero."""

import math
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from words.numbers import (
    adding_up,
    fixed,
    format_baht,
    format_count,
    format_interval,
    format_pct,
    format_points,
    format_range,
    format_value,
    format_year,
    signed,
    size_words,
)

NAN = float("nan")


@pytest.mark.parametrize("missing", [None, float("nan"), pd.NA, pd.NaT])
def test_missing_is_never_a_number(missing: Any) -> None:
    assert format_pct(missing) == "ไม่มีข้อมูล"
    assert format_count(missing) == "–"
    assert format_points(missing) == "ไม่มีข้อมูล"
    assert format_year(missing) == "–"
    assert format_baht(missing) == "–"
    assert format_interval(missing, 3.0) == ""


def test_number_formats() -> None:
    assert format_count(1234) == "1,234"
    assert format_pct(12.34) == "12.3 %"
    assert format_pct(0) == "0.0 %"
    assert format_points(3.21) == "+3.2 จุด"
    assert format_points(-0.34) == "−0.3 จุด"  # a minus sign, not a hyphen
    assert format_year(2561) == "พ.ศ. 2561"
    assert format_baht(1234567) == "1,234,567 บาท"
    assert format_interval(9.3, 13.26) == "ช่วงความไม่แน่นอน 9.3–13.3 %"


def test_a_figure_known_to_whole_percent_prints_without_a_decimal() -> None:
    assert format_pct(12.0, decimals=0) == "12 %"
    assert format_pct(None, decimals=0) == "ไม่มีข้อมูล"


def test_values_are_printed_as_short_as_they_can_be() -> None:
    assert [format_value(each) for each in (1199.0, 3.256, 2.5, 0.0, -4.0, 12345.6, NAN)] == [
        "1,199", "3.26", "2.5", "0", "−4", "12,346", "–",
    ]  # fmt: skip


def test_halves_go_away_from_zero_and_zero_has_no_sign() -> None:
    assert [fixed(each) for each in (0.25, -0.25, 1.15, -0.04, 2.449999)] == ["0.3", "−0.3", "1.2", "0.0", "2.4"]
    assert [fixed(each, 0) for each in (0.5, 1.5, -2.5, 1e6, NAN)] == ["1", "2", "−3", "1,000,000", "nan"]
    assert [signed(each) for each in (2.0, -0.34, 0.04, -0.04, 1234.56)] == ["+2.0", "−0.3", "0.0", "0.0", "+1,234.6"]
    assert format_points(-0.04) == "0.0 จุด"


def test_what_is_not_zero_or_all_never_prints_so() -> None:
    assert [format_pct(each) for each in (0.0, 0.049, 0.05, 99.949, 99.96, 100.0)] == [
        "0.0 %", "<0.1 %", "0.1 %", "99.9 %", ">99.9 %", "100.0 %",
    ]  # fmt: skip
    assert [format_pct(each, decimals=0) for each in (0.3, 99.7, 50.0)] == ["<1 %", ">99 %", "50 %"]


@given(st.lists(st.floats(0, 100) | st.just(NAN), max_size=8))
def test_shown_parts_add_up_to_the_shown_whole(parts: list[float]) -> None:
    shown = adding_up(parts)
    known = [each for each in parts if each == each]
    assert sum(each for each in shown if each == each) == pytest.approx(math.floor(10 * sum(known) + 0.5 + 1e-6) / 10)
    for part, each in zip(parts, shown, strict=True):
        assert (part != part and each != each) or abs(part - each) < 0.1 + 1e-6


def test_two_ends_and_sizes() -> None:
    assert format_range(1.0, 1234.56) == "1.0–1,234.6"
    assert fixed(-0.5, 2) == "−0.50"
    assert [size_words(size) for size in (10, 2_500_000, 1_234_500_000)] == [
        "0.1 เมกะไบต์", "2.5 เมกะไบต์", "1,234.5 เมกะไบต์",
    ]  # fmt: skip
