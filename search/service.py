"""The search for the rest of the site: who asks, what for, and a frozen answer that says how it was found."""

import time
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any, Literal

from django.conf import settings
from django.utils import timezone
from wagtail.models import PageViewRestriction

from kb.content.models import KnowledgePage
from search.engines.base import Candidates, EngineUnavailable, Facets, Filters, Reader, Suggestion
from search.engines.embedded import EmbeddedEngine
from search.models import IndexTarget, OutboxRow
from search.queries import Query, parse
from search.ranking import Ranked, rank
from search.results import Hit, build_hit
from search.synonyms import current_table

#: Pages that are ranked by our own score; what lies beyond is rarely read and keeps the engine's order.
RANKED = 60
PAGE_SIZE = 10
MAX_PAGE_SIZE = 50
#: Partial matches below this share of the best are noise.
WEAK = 0.3
WORKER_SILENT = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class SearchResults:
    """``degraded`` with a ``reason`` when readers are served by something less than usual."""

    query: str
    mode: Literal["elasticsearch", "embedded"]
    degraded: bool
    reason: str
    total: int
    took_ms: float
    did_you_mean: str
    facets: Facets
    hits: tuple[Hit, ...]
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Health:
    engine: str
    engine_ok: bool
    documents: int
    waiting: int
    parked: int
    lag_seconds: float
    worker_ok: bool
    last_error: str

    def as_dict(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}


@cache
def embedded_engine() -> EmbeddedEngine:
    return EmbeddedEngine(settings.SEARCH_INDEX_PATH)


def reader_of(user: Any) -> Reader:
    """What this user may find: everything (superuser), or what everybody and their groups may."""
    if user.is_superuser:
        return Reader(None)
    return Reader(frozenset(f"g:{pk}" for pk in user.groups.values_list("pk", flat=True)))


def search(
    text: str, reader: Reader, filters: Filters | None = None, page: int = 1, size: int = PAGE_SIZE
) -> SearchResults:
    """Page ``page`` (from 1) of what is found for ``text``. Never raises for what was typed or for a missing index."""
    started = time.perf_counter()
    filters = filters or Filters()
    today = timezone.localdate()
    query = parse(text, current_table())
    try:
        found = _find(query, reader, filters, today)
    except EngineUnavailable as error:
        return _nothing(query, started, str(error))
    candidates, ranked, total = found
    first = (page - 1) * size
    keys = candidates.query.keys()
    shown = _visible_now([hit.page.document.page_id for hit in ranked[first : first + size]], reader)
    hits = tuple(
        build_hit(hit, keys, today) for hit in ranked[first : first + size] if hit.page.document.page_id in shown
    )
    return SearchResults(
        query=query.text,
        mode="embedded",
        degraded=False,
        reason="",
        total=total,
        took_ms=_elapsed(started),
        did_you_mean=candidates.corrected,
        facets=candidates.facets,
        hits=hits,
        page=page,
        pages=max(1, -(-total // size)),
    )


def suggest(text: str, reader: Reader, size: int = 8) -> list[Suggestion]:
    """Pages whose title or client's words begin so; empty where the index cannot answer."""
    try:
        found = embedded_engine().suggest(text[:100], reader, timezone.localdate(), size)
    except EngineUnavailable:
        return []
    shown = _visible_now([suggestion.page_id for suggestion in found], reader)
    return [suggestion for suggestion in found if suggestion.page_id in shown]


def _find(query: Query, reader: Reader, filters: Filters, today: Any) -> tuple[Candidates, list[Ranked], int]:
    engine = embedded_engine()
    if query.empty:
        return Candidates((), 0, Facets(), True, query), [], 0
    candidates = engine.candidates(query, reader, filters, today, RANKED)
    total_pages, counts = engine.key_counts(candidates.query.keys())
    ranked = rank(candidates.pages, candidates.query, total_pages, counts, today)
    if candidates.complete:
        best = ranked[0].score if ranked else 0.0
        ranked = [hit for hit in ranked if hit.score >= WEAK * best]
        return candidates, ranked, len(ranked)
    return candidates, ranked, min(candidates.total, RANKED) if len(ranked) < candidates.total else candidates.total


def _visible_now(page_ids: list[int], reader: Reader) -> set[int]:
    """The permission filter again, on the database: an index may be seconds behind a new restriction."""
    pages = KnowledgePage.objects.live().filter(pk__in=page_ids)
    if reader.tokens is not None:
        for restriction in PageViewRestriction.objects.select_related("page").prefetch_related("groups"):
            allowed = {f"g:{group.pk}" for group in restriction.groups.all()}
            everybody = restriction.restriction_type == PageViewRestriction.LOGIN
            if not everybody and not (allowed & reader.tokens):
                pages = pages.not_descendant_of(restriction.page, inclusive=True)
    return set(pages.values_list("pk", flat=True))


def _nothing(query: Query, started: float, reason: str) -> SearchResults:
    return SearchResults(query.text, "embedded", True, reason, 0, _elapsed(started), "", Facets(), (), page=1, pages=1)


def _elapsed(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 1)


def health() -> Health:
    """State of the embedded engine, the outbox and the worker of this host."""
    from search.indexing.targets import target_name

    engine = embedded_engine()
    try:
        documents, engine_ok, reason = engine.count(), True, ""
    except EngineUnavailable as error:
        documents, engine_ok, reason = 0, False, str(error)
    target = IndexTarget.objects.filter(name=target_name(engine)).first()
    rows = OutboxRow.objects.filter(target=target) if target else OutboxRow.objects.none()
    now = timezone.now()
    oldest = rows.filter(parked=False, not_before__lte=now).order_by("id").values_list("created_at", flat=True).first()
    beat = target.heartbeat_at if target else None
    return Health(
        engine=engine.name,
        engine_ok=engine_ok,
        documents=documents,
        waiting=rows.filter(parked=False).count(),
        parked=rows.filter(parked=True).count(),
        lag_seconds=round((now - oldest).total_seconds(), 1) if oldest else 0.0,
        worker_ok=beat is not None and now - beat < WORKER_SILENT,
        last_error=(target.last_error if target else "") or reason,
    )
