"""Plans and their versions: only what changed is written, a save based on an older version is refused, all is kept."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.warehouse.examples import plan_of, plans_kept, problems, staged
from tests_support import budget, empty_warehouse
from warehouse import (
    PersonalTextError,
    PlanItem,
    StalePlanError,
    Warehouse,
    WarehouseError,
    backup_database,
    copy_plan,
    create_plan,
    list_batches,
    list_plans,
    open_warehouse,
    plan_versions,
    purge_database,
    read_activities,
    read_plan,
    read_plans,
    read_strategies,
    remove_activities,
    remove_plan,
    remove_strategies,
    restore_backup,
    save_activities,
    save_plan,
    save_strategies,
    store_batch,
    undo_batch,
)
from warehouse.plans import positions_of

ROWS = "SELECT item_id, position, first_version, last_version FROM plan_items ORDER BY item_id, first_version"
PERSON = "นายสมชาย ใจดี"


def rows(warehouse: Warehouse) -> list[tuple[str, float, int, int | None]]:
    found = warehouse.query(ROWS).astype(object)
    return [tuple(row) for row in found.where(found.notna(), None).itertuples(index=False)]


def test_a_plan_begins_empty_and_every_saving_is_a_version(warehouse: Warehouse) -> None:
    plan_id = create_plan(warehouse, "830101", "jpt-2560", 2565, 2566, " แผนตำบล ")
    header, items = read_plan(warehouse, plan_id)
    assert (header.plan_id, header.area_code, header.set_id) == (plan_id, "830101", "jpt-2560")
    assert (header.year_be, header.fiscal_year_be, header.title, header.version) == (2565, 2566, "แผนตำบล", 0)
    assert (items, header.saved_by) == ([], "")
    assert save_plan(warehouse, plan_id, 0, problems("น้ำ"), saved_by="นักวิชาการพัฒนาชุมชน") == 1
    assert save_plan(warehouse, plan_id, 1, problems("น้ำ", "ดิน"), title="ใหม่") == 2
    assert read_plan(warehouse, plan_id)[1] == problems("น้ำ", "ดิน")
    assert read_plan(warehouse, plan_id, 1)[1] == problems("น้ำ")
    versions = [(each.version, each.title, each.saved_by) for each in plan_versions(warehouse, plan_id)]
    assert versions == [(2, "ใหม่", ""), (1, "แผนตำบล", "นักวิชาการพัฒนาชุมชน"), (0, "แผนตำบล", "")]


def test_only_what_changed_is_written(warehouse: Warehouse) -> None:
    plan_id = plan_of(warehouse, "ก", "ข", "ค")
    a, b, c = problems("ก", "ข", "ค")
    changed = PlanItem("problem-2", "problem", {"text": "ข้อใหม่"})
    assert save_plan(warehouse, plan_id, 1, [a, changed, c]) == 2
    assert rows(warehouse) == [
        ("problem-1", 1.0, 1, None), ("problem-2", 2.0, 1, 1), ("problem-2", 2.0, 2, None), ("problem-3", 3.0, 1, None),
    ]  # fmt: skip
    assert save_plan(warehouse, plan_id, 2, [c, a, changed]) == 3
    assert rows(warehouse)[-2:] == [("problem-3", 3.0, 1, 2), ("problem-3", 0.0, 3, None)]
    assert save_plan(warehouse, plan_id, 3, [c, changed]) == 4
    assert rows(warehouse)[0] == ("problem-1", 1.0, 1, 3)
    assert [read_plan(warehouse, plan_id, each)[1] for each in (1, 2, 3, 4)] == [
        [a, b, c], [a, changed, c], [c, a, changed], [c, changed],
    ]  # fmt: skip


def test_an_unchanged_plan_makes_no_version(warehouse: Warehouse) -> None:
    plan_id = plan_of(warehouse, "ก")
    assert save_plan(warehouse, plan_id, 1, problems("ก"), saved_by="อื่น", title="") == 1
    assert len(plan_versions(warehouse, plan_id)) == 2
    assert save_plan(warehouse, plan_id, 1, problems("ก"), title="ชื่อ") == 2


def test_a_save_based_on_an_older_version_is_refused_and_writes_nothing(warehouse: Warehouse) -> None:
    plan_id = plan_of(warehouse, "ก")
    assert save_plan(warehouse, plan_id, 1, problems("ของคนแรก")) == 2
    with pytest.raises(StalePlanError) as refused:
        save_plan(warehouse, plan_id, 1, problems("ของคนที่สอง"))
    assert refused.value.version == 2
    assert plans_kept(warehouse) == [(plan_id, "830101", 2, problems("ของคนแรก"))]
    with pytest.raises(StalePlanError):
        save_plan(warehouse, plan_id, 3, [])


def test_texts_of_persons_are_refused_until_they_are_kept(warehouse: Warehouse) -> None:
    plan_id = plan_of(warehouse, "ก")
    with pytest.raises(PersonalTextError) as refused:
        save_plan(warehouse, plan_id, 1, problems("ก", f"ติดต่อ {PERSON}"))
    assert refused.value.texts == (f"ติดต่อ {PERSON}",)
    assert plans_kept(warehouse) == [(plan_id, "830101", 1, problems("ก"))]
    assert save_plan(warehouse, plan_id, 1, problems("ก", f"ติดต่อ {PERSON}"), kept=[f"ติดต่อ {PERSON}"]) == 2
    assert save_plan(warehouse, plan_id, 2, problems(f"ติดต่อ {PERSON}"), saved_by=f"ปลัด {PERSON}") == 3
    assert PERSON not in plan_versions(warehouse, plan_id)[0].saved_by
    copied = copy_plan(warehouse, plan_id, 2570)
    assert read_plan(warehouse, copied)[1] == problems(f"ติดต่อ {PERSON}")


def test_dates_codes_and_periods_are_no_persons(warehouse: Warehouse) -> None:
    plan_id = create_plan(warehouse, "830101", "jpt-2560", 2565, 2566)
    content = {
        "areas": ["83010101", "8301010203"], "start": "2026-10-01", "period": "2569-Q2",
        "links": ["problem-12345678901"],
        "indicator_code": "jpt-2560-24", "baht": 1234567890123.0, "text": "ตั้งกลุ่มออมทรัพย์ 0.5 ไร่ 2,500 บาท",
    }  # fmt: skip
    assert save_plan(warehouse, plan_id, 0, [PlanItem("activity-1", "activity", content)]) == 1
    assert read_plan(warehouse, plan_id)[1][0].content == content


def test_two_parts_of_one_id_and_values_that_json_has_not_are_refused(warehouse: Warehouse) -> None:
    plan_id = plan_of(warehouse, "ก")
    with pytest.raises(ValueError, match="problem-1"):
        save_plan(warehouse, plan_id, 1, [*problems("ก"), *problems("ข")])
    with pytest.raises(ValueError, match="JSON"):
        save_plan(warehouse, plan_id, 1, [PlanItem("problem-1", "problem", {"failed": float("nan")})])
    assert plan_versions(warehouse, plan_id)[0].version == 1


def test_half_a_letter_is_stored_as_a_mark(warehouse: Warehouse) -> None:
    plan_id = plan_of(warehouse, "ก\ud83d")
    assert read_plan(warehouse, plan_id)[1] == problems("ก?")


def test_plans_of_an_area_below_it_and_of_a_year(warehouse: Warehouse) -> None:
    for code, year in (("8301", 2561), ("830101", 2561), ("830101", 2562), ("83010101", 2561), ("840101", 2561)):
        plan_of(warehouse, "ก", area_code=code, year_be=year)
    assert [each.plan_id for each in list_plans(warehouse)] == [1, 2, 3, 4, 5]
    assert [each.plan_id for each in list_plans(warehouse, "830101")] == [2, 3]
    assert [each.plan_id for each in list_plans(warehouse, "8301", below=True, fiscal_year_be=2562)] == [1, 2, 4]
    assert [each.plan_id for each in list_plans(warehouse, "TH", below=True)] == [1, 2, 3, 4, 5]
    assert {each.version for each in list_plans(warehouse)} == {1}


def test_many_plans_are_read_at_once_as_they_stand(warehouse: Warehouse) -> None:
    first, second, third = plan_of(warehouse, "ก"), plan_of(warehouse, "ข", "ค"), plan_of(warehouse, "ง")
    save_plan(warehouse, first, 1, problems("ใหม่"))
    save_plan(warehouse, third, 1, [])
    found = read_plans(warehouse, [second, first, third, 99])
    assert found == {second: problems("ข", "ค"), first: problems("ใหม่"), third: [], 99: []}
    assert read_plans(warehouse, []) == {}


def test_a_copy_is_for_another_year_and_leaves_out_what_was_done(warehouse: Warehouse) -> None:
    plan_id = create_plan(warehouse, "830101", "jpt-2560", 2565, 2566, "แผน")
    done = PlanItem("follow_up-1", "follow_up", {"project_id": "project-1", "period": "2566-Q1"})
    save_plan(warehouse, plan_id, 0, [*problems("ก"), done])
    copied = copy_plan(warehouse, plan_id, 2567)
    header, items = read_plan(warehouse, copied)
    assert (header.fiscal_year_be, header.version, header.title, items) == (2567, 1, "แผน", problems("ก"))
    assert read_plan(warehouse, plan_id)[1] == [*problems("ก"), done]


def test_a_removed_plan_leaves_nothing_and_is_named(warehouse: Warehouse) -> None:
    first, second = plan_of(warehouse, "ก"), plan_of(warehouse, "ข")
    remove_plan(warehouse, first)
    assert plans_kept(warehouse) == [(second, "830101", 1, problems("ข"))]
    assert {int(each) for each in warehouse.query("SELECT plan_id FROM plan_items")["plan_id"]} == {second}
    for asked in (
        lambda: read_plan(warehouse, first), lambda: save_plan(warehouse, first, 1, []),
        lambda: remove_plan(warehouse, first), lambda: copy_plan(warehouse, first, 2570),
    ):  # fmt: skip
        with pytest.raises(WarehouseError, match=f"แผนหมายเลข {first}"):
            asked()
    assert create_plan(warehouse, "830101", "jpt-2560", 2561, 2562) == second + 1
    with pytest.raises(WarehouseError, match="รุ่น 7"):
        read_plan(warehouse, second, 7)


def test_plans_stay_through_import_undo_purge_and_restore(tmp_path: Path) -> None:
    it = open_warehouse(tmp_path / "radar.duckdb")
    plan_id = plan_of(it, "ก", "ข")
    save_plan(it, plan_id, 1, problems("ก"))
    kept = [read_plan(it, plan_id, version) for version in (0, 1, 2)]
    batch_id = store_batch(it, staged({"83010101": (10, 1)})).batch_id
    undo_batch(it, batch_id)
    purge_database(it, older_than_days=-1)
    backup = backup_database(it)
    save_plan(it, plan_id, 2, problems("หาย"))
    restore_backup(it, backup.path)
    assert [read_plan(it, plan_id, version) for version in (0, 1, 2)] == kept
    it.close()


ON_FILE_OR_MEMORY: tuple[Callable[..., Warehouse], ...] = (
    lambda folder: empty_warehouse(),
    lambda folder: open_warehouse(folder / "radar.duckdb"),
)


@pytest.mark.parametrize("opened", ON_FILE_OR_MEMORY, ids=["memory", "file"])
def test_a_save_waits_for_no_import_and_stays_when_the_import_is_taken_back(
    tmp_path: Path, opened: Callable[[Path], Warehouse]
) -> None:
    it = opened(tmp_path)
    plan_id = plan_of(it, "ก")
    is_within, may_go_on = Event(), Event()

    def stop(done: float) -> None:
        if done > 0.6:
            is_within.set()
            assert may_go_on.wait(30)
            raise KeyError("taken back")

    def import_one() -> None:
        with pytest.raises(KeyError):
            store_batch(it, staged({"83010101": (10, 1)}), on_progress=stop)

    importing = Thread(target=import_one)
    importing.start()
    assert is_within.wait(30)
    saving = Thread(target=lambda: save_plan(it, plan_id, 1, problems("ระหว่างนำเข้า")), daemon=True)
    saving.start()
    saving.join(10)
    assert not saving.is_alive()
    assert importing.is_alive()
    may_go_on.set()
    importing.join(30)
    assert plans_kept(it) == [(plan_id, "830101", 2, problems("ระหว่างนำเข้า"))]
    assert store_batch(it, staged({"83010101": (10, 1)})).batch_id > 0
    it.close()
    if it.path:
        assert not it.path.with_name("radar.duckdb.wal").exists()
        again = open_warehouse(it.path)
        assert plans_kept(again) == [(plan_id, "830101", 2, problems("ระหว่างนำเข้า"))]
        again.close()


KILLED = """
import os, signal, sys
from threading import Thread
from tests.warehouse.examples import plan_of, problems, staged
from warehouse import open_warehouse, save_plan, store_batch
it = open_warehouse(sys.argv[1])
plan_of(it, "ก")
def die(done):
    if done > 0.9:
        saving = Thread(target=save_plan, args=(it, 1, 1, problems("ระหว่างนำเข้า")))
        saving.start()
        saving.join()
        os.kill(os.getpid(), signal.SIGKILL)
