"""What the server answers at all: requests to the names it was told, from pages of its own, never inside a frame; and
where a proxy names the people, only what comes through it.

A web page elsewhere could point a name of its own at 127.0.0.1 and then read and press everything in the visitor's name
(DNS rebinding); a page with the dashboard in a frame could have him press what he does not see. Streamlit checks the
names of its websocket alone, asks other machines for its own outside address where a request comes from an unknown
origin, and counts what it does for everyone to read: such requests end here. The names are `server.allowedHosts` in
.streamlit/config.toml or on the command line.

Behind a proxy every request brings the secret that only the proxy knows, and one name; a name that comes twice, or past
the proxy, is refused. Streamlit gives files by their address alone, to whoever has it: here only to the account whose
screen has it.
"""

import hmac
from pathlib import PurePosixPath
from typing import Any, Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config
from streamlit.runtime import Runtime

from app.identity import HEADER, NAME, PROXY_HEADER, USER_HEADER, identity, proxy_secret
from warehouse.accounts import account_name

METRICS = "/_stcore/metrics"
OWN_FRAMES_ONLY = "frame-ancestors 'self'"
REFUSED = "ไม่ตอบคำขอนี้ เปิดหน้าเว็บด้วยที่อยู่ของเครื่องที่ตั้งไว้เท่านั้น"
MEDIA: Final = "/media/"
PROGRAM_FILES: Final = "/static/"  # scripts, styles and icons (in static/media) of Streamlit itself, for everybody
OPEN: Final = "/_stcore/health"  # says "ok" and nothing else, for the proxy and systemd
NOT_THROUGH_THE_PROXY: Final = "เปิดหน้าเว็บผ่านที่อยู่ของเซิร์ฟเวอร์เท่านั้น แล้วลงชื่อเข้าใช้"


def front_door() -> list[Middleware]:
    """The checks, in the order they are made."""
    names = [str(name) for name in config.get_option("server.allowedHosts")]
    return [
        Middleware(TrustedHostMiddleware, allowed_hosts=names, www_redirect=False),
        Middleware(OwnPagesOnly, names=names),
    ]


class OwnPagesOnly:
    """Ends requests that a page of another origin makes and questions for metrics; forbids frames elsewhere."""

    def __init__(self, app: ASGIApp, names: list[str]) -> None:
        self.app = app
        self.names = names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request or websocket."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        if scope["path"].endswith(METRICS) or not self._is_from_here(Headers(scope=scope)):
            status = 404 if scope["path"].endswith(METRICS) else 403
            await PlainTextResponse(REFUSED, status)(scope, receive, send)
            return

        async def framed_by_us_alone(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = OWN_FRAMES_ONLY
                headers["X-Frame-Options"] = "SAMEORIGIN"
            await send(message)

        await self.app(scope, receive, framed_by_us_alone)

    def _is_from_here(self, headers: Headers) -> bool:
        """Whether the page that asks, where a browser names it, came from this server."""
        origin = headers.get("origin")
        if origin is None:
            return True
        return urlsplit(origin).netloc.lower() == headers.get("host", "").lower()


def through_the_proxy() -> list[Middleware]:
    """The check, where a proxy names the people."""
    return [Middleware(ThroughTheProxy, secret=proxy_secret())] if identity() == HEADER else []


class ThroughTheProxy:
    """Ends requests that do not come from the proxy, or ask for a file of another account."""

    def __init__(self, app: ASGIApp, secret: str) -> None:
        self.app = app
        self.secret = secret.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request or websocket."""
        if scope["type"] not in ("http", "websocket") or scope["path"] == OPEN:
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        names, secrets = headers.getlist(USER_HEADER), headers.getlist(PROXY_HEADER)
        is_from_proxy = len(secrets) == 1 and hmac.compare_digest(secrets[0].encode(), self.secret)
        if not is_from_proxy or len(names) != 1 or not self._may_fetch(scope["path"], names[0]):
            await PlainTextResponse(NOT_THROUGH_THE_PROXY, 403)(scope, receive, send)
            return
        await self.app(scope, receive, send)

    @staticmethod
    def _may_fetch(path: str, name: str) -> bool:
        if MEDIA not in path or path.startswith(PROGRAM_FILES):
            return True
        return account_name(name) in owners_of(PurePosixPath(path).stem)


def owners_of(file_id: str) -> set[str]:
    """The accounts on whose screens a file stands now. Streamlit (pinned) keeps this for itself alone."""
    runtime: Any = Runtime.instance()
    files: Any = runtime.media_file_mgr
    with files._lock:
        sessions = [
            session for session, by_place in files._files_by_session_and_coord.items() if file_id in by_place.values()
        ]
    found = (runtime._session_mgr.get_session_info(session) for session in sessions)
    users = (each.session._user_info for each in found if each is not None)
    return {account_name(str(user.get(NAME) or "")) for user in users} - {""}
