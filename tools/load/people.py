"""The crowd as the one who measures sees it: a process that is told how many shall work, and says how it went."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from tools.part import ROOT
from tools.stack.site import Stack
from tools.usage import cpu_seconds

ALL = "Aggregated"  # what locust calls the row of all


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of request: milliseconds until the whole answer is there."""

    name: str
    number: int
    p50: float
    p95: float
    worst: float
    errors: int


@dataclass(frozen=True, slots=True)
class Told:
    """``all`` is the row of all requests together."""

    rows: list[Row]
    all: Row
    errors: list[str]


class Crowd:
    """Employees or editors. RuntimeError with the end of their log where the process has ended by itself."""

    def __init__(self, kind: Literal["employees", "editors"], stack: Stack, material: Path) -> None:
        self.log = stack.folder / f"{kind}.log"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tools.load.crowd", kind, stack.url, str(material)],
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                start_new_session=True,
            )

    def begin(self, users: int, seconds: float) -> None:
        """Tell them; ``arrived`` and ``done`` wait for what they say."""
        assert self.process.stdin is not None  # noqa: S101
        self.process.stdin.write(f"{users} {seconds}\n")
        self.process.stdin.flush()

    def arrived(self) -> Told:
        """All are logged in and at work; what their arrival took."""
        return self._hear("begins")

    def done(self) -> Told:
        return self._hear("ends")

    def cpu_seconds(self) -> float:
        return cpu_seconds(self.process.pid)

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()

    def _hear(self, event: str) -> Told:
        assert self.process.stdout is not None  # noqa: S101
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"The crowd ended by itself:\n{self.log.read_text()[-2000:]}")
        told: dict[str, Any] = json.loads(line)
        if told["event"] != event:
            raise RuntimeError(f"“{told['event']}” instead of “{event}”")
        rows = [Row(**row) for row in told["rows"]]
        return Told([row for row in rows if row.name != ALL], rows[-1], told.get("errors", []))
