"""The Elasticsearch engine: own documents behind an alias, written with external versions.

What is found and how it is ranked is the same as on the embedded engine; here only the candidates come from elsewhere.
"""

import logging
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.helpers import scan

from search.analysis import fold, tokens
from search.engines import elasticsearch_queries as requests
from search.engines.base import Candidates, EngineUnavailable, Filters, Reader, Suggestion, Write
from search.engines.elasticsearch_client import (
    READ_SECONDS,
    WRITE_SECONDS,
    ElasticsearchSettings,
    connect,
    plain_errors,
    require_version,
)
from search.engines.elasticsearch_documents import PageDocument, from_suggestion, to_source
from search.engines.elasticsearch_finding import CandidateSearch, KnownCounts, state_of
from search.engines.embedded_schema import RULES
from search.queries import Query

log = logging.getLogger("search")

SUGGEST_POOL = 60
#: Until a write is found at the latest.
REFRESH = "1s"
#: Other pages are found once in REFRESH at most; asking before each question whether they are would cost half a search.
STATE_SECONDS = 0.2
CONFLICT = 409
#: What the mapping of an index says of itself while it is filled, and once everything is in it.
BEGUN, WHOLE = {"rules": RULES, "whole": False}, {"rules": RULES, "whole": True}


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
        self._counts = KnownCounts()
        self._state = -STATE_SECONDS, 0
        self._right_version = False

    @contextmanager
    def _talking(self, client: Elasticsearch) -> Iterator[None]:
        """Talk to the server, once it is known to be of our version; EngineUnavailable for whatever goes wrong.

        After that it is looked at again: perhaps another one has come to stand there.
        """
        try:
            with plain_errors(self.settings.hosts):
                if not self._right_version:
                    require_version(client)
                    self._right_version = True
                yield
        except EngineUnavailable:
            self._right_version = False
            raise

    # --- reading ------------------------------------------------------------------------------------------

    def candidates(self, query: Query, reader: Reader, filters: Filters, today: date, most: int) -> Candidates:
        found = CandidateSearch(self.ask, self._counts, reader, filters, today, most)
        with self._talking(self.reader):
            return found.run(query)

    def suggest(self, text: str, reader: Reader, today: date, size: int) -> list[Suggestion]:
        words = [fold(token) for token in tokens(text)][:6]
        if not words:
            return []
        with self._talking(self.reader):
            (answer,) = self.ask(requests.suggestions(words, reader, today, SUGGEST_POOL))
        typed = " ".join(words)
        found = [from_suggestion(hit["fields"]["suggestion"][0]) for hit in answer["hits"]["hits"]]
        found.sort(key=lambda hit: _suggestion_order(hit, typed, words))
        return [suggestion for suggestion, _ in found[:size]]

    def ask(self, *bodies: dict[str, Any]) -> list[dict[str, Any]]:
        """One request to the server for all of these searches, and their answers."""
        if len(bodies) == 1:
            return [dict(self.reader.search(index=self.index, body=bodies[0]))]
        searches = [part for body in bodies for part in ({}, body)]
        answers: list[dict[str, Any]] = list(self.reader.msearch(index=self.index, searches=searches)["responses"])
        for answer in answers:
            if "error" in answer:
                raise EngineUnavailable(f"Elasticsearch: {answer['error'].get('reason', '')}"[:300])
        return answers

    def state(self) -> int | None:
        """What can be found now, as a number: other pages, other number. Asked again after STATE_SECONDS."""
        now = time.monotonic()
        asked, state = self._state
        if now - asked > STATE_SECONDS:
            with self._talking(self.reader):
                state = state_of(*self.ask(requests.STATE))
            self._state = now, state
        return state

    def count(self) -> int:
        with self._talking(self.writer):
            return int(self.writer.count(index=self.index)["count"])

    def hashes(self) -> Iterator[tuple[int, str]]:
        with self._talking(self.writer):
            self.writer.indices.refresh(index=self.index)
            wanted = {"_source": False, "docvalue_fields": ["hash"]}
            for hit in scan(self.writer, index=self.index, query=wanted, size=2000):
                yield int(hit["_id"]), hit["fields"]["hash"][0]

    # --- writing ------------------------------------------------------------------------------------------

    def create(self) -> None:
        """Create the concrete index ``self.index`` with its mapping, ready to be read while it is written."""
        self._create(self._in_use(), WHOLE)

    def _in_use(self) -> dict[str, Any]:
        return {"number_of_replicas": self.settings.replicas, "refresh_interval": REFRESH}

    def _create(self, settings: dict[str, Any], meta: dict[str, Any]) -> None:
        index = PageDocument._index.clone(name=self.index)
        index.settings(number_of_shards=self.settings.shards, **settings)
        body = index.to_dict()
        body["mappings"]["_meta"] = meta
        with self._talking(self.writer):
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
        with self._talking(self.writer):
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
        with self._talking(self.writer):
            indices = self._behind_alias()
            return bool(indices) and self._meta(indices[0]) == WHOLE

    def _meta(self, index: str) -> dict[str, Any]:
        mapping = self.writer.indices.get_mapping(index=index)[index]["mappings"]
        return dict(mapping.get("_meta", {}))

    def begin_rebuild(self) -> "ElasticsearchEngine":
        name = f"{self.alias}-{datetime.now(UTC):%Y%m%d%H%M%S%f}"
        fresh = ElasticsearchEngine(self.settings, name, self.lock_path)
        fresh.reader = fresh.writer  # no reader waits for it, so its first answers may take their time
        fresh._create({"number_of_replicas": 0, "refresh_interval": "-1"}, BEGUN)
        return fresh

    def finish_rebuild(self, fresh: "ElasticsearchEngine") -> None:
        """One call takes the alias from the old index to the new one. The old one is kept for a rollback."""
        fresh.refresh()
        with self._talking(self.writer):
            if self._meta(fresh.index) != BEGUN:  # deleted meanwhile, and made again by the next write
                raise EngineUnavailable(f"Elasticsearch: {fresh.index} is not the index that was begun.")
            self.writer.indices.put_settings(index=fresh.index, settings=self._in_use())
            self.writer.indices.put_mapping(index=fresh.index, meta=WHOLE)
            old = self._behind_alias()
            self._swap(old, fresh.index)
        self._tidy(fresh.index, old)

    def _tidy(self, index: str, old: Sequence[str]) -> None:
        """What can be left undone: readers are served by the new index already."""
        try:
            with self._talking(self.writer):
                # One segment is searched in half the time of ten. It goes on while readers use it.
                self.writer.indices.forcemerge(index=index, max_num_segments=1, wait_for_completion=False)
                self._drop_others({index, *old[:1]})
        except EngineUnavailable as error:
            log.warning("The new index is in use, but was not put in order: %s", error)

    def abandon_rebuild(self, fresh: "ElasticsearchEngine") -> None:
        with self._talking(self.writer):
            if fresh.index not in self._behind_alias():
                self.writer.indices.delete(index=fresh.index, ignore_unavailable=True)

    def roll_back(self) -> str:
        """Put the index from before the last rebuild into use again. LookupError where there is none.

        One that a rebuild left half filled, because it was killed, is none; nor is one made by other rules.
        """
        with self._talking(self.writer):
            current = self._behind_alias()
            kept = [name for name in self._all_indices() if name not in current and self._meta(name) == WHOLE]
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
        with self._talking(self.writer):
            self.writer.indices.refresh(index=self.index)
        self._state = -STATE_SECONDS, 0


def _suggestion_order(found: tuple[Suggestion, str], typed: str, words: Sequence[str]) -> tuple[int, int, str]:
    """As on the embedded engine: titles that begin so, other titles with all the words, then client's words."""
    suggestion, title = found
    in_title = all(any(part.startswith(word) for part in title.split()) for word in words)
    return 0 if title.startswith(typed) else 1 if in_title else 2, len(title), suggestion.code
