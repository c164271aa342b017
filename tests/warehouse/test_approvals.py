"""Whether an import was checked: what may be said of it, what takes it back, and the words for several of them."""

from datetime import date

import pytest

from tests.warehouse.examples import staged
from warehouse import (
    Approval,
    Warehouse,
    WarehouseError,
    approval_history,
    approval_words,
    list_actions,
    list_batches,
    redo_batch,
    set_approval,
    store_batch,
    undo_batch,
)
from warehouse.approvals import LONGEST_MEETING, UNCHECKED, lowest_state

TODAY = date(2026, 3, 1)
APPROVED = Approval("approved", "tambon", date(2026, 2, 3), "ประชุม กบต. ครั้งที่ 2/2569")
SUBMITTED = Approval("submitted", "amphoe", date(2026, 2, 1))


@pytest.fixture
def stored(warehouse: Warehouse) -> Warehouse:
    """Batch 1 with two villages."""
    store_batch(warehouse, staged({"83010101": (10, 1), "83010102": (20, 2)}))
    return warehouse


def states(warehouse: Warehouse) -> dict[int, str]:
    rows = list_batches(warehouse)
    return {int(row["batch_id"]): str(row["approval_state"]) for row in rows.to_dict("records")}


def test_what_is_said_is_kept_with_its_history_and_in_the_log(stored: Warehouse) -> None:
    set_approval(stored, 1, SUBMITTED, TODAY)
    assert set_approval(stored, 1, APPROVED, TODAY) == APPROVED
    row = list_batches(stored).iloc[0]
    assert (row["approval_state"], row["body_level"], row["meeting"]) == ("approved", "tambon", APPROVED.meeting)
    assert row["decided_on"].date() == date(2026, 2, 3)
    assert approval_history(stored, 1)["state"].tolist() == ["approved", "submitted"]
    log = list_actions(stored)
    assert log[["action", "object", "areas"]].to_numpy().tolist()[:2] == [["approve", "1", 2], ["submit", "1", 2]]


def test_an_import_is_unchecked_until_something_is_said(stored: Warehouse) -> None:
    assert states(stored) == {1: "unchecked"}
    set_approval(stored, 1, APPROVED, TODAY)
    assert set_approval(stored, 1, Approval(), TODAY) == Approval()
    assert states(stored) == {1: "unchecked"}


@pytest.mark.parametrize(
    ("approval", "lacking"),
    [
        (Approval("approved"), "ระดับของผู้ตรวจ และวันที่ และการประชุม"),
        (Approval("approved", "tambon", date(2026, 2, 3), "  "), "การประชุม"),
        (Approval("submitted", "tambon"), "วันที่"),
    ],
)
def test_an_approval_names_what_it_lacks(stored: Warehouse, approval: Approval, lacking: str) -> None:
    with pytest.raises(WarehouseError) as refused:
        set_approval(stored, 1, approval, TODAY)
    assert refused.value.fix == f"กรอก{lacking} แล้วบันทึกอีกครั้ง"
    assert states(stored) == {1: "unchecked"}


@pytest.mark.parametrize(
    "approval",
    [
        Approval("approved", "tambon", date(2026, 3, 2), "ประชุม"),
        Approval("approved", "tambon", TODAY, "ก" * (LONGEST_MEETING + 1)),
        Approval("certified", "tambon", TODAY, "ประชุม"),
        Approval("approved", "council", TODAY, "ประชุม"),
    ],
)
def test_a_day_to_come_a_long_meeting_and_unknown_words_are_refused(stored: Warehouse, approval: Approval) -> None:
    with pytest.raises(WarehouseError):
        set_approval(stored, 1, approval, TODAY)
    set_approval(stored, 1, Approval("approved", "tambon", TODAY, "ก" * LONGEST_MEETING), TODAY)
    assert states(stored) == {1: "approved"}


def test_nothing_is_said_of_an_import_that_does_not_stand(stored: Warehouse) -> None:
    undo_batch(stored, 1)
    for number in (1, 7):
        with pytest.raises(WarehouseError):
            set_approval(stored, number, APPROVED, TODAY)


def test_a_person_in_the_meeting_is_masked(stored: Warehouse) -> None:
    kept = set_approval(stored, 1, Approval("approved", "tambon", TODAY, "ประธาน นายสมชาย ใจดี"), TODAY)
    assert kept.meeting is not None and "สมชาย" not in kept.meeting
    assert list_batches(stored)["meeting"].iloc[0] == kept.meeting


def test_undone_and_redone_it_has_lost_it(stored: Warehouse) -> None:
    set_approval(stored, 1, APPROVED, TODAY)
    undo_batch(stored, 1)
    assert states(stored) == {1: "unchecked"}
    redo_batch(stored, 1)
    assert states(stored) == {1: "unchecked"}
    assert list_actions(stored)["action"].tolist()[:3] == ["redo", "undo", "unapprove"]


def test_one_area_replaced_takes_it_back_and_undoing_the_newer_does_not_bring_it_again(stored: Warehouse) -> None:
    set_approval(stored, 1, APPROVED, TODAY)
    store_batch(stored, staged({"83010102": (20, 3)}))
    set_approval(stored, 2, SUBMITTED, TODAY)
    assert states(stored) == {2: "submitted", 1: "unchecked"}
    undo_batch(stored, 2)
    assert states(stored) == {2: "unchecked", 1: "unchecked"}


def test_another_import_and_the_same_content_again_take_nothing_back(stored: Warehouse) -> None:
    set_approval(stored, 1, APPROVED, TODAY)
    store_batch(stored, staged({"83010103": (20, 3)}))
    assert store_batch(stored, staged({"83010101": (10, 1), "83010102": (20, 2)})).is_unchanged
    assert states(stored) == {2: "unchecked", 1: "approved"}


def test_an_older_import_that_comes_back_under_a_newer_one_takes_nothing(stored: Warehouse) -> None:
    store_batch(stored, staged({"83010101": (10, 2), "83010102": (20, 4)}))
    undo_batch(stored, 1)
    set_approval(stored, 2, APPROVED, TODAY)
    redo_batch(stored, 1)
    assert states(stored) == {2: "approved", 1: "unchecked"}


def test_the_lowest_state_counts_and_says_how_many_areas_have_which() -> None:
    unchecked = Approval()
    assert approval_words([]) == ""
    assert approval_words([(APPROVED, 12)]) == f"สถานะข้อมูล: รับรองแล้ว ระดับตำบล 3 ก.พ. 2569 {APPROVED.meeting}"
    assert approval_words([(SUBMITTED, 1_200), (APPROVED, 3)]) == (
        "สถานะข้อมูล: ส่งตรวจ (ส่งตรวจ ระดับอำเภอ 1 ก.พ. 2569: 1,200 พื้นที่ · "
        f"รับรองแล้ว ระดับตำบล 3 ก.พ. 2569 {APPROVED.meeting}: 3 พื้นที่)"
    )
    assert lowest_state([(APPROVED, 1), (unchecked, 1), (SUBMITTED, 1)]) == UNCHECKED
    assert lowest_state([]) == UNCHECKED


def test_many_approvals_are_counted_by_state() -> None:
    several = [(Approval("approved", "tambon", date(2026, 2, day), "ประชุม"), day) for day in (1, 2, 3)]
    assert approval_words([(Approval(), 5), *several]) == "สถานะข้อมูล: ยังไม่ตรวจ (ยังไม่ตรวจ 5 พื้นที่ · รับรองแล้ว 6 พื้นที่)"
