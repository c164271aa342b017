"""The client or the server dies at any moment: what was acknowledged is there, the rest is whole or not there."""

import os
import random
import signal
import time
from contextlib import suppress
from functools import partial
from multiprocessing.context import ForkServerContext
from pathlib import Path

import psycopg
import pytest

from postgres_cluster import empty_server_warehouse, programs, start_cluster
from tests.warehouse.examples import figures
from tests.warehouse.postgres.importing import batch_of_amphoe, change_until_statement
from tests.warehouse.test_sudden_deaths import Model, lines_until_death, processes
from tests_support import SEED, SOAK_TIMES
from warehouse import ServerError, Warehouse, check_database, open_warehouse, store_batch

pytestmark = pytest.mark.damage
CLIENT_KILLS, SERVER_KILLS = 4 * SOAK_TIMES, 2 * SOAK_TIMES
STATEMENTS_APART = max(1, 16 // SOAK_TIMES)
LONGEST_S = 0.4
WAITED_FOR = ("done store", "open", "done store")
WRITER = "SELECT pid FROM pg_stat_activity WHERE application_name = 'community-radar' LIMIT 1"
TRIES = 400
__all__ = ["processes"]


@pytest.fixture(scope="module")
def own_cluster() -> Path:
    """A server of this file's own, to be killed; it ends with this process."""
    bin_folder = programs()
    if bin_folder is None:
        pytest.skip("ไม่มี PostgreSQL ในเครื่องนี้")
    return start_cluster(bin_folder, os.getpid())


@pytest.fixture
def address(own_cluster: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An empty database on that server."""
    monkeypatch.setenv("CIA_BACKUPS", str(tmp_path))
    warehouse = empty_server_warehouse(own_cluster)
    warehouse.close()
    return str(warehouse.database.address)  # type: ignore[attr-defined]


def opened_again(address: str) -> Warehouse:
    """The database as soon as the server takes connections."""
    for _ in range(300):
        with suppress(ServerError):
            return open_warehouse(address)
        time.sleep(0.1)
    raise AssertionError("the server does not come back")


def hold(model: Model, address: str, told: list[list[str]]) -> None:
    """Let the model hear what was told, and hold the database to it: once what was under way has ended."""
    for line in told:
        if line[0] == "done":
            model.hear(line[1:])
    begun = told[-1][1:] if told and told[-1][0] == "begin" else None
    warehouse = opened_again(address)
    with warehouse.alone():
        model.agree_with(warehouse, begun)
    warehouse.close()


def kill_a_backend(folder: Path) -> None:
    """Kill a process of the server that serves the writer: the server ends all others and recovers as after a cut of
    the power."""
    with psycopg.connect(host=str(folder), user="radar", dbname="postgres", autocommit=True) as connection:
        for _ in range(TRIES):  # between two imports the writer has no connection for a moment
            if served := connection.execute(WRITER).fetchone():
                os.kill(served[0], signal.SIGKILL)
                return
            time.sleep(0.005)
    raise AssertionError("the writer has no connection")


def test_a_client_killed_at_any_moment(address: str, processes: ForkServerContext) -> None:
    model, rng = Model("rows"), random.Random(SEED)
    for kill in range(CLIENT_KILLS):
        once = WAITED_FOR[kill % len(WAITED_FOR)]
        told = lines_until_death(processes, address, kill, rng.uniform(0, LONGEST_S), once=once)
        hold(model, address, told)
    assert model.acknowledged >= CLIENT_KILLS // 2


@pytest.mark.parametrize("change", ["import", "undo"])
def test_a_client_killed_before_each_of_its_statements(address: str, processes: ForkServerContext, change: str) -> None:
    """Every sixteenth of them, each in a soak: all is as it was before, or all of the change is there."""
    warehouse = open_warehouse(address)
    store_batch(warehouse, batch_of_amphoe("8301", 5))
    found = before = figures(warehouse)
    of_import = {area: (assessed, failed // 5 * 9) for area, (assessed, failed) in before.items()}
    after, kills = of_import if change == "import" else {}, 0
    while found != after:
        assert found == before
        kills += 1
        child = processes.Process(target=change_until_statement, args=(address, change, kills * STATEMENTS_APART))
        child.start()
        child.join(60)
        with warehouse.alone():  # the server has let go of what the dead one had begun
            found = figures(warehouse)
            assert check_database(warehouse).problems == ()
        assert child.exitcode == -signal.SIGKILL or (child.exitcode == 0 and found == after)
    assert kills * STATEMENTS_APART > 30
    warehouse.close()


def test_a_server_killed_at_any_moment(own_cluster: Path, address: str, processes: ForkServerContext) -> None:
    model, rng = Model("rows"), random.Random(SEED)
    for kill in range(SERVER_KILLS):
        told = lines_until_death(
            processes,
            address,
            kill,
            rng.uniform(0, LONGEST_S),
            once="done store",
            end=partial(kill_a_backend, own_cluster),
        )
        hold(model, address, told)
    assert model.acknowledged >= SERVER_KILLS