store_batch(it, staged({"83010101": (10, 1)}), on_progress=die)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="ไม่มี SIGKILL บน Windows")
def test_a_save_beside_an_import_is_there_though_the_import_was_killed(tmp_path: Path) -> None:
    path, root = tmp_path / "radar.duckdb", Path(__file__).parents[2]
    command = [sys.executable, "-c", KILLED, str(path)]
    done = subprocess.run(command, cwd=root, env=os.environ | {"PYTHONPATH": f"{root}"}, check=False)
    assert done.returncode == -signal.SIGKILL
    it = open_warehouse(path)
    assert plans_kept(it) == [(1, "830101", 2, problems("ระหว่างนำเข้า"))]
    assert len(list_batches(it)) == 0
    it.close()


def test_of_many_who_save_at_once_one_is_first_and_the_others_are_told(warehouse: Warehouse) -> None:
    plan_id = plan_of(warehouse, "ก")
    told: list[object] = []

    def save(number: int) -> None:
        try:
            told.append(save_plan(warehouse, plan_id, 1, problems(f"ข้อ {number}")))
        except StalePlanError as error:
            told.append(error.version + 0.5)

    savers = [Thread(target=save, args=(number,)) for number in range(8)]
    for each in savers:
        each.start()
    for each in savers:
        each.join()
    assert sorted(told) == [2, *[2.5] * 7]


