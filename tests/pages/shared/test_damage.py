"""A damaged database through the frame: found while a page reads, gone on from a backup or anew, by two people."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app.state import the_warehouse
from tests_support import all_text, close_dashboard, open_dashboard, switch_page
from warehouse import DamagedDatabaseError, backup_database, check_database, list_actions, open_warehouse

HEADERS = 12_288


@pytest.fixture
def database(sample_database: Path, tmp_path: Path) -> Path:
    path = tmp_path / "radar.duckdb"
    shutil.copy(sample_database, path)
    warehouse = open_warehouse(path)
    backup_database(warehouse)
    warehouse.close()
    return path


@pytest.fixture
def app(database: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    yield open_dashboard(database, monkeypatch)
    close_dashboard()


def damage(path: Path, first: int = HEADERS + 8, step: int = 512) -> bytes:
    content = bytearray(path.read_bytes())
    for place in range(first, len(content), step):
        content[place] ^= 0x5A
    path.write_bytes(content)
    return bytes(content)


def shown(app: AppTest) -> AppTest:
    assert not app.exception
    assert "ฐานข้อมูลเสียหาย" in all_text(app)
    return app


def newest_backup(database: Path) -> str:
    """Name of the file, by which the choice knows it."""
    return max(each.name for each in (database.parent / "backups").iterdir())


def test_damage_found_while_running_stays_on_the_screen_until_it_is_recovered(app: AppTest, database: Path) -> None:
    app.run()
    switch_page(app, "input_data").run()
    app.segmented_control(key="choice_part").set_value("backup").run()
    assert not app.exception
    broken = damage(database)
    app.button(key="check-now").click().run()
    shown(app)
    app.radio(key="recovery-choice").set_value(newest_backup(database)).run()
    shown(app)
    app.button(key="recovery-go").click().run()
    assert not app.exception
    assert "เปิดใช้งานต่อจากไฟล์สำรองแล้ว" in all_text(app)
    assert check_database(the_warehouse()).problems == ()
    assert list_actions(the_warehouse(), 1)["action"].tolist() == ["recover"]
    assert [file.read_bytes() for file in database.parent.glob("*set-aside*")] == [broken]
    app.button(key="recovered-seen").click().run()
    assert "เปิดใช้งานต่อจากไฟล์สำรองแล้ว" not in all_text(app)


def test_the_second_person_does_not_set_aside_what_the_first_recovered(app: AppTest, database: Path) -> None:
    damage(database, 0, 64)
    second = AppTest.from_file(app._script_path, default_timeout=60)
    shown(app.run())
    shown(second.run())
    app.button(key="recovery-go").click().run()
    second.button(key="recovery-go").click().run()
    assert not second.exception
    assert "ฐานข้อมูลเสียหาย" not in all_text(second)
    assert len(list(database.parent.glob("*set-aside*"))) == 1
    assert check_database(the_warehouse()).problems == ()


def test_beginning_anew_says_where_the_damaged_file_is(app: AppTest, database: Path) -> None:
    damage(database, 0, 64)
    shown(app.run())
    app.radio(key="recovery-choice").set_value("เริ่มจากฐานข้อมูลว่าง").run()
    app.button(key="recovery-go").click().run()
    assert not app.exception
    assert "เริ่มฐานข้อมูลว่างแล้ว" in all_text(app)
    assert any("set-aside" in code.value for code in app.code)
    assert the_warehouse().query("SELECT count(*) AS n FROM batches")["n"].tolist() == [0]


def test_a_backup_that_reads_badly_is_not_offered_and_one_from_elsewhere_is(app: AppTest, database: Path) -> None:
    backup = next((database.parent / "backups").iterdir())
    good = backup.read_bytes()
    damage(database, 0, 64)
    damage(backup, 0, 64)
    with pytest.raises(DamagedDatabaseError):
        open_warehouse(database)
    shown(app.run())
    assert "ยังไม่มีไฟล์สำรองที่ใช้ได้ในเครื่องนี้" in all_text(app)
    assert len(app.radio(key="recovery-choice").options) == 1
    app.file_uploader[0].set_value([("แฟลชไดรฟ์.duckdb", good, "")]).run()
    shown(app)
    assert len(app.radio(key="recovery-choice").options) == 2
    assert any("ครั้งที่ 2" in each for each in app.radio(key="recovery-choice").options)
    app.radio(key="recovery-choice").set_value(newest_backup(database)).run()
    app.button(key="recovery-go").click().run()
    assert "เปิดใช้งานต่อจากไฟล์สำรองแล้ว" in all_text(app)
    assert check_database(the_warehouse()).problems == ()


def test_a_restore_that_was_cut_off_is_finished_and_the_screen_says_so(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = next((database.parent / "backups").iterdir())
    shutil.copy(backup, database.with_name(f"{database.name}.restoring-25690121-123005"))
    aside = database.with_name(f"{database.stem}-set-aside-25690121-123005.duckdb")
    database.rename(aside)
    app = open_dashboard(database, monkeypatch).run()
    assert "ทำต่อให้เสร็จแล้ว" in all_text(app)
    assert f"มีการนำเข้า {list_actions(the_warehouse())['action'].eq('store').sum():,} ครั้ง" in all_text(app)
    assert "ฐานข้อมูลเสียหาย" not in all_text(app)
    assert [each.value for each in app.code] == [str(aside)]
    app.button(key="finished-seen").click().run()
    assert "ทำต่อให้เสร็จแล้ว" not in all_text(app)
    close_dashboard()


def test_after_a_sudden_end_the_screen_says_where_what_was_left_is_kept(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = database.with_name(f"{database.name}.wal")
    left.write_bytes(b"half of an entry")
    app = open_dashboard(database, monkeypatch).run()
    [kept] = the_warehouse().left_over
    assert kept.read_bytes() == b"half of an entry"
    assert "ครั้งก่อนโปรแกรมถูกปิดกะทันหัน" in all_text(app)
    assert [each.value for each in app.code] == [str(kept)]
    app.button(key="left-over-seen").click().run()
    assert "ปิดกะทันหัน" not in all_text(app)
    close_dashboard()
