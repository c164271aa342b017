"""The files that wait: which state each is in, drawn by a function of its own, and what the bar says meanwhile."""

from dataclasses import replace

import pytest

from catalogue import load_catalogue
from loaders import Inspection, inspect_file
from pages.input_data.file_card.card import DRAWN_BY
from pages.input_data.uploaded_files import HEARTBEAT_SECONDS, Heartbeat, State, Stored, WaitingFile, state_of
from tests.loaders.corpus.tables import csv, other, report, sheet, tpmap
from warehouse import Warehouse

CATALOGUE = load_catalogue()


class Bar:
    def __init__(self) -> None:
        self.words: list[str] = []

    def progress(self, share: float, words: str) -> None:
        assert 0 <= share <= 1
        self.words.append(words)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [100.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    return now


def test_a_waiting_file_shows_its_place_and_its_seconds_begin_with_its_turn(clock: list[float]) -> None:
    bar = Bar()
    heartbeat = Heartbeat(bar, "ก.xlsx")

    def beat() -> str:
        clock[0] += 2 * HEARTBEAT_SECONDS
        assert heartbeat.cancelled() is False
        return bar.words[-1]

    heartbeat.waiting(3)
    assert beat().startswith("รออ่าน ลำดับที่ 3 · ก.xlsx")
    heartbeat.waiting(1)
    assert beat().startswith("รออ่าน ลำดับที่ 1 · ก.xlsx")
    heartbeat.waiting(0)
    assert beat() == "กำลังอ่าน ก.xlsx · อ่านและตรวจ · ผ่านไป 1 วินาที"


def waiting(warehouse: Warehouse, content: bytes, name: str = "61_ก.csv") -> WaitingFile:
    inspection = inspect_file(content, name, warehouse, CATALOGUE, in_child=False)
    return WaitingFile("s", name, content, inspection=inspection)


def read(file: WaitingFile) -> Inspection:
    assert file.inspection is not None
    return file.inspection


def test_every_state_is_drawn_by_a_function_of_its_own() -> None:
    assert set(DRAWN_BY) == set(State)
    assert len(set(DRAWN_BY.values())) == len(State)


def test_a_file_goes_from_unread_to_stored(warehouse: Warehouse) -> None:
    content = csv(tpmap()).encode()
    assert state_of(WaitingFile("s", "61_ก.csv", content)) is State.UNREAD
    checked = waiting(warehouse, content)
    assert state_of(checked) is State.CHECKED
    assert state_of(replace(checked, stored=Stored(read(checked).report, "830101"))) is State.STORED


@pytest.mark.parametrize(
    ("content", "name", "state"),
    [
        (csv(tpmap()).encode(), "ก.csv", State.ASKS),  # no year
        (sheet(report()), "report.xlsx", State.ASKS),  # no province
        (other(C3=0.85, C4=85, C5=86), "น้ำ.xlsx", State.ASKS),  # shares or percentages
        ("รายการ,จำนวน\nปากกา,3\nดินสอ,4\nสมุด,5\n".encode(), "ก.csv", State.COLUMNS),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 64, "ภาพ.xlsx", State.CHECKED),  # refused: nothing to ask
    ],
    ids=["no year", "no province", "shares", "no layout", "no table"],
)
def test_what_a_file_lacks_is_its_state(warehouse: Warehouse, content: bytes, name: str, state: State) -> None:
    assert state_of(waiting(warehouse, content, name)) is state
