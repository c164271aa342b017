"""Batches: stored whole or not at all, replaced area by area, undone and redone in any order."""

import random
from dataclasses import replace

import pandas as pd
import pytest

from tests.warehouse.examples import figures, staged
from warehouse import (
    Warehouse,
    WarehouseError,
    list_batch_areas,
    list_batches,
    prepare_batch,
    preview_batch,
    redo_batch,
    store_batch,
    undo_batch,
    undo_synthetic,
)

pytestmark = pytest.mark.slow  # takes many seconds


def test_counts_add_up_the_area_tree(warehouse: Warehouse) -> None:
    store_batch(warehouse, staged({"83010101": (10, 1), "83010102": (20, 2), "83020101": (30, 3)}))
    assert figures(warehouse) == {
        ("village", "83010101"): (10, 1),
        ("village", "83010102"): (20, 2),
        ("village", "83020101"): (30, 3),
        ("tambon", "830101"): (30, 3),
        ("tambon", "830201"): (30, 3),
        ("amphoe", "8301"): (30, 3),
        ("amphoe", "8302"): (30, 3),
        ("province", "83"): (60, 6),
        ("country", "TH"): (60, 6),
    }


def test_same_content_changes_nothing_whatever_the_row_order(warehouse: Warehouse) -> None:
    first = store_batch(warehouse, staged({"83010101": (10, 1), "83010102": (20, 2)}))
    again = store_batch(warehouse, staged({"83010102": (20, 2), "83010101": (10, 1)}, file_sha256="1" * 64))
    assert (again.is_unchanged, again.batch_id) == (True, first.batch_id)
    assert len(list_batches(warehouse)) == 1


def test_a_newer_file_replaces_only_its_own_areas_and_says_so(warehouse: Warehouse) -> None:
    first = store_batch(warehouse, staged({"83010101": (10, 1), "83010102": (20, 2)}))
    wanted = staged({"83010102": (25, 5)}, file_name="b.csv")
    foreseen = preview_batch(warehouse, wanted)
    second = store_batch(warehouse, wanted)
    assert foreseen.replaced == second.replaced
    [replaced] = second.replaced
    assert (replaced.batch_id, replaced.file_name, replaced.areas, replaced.facts) == (first.batch_id, "a.csv", 1, 1)
    assert figures(warehouse)["tambon", "830101"] == (35, 6)
    assert list(list_batches(warehouse)["state"]) == ["live", "partly_replaced"]


def test_undo_and_redo_in_any_order(warehouse: Warehouse) -> None:
    first = store_batch(warehouse, staged({"83010101": (10, 1), "83010102": (20, 2)})).batch_id
    before_second = figures(warehouse)
    second = store_batch(warehouse, staged({"83010102": (25, 5)})).batch_id
    before_third = figures(warehouse)
    third = store_batch(warehouse, staged({"83010102": (26, 6)})).batch_id
    undo_batch(warehouse, second)  # it had been replaced already: nothing to see
    assert figures(warehouse)["village", "83010102"] == (26, 6)
    undo_batch(warehouse, third)
    assert figures(warehouse) == before_second
    redo_batch(warehouse, second)
    assert figures(warehouse) == before_third
    undo_batch(warehouse, first)
    assert figures(warehouse)["province", "83"] == (25, 5)
    undo_batch(warehouse, second)
    assert figures(warehouse) == {}


def test_undoing_twice_is_refused(warehouse: Warehouse) -> None:
    batch_id = store_batch(warehouse, staged({"83010101": (10, 1)})).batch_id
    undo_batch(warehouse, batch_id)
    with pytest.raises(WarehouseError, match=f"ครั้งที่ {batch_id}"):
        undo_batch(warehouse, batch_id)


def test_random_imports_and_undos_agree_with_a_plain_model(warehouse: Warehouse) -> None:
    """Model: the latest standing batch of each village counts."""
    rng = random.Random(20)
    model: dict[int, dict[str, tuple[int, int]]] = {}
    undone: set[int] = set()
    villages = [f"8301010{n}" for n in range(1, 6)]
    for step in range(40):
        if rng.random() < 0.5 or not model:
            counts = dict.fromkeys(rng.sample(villages, rng.randint(1, 4)), (100 + step, step))
            model[store_batch(warehouse, staged(counts)).batch_id] = counts
        else:
            batch_id = rng.choice(list(model))
            (redo_batch if batch_id in undone else undo_batch)(warehouse, batch_id)
            undone ^= {batch_id}
        expected: dict[str, tuple[int, int]] = {}
        for batch_id in sorted(model.keys() - undone):
            expected |= model[batch_id]
        got = {code: counts for (level, code), counts in figures(warehouse).items() if level == "village"}
        assert got == expected, step


