"""Opening the database file, the only two ways to reach it, `query` and `transaction`, and answers kept meanwhile."""

import threading
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from functools import wraps
from pathlib import Path
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

import duckdb
import pandas as pd

from warehouse.errors import DamagedDatabaseError, WarehouseError
from warehouse.on_disk.files import check_place, default_backup_folder, default_database_path
from warehouse.on_disk.replacing import kept_written_ahead, sweep_unfinished
from warehouse.opening import Finished, explain, finish_pending, is_damage, open_connection
from warehouse.staged import as_table
from words.dates import local_now


class Gate:
    """Keeps readers away from a database file while it is being exchanged."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._readers = 0
        self._is_closed = False

    @contextmanager
    def reading(self) -> Generator[None]:
        """Inside, the gate is not closed. Not to be nested in one thread."""
        with self._changed:
            self._changed.wait_for(lambda: not self._is_closed)
            self._readers += 1
        try:
            yield
        finally:
            with self._changed:
                self._readers -= 1
                self._changed.notify_all()

    @contextmanager
    def closed(self) -> Generator[None]:
        """Inside, no one reads. One thread at a time."""
        with self._changed:
            self._is_closed = True
            self._changed.wait_for(lambda: self._readers == 0)
        try:
            yield
        finally:
            with self._changed:
                self._is_closed = False
                self._changed.notify_all()


BRING_IN = "CHECKPOINT"
LIST: Final = "SELECT * FROM actions ORDER BY action_id DESC LIMIT ?"
ResultT = TypeVar("ResultT")


P = ParamSpec("P")
Answer = TypeVar("Answer")
MOST_ANSWERS: Final = 2000
MOST_VALUES: Final = 100  # of a list that is asked for: answers about more take too much room to be kept


class Warehouse:
    """One open database. Threads may share it: every call works on a cursor of its own.

    `left_over`: copies of what an earlier run that was cut off had written ahead; empty after an orderly end.
    `finished`: the replacement that such a run had begun and this start has finished."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, path: Path | None, backup_folder: Path | None = None
    ) -> None:
        self._connection = connection
        self._writer = threading.RLock()
        self._beside = threading.RLock()  # of what is written beside an import; taken after the other where both are
        self._counting = threading.Lock()
        self._writes = 0  # transactions that are open: they are all of the threads that hold the locks
        self._gate = Gate()
        self._damage: DamagedDatabaseError | None = None
        self.path = path
        self.backup_folder = backup_folder
        self.left_over: tuple[Path, ...] = ()
        self.finished: Finished | None = None
        self.generation = 0
        self._commits = 0
        self._known: tuple[tuple[int, int], dict[tuple[object, ...], tuple[object, Any]]] = ((0, 0), {})

    def query(
        self,
        sql: str,
        parameters: Sequence[object] | dict[str, object] = (),
        frames: Mapping[str, pd.DataFrame] | None = None,
    ) -> pd.DataFrame:
        """Rows of one SELECT as a DataFrame, fetched whole. Values go in as parameters, never into the text.

        `frames`: name → table of our own that the statement reads as one of the database's; NaN is missing there.
        """
        with self._gate.reading(), self._cursor() as cursor:
            for name, frame in (frames or {}).items():
                cursor.register(name, as_table(frame))
            return cursor.execute(sql, parameters).df()

    def query_rows(self, sql: str, parameters: Sequence[object] | dict[str, object] = ()) -> list[tuple[Any, ...]]:
        """As `query`, as plain rows: half of the time for some hundred of them."""
        with self._gate.reading(), self._cursor() as cursor:
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
        state = (self.generation, self._commits)
        if self._known[0] != state:
            self._known = (state, {})
        return self._known[1]

    @contextmanager
    def transaction(self, *, beside_imports: bool = False) -> Generator[duckdb.DuckDBPyConnection]:
        """A cursor inside BEGIN … COMMIT; any exception rolls everything back. A second writer waits for the first.

        `beside_imports`: for what stands in tables that nothing else writes (plans): it waits for others of its kind
        alone, not for an import that goes on. Not to be begun inside another transaction of the same thread.

        What was committed is brought into the file itself at once. Left in the file written ahead, it would be missing
        from a copy of the database alone, and a single flipped bit there can pass for the end of what was written. What
        was written beside an import is brought in together with that import.
        """
        try:
            with self._beside if beside_imports else self._writer, self._cursor() as cursor, self._written_by(cursor):
                yield cursor
        except WarehouseError as error:
            if isinstance(error.__cause__, duckdb.FatalException):
                self._open_again()
            raise
        self._bring_in()

    @contextmanager
    def trial(self) -> Generator[duckdb.DuckDBPyConnection]:
        """A cursor that sees one state of the database; whatever it writes, its own tables apart, is taken back."""
        with self._gate.reading(), self._cursor() as cursor:
            cursor.execute("BEGIN")
            try:
                yield cursor
            finally:
                with suppress(duckdb.Error):
                    cursor.execute("ROLLBACK")

    @contextmanager
    def alone(self) -> Generator[None]:
        """No other thread writes inside; this one may, and may exchange the file."""
        self._writer.acquire()
        with self._beside:
            try:
                yield
            finally:
                self._writer.release()  # before the other: who writes beside it next finds no one at the file

    @contextmanager
    def quiet(self) -> Generator[duckdb.DuckDBPyConnection]:
        """A cursor outside any transaction while no one can write: for reading everything, or copying it."""
        with self.alone(), self._cursor() as cursor:
            yield cursor

    def exchange(self, swap: Callable[[], ResultT]) -> ResultT:
        """Close the file, let `swap` change what lies on the disk, open it again: this object stays the same.

        Readers and writers of other threads wait meanwhile. `generation` counts the exchanges, for caches.
        """
        with self.alone():
            if self._writes:
                raise RuntimeError("exchange inside a transaction")
            with self._gate.closed():
                self._connection.close()
                try:
                    return swap()
                finally:
                    self.generation += 1
                    self._damage = None
                    self._connection = open_connection(self.path, self.backup_folder)

    def close(self) -> None:
        """Write everything into the file and let go of it."""
        self._connection.close()

    @contextmanager
    def _written_by(self, cursor: duckdb.DuckDBPyConnection) -> Generator[None]:
        self._count(writes=1)
        try:
            cursor.execute("BEGIN")
            yield
            cursor.execute("COMMIT")
            self._count(commits=1)
        except BaseException:
            with suppress(duckdb.Error):  # a commit that failed has closed the transaction already
                cursor.execute("ROLLBACK")
            raise
        finally:
            self._count(writes=-1)

    def _count(self, *, writes: int = 0, commits: int = 0) -> None:
        with self._counting:
            self._writes += writes
            self._commits += commits

    def _bring_in(self) -> None:
        """What is written ahead goes into the file itself. Should that fail, the next time or closing will do it; where
        another thread writes meanwhile, it does so at its end."""
        if not self._writer.acquire(blocking=False):
            return
        with self._beside:
            try:
                if not self._writes:
                    with closing(self._connection.cursor()) as cursor:
                        cursor.execute(BRING_IN)
            except duckdb.FatalException:
                self._open_again()
            except duckdb.Error:
                pass
            finally:
                self._writer.release()

    def _open_again(self) -> None:
        """A full disk while bringing in makes DuckDB refuse everything from then on, though nothing is lost."""
        if not self._writes and self.path is not None:
            self.exchange(lambda: None)

    @contextmanager
    def _cursor(self) -> Generator[duckdb.DuckDBPyConnection]:
        """A cursor of its own for one caller; troubles of the file come out in our own words."""
        try:
            cursor = self._connection.cursor()
            try:
                yield cursor
            finally:
                cursor.close()
        except duckdb.Error as error:
            explained = self._explained(error)
            if explained is None:
                raise
            raise explained from error

    def _explained(self, error: duckdb.Error) -> WarehouseError | None:
        if self._damage is None or not is_damage(error):
            explained = explain(error, self.path, self.backup_folder)
            if not isinstance(explained, DamagedDatabaseError):
                return explained
            self._damage = explained  # found once: looking for the newest good backup takes its time
        return self._damage


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
        return Warehouse(open_connection(None, None), None)
    file = Path(path).expanduser() if path else default_database_path()
    folder = (backup_folder or default_backup_folder(file)).resolve()
    check_place(file)
    finished = finish_pending(file) if file.parent.is_dir() else None
    with kept_written_ahead(file, local_now()) as left_over:
        warehouse = Warehouse(open_connection(file, folder), file, folder)
    sweep_unfinished(file, folder)
    warehouse.left_over = tuple(each for each in left_over if each.exists())
    warehouse.finished = finished
    return warehouse


def list_actions(warehouse: Warehouse, limit: int = 1000) -> pd.DataFrame:
    """One row per action, newest first: action_id, acted_at, action, object (number of the batch, or name of the
    backup file), areas, facts (missing where they do not apply)."""
    return warehouse.query(LIST, [limit])
