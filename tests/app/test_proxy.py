"""A server behind the proxy of docs/server: nobody names himself, and past the proxy nothing is answered."""

import asyncio
import os
import re
import shutil
import socket
import ssl
import subprocess
import time
import urllib.error
import urllib.request
from base64 import b64encode
from collections.abc import Callable, Coroutine, Generator, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import pytest
import streamlit
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.util import calc_hash
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidStatus
from websockets.typing import Subprotocol

from analysis.stages import STAGE
from app.identity import LEAST_SECRET, PROXY_HEADER, USER_HEADER
from docs.screens import ROOT, free_port, running_dashboard
from tests.app.test_front_door import answer
from warehouse import add_account, open_warehouse

AnswerT = TypeVar("AnswerT")

SECRET = "s" * LEAST_SECRET
WORD = "a word of a test"
HASHED = "$2b$04$abcdefghijklmnopqrstuuw7pwBiCbjDWq2mjidzzFweHo7uRzwIq"  # bcrypt as cheap as it may be
CADDY = shutil.which("caddy")
pytestmark = pytest.mark.skipif(CADDY is None and "CI" not in os.environ, reason="apt-get install caddy")
UNSURE = ssl.create_default_context()
UNSURE.check_hostname, UNSURE.verify_mode = False, ssl.CERT_NONE


@dataclass(frozen=True)
class Place:
    port: int
    proxy_port: int


