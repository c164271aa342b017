"""What an account reads and writes: its own villages, what the gate lets out of areas above, and nothing else."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest

from analysis.core.held_data import data_version
from tests.warehouse.examples import figures, plan_of, problems, staged
from tests_support import empty_warehouse
from warehouse import (
    Approval,
    NotAllowedError,
    Warehouse,
    copy_plan,
    create_plan,
    list_actions,
    list_batches,
    list_plans,
    list_targets,
    open_warehouse,
    preview_batch,
    remove_plan,
    save_activities,
    save_boundaries,
    save_least_coverage,
    save_mapping,
    save_plan,
    save_register,
    save_set,
    save_targets,
    set_approval,
    store_batch,
    undo_batch,
)
from warehouse.accounts import add_account
from warehouse.actions import ONE_PC, Actor
from warehouse.area_records import AreaGroup, list_area_groups, save_area_choice, save_area_group, save_marked_areas
from warehouse.keeping.care import check_database
from warehouse.scope import OWN, SHARED, for_actor, record_download
from warehouse.sql import with_names

OFFICER, READER = Actor("muang", "officer", "8301"), Actor("guest", "reader", "8301")
ADMINISTRATOR = Actor("boss", "administrator", "TH")
OWN_VILLAGES = {"83010101": (10, 1), "83010102": (20, 2)}
OTHERS = {"83020101": (30, 3), "83020102": (40, 4), "83020201": (50, 5)}
Frame = Callable[[Warehouse], object]


@pytest.fixture
def whole() -> Iterator[Warehouse]:
    """Two offices in one database: imports 1 (8301) and 2 (8302), plans 1 and 2, targets, a group."""
    warehouse = empty_warehouse()
    store_batch(warehouse, staged(OWN_VILLAGES, file_name="own.csv"))
    store_batch(warehouse, staged(OTHERS, file_name="other.csv"))
    plan_of(warehouse, "ของเรา", area_code="830101")
    plan_of(warehouse, "ของเขา", area_code="830201")
    save_targets(warehouse, 2561, {"83010101": 5, "83020101": 6})
    save_area_group(warehouse, AreaGroup("หมู่บ้านอื่น", ("83010101", "83020101")))
    yield warehouse
    warehouse.close()


def nothing_hidden(_set_id: str, _year_be: int) -> list[tuple[str, str]]:
    return []


def test_one_pc_reaches_the_very_same_object(whole: Warehouse) -> None:
    assert for_actor(whole, ONE_PC) is whole
    assert for_actor(whole, OFFICER) is for_actor(whole, OFFICER)
    assert figures(for_actor(whole, ADMINISTRATOR)) == figures(whole)


def test_villages_of_others_are_not_there_and_their_totals_are(whole: Warehouse) -> None:
    muang = for_actor(whole, OFFICER, nothing_hidden)
    outside = {key: value for key, value in figures(whole).items() if key[1].startswith("8302")}
    assert figures(muang) == {
        key: value
        for key, value in figures(whole).items()
        if key[0] != "village" or key[1].startswith("8301")
        if key != ("tambon", "830202")  # of one village: its own figure
    }
    assert len(outside) == 6
    for table in ("facts", "measures", "live_facts", "live_measures", "batch_areas"):
        codes = muang.query(with_names("SELECT DISTINCT area_code FROM {table} ORDER BY ALL", table=table))[
            "area_code"
        ].tolist()
        assert codes == ["83010101", "83010102"], table
    assert list_batches(muang)["file_name"].tolist() == ["own.csv"]
    assert [plan.area_code for plan in list_plans(muang)] == ["830101"]
    assert list_targets(muang, 2561)["area_code"].tolist() == ["83010101"]
    assert list_area_groups(muang) == ()


def test_what_the_gate_hides_is_not_there_and_without_a_gate_nothing_is(whole: Warehouse) -> None:
    muang = for_actor(whole, OFFICER, lambda _set_id, _year_be: [("8302", "i-1"), ("8301", "i-1")])
    assert {code for _, code in figures(muang)} == {"83010101", "83010102", "830101", "8301", "830201", "83", "TH"}
    other = empty_warehouse()
    store_batch(other, staged(OWN_VILLAGES | OTHERS))
    alone = for_actor(other, OFFICER)
    assert {code for _, code in figures(alone)} == {"83010101", "83010102", "830101", "8301"}
    other.close()


def test_the_gate_is_asked_anew_where_figures_changed(whole: Warehouse) -> None:
    asked: list[int] = []

    def gate(_set_id: str, year_be: int) -> list[tuple[str, str]]:
        asked.append(year_be)
        return []

    muang = for_actor(whole, OFFICER, gate)
    assert figures(muang)["amphoe", "8302"] == (120, 12)
    save_targets(whole, 2561, {"83010101": 7})
    store_batch(whole, staged({"83020101": (30, 13)}, year_be=2562))
    figures(muang)
    assert asked == [2561, 2562]
    undo_batch(whole, 2)
    figures(muang)
    assert asked == [2561, 2562, 2561]


@pytest.mark.file
def test_the_views_of_an_area_have_the_shape_of_what_they_stand_for(whole: Warehouse) -> None:
    muang = for_actor(whole, OFFICER)
    tables = whole.query("SELECT DISTINCT table_name FROM duckdb_columns() WHERE NOT internal")["table_name"]
    assert len(tables) > 20
    for table in tables:
        if table not in ("shown_facts", "shown_summary"):
            shapes = [each.query(f"DESCRIBE {table}")[["column_name", "column_type"]] for each in (muang, whole)]
            assert shapes[0].equals(shapes[1]), table


def test_another_area_is_another_version_of_the_data(whole: Warehouse) -> None:
    actors = [ONE_PC, OFFICER, READER, Actor("b", "officer", "8302"), ADMINISTRATOR, Actor("c", "reader", "TH")]
    versions = [data_version(for_actor(whole, actor)) for actor in actors]
    assert versions[0] == versions[4] == versions[5]
    assert versions[1] == versions[2] != versions[3]
    assert len(set(versions)) == 3


def test_an_exchanged_file_has_its_views_again(tmp_path: Path) -> None:
    file = open_warehouse(tmp_path / "radar-2569 'x'.duckdb")  # a name that must be quoted
    store_batch(file, staged(OWN_VILLAGES | OTHERS))
    muang = for_actor(file, OFFICER)
    before = figures(muang)
    file.exchange(lambda: None)
    assert figures(muang) == before
    assert set(before) < set(figures(file))
    file.close()


WRITES: dict[str, Callable[[Warehouse], object]] = {
    "store": lambda w: store_batch(w, staged({"83020101": (30, 9)})),
    "store_above": lambda w: store_batch(w, staged({"83": (900, 90)}, level="province")),
    "undo": lambda w: undo_batch(w, 2),
    "approve": lambda w: set_approval(w, 2, Approval("submitted", "tambon", list_batches(w)["imported_at"][0].date())),
    "create_plan": lambda w: create_plan(w, "830201", "jpt-2560", 2561, 2562),
    "save_plan": lambda w: save_plan(w, 2, 1, problems("แก้")),
    "remove_plan": lambda w: remove_plan(w, 2),
    "targets": lambda w: save_targets(w, 2561, {"83020101": 9}),
    "group": lambda w: save_area_group(w, AreaGroup("หมู่บ้านอื่น", ("83010101",))),
    "mark": lambda w: save_marked_areas(w, 2561, "model", ["830201"]),
    "set": lambda w: save_set(w, "own-1", {"title": "อื่น"}),
    "register": lambda w: save_register(w, staged(OWN_VILLAGES).area_names, {}),
    "boundaries": lambda w: save_boundaries(w, pd.DataFrame([{"area_code": "830101", "geometry": "{}", "points": 4}])),
    "setting": lambda w: save_least_coverage(w, 50),
    "account": lambda w: add_account(w, "muang", "administrator", "TH"),
    "check": check_database,
}  # fmt: skip


@pytest.mark.parametrize("name", WRITES)
def test_what_is_not_ones_own_is_refused_and_on_record(whole: Warehouse, name: str) -> None:
    save_set(whole, "own-1", {"title": "เดิม"})
    before = everything(whole)
    for actor in (OFFICER, READER):
        with pytest.raises(NotAllowedError, match=f"บัญชี {actor.name}"):
            WRITES[name](for_actor(whole, actor))
        assert everything(whole) == before
        last = list_actions(whole).iloc[0]
        assert [last["action"], last["account"], last["role"], last["area_code"]] == [
            "refuse",
            actor.name,
            actor.role,
            "8301",
        ]
    if name not in ("check", "approve"):
        WRITES[name](for_actor(whole, ADMINISTRATOR))
        assert everything(whole) != before


OWN_WRITES: dict[str, Callable[[Warehouse], object]] = {
    "store": lambda w: store_batch(w, staged({"83010101": (30, 9)})),
    "undo": lambda w: undo_batch(w, 1),
    "create_plan": lambda w: create_plan(w, "830102", "jpt-2560", 2561, 2562),
    "save_plan": lambda w: save_plan(w, 1, 1, problems("แก้")),
    "copy_plan": lambda w: copy_plan(w, 1, 2570),
    "remove_plan": lambda w: remove_plan(w, 1),
    "targets": lambda w: save_targets(w, 2561, {"83010101": 9}),
    "group": lambda w: save_area_group(w, AreaGroup("ของเรา", ("83010101",))),
    "mark": lambda w: save_marked_areas(w, 2561, "model", ["830101"]),
    "set": lambda w: save_set(w, "own-2", {"title": "ใหม่"}),
    "mapping": lambda w: save_mapping(w, "ใหม่", "ก", {"name": "ใหม่"}),
    "activity": lambda w: save_activities(w, [{"id": "a-1", "name": "ปลูกผัก"}]),
    "choice": lambda w: save_area_choice(w, "ก", {"needs": []}),
}


@pytest.mark.parametrize("name", OWN_WRITES)
def test_an_officer_writes_in_the_own_area_and_a_reader_nowhere(whole: Warehouse, name: str) -> None:
    before = everything(whole)
    with pytest.raises(NotAllowedError):
        OWN_WRITES[name](for_actor(whole, READER))
    assert everything(whole) == before
    OWN_WRITES[name](for_actor(whole, OFFICER))
    assert everything(whole) != before
    assert list_actions(whole)["account"][0] == "muang"


def test_a_preview_writes_nothing_and_is_not_refused(whole: Warehouse) -> None:
    before = everything(whole)
    assert [
        each.file_name for each in preview_batch(for_actor(whole, OFFICER), staged({"83010101": (1, 1)})).replaced
    ] == ["own.csv"]
    assert everything(whole) == before


def test_every_table_is_fenced_or_said_to_be_shared(whole: Warehouse) -> None:
    assert table_names(whole) == set(OWN) | set(SHARED)


def test_what_is_taken_away_is_on_record_but_on_one_pc(whole: Warehouse) -> None:
    record_download(whole, "ใช้ภายในสำนักงาน.xlsx")
    assert "download" not in set(list_actions(whole)["action"])
    record_download(for_actor(whole, READER), "ใช้ภายในสำนักงาน.xlsx")
    last = list_actions(whole).iloc[0]
    assert [last["action"], last["object"], last["account"]] == ["download", "ใช้ภายในสำนักงาน.xlsx", "guest"]


def everything(warehouse: Warehouse) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables but the log."""
    return {
        name: sorted(warehouse.query_rows(with_names("SELECT * FROM {name}", name=name)), key=str)
        for name in sorted(table_names(warehouse) - {"actions"})
    }


