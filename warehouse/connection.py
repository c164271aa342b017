"""The only two ways to reach an open database, `query` and `transaction`, for whoever acts; answers kept meanwhile."""

from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any, Concatenate, Final, ParamSpec, TypeVar, cast

import duckdb
import pandas as pd

from warehouse.actions import ONE_PC, Actor
from warehouse.errors import WarehouseError
from warehouse.on_disk.files import check_place, default_backup_folder, default_database_path
from warehouse.on_disk.replacing import kept_written_ahead, sweep_unfinished
from warehouse.opening import Finished, finish_pending, open_connection
from warehouse.opening.database import OpenDatabase
from warehouse.postgres.address import server_address
from warehouse.staged import as_table
from words.dates import local_now

LIST: Final = """
    -- One row: an action that was done, the newest first; of one kind, or that names these words.
    SELECT * FROM actions
    WHERE ($action IS NULL OR action = $action)
      AND contains(lower(concat_ws(' ', object, account, role, area_code)), lower($find))
    ORDER BY action_id DESC
    LIMIT $limit
"""
P = ParamSpec("P")
Answer = TypeVar("Answer")
ResultT = TypeVar("ResultT")
MOST_ANSWERS: Final = 2000
MOST_VALUES: Final = 100  # of a list that is asked for: answers about more take too much room to be kept


class Warehouse:
    """One open database, as the one who acts may reach it: here all of it (`warehouse.scope` makes those of accounts).
    Threads may share it: every call works on a cursor of its own."""

    def __init__(self, database: OpenDatabase, actor: Actor = ONE_PC) -> None:
        self.database = database
        self.actor = actor
        self._known: tuple[tuple[int, int], dict[tuple[object, ...], tuple[object, Any]]] = ((0, 0), {})

    @property
    def whole(self) -> "Warehouse":
        """All of the database, whoever acts: for the gate alone, which decides over all areas together."""
        return self

    @property
    def path(self) -> Path | None:
        """The file; None in memory."""
        return self.database.path

    @property
    def backup_folder(self) -> Path | None:
        """Where its backups lie; None in memory."""
        return self.database.backup_folder

    @property
    def server(self) -> str | None:
        """The address of the server that holds it, for people; None for a file."""
        return self.database.server

    @property
    def left_over(self) -> tuple[Path, ...]:
        """Copies of what an earlier run that was cut off had written ahead; empty after an orderly end."""
        return self.database.left_over

    @property
    def finished(self) -> Finished | None:
        """The replacement that such a run had begun and this start has finished."""
        return self.database.finished

    @property
    def generation(self) -> int:
        """How often the file was exchanged while it is open."""
        return self.database.generation

    def query(
        self,
        sql: str,
        parameters: Sequence[object] | dict[str, object] = (),
        frames: Mapping[str, pd.DataFrame] | None = None,
    ) -> pd.DataFrame:
        """Rows of one SELECT as a DataFrame, fetched whole. Values go in as parameters, never into the text.

        `frames`: name → table of our own that the statement reads as one of the database's; NaN is missing there.
        """
        with self._reading() as cursor:
            for name, frame in (frames or {}).items():
                cursor.register(name, as_table(frame))
            return cursor.execute(sql, parameters).df()

    def query_figures(self, sql: str, key: Mapping[str, object]) -> pd.DataFrame:
        """As `query`, of a statement that reads nothing but `area_figures`: all areas of a level within a prefix of one
        set and year (`level`, `prefix`, `set_id`, `year_be` of its key), or listed ones (`is_listed`). A server hands
        out the many figures of tambon in columns."""
        with self._reading() as cursor:
            return self.database.query_figures(cursor, sql, key)

    def query_rows(self, sql: str, parameters: Sequence[object] | dict[str, object] = ()) -> list[tuple[Any, ...]]:
        """As `query`, as plain rows: half of the time for some hundred of them."""
        with self._reading() as cursor:
            return cursor.execute(sql, parameters).fetchall()

    def query_once(self, sql: str, *parameters: object) -> pd.DataFrame:
        """As `query`, for what every run of a screen asks: put to the database again only after something was written.
        The caller leaves the frame as it is."""
        known, asked = self.remembered_answers(), (sql, *parameters)
        if asked not in known:
            known[asked] = ((), self.query(sql, parameters))
        return known[asked][1]

    def remembered_answers(self) -> dict[tuple[object, ...], tuple[object, Any]]:
        """What was worked out since the last write, by what was asked; an empty one after every write."""
        state = self.database.state
        if self._known[0] != state:
            self._known = (state, {})
        return self._known[1]

    @contextmanager
    def transaction(self, *, beside_imports: bool = False) -> Generator[duckdb.DuckDBPyConnection]:
        """A cursor inside BEGIN … COMMIT; any exception rolls everything back. A second writer waits for the first;
        `beside_imports`: as `OpenDatabase.transaction`. For an account, what was changed is looked at before COMMIT."""
        with self.database.transaction(beside_imports=beside_imports) as cursor:
            yield cursor

    @contextmanager
    def trial(self) -> Generator[duckdb.DuckDBPyConnection]:
        """A cursor that sees one state of the database; whatever it writes, its own tables apart, is taken back."""
        with self.database.trial() as cursor:
            yield cursor

    def check_own(self, area_codes: Iterable[str]) -> None:
        """Raises NotAllowedError where one of these areas is not the account's own to write in."""

    @contextmanager
    def alone(self) -> Generator[None]:
        """No other thread writes inside; this one may, and may exchange the file."""
        with self.database.alone():
            yield

    @contextmanager
    def quiet(self) -> Generator[duckdb.DuckDBPyConnection]:
        """A cursor outside any transaction while no one can write: for reading everything, or copying it."""
        with self.alone(), self.database.cursor() as cursor:
            yield cursor

    def exchange(self, swap: Callable[[], ResultT]) -> ResultT:
        """As `OpenDatabase.exchange`: this object stays the same."""
        return self.database.exchange(swap)

    def close(self) -> None:
        """Write everything into the file and let go of it."""
        self.database.close()

    @contextmanager
    def _reading(self) -> Generator[duckdb.DuckDBPyConnection]:
        """A cursor to read from while the file is not exchanged."""
        with self.database.gate.reading(), self.database.cursor() as cursor:
            yield cursor


