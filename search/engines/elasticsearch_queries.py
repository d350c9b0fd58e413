"""Requests to Elasticsearch, one function for each concern. Server-core features only."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from kb.content.documents import EVERYONE
from search.engines.base import Filters, Reader
from search.queries import Clause, Keys, Option, Query

Json = dict[str, Any]

STRONG = {"title": 10, "words": 8, "short": 5, "headings": 4}
TITLE_AND_WORDS = {"title": 10, "words": 8}


def visible(reader: Reader, today: date, audience: str = "") -> list[Json]:
    """Filters that always hold: valid today, for this reader, for the audience asked for."""
    day = today.isoformat()
    filters: list[Json] = [
        {"bool": {"must_not": {"range": {"valid_from": {"gt": day}}}}},
        {"bool": {"must_not": {"range": {"valid_to": {"lt": day}}}}},
    ]
    if reader.tokens is not None:
        filters.append({"terms": {"access": sorted(reader.tokens | {EVERYONE})}})
    if audience:
        filters.append({"term": {"audiences": audience}})
    return filters


def chosen(filters: Filters) -> list[Json]:
    """The filters by kind and channel; facets leave out their own."""
    return [*_term("kind", filters.kind), *_term("channels", filters.channel)]


def _term(field: str, value: str) -> list[Json]:
    return [{"term": {field: value}}] if value else []


def all_of(query: Query, fields: dict[str, int]) -> Json:
    return {"bool": {"must": [_clause(clause, fields) for clause in query.clauses]}}


def any_of(query: Query, fields: dict[str, int]) -> Json:
    return {"bool": {"should": [_clause(clause, fields) for clause in query.clauses], "minimum_should_match": 1}}


def _clause(clause: Clause, fields: dict[str, int]) -> Json:
    return {"dis_max": {"queries": [_option(option, fields) for option in clause.options]}}


def _option(option: Option, fields: dict[str, int]) -> Json:
    words = [_word(word, fields) for word in option.words]
    return {"bool": {"must": words, "boost": option.weight}} if len(words) > 1 else _boosted(words[0], option.weight)


def _boosted(query: Json, weight: float) -> Json:
    return query if weight == 1.0 else {"bool": {"must": [query], "boost": weight}}


def _word(keys: Keys, fields: dict[str, int]) -> Json:
    text = " ".join(keys)
    matches = [{"match": {name: {"query": text, "boost": boost}}} for name, boost in fields.items()]
    return {"dis_max": {"queries": matches}}


#: What is searched at this moment: its index, how many pages it has, and sums that no change leaves as they were.
#: Sums, because each shard counts its changes for itself: the highest number says nothing of the other shards. Two of
#: them, because a page that goes from one shard may have the same number as one that comes to another; the version it
#: was written with is then another. Elasticsearch answers from its request cache until something new becomes visible.
STATE: Json = {
    "size": 0,
    "track_total_hits": True,
    "aggs": {
        "changes": {"sum": {"field": "_seq_no"}},
        "versions": {"sum": {"field": "_version"}},
        "index": {"terms": {"field": "_index"}},
    },
}


def with_every_word(query: Query, reader: Reader, filters: Filters, today: date, most: int) -> Json:
    """Pages with every word, those with all of them in title and client's words first.

    Only these get a score. They are counted as far as one more than ``most``; from there on Elasticsearch passes over
    whatever cannot come among the first.
    """
    found: list[Json] = [{"term": {"code": query.code}}] if query.code else []
    if query.clauses:
        words = [{"bool": {"should": [_anywhere(option) for option in clause.options]}} for clause in query.clauses]
        found.append({"bool": {"filter": words}})
    return {
        "size": most,
        "track_total_hits": most + 1,
        "query": {
            "bool": {
                "filter": [{"bool": {"should": found}}, *_narrowed(reader, filters, today)],
                "should": _first(query),
                "must_not": _excluded(query),
            }
        },
    }


def _first(query: Query) -> list[Json]:
    code = [{"constant_score": {"filter": {"term": {"code": query.code}}, "boost": 10_000}}] if query.code else []
    return [*code, all_of(query, TITLE_AND_WORDS)] if query.clauses else code


def with_some_words(query: Query, reader: Reader, filters: Filters, today: date, most: int) -> Json:
    """Pages with any of the words in a strong field, best first."""
    return {
        "size": most,
        "track_total_hits": False,
        "query": {
            "bool": {
                "must": any_of(query, STRONG),
                "filter": _narrowed(reader, filters, today),
                "must_not": _excluded(query),
            }
        },
    }


def _narrowed(reader: Reader, filters: Filters, today: date) -> list[Json]:
    return [*visible(reader, today, filters.audience), *chosen(filters)]


def _anywhere(option: Option) -> Json:
    return {"bool": {"filter": [{"terms": {"any_key": list(word)}} for word in option.words]}}


def counts(keys: Sequence[str]) -> Json:
    """In how many pages of the whole index each key stands."""
    return {"size": 0, "track_total_hits": False, "aggs": {"keys": {"filters": {"filters": key_filters(keys)}}}}


def _excluded(query: Query) -> list[Json]:
    return [{"terms": {"any_key": list(word)}} for word in query.excluded]


def key_filters(keys: Sequence[str]) -> Json:
    return {key: {"term": {"any_key": key}} for key in keys}


def suggestions(words: Sequence[str], reader: Reader, today: date, most: int) -> Json:
    """Every word begins a word of the title or of what clients say; titles first."""
    starts = [
        {
            "dis_max": {
                "queries": [
                    {"constant_score": {"filter": {"prefix": {"title_start": word}}, "boost": 2}},
                    {"constant_score": {"filter": {"prefix": {"words_start": word}}, "boost": 1}},
                ]
            }
        }
        for word in words
    ]
    return {
        "size": most,
        "track_total_hits": False,
        "query": {"bool": {"must": starts, "filter": visible(reader, today)}},
        "stored_fields": "_none_",  # not even the id: a column is read faster than a stored page
        "docvalue_fields": ["suggestion"],
    }


def near_words(word: str) -> Json:
    """Words of titles, client's words and short answers one slip away from ``word``."""
    return {
        "size": 0,
        "suggest": {
            "near": {
                "text": word,
                "term": {
                    "field": "folded",
                    "suggest_mode": "always",
                    "max_edits": 1,
                    "prefix_length": 0,
                    "min_word_length": 3,
                    "size": 10,
                    "max_inspections": 20,
                    "string_distance": "damerau_levenshtein",
                },
            }
        },
    }
