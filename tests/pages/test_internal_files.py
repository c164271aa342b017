"""Every file for the office alone is made for real, and says so on every sheet, in every row, on every picture."""

import ast
import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import openpyxl
import pandas as pd
import pytest
import streamlit as st
from pptx import Presentation
from streamlit.testing.v1 import AppTest

from analysis.disclosure.outputs import INTERNAL_MARK, Audience
from app.state import the_warehouse
from loaders import FileReport, Inspection
from reports.logic_model.template_values import sample_template_bytes
from tests.pages.test_what_leaves import ROOT, calls
from tests.warehouse.examples import plan_of
from tests_support import switch_page

# The key of an offer → the page it stands on, and what has to be asked for.
OFFERS = {
    "comparative": ("comparative", {}),
    "quality": ("radar_analysis", {}),
    "radar-axes": ("radar_diagram", {}),
    "areas": ("radar_diagram", {"show": "areas"}),
    "kinds": ("radar_diagram", {"kinds": "all"}),
    "panel": ("radar_diagram", {"axis": "d4", "indicator": "jpt-2560-23"}),
}
# Numbers of places and grades of villages: nothing in them is for the office alone.
WITHOUT_COUNTS = {"pages/input_data/progress.py", "pages/radar_diagram/village_reports.py"}
HOUSEHOLDS = ROOT / "sample_data" / "sample_jpt_2565_households.xlsx"


@dataclass(frozen=True)
class Button:
    file_name: str
    content: bytes | Callable[[], bytes]

    def made(self) -> bytes:
        return self.content if isinstance(self.content, bytes) else self.content()


@pytest.fixture
def buttons(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Button]]:
    """Key → what each download button of the last run hands out."""
    found: dict[str, Button] = {}
    shown = st.download_button

    def noted(label: str, data: bytes | Callable[[], bytes], file_name: str, *rest: object, **more: object) -> bool:
        found[str(more["key"])] = Button(file_name, data)
        return shown(label, data, file_name, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(st, "download_button", noted)
    yield found


def check_workbook(content: bytes, sheets: int = 1) -> None:
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert len(book.worksheets) >= sheets
    for sheet in book.worksheets:
        assert INTERNAL_MARK in str(sheet["A1"].value), sheet.title
        assert sheet.oddHeader.center.text == INTERNAL_MARK, sheet.title


def check_slides(content: bytes) -> None:
    for slide in Presentation(io.BytesIO(content)).slides:
        assert any(shape.has_text_frame and INTERNAL_MARK in shape.text_frame.text for shape in slide.shapes)


@pytest.mark.parametrize("offer", OFFERS)
def test_every_internal_file_of_a_page_says_so_wherever_it_is_looked_at(
    app: AppTest, buttons: dict[str, Button], drawn: list[str], offer: str
) -> None:
    page, asked = OFFERS[offer]
    for name, value in ({"area": "830103", "set": "jpt-2560", "year": "2564"} | asked).items():
        app.query_params[name] = value
    app.session_state[f"{offer}-audience"] = INTERNAL_MARK
    switch_page(app, page).run()
    assert not app.exception
    files = {key: button for key, button in buttons.items() if key.startswith(f"{offer}-")}
    assert {button.file_name.rpartition(".")[2] for button in files.values()} - {"pdf", "pptx"} == {
        "xlsx",
        "csv",
        "png",
    }
    for button in files.values():
        assert INTERNAL_MARK in button.file_name
        if button.file_name.endswith("xlsx"):
            check_workbook(button.made(), sheets=2)
        elif button.file_name.endswith("csv"):
            assert set(pd.read_csv(io.BytesIO(button.made()))["การใช้"]) == {INTERNAL_MARK}
        elif button.file_name.endswith("pptx"):
            check_slides(button.made())
        elif button.file_name.endswith("pdf"):
            assert button.made().startswith(b"%PDF")  # its words are read in tests/reports/test_one_page.py
        else:
            drawn.clear()
            assert button.made().startswith(b"\x89PNG")
            assert any(INTERNAL_MARK in words for words in drawn[:3])


def test_the_households_that_fail_are_marked_on_every_sheet(app: AppTest, buttons: dict[str, Button]) -> None:
    app.query_params["part"] = "upload"
    switch_page(app, "input_data").run()
    app.file_uploader[0].set_value([(HOUSEHOLDS.name, HOUSEHOLDS.read_bytes(), "")]).run()
    app.multiselect[0].set_value([1, 2, 3, 4, 5]).run()
    (button,) = (each for key, each in buttons.items() if key.endswith("-failing-download"))
    assert INTERNAL_MARK in button.file_name
    content = button.made()
    check_workbook(content)
    assert openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].max_row > 3


