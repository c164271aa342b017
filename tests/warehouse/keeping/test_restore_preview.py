"""What a restore would take away is said before it, and is what the restore then takes away."""

from pathlib import Path

import pytest

from tests.warehouse.examples import plan_of, problems, staged
from warehouse import (
    WarehouseError,
    backup_database,
    list_batches,
    open_warehouse,
    preview_restore,
    restore_backup,
    save_mapping,
    save_plan,
    save_set,
    store_batch,
    undo_batch,
)


def test_everything_done_since_the_backup_is_named(tmp_path: Path) -> None:
    warehouse = open_warehouse(tmp_path / "radar.duckdb")
    store_batch(warehouse, staged({"83010101": (10, 1)}))
    store_batch(warehouse, staged({"83010102": (10, 1)}))
    plan_id = plan_of(warehouse, "ก", "ข", "ค")
    save_set(warehouse, "kept", {"a": 1})
    backup = backup_database(warehouse).path
    nothing = preview_restore(warehouse, backup)
    assert (nothing.lost, nothing.state_changed, nothing.rows_lost) == ((), (), {})
    store_batch(warehouse, staged({"83010103": (10, 1)}, file_name="later.csv"))
    undo_batch(warehouse, 1)
    save_plan(warehouse, plan_id, 1, problems("ก", "เปลี่ยน", "ง"))
    plan_of(warehouse, "ก", area_code="83010102")
    save_set(warehouse, "kept", {"a": 2})
    save_mapping(warehouse, "แบบ", "f", {})
    preview = preview_restore(warehouse, backup)
    assert preview.lost is not None
    assert [batch.file_name for batch in preview.lost] == ["later.csv"]
    assert preview.state_changed == (1,)
    assert preview.rows_lost == {"areas": 1, "indicator_sets": 1, "mappings": 1, "plans": 2}
    assert preview.contents.batches == 2
    assert len(list_batches(warehouse)) == 3  # nothing was changed
    assert restore_backup(warehouse, backup).lost == preview.lost
    assert list_batches(warehouse)["is_undone"].tolist() == [False, False]
    warehouse.close()


def test_a_torn_backup_is_refused_before_anything(tmp_path: Path) -> None:
    warehouse = open_warehouse(tmp_path / "radar.duckdb")
    backup = backup_database(warehouse).path
    backup.write_bytes(backup.read_bytes()[:-1000])
    with pytest.raises(WarehouseError, match="ไฟล์สำรอง"):
        preview_restore(warehouse, backup)
    warehouse.close()
