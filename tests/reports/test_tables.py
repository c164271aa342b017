"""CSV that no spreadsheet runs: headings and cells alike, read back as they were; own activities come back as well."""

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.disclosure import Disclosure
from analysis.disclosure.outputs import Shaped, for_internal_use, release_public, without_figures
from catalogue.activities import LABELS, activity_from_dict, activity_library, activity_to_dict
from catalogue.own_activities import activities_from_csv
from reports.about import About
from reports.tables import FORMULA_STARTS, activities_to_csv, csv_bytes, list_csv_bytes
from tests_support import budget
from words.personal_text import holds_person

ABOUT = About("ลำดับ", "จังหวัดทดลอง", 2565, "ทดสอบ", datetime(2026, 1, 1, tzinfo=UTC), False)
TEXT = st.text(alphabet="=+-@\t\r\n\0＝＠'\",; กข1<br>", max_size=8)
WORDS = (
    st.text(alphabet="=+-@＝'\",; \tกขแ1<br>", min_size=1, max_size=9)
    .map(lambda text: f"{text}ก")
    .filter(lambda text: not holds_person(text))  # "b@1b", the name of an account
)


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def expected(text: str) -> str:
    line = text.replace("<br>", "")
    return "'" + line if line[:1] in set("=+-@\t\r\n\0＝＋－＠") and line else line


@given(st.lists(st.tuples(TEXT, TEXT, TEXT), min_size=1, max_size=4))
def test_headings_and_cells_come_back_as_they_were_and_none_starts_a_formula(rows: list[tuple[str, ...]]) -> None:
    headings, *cells = rows
    lines = read(list_csv_bytes(without_figures(pd.DataFrame(cells, columns=list(headings), dtype=object))))
    assert lines[0] == [expected(text) for text in headings]
    assert lines[1:] == [[expected(text) for text in row] for row in cells]
    assert not any(text.startswith(FORMULA_STARTS) for line in lines for text in line)


@pytest.mark.parametrize("heading", ["=1+1", "+ก", "-ก", "@SUM(A1)", "\t=1", "＝1"])
def test_the_headings_of_a_table_on_screen_run_no_formula(heading: str) -> None:
    table = pd.DataFrame({heading: [-1, 2], "area_name": ["=cmd|' /C calc'!A0", None]})
    written = list_csv_bytes(without_figures(table), {"area_name": "พื้นที่"})
    assert read(written) == [[f"'{heading}", "พื้นที่"], ["-1", "'=cmd|' /C calc'!A0"], ["2", ""]]


@pytest.mark.parametrize("cells", [[-1.5, "ไม่แสดง"], [-1.5, None]])
def test_numbers_stay_numbers_beside_words_and_gaps(cells: list[Any]) -> None:
    lines = read(list_csv_bytes(without_figures(pd.DataFrame({"ก": pd.Series(cells, dtype=object), "ข": [1, 2]}))))
    assert [line[0] for line in lines] == ["ก", "-1.5", cells[1] or ""]


def test_two_columns_of_one_name_stay_two() -> None:
    table = pd.DataFrame([[1, "=2"]], columns=["ก", "ก"])
    assert read(list_csv_bytes(without_figures(table))) == [["ก", "ก"], ["1", "'=2"]]


def test_means_that_the_gate_rounds_to_whole_per_cents_print_without_a_decimal() -> None:
    """Also beside a gap, which would make all of them floats again."""
    table = pd.DataFrame({"เป็นปัญหา (%)": [4.0, 6.5, None], "ลำดับ": [1.0, 2.0, None]})
    public = release_public(Disclosure([], None), lambda _: Shaped(table, 0))
    assert [line[:2] for line in read(csv_bytes(public, ABOUT))[1:]] == [["4", "1"], ["6.5", "2"], ["", ""]]
    internal = read(csv_bytes(for_internal_use(table), ABOUT))
    assert internal[1][0] == "4.0"


def test_the_whole_library_comes_back():
    assert activities_from_csv(activities_to_csv(activity_library())) == activity_library()


def test_the_file_has_thai_headings_and_no_cell_that_runs():
    activity = replace(activity_library()[0], name="=1+1", agencies=("-ก", "@ข"))
    heading, row = csv.reader(io.StringIO(activities_to_csv([activity]).decode("utf-8-sig"), newline=""))
    assert heading == list(LABELS.values())
    assert (row[2], row[5]) == ("'=1+1", "'-ก;@ข")
    assert activities_from_csv(activities_to_csv([activity])) == (activity,)


@budget(50)
@given(st.lists(st.tuples(WORDS, WORDS, st.lists(WORDS, min_size=1, max_size=3)), min_size=1, max_size=3))
def test_any_words_come_back(texts: list[tuple[str, str, list[str]]]):
    base = activity_to_dict(activity_library()[0])
    own = [
        activity_from_dict(
            {**base, "id": f"own-{place}", "name": f"{place} {name}", "output": output, "agencies": agencies}
        )
        for place, (name, output, agencies) in enumerate(texts)
    ]
    assert activities_from_csv(activities_to_csv(own)) == tuple(own)
