"""A PostgreSQL server of the tests' own: one for all processes of a run, gone with the run however that ends.

Nothing of it outlives the run, so nothing is flushed to the disk. It listens on a socket in its own folder alone.
"""

import itertools
import os
import shutil
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import psycopg
from psycopg import sql

from loaders.sample import load_sample_data
from tests_support import made_once
from warehouse import Warehouse, open_warehouse

SETTINGS = ("listen_addresses=", "fsync=off", "full_page_writes=off", "autovacuum=off", "max_connections=200")
# Ends the server (fast shutdown) and takes its folder away when the run that began it is no more.
WATCH = """
"$0/postgres" -D "$1/data" -k "$1" {settings} >"$1/log" 2>&1 &
server=$!
while kill -0 "$2" 2>/dev/null || [ -d "/proc/$2" ]; do sleep 1; done
kill -INT $server; wait $server; rm -rf "$1"
"""
OWNER, TEMPLATE, SAMPLE = "radar", "radar_template", "radar_sample"
AREA_ROLE = "community_radar_area"
EMPTY = """
    DO $$
    DECLARE name text;
    BEGIN
        FOR name IN SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
            AND relname NOT IN ('schema_version', 'server_writes') AND pg_relation_size(oid) > 0 LOOP
            EXECUTE format('TRUNCATE %I', name);
        END LOOP;
        FOR name IN SELECT sequencename FROM pg_sequences WHERE last_value IS NOT NULL LOOP
            EXECUTE format('ALTER SEQUENCE %I RESTART', name);
        END LOOP;
    END $$
"""
_made: dict[str, Warehouse] = {}
_numbers = itertools.count(1)


def programs() -> Path | None:
    """The folder of PostgreSQL's programs; None where they are not installed."""
    found = shutil.which("pg_ctl")
    folders = [Path(found).resolve().parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return next((each for each in reversed(folders) if (each / "initdb").exists()), None)


def start_cluster(bin_folder: Path, watched: int) -> Path:
    """Make and start a server that ends with the process `watched`; the folder of its socket."""
    folder = Path(tempfile.mkdtemp(prefix="radar-postgres-"))
    as_owner: list[str] = []
    if os.getuid() == 0:  # the server refuses to run as root
        shutil.chown(folder, "postgres")
        as_owner = ["runuser", "-u", "postgres", "--"]
    make = [
        *as_owner,
        bin_folder / "initdb",
        "-D",
        folder / "data",
        "-A",
        "trust",
        "-U",
        "postgres",
        "--locale=C",
        "-E",
        "UTF8",
        "-N",
    ]
    subprocess.run(make, check=True, stdout=subprocess.DEVNULL, cwd="/")
    settings = " ".join(f"-c {each}" for each in SETTINGS)
    watch = [*as_owner, "sh", "-c", WATCH.format(settings=settings), bin_folder, folder, str(watched)]
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run(["sh", "-c", 'setsid "$@" &', "sh", *watch], check=True, cwd="/", **quiet)
    for _ in range(200):
        with suppress(psycopg.OperationalError), _connected(folder, "postgres") as connection:
            connection.execute(f"CREATE ROLE {AREA_ROLE} NOLOGIN")
            connection.execute(f"CREATE ROLE {OWNER} LOGIN CREATEDB IN ROLE {AREA_ROLE}")
            break
        time.sleep(0.05)
    open_warehouse(_created(folder, TEMPLATE, "template0")).close()
    return folder


def cluster_of_run(base: Path) -> Path:
    """The folder of the server that all processes of this run share."""
    bin_folder = programs()
    assert bin_folder is not None
    is_worker = "PYTEST_XDIST_WORKER" in os.environ
    watched = os.getppid() if is_worker else os.getpid()
    place = (base.parent if is_worker else base) / "postgres.folder"
    return Path(made_once(place, lambda path: path.write_text(str(start_cluster(bin_folder, watched)))).read_text())


def empty_server_warehouse(folder: Path) -> Warehouse:
    """A database of this server with our tables and nothing in them, opened: one of before that is closed, emptied, or
    a new one."""
    for address, before in _made.items():
        if before.database.is_closed and address.endswith(f"?host={folder}"):
            _empty(address)
            break
    else:
        address = _created(folder, f"radar_{os.getpid()}_{len(_made) + 1}", TEMPLATE)
    _made[address] = open_warehouse(address)
    return _made[address]


def sample_server_warehouse(folder: Path, base: Path) -> Warehouse:
    """A database of this server with the sample data, opened: a copy of one that is filled once a run. `base`: the
    folder that all processes of the run share."""
    made_once(base / "sample.postgres", lambda path: _fill_sample(folder, path))
    return open_warehouse(_created(folder, f"radar_{os.getpid()}_sample_{next(_numbers)}", SAMPLE))


def _fill_sample(folder: Path, done: Path) -> None:
    warehouse = open_warehouse(_created(folder, SAMPLE, TEMPLATE))
    load_sample_data(warehouse)
    warehouse.close()
    done.touch()


def _empty(address: str) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(EMPTY)


def _created(folder: Path, name: str, template: str) -> str:
    with _connected(folder, OWNER) as connection:
        text = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
        connection.execute(text)
    return f"postgresql://{OWNER}@/{name}?host={folder}"


def _connected(folder: Path, user: str) -> psycopg.Connection:
    return psycopg.connect(host=str(folder), user=user, dbname="postgres", autocommit=True)
