"""อำเภอ–จังหวัด through the frame: a file given away for whom was chosen, many taken in, held back, undone."""

from dataclasses import replace
from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from app.state import the_warehouse
from loaders.office_files import taking_in
from pages.input_data.from_offices import reply_bytes
from pages.shared.backup_files import ROWS
from pages.shared.downloads import DECLARED
from tests.warehouse.examples import figures, plans_kept
from tests.warehouse.office_files.office_examples import MORNING, OTHER_SENDER, file_of, office_of
from tests_support import all_text, control_of, run_here, switch_page
from warehouse.office_files.arrivals import OfficeRound, read_office_round

MUEANG = office_of({"83010101": (10, 1)}, "น้ำเสีย")


@pytest.fixture(autouse=True)
def office_files_are_read_in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking_in, "run_in_child", run_here)


def opened(app: AppTest, side: str = "receive") -> AppTest:
    app.query_params["part"] = "exchange"
    app.query_params["side"] = side
    switch_page(app, "input_data").run()
    assert not app.exception
    return app


def brought(app: AppTest, *files: tuple[str, bytes], times: int = 0) -> str:
    given = [(name, content, "application/zip") for name, content in files]
    app.file_uploader(key=f"office-upload-{times}").set_value(given).run()
    assert not app.exception
    return all_text(app)


def test_without_figures_each_side_says_what_to_do(empty_app: AppTest) -> None:
    assert "ยังไม่มีข้อมูลหรือแผนของอำเภอใดให้ส่ง" in all_text(opened(empty_app, "send"))
    empty_app.button(key="send-to-upload").click().run()
    assert empty_app.query_params["part"] == "upload"
    text = all_text(opened(empty_app))
    assert "เลือกจังหวัดด้านบน" in text
    control_of(empty_app.selectbox, "office_province").set_value("83").run()
    text = all_text(empty_app)
    assert "มาแล้ว 0 จาก 3 อำเภอ · ยังไม่มา 3" in text
    assert "ยังไม่มีไฟล์จากอำเภอ ให้แต่ละอำเภอทำไฟล์ที่ “ส่งให้จังหวัด”" in text


def test_a_file_is_given_away_only_for_whom_was_chosen(app: AppTest) -> None:
    opened(app, "send")
    assert "ไฟล์ของอำเภอเมืองภูเก็ต" in all_text(app)
    assert (
        not [key for key in app.session_state[DECLARED] if key.startswith("send-")]
        if DECLARED in app.session_state
        else True
    )
    for label, audience in (("ใช้ภายในสำนักงาน", "internal"), ("เผยแพร่หรือส่งต่อได้ (ซ่อนจำนวน 1–9 ราย)", "public")):
        app.radio(key="send-audience").set_value(label).run()
        assert not app.exception
        assert app.session_state[DECLARED][f"send-{audience}"] == audience


def test_many_files_come_in_the_ready_ones_at_once_and_one_is_undone_in_a_click(empty_app: AppTest) -> None:
    opened(empty_app)
    kathu = office_of({"83020101": (8, 8)}, "ไฟดับ", office_code="8302")
    text = brought(empty_app, ("a.zip", file_of(MUEANG)), ("b.zip", file_of(kathu)), ("c.zip", b"PK broken"))
    assert "อ่านแล้ว 3 ไฟล์" in text
    assert "พร้อมรับ 2 · ต้องเลือก 0 · รับไม่ได้ 1" in text
    assert "ไฟล์ไม่ครบ เสียหาย หรือถูกแก้หลังทำ" in text
    empty_app.button(key="offices-take").click().run()
    assert not empty_app.exception
    text = all_text(empty_app)
    assert "รับแล้ว 2 ไฟล์" in text
    assert "มาแล้ว 2 จาก 3 อำเภอ · ยังไม่มา 1" in text
    assert "ยังไม่มา: ถลาง" in text
    assert len(plans_kept(the_warehouse())) == 2
    assert empty_app.session_state[DECLARED]["office-reply"] == "public"
    empty_app.button(key="office-undo-2").click().run()
    assert "มาแล้ว 1 จาก 3 อำเภอ" in all_text(empty_app)
    assert [area for _, area, _, _ in plans_kept(the_warehouse())] == ["830101"]
    assert ("village", "83020101") not in figures(the_warehouse())
    empty_app.button(key="office-undo-2").click().run()
    assert figures(the_warehouse())["village", "83020101"] == (8, 8)


def test_a_file_that_contradicts_another_waits_with_both_figures(empty_app: AppTest) -> None:
    opened(empty_app)
    brought(empty_app, ("a.zip", file_of(MUEANG)))
    empty_app.button(key="offices-take").click().run()
    other = replace(office_of({"83010101": (10, 7)}), sender=OTHER_SENDER, made_at=MORNING + timedelta(days=1))
    text = brought(empty_app, ("b.zip", file_of(other)), times=1)
    assert "ต้องเลือก 1" in text
    assert "ในไฟล์ 7 จาก 10 ใช้อยู่ 1 จาก 10" in text
    [accept] = [each for each in empty_app.button if str(each.key).startswith("accept-")]
    accept.click().run()
    assert figures(the_warehouse())["village", "83010101"] == (10, 7)
    text = all_text(empty_app)
    assert "ตัวเลขขัดกัน 1" in text
    assert "ตัวเลขที่ขัดกัน 1 ตัวเลข" in "".join(each.label for each in empty_app.expander)


def test_what_is_waited_for_is_kept(empty_app: AppTest) -> None:
    opened(empty_app)
    control_of(empty_app.selectbox, "round-year").set_value(2565).run()
    empty_app.button(key="round-save").click().run()
    assert read_office_round(the_warehouse()) == OfficeRound(2565)
    assert "รอข้อมูลปี 2565 ไม่ได้กำหนดวัน" in all_text(empty_app)


def test_the_reply_is_the_comparison_of_all_offices(app: AppTest) -> None:
    opened(app)
    content = reply_bytes("", "83")
    assert content[:2] == b"PK"
    assert len(content) > 10_000


def test_every_table_of_files_has_its_word() -> None:
    assert ROWS["office_files"] == "ไฟล์ที่รับจากอำเภอ"
