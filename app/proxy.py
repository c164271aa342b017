"""Where a proxy names the people, nobody gets past it, and what one account may download no other one fetches.

Every request brings the secret that only the proxy knows, and one name; a name that comes twice, or past the proxy, is
refused. Streamlit gives files by their address alone, to whoever has it: here only to the account whose screen has it.
"""

import hmac
from pathlib import PurePosixPath
from typing import Any, Final

from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.runtime import Runtime

from app.identity import HEADER, NAME, PROXY_HEADER, USER_HEADER, identity, proxy_secret
from warehouse.accounts import account_name

MEDIA: Final = "/media/"
PROGRAM_FILES: Final = "/static/"  # scripts, styles and icons (in static/media) of Streamlit itself, for everybody
OPEN: Final = "/_stcore/health"  # says "ok" and nothing else, for the proxy and systemd
REFUSED: Final = "เปิดหน้าเว็บผ่านที่อยู่ของเซิร์ฟเวอร์เท่านั้น แล้วลงชื่อเข้าใช้"


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
            await PlainTextResponse(REFUSED, 403)(scope, receive, send)
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
