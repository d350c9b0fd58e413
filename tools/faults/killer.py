"""Ends processes of the site at random moments of the run, and starts them again as systemd would."""

import os
import random
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from tools.faults.ledger import Ledger
from tools.part import Part
from tools.stack.site import Stack
from tools.usage import family

#: How often each comes, out of fifty.
DECK = {
    "web process killed": 11,
    "web server killed": 8,
    "index worker killed": 10,
    "database killed": 10,
    "Elasticsearch killed": 6,
    "Elasticsearch hangs": 5,
}
#: RestartSec of the services (deploy/systemd).
RESTART_SECONDS = 2
DATABASE_DOWN_SECONDS = (1, 5)
ELASTICSEARCH_AWAY_SECONDS = (1, 8)


@dataclass(frozen=True, slots=True)
class Fault:
    """From the kill until the part answers again, by the clock of this process."""

    kind: str
    began: float
    ended: float


class Killer(threading.Thread):
    """Faults are spread over the edits, not over the time: each comes while editors are at work."""

    def __init__(self, stack: Stack, ledger: Ledger, number: int, seed: int) -> None:
        super().__init__(name="killer", daemon=True)
        self.stack, self.ledger = stack, ledger
        self.chance = random.Random(seed)  # noqa: S311
        self.plan = self._plan(number)
        if stack.database is None or stack.elasticsearch is None:
            raise RuntimeError("This needs a site with all parts.")
        self._database, self._elasticsearch = stack.database, stack.elasticsearch
        self.faults: list[Fault] = []
        #: Processes that ended although nobody had killed them.
        self.ended_by_themselves: list[str] = []
        self.problem: BaseException | None = None
        self.ending = threading.Event()

    def run(self) -> None:
        try:
            for after, kind in self.plan:
                while len(self.ledger.edits) < after:
                    if self.ending.wait(0.05):
                        return
                    self._look_after()
                self._do(kind)
        except BaseException as problem:  # noqa: BLE001  (shown at the end of the run, which then fails)
            self.problem = problem

    def _plan(self, number: int) -> list[tuple[int, str]]:
        """After how many edits what is killed; the last ones with some edits still to come."""
        deck = [kind for kind, share in DECK.items() for _card in range(share)]
        self.chance.shuffle(deck)
        kinds = (deck * (number // len(deck) + 1))[:number]
        first = list(DECK)[:number]  # each at least once, where there are enough
        kinds = first + kinds[len(first) :]
        self.chance.shuffle(kinds)
        step = self.ledger.wanted / (number + 1)
        return [(int((at + self.chance.uniform(0.3, 1)) * step), kind) for at, kind in enumerate(kinds)]

    def _do(self, kind: str) -> None:
        acts: dict[str, Callable[[], None]] = {
            "web process killed": self._web_process,
            "web server killed": lambda: self._restart(self.stack.web, RESTART_SECONDS),
            "index worker killed": lambda: self._restart(self.stack.worker, RESTART_SECONDS),
            "database killed": lambda: self._restart(self._database, self.chance.uniform(*DATABASE_DOWN_SECONDS)),
            "Elasticsearch killed": lambda: self._restart(self._elasticsearch, self._away()),
            "Elasticsearch hangs": self._hang,
        }
        began = time.monotonic()
        acts[kind]()
        self.faults.append(Fault(kind, began, time.monotonic()))

    def _restart(self, part: Part, seconds: float) -> None:
        part.kill()
        time.sleep(seconds)
        part.start()

    def _web_process(self) -> None:
        """One of those that answer; gunicorn starts another by itself."""
        process = self.stack.web.process
        if process is not None:
            os.kill(self.chance.choice(family(process.pid)[1:]), signal.SIGKILL)

    def _hang(self) -> None:
        self._elasticsearch.pause()
        time.sleep(self._away())
        self._elasticsearch.resume()

    def _away(self) -> float:
        return self.chance.uniform(*ELASTICSEARCH_AWAY_SECONDS)

    def _look_after(self) -> None:
        """As systemd does (Restart=always)."""
        for part in self.stack.parts:
            if not part.running:
                self.ended_by_themselves.append(part.name)
                part.kill()
                time.sleep(RESTART_SECONDS)
                part.start()
