"""The listener of a meeting: one page on the local network, on a port of its own, in one thread that ends with it.

The dashboard itself stays where it is (127.0.0.1). Everything a phone may send is bounded: the path, the host, the size
and the time of a request, requests a second, connections, ballots. No address and no name of a phone is kept or logged.
"""

import asyncio
import logging
import os
import secrets
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from analysis.logic_model.ballots import Ballot, fault_of
from app.ballot_page import COOKIE, BallotSheet, ballot_html, closed_html, is_token, new_token, read_ballot
from warehouse import WarehouseError

PORTS: Final = range(8600, 8620)
CODE_DIGITS: Final = 4
MOST_BALLOTS: Final = 2000
MOST_BODY_BYTES: Final = 1024
MOST_HEAD_BYTES: Final = 8192
MOST_CONNECTIONS, BACKLOG = 400, 256
MOST_SECONDS: Final = 10.0  # that a connection may last
REQUESTS_AT_ONCE, REQUESTS_A_SECOND = 1000, 50  # of one address: a hall may stand behind one router
MOST_ADDRESSES: Final = 4096
UNTIL_STARTED: Final = 5.0
WATCH_SECONDS: Final = 1.0
HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
TRIAL: Final = "ทดลอง: โทรศัพท์เครื่องนี้ต่อได้แล้ว บัตรที่ส่งตอนนี้ยังไม่นับ"
TAKEN: Final = "ได้รับบัตรของท่านแล้ว แก้แล้วกดส่งใหม่แทนใบเดิมได้จนกว่าจะปิดรับ"
NO_COOKIE: Final = "เบราว์เซอร์ยังไม่ได้เก็บคุกกี้ของบัตร กดส่งอีกครั้ง ถ้ายังเห็นข้อความนี้ ให้เปิดรับคุกกี้ก่อน"
FULL: Final = "รับบัตรเต็มจำนวนแล้ว แจ้งผู้ดำเนินการเวที"
QUIET = logging.getLogger("community radar: ballots")
QUIET.addHandler(logging.NullHandler())
QUIET.propagate = False  # what phones send is no news of the dashboard, and no address of one is written anywhere


class BallotBox:
    """The ballots of one meeting, in memory alone. `code`: the last part of its address. Threads may share it."""

    def __init__(self, sheet: BallotSheet, own_address: str) -> None:
        self.sheet = sheet
        self.own_address = own_address
        self.code = "".join(secrets.choice("23456789") for _ in range(CODE_DIGITS))
        self.secret = secrets.token_bytes(16)
        self.is_trial = True
        self.is_closed = False
        self.asked_from_elsewhere = 0
        self.changes = 0
        self._ballots: dict[str, Ballot] = {}
        self._lock = threading.Lock()

    def put(self, token: str, ballot: Ballot) -> bool:
        """Keep a ballot in place of the one this cookie sent before; False where there are too many already, or the
        voting has ended."""
        with self._lock:
            if self.is_closed or (token not in self._ballots and len(self._ballots) >= MOST_BALLOTS):
                return False
            self._ballots[token] = ballot
            self.changes += 1
        return True

    def of(self, token: str) -> Ballot:
        """What this cookie sent last; () for nothing."""
        return self._ballots.get(token, ())

    def begin(self) -> None:
        """From now on ballots count; those of the trial are gone."""
        with self._lock:
            self._ballots.clear()
            self.is_trial = False
            self.changes += 1

    def close(self) -> None:
        """From now on no ballot is taken; those there are stay as they are."""
        with self._lock:
            self.is_closed = True

    @property
    def ballots(self) -> tuple[Ballot, ...]:
        """Every ballot that counts, without whose it is."""
        with self._lock:
            return () if self.is_trial else tuple(self._ballots.values())


def ballot_application(box: BallotBox) -> ASGIApp:
    """The page of a box at /<code>, 410 once it is closed; every other path is 404, another host 400."""

    async def page(request: Request) -> Response:
        if request.client is not None and request.client.host != box.own_address:
            box.asked_from_elsewhere += 1
        token = request.cookies.get(COOKIE, "")
        known = is_token(box.secret, token)
        if box.is_closed:
            return _closed(box, token if known else "", is_late=request.method == "POST")
        if request.method == "POST":
            return await _sent(box, request, token if known else "")
        said = TRIAL if box.is_trial else TAKEN if known and box.of(token) else ""
        return _with_cookie(box, _page(ballot_html(box.sheet, box.of(token) if known else (), said)), known)

    app = Starlette(
        routes=[Route(f"/{box.code}", page, methods=["GET", "POST"])],
        middleware=[
            Middleware(AtMostSoMany),
            Middleware(TrustedHostMiddleware, allowed_hosts=[box.own_address], www_redirect=False),
        ],
    )
    app.router.redirect_slashes = False
    return app


def _page(content: bytes, status: int = 200) -> Response:
    return Response(content, status, HEADERS, "text/html; charset=utf-8")


def _with_cookie(box: BallotBox, answer: Response, known: bool) -> Response:
    if not known:
        answer.set_cookie(COOKIE, new_token(box.secret), path=f"/{box.code}", httponly=True, samesite="strict")
    return answer


def _closed(box: BallotBox, token: str, *, is_late: bool) -> Response:
    """What a phone gets after the end."""
    return _page(closed_html(box.sheet, is_counted=bool(token and box.of(token)), is_late=is_late), 410)


