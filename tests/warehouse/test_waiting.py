"""Imports of several people into one database: first come first served, each told how many come before it."""

import threading
import time
from collections.abc import Callable

import pytest

from tests.warehouse.examples import figures, staged
from warehouse import Warehouse, store_batch, undo_batch
from warehouse.waiting import import_line


def wait_until(is_so: Callable[[], object], seconds: float = 5) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.005)


def test_imports_of_several_offices_stand_in_line_and_read_their_place(warehouse: Warehouse) -> None:
    places: dict[int, list[int]] = {number: [] for number in (1, 2, 3)}
    stored: list[int] = []

    def store(number: int) -> None:
        batch = staged({f"830{number}0101": (10, number)})
        store_batch(warehouse, batch, on_waiting=places[number].append)
        stored.append(number)

    threads = [threading.Thread(target=store, args=(number,)) for number in places]
    with import_line(warehouse).turn():
        for number, thread in enumerate(threads, 1):
            thread.start()
            wait_until(lambda number=number: places[number])
        assert [places[number][-1] for number in places] == [1, 2, 3]
        assert not figures(warehouse)
    for thread in threads:
        thread.join(20)
    assert stored == [1, 2, 3]
    assert all(told == sorted(told, reverse=True) and told[-1] == 0 for told in places.values())


def test_the_next_in_line_waits_for_another_write_and_is_told_when_it_is_over(warehouse: Warehouse) -> None:
    said: list[object] = []
    batch = staged({"83010101": (10, 1)})
    thread = threading.Thread(
        target=store_batch, args=(warehouse, batch), kwargs={"on_waiting": said.append, "on_progress": said.append}
    )
    with warehouse.transaction():
        thread.start()
        wait_until(lambda: said[-1:] == [0])
        time.sleep(0.05)
        waited = list(said)
    thread.join(20)
    assert waited == [0.15, 0]
    assert said[:4] == [0.15, 0, 0.15, 0.35]


def test_who_stops_waiting_leaves_the_line_with_nothing_stored(warehouse: Warehouse) -> None:
    def stop(_place: int) -> None:
        raise KeyboardInterrupt

    with import_line(warehouse).turn(), pytest.raises(KeyboardInterrupt):
        store_batch(warehouse, staged({"83010101": (10, 1)}), on_waiting=stop)
    assert not figures(warehouse)
    undo_batch(warehouse, store_batch(warehouse, staged({"83010101": (10, 1)})).batch_id)
