"""The web server and the index worker of one machine, as children of one process that has imported the site.

Both need the same hundred megabytes of code; so they are there once. Under systemd or in containers each is a service
of its own instead (docs/operations.md). Ends with either of them, and ends the other. None of them outlives who started
it, also where that was killed and could end nobody.
"""

import ctypes
import gc
import os
import signal
import sys
from collections.abc import Callable
from importlib import import_module
from types import FrameType

ENDING = (signal.SIGTERM, signal.SIGINT)
#: Of prctl(2), Linux.
PR_SET_PDEATHSIG = 1


def main() -> int:
    """The arguments are those of gunicorn."""
    _end_with(os.getppid())
    import_module("kb.wsgi")
    import_module("kb.urls")
    import_module("search.management.commands.search_worker")
    _close_connections()
    gc.collect()
    gc.freeze()
    children = [_child(_serve), _child(_index)]
    stopping = False

    def stop(number: int, frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True
        _end(children)

    for number in ENDING:
        signal.signal(number, stop)
    ended, _status = os.wait()
    _end([child for child in children if child != ended])
    for child in children:
        if child != ended:
            os.waitpid(child, 0)
    return 0 if stopping else 1


def _child(work: Callable[[], None]) -> int:
    """A process that does ``work`` and nothing of this one."""
    parent = os.getpid()
    pid = os.fork()
    if pid:
        return pid
    try:
        _end_with(parent)
        work()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)


def _end_with(parent: int) -> None:
    """Have the kernel end this process, as on SIGTERM, when ``parent`` is gone."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:  # it went before the kernel was asked
        os.kill(os.getpid(), signal.SIGTERM)


def _serve() -> None:
    from gunicorn.app.wsgiapp import run

    sys.argv = ["gunicorn", "kb.wsgi", *sys.argv[1:]]
    run()


def _index() -> None:
    from django.core.management import call_command

    call_command("search_worker")


def _close_connections() -> None:
    """The check at the start may have asked the database; children must not share what it said it over."""
    from django.db import connections

    connections.close_all()


def _end(children: list[int]) -> None:
    for child in children:
        try:
            os.kill(child, signal.SIGTERM)
        except ProcessLookupError:
            continue


if __name__ == "__main__":
    sys.exit(main())