def remembered(
    function: Callable[Concatenate[Warehouse, P], Answer],
) -> Callable[Concatenate[Warehouse, P], Answer]:
    """A function of a warehouse whose answers are kept with it until the next write, as several parts of a screen ask
    for the same; callers leave them as they are.

    Values that have a hash (codes, years, a question) and lists of them are looked up by value, all others (a
    catalogue, a set) as the very object they are. A failure is not kept, nor an answer about a long list; of too many
    answers those go that were used longest ago."""

    @wraps(function)
    def ask(warehouse: Warehouse, *args: P.args, **kwargs: P.kwargs) -> Answer:
        given = (args, tuple(sorted(kwargs.items())))
        if any(isinstance(each, (list, tuple)) and len(each) > MOST_VALUES for each in (*args, *kwargs.values())):  # pyright: ignore[reportUnknownArgumentType]
            return function(warehouse, *args, **kwargs)
        known, key = warehouse.remembered_answers(), (function, _identity(given))
        kept = known.pop(key, None)
        if kept is not None:
            known[key] = kept  # the last used stand last
            return kept[1]
        answer = function(warehouse, *args, **kwargs)
        if len(known) >= MOST_ANSWERS:
            for old in list(known)[: MOST_ANSWERS // 4]:
                known.pop(old, None)
        known[key] = (given, answer)  # the objects given live as long as their answer, so no other takes their place
        return answer

    return ask


def _identity(value: object) -> object:
    if isinstance(value, (list, tuple)):
        return tuple(_identity(each) for each in value)  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    try:
        hash(value)
    except TypeError:
        return (type(value), id(value))
    return value


def open_warehouse(path: Path | str | None = None, backup_folder: Path | None = None) -> Warehouse:
    """Open (and create or migrate) the database at `path`; `":memory:"` for one that is gone when closed.

    Backups go to `backup_folder`, else where `CIA_BACKUPS` says, else to `backups/` beside the file.
    Raises DatabaseInUseError when another program holds the file, DamagedDatabaseError when it cannot be read (see
    `recover_database`), and WarehouseError when it is no database of ours, lies in a folder that is copied elsewhere
    all the time, or was made by a newer version of this program. The file is then as it was.
    """
    if str(path) == ":memory:":
        return Warehouse(OpenDatabase(open_connection(None, None)))
    if address := server_address(path):
        return Warehouse(_server_database(address))
    file = Path(path).expanduser() if path else default_database_path()
    folder = (backup_folder or default_backup_folder(file)).resolve()
    check_place(file)
    finished = finish_pending(file) if file.parent.is_dir() else None
    with kept_written_ahead(file, local_now()) as left_over:
        database = OpenDatabase(open_connection(file, folder), file, folder)
    sweep_unfinished(file, folder)
    database.left_over = tuple(each for each in left_over if each.exists())
    database.finished = finished
    return Warehouse(database)


def _server_database(address: str) -> OpenDatabase:
    """The database of a server, which is asked as that of a file. Its driver is loaded here alone."""
    try:
        from warehouse.postgres.server_database import ServerDatabase  # noqa: PLC0415 - a PC needs no driver
    except ImportError as error:
        raise WarehouseError(
            "เครื่องนี้ยังไม่มีโปรแกรมสำหรับต่อ PostgreSQL", "ติดตั้งด้วย pip install -r requirements-server.txt แล้วเปิดใหม่"
        ) from error
    return cast(OpenDatabase, ServerDatabase(address))  # it answers all that is asked of the other


def list_actions(warehouse: Warehouse, limit: int = 1000, action: str | None = None, find: str = "") -> pd.DataFrame:
    """One row per action, newest first: action_id, acted_at, action, object (number of the batch, or name of the
    backup file), areas, facts (missing where they do not apply); account, role, area_code (empty on one PC).

    `action`: those of this kind alone; `find`: those whose object, account, role or area has these words."""
    key: dict[str, object] = {"limit": limit, "action": action, "find": find.strip()}
    return warehouse.query(LIST, key)
