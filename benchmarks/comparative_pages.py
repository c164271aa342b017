"""The page of stage 4 as a visitor's browser gets it, on a made-up nation: `python -m benchmarks.comparative_pages`.

A dashboard of its own serves the nation (or the database that `--database` names). Promises:

* all tambon of the country ranked: at most 0.6 s of the server's CPU for the first page, 0.1 s and 250 KB for another;
* all villages: the first page in 0.5 s and 300 KB, its memory grown by at most 100 MB, and meanwhile another person's
  radars take at most twice as long as alone (medians, since other programs work too);
* every view of a province's tambon, seen for the first time, in 150 ms of CPU;
* with `--map`: the map of all tambon drawn in 2 s by Chromium without WebGL, as wide as a phone, a tap chooses.

The ranking alone beside DuckDB's SQL and pandas: `benchmarks.national_areas`.
"""

import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import click
from playwright.sync_api import sync_playwright
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.util import calc_hash
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from benchmarks.nation import VILLAGES
from benchmarks.page_reruns import COMPARATIVE_VIEWS
from benchmarks.sessions import SET_ID, Visitor, cpu_seconds, store_nation, tambon_of
from docs.screens import CHROMIUM_ARGUMENTS, ROOT, chromium_path, free_port, settled, wait_until_it_answers
from warehouse import open_warehouse

YEAR, PAGE = 2561, "comparative"
RADARS = 8
GO = """query => { history.pushState({}, '', '?' + query); window.dispatchEvent(new PopStateEvent('popstate')); }"""
NO_WEBGL = ("--disable-webgl", "--disable-3d-apis")


async def shown(socket: ClientConnection, **asked: str) -> tuple[float, float]:
    """Show the page as asked: seconds until its script has finished, and KB that came. Raises RuntimeError where it
    failed."""
    message = BackMsg()
    query = {"set": SET_ID, "year": str(YEAR)} | asked
    message.rerun_script.query_string = "&".join(f"{name}={value}" for name, value in query.items())
    message.rerun_script.page_script_hash = calc_hash(PAGE)
    start, came = time.perf_counter(), 0
    await socket.send(message.SerializeToString())
    async for answer in socket:
        raw = answer if isinstance(answer, bytes) else answer.encode()
        came += len(raw)
        back = ForwardMsg()
        back.ParseFromString(raw)
        if back.WhichOneof("type") == "delta" and back.delta.new_element.WhichOneof("type") == "exception":
            raise RuntimeError(back.delta.new_element.exception.message)
        if back.WhichOneof("type") == "script_finished":
            return time.perf_counter() - start, came / 1024
    raise RuntimeError("the server closed the connection")


async def cost(socket: ClientConnection, process: int, **asked: str) -> tuple[float, float]:
    """Seconds of the server's CPU and KB of one look."""
    before = cpu_seconds(process)
    _, came = await shown(socket, **asked)
    return cpu_seconds(process) - before, came


def megabytes(process: int) -> float:
    """The memory of the server now; Linux."""
    status = Path(f"/proc/{process}/status").read_text().splitlines()
    [resident] = [line for line in status if line.startswith("VmRSS")]
    return int(resident.split()[1]) / 1024


async def measure(address: str, process: int, tambon: list[str], province: str) -> None:
    """Every promise but the map's, each said with what was found."""
    async with connect(address, subprotocols=[Subprotocol("streamlit")], max_size=None) as socket:
        await shown(socket, area=tambon[0][:4])
        first, _ = await cost(socket, process, area="TH", level="tambon")
        again, came = await cost(socket, process, area="TH", level="tambon", page="7")
        print(f"all tambon: first {first:.2f} s of CPU (0.6), another page {again:.2f} s (0.1), {came:,.0f} KB (250)")
        alone, meanwhile, grown, village = await _villages_and_a_radar(address, socket, process, tambon)
        print(f"all villages: first {village[0]:.2f} s of CPU (0.5), {village[1]:,.0f} KB (300), {grown:,.0f} MB (100)")
        print(f"    another person's radar: alone {alone:.2f} s, meanwhile {meanwhile:.2f} s (at most twice)")
        await shown(socket, area=province, level="tambon", page="2")
        for view in COMPARATIVE_VIEWS:
            seconds, came = await cost(socket, process, area=province, level="tambon", compare=view)
            again, _ = await cost(socket, process, area=province, level="tambon", compare=view)
            print(f"    province {province}, {view:>8}: {1000 * seconds:4.0f} ms of CPU (150), "
                  f"seen again {1000 * again:4.0f} ms, {came:,.0f} KB")  # fmt: skip