def test_a_file_that_cannot_be_read_again_gives_a_marked_sheet_with_the_reason(app: AppTest) -> None:
    from pages.input_data.file_card.owner_files import _listed  # noqa: PLC0415 - importing it at the top would cache a database
    from pages.input_data.uploaded_files import WaitingFile  # noqa: PLC0415

    app.run()
    unread = Inspection(FileReport("ก.csv", "refused"))
    content = _listed(WaitingFile("0", "ก.csv", "ก,ข\n1,2\n".encode()), unread, [8], every=False)
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    assert INTERNAL_MARK in str(sheet["A1"].value)
    assert sheet["A2"].value


def test_the_cells_to_check_of_an_agency_are_marked_on_every_sheet(app: AppTest, buttons: dict[str, Button]) -> None:
    app.query_params.update({"area": "83", "set": "jpt-2560", "year": "2565", "level": "village", "compare": "check"})
    switch_page(app, "comparative").run()
    assert not app.exception
    files = [each for key, each in buttons.items() if key.startswith("check-")]
    assert files
    for button in files:
        assert INTERNAL_MARK in button.file_name
        check_workbook(button.made(), sheets=2)


def test_every_internal_paper_of_a_plan_says_so_in_its_name_and_inside(
    app: AppTest, buttons: dict[str, Button]
) -> None:
    app.query_params.update({"area": "830304", "set": "jpt-2560", "year": "2565", "part": "paper"})
    switch_page(app, "logic_model").run()
    next(each for each in app.button if each.label == "ร่างจากปัญหาสำคัญ").click().run()
    app.radio(key="paper-audience").set_value(Audience.INTERNAL.label).run()
    template = next(each for each in app.file_uploader if each.label.startswith("แม่แบบ"))
    template.set_value(("แม่แบบ.docx", sample_template_bytes(), "")).run()
    assert not app.exception
    papers = {key: each for key, each in buttons.items() if key.startswith("paper-") and key != "paper-sample-template"}
    assert len(papers) >= 10
    assert "paper-own-template" in papers
    for key, button in papers.items():
        assert INTERNAL_MARK in button.file_name, key
        content = button.made()
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            words = "".join(parts.read(name).decode("utf-8") for name in parts.namelist() if name.endswith(".xml"))
        assert INTERNAL_MARK in words, key


def test_the_file_for_the_successor_says_so_in_its_name_and_its_read_me(
    empty_app: AppTest, buttons: dict[str, Button]
) -> None:
    empty_app.run()
    plan_of(the_warehouse(), "น้ำเสีย")
    empty_app.query_params["part"] = "backup"
    switch_page(empty_app, "input_data").run()
    assert not empty_app.exception
    assert INTERNAL_MARK in buttons["hand-over"].file_name
    with zipfile.ZipFile(io.BytesIO(buttons["hand-over"].made())) as archive:
        assert INTERNAL_MARK in archive.read("อ่านก่อน.txt").decode("utf-8-sig")


def test_the_file_for_the_province_says_so_in_its_name_and_its_read_me(
    app: AppTest, buttons: dict[str, Button]
) -> None:
    app.query_params.update({"part": "exchange", "side": "send"})
    switch_page(app, "input_data").run()
    app.radio(key="send-audience").set_value(Audience.INTERNAL.label).run()
    assert not app.exception
    assert INTERNAL_MARK in buttons["send-internal"].file_name
    with zipfile.ZipFile(io.BytesIO(buttons["send-internal"].made())) as archive:
        assert INTERNAL_MARK in archive.read("อ่านก่อน.txt").decode("utf-8-sig")


def test_no_internal_file_is_left_out_above() -> None:
    """Internal are what `offer_downloads` makes of counts, and what a button declares itself."""
    declared = {
        file for file, call in calls("file_button") if ast.unparse(call.args[2]) in {"Audience.INTERNAL", "audience"}
    }
    assert declared == {
        "pages/shared/downloads.py",
        "pages/comparative/files.py",
        "pages/input_data/file_card/owner_files.py",
        "pages/input_data/hand_over.py",
        "pages/input_data/exchange.py",
        "pages/comparative/checking.py",
        "pages/radar_analysis/files.py",
        "pages/shared/print_pack.py",
        "pages/logic_model/paper.py",
    }
    offered = [file for file, _ in calls("offer_downloads") if file not in WITHOUT_COUNTS]
    assert len(offered) == len(OFFERS)
