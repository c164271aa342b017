"""Children forked from a process that has their modules imported, which a start of its own takes seconds for."""

import multiprocessing
import os
from multiprocessing import forkserver
from multiprocessing.context import ForkServerContext
from typing import Any


class ForkServer:
    """What the one fork server of this process has imported; () before it is started."""

    imported: tuple[str, ...] = ()


def forked_from(*modules: str) -> ForkServerContext:
    """Where children are forked from a process with these modules imported. Python has one such process, which imports
    nothing more once it runs: another one takes its place where others were asked for before."""
    context = multiprocessing.get_context("forkserver")
    if ForkServer.imported != modules:
        _let_go(forkserver._forkserver)  # type: ignore[attr-defined]
        context.set_forkserver_preload(list(modules))
        ForkServer.imported = modules
    return context


def _let_go(server: Any) -> None:
    """It ends by itself with the last of its children: a dashboard of all tests lives as long as the run."""
    if server._forkserver_pid is not None:
        os.close(server._forkserver_alive_fd)
        server._forkserver_alive_fd = server._forkserver_pid = server._forkserver_address = None
