"""ส่งมอบงาน: one file, taken in whole by an empty and by a used database; what is there goes only when it is said."""

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.examples import figures, plan_of, plans_kept, staged
from warehouse import (
    FollowUpSetting,
    ForeignFileError,
    NewerDatabaseError,
    Warehouse,
    WarehouseError,
    adopt_hand_over,
    hand_over_name,
    has_own_work,
    list_backups,
    open_warehouse,
    preview_take_over,
    read_activities,
    read_follow_up_setting,
    read_least_coverage,
    read_mappings,
    read_sets,
    restore_backup,
    save_activities,
    save_follow_up_setting,
    save_least_coverage,
    save_mapping,
    save_set,
    store_batch,
    write_hand_over,
)
from warehouse.__main__ import main
from warehouse.area_records import AreaGroup, list_area_groups, save_area_group

NOON = datetime(2026, 1, 21, 12, 30)
SET = {"id": "other-1", "title": "น้ำประปา"}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Warehouse]:
    """A database with one of everything that an office keeps."""
    warehouse = open_warehouse(tmp_path / "old pc" / "radar.duckdb")
    store_batch(warehouse, staged({"83010101": (10, 1), "83010102": (20, 2)}))
    plan_of(warehouse, "น้ำเสีย")
    save_set(warehouse, "other-1", SET)
    save_mapping(warehouse, "ตารางของตำบล", "f" * 8, {"columns": ["ก"]})
    save_area_group(warehouse, AreaGroup("ริมทะเล", ("830101", "830102")))
    save_activities(warehouse, [{"id": "a-1", "name": "อบรม"}])
    save_least_coverage(warehouse, 70)
    save_follow_up_setting(warehouse, FollowUpSetting(1, 10))
    yield warehouse
    warehouse.close()


def all_of(warehouse: Warehouse) -> dict[str, object]:
    """Everything that the file has to bring."""
    return {
        "figures": figures(warehouse), "plans": plans_kept(warehouse), "sets": read_sets(warehouse),
        "mappings": read_mappings(warehouse), "groups": list_area_groups(warehouse),
        "activities": read_activities(warehouse), "coverage": read_least_coverage(warehouse),
        "follow-up": read_follow_up_setting(warehouse),
    }  # fmt: skip


def handed_over(warehouse: Warehouse) -> bytes:
    target = io.BytesIO()
    write_hand_over(warehouse, target, now=NOON)
    return target.getvalue()


def test_the_name_keeps_the_file_inside_the_office() -> None:
    assert hand_over_name(NOON) == "ส่งมอบงาน_25690121-1230_ใช้ภายในสำนักงาน.zip"


def test_the_file_is_a_backup_with_a_read_me_and_the_backup_stays(office: Warehouse) -> None:
    with zipfile.ZipFile(io.BytesIO(handed_over(office))) as archive:
        names = archive.namelist()
        text = archive.read("อ่านก่อน.txt").decode("utf-8-sig")
    assert names == ["อ่านก่อน.txt", "radar-000001-25690121-1230.duckdb"]
    assert "ใช้ภายในสำนักงาน: มีจำนวน 1–9 ราย" in text
    assert "การนำเข้า 1 ครั้ง 2 ตัวเลข" in text
    assert office.backup_folder is not None
    assert [each.number for each in list_backups(office.backup_folder, "radar")] == [1]
    handed_over(office)  # nothing changed: the same backup again
    assert [each.number for each in list_backups(office.backup_folder, "radar")] == [1]


def test_an_empty_database_becomes_what_was_handed_over(office: Warehouse, tmp_path: Path) -> None:
    content, before = handed_over(office), all_of(office)
    successor = open_warehouse(tmp_path / "new pc" / "radar.duckdb")
    assert not has_own_work(successor)
    assert successor.backup_folder is not None
    taken = adopt_hand_over(io.BytesIO(content), "ส่งมอบงาน.zip", successor.backup_folder, "radar")
    assert taken.made_at == NOON
    offered = preview_take_over(successor, taken)
    assert (offered.has_own_work, offered.preview.lost) == (False, ())
    restore_backup(successor, taken.path)
    assert all_of(successor) == before
    assert store_batch(successor, staged({"83010103": (5, 1)})).batch_id == 2  # it is worked on
    successor.close()


def test_the_sample_alone_is_nobodys_work(copy_of_sample: Callable[[Path], Path], tmp_path: Path) -> None:
    warehouse = open_warehouse(copy_of_sample(tmp_path / "radar.duckdb"))
    assert not has_own_work(warehouse)
    plan_of(warehouse, "น้ำเสีย")
    assert has_own_work(warehouse)
    warehouse.close()


OWN_WORK: dict[str, Callable[[Warehouse], object]] = {
    "import": lambda warehouse: store_batch(warehouse, staged({"83010101": (10, 1)})),
    "plan": lambda warehouse: plan_of(warehouse, "น้ำเสีย"),
    "set": lambda warehouse: save_set(warehouse, "other-1", SET),
    "mapping": lambda warehouse: save_mapping(warehouse, "ตาราง", "f" * 8, {"columns": ["ก"]}),
    "group": lambda warehouse: save_area_group(warehouse, AreaGroup("ริมทะเล", ("830101",))),
    "activity": lambda warehouse: save_activities(warehouse, [{"id": "a-1", "name": "อบรม"}]),
    "setting": lambda warehouse: save_least_coverage(warehouse, 70),
}


