import sys
from typing import Any

from django.core.management.base import BaseCommand

from search.engines.base import EngineUnavailable, SearchEngine
from search.engines.registry import all_engines
from search.health import EngineHealth, engine_health
from search.indexing.drift import find_drift, note_drift
from search.indexing.targets import register


class Command(BaseCommand):
    help = "Engines, indexes, lag and drift; exit 1 where unhealthy."

    def handle(self, *args: Any, **options: Any) -> None:
        total, healthy = 0, True
        for engine in all_engines():
            state = engine_health(engine)
            drift = self._drift(engine) if state.engine_ok else None
            self._print(state, drift)
            healthy &= state.engine_ok and state.worker_ok and not state.parked and drift == 0
            total += drift or 0
        self.stdout.write(f"drift {total}")
        if not healthy:
            sys.exit(1)

    def _drift(self, engine: SearchEngine) -> int | None:
        try:
            drift = find_drift(engine)
        except EngineUnavailable:
            return None
        note_drift(register(engine), drift)
        return drift.number

    def _print(self, state: EngineHealth, drift: int | None) -> None:
        self.stdout.write(f"engine {state.engine} {'ok' if state.engine_ok else 'unavailable'} ({state.place})")
        self.stdout.write(f"  index {state.documents} pages, differs in {'?' if drift is None else drift}")
        self.stdout.write(f"  outbox {state.waiting} waiting, {state.parked} set aside, lag {state.lag_seconds} s")
        self.stdout.write(f"  worker {'alive' if state.worker_ok else 'silent'}")
        if state.last_error:
            self.stdout.write(f"  last error {state.last_error}")
