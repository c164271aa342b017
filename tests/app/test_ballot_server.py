"""The listener of a meeting over plain HTTP: what a phone gets, what hostile requests get, and that nothing is left."""

import contextlib
import http.client
import re
import socket
import threading
import time
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urlencode

import pytest

from app import ballot_server
from app.ballot_page import BallotSheet, ballot_html, read_ballot
from app.ballot_server import BallotBox, Listener
from docs.screens import free_port
from warehouse import WarehouseError
from warehouse.workshops import POINTS, TOP_THREE

pytestmark = pytest.mark.slow
HERE = "127.0.0.1"
PROBLEMS = ("ไม่มีการเก็บออมเงิน", "ดื่มสุรา", "สูบบุหรี่", "<script>alert('ก')</script> & \"ข\"", "ถนนมืด")
SHEET = BallotSheet("ตำบลรัษฎา", POINTS, PROBLEMS)
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Served:
    """A listener for a test, and what it called."""

    def __init__(self, sheet: BallotSheet = SHEET) -> None:
        self.wanted, self.left, self.kept = True, threading.Event(), threading.Event()
        self.box = BallotBox(sheet, HERE)
        self.listener = Listener(self.box, self.kept.set, lambda: self.wanted, self.left.set)
        self.listener.start()

    @property
    def path(self) -> str:
        return f"/{self.box.code}"

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> tuple[int, str, http.client.HTTPMessage]:
        connection = http.client.HTTPConnection(HERE, self.listener.port, timeout=5)
        try:
            connection.request(method, path, body.encode() or None, headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode(), answer.headers
        finally:
            connection.close()

    def raw(self, sent: bytes) -> bytes:
        with socket.create_connection((HERE, self.listener.port), timeout=5) as connection:
            connection.sendall(sent)
            connection.shutdown(socket.SHUT_WR)
            answer = b""
            while part := connection.recv(4096):
                answer += part
        return answer

    def phone(self) -> str:
        """The cookie of a phone that opened the page."""
        _, _, headers = self.ask("GET", self.path)
        return headers["Set-Cookie"].partition(";")[0]

    def vote(self, cookie: str, *points: int) -> tuple[int, str]:
        fields = urlencode({f"p{number}": each for number, each in enumerate(points)})
        status, text, _ = self.ask("POST", self.path, fields, Cookie=cookie, **FORM)
        return status, text


@pytest.fixture
def served() -> Iterator[Served]:
    """A meeting whose ballots count."""
    opened = Served()
    opened.box.begin()
    yield opened
    opened.listener.stop()


class Page(HTMLParser):
    """What stands on a page: its words, its tags, what is chosen."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words = ""
        self.chosen: list[str] = []
        self._is_chosen = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self._is_chosen = tag == "option" and "selected" in dict(attrs)

    def handle_data(self, data: str) -> None:
        self.words += data
        if self._is_chosen:
            self.chosen.append(data)
            self._is_chosen = False


def test_the_page_is_small_plain_and_shows_texts_as_written(served: Served) -> None:
    status, text, headers = served.ask("GET", served.path)
    page = Page(text)
    assert status == 200
    assert len(text.encode()) < 10_000
    assert "script" not in page.tags
    assert not {"img", "iframe", "a"} & set(page.tags)
    assert not re.search(r"https?://|\son\w+=", text)
    assert all(problem in page.words for problem in PROBLEMS)
    assert "คุกกี้" in page.words
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "script-src" not in headers["Content-Security-Policy"]
    assert "server" not in {name.lower() for name in headers}
    assert "HttpOnly" in headers["Set-Cookie"]
    assert "SameSite=strict" in headers["Set-Cookie"]


def test_the_largest_ballot_is_under_ten_kilobytes() -> None:
    sheet = BallotSheet("ตำบล" * 20, POINTS, tuple("ปัญหาที่ยาวมาก" * 12 for _ in range(10)), is_synthetic=True)
    assert len(ballot_html(sheet, (1,) * 10, "ก" * 200, "ข" * 200)) < 10_000


def test_a_ballot_is_counted_and_a_second_one_takes_its_place(served: Served) -> None:
    first, second = served.phone(), served.phone()
    assert served.vote(first, 5, 0, 0, 5, 0)[0] == 303
    assert served.vote(second, 10, 0, 0, 0, 0)[0] == 303
    assert served.box.ballots == ((5, 0, 0, 5, 0), (10, 0, 0, 0, 0))
    assert served.vote(first, 0, 1, 0, 0, 2)[0] == 303
    assert served.box.ballots == ((0, 1, 0, 0, 2), (10, 0, 0, 0, 0))
    _, text, headers = served.ask("GET", served.path, Cookie=first)
    assert Page(text).chosen == ["0", "1", "0", "0", "2"]
    assert "ได้รับบัตรของท่านแล้ว" in text
    assert headers["Set-Cookie"] is None
    assert served.kept.wait(5)


def test_an_overspent_ballot_comes_back_filled_in_with_one_sentence(served: Served) -> None:
    status, text = served.vote(served.phone(), 7, 5, 0, 0, 0)
    page = Page(text)
    assert status == 422
    assert page.chosen == ["7", "5", "0", "0", "0"]
    assert "ท่านให้ไป 12 คะแนน แต่มีเพียง 10 คะแนน ลดลง 2 คะแนนแล้วกดส่งอีกครั้ง" in page.words
    assert text.count('role="alert"') == 1
    assert served.box.ballots == ()


def test_four_marks_come_back_checked() -> None:
    served = Served(BallotSheet("ตำบลรัษฎา", TOP_THREE, PROBLEMS))
    served.box.begin()
    cookie = served.phone()
    status, text, _ = served.ask("POST", served.path, "p0=1&p1=1&p2=1&p4=1", Cookie=cookie, **FORM)
    assert status == 422
    assert text.count(" checked") == 4
    assert served.ask("POST", served.path, "p0=1&p4=1", Cookie=cookie, **FORM)[0] == 303
    assert served.box.ballots == ((1, 0, 0, 0, 1),)
    served.listener.stop()


def test_ballots_of_the_trial_do_not_count() -> None:
    served = Served()
    cookie = served.phone()
    assert "ทดลอง" in served.ask("GET", served.path)[1]
    assert served.vote(cookie, 10, 0, 0, 0, 0)[0] == 303
    assert served.box.ballots == ()
    served.box.begin()
    assert served.box.ballots == ()
    assert served.vote(cookie, 10, 0, 0, 0, 0)[0] == 303
    assert len(served.box.ballots) == 1
    served.listener.stop()


def test_after_the_end_every_phone_reads_that_it_is_closed(served: Served) -> None:
    """Whoever sent a ballot reads that it counts; what comes now is not taken, and other paths stay 404."""
    voter, late = served.phone(), served.phone()
    assert served.vote(voter, 10, 0, 0, 0, 0)[0] == 303
    served.box.close()
    status, text, headers = served.ask("GET", served.path, Cookie=voter)
    assert (status, headers["Cache-Control"]) == (410, "no-store")
    assert "ปิดรับคะแนนแล้ว" in text and "นับรวมในผลแล้ว" in text and "จึงไม่นับ" not in text
    assert {"form", "script"}.isdisjoint(Page(text).tags)
    status, text = served.vote(late, 0, 10, 0, 0, 0)
    assert status == 410
    assert "ปิดรับคะแนนแล้ว" in text and "นับรวมในผลแล้ว" not in text and "จึงไม่นับ" in text
    assert served.ask("GET", "/")[0] == 404
    assert served.box.ballots == ((10, 0, 0, 0, 0),)


def test_without_the_cookie_of_this_meeting_nothing_is_counted(served: Served) -> None:
    for cookie in ("", "ballot=0000000000000000ffffffffffffffff", "ballot=x", "ballot=" + "é" * 9):
        status, text = served.vote(cookie.encode("utf-8").decode("latin-1"), 10, 0, 0, 0, 0)
        assert status == 200
        assert "คุกกี้" in text
        assert Page(text).chosen == ["10", "0", "0", "0", "0"]
    assert served.box.ballots == ()


@pytest.mark.parametrize(
    "path",
    ["/", "/favicon.ico", "/{code}/", "/{code}x", "/../{code}/..", "/_stcore/health", "//{code}", "/%2e%2e/etc/passwd",
     "/{code}%00", "/start", "/.env"],
)  # fmt: skip
def test_every_other_path_is_not_found(served: Served, path: str) -> None:
    assert served.ask("GET", path.replace("{code}", served.box.code))[0] == 404


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"])
def test_other_methods_are_refused(served: Served, method: str) -> None:
    assert served.ask(method, served.path)[0] == 405


@pytest.mark.parametrize(
    "sent",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(64),
        b"GET\r\n\r\n",
        b"GET /x HTTP/9.9\r\nHost: 127.0.0.1\r\n\r\n",
        b"POST /x HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: abc\r\n\r\n",
        b"POST /x HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nContent-Length: 7\r\n\r\nabcde",
        b"POST /x HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
        b"GET /x HTTP/1.1\r\nHost: 127.0.0.1\r\nbad header\r\n\r\n",
        b"GET /x HTTP/1.1\r\n\r\n",
        b"GET /" + b"a" * 20_000,
        b"GET /x HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"a" * 20_000,
    ],
)
def test_broken_requests_are_400(served: Served, sent: bytes) -> None:
    assert served.raw(sent).split(b" ")[1] in {b"400", b"404"}
    assert served.ask("GET", served.path)[0] == 200


def test_a_foreign_name_of_this_machine_is_400(served: Served) -> None:
    assert served.ask("GET", served.path, Host="radar.example")[0] == 400


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        ("p0=11", FORM, 400),
        ("p0=-1", FORM, 400),
        ("p0=1&p0=2", FORM, 400),
        ("p9=1", FORM, 400),
        ("name=x", FORM, 400),
        ("p0=๑", FORM, 400),
        ("p0=1&p1", FORM, 400),
        ("p0=1e1", FORM, 400),
        ("p0=1", {"Content-Type": "multipart/form-data; boundary=x"}, 400),
        ("p0=1", {"Content-Type": "application/json"}, 400),
        ("p0=" + "1" * 5000, FORM, 413),
    ],
)
def test_forms_that_are_no_ballot_are_refused(
    served: Served, body: str, headers: dict[str, str], status: int
) -> None:  # fmt: skip
    assert served.ask("POST", served.path, body, Cookie=served.phone(), **headers)[0] == status
    assert served.box.ballots == ()


def test_what_a_form_says_is_whole_numbers_of_known_fields() -> None:
    assert read_ballot(b"p0=3&p2=10", 3) == (3, 0, 10)
    assert read_ballot(b"", 3) == (0, 0, 0)
    assert read_ballot(b"p0=003", 3) is None
    assert read_ballot(b"&".join(b"p%d=1" % each for each in range(4)), 3) is None


def test_who_asks_too_often_waits(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ballot_server, "REQUESTS_AT_ONCE", 5)
    monkeypatch.setattr(ballot_server, "REQUESTS_A_SECOND", 0.001)
    answers = [served.ask("GET", served.path)[0] for _ in range(8)]
    assert answers == [200] * 5 + [429] * 3


def test_there_is_an_end_of_ballots(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ballot_server, "MOST_BALLOTS", 2)
    phones = [served.phone() for _ in range(3)]
    assert [served.vote(each, 1, 0, 0, 0, 0)[0] for each in phones] == [303, 303, 503]
    assert served.vote(phones[0], 2, 0, 0, 0, 0)[0] == 303
    assert len(served.box.ballots) == 2


def test_a_connection_that_says_nothing_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ballot_server, "MOST_SECONDS", 0.3)
    served = Served()
    with socket.create_connection((HERE, served.listener.port), timeout=5) as silent:
        silent.sendall(b"GET /")
        with contextlib.suppress(ConnectionResetError):
            assert silent.recv(1) == b""
    served.listener.stop()


def ballots_threads() -> int:
    return sum(each.name == "ballots" for each in threading.enumerate())


def test_nothing_is_left_when_it_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    port = free_port()
    monkeypatch.setattr(ballot_server, "PORTS", range(port, port + 1))
    served = Served()
    assert served.listener.port == port
    with socket.create_connection((HERE, port), timeout=5):  # a phone that hangs on does not hold it
        served.listener.stop()
    assert ballots_threads() == 0
    with pytest.raises(ConnectionError):
        served.ask("GET", served.path)
    again = Served()
    assert again.listener.port == port
    again.listener.stop()


def test_nothing_is_left_when_its_session_is_gone() -> None:
    served = Served()
    served.wanted = False
    assert served.left.wait(5)
    end = time.monotonic() + 5
    while served.listener.is_listening and time.monotonic() < end:
        time.sleep(0.05)
    assert not served.listener.is_listening
    with pytest.raises(ConnectionError):
        served.ask("GET", served.path)


def test_nothing_is_left_when_watching_fails() -> None:
    """What cannot be kept for an unknown reason ends the listener: nobody would notice that its session is gone."""

    def fails() -> None:
        raise RuntimeError("a fault of ours")

    box = BallotBox(SHEET, HERE)
    listener = Listener(box, fails, lambda: True, lambda: None)
    listener.start()
    box.begin()
    end = time.monotonic() + 5
    while listener.is_listening and time.monotonic() < end:
        time.sleep(0.05)
    assert not listener.is_listening


def test_two_meetings_take_two_ports_and_no_port_is_said() -> None:
    first, second = Served(), Served()
    assert first.listener.port != second.listener.port
    assert first.box.code.isdigit()
    assert first.listener.address == f"http://{HERE}:{first.listener.port}/{first.box.code}"
    for each in (first, second):
        each.listener.stop()
    with pytest.raises(WarehouseError, match=r"เปิดช่องรับบัตรที่ 203\.0\.113\.1 ไม่ได้"):
        Listener(BallotBox(SHEET, "203.0.113.1"), lambda: None, lambda: True, lambda: None)
