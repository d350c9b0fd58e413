"""One writer at a time on an index file of this host."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def index_lock(path: Path, purpose: str) -> Iterator[None]:
    """Wait for, then hold, the lock of ``path`` for ``purpose`` («write», «rebuild»). Freed when the process ends."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path.with_suffix(f".{purpose}.lock"), "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(file, fcntl.LOCK_UN)
