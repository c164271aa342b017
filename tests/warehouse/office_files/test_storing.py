"""A file of an office is taken in whole, in the place of its own former one alone, and goes and comes as a whole."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.warehouse.examples import figures, plans_kept, problems, staged
from tests.warehouse.office_files.office_examples import MORNING, OTHER_SENDER, office_of
from warehouse import (
    Warehouse,
    WarehouseError,
    check_database,
    list_actions,
    list_plans,
    open_warehouse,
    purge_database,
    read_plan,
    redo_batch,
    save_plan,
    store_batch,
    undo_batch,
    undo_synthetic,
)
from warehouse.office_files.arrivals import list_contradictions, list_office_files
from warehouse.office_files.model import OfficeFile
from warehouse.office_files.storing import (
    find_conflicts,
    preview_office,
    redo_office_file,
    store_office,
    undo_office_file,
    undo_synthetic_files,
)

HELD = """
    SELECT (SELECT count(*) FROM batches), (SELECT count(*) FROM facts), (SELECT count(*) FROM summary),
        (SELECT count(*) FROM plans), (SELECT count(*) FROM plan_items), (SELECT count(*) FROM office_files),
        (SELECT count(*) FROM office_file_plans), (SELECT count(*) FROM actions)
"""
FIRST = office_of({"83010101": (10, 1), "83010102": (20, 2)}, "น้ำเสีย")
SECOND = office_of({"83010101": (11, 3)}, "ฝุ่น", made_at=MORNING + timedelta(days=1))


def taken(warehouse: Warehouse, office: OfficeFile) -> int:
    return store_office(warehouse, office, "ส่งจังหวัด.zip", "c" * 64).office_file_id


def villages(warehouse: Warehouse) -> dict[str, tuple[int, int]]:
    return {code: pair for (level, code), pair in figures(warehouse).items() if level == "village"}


def texts_of_plans(warehouse: Warehouse) -> list[str]:
    return [item.content["text"] for _, _, _, items in plans_kept(warehouse) for item in items]


def test_a_file_brings_its_figures_sums_and_plans(warehouse: Warehouse) -> None:
    stored = store_office(warehouse, FIRST, "ส่งจังหวัด.zip", "c" * 64)
    assert (stored.office_file_id, stored.is_unchanged, stored.former) == (1, False, None)
    assert villages(warehouse) == {"83010101": (10, 1), "83010102": (20, 2)}
    assert figures(warehouse)["amphoe", "8301"] == figures(warehouse)["province", "83"] == (30, 3)
    assert texts_of_plans(warehouse) == ["น้ำเสีย"]
    [row] = list_office_files(warehouse).to_dict("records")
    assert (row["office_code"], row["facts"], row["areas"], row["plans"]) == ("8301", 2, 2, 1)
    assert row["is_standing"] and not row["is_undone"]
    assert list_actions(warehouse)["action"].tolist() == ["take_in", "store"]


def test_the_same_content_again_changes_nothing_whenever_it_was_made(warehouse: Warehouse) -> None:
    taken(warehouse, FIRST)
    before = warehouse.query(HELD).to_numpy().tolist()
    again = replace(FIRST, made_at=MORNING + timedelta(days=9))
    assert preview_office(warehouse, again).is_unchanged
    stored = store_office(warehouse, again, "อีกชื่อ.zip", "d" * 64)
    assert (stored.office_file_id, stored.is_unchanged) == (1, True)
    assert warehouse.query(HELD).to_numpy().tolist() == before


def test_a_new_file_takes_the_place_of_its_own_former_one_with_all_that_it_has_no_more(warehouse: Warehouse) -> None:
    taken(warehouse, office_of({"83020101": (5, 5)}, "ไฟดับ", office_code="8302"))
    taken(warehouse, FIRST)
    assert preview_office(warehouse, SECOND).former == 2
    assert store_office(warehouse, SECOND, "b.zip", "d" * 64).former == 2
    assert villages(warehouse) == {"83010101": (11, 3), "83020101": (5, 5)}
    assert texts_of_plans(warehouse) == ["ไฟดับ", "ฝุ่น"]
    assert list_contradictions(warehouse).empty
    assert check_database(warehouse).problems == ()


def test_another_machine_of_the_office_stands_beside_it(warehouse: Warehouse) -> None:
    taken(warehouse, FIRST)
    taken(warehouse, office_of({"83010103": (7, 7)}, sender=OTHER_SENDER))
    assert villages(warehouse) == {"83010101": (10, 1), "83010102": (20, 2), "83010103": (7, 7)}
    assert list_office_files(warehouse)["is_standing"].tolist() == [True, True]


def test_undone_as_a_whole_the_former_file_stands_again_then_nothing_of_it(warehouse: Warehouse) -> None:
    store_batch(warehouse, staged({"83010102": (20, 9)}))
    own = villages(warehouse)
    taken(warehouse, FIRST)
    taken(warehouse, SECOND)
    assert undo_office_file(warehouse, 2) == 1
    assert (texts_of_plans(warehouse), villages(warehouse)["83010101"]) == (["น้ำเสีย"], (10, 1))
    assert undo_office_file(warehouse, 1) is None
    assert (texts_of_plans(warehouse), villages(warehouse)) == ([], own)
    with pytest.raises(WarehouseError, match="ไม่ได้ใช้งานอยู่"):
        undo_office_file(warehouse, 1)
    assert redo_office_file(warehouse, 2) == 2
    assert (texts_of_plans(warehouse), villages(warehouse)["83010101"]) == (["ฝุ่น"], (11, 3))
    with pytest.raises(WarehouseError, match="นำไฟล์ที่ 1 กลับมาไม่ได้"):
        redo_office_file(warehouse, 1)
    assert texts_of_plans(warehouse) == ["ฝุ่น"]
    assert check_database(warehouse).problems == ()
    assert list_actions(warehouse, 4)["action"].tolist() == ["redo_file", "redo", "undo_file", "undo"]


def test_an_import_of_a_file_does_not_go_or_come_alone(warehouse: Warehouse) -> None:
    taken(warehouse, FIRST)
    with pytest.raises(WarehouseError, match="มากับไฟล์ของอำเภอ 8301") as raised:
        undo_batch(warehouse, 1)
    assert "ไฟล์ที่ 1" in raised.value.fix
    undo_office_file(warehouse, 1)
    with pytest.raises(WarehouseError, match="มากับไฟล์ของอำเภอ"):
        redo_batch(warehouse, 1)
    assert villages(warehouse) == {}


def test_a_plan_that_did_not_change_stays_the_same_plan(warehouse: Warehouse) -> None:
    taken(warehouse, FIRST)
    taken(warehouse, replace(SECOND, plans=FIRST.plans))
    assert [each.plan_id for each in list_plans(warehouse)] == [1]
    undo_office_file(warehouse, 2)
    assert [each.plan_id for each in list_plans(warehouse)] == [1]
    undo_office_file(warehouse, 1)
    assert list_plans(warehouse) == []


def test_a_plan_that_was_changed_here_is_never_taken_away(warehouse: Warehouse) -> None:
    taken(warehouse, FIRST)
    save_plan(warehouse, 1, 1, problems("น้ำเสียและขยะ"))
    stored = store_office(warehouse, SECOND, "b.zip", "d" * 64)
    assert stored.kept_plans == (1,)
    assert texts_of_plans(warehouse) == ["น้ำเสียและขยะ", "ฝุ่น"]
    undo_office_file(warehouse, 2)
    undo_office_file(warehouse, 1)
    assert texts_of_plans(warehouse) == ["น้ำเสียและขยะ"]


def test_figures_that_others_give_otherwise_are_named_with_both(warehouse: Warehouse) -> None:
    store_batch(
        warehouse, staged({"83010101": (10, 4), "83010102": (20, 2)}, facts=FIRST.parts[0].facts.assign(failed=[4, 2]))
    )
    store_batch(warehouse, staged({"83010102": (9, 9)}, facts=FIRST.parts[0].facts.assign(year_be=2560), year_be=2560))
    [row] = find_conflicts(warehouse, FIRST).to_dict("records")
    assert (row["area_code"], row["assessed"], row["failed"]) == ("83010101", 10, 1)
    assert (row["standing_assessed"], row["standing_failed"], row["file_name"]) == (10, 4, "a.csv")
    taken(warehouse, FIRST)
    [told] = list_contradictions(warehouse, "83").to_dict("records")
    assert (told["failed"], told["former_failed"], told["office_code"]) == (1, 4, "8301")
    assert told["former_office"] is None or told["former_office"] != told["former_office"]
    assert list_contradictions(warehouse, "84").empty
    assert find_conflicts(warehouse, SECOND).to_dict("records") == []  # the sender's own former file is none
    other = replace(SECOND, sender=OTHER_SENDER)
    assert find_conflicts(warehouse, other)["standing_office"].tolist() == ["8301"]


def test_made_up_figures_are_no_contradiction_to_real_ones(warehouse: Warehouse) -> None:
    made_up = staged({"83010101": (10, 4)}, facts=FIRST.parts[0].facts.assign(failed=9), is_synthetic=True)
    store_batch(warehouse, made_up)
    assert find_conflicts(warehouse, FIRST).empty
    taken(warehouse, FIRST)
    assert list_contradictions(warehouse).empty


def test_the_sample_goes_with_what_came_of_it(warehouse: Warehouse) -> None:
    synthetic = replace(FIRST, parts=(replace(FIRST.parts[0], is_synthetic=True),))
    taken(warehouse, synthetic)
    taken(warehouse, replace(synthetic, plans=()))
    assert undo_synthetic(warehouse) == 0
    assert undo_synthetic_files(warehouse) == 2
    assert villages(warehouse) == {}


@pytest.mark.parametrize("step", range(2))
def test_stopped_on_the_way_nothing_of_it_stands(warehouse: Warehouse, step: int) -> None:
    taken(warehouse, FIRST)
    before = warehouse.query(HELD).to_numpy().tolist(), villages(warehouse), texts_of_plans(warehouse)
    left = step

    def stop(_: float) -> None:
        nonlocal left
        if not left:
            raise KeyboardInterrupt
        left -= 1

    with pytest.raises(KeyboardInterrupt):
        store_office(warehouse, SECOND, "b.zip", "d" * 64, on_progress=stop)
    assert (warehouse.query(HELD).to_numpy().tolist(), villages(warehouse), texts_of_plans(warehouse)) == before
    assert taken(warehouse, SECOND) > 1


def test_what_was_erased_for_good_does_not_come_back(tmp_path: Path) -> None:
    warehouse = open_warehouse(tmp_path / "radar.duckdb")
    taken(warehouse, FIRST)
    taken(warehouse, SECOND)
    purge_database(warehouse, older_than_days=-1)
    assert warehouse.query("SELECT count(*) AS n FROM plans")["n"].tolist() == [1]
    assert texts_of_plans(warehouse) == ["ฝุ่น"]
    with pytest.raises(WarehouseError, match="ไม่พบแผนหมายเลข 1"):
        read_plan(warehouse, 1)
    assert undo_office_file(warehouse, 2) is None
    assert villages(warehouse) == {}
    assert list_office_files(warehouse)["is_purged"].tolist() == [True, False]
    warehouse.close()
