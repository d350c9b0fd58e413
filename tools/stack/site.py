"""A whole site on loopback, with production's settings, each part a process of its own that may fail by itself.

    with running("full", folder) as stack:
        stack.web.kill()
        stack.web.start()

Kinds: ``sqlite`` is SQLite and the embedded engine; ``full`` is PostgreSQL and a real Elasticsearch node. All ends
with the block, also where it ends by an error. What the parts print is in the folder.
"""

import os
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Literal

from tools.local_node import LocalNode
from tools.part import ROOT, Part, answers_at
from tools.ports import free_port
from tools.postgresql import PostgreSQL

Kind = Literal["sqlite", "full"]
KINDS: tuple[Kind, ...] = ("sqlite", "full")
READY_SECONDS = 60


class Stack:
    """``database`` and ``elasticsearch`` are None where the kind has none. ``environment`` is what the site gets."""

    def __init__(self, folder: Path, database: PostgreSQL | None, elasticsearch: LocalNode | None) -> None:
        self.folder, self.database, self.elasticsearch = folder, database, elasticsearch
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self.environment = _environment(folder, database, elasticsearch)
        web = [sys.executable, "-m", "gunicorn", "kb.wsgi", "--bind", f"127.0.0.1:{self.port}"]
        answers = answers_at(f"{self.url}/healthz")
        self.web = Part("web", web, folder / "web.log", answers=answers, environment=self.environment)
        worker = [sys.executable, "manage.py", "search_worker"]
        log = folder / "worker.log"
        self.worker = Part("worker", worker, log, answers=lambda: True, environment=self.environment)

    @property
    def parts(self) -> list[Part]:
        """In the order in which they are started."""
        return [part for part in (self.database, self.elasticsearch, self.worker, self.web) if part is not None]

    def manage(self, *arguments: str) -> str:
        """What ``manage.py`` printed; RuntimeError with what it said where it failed."""
        return self.run("manage.py", *arguments)

    def run(self, *arguments: str) -> str:
        """The same for any Python program in the environment of the site."""
        done = subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=os.environ | self.environment, capture_output=True, text=True
        )
        if done.returncode:
            raise RuntimeError(f"{' '.join(arguments)} failed:\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
        return done.stdout

    def wait_until_ready(self, seconds: float = READY_SECONDS) -> None:
        """Until /readyz finds nothing wrong: database, engine, worker. RuntimeError with what it says otherwise."""
        deadline = time.monotonic() + seconds
        ready = answers_at(f"{self.url}/readyz")
        while time.monotonic() < deadline:
            with suppress(OSError):
                if ready():
                    return
            time.sleep(0.2)
        raise RuntimeError(f"The site is not ready after {seconds:g} s; see {self.folder}")


@contextmanager
def running(kind: Kind, folder: Path, *, pages: int = 2000, employees: int = 200, editors: int = 4) -> Iterator[Stack]:
    """A prepared site with all its parts: the sample, ``pages`` invented ones, accounts (tools/stack/people.py).

    ``folder`` exists and is empty.
    """
    folder.chmod(0o755)  # PostgreSQL has a user of its own
    with ExitStack() as ending:
        database = elasticsearch = None
        if kind == "full":
            database = PostgreSQL(folder / "postgresql")
            elasticsearch = LocalNode(folder / "elasticsearch")
        stack = Stack(folder, database, elasticsearch)
        for part in stack.parts:
            ending.callback(part.stop)
        if database is not None:
            database.start()
            database.create_database()
        if elasticsearch is not None:
            elasticsearch.start()
        stack.run("-m", "tools.stack.prepare", str(pages), str(employees), str(editors))
        stack.worker.start()
        stack.web.start()
        stack.wait_until_ready()
        yield stack


def _environment(folder: Path, database: PostgreSQL | None, elasticsearch: LocalNode | None) -> dict[str, str]:
    """Behind a proxy of our own that ends TLS: requests come with X-Forwarded-For and X-Forwarded-Proto."""
    return {
        "DJANGO_SETTINGS_MODULE": "kb.settings.production",
        "SECRET_KEY": secrets.token_urlsafe(60),
        "ALLOWED_HOSTS": "localhost",
        "BASE_URL": "https://localhost",
        "TRUSTED_PROXY_COUNT": "1",
        "DATA_DIR": str(folder / "data"),
        "DATABASE_URL": database.url if database else f"sqlite:///{folder / 'data' / 'db.sqlite3'}",
        "ELASTICSEARCH_URL": elasticsearch.url if elasticsearch else "",
    }
