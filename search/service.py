"""The search for the rest of the site: who asks, what for, and a frozen answer that says how it was found."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from django.utils import timezone

from kb.content.access import open_now, tokens_of
from search.attached.keys import for_reader
from search.attached.shown import say_where, shown_now
from search.engines.base import Candidates, EngineUnavailable, Facets, Filters, Reader, SearchEngine, Suggestion
from search.failover import ask
from search.found import Found
from search.layout import as_latin
from search.metrics import counted
from search.phrases import says_phrases
from search.pins import pinned_codes
from search.popularity import Popularity, current_popularity
from search.queries import Query, parse
from search.ranking import NO_CLICKS, Ranked, rank
from search.remembered import searches, suggestions
from search.results import Hit, build_hit
from search.synonyms import current_table
from search.weights import WEIGHTS, Weights

#: Pages that are ranked by our own score and can be paged through; the rest is reached by a better question.
RANKED = 30
PAGE_SIZE = 10
MAX_PAGE_SIZE = 50
#: Ranking with everything but the candidates settled.
Order = Callable[[Candidates], list[Ranked]]
#: Partial matches below this share of the best are noise.
WEAK = 0.1


@dataclass(frozen=True, slots=True)
class SearchResults:
    """``degraded`` with a ``reason`` when readers are served by something less than usual."""

    query: str
    as_typed: bool
    mode: str
    degraded: bool
    reason: str
    total: int
    took_ms: float
    did_you_mean: str
    facets: Facets
    hits: tuple[Hit, ...]
    page: int
    pages: int


def reader_of(user: Any) -> Reader:
    """What this user may find: everything (superuser), or what everybody and their groups may."""
    return Reader(tokens_of(user))


@counted
def search(
    text: str,
    reader: Reader,
    filters: Filters | None = None,
    page: int = 1,
    size: int = PAGE_SIZE,
    *,
    as_typed: bool = False,
) -> SearchResults:
    """Page ``page`` (from 1) of what is found for ``text``; with ``as_typed`` no slip of the typist is mended.

    Never raises for what was typed or for a missing index.
    """
    started = time.perf_counter()
    today = timezone.localdate()
    query = parse(text, current_table(), as_typed=as_typed)
    popularity = current_popularity()
    chosen = filters or Filters()
    try:
        served = ask(
            lambda engine: searches.ask(
                engine,
                (query, reader, chosen, today, hash(frozenset(popularity.items()))),
                lambda: find(engine, query, reader, chosen, today, popularity),
            )
        )
    except EngineUnavailable as error:
        return _nothing(query, started, str(error))
    found = served.value
    first = (page - 1) * size
    keys = found.query.keys()
    shown = shown_now([*found.ranked, *found.counted], reader.tokens)
    visible = [hit for hit in found.ranked if hit.page.document.page_id in shown.pages]
    wanted = visible[first : first + size]
    return SearchResults(
        query=query.text,
        as_typed=query.as_typed,
        mode=served.mode,
        degraded=bool(served.reason),
        reason=served.reason,
        total=len(visible),
        took_ms=_elapsed(started),
        # Where the index is behind a new restriction, nothing that was corrected from it is said either.
        did_you_mean=found.corrected if len(visible) == len(found.ranked) else "",
        facets=_count_facets([hit for hit in found.counted if hit.page.document.page_id in shown.pages], chosen),
        hits=say_where([build_hit(hit, keys, today) for hit in wanted], wanted, keys, shown.files),
        page=page,
        pages=max(1, -(-len(visible) // size)),
    )


def suggest(text: str, reader: Reader, size: int = 8) -> list[Suggestion]:
    """Pages whose title or client's words begin so; empty where no index can answer."""
    today, typed = timezone.localdate(), text[:100]
    try:
        found = ask(
            lambda engine: suggestions.ask(
                engine, (typed, reader, today, size), lambda: engine.suggest(typed, reader, today, size)
            )
        ).value
    except EngineUnavailable:
        return []
    shown = open_now([suggestion.page_id for suggestion in found], reader.tokens)
    return [suggestion for suggestion in found if suggestion.page_id in shown]


