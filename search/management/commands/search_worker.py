import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search.engines.base import EngineUnavailable
from search.engines.registry import all_engines
from search.indexing.locking import index_lock
from search.indexing.loop import follow
from search.indexing.rebuild import RebuildFailed, rebuild
from search.indexing.targets import register
from search.indexing.worker import beat, drain_all


class Command(BaseCommand):
    help = "Keep the indexes up with the database; also publishes what is scheduled, once a minute."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="Drain what is waiting, then stop.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["once"]:
            self._once()
            return
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        follow(all_engines(), stop)

    def _once(self) -> None:
        failures = []
        for engine in all_engines():
            target = register(engine)
            try:
                if not engine.is_current():
                    rebuild(engine)
                with index_lock(engine.lock_path, "write"):
                    done = drain_all(target, engine)
                beat(target, error="")
                self.stdout.write(f"{engine.name}: outbox drained, {done} rows.")
            except (EngineUnavailable, RebuildFailed) as error:
                beat(target, str(error))
                failures.append(f"{engine.name}: {error}")
        if failures:
            raise CommandError(" ".join(failures))
