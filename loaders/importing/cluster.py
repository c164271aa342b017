"""Files read ahead on a Dask cluster: on the cores of this machine, or on others. Nothing is stored there.

A worker reads each file in a child of its own, as the screen does, so that limits hold and a file that kills its reader
kills no worker. What comes back are the anonymous rows (`Staging`). Only this module knows Dask, and only while a batch
runs: the packages are in requirements-server.txt.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Generator, Iterable
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from loaders.checks.problems import ERROR
from loaders.importing.one_file import read_beforehand
from loaders.layouts.by_mapping import MappingOrder
from loaders.mapping.places import FOUND_BY_NAME
from loaders.reading import ReadRefusal
from loaders.reading_run import refused_staging
from loaders.staging.staged_file import LoadRequest, Staging, TableChoice

if TYPE_CHECKING:
    from distributed import Client, Future

TRIES = 3  # workers that may die under a file before it is named
FILES_AHEAD = 2  # for each worker: one being read, one waiting beside it
SECONDS_TO_JOIN = 20
SCHEMES = {"dask": "tcp", "tls": "tls"}
INSTALL = "สั่ง python -m pip install -r requirements-server.txt แล้วสั่งใหม่"
NO_INTERRUPTS = "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)"  # a terminal sends Ctrl+C to all of them
SETTINGS = {
    "distributed.scheduler.allowed-failures": TRIES - 1,
    "distributed.admin.large-graph-warning-threshold": "2GiB",  # a file's bytes travel with its task
    "distributed.worker.profile.enabled": False,  # a worker waits for its child: there is nothing to look at
}

Readings = list[tuple[TableChoice | None, Staging]]


class ClusterError(Exception):
    """There is nobody to read: what is wrong and what to do. `is_missing`: the packages are not installed."""

    def __init__(self, what: str, fix: str, *, is_missing: bool = False) -> None:
        super().__init__(f"{what} → {fix}")
        self.is_missing = is_missing


@dataclass
class Readers:
    """A cluster that reads files ahead of whoever stores them, one after the other.

    `order`: what is said beforehand of files that no layout knows. `read_again`: files whose first reading did not hold
    good any more when their turn came."""

    client: Client
    order: MappingOrder | None = None
    read_again: int = 0
    _ahead: dict[tuple[str, str], tuple[LoadRequest, Future[Readings]]] = field(
        default_factory=dict[tuple[str, str], "tuple[LoadRequest, Future[Readings]]"]
    )
    _present: tuple[tuple[str, str], LoadRequest, Readings] | None = None

    @property
    def has_room(self) -> bool:
        """Whether another file should be begun: there are never more than a few for each worker in memory."""
        workers = len(self.client.scheduler_info(n_workers=-1)["workers"])
        return len(self._ahead) < FILES_AHEAD * max(1, workers)

    def begin(self, content: bytes, file_name: str, request: LoadRequest) -> None:
        """Have a file read ahead, as it would be asked for now."""
        key = _key(content, file_name)
        if key not in self._ahead:
            self._ahead[key] = request, self._submit(content, file_name, request)

    def read(self, content: bytes, file_name: str, request: LoadRequest) -> Staging:
        """The file as the request says: what was read ahead where that still holds good, else read now.

        Raises ClusterError where the cluster is gone."""
        key = _key(content, file_name)
        if key in self._ahead:
            asked, future = self._ahead.pop(key)
            self._present = key, asked, readings_of(future)
        if self._present is not None and self._present[0] == key:
            _, asked, readings = self._present
            for choice, staging in readings:
                if holds_good(staging, replace(asked, choice=choice), request):
                    return staging
            self.read_again += 1
        readings = readings_of(self._submit(content, file_name, request))
        self._present = key, request, readings
        return readings[0][1]

    def _submit(self, content: bytes, file_name: str, request: LoadRequest) -> Future[Readings]:
        return self.client.submit(read_beforehand, content, file_name, request, self.order, pure=False)


def _key(content: bytes, file_name: str) -> tuple[str, str]:
    return file_name, sha256(content).hexdigest()


def readings_of(future: Future[Readings]) -> Readings:
    """What a worker made of a file; its refusal where each worker that tried it has died. Raises ClusterError."""
    from distributed import CancelledError, KilledWorker  # noqa: PLC0415 - see the module

    try:
        return future.result()
    except KilledWorker:
        return [(None, refused_staging(ReadRefusal("F42-worker", {"times": TRIES})))]
    except (CancelledError, OSError) as error:
        raise ClusterError("ขาดการเชื่อมต่อกับคลัสเตอร์ที่อ่านไฟล์", "ตรวจคลัสเตอร์ แล้วสั่งเดิมอีกครั้ง จะทำต่อจากที่บันทึกแล้ว") from error


def holds_good(staging: Staging, asked: LoadRequest, now: LoadRequest) -> bool:
    """Whether a file that was read as `asked` would be read alike `now`.

    Between the two, other files were stored: they may have brought indicator sets, and names of areas. Those of other
    tambon do not change a file that was taken, whose areas have codes and in whose names no person was met.
    """
    if replace(asked, known_names={}) != replace(now, known_names={}):
        return False
    changed = {code for code, _ in asked.known_names.items() ^ now.known_names.items()}
    if not changed:
        return True
    has_doubts = any(each.severity == ERROR or each.rule.startswith("P") for each in staging.problems)
    if staging.facts is None or has_doubts or FOUND_BY_NAME in staging.repairs:
        return False
    return _stems(staging.facts["area_code"].unique()).isdisjoint(code[:6] for code in changed)


def _stems(codes: Iterable[str]) -> set[str]:
    """Province, amphoe and tambon of areas."""
    return {str(code)[:digits] for code in codes for digits in (2, 4, 6)}


@contextmanager
def open_readers(workers: str | None, order: MappingOrder | None = None) -> Generator[Readers]:
    """The cluster at `dask://HOST:PORT` (`tls://` with keys of Dask's own settings), or so many workers on this machine
    (None: one for each core) that end with the block. Raises ClusterError."""
    try:
        from dask.config import set as settings  # noqa: PLC0415 - see the module
        from distributed import Client  # noqa: PLC0415
    except ImportError as error:
        raise ClusterError("ยังไม่ได้ติดตั้งส่วนของเครื่องแม่ข่าย (dask)", INSTALL, is_missing=True) from error
    with ExitStack() as stack:
        stack.enter_context(settings(SETTINGS))
        address = _address(workers)
        try:
            if address is None:
                address = stack.enter_context(_own_cluster(int(workers or os.cpu_count() or 1)))
            client: Any = stack.enter_context(Client(address, timeout=SECONDS_TO_JOIN, set_as_default=False))
            client.wait_for_workers(1, timeout=SECONDS_TO_JOIN)
        except (OSError, TimeoutError) as error:
            what = f"ติดต่อคลัสเตอร์ที่อ่านไฟล์ไม่ได้ ({workers or 'เครื่องนี้'})"
            raise ClusterError(what, "ตรวจว่าเปิด dask scheduler และ dask worker ไว้แล้ว และที่อยู่ถูกต้อง") from error
        yield Readers(client, order)


def _address(workers: str | None) -> str | None:
    """Where Dask finds the scheduler; None for workers on this machine."""
    scheme, separator, rest = (workers or "").partition("://")
    return f"{SCHEMES[scheme]}://{rest}" if separator else None


@contextmanager
def _own_cluster(workers: int) -> Generator[Any]:
    """Workers on this machine, a process each, which only this program may speak to: keys of this run alone.

    Memory is limited in the child that reads; Dask's own limit would end a worker for it."""
    from distributed import LocalCluster  # noqa: PLC0415 - see the module

    with LocalCluster(
        n_workers=workers, threads_per_worker=1, memory_limit=0, dashboard_address=":0", security=True,
        silence_logs=logging.CRITICAL, preload=[NO_INTERRUPTS],
    ) as cluster:  # fmt: skip
        yield cluster
