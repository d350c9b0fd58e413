from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search.engines.base import EngineUnavailable
from search.engines.registry import all_engines, elasticsearch_engine
from search.indexing.drift import find_drift, repair
from search.indexing.locking import index_lock
from search.indexing.rebuild import RebuildFailed, rebuild
from search.indexing.targets import register


class Command(BaseCommand):
    help = "Rebuild the search indexes with no empty or stale window."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--engine", choices=["elasticsearch", "embedded"], help="Only this one.")
        parser.add_argument(
            "--rollback", action="store_true", help="Elasticsearch: use the index from before the last rebuild again."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["rollback"]:
            self._roll_back()
            return
        engines = [engine for engine in all_engines() if options["engine"] in (None, engine.name)]
        if not engines:
            raise CommandError(f"This site has no {options['engine']}.")
        failures = []
        for engine in engines:
            try:
                result = rebuild(engine)
                self.stdout.write(f"{result.engine}: index rebuilt, {result.pages} pages.")
            except (RebuildFailed, EngineUnavailable) as error:
                failures.append(f"{engine.name}: the old index stays in use. {error}")
        if failures:
            raise CommandError(" ".join(failures))

    def _roll_back(self) -> None:
        """The earlier index first, then what has changed since, found by comparing it with the database."""
        engine = elasticsearch_engine()
        if engine is None:
            raise CommandError("This site has no Elasticsearch; the embedded index is rebuilt in seconds instead.")
        try:
            with index_lock(engine.lock_path, "write"):
                index = engine.roll_back()
            drift = find_drift(engine)
        except (LookupError, EngineUnavailable) as error:
            raise CommandError(str(error)) from error
        repair(register(engine), drift)
        self.stdout.write(f"{index} is in use again; {drift.number} pages changed since are being written to it.")