def test_answers_remembered_know_of_a_save_beside_an_import(warehouse: Warehouse) -> None:
    plan_id = plan_of(warehouse, "ก")
    counted = "SELECT count(*) AS versions FROM plan_versions"
    with warehouse.transaction():
        assert warehouse.query_once(counted)["versions"][0] == 2
        saving = Thread(target=lambda: save_plan(warehouse, plan_id, 1, []))
        saving.start()
        saving.join(10)
        assert warehouse.query_once(counted)["versions"][0] == 3


def test_own_activities_and_strategies_are_kept_by_their_ids(warehouse: Warehouse) -> None:
    save_activities(warehouse, [{"id": "own-2", "name": "ข"}, {"id": "own-1", "name": "ก"}])
    save_strategies(warehouse, [{"id": "s1", "name": "คุณภาพชีวิต", "level": "จังหวัด"}])
    save_activities(warehouse, [{"id": "own-2", "name": "ข้อใหม่"}])
    assert read_activities(warehouse) == [{"id": "own-2", "name": "ข้อใหม่"}, {"id": "own-1", "name": "ก"}]
    assert read_strategies(warehouse) == [{"id": "s1", "name": "คุณภาพชีวิต", "level": "จังหวัด"}]
    save_activities(warehouse, [{"id": "own-3", "name": PERSON}])
    remove_activities(warehouse, ["own-2", "s1"])
    remove_strategies(warehouse, ["own-1"])
    assert [each["id"] for each in read_activities(warehouse)] == ["own-1", "own-3"]
    assert PERSON not in str(read_activities(warehouse))
    remove_strategies(warehouse, ["s1"])
    assert read_strategies(warehouse) == []


