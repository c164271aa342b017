"""What a browser gets on its first visit: the page declared Thai, the style rules once as a file, packed scripts, and
where an address leads: of an older version to the stage it meant, one that does not exist to the home page with a word
about it.

Streamlit declares every page English, sends style rules again with every run of a script, and its scripts unpacked (two
thirds of them air); for an unknown address it opens an English dialog.
"""

import gzip
import hashlib
import os
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

import streamlit
import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.navigation.page import StreamlitPage

from analysis.stages import STAGES
from app.look_css import style_sheet
from app.ready import STATIC_DIR
from words.screen_text import text

NOT_FOUND: Final = "not_found"
STYLE_PATH: Final = "/look.css"
PACKED_FOLDER: Final = Path(streamlit.__file__).parent / "static"
PACKED: Final = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}
FOR_GOOD: Final = "public, immutable, max-age=31536000"
WORKSHOP: Final = "workshop"
ADDRESSES: Final = frozenset(
    {"", "help", "lessons", WORKSHOP, *(stage.address for stage in STAGES), *(stage.former_address for stage in STAGES)}
)


def front_page() -> list[Middleware]:
    """The parts, in the order they are asked."""
    return [Middleware(KnownAddresses), Middleware(PackedScripts), Middleware(ThaiPage)]


class KnownAddresses:
    """Leads a page's address that does not exist to the home page, which says so."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if (
            scope["type"] == "http"
            and scope["method"] == "GET"
            and is_unknown_page(scope["path"], Headers(scope=scope))
        ):
            answer = RedirectResponse(f"/?{urlencode({NOT_FOUND: '1'})}", status_code=302)
            await answer(scope, receive, send)
            return
        await self.app(scope, receive, send)


def is_unknown_page(path: str, headers: Headers) -> bool:
    """Whether a browser asks for a page (not for a file that there is, or the server's own paths) under an address that
    is none; what a chat left behind a link ("radar-diagram.") makes it none too."""
    last = path.strip("/")
    of_the_server = last.startswith("_stcore") or last.split("/")[0] in {
        "static",
        "app",
        "media",
        "component",
        "oauth2callback",
    }
    if "text/html" not in headers.get("accept", "") or of_the_server or path == STYLE_PATH:
        return False
    return last not in ADDRESSES and last not in own_files()


@lru_cache(maxsize=1)
def own_files() -> frozenset[str]:
    """The files beside Streamlit's page, which itself has no address of its own."""
    return frozenset(each.name for each in PACKED_FOLDER.iterdir() if each.is_file()) - {"index.html"}


class PackedScripts:
    """Sends Streamlit's scripts packed, each packed once a process; their names change with their content."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] == "http" and scope["method"] == "GET" and scope["path"].startswith("/static/"):
            file = (PACKED_FOLDER / scope["path"].lstrip("/")).resolve()
            can_unpack = "gzip" in Headers(scope=scope).get("accept-encoding", "")
            if can_unpack and file.suffix in PACKED and file.is_file() and file.is_relative_to(PACKED_FOLDER.resolve()):
                headers = {"Content-Encoding": "gzip", "Cache-Control": FOR_GOOD, "Vary": "Accept-Encoding"}
                content = await run_in_threadpool(packed, file)
                await Response(content, headers=headers, media_type=PACKED[file.suffix])(scope, receive, send)
                return
        await self.app(scope, receive, send)


@lru_cache(maxsize=400)
def packed(file: Path, folder: Path = STATIC_DIR / "packed") -> bytes:
    """A script, packed; kept on the disk for the next start, under its name, which changes with its content."""
    kept = folder / f"{file.name}.gz"
    with suppress(OSError):
        return kept.read_bytes()
    content = gzip.compress(file.read_bytes(), 6, mtime=0)
    with suppress(OSError):  # a folder that cannot be written costs time, nothing else
        folder.mkdir(parents=True, exist_ok=True)
        handle, partial = tempfile.mkstemp(dir=folder)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        Path(partial).replace(kept)
    return content


@lru_cache(maxsize=1)
def style_file() -> tuple[bytes, str]:
    """The style rules, and a short name of just this content."""
    content = style_sheet().encode()
    return content, hashlib.sha256(content).hexdigest()[:12]


class ThaiPage:
    """The one HTML page: in Thai, with a link to the style rules, which it serves too."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if scope["path"] == STYLE_PATH:
            answer = Response(style_file()[0], headers={"Cache-Control": FOR_GOOD}, media_type="text/css")
            await answer(scope, receive, send)
            return
        start: Message | None = None
        page = b""

        async def rewritten(message: Message) -> None:
            nonlocal start, page
            if message["type"] == "http.response.start":
                is_page = Headers(raw=message["headers"]).get("content-type", "").startswith("text/html")
                if not is_page or message["status"] != 200:
                    await send(message)
                    return
                start = message
            elif start is None:
                await send(message)
            else:
                page += message.get("body", b"")
                if not message.get("more_body"):
                    content = in_thai(page)
                    headers = MutableHeaders(scope=start)
                    headers["Content-Length"] = str(len(content))
                    for name in ("etag", "last-modified"):
                        del headers[name]
                    await send(start)
                    await send({"type": "http.response.body", "body": content})

        if "text/html" in Headers(scope=scope).get("accept", ""):  # what is rewritten must not come packed
            scope["headers"] = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        await self.app(scope, receive, rewritten)


def in_thai(page: bytes) -> bytes:
    """Streamlit's page declared Thai, with a link to the style rules after all of its own."""
    link = f'<link rel="stylesheet" href="{STYLE_PATH}?v={style_file()[1]}">'.encode()
    return page.replace(b'<html lang="en">', b'<html lang="th">', 1).replace(b"</body>", link + b"</body>", 1)


def former_addresses(pages: Sequence[StreamlitPage]) -> list[StreamlitPage]:
    """A page that no menu shows for each former address; it goes on to its stage. `pages`: as STAGES."""
    return [
        st.Page(_leads_to(page), title=text(stage.title), url_path=stage.former_address, visibility="hidden")
        for stage, page in zip(STAGES, pages, strict=True)
    ]


def _leads_to(page: StreamlitPage) -> Callable[[], None]:
    def go() -> None:
        st.switch_page(page, query_params=st.query_params.to_dict())

    return go
