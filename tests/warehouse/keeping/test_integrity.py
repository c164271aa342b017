"""The check of a whole database finds each kind of fault that is planted, and nothing in a sound one."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from tests.warehouse.examples import staged
from warehouse import Warehouse, check_database, open_warehouse, store_batch, undo_batch


@pytest.fixture(scope="module")
def mixed_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every level, several sources, both ways of counting, replaced and undone batches, scores and values."""
    path = tmp_path_factory.mktemp("mixed") / "mixed.duckdb"
    warehouse = open_warehouse(path)
    store_batch(warehouse, staged({"83010101": (10, 1), "83010102": (20, 2), "8301020101": (30, 3)}))
    store_batch(warehouse, staged({"83010102": (25, 5), "83010201": (7, 7)}))
    undo_batch(warehouse, store_batch(warehouse, staged({"83010101": (99, 9)})).batch_id)
    store_batch(warehouse, staged({"83020101": (40, 4)}, counting="people"))
    store_batch(warehouse, staged({"830101": (900, 9)}, level="tambon"))
    store_batch(warehouse, staged({"8302": (500, 5)}, level="amphoe"))
    store_batch(warehouse, staged({"71": (500, 50), "83": (1, 0)}, level="province"))
    store_batch(warehouse, staged({"TH": (9000, 50)}, level="country", year_be=2562))
    scores = pd.DataFrame(
        [
            {"area_code": code, "indicator_code": "n-1", "unit": "หมู่บ้าน", "score": score}
            for code, score in (("83010101", 1), ("83010102", 3))
        ]
    )
    store_batch(warehouse, staged({"83010101": (1, 1)}, set_id="nrd2c-2555", survey="nrd2c", facts=scores))
    warehouse.close()
    return path


@pytest.fixture
def mixed(mixed_file: Path, tmp_path: Path) -> Iterator[Warehouse]:
    """A copy of it, to be spoilt."""
    warehouse = open_warehouse(shutil.copyfile(mixed_file, tmp_path / "mixed.duckdb"))
    yield warehouse
    warehouse.close()


def test_a_sound_database_has_no_problems(mixed: Warehouse) -> None:
    checked = check_database(mixed)
    assert checked.problems == ()
    assert (checked.contents.batches, checked.contents.facts) == (9, 14)


def test_an_empty_database_has_no_problems(warehouse: Warehouse) -> None:
    assert check_database(warehouse).problems == ()


@pytest.mark.parametrize(
    ("plant", "problem"),
    [
        ("DELETE FROM facts WHERE area_code = '83010101' AND batch_id = 1", "ไม่ตรงกับที่นำเข้า"),
        ("DELETE FROM batch_areas WHERE batch_id = 2", "ไม่ตรงกับที่นำเข้า"),
        ("INSERT INTO facts SELECT * REPLACE (77 AS batch_id) FROM facts LIMIT 1", "ไม่ตรงกับที่นำเข้า"),
        ("UPDATE batch_areas SET is_live = true WHERE batch_id = 1 AND area_code = '83010102'", "สถานะของพื้นที่"),
        ("UPDATE batch_areas SET is_live = false WHERE batch_id = 2", "สถานะของพื้นที่"),
        ("UPDATE batches SET is_undone = true WHERE batch_id = 2", "สถานะของพื้นที่"),
        ("INSERT INTO facts SELECT * FROM facts WHERE batch_id = 5", "ข้อมูลซ้ำ"),
        ("UPDATE facts SET failed = assessed + 1 WHERE batch_id = 2", "ข้อมูลซ้ำ"),
        ("UPDATE summary SET failed = failed + 1 WHERE area_code = '8301'", "ผลรวม"),
        ("DELETE FROM summary WHERE level = 'country'", "ผลรวม"),
        ("INSERT INTO summary SELECT * REPLACE ('99' AS area_code) FROM summary WHERE level = 'province'", "ผลรวม"),
        ("UPDATE summary SET score_3 = 0 WHERE set_id = 'nrd2c-2555'", "ผลรวม"),
        ("UPDATE facts SET assessed = 11 WHERE batch_id = 4", "ผลรวม"),
    ],
)
def test_each_planted_fault_is_found(mixed: Warehouse, plant: str, problem: str) -> None:
    with mixed.transaction() as cursor:
        cursor.execute(plant)
    assert any(problem in found for found in check_database(mixed).problems)
