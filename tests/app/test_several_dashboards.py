"""Two dashboards on one PostgreSQL behind the proxy of docs/server: what a command stores shows in both at once."""

import asyncio
import os
import urllib.request
from collections.abc import Iterator
from contextlib import AsyncExitStack, ExitStack
from pathlib import Path

import pytest

from docs.screens import running_dashboard
from loaders.__main__ import main as load
from postgres_cluster import empty_server_warehouse
from tests.app.test_proxy import CADDY, SECRET, UNSURE, in_a_loop, proxied, rerun, signed, stream_of
from tests.warehouse.examples import staged
from warehouse import add_account, store_batch

pytestmark = pytest.mark.skipif(CADDY is None and "CI" not in os.environ, reason="apt-get install caddy")
COOKIE = "radar_process"
TRIES = 40
OTHER_AMPHOE = "area=830201&set=jpt-2560&year=2561"
NOT_FOUND, FIGURE = "ไม่พบข้อมูลของพื้นที่", "7.0 %"


@pytest.fixture(scope="module")
def database(cluster: Path) -> str:
    """The address of a database that one amphoe has figures in, and an account."""
    warehouse = empty_server_warehouse(cluster)
    store_batch(warehouse, staged({"83010101": (10, 1), "83010102": (20, 2)}))
    add_account(warehouse, "boss", "administrator", "TH")
    address = str(warehouse.database.address)  # type: ignore[attr-defined]
    warehouse.close()
    return address


@pytest.fixture(scope="module")
def proxy_port(database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Caddy before two dashboards."""
    environment = {**os.environ, "CIA_IDENTITY": "header", "CIA_PROXY_SECRET": SECRET}
    with ExitStack() as stack:
        addresses = [stack.enter_context(running_dashboard(database, environment)) for _ in range(2)]
        ports = [int(address.rpartition(":")[2]) for address in addresses]
        yield stack.enter_context(proxied(tmp_path_factory.mktemp("two"), *ports, names=("boss",)))


def cookies_of_both(port: int) -> list[str]:
    """What the browsers of two people send, each of whom the proxy leads to another dashboard."""
    found: set[str] = set()
    for _ in range(TRIES):
        request = urllib.request.Request(f"https://localhost:{port}/_stcore/health", headers=signed("boss"))
        with urllib.request.urlopen(request, context=UNSURE, timeout=20) as answered:  # noqa: S310
            given = str(answered.headers["Set-Cookie"]).partition(";")[0]
        assert given.startswith(COOKIE)
        found.add(given)
        if len(found) == 2:
            return sorted(found)
    raise AssertionError("the proxy leads everybody to one dashboard")


def test_what_a_command_stores_shows_in_both_dashboards_on_their_next_run(
    proxy_port: int, database: str, tmp_path: Path
) -> None:
    file = tmp_path / "61_83_village_common.csv"
    file.write_text("village_ID,household.CNT,indicator1.ALL,indicator1.CNT\n83020101,100,100,7\n", encoding="utf-8")

    async def watched() -> None:
        async with asyncio.timeout(120), AsyncExitStack() as stack:
            streams = [
                await stack.enter_async_context(stream_of(proxy_port, signed("boss") | {"Cookie": cookie}))
                for cookie in cookies_of_both(proxy_port)
            ]
            for stream in streams:
                assert NOT_FOUND in (await rerun(stream, OTHER_AMPHOE)).decode(errors="replace")
            assert await asyncio.to_thread(load, [str(file), "--database", database]) == 0
            for stream in streams:
                shown = (await rerun(stream, OTHER_AMPHOE)).decode(errors="replace")
                assert NOT_FOUND not in shown
                assert FIGURE in shown

    in_a_loop(watched())
