"""How gunicorn serves the site. The address and the numbers of workers and threads come from the command line."""

import gc
import multiprocessing
import os
import shutil
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any

preload_app = True  # the workers share the memory of what is imported
timeout = 60
graceful_timeout = 10
keepalive = 130  # seconds; longer than a proxy keeps an idle connection (Caddy 120), else it may send on a closed one
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None
forwarded_allow_ips = "127.0.0.1"
forwarder_headers = ""  # no header may say under which path the site stands
loglevel = "warning"
workers = multiprocessing.cpu_count()
threads = 2
# Its own few lines go the way of all others (LOGGING), once the site is loaded.
logconfig_dict = {
    "version": 1,
    "disable_existing_loggers": False,
    "root": {"level": "WARNING", "handlers": []},
    "loggers": {
        "gunicorn.error": {"level": "WARNING", "handlers": [], "propagate": True, "qualname": "gunicorn.error"}
    },
}

# Here the processes count requests and searches, each in files of its own (home.monitoring). Set before the site is
# loaded; a folder for each start, so that nothing of an earlier one is added up.
FIGURES = os.environ.get("PROMETHEUS_MULTIPROC_DIR") or tempfile.mkdtemp(prefix="kb-figures-")
os.environ["PROMETHEUS_MULTIPROC_DIR"] = FIGURES


def when_ready(server: Any) -> None:
    """What all requests need is imported before the workers part from this process, so that they share its memory.

    It is never collected: otherwise the collector would copy shared memory page by page.
    """
    import_module("kb.urls")
    gc.collect()
    gc.freeze()


def child_exit(server: Any, worker: Any) -> None:
    """What holds only for a living process (its breaker) is forgotten with it; what it counted stays."""
    from prometheus_client import multiprocess

    multiprocess.mark_process_dead(worker.pid)


def on_exit(server: Any) -> None:
    shutil.rmtree(FIGURES, ignore_errors=True)
