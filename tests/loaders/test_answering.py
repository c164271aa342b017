"""What the command line says while a file waits for the writer of its database."""

import threading

import pytest

from loaders import answering


def timers_end() -> None:
    for thread in threading.enumerate():
        if isinstance(thread, threading.Timer):
            thread.join(5)


def test_a_long_wait_is_said_and_a_short_one_is_not(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(answering, "PATIENCE_SECONDS", 0.05)
    ways = answering.waiting_said()
    ways["on_waiting"](0)
    ways["on_progress"](0.15)
    timers_end()
    assert capsys.readouterr().err == ""
    ways["on_waiting"](0)
    timers_end()
    assert "รอการบันทึกของโปรแกรมอื่น" in capsys.readouterr().err