def test_a_village_by_8_digits_replaces_its_10_digit_communities(warehouse: Warehouse) -> None:
    store_batch(warehouse, staged({"8301010101": (10, 1), "8301010102": (20, 2), "8301010201": (5, 0)}))
    store_batch(warehouse, staged({"83010101": (30, 9)}))
    assert figures(warehouse)["tambon", "830101"] == (35, 9)


def test_levels_are_never_mixed_in_one_sum(warehouse: Warehouse) -> None:
    store_batch(warehouse, staged({"83010101": (10, 1)}))
    store_batch(warehouse, staged({"71": (500, 50), "72": (700, 70)}, level="province"))
    got = figures(warehouse)
    assert got["province", "83"] == (10, 1)
    assert got["country", "TH"] == (1200, 120)  # the two provinces cover more of the country than one village
    rows = warehouse.query("SELECT source_level FROM area_figures WHERE level = 'country'")
    assert list(rows["source_level"]) == ["province"]


def test_an_own_published_figure_comes_before_a_sum(warehouse: Warehouse) -> None:
    store_batch(warehouse, staged({"83010101": (10, 1), "83010201": (20, 2)}))
    store_batch(warehouse, staged({"830101": (900, 9)}, level="tambon"))
    got = figures(warehouse)
    assert got["tambon", "830101"] == (900, 9)
    assert got["tambon", "830102"] == (20, 2)
    assert got["amphoe", "8301"] == (30, 3)  # the villages cover two tambon, the tambon file one


def test_persons_and_households_are_never_added(warehouse: Warehouse) -> None:
    store_batch(warehouse, staged({"83010101": (10, 1)}))
    store_batch(warehouse, staged({"83010201": (40, 4), "83020101": (40, 4)}, counting="people"))
    assert figures(warehouse)["province", "83"] == (80, 8)


def test_scores_are_counted_and_values_follow_their_rule(warehouse: Warehouse) -> None:
    scores = pd.DataFrame(
        [
            {"area_code": code, "indicator_code": "n-1", "unit": "หมู่บ้าน", "score": score}
            for code, score in (("83010101", 1), ("83010102", 3), ("83010103", 3))
        ]
    )
    values = pd.DataFrame(
        [
            {"area_code": "83010101", "indicator_code": name, "unit": "x", "value": 10.0, "weight": 1, "rollup": rollup}
            for name, rollup in (("sum", "sum"), ("mean", "mean"), ("weighted", "weighted_mean"))
        ]
        + [
            {"area_code": "83010102", "indicator_code": name, "unit": "x", "value": 40.0, "weight": weight, "rollup": r}
            for name, r, weight in (("sum", "sum", 1), ("mean", "mean", 1), ("weighted", "weighted_mean", 3))
        ]
    )
    store_batch(warehouse, staged({"83010101": (1, 1)}, survey="nrd2c", set_id="nrd2c-2555", facts=scores))
    store_batch(warehouse, staged({"83010101": (1, 1)}, survey="other", set_id="o", facts=values))
    rows = warehouse.query(
        "SELECT indicator_code, score_1, score_2, score_3, value, areas_counted FROM area_figures "
        "WHERE level = 'tambon' ORDER BY indicator_code"
    )
    got = rows.astype(object).where(rows.notna(), None).to_numpy().tolist()
    assert got == [
        ["mean", None, None, None, 25.0, 2],
        ["n-1", 1, 0, 2, None, 3],
        ["sum", None, None, None, 50.0, 2],
        ["weighted", None, None, None, 32.5, 2],
    ]


@pytest.mark.parametrize(
    ("counts", "what"),
    [
        ({"83010101": (10, 11)}, "จำนวนไม่ผ่านมากกว่า"),
        ({"83010101": (-1, -1)}, "ติดลบ"),
        ({}, "ไม่มีข้อมูล"),
    ],
)
def test_impossible_rows_are_refused_and_nothing_is_written(
    warehouse: Warehouse, counts: dict[str, tuple[int, int]], what: str
) -> None:
    facts = pd.DataFrame(
        [
            {"area_code": code, "indicator_code": "i-1", "unit": "คน", "assessed": a, "failed": f}
            for code, (a, f) in counts.items()
        ],
        columns=["area_code", "indicator_code", "unit", "assessed", "failed"],
    )
    with pytest.raises(WarehouseError, match=what):
        store_batch(warehouse, staged({"83010101": (1, 1)}, facts=facts))
    assert list_batches(warehouse).empty