async def _villages_and_a_radar(
    address: str, socket: ClientConnection, process: int, tambon: list[str]
) -> tuple[float, float, float, tuple[float, float]]:
    """Seconds of another person's radar alone and meanwhile, MB grown, and CPU and KB of the villages' first page."""
    async with connect(address, subprotocols=[Subprotocol("streamlit")], max_size=None) as other:
        visitor = Visitor(other, tambon[0], YEAR)
        radars = iter(tambon)
        await visitor.click("radar_diagram", next(radars))
        alone = [await visitor.click("radar_diagram", next(radars)) for _ in range(RADARS)]
        before = megabytes(process)
        village = await cost(socket, process, area="TH", level="village")
        grown = megabytes(process) - before
        pages = asyncio.create_task(_turn_pages(socket))
        meanwhile = [await visitor.click("radar_diagram", next(radars)) for _ in range(RADARS)]
        pages.cancel()
        await asyncio.gather(pages, return_exceptions=True)
    return statistics.median(alone), statistics.median(meanwhile), grown, village


async def _turn_pages(socket: ClientConnection) -> None:
    """Look at one page of all villages after another, without a pause, by another indicator each."""
    number = 1
    while True:
        number += 1
        await shown(socket, area="TH", level="village", by=f"{SET_ID}-{1 + number % 31:02d}", page=str(number))


def measure_map(address: str) -> None:
    """The map of all tambon on a phone: seconds until its shapes stand, and whether a tap chooses one."""
    with sync_playwright() as playwright:
        arguments = [*CHROMIUM_ARGUMENTS, *NO_WEBGL]
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=arguments)
        page = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True).new_page()
        query = f"area=TH&set={SET_ID}&year={YEAR}&level=tambon"
        for words in ("at first, the server's shapes in it", "seen again (2)"):
            if page.url == "about:blank":
                page.goto(f"{address}/{PAGE}?{query}")
            else:
                page.evaluate(GO, query)
            settled(page)
            start = time.perf_counter()
            page.evaluate(GO, f"{query}&compare=map")
            page.locator("path[data-code]").nth(1000).wait_for(state="attached", timeout=120_000)
            page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
            seconds, shapes = time.perf_counter() - start, page.locator("path[data-code]").count()
            print(f"map: {shapes:,} shapes drawn {seconds:.1f} s after the view was chosen, {words}")
        settled(page)
        drawing = page.locator("svg[role=img]").first
        drawing.scroll_into_view_if_needed()
        box = drawing.bounding_box() or {"x": 0, "y": 0, "width": 390, "height": 844}
        page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + 0.3 * box["height"])
        page.wait_for_function("() => location.search.includes('one=')", timeout=60_000)
        print(f"    a tap chose {page.url.partition('one=')[2][:6]}")
        browser.close()


@click.command()
@click.option("--database", type=click.Path(path_type=Path), help=f"a database file with {SET_ID} of {YEAR}")
@click.option("--villages", type=click.IntRange(min=1000), default=VILLAGES, help="of the made-up nation")
@click.option("--province", default="30")
@click.option("--map", "with_map", is_flag=True, help="draw the map in Chromium too")
def main(database: Path | None, villages: int, province: str, with_map: bool) -> None:
    """Serve, look, say what it cost."""
    with tempfile.TemporaryDirectory() as folder:
        path = database or Path(folder) / "nation.duckdb"
        if database is None:
            store_nation(path, villages, [YEAR])
        warehouse = open_warehouse(path)
        tambon = [code for code in tambon_of(warehouse, YEAR) if not code.startswith(province)]
        warehouse.close()
        port = free_port()
        command = [sys.executable, "-m", "app.server", "--server.port", str(port)]
        server = subprocess.Popen(command, cwd=ROOT, env=os.environ | {"CIA_DATABASE": str(path)})
        try:
            wait_until_it_answers(f"http://127.0.0.1:{port}/_stcore/health", 120)
            asyncio.run(measure(f"ws://127.0.0.1:{port}/_stcore/stream", server.pid, tambon, province))
            if with_map:
                measure_map(f"http://127.0.0.1:{port}")
        finally:
            server.terminate()
            server.wait(timeout=20)


if __name__ == "__main__":
    main()
