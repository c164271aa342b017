"""The committed workbooks: what the script writes today, small, marked as made up, without anything personal."""

from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from loaders.checks.personal_columns import is_personal_heading, is_personal_value
from loaders.sample import sample_files
from sample_data.make import FILE_NAMES, write_workbooks

LARGEST_BYTES = 3_000_000
HEADING_ROW = 4
GUIDANCE = "คำแนะนำ"


def sheets(path: Path) -> dict[str, list[list[object]]]:
    """The cells of every sheet but the instructions, which say nothing about the data."""
    book = CalamineWorkbook.from_path(path)
    return {
        name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for name in book.sheet_names
        if name != GUIDANCE
    }


def test_the_sample_is_six_small_files() -> None:
    assert {path.name for path in sample_files()} == set(FILE_NAMES.values())
    assert sum(path.stat().st_size for path in sample_files()) < LARGEST_BYTES


def test_the_script_writes_the_committed_values(tmp_path: Path) -> None:
    committed = {path.name: path for path in sample_files()}
    for written in write_workbooks(tmp_path):
        assert sheets(written) == sheets(committed[written.name]), (
            f"{written.name} is out of date: run python -m sample_data.make"
        )


@pytest.mark.parametrize("path", sample_files(), ids=lambda path: path.stem)
def test_a_workbook_says_that_it_is_made_up(path: Path) -> None:
    assert "ข้อมูลสังเคราะห์" in sheets(path)["ข้อมูล"][0]


@pytest.mark.parametrize("path", sample_files(), ids=lambda path: path.stem)
def test_nothing_personal_is_in_a_workbook(path: Path) -> None:
    rows = sheets(path)["ข้อมูล"][HEADING_ROW:]
    headings, cells = [str(cell) for cell in rows[0] if cell], [cell for row in rows[1:] for cell in row]
    assert headings[:2] == ["รหัสพื้นที่", "ชื่อพื้นที่"]
    assert not [heading for heading in headings if is_personal_heading(heading)]
    texts = {cell for cell in cells if isinstance(cell, str)}
    assert not [text for text in texts if is_personal_value(text)]
    assert all(text.startswith(("83", "หมู่ ", "ชุมชน")) for text in texts - {""})
