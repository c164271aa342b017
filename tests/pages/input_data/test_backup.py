"""Part สำรองข้อมูล through the frame: made, listed, gone back to (what is lost said first), erased, checked."""

from io import BytesIO
from pathlib import Path

from streamlit.testing.v1 import AppTest

from app.state import data_version, the_warehouse
from tests.warehouse.examples import staged
from tests_support import all_text, control_of, switch_page
from warehouse import backup_database, list_batches, open_warehouse, store_batch, undo_batch


def opened(app: AppTest) -> AppTest:
    app.run()
    switch_page(app, "input_data").run()
    control_of(app.segmented_control, "choice_part").set_value("backup").run()
    assert not app.exception
    return app


def pressed(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception
    return app


def test_the_first_backup_is_made_and_listed_with_what_it_holds(empty_app: AppTest) -> None:
    opened(empty_app)
    text = all_text(empty_app)
    assert "ยังไม่เคยสำรองข้อมูล" in text
    assert "ยังไม่มีการทำงานใดกับข้อมูล" in text
    store_batch(the_warehouse(), staged({"83010101": (10, 1), "83010102": (20, 2)}))
    pressed(empty_app, "backup-now")
    text = all_text(empty_app)
    assert "สำรองครั้งที่ 1 เรียบร้อย" in text
    assert "การนำเข้า 1 ครั้ง · 2 พื้นที่ที่ใช้งาน · 2 ตัวเลข" in text
    assert "อ่านตรวจแล้ว ใช้ได้" in text
    paths = [code.value for code in empty_app.code]
    made = next(Path(path) for path in paths if path.endswith(".duckdb") and "000001" in path)
    assert made.is_file()
    assert str(the_warehouse().path) in paths
    assert "สำรองข้อมูล" in empty_app.dataframe[0].value["ทำอะไร"].tolist()


def test_going_back_says_first_what_is_lost_and_afterwards_what_to_import_again(empty_app: AppTest) -> None:
    opened(empty_app)
    warehouse = the_warehouse()
    store_batch(warehouse, staged({"83010101": (10, 1)}))
    backup_database(warehouse)
    store_batch(warehouse, staged({"83010102": (20, 2)}, file_name="มาทีหลัง.csv"))
    undo_batch(warehouse, 1)
    version = data_version()
    opened(empty_app)
    pressed(empty_app, "backup-restore-1")
    words = empty_app.warning[0].value
    assert "การนำเข้าหลังจากนั้น 1 ครั้งจะหายไป" in words
    assert "มาทีหลัง.csv" in words
    assert "จะกลับเป็นอย่างเดิม: ครั้งที่ 1" in words
    assert len(list_batches(warehouse)) == 2
    pressed(empty_app, "restore-cancel")
    assert not [each for each in empty_app.button if each.key == "restore-confirm"]
    pressed(empty_app, "backup-restore-1")
    pressed(empty_app, "restore-confirm")
    text = all_text(empty_app)
    assert "ต้องนำเข้าใหม่ 1 ครั้ง" in text
    assert "มาทีหลัง.csv" in text
    aside = next(Path(code.value) for code in empty_app.code if "set-aside" in code.value)
    assert aside.is_file()
    assert list_batches(warehouse)["is_undone"].tolist() == [False]
    assert data_version() != version
    pressed(empty_app, "restored-to-upload")
    assert control_of(empty_app.segmented_control, "choice_part").value == "upload"
    opened(empty_app)
    pressed(empty_app, "restored-seen")
    assert "ต้องนำเข้าใหม่" not in all_text(empty_app)


def test_another_import_under_the_same_number_after_going_back_is_another_version(empty_app: AppTest) -> None:
    """Else figures of the import that is gone would still be shown from the cache."""
    opened(empty_app)
    warehouse = the_warehouse()
    store_batch(warehouse, staged({"83010101": (10, 1)}))
    backup_database(warehouse)
    store_batch(warehouse, staged({"83010101": (20, 2)}))
    before = data_version()
    opened(empty_app)
    pressed(empty_app, "backup-restore-1")
    pressed(empty_app, "restore-confirm")
    assert store_batch(warehouse, staged({"83010101": (30, 3)})).batch_id == 2
    assert data_version() != before


def test_a_file_of_another_machine_is_taken_in_and_anything_else_refused(empty_app: AppTest, tmp_path: Path) -> None:
    other = open_warehouse(tmp_path / "other" / "radar.duckdb")
    store_batch(other, staged({"83010109": (10, 1)}))
    content = backup_database(other).path.read_bytes()
    other.close()
    opened(empty_app)
    empty_app.file_uploader[0].set_value([("ภาพ.duckdb", b"\x89PNG" + b"0" * 9000, "")]).run()
    assert "ไม่ใช่ไฟล์สำรอง" in empty_app.error[0].value
    assert "วิธีแก้" in empty_app.error[0].value
    empty_app.file_uploader[0].set_value([("ของอำเภอ.duckdb", content, "")]).run()
    assert not empty_app.exception
    assert "เพิ่มไว้ในรายการเป็นครั้งที่ 1" in all_text(empty_app)
    pressed(empty_app, "backup-restore-1")
    pressed(empty_app, "restore-confirm")
    assert "ไม่มีการนำเข้าใดหายไป" in all_text(empty_app)
    assert the_warehouse().query("SELECT area_code FROM live_facts")["area_code"].tolist() == ["83010109"]


def test_a_torn_backup_is_marked_and_cannot_be_chosen(empty_app: AppTest) -> None:
    opened(empty_app)
    path = backup_database(the_warehouse()).path
    path.write_bytes(path.read_bytes()[:-200_000])
    opened(empty_app)
    assert "ใช้ไม่ได้" in all_text(empty_app)
    assert empty_app.button(key="backup-restore-1").disabled
    assert BytesIO(path.read_bytes()).getvalue()  # it is left where it is


def test_what_is_erased_for_good_is_said_asked_and_done(empty_app: AppTest) -> None:
    opened(empty_app)
    warehouse = the_warehouse()
    store_batch(warehouse, staged({"83010101": (10, 1)}, file_name="เลิกใช้.csv"))
    backup_database(warehouse)
    undo_batch(warehouse, 1)
    opened(empty_app)
    assert "ไม่มีการนำเข้าที่เลิกใช้มานานเท่านี้" in all_text(empty_app)
    empty_app.number_input(key="purge-days").set_value(0).run()
    assert "จะล้าง 1 ครั้ง 1 ตัวเลข" in all_text(empty_app)
    assert "เลิกใช้.csv" in all_text(empty_app)
    assert empty_app.button(key="purge-now").disabled
    empty_app.checkbox(key="purge-backups").check().run()
    empty_app.checkbox(key="purge-sure").check().run()
    pressed(empty_app, "purge-now")
    assert "ล้างการนำเข้า 1 ครั้ง 1 ตัวเลข ออกจริงแล้ว" in all_text(empty_app)
    assert warehouse.query("SELECT count(*) AS n FROM facts")["n"].tolist() == [0]
    control_of(empty_app.segmented_control, "choice_part").set_value("batches").run()
    assert "ล้างออกแล้ว" in all_text(empty_app)
    assert not [each for each in empty_app.button if "นำกลับมา" in each.label]


def test_checking_says_all_is_well_or_what_is_not(empty_app: AppTest) -> None:
    opened(empty_app)
    warehouse = the_warehouse()
    store_batch(warehouse, staged({"83010101": (10, 1), "83010102": (20, 2)}))
    pressed(empty_app, "check-now")
    assert "ผลรวมทุกพื้นที่ตรงกัน" in all_text(empty_app)
    with warehouse.transaction() as cursor:
        cursor.execute("UPDATE facts SET failed = 7 WHERE area_code = '83010101'")
    pressed(empty_app, "check-now")
    assert "ผลรวมของพื้นที่ระดับบนไม่ตรง" in all_text(empty_app)
