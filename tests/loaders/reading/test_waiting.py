"""The line before reading: as many at once as allowed, the others in the order they came, each told its place."""

import threading
import time
from collections.abc import Callable

import psutil
import pytest

from loaders.reading import ReadLimits, ReadRefusal
from loaders.reading.child import ReadingLine, readers


def wait_until(is_so: Callable[[], object], seconds: float = 5) -> None:
    end = time.monotonic() + seconds
    while not is_so() and time.monotonic() < end:
        time.sleep(0.005)


def test_never_more_at_once_than_readers_and_in_the_order_they_came(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CIA_READERS", "2")
    line = ReadingLine()
    inside, most, order = [0], [0], list[int]()
    lock, let_go = threading.Lock(), threading.Event()
    places: dict[int, list[int]] = {number: [] for number in range(6)}

    def read(number: int) -> None:
        with line.turn(on_waiting=places[number].append):
            with lock:
                order.append(number)
                inside[0] += 1
                most[0] = max(most[0], inside[0])
            let_go.wait(5)
            time.sleep(0.01)
            with lock:
                inside[0] -= 1

    threads = [threading.Thread(target=read, args=(number,)) for number in range(6)]
    for number, thread in enumerate(threads):
        thread.start()
        wait_until(lambda number=number: places[number])
    assert order == [0, 1]
    assert [places[number][0] for number in range(6)] == [0, 0, 1, 2, 3, 4]
    let_go.set()
    for thread in threads:
        thread.join(5)
    assert sorted(order) == list(range(6))
    assert order[:3] == [0, 1, 2]
    assert most == [2]
    for told in places.values():
        assert told == sorted(told, reverse=True)
        assert told[-1] == 0


def test_who_gives_up_waiting_makes_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CIA_READERS", "1")
    line = ReadingLine()
    with line.turn():
        with pytest.raises(ReadRefusal) as caught, line.turn(cancelled=lambda: True):
            raise AssertionError("read although cancelled")
        assert caught.value.code == "F43"
        with pytest.raises(KeyError), line.turn(on_waiting=lambda place: {}[place]):
            raise AssertionError("read although the screen broke off")
    with line.turn(on_waiting=lambda place: None):
        pass


def test_a_reading_that_fails_gives_its_place_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CIA_READERS", "1")
    line = ReadingLine()
    for _ in range(2):
        with pytest.raises(ValueError, match="x"), line.turn():
            raise ValueError("x")
    told: list[int] = []
    with line.turn(on_waiting=told.append):
        assert told == [0]


def test_how_many_read_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """By hand; else a core and twice a reading's memory each, and one on the smallest machine."""
    monkeypatch.setenv("CIA_READERS", "7")
    assert readers() == 7
    monkeypatch.setenv("CIA_READERS", "many")
    monkeypatch.setattr("os.cpu_count", lambda: 4)
    one = 2 * ReadLimits().memory_bytes
    for total, expected in ((one // 2, 1), (one, 1), (3 * one, 3), (100 * one, 4)):
        monkeypatch.setattr(psutil, "virtual_memory", lambda total=total: type("Memory", (), {"total": total}))
        assert readers() == expected
