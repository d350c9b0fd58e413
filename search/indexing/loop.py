"""The worker's loop over the indexes of this host. One that cannot be written does not hold up the others."""

import contextlib
import logging
import sqlite3
import threading
import time
from dataclasses import dataclass, field

from django.db import DatabaseError, close_old_connections
from django.utils import timezone
from wagtail import hooks

from kb.content.scheduling import publish_due
from search.attached.step import FileReader
from search.engines.base import EngineUnavailable, SearchEngine
from search.indexing.drift import find_drift, note_drift, repair
from search.indexing.locking import index_lock
from search.indexing.rebuild import RebuildFailed, rebuild
from search.indexing.targets import register
from search.indexing.worker import beat, drain_all
from search.log.retention import forget_exact_times, forget_old_searches
from search.models import IndexTarget

log = logging.getLogger("search.worker")

POLL_SECONDS = 0.5
BEAT_SECONDS = 5.0
CHECK_SECONDS = 60.0
LONGEST_WAIT = 300.0
#: The nightly comparison of index and database, by the clock in Riga.
DRIFT_HOUR = 3

TROUBLE = (DatabaseError, EngineUnavailable, RebuildFailed, sqlite3.Error, OSError)


@dataclass
class Follower:
    """One engine that follows the database: when it is due again and how long it waits after a failure."""

    engine: SearchEngine
    target: IndexTarget = field(init=False)
    due: float = 0.0
    wait: float = POLL_SECONDS
    beaten: float = 0.0
    checked: float = 0.0
    compared_on: str = ""
    failing: bool = False

    def __post_init__(self) -> None:
        self.target = register(self.engine)

    def step(self, now: float) -> None:
        """Drain what is waiting, if it is time. A failure is logged once and tried again ever less often."""
        if now - self.beaten > BEAT_SECONDS:
            self.beaten = now
            with contextlib.suppress(DatabaseError):
                beat(self.target)
        if now < self.due:
            return
        try:
            self._work(now)
        except TROUBLE as error:
            self._failed(now, error)
        except Exception as error:
            log.exception("%s: a fault in the worker", self.engine.name)
            self._failed(now, error)
        else:
            if self.failing:
                log.warning("%s is written again.", self.engine.name)
            self.failing, self.wait, self.due = False, POLL_SECONDS, now + POLL_SECONDS

    def _work(self, now: float) -> None:
        if not self.checked or now - self.checked > CHECK_SECONDS:
            if not self.engine.is_current():
                log.warning("%s has no current index: building one.", self.engine.name)
                rebuild(self.engine)
            self.checked = now
        with index_lock(self.engine.lock_path, "write"):
            done = drain_all(self.target, self.engine)
        self._compare_at_night()
        if done or self.failing:
            beat(self.target, error="")

    def _compare_at_night(self) -> None:
        clock = timezone.localtime()
        if clock.hour != DRIFT_HOUR or self.compared_on == clock.date().isoformat():
            return
        self.compared_on = clock.date().isoformat()
        drift = find_drift(self.engine)
        note_drift(self.target, drift)
        if drift.number:
            log.error("%s differed from the database in %s pages; repairing.", self.engine.name, drift.number)
            repair(self.target, drift)
        forget_old_searches()
        _jobs_of_others("kb_every_night")

    def _failed(self, now: float, error: Exception) -> None:
        if not self.failing:
            log.error("%s cannot be written, tried again later: %s", self.engine.name, error)
        self.failing, self.checked = True, 0.0
        self.wait = min(self.wait * 2, LONGEST_WAIT)
        self.due = now + self.wait
        with contextlib.suppress(DatabaseError):  # The database may be what is missing; the log has said so.
            beat(self.target, str(error))


def follow(engines: list[SearchEngine], stop: threading.Event) -> None:
    """Keep every engine up with the database until told to stop; once a minute publish what is scheduled, and such."""
    followers, files = [Follower(engine) for engine in engines], FileReader()
    scheduled = 0.0
    while not stop.wait(POLL_SECONDS):
        close_old_connections()
        now = time.monotonic()
        if now - scheduled > CHECK_SECONDS:
            scheduled = now
            with contextlib.suppress(DatabaseError):  # The followers below say what is wrong with it.
                publish_due()
                forget_exact_times()
                _jobs_of_others("kb_every_minute")
        for follower in followers:
            follower.step(now)
        files.step(now)


def _jobs_of_others(when: str) -> None:
    """What other parts of the site want done: hooks ``kb_every_minute`` and ``kb_every_night`` (on each host, and for
    each index: they must not mind to be asked again). A fault of theirs is logged and does not stop the worker.
    """
    for job in hooks.get_hooks(when):
        try:
            job()
        except DatabaseError:
            raise
        except Exception:
            log.exception("%s.%s: a fault in a job of the worker", job.__module__, job.__name__)