def test_a_fault_in_the_middle_leaves_the_old_data_whole(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    store_batch(warehouse, staged({"83010101": (10, 1)}))
    before = figures(warehouse)

    def fail(*_: object) -> None:
        raise RuntimeError("ไฟดับ")

    monkeypatch.setattr("warehouse.batches.refresh_summary", fail)
    with pytest.raises(RuntimeError):
        store_batch(warehouse, staged({"83010101": (99, 9)}))
    monkeypatch.undo()
    assert figures(warehouse) == before
    assert len(list_batches(warehouse)) == 1


def test_synthetic_data_is_marked_and_can_be_taken_out(warehouse: Warehouse) -> None:
    store_batch(warehouse, staged({"83010101": (10, 1)}, is_synthetic=True))
    assert warehouse.query("SELECT bool_and(is_synthetic) AS s FROM area_figures")["s"].tolist() == [True]
    assert undo_synthetic(warehouse) == 1
    assert figures(warehouse) == {}


def test_a_batch_is_made_ready_once_for_preview_and_storing(warehouse: Warehouse) -> None:
    ready = prepare_batch(staged({"83010101": (10, 1)}, imported_by=None))
    assert prepare_batch(ready) is ready
    assert prepare_batch(replace(ready, imported_by="สำนักงาน")).facts is ready.facts
    stored = store_batch(warehouse, replace(ready, imported_by="นายสมชาย ใจดี"))
    assert list_batches(warehouse)["imported_by"].tolist() == ["•••"]
    assert preview_batch(warehouse, ready).batch_id == stored.batch_id


@pytest.mark.parametrize(
    "change",
    [
        {"facts": staged({"83010101": (10, 2)}).facts},
        {"measures": staged({"83010102": (10, 1)}).measures},
        {"year_be": 2562},
        {"set_id": "jpt-2561"},
        {"level": "tambon"},
        {"counting": "people"},
    ],
)
def test_a_batch_that_changed_is_made_ready_anew(change: dict[str, object]) -> None:
    ready = prepare_batch(staged({"83010101": (10, 1)}))
    changed = replace(ready, **change)  # type: ignore[arg-type]
    assert changed.content_sha256() != ready.content_sha256()
    assert prepare_batch(changed).content_sha256() == changed.content_sha256()


def test_rows_that_cannot_be_true_are_refused_after_a_change_too(warehouse: Warehouse) -> None:
    ready = prepare_batch(staged({"83010101": (10, 1)}))
    with pytest.raises(WarehouseError):
        store_batch(warehouse, replace(ready, facts=ready.facts.assign(failed=11.0)))


def test_the_name_of_a_sheet_is_kept_without_a_person(warehouse: Warehouse) -> None:
    places = pd.DataFrame({"area_code": ["83010101"], "sheet": ["นายสมชาย ใจดี"], "row_number": [4]})
    store_batch(warehouse, staged({"83010101": (10, 1), "83010102": (10, 1)}, places=places))
    rows = list_batch_areas(warehouse, 1)
    assert rows["area_code"].tolist() == ["83010101", "83010102"]
    assert rows["row_number"].isna().tolist() == [False, True]
    assert "สมชาย" not in str(rows["sheet"].iloc[0])


@pytest.mark.parametrize("at_once", [1, 3, 4, 7])
def test_facts_written_in_parts_are_all_there_in_the_order_of_their_areas(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr("warehouse.batches.FACTS_AT_ONCE", at_once)
    codes = ["83010201", "30010101", "83010101"]
    rows = [(code, f"i-{number}", "คน", 10 + number, number) for number in (2, 1) for code in codes]
    columns = ["area_code", "indicator_code", "unit", "assessed", "failed"]
    facts = pd.DataFrame(rows, columns=columns).astype({"area_code": "category"})
    store_batch(warehouse, replace(staged({"83010101": (1, 1)}), facts=facts))
    found = warehouse.query("SELECT area_code, indicator_code, unit, assessed, failed FROM facts")
    assert [tuple(row) for row in found.itertuples(index=False)] == sorted(rows)
    sums = warehouse.query("SELECT area_code, sum(failed) AS n FROM summary WHERE is_chosen GROUP BY ALL ORDER BY 1")
    expected = {"30": 3, "3001": 3, "300101": 3, "83": 6, "8301": 6, "830101": 3, "830102": 3, "TH": 9}
    assert dict(zip(sums["area_code"], sums["n"], strict=True)) == expected
