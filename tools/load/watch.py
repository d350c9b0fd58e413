"""What the parts of the site take of the machine while people work, and how far the index lags behind."""

import json
import threading
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from tools.load.people import Crowd
from tools.stack.site import Stack

#: Seconds between two looks at the index worker.
LOOK = 2.0


@dataclass(frozen=True, slots=True)
class Taken:
    """Shares of one processor by part, 1.0 is one of them fully used; ``machine`` of all of them together.

    ``lag`` is the longest that a change waited for the index, in seconds, ``waiting`` the most changes that waited.
    """

    shares: dict[str, float]
    machine: float
    lag: float
    waiting: int


class Watch:
    """``with Watch(…) as watch``; afterwards ``watch.taken``."""

    def __init__(self, stack: Stack, crowds: dict[str, Crowd]) -> None:
        self.stack, self.crowds = stack, crowds
        self.lag, self.waiting = 0.0, 0
        self._over = threading.Event()
        self._looking = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> "Watch":
        self._before, self._machine = self._spent(), _machine()
        self._looking.start()
        return self

    def __exit__(self, *_error: object) -> None:
        busy, total = (now - then for now, then in zip(_machine(), self._machine, strict=True))
        spent = self._spent()
        seconds = total / _processors()
        self._over.set()
        self._looking.join()
        shares = {name: (spent[name] - self._before[name]) / seconds for name in spent}
        self.taken = Taken(shares, busy / total, self.lag, self.waiting)

    def _spent(self) -> dict[str, float]:
        parts = {part.name: part.cpu_seconds() for part in self.stack.parts}
        return parts | {name: crowd.cpu_seconds() for name, crowd in self.crowds.items()}

    def _look(self) -> None:
        while not self._over.wait(LOOK):
            for engine in json.loads(_readyz(self.stack.url))["search"]:
                self.lag = max(self.lag, engine["lag_seconds"])
                self.waiting = max(self.waiting, engine["waiting"])


def _readyz(url: str) -> bytes:
    try:
        with urllib.request.urlopen(f"{url}/readyz", timeout=30) as answer:
            return bytes(answer.read())
    except urllib.error.HTTPError as error:  # not ready is an answer too
        return error.read()


def _machine() -> tuple[float, float]:
    """Seconds of all processors together since the machine was started: at work, and in all."""
    fields = [int(field) for field in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]]
    total, idle = sum(fields), fields[3] + fields[4]
    return (total - idle) / 100, total / 100


def _processors() -> int:
    return Path("/proc/stat").read_text().count("\ncpu")
