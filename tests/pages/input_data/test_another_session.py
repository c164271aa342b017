"""Files with persons in them that one person has open, unread or refused: nothing of them is on another one's pages."""

from collections.abc import Iterator

from streamlit.testing.v1 import AppTest

from analysis.stages import STAGES
from tests.loaders.checks.person_forms import FORMS, PRIVATE
from tests_support import ROOT, all_text, control_of, switch_page

PARTS = ("upload", "batches", "forms", "backup")
NAMED = FORMS[0]
TEXTS = [form.text.replace('"', "'") for form in FORMS]
ROWS = (f'8301030{number % 3 + 1},"{written}",1,0,9' for number, written in enumerate(TEXTS))
HOUSEHOLDS = "\n".join([f"รหัสหมู่บ้าน,{NAMED.text},ตชว.1,ตชว.2,ตชว.3", *ROWS]).encode()
UNKNOWN = "\n".join(["ชื่อ,พิกัด,หมายเหตุ", *(f'"{written}",1,2' for written in TEXTS)]).encode()
BROKEN = f"village_ID,{NAMED.text}\n83010300,{NAMED.text},9\n".encode()


def sent_to_browser(app: AppTest) -> bytes:
    """Every element of the page as it goes to the browser of this session."""
    return b"".join(element.proto.SerializeToString() for element in elements_of(app))


def elements_of(app: AppTest) -> Iterator[object]:
    return (each for each in app._tree if hasattr(each, "proto") and hasattr(each.proto, "SerializeToString"))


def on_input_data(app: AppTest, part: str) -> AppTest:
    switch_page(app, "input_data").run()
    return control_of(app.segmented_control, "choice_part").set_value(part).run()


def found_in(sent: bytes) -> set[str]:
    return {part for part in PRIVATE if part.encode() in sent}


def test_what_one_session_has_open_is_on_no_page_of_another(app: AppTest) -> None:
    app.run()
    on_input_data(app, "upload")
    files = [(f"{NAMED.text}.csv", HOUSEHOLDS), ("แปลก.csv", UNKNOWN), (f"เสีย {NAMED.text}.csv", BROKEN)]
    app.file_uploader[0].set_value([(name, content, "text/csv") for name, content in files]).run()
    assert not app.exception
    waiting = app.session_state["input_waiting_files"]
    assert len(waiting) == 3
    assert found_in(sent_to_browser(app))  # who brought the file reads its name

    other = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    other.query_params["area"] = "83"
    other.run()
    pages = [sent_to_browser(other)]
    for part in PARTS:
        on_input_data(other, part)
        assert not other.exception
        pages.append(sent_to_browser(other))
    for stage in STAGES[1:]:
        switch_page(other, stage.name).run()
        assert not other.exception
        pages.append(sent_to_browser(other))
    assert all_text(other)
    assert [found_in(page) for page in pages] == [set()] * len(pages)