def table_names(warehouse: Warehouse) -> set[str]:
    """Our tables, but those that a server keeps for itself."""
    sql = """
        SELECT table_name FROM information_schema.tables
        WHERE table_catalog = current_database() AND table_schema IN ('main', 'public') AND table_type = 'BASE TABLE'
    """
    return {str(name) for (name,) in warehouse.query_rows(sql) if not str(name).startswith("server_")}


def test_what_an_import_elsewhere_would_replace_is_not_told_and_the_try_is_on_record(whole: Warehouse) -> None:
    """Not even whether the same figures stand there already."""
    for counts in (OTHERS, {"83020101": (30, 4)}, OTHERS | OWN_VILLAGES):
        with pytest.raises(NotAllowedError, match="นำเข้าข้อมูลของ 830201"):
            preview_batch(for_actor(whole, OFFICER), staged(counts, file_name="guess.csv"))
    with pytest.raises(NotAllowedError):
        preview_batch(for_actor(whole, READER), staged(OWN_VILLAGES))
    refused = list_actions(whole, action="refuse")
    assert refused["account"].tolist() == ["guest", "muang", "muang", "muang"]
    assert preview_batch(for_actor(whole, OFFICER), staged(OWN_VILLAGES, file_name="own.csv")).is_unchanged


def test_the_gate_is_asked_anew_where_the_first_account_of_a_level_comes_in(whole: Warehouse) -> None:
    asked: list[int] = []

    def hidden_cells(_set_id: str, year_be: int) -> list[tuple[str, str]]:
        asked.append(year_be)
        return []

    for area, times in (("8301", 1), ("8302", 1), ("830101", 2), ("830102", 2)):
        for_actor(whole, Actor("a", "officer", area), hidden_cells).query_rows("SELECT * FROM facts")
        assert len(asked) == times, area
