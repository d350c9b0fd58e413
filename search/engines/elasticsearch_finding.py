"""One question to Elasticsearch: candidates, how many there are, and how rare the words are, in one request."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from search.analysis import query_keys
from search.engines import elasticsearch_queries as requests
from search.engines.base import Candidates, Filters, Reader, StoredPage
from search.engines.elasticsearch_documents import from_source
from search.engines.limits import ENOUGH, LITTLE, MOST_COUNTS
from search.queries import Query
from search.spelling import correct, reading

Ask = Callable[..., list[dict[str, Any]]]
Hit = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Counted:
    """How often keys occur in one state of the index. Counts are only ever added, so threads may share it."""

    state: int = 0
    collection: int = 0
    counts: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class KnownCounts:
    """What was counted since the index last changed: counting a frequent key takes long.

    A search goes on with the ``Counted`` it has, even where another one has meanwhile seen a newer state.
    """

    latest: Counted = field(default_factory=Counted)


def state_of(answer: dict[str, Any]) -> int:
    """The answer to ``requests.STATE`` as a number."""
    found = answer["aggregations"]
    names = tuple(bucket["key"] for bucket in found["index"]["buckets"])
    total = answer["hits"]["total"]["value"]
    return hash((names, total, found["changes"]["value"], found["versions"]["value"]))


class CandidateSearch:
    """One query with its corrections."""

    def __init__(self, ask: Ask, known: KnownCounts, reader: Reader, filters: Filters, today: date, most: int) -> None:
        self.ask, self.known_counts, self.counted = ask, known, known.latest
        self.reader, self.filters, self.today, self.most = reader, filters, today, most
        self.pages: tuple[StoredPage, ...] = ()

    def run(self, query: Query) -> Candidates:
        replaced: dict[str, str] = {}
        pages, complete = self._find(query)
        if query.clauses and complete < LITTLE:
            self.pages = pages
            corrected, replaced = correct(query, self)
            if replaced:
                query = corrected
                pages, complete = self._find(query)
        counts = self._count(query.own_keys)
        return Candidates(
            query=query,
            pages=pages,
            complete=complete <= self.most,
            corrected=reading(query, replaced, pages),
            collection=self.counted.collection,
            counts=counts,
        )

    def _find(self, query: Query) -> tuple[tuple[StoredPage, ...], int]:
        """Pages worth ranking, and how many have every word (counted as far as matters).

        Pages with only some of the words are asked for along with those, since a second request takes longer.
        """
        asked = self.reader, self.filters, self.today
        wanted = [requests.with_every_word(query, *asked, self.most), requests.STATE]
        if len(query.clauses) > 1:
            wanted.append(requests.with_some_words(query, *asked, self.most // 2))
        if new := self._unknown(query.own_keys):
            wanted.append(requests.counts(new))
        every, state, *others = self.ask(*wanted)
        some = others.pop(0)["hits"]["hits"] if len(query.clauses) > 1 else []
        self._learn(state, others)
        found = _joined(every["hits"]["hits"], some)[: self.most]
        return tuple(from_source(hit["_source"]) for hit in found), every["hits"]["total"]["value"]

    def _unknown(self, keys: Iterable[str]) -> list[str]:
        return sorted(key for key in set(keys) if key not in self.counted.counts)

    def _learn(self, state: dict[str, Any], counted: Iterable[dict[str, Any]]) -> None:
        """What was counted before the index changed is forgotten."""
        number = state_of(state)
        if self.counted.state != number:
            self.counted = self.known_counts.latest  # another search may have seen the change first
        if self.counted.state != number or len(self.counted.counts) > MOST_COUNTS:
            self.counted = self.known_counts.latest = Counted(number, state["hits"]["total"]["value"])
        for answer in counted:
            buckets = answer["aggregations"]["keys"]["buckets"]
            self.counted.counts.update({key: bucket["doc_count"] for key, bucket in buckets.items()})

    def _count(self, keys: Iterable[str]) -> dict[str, int]:
        """In how many pages each key stands; keys that stand on none are left out."""
        wanted = sorted(keys)
        if self._unknown(wanted):  # known before the index changed, forgotten while this question was asked
            state, counted = self.ask(requests.STATE, requests.counts(wanted))
            self._learn(state, [counted])
        counts = self.counted.counts
        return {key: counts[key] for key in wanted if counts.get(key)}

    # --- what the correction of slips asks (search.spelling.Vocabulary) -------------------------------------

    def stands(self, keys: Iterable[str]) -> bool:
        """Most words are seen on the pages just found, or stand nowhere at all: only for the others it is asked."""
        wanted = [key for key in set(keys) if self.counted.counts.get(key) != 0]
        return any(_has(page, key) for page in self.pages for key in wanted) or bool(self.known(wanted))

    def known(self, keys: Iterable[str]) -> dict[str, int]:
        """Counted over what the reader may see."""
        wanted = sorted(set(keys))
        if not wanted:
            return {}
        body = {
            "size": 0,
            "track_total_hits": False,
            "query": {"bool": {"filter": requests.visible(self.reader, self.today)}},
            "aggs": {"keys": {"filters": {"filters": requests.key_filters(wanted)}}},
        }
        (answer,) = self.ask(body)
        buckets = answer["aggregations"]["keys"]["buckets"]
        return {key: bucket["doc_count"] for key, bucket in buckets.items() if bucket["doc_count"]}

    def near(self, word: str, keys: Iterable[str]) -> set[str]:
        (answer,) = self.ask(requests.near_words(word))
        options = [option["text"] for entry in answer["suggest"]["near"] for option in entry["options"]]
        return {key for option in options for key in query_keys(option)}  # they are stored without diacritics


def _joined(every: list[Hit], some: list[Hit]) -> list[Hit]:
    """Where few pages have every word in title or client's words, also pages with only some words, after those."""
    strong = [hit for hit in every if hit["_score"] > 0]
    if len(strong) >= ENOUGH:
        return every
    return list({hit["_id"]: hit for hit in (*strong, *some, *every)}.values())


def _has(page: StoredPage, key: str) -> bool:
    places = (page.title_keys, page.word_keys, page.short_keys, page.heading_keys, page.body_keys)
    return any(key in place and key in place.split() for place in places)
