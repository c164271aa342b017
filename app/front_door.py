"""What the server answers at all: requests to the names it was told, from pages of its own, never inside a frame.

A web page elsewhere could point a name of its own at 127.0.0.1 and then read and press everything in the visitor's name
(DNS rebinding); a page with the dashboard in a frame could have him press what he does not see. Streamlit checks the
names of its websocket alone, asks other machines for its own outside address where a request comes from an unknown
origin, and counts what it does for everyone to read: such requests end here. The names are `server.allowedHosts` in
.streamlit/config.toml or on the command line.
"""

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config

METRICS = "/_stcore/metrics"
OWN_FRAMES_ONLY = "frame-ancestors 'self'"
REFUSED = "ไม่ตอบคำขอนี้ เปิดหน้าเว็บด้วยที่อยู่ของเครื่องที่ตั้งไว้เท่านั้น"


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
