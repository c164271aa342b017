"""What the server works for people who click, over real websockets: `python -m benchmarks.sessions`.

A dashboard of its own serves a made-up nation of several years (or the database that `--database` names). Each visitor
is a websocket that asks as Streamlit's page does: one message a click, answered until the script has finished.

* Cost: one visitor; CPU milliseconds of the server (from /proc) for one click, as the mean over many, of four kinds:
  the same view again, a new area's radar, a new area's summary, a new village's radar; beside them the CPU of the plain
  SQL of the same figures on the same file. Promise: at most 40, 100 and 150 ms; a village costs the same whether the
  file has one year or five (`--years 1` beside the usual five).
* Load: many visitors with some seconds between their clicks, 70 % the same view, 25 % a new area's radar, 5 % a
  summary; seconds from a click to the end of its script. Promise: with 60 visitors and 5 seconds on two cores 95 %
  under one second.
"""

import asyncio
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

import click
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.util import calc_hash
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from analysis.core.areas import child_areas, children_data
from analysis.stages import STAGE
from benchmarks.nation import VILLAGES, facts_of, nation
from docs.screens import ROOT, free_port, wait_until_it_answers
from warehouse import StagedBatch, Warehouse, open_warehouse, store_batch

SET_ID = "jpt-2560"
YEARS = (2560, 2561, 2562, 2563, 2564)
SAME, AREA, SUMMARY = "same view", "new area's radar", "new area's summary"
VILLAGE = "new village's radar"
OPTION, WHOLE = "another scale", "another scale with the whole page"
SCALES = ("linear", "stretched", "focused")
PROMISED_MS = {SAME: 40, AREA: 100, SUMMARY: 150}
SHARES = {SAME: 0.70, AREA: 0.25, SUMMARY: 0.05}
STAGE_OF = {SAME: "radar_diagram", AREA: "radar_diagram", SUMMARY: "radar_analysis", VILLAGE: "radar_diagram"}
WARMING = 3
PLAIN_SQL = """
    SELECT area_code, indicator_code, sum(assessed), sum(failed) FROM summary
    WHERE set_id = $set_id AND year_be = $year_be AND area_code IN ($area, $parent) GROUP BY ALL
"""


class Visitor:
    """One browser tab: what it looks at. It sends the address alone, no state of widgets."""

    def __init__(self, socket: ClientConnection, area: str, year: int) -> None:
        self.socket = socket
        self.area = area
        self.year = year
        self.part = ""

    async def click(self, stage: str, area: str, looks: str = "", part: str = "") -> float:
        """Show a stage of an area; seconds until its script has finished. `looks`: more of the address; `part`: only
        this part of the page (the `part` of a click before). Raises RuntimeError where it failed."""
        self.area = area
        message = BackMsg()
        message.rerun_script.query_string = f"area={area}&set={SET_ID}&year={self.year}{looks}"
        message.rerun_script.fragment_id = part
        message.rerun_script.page_script_hash = calc_hash(STAGE[stage].address)
        start = time.perf_counter()
        await self.socket.send(message.SerializeToString())
        async for answer in self.socket:
            message_back = ForwardMsg()
            message_back.ParseFromString(answer if isinstance(answer, bytes) else answer.encode())
            if (
                message_back.WhichOneof("type") == "delta"
                and message_back.delta.new_element.WhichOneof("type") == "exception"
            ):
                raise RuntimeError(message_back.delta.new_element.exception.message)
            self.part = self.part or message_back.delta.fragment_id
            if message_back.WhichOneof("type") == "script_finished":
                return time.perf_counter() - start
        raise RuntimeError("the server closed the connection")


def tambon_of(warehouse: Warehouse, year: int = max(YEARS)) -> list[str]:
    """Codes of all tambon with data of a year."""
    return [str(code) for code in children_data(warehouse, "TH", SET_ID, year, "tambon")["area_code"]]


def a_village_of_each(warehouse: Warehouse, tambon: Iterable[str]) -> list[str]:
    """Code of the first village of each tambon."""
    return [next(iter(child_areas(warehouse, code))) for code in tambon]


def store_nation(path: Path, villages: int, years: Iterable[int]) -> None:
    """A made-up nation of some years in a database of its own."""
    warehouse = open_warehouse(path)
    for year in years:
        facts = facts_of(nation(year, villages), SET_ID)
        store_batch(
            warehouse,
            StagedBatch(f"{year}", f"{year}", "tpmap", "jpt", SET_ID, year, "village", facts, is_synthetic=True),
        )
    warehouse.close()


