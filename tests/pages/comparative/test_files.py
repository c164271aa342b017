"""What the page of stage 4 hands out: a picture of every view, slides, workbook and CSV, made when asked for."""

import io
from collections.abc import Callable

import openpyxl
import pandas as pd
import pytest
import streamlit as st
from pptx import Presentation
from streamlit.testing.v1 import AppTest

from analysis.comparative.paper import COUNTS_ONLY as COUNTS
from analysis.comparative.paper import VIEWS
from analysis.disclosure.outputs import INTERNAL_MARK
from reports.about import SYNTHETIC
from reports.comparative.pictures import NAMES
from tests_support import switch_page

PROVINCE = {"area": "83", "set": "jpt-2560", "year": "2565", "level": "tambon"}
Made = tuple[str, Callable[[], bytes]]


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> dict[str, Made]:
    """Key → (file name, what makes it) of each button of the last run."""
    found: dict[str, Made] = {}
    shown = st.download_button

    def noted(label: str, data: Callable[[], bytes], file_name: str, *rest: object, **more: object) -> bool:
        found[str(more["key"])] = (file_name, data)
        return shown(label, data, file_name, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(st, "download_button", noted)
    return found


def test_the_views_on_paper_are_those_of_the_page(app: AppTest) -> None:
    app.run()
    from pages.comparative.controls import COUNTS_ONLY  # noqa: PLC0415 - importing it at the top would cache a database
    from pages.comparative.controls import VIEWS as ON_PAGE  # noqa: PLC0415

    assert set(VIEWS) == set(NAMES) == set(ON_PAGE)
    assert set(COUNTS) == set(COUNTS_ONLY)


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_offers_its_picture_and_makes_nothing_before_it_is_asked_for(
    app: AppTest, offered: dict[str, Made], view: str
) -> None:
    app.query_params.update(PROVINCE | {"compare": view, "one": "830303", "of": "jpt-2560-23", "x": "d4", "page": "1"})
    app.session_state["comparative-audience"] = INTERNAL_MARK
    switch_page(app, "comparative").run()
    assert not app.exception
    name, make = offered[f"comparative-png-{view}"]
    assert NAMES[view] in name.replace("-", " ")
    assert name.endswith(f"_{INTERNAL_MARK}.png")
    assert callable(make)
    assert make().startswith(b"\x89PNG")


def test_slides_and_tables_of_the_page(app: AppTest, offered: dict[str, Made]) -> None:
    app.query_params.update(PROVINCE | {"one": "830303"})
    app.session_state["comparative-audience"] = INTERNAL_MARK
    switch_page(app, "comparative").run()
    name, make = offered["comparative-pptx"]
    assert name.endswith(f"_{INTERNAL_MARK}.pptx")
    deck = Presentation(io.BytesIO(make()))
    words = ["\n".join(shape.text_frame.text for shape in each.shapes if shape.has_text_frame) for each in deck.slides]
    assert len(words) == 9
    assert all(INTERNAL_MARK in each and SYNTHETIC in each for each in words)
    assert "ตำบลเชิงทะเล" in words[5]
    book = openpyxl.load_workbook(io.BytesIO(offered["comparative-ตาราง Excel (.xlsx)"][1]()))
    assert {"ลำดับ", "รายด้าน", "รายตัวชี้วัด", "เรดาร์", "เปลี่ยนแปลง", "คัดเลือก", "ที่มา"} <= set(book.sheetnames)
    table = pd.read_csv(io.BytesIO(offered["comparative-ตาราง CSV"][1]()), dtype={"รหัสพื้นที่": str})
    assert table["รหัสพื้นที่"].str.len().eq(6).all()
    assert len(table) == 18


def test_for_everyone_no_hidden_cell_is_in_the_workbook(app: AppTest, offered: dict[str, Made]) -> None:
    from app.answers import gates_of  # noqa: PLC0415
    from app.state import data_version  # noqa: PLC0415

    app.query_params.update(PROVINCE | {"level": "village"})
    switch_page(app, "comparative").run()
    name, make = offered["comparative-ตาราง Excel (.xlsx)"]
    assert INTERNAL_MARK not in name
    page = openpyxl.load_workbook(io.BytesIO(make()))["รายตัวชี้วัด"]
    heads = [str(cell.value).removesuffix(" (%)") for cell in page[3]]
    gate = gates_of(data_version(), "jpt-2560")(2565)
    from catalogue import load_catalogue  # noqa: PLC0415

    codes = {each.problem_name: each.code for each in load_catalogue().get("jpt-2560").indicators}
    shown = hidden = 0
    for row in page.iter_rows(min_row=4, values_only=True):
        if not str(row[0]).isdigit():
            break
        kept = gate.hidden(str(row[0]))
        for head, value in zip(heads[2:], row[2:], strict=True):
            if codes[head] in kept:
                hidden += 1
                assert value is None
            shown += value is not None
    assert hidden > 100
    assert shown > 100
