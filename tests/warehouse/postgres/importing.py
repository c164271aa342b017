"""What the tests of many processes run in each of them."""

from collections.abc import Sequence
from multiprocessing.synchronize import Barrier

from tests.warehouse.examples import staged
from warehouse import StagedBatch, open_warehouse, store_batch

VILLAGES = 12  # of an amphoe


def batch_of_amphoe(amphoe: str, failed: int) -> StagedBatch:
    """An import of one amphoe: three tambon of four villages, in each of which so many of a hundred fail."""
    villages = [f"{amphoe}{number // 4 + 1:02}{number % 4 + 1:02}" for number in range(VILLAGES)]
    return staged(dict.fromkeys(villages, (100, failed)), file_name=f"{amphoe}-{failed}.csv")


def import_amphoes(address: str, barrier: Barrier, given: Sequence[tuple[str, int]]) -> None:
    """Import one after the other, beginning when all processes are ready."""
    warehouse = open_warehouse(address)
    barrier.wait(60)
    for amphoe, failed in given:
        store_batch(warehouse, batch_of_amphoe(amphoe, failed))
    warehouse.close()