@pytest.mark.file
@pytest.mark.parametrize("kind", OWN_WORK)
def test_whatever_a_person_stored_is_own_work(warehouse: Warehouse, kind: str) -> None:
    assert not has_own_work(warehouse)
    OWN_WORK[kind](warehouse)
    assert has_own_work(warehouse)


def test_a_used_database_says_what_would_go(office: Warehouse, tmp_path: Path) -> None:
    content = handed_over(office)
    used = open_warehouse(tmp_path / "used" / "radar.duckdb")
    store_batch(used, staged({"84010101": (7, 3)}, file_name="ของเดิม.csv"))
    plan_of(used, "ไฟดับ", area_code="840101")
    assert used.backup_folder is not None
    offered = preview_take_over(used, adopt_hand_over(io.BytesIO(content), "x.zip", used.backup_folder, "radar"))
    assert offered.has_own_work
    assert offered.preview.lost is not None
    assert [batch.file_name for batch in offered.preview.lost] == ["ของเดิม.csv"]
    assert offered.preview.rows_lost is not None
    assert offered.preview.rows_lost["plans"] == 1
    assert figures(used)["village", "84010101"] == (7, 3)  # nothing was changed by looking
    used.close()


@pytest.mark.file
def test_nothing_to_hand_over_and_no_place_to_write_are_said(
    warehouse: Warehouse, office: Warehouse, tmp_path: Path
) -> None:
    with pytest.raises(WarehouseError, match="หน่วยความจำ"):
        write_hand_over(warehouse, io.BytesIO())
    empty = open_warehouse(tmp_path / "empty.duckdb")
    with pytest.raises(WarehouseError, match="ยังไม่มีงานให้ส่งมอบ"):
        write_hand_over(empty, io.BytesIO())
    empty.close()
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(WarehouseError, match="เขียนไฟล์ส่งมอบงานไม่ได้"):
        write_hand_over(office, tmp_path / "file" / "x.zip")


def zipped(members: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def newer(database: bytes, path: Path) -> bytes:
    path.write_bytes(database)
    with duckdb.connect(str(path)) as connection:
        connection.execute("INSERT INTO schema_version VALUES (999, TIMESTAMP '2026-01-01')")
    return path.read_bytes()


def test_damaged_foreign_and_newer_files_are_refused_and_leave_nothing(office: Warehouse, tmp_path: Path) -> None:
    good = handed_over(office)
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        [name] = [each for each in archive.namelist() if each.endswith(".duckdb")]
        database = archive.read(name)
    flipped = bytearray(good)
    flipped[len(flipped) // 2] ^= 0x10
    torn_database = bytearray(database)
    torn_database[20_000] ^= 0x10
    refused = {
        "flipped": bytes(flipped), "cut": good[: len(good) // 2], "no zip": b"x" * 1000, "empty": b"",
        "without": zipped({"อ่านก่อน.txt": b"x"}), "two": zipped({"a.duckdb": database, "b.duckdb": database}),
        "torn inside": zipped({name: bytes(torn_database)}), "bomb": zipped({name: bytes(20_000_000)}),
        "other": zipped({name: b"x" * 10_000}),
    }  # fmt: skip
    folder = tmp_path / "new" / "backups"
    for case, content in refused.items():
        with pytest.raises(ForeignFileError) as caught:
            adopt_hand_over(io.BytesIO(content), "ของเขา.zip", folder, "radar")
        assert "ของเขา.zip" in caught.value.what, case
        assert "ทำไฟล์ส่งมอบงาน" in caught.value.fix, case
    with pytest.raises(NewerDatabaseError) as too_new:
        adopt_hand_over(io.BytesIO(zipped({name: newer(database, tmp_path / "n")})), "ใหม่.zip", folder, "radar")
    assert too_new.value.what == "ใหม่.zip มาจากโปรแกรมรุ่นใหม่กว่า"
    assert "ปรับโปรแกรม" in too_new.value.fix
    assert not list(folder.iterdir())


def test_both_commands_take_everything_from_one_pc_to_the_other(
    office: Warehouse, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = all_of(office)
    office.close()
    old, new = tmp_path / "old pc" / "radar.duckdb", tmp_path / "new pc" / "data.duckdb"
    assert main(["hand-over", "--database", str(old), "--to", str(tmp_path / "stick"), "--json"]) == 0
    file = Path(json.loads(capsys.readouterr().out)["path"])
    assert file.parent == tmp_path / "stick"
    assert file.name.endswith("_ใช้ภายในสำนักงาน.zip")
    assert main(["take-over", str(file), "--database", str(new)]) == 0
    successor = open_warehouse(new)
    assert all_of(successor) == before
    plan_of(successor, "ของใหม่", area_code="830199")
    successor.close()
    capsys.readouterr()
    assert main(["take-over", str(file), "--database", str(new)]) == 1
    said = capsys.readouterr().err
    assert "เครื่องนี้มีงานอื่นอยู่แล้ว" in said
    assert "plans: 1 รายการ" in said
    assert "--replace" in said
    kept = open_warehouse(new)
    assert len(plans_kept(kept)) == 2
    kept.close()
    assert main(["take-over", str(file), "--database", str(new), "--replace"]) == 0
    assert "ไฟล์เดิมเก็บไว้ที่" in capsys.readouterr().out
    replaced = open_warehouse(new)
    assert all_of(replaced) == before
    replaced.close()
    assert main(["take-over", str(tmp_path / "nothing.zip"), "--database", str(new)]) == 1