@pytest.fixture(scope="module")
def place(copy_of_sample: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A dashboard with accounts, and the Caddy of docs/server before it."""
    folder = tmp_path_factory.mktemp("proxy")
    database = copy_of_sample(folder / "radar.duckdb")
    warehouse = open_warehouse(database)
    add_account(warehouse, "boss", "administrator", "TH")
    add_account(warehouse, "muang", "officer", "8301")
    warehouse.close()
    environment = {**os.environ, "CIA_IDENTITY": "header", "CIA_PROXY_SECRET": SECRET}
    with running_dashboard(database, environment) as address:
        port = int(address.rpartition(":")[2])
        with proxied(folder, port, names=("muang", "boss", "nobody")) as proxy_port:
            yield Place(port, proxy_port)


@contextmanager
def proxied(folder: Path, *ports: int, names: Iterable[str]) -> Generator[int]:
    """The port of the Caddy of docs/server before dashboards at these ports; it knows these names."""
    (folder / "users").write_text("".join(f"{name} {HASHED}\n" for name in names), encoding="utf-8")
    proxy_port = free_port()
    settings = {
        "RADAR_SITE": f"https://localhost:{proxy_port}", "RADAR_USERS": str(folder / "users"),
        "RADAR_UPSTREAM": " ".join(f"127.0.0.1:{port}" for port in ports), "CIA_PROXY_SECRET": SECRET,
        "RADAR_OPTIONS": "auto_https disable_redirects\nskip_install_trust",
        "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "HOME": str(folder),
    }  # fmt: skip
    command = [str(CADDY), "run", "--adapter", "caddyfile", "--config", str(ROOT / "docs/server/Caddyfile")]
    with subprocess.Popen(command, env=os.environ | settings, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for_tls(proxy_port)
            yield proxy_port
        finally:
            process.terminate()


def wait_for_tls(port: int, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while True:
        try:
            with (
                socket.create_connection(("localhost", port), 5) as plain,
                UNSURE.wrap_socket(plain, server_hostname="localhost"),
            ):
                return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


def signed(name: str) -> dict[str, str]:
    """The header of one who signs in."""
    return {"Authorization": f"Basic {b64encode(f'{name}:{WORD}'.encode()).decode()}"}


def stream_of(proxy_port: int, headers: dict[str, str]) -> connect:
    """A browser's connection through the proxy."""
    return connect(
        f"wss://localhost:{proxy_port}/_stcore/stream", ssl=UNSURE, max_size=None,
        additional_headers=headers, subprotocols=[Subprotocol("streamlit")],
    )  # fmt: skip


async def rerun(stream: ClientConnection, query: str) -> bytes:
    """Everything that a run of stage 2 sends for this address."""
    message = BackMsg()
    message.rerun_script.query_string = query
    message.rerun_script.page_script_hash = calc_hash(STAGE["radar_diagram"].address)
    await stream.send(message.SerializeToString())
    received = b""
    async for part in stream:
        assert isinstance(part, bytes)
        received += part
        sent = ForwardMsg()
        sent.ParseFromString(part)
        if sent.WhichOneof("type") == "script_finished":
            break
    return received


def shown(
    place: Place, name: str, area: str, forged: dict[str, str] | None = None,
    meanwhile: Callable[[bytes], object] = lambda _: None,
) -> bytes:  # fmt: skip
    """Everything that a browser is sent for stage 2 of an area, to the one who signs in by this name. `meanwhile`: what
    is done with it while the screen is still open."""

    async def ask() -> bytes:
        async with stream_of(place.proxy_port, signed(name) | (forged or {})) as stream:
            received = await rerun(stream, f"area={area}&set=jpt-2560&year=2565&show=areas")
            await asyncio.to_thread(meanwhile, received)
            return received

    return in_a_loop(asyncio.wait_for(ask(), 60))


def in_a_loop(asked: Coroutine[Any, Any, AnswerT]) -> AnswerT:
    """The answer, from a loop of its own thread: a browser's driver may have one going in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, asked).result()


def status_of(place: Place, name: str, path: str) -> int:
    """What the proxy answers a request of this name."""
    request = urllib.request.Request(f"https://localhost:{place.proxy_port}{path}", headers=signed(name))
    try:
        with urllib.request.urlopen(request, context=UNSURE, timeout=20) as answered:  # noqa: S310
            return int(answered.status)
    except urllib.error.HTTPError as error:
        error.close()
        return error.code


def test_a_file_is_given_to_the_account_whose_screen_has_it(place: Place) -> None:
    answers: list[tuple[int, int]] = []

    def fetch(received: bytes) -> None:
        path = re.findall(rb"/media/[0-9a-f]+\.\w+", received)[0].decode()
        answers.append((status_of(place, "boss", path), status_of(place, "muang", path)))

    shown(place, "boss", "8301", meanwhile=fetch)
    assert answers == [(200, 403)]


def test_past_the_proxy_nothing_is_answered(place: Place) -> None:
    forged = f"{USER_HEADER}: boss"
    for path in ("/", "/_stcore/host-config", "/media/0.csv", "/app/static/Sarabun-Regular.ttf"):
        for more in ("", f"\r\n{forged}", f"\r\n{forged}\r\n{PROXY_HEADER}: {'x' * LEAST_SECRET}"):
            status, _ = answer(place.port, f"GET {path} HTTP/1.1\r\nHost: localhost{more}")
            assert status == 403, (path, more)
    known = f"{PROXY_HEADER}: {SECRET}"
    two = f"GET / HTTP/1.1\r\nHost: localhost\r\n{known}\r\n{USER_HEADER}: muang\r\n{forged}"
    assert answer(place.port, two)[0] == 403
    assert answer(place.port, f"GET / HTTP/1.1\r\nHost: localhost\r\n{known}\r\n{forged}")[0] == 200
    assert answer(place.port, "GET /_stcore/health HTTP/1.1\r\nHost: localhost")[0] == 200


def test_a_websocket_past_the_proxy_is_refused(place: Place) -> None:
    async def ask() -> None:
        headers = {USER_HEADER: "boss"}
        async with connect(f"ws://localhost:{place.port}/_stcore/stream", additional_headers=headers):
            pass

    with pytest.raises(InvalidStatus):
        in_a_loop(ask())


def test_without_a_password_the_proxy_answers_nothing(place: Place) -> None:
    with pytest.raises(InvalidStatus, match="401"):
        in_a_loop(_unsigned(place))


async def _unsigned(place: Place) -> None:
    async with connect(f"wss://localhost:{place.proxy_port}/_stcore/stream", ssl=UNSURE):
        pass


def test_a_forged_name_through_the_proxy_changes_nothing(place: Place) -> None:
    forged = {USER_HEADER: "boss", PROXY_HEADER: SECRET}
    honest, lying = shown(place, "muang", "8301"), shown(place, "muang", "8301", forged)
    for received in (honest, lying):
        assert "muang · เจ้าหน้าที่ · พื้นที่ 8301".encode() in received
        assert b"boss" not in received
    assert "boss · ผู้ดูแลระบบ".encode() in shown(place, "boss", "8301")


def test_no_account_is_sent_a_page_that_says_whom_to_ask(place: Place) -> None:
    received = shown(place, "nobody", "8301")
    assert "ยังไม่มีบัญชีชื่อ nobody".encode() in received
    assert b"plotly" not in received


def test_villages_of_others_are_in_nothing_that_is_sent(place: Place) -> None:
    """8303 has villages whose names stand in what the administrator is sent, and in nothing sent to 8301."""
    villages = [f"{code}".encode() for code in ("83030101", "83030102")]
    boss, muang = shown(place, "boss", "830301"), shown(place, "muang", "830301")
    assert all(code in boss for code in villages)
    assert not any(code in muang for code in villages)


def test_the_programs_own_icons_are_given_to_everybody(place: Place) -> None:
    """They lie in a folder that is called media, too."""
    [icons] = (Path(streamlit.__file__).parent / "static/static/media").glob("MaterialSymbols-Rounded*.woff2")
    assert status_of(place, "muang", f"/static/media/{icons.name}") == 200
    assert status_of(place, "muang", "/media/0000.csv") == 403
