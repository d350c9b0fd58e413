"""Requests to Elasticsearch, one function for each concern. Server-core features only."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from kb.content.documents import EVERYONE
from search.engines.base import Filters, Reader
from search.queries import Option, Query

Json = dict[str, Any]


def visible(reader: Reader, today: date) -> list[Json]:
    """Filters that always hold: valid today, and for this reader."""
    day = today.isoformat()
    filters: list[Json] = [
        {"bool": {"must_not": {"range": {"valid_from": {"gt": day}}}}},
        {"bool": {"must_not": {"range": {"valid_to": {"lt": day}}}}},
    ]
    if reader.tokens is not None:
        filters.append({"terms": {"access": sorted(reader.tokens | {EVERYONE})}})
    return filters


def _if_visible(reader: Reader, today: date) -> Json:
    """The same, looked at only for pages that would come among the best.

    Nearly every page passes. As part of the query these filters would take from Elasticsearch what it is fast by:
    passing over whole blocks of pages that cannot come among the best. What it counts is counted after them.
    """
    return {"bool": {"filter": visible(reader, today)}}


def chosen(filters: Filters) -> list[Json]:
    """The filters that were asked for; facets leave out their own."""
    return [
        *_term("kind", filters.kind),
        *_term("channels", filters.channel),
        *_term("audiences", filters.audience),
    ]


def _term(field: str, value: str) -> list[Json]:
    return [{"term": {field: value}}] if value else []


def _clauses(query: Query, field: str) -> list[Json]:
    """Each clause in one field; of several ways to say it the best counts, as in the ranking."""
    return [{"dis_max": {"queries": [_option(option, field) for option in clause.options]}} for clause in query.clauses]


def _option(option: Option, field: str) -> Json:
    words = [{"match": {field: {"query": " ".join(word), "boost": option.weight}}} for word in option.words]
    return {"bool": {"must": words}} if len(words) > 1 else words[0]


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
    found: list[Json] = [_code(query)] if query.code else []
    if query.clauses:
        words = [{"bool": {"should": [_anywhere(option) for option in clause.options]}} for clause in query.clauses]
        found.append({"bool": {"filter": words}})
    return {
        "size": most,
        "track_total_hits": most + 1,
        "query": {
            "bool": {
                "filter": [{"bool": {"should": found}}, *chosen(filters)],
                "should": _first(query),
                "must_not": _excluded(query),
            }
        },
        "post_filter": _if_visible(reader, today),
    }


def _first(query: Query) -> list[Json]:
    code = [{"constant_score": {"filter": _code(query), "boost": 10_000}}] if query.code else []
    return [*code, {"bool": {"must": _clauses(query, "spoken")}}] if query.clauses else code


def _code(query: Query) -> Json:
    return {"term": {"code": query.code}}


def with_some_words(query: Query, reader: Reader, filters: Filters, today: date, most: int) -> Json:
    """Pages with any of the words in a strong field, best first."""
    return {
        "size": most,
        "track_total_hits": False,
        "query": {
            "bool": {
                "should": _clauses(query, "strong"),
                "minimum_should_match": 1,
                "filter": chosen(filters),
                "must_not": _excluded(query),
            }
        },
        "post_filter": _if_visible(reader, today),
    }


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
