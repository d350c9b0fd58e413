"""The worker's loop over the indexes of this host. One that cannot be written does not hold up the others."""

import contextlib
import logging
import sqlite3
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import InterfaceError, OperationalError, close_old_connections
from django.db.utils import Error as AnyDatabaseError
from django.utils import timezone
from wagtail import hooks

from kb.content.scheduling import publish_due
from search.attached.step import FileReader
from search.engines.base import EngineUnavailable, SearchEngine
from search.indexing.drift import find_drift, note_drift, repair
from search.indexing.locking import index_lock
from search.indexing.rebuild import RebuildFailed, rebuild
from search.indexing.targets import register
from search.indexing.turns import finish, finish_night, new_holder, night_is_done, take
from search.indexing.worker import beat, drain_all
from search.log.retention import forget_exact_times, forget_old_searches
from search.models import IndexTarget

log = logging.getLogger("search.worker")

POLL_SECONDS = 0.5
BEAT_SECONDS = 5.0
CHECK_SECONDS = 60.0
LONGEST_WAIT = 300.0
#: The hour of the nightly comparison of index and database, and of what else is done at night, by the clock in Riga.
NIGHT_HOUR = 3

#: The database is gone, or somebody holds it.
DATABASE_AWAY = (OperationalError, InterfaceError)
TROUBLE = (AnyDatabaseError, EngineUnavailable, RebuildFailed, sqlite3.Error, OSError)


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
            with contextlib.suppress(AnyDatabaseError):
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
        tonight = _night()
        if not tonight or self.compared_on == tonight:
            return
        self.compared_on = tonight
        drift = find_drift(self.engine)
        note_drift(self.target, drift)
        if drift.number:
            log.error("%s differed from the database in %s pages; repairing.", self.engine.name, drift.number)
            repair(self.target, drift)

    def _failed(self, now: float, error: Exception) -> None:
        if not self.failing:
            log.error("%s cannot be written, tried again later: %s", self.engine.name, error)
        self.failing, self.checked = True, 0.0
        self.wait = min(self.wait * 2, LONGEST_WAIT)
        self.due = now + self.wait
        with contextlib.suppress(AnyDatabaseError):  # The database may be what is missing; the log has said so.
            beat(self.target, str(error))


@dataclass
class Jobs:
    """What the worker does beside the indexes: some of it once a minute, some once a night; of all workers, one."""

    due: float = 0.0
    holder: str = field(default_factory=new_holder)

    def step(self, now: float) -> None:
        if now < self.due:
            return
        self.due = now + CHECK_SECONDS
        try:
            self._do()
        except DATABASE_AWAY as error:
            log.warning("What is done once a minute waits for the next: %s", error)

    def _do(self) -> None:
        if not take(self.holder):
            return
        _do(publish_due)
        _do(forget_exact_times)
        _jobs_of_others("kb_every_minute")
        tonight = timezone.localdate()
        if _night() and not night_is_done(tonight):
            _do(forget_old_searches)
            _jobs_of_others("kb_every_night")
            finish_night(tonight)
        finish(self.holder)


def follow(engines: list[SearchEngine], stop: threading.Event) -> None:
    """Keep every engine up with the database until told to stop; read files and do the jobs of the worker meanwhile."""
    followers, files, jobs = [Follower(engine) for engine in engines], FileReader(), Jobs()
    while not stop.wait(POLL_SECONDS):
        close_old_connections()
        now = time.monotonic()
        jobs.step(now)
        for follower in followers:
            follower.step(now)
        files.step(now)


def _night() -> str:
    """The date while it is the hour for what is done at night, «» otherwise."""
    clock = timezone.localtime()
    return clock.date().isoformat() if clock.hour == NIGHT_HOUR else ""


def _jobs_of_others(when: str) -> None:
    """What other parts of the site want done: hooks ``kb_every_minute`` and ``kb_every_night`` (on one host, but
    again where it ended half-way: they must not mind to be asked again)."""
    for job in hooks.get_hooks(when):
        _do(job)


def _do(job: Callable[[], object]) -> None:
    """A fault of one job is logged and stops neither the others nor the worker. Without a database none can be done."""
    try:
        job()
    except DATABASE_AWAY:
        raise
    except Exception:
        log.exception("%s.%s: a fault in a job of the worker", job.__module__, job.__name__)
