"""Files that cannot be read: named, left alone, and set aside only when the person says so."""

import hashlib
import random
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.examples import figures, staged
from tests_support import SOAK_TIMES
from warehouse import (
    DamagedDatabaseError,
    DatabaseInUseError,
    Warehouse,
    WarehouseError,
    backup_database,
    check_database,
    list_actions,
    list_batches,
    open_warehouse,
    recover_database,
    restore_backup,
    store_batch,
)
from warehouse.opening import BLOCK_BYTES, HEADER_BYTES

ROOT = Path(__file__).resolve().parents[2]
FLIPS = 10 * SOAK_TIMES
DIE_WITH_WAL = """
import os, sys
from tests.warehouse.examples import staged
from warehouse import open_warehouse, store_batch
from warehouse.opening import database
database.BRING_IN = "SELECT 1"  # what was committed stays written ahead
warehouse = open_warehouse(sys.argv[1])
for number in range(1, 6):
    store_batch(warehouse, staged({f"8302010{number}": (number * 10, number)}))
os._exit(0)  # as a power cut: nothing is closed
"""


@pytest.fixture(scope="session")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with a backup of its first import, a second import after it, and five more written ahead only."""
    path = tmp_path_factory.mktemp("original") / "radar.duckdb"
    warehouse = open_warehouse(path)
    counts = {
        f"83{amphoe:02}{tambon:02}{village:02}": (100, 10)
        for amphoe in range(1, 10)
        for tambon in range(1, 10)
        for village in range(1, 30)
    }
    store_batch(warehouse, staged(counts))
    backup_database(warehouse)
    store_batch(warehouse, staged({"83010101": (25, 5)}))
    warehouse.close()
    subprocess.run([sys.executable, "-c", DIE_WITH_WAL, str(path)], cwd=ROOT, check=True)
    assert path.with_name("radar.duckdb.wal").stat().st_size > 1000
    return path


@pytest.fixture
def path(original: Path, tmp_path: Path) -> Path:
    shutil.copytree(original.parent, tmp_path / "data")
    return tmp_path / "data" / "radar.duckdb"


def fingerprints(folder: Path) -> dict[str, str]:
    files = [file for file in folder.rglob("*") if file.is_file()]
    return {str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def flip(file: Path, bit: int) -> None:
    content = bytearray(file.read_bytes())
    content[bit // 8] ^= 1 << (bit % 8)
    file.write_bytes(content)


def opened_or_damaged(path: Path) -> DamagedDatabaseError | None:
    """The damage found when opening (which must change nothing then), or when reading everything; None: all is read."""
    before = fingerprints(path.parent)
    try:
        warehouse = open_warehouse(path)
    except DamagedDatabaseError as error:
        assert fingerprints(path.parent) == before
        return error
    try:
        assert check_database(warehouse).problems == ()
    except DamagedDatabaseError as error:
        return error
    finally:
        warehouse.close()
    return None


def wal_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.wal")


def test_the_healthy_original_opens_with_all_that_was_acknowledged(path: Path) -> None:
    warehouse = open_warehouse(path)
    assert len(list_batches(warehouse)) == 7
    assert check_database(warehouse).problems == ()
    warehouse.close()


def test_any_flipped_bit_of_the_header_is_damage_and_names_the_backup(path: Path) -> None:
    rng = random.Random(1)
    magic = range(8 * 8, 12 * 8, 5)
    for bit in [*magic, *(rng.randrange(HEADER_BYTES * 8) for _ in range(FLIPS))]:
        flip(path, bit)
        error = opened_or_damaged(path)
        # DuckDB keeps two headers and uses the newer one; spare bytes of no meaning may differ
        assert error is not None, bit
        assert error.files == (path, wal_of(path))
        assert error.newest_backup is not None
        assert error.newest_backup.name in error.fix
        assert "ไม่ถูกลบ" in error.fix
        flip(path, bit)


def test_any_flipped_bit_of_a_used_block_is_found_by_opening_or_reading(path: Path) -> None:
    rng = random.Random(2)
    size = path.stat().st_size
    found = 0
    content = path.read_bytes(), wal_of(path).read_bytes()
    for _ in range(FLIPS):
        flip(path, rng.randrange(HEADER_BYTES * 8, size * 8))
        error = opened_or_damaged(path)
        found += error is not None
        path.write_bytes(content[0])
        wal_of(path).write_bytes(content[1])
    assert found >= 0.6 * FLIPS  # the others hit blocks that hold nothing now: everything was read and agreed


def test_a_flipped_bit_of_what_was_written_ahead_is_damage_or_the_end_of_it(path: Path) -> None:
    """DuckDB takes a wrong length for the place where the power went: whole batches up to there, and no word. That is
    why every commit is brought into the file itself at once."""
    rng = random.Random(3)
    content = path.read_bytes(), wal_of(path).read_bytes()
    refused = 0
    for bit in (rng.randrange(len(content[1]) * 8) for _ in range(2 * FLIPS)):
        path.write_bytes(content[0])
        wal_of(path).write_bytes(content[1])
        flip(wal_of(path), bit)
        refused += opened_or_damaged(path) is not None
    assert refused >= 1.5 * FLIPS


def test_nothing_stays_written_ahead_after_a_commit(tmp_path: Path) -> None:
    path = tmp_path / "radar.duckdb"
    warehouse = open_warehouse(path)
    store_batch(warehouse, staged({"83010101": (25, 5)}))
    shutil.copy(path, tmp_path / "copy.duckdb")  # what an officer does who copies the one file they see
    expected = figures(warehouse)
    warehouse.close()
    copy = open_warehouse(tmp_path / "copy.duckdb")
    assert figures(copy) == expected
    copy.close()


def test_a_torn_write_ahead_file_opens_at_whole_batches(path: Path) -> None:
    rng = random.Random(4)
    content = path.read_bytes(), wal_of(path).read_bytes()
    seen: set[int] = set()
    for _ in range(FLIPS):
        path.write_bytes(content[0])
        wal_of(path).write_bytes(content[1][: rng.randrange(len(content[1]))])
        warehouse = open_warehouse(path)
        assert check_database(warehouse).problems == ()
        batches = list_batches(warehouse)
        assert batches["batch_id"].tolist() == list(range(len(batches), 0, -1))  # a clean prefix
        seen.add(len(batches))
        warehouse.close()
    assert min(seen) >= 2
    assert len(seen) > 2


@pytest.mark.parametrize("length", [0, 1, 100, 4096, HEADER_BYTES, HEADER_BYTES + 8000, HEADER_BYTES + BLOCK_BYTES, -1])
@pytest.mark.parametrize("with_wal", [True, False])
def test_a_file_cut_short_is_damage(path: Path, length: int, with_wal: bool) -> None:
    if not with_wal:
        wal_of(path).unlink()
    path.write_bytes(path.read_bytes()[:length])
    error = opened_or_damaged(path)
    assert error is not None
    assert error.newest_backup is not None


def test_an_empty_file_without_backup_is_damage_too(tmp_path: Path) -> None:
    path = tmp_path / "radar.duckdb"
    path.touch()
    with pytest.raises(DamagedDatabaseError, match="เริ่มฐานข้อมูลใหม่") as caught:
        open_warehouse(path)
    assert (caught.value.newest_backup, caught.value.files) == (None, (path,))
    assert path.stat().st_size == 0


def test_a_missing_main_file_is_damage_and_not_a_fresh_start(path: Path) -> None:
    path.unlink()
    error = opened_or_damaged(path)
    assert error is not None
    assert "ไฟล์หลักหายไป" in error.what
    assert not path.exists()


def test_the_newest_backup_that_can_be_read_is_offered(path: Path) -> None:
    good = next(path.parent.glob("backups/*.duckdb"))
    torn = good.with_name(good.name.replace("-000001-", "-000002-"))
    torn.write_bytes(good.read_bytes()[:-1])
    flip(path, 9 * 8)
    error = opened_or_damaged(path)
    assert error is not None
    assert error.newest_backup == good.resolve()


def test_recovering_from_the_backup_keeps_the_damaged_files(path: Path) -> None:
    size = wal_of(path).stat().st_size
    for bit in range(size * 4, size * 4 + 320, 8):  # one bit in each byte of what was written ahead last but one
        flip(wal_of(path), bit)
    damaged = path.read_bytes(), wal_of(path).read_bytes()
    error = opened_or_damaged(path)
    assert error is not None
    recovered = recover_database(path, error.newest_backup)
    assert tuple(file.read_bytes() for file in recovered.set_aside) == damaged
    assert recovered.lost is None
    warehouse = open_warehouse(path)
    assert figures(warehouse)["village", "83010101"] == (100, 10)
    assert len(list_batches(warehouse)) == 1
    assert list_actions(warehouse)["action"].tolist() == ["recover", "store"]
    warehouse.close()


def test_recovering_with_nothing_begins_anew(path: Path) -> None:
    path.write_bytes(b"")
    recovered = recover_database(path, None)
    assert [file.stat().st_size > 0 for file in recovered.set_aside] == [False, True]
    warehouse = open_warehouse(path)
    assert list_batches(warehouse).empty
    assert list_actions(warehouse)["action"].tolist() == ["recover"]
    warehouse.close()


def opened_with_a_block_gone(path: Path) -> Warehouse:
    """The database without one block that opening does not read, but reading everything does."""
    whole = path.read_bytes()
    for start in range(HEADER_BYTES, len(whole), BLOCK_BYTES):
        path.write_bytes(whole[:start] + bytes(BLOCK_BYTES) + whole[start + BLOCK_BYTES :])
        with suppress(DamagedDatabaseError):
            warehouse = open_warehouse(path)
            try:
                check_database(warehouse)
            except DamagedDatabaseError:
                return warehouse
            warehouse.close()
    raise AssertionError("opening reads every block")


def test_damage_found_while_reading_can_be_restored_by_the_open_program(path: Path) -> None:
    wal_of(path).unlink()
    backup = next(path.parent.glob("backups/*.duckdb"))
    warehouse = opened_with_a_block_gone(path)
    for _ in range(2):
        with pytest.raises(DamagedDatabaseError):
            check_database(warehouse)
    with pytest.raises(DamagedDatabaseError):
        backup_database(warehouse)  # never a backup of half the data
    with pytest.raises(duckdb.Error, match="no_such_table"):  # a mistake of the asker is not damage
        warehouse.query("SELECT * FROM no_such_table")
    lost = restore_backup(warehouse, backup).lost
    assert lost is not None  # the list of imports could still be read
    assert [each.batch_id for each in lost] == [2]
    assert check_database(warehouse).problems == ()
    warehouse.close()


@pytest.mark.parametrize("content", [b"not a database at all" * 1000, b"PK\x03\x04" + bytes(5000), b"x"])
def test_a_file_of_something_else_is_explained_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "radar.duckdb"
    path.write_bytes(content)
    with pytest.raises(WarehouseError, match="ไม่ใช่ฐานข้อมูลของโปรแกรมนี้") as caught:
        open_warehouse(path)
    assert not isinstance(caught.value, DamagedDatabaseError)
    assert path.read_bytes() == content


def test_another_programs_duckdb_file_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "radar.duckdb"
    raw = duckdb.connect(str(path))
    raw.execute("CREATE TABLE invoices AS SELECT 1 AS number")
    raw.close()
    before = fingerprints(tmp_path)
    with pytest.raises(WarehouseError, match="ไม่ใช่ฐานข้อมูลของโปรแกรมนี้"):
        open_warehouse(path)
    assert fingerprints(tmp_path) == before


def test_a_folder_in_the_way_is_explained(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="เปิดหรือสร้างฐานข้อมูล"):
        open_warehouse(tmp_path)
    (tmp_path / "file").write_text("x")
    with pytest.raises(WarehouseError, match="เปิดหรือสร้างฐานข้อมูล"):
        open_warehouse(tmp_path / "file" / "radar.duckdb")


def test_opening_twice_in_one_program_is_in_use_and_not_damage(path: Path) -> None:
    warehouse = open_warehouse(path)
    with pytest.raises(DatabaseInUseError):
        open_warehouse(path)
    assert len(list_batches(warehouse)) == 7
    warehouse.close()


def test_a_file_held_by_another_program_is_in_use_and_cannot_be_recovered(path: Path) -> None:
    code = "import sys, duckdb; held = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(DatabaseInUseError, match="โปรแกรมอื่น"):
            open_warehouse(path)
        with pytest.raises(DatabaseInUseError):
            recover_database(path, None)
        holder.communicate("")
    open_warehouse(path).close()


@pytest.mark.parametrize("harm", ["none", "head", "zeros", "noise", "half", "start", "tail"])
def test_what_was_left_written_ahead_is_kept_whatever_becomes_of_it(path: Path, harm: str) -> None:
    """DuckDB passes over one it cannot read, and removes it at the next write."""
    whole = wal_of(path).read_bytes()
    content = {
        "none": whole, "head": bytes([whole[0] ^ 255]) + whole[1:], "zeros": bytes(len(whole)),
        "noise": random.Random(5).randbytes(len(whole)), "half": whole[: len(whole) // 2], "start": whole[:10],
        "tail": whole[:-20],
    }[harm]  # fmt: skip
    wal_of(path).write_bytes(content)
    warehouse = open_warehouse(path)
    [kept] = warehouse.left_over
    assert len(list_batches(warehouse)) == 7 if harm == "none" else len(list_batches(warehouse)) >= 2
    store_batch(warehouse, staged({"83020199": (7, 1)}))
    warehouse.close()
    assert kept.read_bytes() == content
    again = open_warehouse(path)
    assert again.left_over == ()
    again.close()
