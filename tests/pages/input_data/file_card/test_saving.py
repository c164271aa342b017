"""What the bar of saving says while others save."""

from types import SimpleNamespace

from pages.input_data.file_card.saving import _SavingProgress
from tests.warehouse.examples import staged
from warehouse import Warehouse, store_batch


def test_the_place_in_the_line_stands_on_the_bar(warehouse: Warehouse) -> None:
    drawn: list[str] = []
    bar = SimpleNamespace(progress=lambda _share, words: drawn.append(words))
    progress = _SavingProgress(bar, "a.csv", 0, 1)
    progress.waiting(2)
    progress.waiting(1)
    store_batch(warehouse, staged({"83010101": (10, 1)}), on_progress=progress, on_waiting=progress.waiting)
    assert drawn[:2] == ["รออีก 2 ไฟล์ก่อนหน้า · a.csv", "รออีก 1 ไฟล์ก่อนหน้า · a.csv"]
    assert drawn[3] == "รอการบันทึกของคนหรือโปรแกรมอื่น · a.csv"
    assert all(words.startswith("กำลังบันทึก a.csv") for words in drawn[4:])