def find(
    engine: SearchEngine,
    query: Query,
    reader: Reader,
    filters: Filters,
    today: date,
    popularity: Popularity = NO_CLICKS,
    weights: Weights = WEIGHTS,
) -> Found:
    """What one engine finds, in our order, and how many pages there are to page through.

    Where nothing is found, the text is read once more as if typed with the wrong keyboard layout, unless it is
    to be taken as it was typed.
    """
    if query.empty:
        return Found(query, [], [], "", Candidates(query))
    order = partial(rank, today=today, popularity=popularity, weights=weights)
    found = _find_as_typed(engine, query, reader, filters, today, order)
    latin = "" if found.ranked or query.as_typed else as_latin(query.text)
    if not latin:
        return found
    again = _find_as_typed(engine, parse(latin, current_table()), reader, filters, today, order)
    return replace(again, corrected=again.corrected or latin) if again.ranked else found


def _find_as_typed(
    engine: SearchEngine, query: Query, reader: Reader, filters: Filters, today: date, order: Order
) -> Found:
    candidates = _candidates(engine, query, reader, filters, today)
    ranked = order(candidates)
    ranked = _strong(ranked) if candidates.complete else ranked
    every = ranked
    if filters.kind or filters.channel:  # each facet counts without its own filter
        every = _strong(order(_candidates(engine, query, reader, Filters(audience=filters.audience), today)))
    pinned = _pinned(engine, query, reader, filters, today)
    first = {hit.page.document.page_id for hit in pinned}
    ranked = pinned + [hit for hit in ranked if hit.page.document.page_id not in first]
    return Found(candidates.query, ranked, every, candidates.corrected, candidates)


def _candidates(engine: SearchEngine, query: Query, reader: Reader, filters: Filters, today: date) -> Candidates:
    found = engine.candidates(for_reader(query, reader), reader, filters, today, RANKED)
    if not query.phrases:
        return found
    return replace(found, pages=tuple(page for page in found.pages if says_phrases(page, query)), complete=True)


def _pinned(engine: SearchEngine, query: Query, reader: Reader, filters: Filters, today: date) -> list[Ranked]:
    """Pages that editors pinned to this question, if the reader may see them; they come first."""
    hits: list[Ranked] = []
    for code in pinned_codes(query):
        found = engine.candidates(Query(code, (), code), reader, filters, today, 1)
        hits += rank(found, today)
    return hits


def _strong(ranked: list[Ranked]) -> list[Ranked]:
    """Without the pages that share a word with the question and no more."""
    best = ranked[0].score if ranked else 0.0
    return [hit for hit in ranked if hit.score >= WEAK * best]


def _count_facets(ranked: list[Ranked], filters: Filters) -> Facets:
    """Each facet with the other filter applied."""
    kinds: dict[str, int] = {}
    channels: dict[str, int] = {}
    for document in (hit.page.document for hit in ranked):
        if not filters.channel or filters.channel in document.channels:
            kinds[document.kind] = kinds.get(document.kind, 0) + 1
        if not filters.kind or filters.kind == document.kind:
            for channel in document.channels:
                channels[channel] = channels.get(channel, 0) + 1
    return Facets(kinds, channels)


def found_codes(engine: SearchEngine, text: str, reader: Reader) -> tuple[list[str], float]:
    """Codes that one engine finds with the synonyms of the site, best first, and the milliseconds it took."""
    return ranked_codes(engine, parse(text, current_table()), reader)


def ranked_codes(
    engine: SearchEngine, query: Query, reader: Reader, weights: Weights = WEIGHTS
) -> tuple[list[str], float]:
    """The same for a query that has been parsed; needs no database, and clicks do not count."""
    started = time.perf_counter()
    found = find(engine, query, reader, Filters(), timezone.localdate(), weights=weights)
    return [hit.page.document.code for hit in found.ranked], _elapsed(started)


def _nothing(query: Query, started: float, reason: str) -> SearchResults:
    return SearchResults(
        query=query.text,
        as_typed=query.as_typed,
        mode="embedded",
        degraded=True,
        reason=reason,
        total=0,
        took_ms=_elapsed(started),
        did_you_mean="",
        facets=Facets(),
        hits=(),
        page=1,
        pages=1,
    )


def _elapsed(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 1)