def cpu_seconds(process: int) -> float:
    """What a process has worked so far; Linux."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def cost(
    address: str, process: int, areas: Sequence[str], villages: Sequence[str], year: int, clicks: int
) -> dict[str, float]:  # fmt: skip
    """Kind of click → mean CPU milliseconds of the server. `areas`: tambon, so many for each kind."""
    found: dict[str, float] = {}
    unseen, unseen_villages = iter(areas), iter(villages)
    async with connect(address, subprotocols=[Subprotocol("streamlit")], max_size=None) as socket:
        visitor = Visitor(socket, next(unseen), year)
        for kind, stage in STAGE_OF.items():
            others = unseen_villages if kind == VILLAGE else unseen
            for _ in range(WARMING):
                await visitor.click(stage, visitor.area if kind == SAME else next(others))
            before = cpu_seconds(process)
            for _ in range(clicks):
                await visitor.click(stage, visitor.area if kind == SAME else next(others))
            found[kind] = 1000 * (cpu_seconds(process) - before) / clicks
        for kind, some in ((OPTION, areas[-clicks:]), (WHOLE, areas[-2 * clicks : -clicks])):
            found[kind] = await option_cost(visitor, process, some, kind == OPTION)
    return found


async def option_cost(visitor: Visitor, process: int, areas: Sequence[str], is_part: bool) -> float:
    """Mean CPU milliseconds of another scale of a radar that is shown, for each of its scales in each area."""
    spent = 0.0
    for area in areas:
        visitor.part = ""
        await visitor.click(STAGE_OF[AREA], area)
        part = visitor.part if is_part else ""
        before = cpu_seconds(process)
        for scale in SCALES:
            await visitor.click(STAGE_OF[AREA], area, f"&scale={scale}", part)
        spent += cpu_seconds(process) - before
    return 1000 * spent / (len(areas) * len(SCALES))


async def load(
    address: str, areas: Sequence[str], year: int, visitors: int, pause: float, seconds: float
) -> list[float]:
    """Seconds of every click of so many visitors, after each has opened its first page."""
    waited: list[float] = []
    end = time.monotonic() + seconds

    async def visit(number: int) -> None:
        rng = random.Random(number)  # noqa: S311
        async with connect(address, subprotocols=[Subprotocol("streamlit")], max_size=None) as socket:
            visitor = Visitor(socket, rng.choice(areas), year)
            await asyncio.sleep(rng.uniform(0, pause))
            await visitor.click("radar_diagram", visitor.area)
            while time.monotonic() < end:
                await asyncio.sleep(rng.uniform(0.5, 1.5) * pause)
                kind = rng.choices(list(SHARES), list(SHARES.values()))[0]
                area = visitor.area if kind == SAME else rng.choice(areas)
                waited.append(await visitor.click(STAGE_OF[kind], area))

    await asyncio.gather(*(visit(number) for number in range(visitors)))
    return waited


def plain_sql_ms(warehouse: Warehouse, areas: Sequence[str], year: int) -> float:
    """Mean CPU milliseconds of the sums of a tambon and its amphoe by plain SQL."""
    before = time.process_time()
    for area in areas:
        warehouse.query(PLAIN_SQL, {"set_id": SET_ID, "year_be": year, "area": area, "parent": area[:4]})
    return 1000 * (time.process_time() - before) / len(areas)


@click.command()
@click.option("--database", type=click.Path(path_type=Path), help="a database file with figures of jpt-2560")
@click.option("--villages", type=click.IntRange(min=100), default=VILLAGES)
@click.option("--years", type=click.IntRange(1, len(YEARS)), default=len(YEARS), help="of the made-up nation")
@click.option("--clicks", type=click.IntRange(min=1), default=40)
@click.option("--visitors", type=click.IntRange(min=0), default=60)
@click.option("--pause", type=float, default=5.0, help="seconds between the clicks of a visitor")
@click.option("--seconds", type=float, default=60.0)
def main(
    database: Path | None, villages: int, years: int, clicks: int, visitors: int, pause: float, seconds: float
) -> None:  # fmt: skip
    """Serve, click, say what it cost."""
    with tempfile.TemporaryDirectory() as folder:
        path = database or Path(folder) / "nation.duckdb"
        if database is None:
            store_nation(path, villages, YEARS[-years:])
        warehouse = open_warehouse(path)
        year = int(warehouse.query("SELECT max(year_be) AS year FROM batches")["year"].iloc[0])
        areas = tambon_of(warehouse, year)
        random.Random(1).shuffle(areas)  # noqa: S311
        some_villages = a_village_of_each(warehouse, areas[-clicks - WARMING :])
        plain = plain_sql_ms(warehouse, areas[: 5 * clicks], year)
        warehouse.close()
        port = free_port()
        command = [sys.executable, "-m", "app.server", "--server.port", str(port)]
        server = subprocess.Popen(command, cwd=ROOT, env=os.environ | {"CIA_DATABASE": str(path)})
        try:
            wait_until_it_answers(f"http://127.0.0.1:{port}/_stcore/health")
            address = f"ws://127.0.0.1:{port}/_stcore/stream"
            found = asyncio.run(cost(address, server.pid, areas, some_villages, year, clicks))
            for kind, milliseconds in found.items():
                promised = f" (at most {PROMISED_MS[kind]})" if kind in PROMISED_MS else ""
                print(f"{kind}: {milliseconds:.0f} ms of CPU{promised}, {milliseconds / plain:.0f} × plain SQL")
            if visitors:
                before = cpu_seconds(server.pid)
                waited = asyncio.run(load(address, areas, year, visitors, pause, seconds))
                mean = 1000 * (cpu_seconds(server.pid) - before) / len(waited)
                p50, p95 = statistics.median(waited), statistics.quantiles(waited, n=20)[-1]
                print(f"{visitors} visitors, {len(waited)} clicks: half within {p50:.2f} s, 95 % within {p95:.2f} s")
                print(f"mean {mean:.0f} ms of CPU a click")
        finally:
            server.terminate()
            server.wait(timeout=20)


if __name__ == "__main__":
    main()
