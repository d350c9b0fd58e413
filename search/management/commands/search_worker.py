import contextlib
import logging
import signal
import sqlite3
import threading
import time
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, close_old_connections

from search.engines.base import EngineUnavailable
from search.indexing.locking import index_lock
from search.indexing.rebuild import rebuild
from search.indexing.targets import register
from search.indexing.worker import beat, drain_all
from search.service import embedded_engine

log = logging.getLogger("search.worker")

POLL_SECONDS = 0.5
BEAT_SECONDS = 5
SCHEDULE_SECONDS = 60
LONGEST_WAIT = 300


class Command(BaseCommand):
    help = "Keep the index up with the database; also publishes what is scheduled, once a minute."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="Drain what is waiting, then stop.")

    def handle(self, *args: Any, **options: Any) -> None:
        engine = embedded_engine()
        target = register(engine)
        if not engine.is_current():
            rebuild(engine)
        if options["once"]:
            with index_lock(engine.path, "write"):
                done = drain_all(target, engine)
            beat(target)
            self.stdout.write(f"Outbox drained: {done} rows.")
            return
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        self._run(stop)

    def _run(self, stop: threading.Event) -> None:
        """Until told to stop. A failure is logged once, shown in search_status, and tried again ever less often."""
        engine, target = embedded_engine(), register(embedded_engine())
        wait, last_beat, last_schedule = POLL_SECONDS, 0.0, 0.0
        while not stop.wait(wait):
            close_old_connections()
            try:
                now = time.monotonic()
                if now - last_schedule > SCHEDULE_SECONDS:
                    call_command("publish_scheduled", verbosity=0)
                    last_schedule = now
                with index_lock(engine.path, "write"):
                    done = drain_all(target, engine)
                if done or now - last_beat > BEAT_SECONDS:
                    beat(target)
                    last_beat = now
                wait = POLL_SECONDS
            except (DatabaseError, EngineUnavailable, sqlite3.Error, OSError) as error:
                log.warning("Index not written, tried again: %s", error)
                wait = min(max(wait, 0.5) * 2, LONGEST_WAIT)
                self._note(target, error)

    def _note(self, target: Any, error: Exception) -> None:
        with contextlib.suppress(DatabaseError):  # The database may be what is missing; the log has said so.
            beat(target, str(error))
