"""The one meeting of the program: kept while it goes on, gone with its session; hands; network cards."""

import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import streamlit as st

from analysis.logic_model.ballots import HallProblem
from app import hall
from app.ballot_page import BallotSheet, new_token
from app.hall import close_ended_meeting, end_meeting, keep_hands, network_cards, open_meeting, qr_png, the_meeting
from app.state import Selection, the_warehouse
from warehouse import WarehouseError
from warehouse.workshops import HANDS, POINTS, list_workshops

pytestmark = pytest.mark.slow
PROBLEMS = (HallProblem("i-1", "ออม", 1), HallProblem("i-2", "สุรา", 2), HallProblem(None, "ถนนมืด"))
SHEET = BallotSheet("ตำบลรัษฎา", POINTS, tuple(each.problem for each in PROBLEMS))
PLACE = Selection("830104", "jpt", "jpt-2560", 2565, "version")


@pytest.fixture(autouse=True)
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A database of its own, and no meeting left behind."""
    monkeypatch.setenv("CIA_DATABASE", str(tmp_path / "hall.duckdb"))
    st.cache_resource.clear()
    yield
    end_meeting()
    close_ended_meeting()
    the_warehouse().close()
    st.cache_resource.clear()


def voted(meeting: hall.Meeting, *ballots: tuple[int, ...]) -> None:
    for each in ballots:
        assert meeting.box.put(new_token(meeting.box.secret), each)


def until(happened: object, seconds: float = 8) -> None:
    assert callable(happened)
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.05)


def kept() -> list[tuple[int, bool, list[tuple[int, int]]]]:
    return [
        (each.ballots, each.is_open, [(score.points, score.top_three) for score in each.scores])
        for each in list_workshops(the_warehouse(), "830104")
    ]


def test_what_ballots_come_to_is_kept_while_it_goes_on_and_at_its_end() -> None:
    meeting = open_meeting(PLACE, PROBLEMS, SHEET, " ศาลาหมู่ 2 ", "127.0.0.1")
    voted(meeting, (10, 0, 0))
    meeting.keep()
    assert kept() == []  # of the trial nothing is kept
    meeting.box.begin()
    voted(meeting, (6, 4, 0), (0, 3, 7))
    until(lambda: kept() == [(2, True, [(6, 1), (7, 2), (7, 1)])])
    voted(meeting, (0, 0, 10))
    ended = end_meeting()
    assert ended is not None
    assert kept() == [(3, False, [(6, 1), (7, 2), (17, 2)])]
    assert (ended.place, ended.ballots, ended.is_open) == ("ศาลาหมู่ 2", 3, False)
    assert the_meeting() is None


def test_after_the_end_phones_are_told_so_for_a_while_and_nothing_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = open_meeting(PLACE, PROBLEMS, SHEET, "", "127.0.0.1")
    meeting.box.begin()
    voted(meeting, (10, 0, 0))
    end_meeting()
    assert not meeting.box.put(new_token(meeting.box.secret), (0, 10, 0))
    with pytest.raises(urllib.error.HTTPError, match="410"):
        urllib.request.urlopen(meeting.listener.address, timeout=5)  # noqa: S310 - an address of ours
    monkeypatch.setattr(hall, "CLOSED_SECONDS", 0.0)
    until(lambda: not meeting.listener.is_listening)
    assert kept() == [(1, False, [(10, 1), (0, 0), (0, 0)])]


def test_of_two_ended_meetings_the_last_tells_it_and_a_trial_that_is_left_closes_at_once() -> None:
    first = open_meeting(PLACE, PROBLEMS, SHEET, "", "127.0.0.1")
    first.box.begin()
    end_meeting()
    second = open_meeting(PLACE, PROBLEMS, SHEET, "", "127.0.0.1")
    second.box.begin()
    assert first.listener.is_listening
    end_meeting()
    assert (first.listener.is_listening, second.listener.is_listening) == (False, True)
    trial = open_meeting(PLACE, PROBLEMS, SHEET, "", "127.0.0.1")
    end_meeting()
    assert not trial.listener.is_listening
    assert not [each for each in threading.enumerate() if each.name == "ballots"]


def test_a_meeting_without_a_vote_leaves_nothing() -> None:
    open_meeting(PLACE, PROBLEMS, SHEET, "", "127.0.0.1").box.begin()
    assert end_meeting() is None
    assert kept() == []


def test_one_meeting_at_a_time() -> None:
    open_meeting(PLACE, PROBLEMS, SHEET, "", "127.0.0.1")
    with pytest.raises(WarehouseError, match="มีเวทีที่เปิดรับบัตรอยู่แล้ว"):
        open_meeting(PLACE, PROBLEMS, SHEET, "", "127.0.0.1")


def test_it_ends_by_itself_when_nobody_owns_it_and_its_result_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = open_meeting(PLACE, PROBLEMS, SHEET, "", "127.0.0.1")
    meeting.box.begin()
    voted(meeting, (10, 0, 0))
    monkeypatch.setattr(hall, "GRACE_SECONDS", -1.0)  # as after half a minute without its session
    until(lambda: not meeting.listener.is_listening)
    assert the_meeting() is None
    assert kept() == [(1, True, [(10, 1), (0, 0), (0, 0)])]


def test_a_database_that_took_the_place_of_the_former_one_gets_the_result_too() -> None:
    meeting = open_meeting(PLACE, PROBLEMS, SHEET, "", "127.0.0.1")
    meeting.box.begin()
    voted(meeting, (10, 0, 0))
    meeting.keep()
    meeting.workshop = replace(meeting.workshop, workshop_id=99)
    meeting.keep()
    assert meeting.trouble == ""
    assert [each[0] for each in kept()] == [1, 1]


def test_hands_are_kept_as_a_meeting() -> None:
    keep_hands(PLACE, PROBLEMS, 40, (30, 12, 25), "วัด")
    [found] = list_workshops(the_warehouse(), "830104")
    assert (found.way, found.ballots, found.place, found.is_open) == (HANDS, 40, "วัด", False)
    assert [(each.points, each.top_three, each.number_rank) for each in found.scores] == [
        (30, 30, 1), (12, 12, 2), (25, 25, None),
    ]  # fmt: skip


def test_network_cards_are_listed_and_this_machine_alone_stands_last() -> None:
    cards = network_cards()
    assert cards[-1].address == "127.0.0.1"
    assert [each.is_this_machine for each in cards] == [False] * (len(cards) - 1) + [True]
    assert not [each for each in cards if each.address.startswith("169.254.")]


def test_the_code_is_a_picture() -> None:
    assert qr_png("http://192.168.1.20:8600/4721").startswith(b"\x89PNG")
