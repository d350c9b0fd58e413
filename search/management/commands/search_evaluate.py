import dataclasses
import json
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search.engines.base import EngineUnavailable, Reader, SearchEngine
from search.engines.registry import all_engines, engine_named
from search.evaluation import DEPTH, BadFile, Outcome, Score, read_judged, run, scores
from search.service import found_codes

EVERYTHING = Reader(frozenset())


class Command(BaseCommand):
    help = "Score the search on judged queries (CSV: id,query,expected_codes[,slice])."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--engine", choices=["elasticsearch", "embedded"])
        parser.add_argument("--json", action="store_true", help="Print the scores as JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        engine = engine_named(options["engine"]) if options["engine"] else all_engines()[0]
        if engine is None:
            raise CommandError(f"This site has no {options['engine']}.")
        try:
            judged = read_judged(options["file"])
        except BadFile as error:
            raise CommandError(str(error)) from error
        if not judged:
            raise CommandError(f"{options['file']}: no queries.")
        outcomes = run(judged, partial(_search, engine))
        found = scores(outcomes)
        if options["json"]:
            self.stdout.write(json.dumps([dataclasses.asdict(score) for score in found], ensure_ascii=False, indent=2))
            return
        self._print(found, outcomes)

    def _print(self, found: list[Score], outcomes: list[Outcome]) -> None:
        self.stdout.write(
            f"{'slice':<14}{'n':>5}{'s@1':>8}{'s@3':>8}{'MRR@10':>8}{'zero':>6}{'p50 ms':>8}{'p95 ms':>8}"
        )
        for score in found:
            self.stdout.write(
                f"{score.name:<14}{score.queries:>5}{score.success_at_1:>8.3f}{score.success_at_3:>8.3f}"
                f"{score.mrr_at_10:>8.3f}{score.zero_results:>6}{score.p50_ms:>8.1f}{score.p95_ms:>8.1f}"
            )
        missed = [outcome for outcome in outcomes if outcome.position is None or outcome.position > 3]
        for outcome in missed:
            codes = ", ".join(outcome.codes[:3]) or "nothing"
            wanted = "|".join(outcome.judged.expected)
            self.stdout.write(f"missed {outcome.judged.id}: “{outcome.judged.query}” wanted {wanted}, found {codes}")


def _search(engine: SearchEngine, text: str) -> tuple[list[str], float]:
    try:
        codes, ms = found_codes(engine, text, EVERYTHING)
    except EngineUnavailable as error:
        raise CommandError(str(error)) from error
    return codes[:DEPTH], ms
