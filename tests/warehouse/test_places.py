"""Where a database may lie, and how much room it needs."""

from pathlib import Path

import pytest

from tests.warehouse.examples import staged
from warehouse import WarehouseError, list_batches, open_warehouse, store_batch
from warehouse.on_disk.files import SPARE_BYTES, check_free_space, check_place, default_backup_folder, sync_service_of


@pytest.mark.parametrize(
    ("path", "service"),
    [
        (r"\\server\share\radar.duckdb", "เครือข่าย"),
        ("//server/share/radar.duckdb", "เครือข่าย"),
        (r"\\?\UNC\server\share\radar.duckdb", "เครือข่าย"),
        (r"C:\Users\dev\OneDrive\radar.duckdb", "OneDrive"),
        (r"C:\Users\dev\OneDrive - กรมการพัฒนาชุมชน\งาน\radar.duckdb", "OneDrive"),
        ("/Users/dev/Library/CloudStorage/GoogleDrive-dev@example.com/radar.duckdb", "Google Drive"),
        (r"G:\My Drive\radar.duckdb", "Google Drive"),
        (r"G:\ไดรฟ์ของฉัน\radar.duckdb", "Google Drive"),
        ("/home/dev/Dropbox (งาน)/radar.duckdb", "Dropbox"),
        ("/home/dev/DROPBOX/radar.duckdb", "Dropbox"),
        (r"C:\Users\dev\AppData\Local\community-radar\radar.duckdb", None),
        ("/home/dev/.local/share/community-radar/radar.duckdb", None),
        ("/srv/dropboxes/radar.duckdb", None),
        ("/srv/data/onedrive.duckdb", None),
        ("radar.duckdb", None),
    ],
)
def test_folders_that_are_copied_elsewhere_are_known_by_their_names(path: str, service: str | None) -> None:
    assert sync_service_of(path) == service


def test_a_database_in_such_a_folder_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    folder = tmp_path / "OneDrive - สพจ"
    with pytest.raises(WarehouseError, match=r"OneDrive.*ย้ายไฟล์"):
        open_warehouse(folder / "radar.duckdb")
    assert not folder.exists()


def test_a_link_into_such_a_folder_is_seen_through(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "data").symlink_to(tmp_path / "Dropbox", target_is_directory=True)
    with pytest.raises(WarehouseError, match="Dropbox"):
        check_place(tmp_path / "data" / "radar.duckdb")


def test_backups_may_go_into_such_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CIA_BACKUPS", str(tmp_path / "OneDrive"))
    assert default_backup_folder(tmp_path / "radar.duckdb") == (tmp_path / "OneDrive").resolve()
    open_warehouse(tmp_path / "radar.duckdb").close()


def test_a_drive_letter_of_a_network_share_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def answer(root: str) -> int:
        asked.append(root)
        return 4

    monkeypatch.setattr(Path, "drive", "Z:")
    with pytest.raises(WarehouseError, match="ไดรฟ์เครือข่าย"):
        check_place(Path("radar.duckdb"), answer)
    assert asked == ["Z:\\"]
    check_place(Path("radar.duckdb"), lambda _: 3)  # a local disk


def test_room_is_counted_with_a_spare(tmp_path: Path) -> None:
    check_free_space(tmp_path, 1000, lambda _: SPARE_BYTES + 1000)
    with pytest.raises(WarehouseError, match="พื้นที่ว่างบนดิสก์ไม่พอ"):
        check_free_space(tmp_path, 1000, lambda _: SPARE_BYTES + 999)


def test_an_import_without_room_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    warehouse = open_warehouse(tmp_path / "radar.duckdb")
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": SPARE_BYTES + 100})())
    with pytest.raises(WarehouseError, match="เมกะไบต์"):
        store_batch(warehouse, staged({"83010101": (10, 1)}))
    monkeypatch.undo()
    assert list_batches(warehouse).empty
    warehouse.close()
