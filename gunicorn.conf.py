"""How gunicorn serves the site. The address and the numbers of workers and threads come from the command line."""

import gc
import multiprocessing
from pathlib import Path
from typing import Any

preload_app = True  # the workers share the memory of what is imported
timeout = 60
graceful_timeout = 10
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None
forwarded_allow_ips = "127.0.0.1"
forwarder_headers = ""  # no header may say under which path the site stands
loglevel = "warning"
workers = multiprocessing.cpu_count()
threads = 2


def when_ready(server: Any) -> None:
    """What has been imported is never collected: without this the collector would copy shared memory page by page."""
    gc.collect()
    gc.freeze()
