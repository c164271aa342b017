"""Children forked from a process that has their modules imported, which a start of its own takes seconds for."""

import multiprocessing
from multiprocessing import forkserver
from multiprocessing.context import ForkServerContext


class Server:
    """What the one fork server of this process has imported; () before it is started."""

    imported: tuple[str, ...] = ()


def forked_from(*modules: str) -> ForkServerContext:
    """Where children are forked from a process with these modules imported. Python has one such process, which imports
    nothing more once it runs: another one takes its place where others were asked for before."""
    context = multiprocessing.get_context("forkserver")
    if Server.imported != modules:
        forkserver._forkserver._stop()  # type: ignore[attr-defined]
        context.set_forkserver_preload(list(modules))
        Server.imported = modules
    return context
