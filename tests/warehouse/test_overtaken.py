"""What a person was shown that an import would replace must still be so when it is stored."""

import pytest

from tests.warehouse.examples import figures, staged
from warehouse import OvertakenError, Warehouse, list_actions, preview_batch, store_batch, undo_batch

FIRST, OTHER, NEW = ({"83010101": (10, failed)} for failed in (1, 2, 3))


def test_an_import_that_others_overtook_asks_again(warehouse: Warehouse) -> None:
    store_batch(warehouse, staged(FIRST, file_name="first.csv"))
    seen = preview_batch(warehouse, staged(NEW)).replaced
    assert [each.file_name for each in seen] == ["first.csv"]
    store_batch(warehouse, staged(OTHER, file_name="other.csv"))
    with pytest.raises(OvertakenError):
        store_batch(warehouse, staged(NEW), seen=seen)
    assert figures(warehouse)["village", "83010101"] == (10, 2)
    assert list_actions(warehouse)["action"].tolist() == ["store", "store"]
    seen = preview_batch(warehouse, staged(NEW)).replaced
    assert [each.file_name for each in store_batch(warehouse, staged(NEW), seen=seen).replaced] == ["other.csv"]


def test_an_undo_meanwhile_asks_again_too_and_elsewhere_nothing_does(warehouse: Warehouse) -> None:
    first = store_batch(warehouse, staged(FIRST)).batch_id
    seen = preview_batch(warehouse, staged(NEW)).replaced
    store_batch(warehouse, staged({"83020101": (10, 1)}))
    undo_batch(warehouse, first)
    with pytest.raises(OvertakenError):
        store_batch(warehouse, staged(NEW), seen=seen)
    store_batch(warehouse, staged(NEW), seen=())


def test_what_stands_already_is_never_overtaken(warehouse: Warehouse) -> None:
    store_batch(warehouse, staged(NEW))
    assert store_batch(warehouse, staged(NEW), seen=()).is_unchanged