async def _sent(box: BallotBox, request: Request, token: str) -> Response:
    """What comes of a form: the page again with one sentence, or back to it with the ballot kept."""
    form = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if form != "application/x-www-form-urlencoded":
        return PlainTextResponse("บัตรนี้อ่านไม่ได้", 400)
    body = b""
    with suppress(ClientDisconnect):
        async for part in request.stream():
            body += part
            if len(body) > MOST_BODY_BYTES:
                return PlainTextResponse("บัตรนี้ใหญ่เกินไป", 413)
    ballot = read_ballot(body, len(box.sheet.problems))
    if ballot is None:
        return PlainTextResponse("บัตรนี้อ่านไม่ได้", 400)
    if fault := fault_of(box.sheet.way, ballot):
        return _with_cookie(box, _page(ballot_html(box.sheet, ballot, fault=fault), 422), bool(token))
    if not token:
        return _with_cookie(box, _page(ballot_html(box.sheet, ballot, fault=NO_COOKIE)), known=False)
    if not box.put(token, ballot):
        if box.is_closed:
            return _closed(box, token, is_late=True)
        return _page(ballot_html(box.sheet, ballot, fault=FULL), 503)
    return RedirectResponse(f"/{box.code}", 303, {"Cache-Control": "no-store"})


class AtMostSoMany:
    """Lets so many requests a second of one address through, and says 429 to the others."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.left: dict[str, tuple[float, float]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] == "http" and not self._may(str((scope.get("client") or ("",))[0])):
            await PlainTextResponse("ส่งถี่เกินไป รอสักครู่", 429, {"Retry-After": "5"})(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _may(self, address: str) -> bool:
        now = time.monotonic()
        if len(self.left) > MOST_ADDRESSES:
            self.left.clear()
        left, since = self.left.get(address, (float(REQUESTS_AT_ONCE), now))
        left = min(REQUESTS_AT_ONCE, left + (now - since) * REQUESTS_A_SECOND)
        self.left[address] = (max(0.0, left - 1), now)
        return left >= 1


class ShortConnection(H11Protocol):
    """A connection that is cut after some seconds, whatever it was about: nobody holds one open."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.logger = QUIET
        self.access_log = False
        self._end: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._end = self.loop.call_later(MOST_SECONDS, transport.abort)

    def connection_lost(self, exc: Exception | None) -> None:
        if self._end is not None:
            self._end.cancel()
        super().connection_lost(exc)


class Listener:
    """Serves a box on one address of this machine until `stop`, or until it is wanted no longer.

    `keep` is called after changes, at most once a second; `is_wanted` is asked as often; `left` is called where the
    listener ended by itself."""

    def __init__(
        self, box: BallotBox, keep: Callable[[], None], is_wanted: Callable[[], bool], left: Callable[[], None]
    ) -> None:
        self.box = box
        self._keep, self._is_wanted, self._left = keep, is_wanted, left
        self._socket = _free_socket(box.own_address)
        self.port = int(self._socket.getsockname()[1])
        self._server = uvicorn.Server(
            uvicorn.Config(
                ballot_application(box), http=ShortConnection, ws="none", lifespan="off", loop="asyncio",
                log_config=None, access_log=False, server_header=False, timeout_keep_alive=2,
                timeout_graceful_shutdown=1, limit_concurrency=MOST_CONNECTIONS, backlog=BACKLOG,
                h11_max_incomplete_event_size=MOST_HEAD_BYTES,
            )
        )  # fmt: skip
        self._thread = threading.Thread(target=self._run, name="ballots", daemon=True)

    @property
    def address(self) -> str:
        """What phones open."""
        return f"http://{self.box.own_address}:{self.port}/{self.box.code}"

    def start(self) -> None:
        """Listen. Raises WarehouseError where it does not come up."""
        self._thread.start()
        end = time.monotonic() + UNTIL_STARTED
        while not self._server.started:
            if time.monotonic() > end or not self._thread.is_alive():
                self.stop()
                raise _not_free(self.box.own_address)
            time.sleep(0.01)

    def stop(self) -> None:
        """Close the port and end the thread."""
        self._server.should_exit = True
        if self._thread.ident is not None and self._thread is not threading.current_thread():
            self._thread.join(timeout=UNTIL_STARTED)
        self._socket.close()

    @property
    def is_listening(self) -> bool:
        """Whether its thread runs."""
        return self._thread.is_alive()

    def _run(self) -> None:
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        watching = asyncio.create_task(self._watch())
        try:
            await self._server.serve(sockets=[self._socket])
        finally:
            watching.cancel()
            self._socket.close()

    async def _watch(self) -> None:
        kept = self.box.changes
        try:
            while not self._server.should_exit:
                await asyncio.sleep(WATCH_SECONDS)
                if self.box.changes != kept:
                    kept = self.box.changes
                    await asyncio.to_thread(self._keep)
                if not self._is_wanted():
                    self._server.should_exit = True
                    await asyncio.to_thread(self._left)
        finally:  # a port that nobody watches is closed, whatever went wrong
            self._server.should_exit = True


def _free_socket(address: str) -> socket.socket:
    """A bound socket on the first free port. Raises WarehouseError where there is none, or the address is gone."""
    for port in PORTS:
        bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if os.name == "posix":  # a port that was closed just now; elsewhere this would let two programs share one
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            bound.bind((address, port))
            bound.listen(BACKLOG)
        except OSError:
            bound.close()
            continue
        return bound
    raise _not_free(address)


def _not_free(address: str) -> WarehouseError:
    return WarehouseError(
        f"เปิดช่องรับบัตรที่ {address} ไม่ได้ (ลองช่อง {PORTS[0]}–{PORTS[-1]} แล้ว)",
        "ตรวจว่าเครื่องยังต่อเครือข่ายนี้อยู่ เลือกการ์ดเครือข่ายอื่น หรือนับมือแล้วกรอกในตาราง",
    )