@given(st.lists(st.sampled_from("abcdefgh"), unique=True), st.lists(st.sampled_from("abcdefgh"), unique=True))
@budget(100)
def test_positions_rise_and_few_change(before: list[str], after: list[str]) -> None:
    standing = positions_of(before, {})
    positions = positions_of(after, standing)
    assert list(positions) == after
    assert sorted(positions.values()) == list(positions.values())
    assert len(set(positions.values())) == len(after)
    if after == before:
        assert positions == standing


def test_parts_put_between_the_same_two_again_and_again_find_room() -> None:
    order = ["a", "b"]
    standing = positions_of(order, {})
    for number in range(200):
        order.insert(1, f"n{number}")
        standing = positions_of(order, standing)
    assert list(standing) == order
    assert sorted(standing.values()) == list(standing.values())


@given(
    st.lists(
        st.lists(st.tuples(st.sampled_from("abcde"), st.sampled_from("xyz")), unique_by=lambda each: each[0]),
        max_size=5,
    )
)
@budget(15)
def test_every_version_can_be_read_as_it_was_saved(savings: list[list[tuple[str, str]]]) -> None:
    it = empty_warehouse()
    plan_id, version, kept = create_plan(it, "83", "s", 2565, 2566), 0, {0: []}
    for saving in savings:
        items = [PlanItem(item_id, "cause", {"text": text}) for item_id, text in saving]
        version = save_plan(it, plan_id, version, items)
        kept[version] = items
    assert {each.version: read_plan(it, plan_id, each.version)[1] for each in plan_versions(it, plan_id)} == kept
    it.close()
