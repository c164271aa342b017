"""Closing the program from its page: what is backed up first, what is said, and what happens where that fails."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit import config
from streamlit.testing.v1 import AppTest

from app import one_pc
from app.one_pc import (
    back_up_at_start,
    close_page,
    closing,
    is_backing_up,
    is_one_pc,
    is_running_at,
    trouble_at_start,
)
from app.state import the_warehouse
from docs.screens import free_port
from tests_support import all_text, close_dashboard, open_dashboard, switch_page
from warehouse import list_backups
from warehouse.area_records import AreaGroup, save_area_group

NO_BACKUP = "เปิดโปรแกรมครั้งนี้สำรองข้อมูลไม่สำเร็จ"


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    """The dashboard on an empty database of its own."""
    yield open_dashboard(tmp_path / "radar.duckdb", monkeypatch)
    close_dashboard()


def change(name: str) -> None:
    save_area_group(the_warehouse(), AreaGroup(name, ("830101",)))


def test_what_changed_is_backed_up_before_the_end(app: AppTest, tmp_path: Path) -> None:
    assert closing(is_backup_wanted=True)[1]  # nothing was ever stored: nothing to keep
    assert not (tmp_path / "backups").exists()
    change("หนึ่ง")
    page, ends = closing(is_backup_wanted=True)
    assert ends
    assert "สำรองข้อมูลแล้ว ครั้งที่ 1 เมื่อ" in page
    page, ends = closing(is_backup_wanted=True)
    assert ends
    assert "ไม่มีอะไรเปลี่ยน" in page
    change("สอง")
    page, ends = closing(is_backup_wanted=False)
    assert ends
    assert "ไม่ได้สำรองข้อมูลครั้งนี้ ตามที่เลือก" in page
    assert [each.number for each in list_backups(tmp_path / "backups", "radar")] == [1]


def test_a_backup_that_fails_leaves_the_program_open_and_says_why(
    app: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("CIA_BACKUPS", str(tmp_path / "file"))
    change("หนึ่ง")
    page, ends = closing(is_backup_wanted=True)
    assert not ends
    assert "สำรองข้อมูลไม่สำเร็จ" in page
    assert "วิธีแก้" in page
    assert "without_backup=1" in page
    monkeypatch.setattr(one_pc, "_troubles", [])
    one_pc._back_up()  # what a start does beside everything else
    assert trouble_at_start() is not None
    assert NO_BACKUP in all_text(app.run())
    app.button(key="no-backup-seen").click().run()
    assert NO_BACKUP not in all_text(app)


def test_a_name_of_a_file_on_the_page_is_no_markup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "<b>radar.duckdb"
    folder.mkdir()  # a folder is no database: the message names it
    open_dashboard(folder, monkeypatch)
    page, ends = closing(is_backup_wanted=True)
    assert not ends
    assert "&lt;b&gt;radar.duckdb" in page
    assert "<b>radar" not in page


def test_a_server_without_a_screen_is_closed_by_nobody(app: AppTest) -> None:
    assert not is_one_pc()  # the tests run as a server does
    assert close_page() == []
    assert not app.run().sidebar.get("html")


def test_a_pc_has_the_way_out_in_its_menu_on_every_page(app: AppTest) -> None:
    config.set_option("server.headless", False)
    try:
        assert is_one_pc()
        assert len(close_page()) == 1
        for page in ("home", "input_data"):
            switch_page(app, page).run()
            assert not app.exception
            [link] = app.sidebar.get("html")
            assert link.proto.body == '<a href="/close">ปิดโปรแกรม</a>'
    finally:
        config.set_option("server.headless", True)


def test_the_backup_at_a_start_is_made_beside_everything_else(app: AppTest, tmp_path: Path) -> None:
    change("หนึ่ง")
    with the_warehouse().transaction():  # a backup waits for what is being written
        begun = back_up_at_start()
        assert is_backing_up()
        assert not app.run().exception
    begun.join(timeout=20)
    assert not is_backing_up()
    assert [each.number for each in list_backups(tmp_path / "backups", "radar")] == [1]
    assert trouble_at_start() is None


def test_nobody_answers_at_a_free_port() -> None:
    assert not is_running_at(f"http://127.0.0.1:{free_port()}")
