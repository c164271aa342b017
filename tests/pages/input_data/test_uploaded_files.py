"""What the bar says while a file waits for its turn and while it is read."""

import pytest

from pages.input_data.uploaded_files import HEARTBEAT_SECONDS, Heartbeat


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
