"""From outside: which names, pages and frames the running server answers, and whom it asks."""

import contextlib
import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.server import options
from docs.screens import running_dashboard

FOREIGN = "radar.evil.example"


@pytest.fixture(scope="module")
def asked_elsewhere() -> Iterator[tuple[str, list[bytes]]]:
    """Address of a proxy that answers nothing, and what it was asked."""
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def listen() -> None:
            with contextlib.suppress(OSError):
                while True:
                    caller, _ = listener.accept()
                    asked.append(caller.recv(2000))
                    caller.close()

        threading.Thread(target=listen, daemon=True).start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}", asked


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, asked_elsewhere: tuple[str, list[bytes]]) -> Iterator[int]:
    """The port of a dashboard whose every call to another machine goes to the proxy."""
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), asked_elsewhere[0])
    folder: Path = tmp_path_factory.mktemp("door")
    with running_dashboard(folder / "radar.duckdb", {**os.environ, **proxies, "no_proxy": ""}) as address:
        yield int(address.rpartition(":")[2])


def answer(port: int, head: str) -> tuple[int, str]:
    """Status and head of the answer to a request written by hand."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall((head + "\r\nConnection: close\r\n\r\n").encode())
        received = b""
        with contextlib.suppress(TimeoutError):
            while b"\r\n\r\n" not in received and (part := connection.recv(4000)):
                received += part
    text = received.decode("latin-1")
    return int(text.split()[1]), text.lower()


WEBSOCKET = (
    "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nOrigin: {}"
)


@pytest.mark.parametrize("path", ["/", "/_stcore/health", "/_stcore/host-config", "/app/static/x.ttf", "/media/x"])
@pytest.mark.parametrize("host", [FOREIGN, f"{FOREIGN}:8501", "127.0.0.1.evil.example", "10.0.0.1", "[::1]", ""])
def test_no_other_name_is_answered(server: int, path: str, host: str) -> None:
    status, _ = answer(server, f"GET {path} HTTP/1.1\r\nHost: {host}")
    assert status == 400


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LOCALHOST"])
def test_the_own_names_are_answered_but_in_no_foreign_frame(server: int, host: str) -> None:
    status, head = answer(server, f"GET / HTTP/1.1\r\nHost: {host}:{server}")
    assert status == 200
    assert "content-security-policy: frame-ancestors 'self'" in head
    assert "x-frame-options: sameorigin" in head


def test_there_are_no_metrics(server: int) -> None:
    for path in ("/_stcore/metrics", "/radar-diagram/_stcore/metrics"):
        assert "stream" not in answer(server, f"GET {path} HTTP/1.1\r\nHost: localhost")[1]
    assert answer(server, "GET /_stcore/metrics HTTP/1.1\r\nHost: localhost")[0] == 404


def test_a_page_of_another_origin_gets_no_websocket_and_nobody_is_asked_for_an_address(
    server: int, asked_elsewhere: tuple[str, list[bytes]]
) -> None:
    for host in (f"127.0.0.1:{server}", f"{FOREIGN}:{server}"):
        for origin in (f"http://{FOREIGN}:{server}", "null", "http://8.8.8.8"):
            stream = (
                f"GET /_stcore/stream HTTP/1.1\r\nHost: {host}\r\n{WEBSOCKET.format(origin)}\r\nConnection: Upgrade"
            )
            assert answer(server, stream)[0] in (400, 403)
            assert answer(server, f"GET / HTTP/1.1\r\nHost: {host}\r\nOrigin: {origin}")[0] in (400, 403)
    own = f"http://127.0.0.1:{server}"
    stream = f"GET /_stcore/stream HTTP/1.1\r\nHost: 127.0.0.1:{server}\r\n{WEBSOCKET.format(own)}"
    with socket.create_connection(("127.0.0.1", server), timeout=20) as connection:
        connection.sendall(f"{stream}\r\nConnection: Upgrade\r\n\r\n".encode())
        assert connection.recv(4000).startswith(b"HTTP/1.1 101")
    assert asked_elsewhere[1] == []


def test_options_are_read_with_their_kinds() -> None:
    words = ["--server.port", "8502", "--server.headless=false", "--logger.level", "debug"]
    assert options(words) == {"server.port": 8502, "server.headless": False, "logger.level": "debug"}
    assert options(["--server.allowedHosts", '["a.go.th", "*.b.go.th"]']) == {
        "server.allowedHosts": ["a.go.th", "*.b.go.th"]
    }
    with pytest.raises(SystemExit, match=r"server\.port"):
        options(["8502"])
