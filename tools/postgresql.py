"""A PostgreSQL server of its own in a folder of the caller's."""

import os
import signal
import socket
import subprocess
from pathlib import Path

from tools.part import Part
from tools.ports import free_port

DATABASE = USER = "kb"
START_SECONDS = 60


class PostgreSQL(Part):
    """A new, empty database. ``durable``: what was committed is on the disk, so that a killed machine loses nothing."""

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        """``folder`` must not exist yet. RuntimeError where PostgreSQL is not installed."""
        self.bin = _programs()
        self.port = free_port()
        self.url = f"postgres://{USER}@127.0.0.1:{self.port}/{DATABASE}"
        options = ["-c", "listen_addresses=127.0.0.1", "-c", f"fsync={'on' if durable else 'off'}"]
        super().__init__(
            "PostgreSQL",
            [self.bin / "postgres", "-D", folder / "data", "-p", str(self.port), "-k", folder, *options],
            folder.with_suffix(".log"),
            answers=self._answers,
            start_seconds=START_SECONDS,
            user="postgres" if os.getuid() == 0 else None,  # it refuses to run as root
            stop_signal=signal.SIGINT,  # whoever is connected is cut off
        )
        folder.mkdir()
        if self.user:
            subprocess.run(["chown", self.user, folder], check=True)
        self._run("initdb", "-D", str(folder / "data"), "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")

    def create_database(self) -> None:
        self._run("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", USER, DATABASE)

    def _answers(self) -> bool:
        """It listens and takes requests, which it does not while it recovers."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=2):
            ready = [self.bin / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port)]
            return subprocess.run(ready, check=False).returncode == 0

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [self.bin / program, *arguments],
            check=True,
            user=self.user,
            group=self.user,
            extra_groups=[] if self.user else None,
            stdout=subprocess.DEVNULL,
        )


def _programs() -> Path:
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        key=lambda path: int(path.parent.parent.name),
    )
    if not found:
        raise RuntimeError("PostgreSQL is missing: apt-get install postgresql")
    return found[-1].parent
