import sys
from typing import Any

from django.core.management.base import BaseCommand

from search.engines.base import EngineUnavailable
from search.indexing.drift import find_drift
from search.service import embedded_engine, health


class Command(BaseCommand):
    help = "Engine, index, lag and drift; exit 1 where unhealthy."

    def handle(self, *args: Any, **options: Any) -> None:
        state = health()
        self.stdout.write(f"engine {state.engine} {'ok' if state.engine_ok else 'unavailable'}")
        self.stdout.write(f"index {embedded_engine().path.name} {state.documents} pages")
        self.stdout.write(f"outbox {state.waiting} waiting, {state.parked} set aside, lag {state.lag_seconds} s")
        self.stdout.write(f"worker {'alive' if state.worker_ok else 'silent'}")
        if state.last_error:
            self.stdout.write(f"last error {state.last_error}")
        drift = -1
        if state.engine_ok:
            try:
                drift = find_drift(embedded_engine()).number
            except EngineUnavailable as error:
                self.stdout.write(f"last error {error}")
        self.stdout.write(f"drift {drift if drift >= 0 else 'unknown'}")
        if not (state.engine_ok and state.worker_ok and drift == 0 and not state.parked):
            sys.exit(1)
