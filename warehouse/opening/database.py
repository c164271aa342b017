"""An open database file: cursors, one writer at a time, and the exchange of the file under readers who wait."""

import threading
from collections.abc import Callable, Generator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TypeVar

import duckdb
import pandas as pd

from warehouse.errors import DamagedDatabaseError, WarehouseError
from warehouse.on_disk.backup_files import Contents, read_contents
from warehouse.opening import Finished, explain, is_damage, open_connection


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
INTERRUPTED = "Query interrupted", KeyboardInterrupt.__name__  # what DuckDB says of Ctrl+C in a statement, in a frame
ResultT = TypeVar("ResultT")


@contextmanager
def breaking_off() -> Generator[None]:
    """Ctrl+C while the database works is Ctrl+C outside: DuckDB makes an error of its own of it."""
    try:
        yield
    except (duckdb.Error, RuntimeError) as error:
        if any(words in str(error) for words in INTERRUPTED):
            raise KeyboardInterrupt from error
        raise


class OpenDatabase:
    """The file that all threads and all actors of this program share. `generation` counts its exchanges, `commits` what
    was written since it was opened; `left_over` and `finished` as `warehouse.Warehouse` says."""

    server: str | None = None  # the address of one that holds it: a file is held by none

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, path: Path | None = None, backup_folder: Path | None = None
    ) -> None:
        self.connection = connection
        self._writer = threading.RLock()
        self._beside = threading.RLock()  # of what is written beside an import; taken after the other where both are
        self._counting = threading.Lock()
        self._writes = 0  # transactions that are open: they are all of the threads that hold the locks
        self.gate = Gate()
        self._damage: DamagedDatabaseError | None = None
        self.path = path
        self.backup_folder = backup_folder
        self.left_over: tuple[Path, ...] = ()
        self.finished: Finished | None = None
        self.generation = 0
        self.commits = 0

    @property
    def state(self) -> tuple[int, int]:
        """Another one after every write and every exchange."""
        return self.generation, self.commits

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
            with self._beside if beside_imports else self._writer, self.cursor() as cursor, self._written_by(cursor):
                yield cursor
        except WarehouseError as error:
            if isinstance(error.__cause__, duckdb.FatalException):
                self._open_again()
            raise
        self._bring_in()

    @contextmanager
    def trial(self) -> Generator[duckdb.DuckDBPyConnection]:
        """A cursor that sees one state of the database; whatever it writes, its own tables apart, is taken back."""
        with self.gate.reading(), self.cursor() as cursor:
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

    def exchange(self, swap: Callable[[], ResultT]) -> ResultT:
        """Close the file, let `swap` change what lies on the disk, open it again: this object stays the same.

        Readers and writers of other threads wait meanwhile. `generation` counts the exchanges, for caches.
        """
        with self.alone():
            if self._writes:
                raise RuntimeError("exchange inside a transaction")
            with self.gate.closed():
                self.connection.close()
                try:
                    return swap()
                finally:
                    self.generation += 1
                    self._damage = None
                    self.connection = open_connection(self.path, self.backup_folder)

    def query_figures(self, cursor: duckdb.DuckDBPyConnection, query: str, key: Mapping[str, object]) -> pd.DataFrame:
        """The rows of a statement that `warehouse.Warehouse.query_figures` describes."""
        return cursor.execute(query, key).df()

    def read_contents(self, cursor: duckdb.DuckDBPyConnection) -> Contents:
        """What is held, every row of every table read once. No one may write meanwhile."""
        return read_contents(cursor)

    def close(self) -> None:
        """Write everything into the file and let go of it."""
        self.connection.close()

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
            self.commits += commits

    def _bring_in(self) -> None:
        """What is written ahead goes into the file itself. Should that fail, the next time or closing will do it; where
        another thread writes meanwhile, it does so at its end."""
        if not self._writer.acquire(blocking=False):
            return
        with self._beside:
            try:
                if not self._writes:
                    with breaking_off(), closing(self.connection.cursor()) as cursor:
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
    def cursor(self) -> Generator[duckdb.DuckDBPyConnection]:
        """A cursor of its own for one caller; troubles of the file come out in our own words."""
        try:
            with breaking_off(), closing(self.connection.cursor()) as cursor:
                yield cursor
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
