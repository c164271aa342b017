"""Numbers as people read them: rounded, with their unit; a missing one is a word or a dash, never zero."""

from typing import Any

import pandas as pd
import pytest

from words.numbers import (
    fixed,
    format_baht,
    format_count,
    format_interval,
    format_pct,
    format_points,
    format_range,
    format_value,
    format_year,
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
        "1,199", "3.26", "2.5", "0", "-4", "12,346", "–",
    ]  # fmt: skip


def test_two_ends_and_sizes() -> None:
    assert format_range(1.0, 1234.56) == "1.0–1,234.6"
    assert fixed(-0.5, 2) == "-0.50"
    assert [size_words(size) for size in (10, 2_500_000, 1_234_500_000)] == [
        "0.1 เมกะไบต์", "2.5 เมกะไบต์", "1,234.5 เมกะไบต์",
    ]  # fmt: skip
