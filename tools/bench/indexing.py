"""How fast the indexes are built and kept up, and how large they are."""

import random
import time

from kb.content.models import KnowledgePage
from search.engines.base import SearchEngine
from search.engines.elasticsearch import ElasticsearchEngine
from search.indexing.rebuild import rebuild
from search.indexing.targets import register
from search.indexing.worker import drain_all
from tools.bench.report import Report

#: Pages a second.
REBUILD_LEAST = {"embedded": 800, "elasticsearch": 600}
WORKER_LEAST = 200
BURST = 1000


def measure_rebuild(engine: SearchEngine, report: Report) -> None:
    """All pages read from the database, into a new index, and that one put into use."""
    started, worked = time.perf_counter(), time.process_time()
    pages = rebuild(engine).pages
    elapsed, own = time.perf_counter() - started, time.process_time() - worked
    print(
        f"rebuild on {engine.name}: {pages} pages in {elapsed:.1f} s, {own / pages * 1000:.2f} ms of this process each"
    )
    report.bar(f"rebuild on {engine.name}, pages/s", pages / elapsed, least=REBUILD_LEAST[engine.name])


def measure_worker(engines: list[SearchEngine], chance: random.Random, report: Report) -> None:
    """A burst of saved pages, written down in the outbox and drained into each index as the worker does."""
    targets = {engine.name: register(engine) for engine in engines}
    ids = list(KnowledgePage.objects.live().order_by("pk").values_list("pk", flat=True))
    chosen = chance.sample(ids, min(BURST, len(ids)))
    for page in KnowledgePage.objects.filter(pk__in=chosen).specific():
        page.save()
    for engine in engines:
        started = time.perf_counter()
        drain_all(targets[engine.name], engine)
        elapsed = time.perf_counter() - started
        report.bar(f"worker on {engine.name}, changes/s", len(chosen) / elapsed, least=WORKER_LEAST)


def index_mib(engine: SearchEngine) -> float:
    if isinstance(engine, ElasticsearchEngine):
        found = engine.writer.indices.stats(index=engine.index, metric="store")
        return int(found["_all"]["primaries"]["store"]["size_in_bytes"]) / 2**20
    return engine.lock_path.stat().st_size / 2**20
