"""The Elasticsearch engine: own documents behind an alias, written with external versions.

What is found and how it is ranked is the same as on the embedded engine; here only the candidates come from elsewhere.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.helpers import scan

from search.analysis import fold, index_keys, tokens
from search.engines import elasticsearch_queries as requests
from search.engines.base import Candidates, EngineUnavailable, Filters, Reader, Suggestion, Write
from search.engines.elasticsearch_client import (
    READ_SECONDS,
    WRITE_SECONDS,
    ElasticsearchSettings,
    connect,
    plain_errors,
)
from search.engines.elasticsearch_documents import SOURCE_FIELDS, PageDocument, from_source, to_source
from search.engines.embedded_schema import RULES
from search.queries import Query
from search.spelling import correct, reading

#: With fewer pages that have every word, an unknown word may be a slip.
LITTLE = 3
SUGGEST_POOL = 60
CONFLICT = 409


class ElasticsearchEngine:
    """One alias, or one index while it is being built (``index``)."""

    name = "elasticsearch"

    def __init__(
        self, settings: ElasticsearchSettings, index: str = "", lock_path: Path = Path("elasticsearch")
    ) -> None:
        self.settings = settings
        self.lock_path = lock_path
        self.alias = f"{settings.index_prefix}-pages"
        self.index = index or self.alias
        self.reader: Elasticsearch = connect(settings, READ_SECONDS)
        self.writer: Elasticsearch = connect(settings, WRITE_SECONDS)

    # --- reading ------------------------------------------------------------------------------------------

    def candidates(self, query: Query, reader: Reader, filters: Filters, today: date, most: int) -> Candidates:
        found = _Search(self, reader, filters, today, most)
        with plain_errors(self.settings.hosts):
            return found.run(query)

    def suggest(self, text: str, reader: Reader, today: date, size: int) -> list[Suggestion]:
        words = [fold(token) for token in tokens(text)][:6]
        if not words:
            return []
        with plain_errors(self.settings.hosts):
            answer = self.search(requests.suggestions(words, reader, today, SUGGEST_POOL))
        typed = " ".join(words)
        hits = [hit["_source"] for hit in answer["hits"]["hits"]]
        hits.sort(key=lambda source: _suggestion_order(source, typed, words))
        return [
            Suggestion(hit["page_id"], hit["code"], hit["kind"], hit["shown_title"], hit["url"]) for hit in hits[:size]
        ]

    def search(self, body: dict[str, Any]) -> dict[str, Any]:
        return dict(self.reader.search(index=self.index, body=body))

    def state(self) -> int | None:
        return None

    def count(self) -> int:
        with plain_errors(self.settings.hosts):
            return int(self.writer.count(index=self.index)["count"])

    def hashes(self) -> Iterator[tuple[int, str]]:
        with plain_errors(self.settings.hosts):
            self.writer.indices.refresh(index=self.index)
            for hit in scan(self.writer, index=self.index, query={"_source": ["hash"]}, size=2000):
                yield int(hit["_id"]), hit["_source"]["hash"]

    # --- writing ------------------------------------------------------------------------------------------

    def create(self) -> None:
        """Create the concrete index ``self.index`` with its mapping."""
        index = PageDocument._index.clone(name=self.index)
        index.settings(
            number_of_shards=self.settings.shards,
            number_of_replicas=self.settings.replicas,
            refresh_interval="1s",
        )
        body = index.to_dict()
        body["mappings"]["_meta"] = {"rules": RULES}
        with plain_errors(self.settings.hosts):
            self.writer.indices.create(index=self.index, body=body)

    def apply(self, writes: Sequence[Write]) -> int:
        """One bulk request; a write that is older than what is stored is refused by its version."""
        if not writes:
            return 0
        operations: list[dict[str, Any]] = []
        for write in writes:
            target: dict[str, Any] = {"_index": self.index, "_id": str(write.page_id)}
            target |= {"version": write.version, "version_type": "external_gte"}
            if write.document is None:
                operations.append({"delete": target})
            else:
                operations += [{"index": target}, to_source(write.document)]
        with plain_errors(self.settings.hosts):
            # Where the alias is gone (deleted by hand, an empty server) nothing may be created in its place.
            answer = self.writer.bulk(operations=operations, require_alias=self.index == self.alias)
        return self._applied(answer["items"])

    def _applied(self, items: Iterable[dict[str, Any]]) -> int:
        results = [next(iter(item.values())) for item in items]
        broken = [result for result in results if "error" in result and result["status"] != CONFLICT]
        if broken:
            reason = broken[0]["error"].get("reason", "")
            raise EngineUnavailable(f"Elasticsearch refused {len(broken)} of {len(results)} writes: {reason}")
        return sum(result["status"] < 300 or result["status"] == 404 for result in results)

    # --- building anew ------------------------------------------------------------------------------------

    @property
    def place(self) -> str:
        return f"{','.join(self.settings.hosts)}/{self.alias}"

    def is_current(self) -> bool:
        with plain_errors(self.settings.hosts):
            indices = self._behind_alias()
            if not indices:
                return False
            mapping = self.writer.indices.get_mapping(index=indices[0])[indices[0]]["mappings"]
        return bool(mapping.get("_meta", {}).get("rules") == RULES)

    def begin_rebuild(self) -> "ElasticsearchEngine":
        name = f"{self.alias}-{datetime.now(UTC):%Y%m%d%H%M%S%f}"
        fresh = ElasticsearchEngine(self.settings, name, self.lock_path)
        fresh.create()
        return fresh

    def finish_rebuild(self, fresh: "ElasticsearchEngine") -> None:
        """One call takes the alias from the old index to the new one. The old one is kept for a rollback."""
        fresh.refresh()
        with plain_errors(self.settings.hosts):
            old = self._behind_alias()
            self._swap(old, fresh.index)
            self._drop_others({fresh.index, *old[:1]})

    def abandon_rebuild(self, fresh: "ElasticsearchEngine") -> None:
        with plain_errors(self.settings.hosts):
            if fresh.index not in self._behind_alias():
                self.writer.indices.delete(index=fresh.index, ignore_unavailable=True)

    def roll_back(self) -> str:
        """Put the index from before the last rebuild into use again. LookupError where there is none."""
        with plain_errors(self.settings.hosts):
            current = self._behind_alias()
            kept = sorted(set(self._all_indices()) - set(current))
            if not kept:
                raise LookupError("There is no earlier index to go back to.")
            self._swap(current, kept[-1])
            return kept[-1]

    def _swap(self, old: Sequence[str], new: str) -> None:
        actions: list[dict[str, Any]] = [{"remove": {"index": name, "alias": self.alias}} for name in old]
        actions.append({"add": {"index": new, "alias": self.alias, "is_write_index": True}})
        self.writer.indices.update_aliases(actions=actions)

    def _behind_alias(self) -> list[str]:
        if not self.writer.indices.exists_alias(name=self.alias):
            return []
        return sorted(self.writer.indices.get_alias(name=self.alias))

    def _all_indices(self) -> list[str]:
        return sorted(self.writer.indices.get(index=f"{self.alias}-*", ignore_unavailable=True))

    def _drop_others(self, keep: set[str]) -> None:
        for name in self._all_indices():
            if name not in keep:
                self.writer.indices.delete(index=name, ignore_unavailable=True)

    def refresh(self) -> None:
        """What has been written is found from now on."""
        with plain_errors(self.settings.hosts):
            self.writer.indices.refresh(index=self.index)


class _Search:
    """One query with its corrections."""

    def __init__(self, engine: ElasticsearchEngine, reader: Reader, filters: Filters, today: date, most: int) -> None:
        self.engine, self.reader, self.filters, self.today, self.most = engine, reader, filters, today, most

    def run(self, query: Query) -> Candidates:
        replaced: dict[str, str] = {}
        answer = self._ask(query, self.filters)
        if query.clauses and _complete(answer) < LITTLE:
            corrected, replaced = correct(query, self)
            if replaced:
                query, answer = corrected, self._ask(corrected, self.filters)
        pages = tuple(from_source(hit["_source"]) for hit in answer["hits"]["hits"])
        collection = answer["aggregations"]["collection"]
        counts = {key: bucket["doc_count"] for key, bucket in collection["keys"]["buckets"].items()}
        return Candidates(
            query=query,
            pages=pages,
            complete=_complete(answer) <= len(pages),
            corrected=reading(query, replaced, pages),
            collection=collection["doc_count"],
            counts={key: number for key, number in counts.items() if number},
        )

    def _ask(self, query: Query, filters: Filters) -> dict[str, Any]:
        body = requests.candidates(query, self.reader, filters, self.today, self.most)
        return self.engine.search({**body, "_source": SOURCE_FIELDS})

    # --- what the correction of slips asks (search.spelling.Vocabulary) -------------------------------------

    def known(self, keys: Iterable[str]) -> dict[str, int]:
        """Counted over what the reader may see."""
        wanted = sorted(set(keys))
        if not wanted:
            return {}
        body = {
            "size": 0,
            "query": {"bool": {"filter": requests.visible(self.reader, self.today)}},
            "aggs": {"keys": {"filters": {"filters": requests.key_filters(wanted)}}},
        }
        buckets = self.engine.search(body)["aggregations"]["keys"]["buckets"]
        return {key: bucket["doc_count"] for key, bucket in buckets.items() if bucket["doc_count"]}

    def near(self, word: str, keys: Iterable[str]) -> set[str]:
        answer = self.engine.search(requests.near_words(word))
        options = [option["text"] for entry in answer["suggest"]["near"] for option in entry["options"]]
        return {key for option in options for key in index_keys(option)}


def _complete(answer: dict[str, Any]) -> int:
    found = answer["aggregations"].get("complete")
    return int(found["doc_count"]) if found else 0


def _suggestion_order(source: dict[str, Any], typed: str, words: Sequence[str]) -> tuple[int, int, str]:
    """As on the embedded engine: titles that begin so, other titles with all the words, then client's words."""
    title = source["title_start"]
    in_title = all(any(part.startswith(word) for part in title.split()) for word in words)
    return 0 if title.startswith(typed) else 1 if in_title else 2, len(title), source["code"]
