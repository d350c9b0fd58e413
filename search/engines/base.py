"""The port: what a search engine does for the site, and the values it gives back.

An engine finds candidates that the reader may see and keeps up with the database. What order they stand in is decided
by search.ranking for every engine alike; what is shown of them by search.results.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from kb.content.documents import SearchDocument
from search.queries import Query


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks. ``tokens`` are matched with a document's access; None may see everything (superuser)."""

    tokens: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Filters:
    kind: str = ""
    channel: str = ""
    audience: str = ""


@dataclass(frozen=True, slots=True)
class StoredPage:
    """A candidate as the index holds it: keys with spaces between; the client's phrases one a line.

    ``body_keys`` and ``exact`` are padded with spaces, so that « key » finds a whole key without splitting them.
    """

    document: SearchDocument
    title_keys: str
    word_keys: str
    short_keys: str
    heading_keys: str
    body_keys: str
    exact: str


@dataclass(frozen=True, slots=True)
class Facets:
    """Counts by page type and channel, each with the other filter applied."""

    kinds: dict[str, int] = field(default_factory=dict)
    channels: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pages that match, unordered. ``complete``: they are all that have every word of the question.

    ``query`` is what was searched in the end: a slip is corrected in it, and ``corrected`` says how it then reads.
    ``collection`` is the number of pages in the index, ``counts`` in how many of them a key of the query stands.
    """

    query: Query
    pages: tuple[StoredPage, ...] = ()
    complete: bool = True
    corrected: str = ""
    collection: int = 0
    counts: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Suggestion:
    page_id: int
    code: str
    kind: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Write:
    """One change of the index. ``document`` None removes the page. A write older than what is stored is ignored."""

    page_id: int
    document: SearchDocument | None
    version: int


class SearchEngine(Protocol):
    """Implemented by each engine; the same test suite runs against all of them."""

    name: str

    def candidates(self, query: Query, reader: Reader, filters: Filters, today: date, most: int) -> Candidates:
        """Up to ``most`` pages worth ranking, valid today and visible to the reader."""
        ...

    def suggest(self, text: str, reader: Reader, today: date, size: int) -> list[Suggestion]:
        """Pages whose title or client's words begin with what is typed."""
        ...

    def apply(self, writes: Sequence[Write]) -> int:
        """Write a batch in one step; returns how many were not stale."""
        ...

    def hashes(self) -> Iterator[tuple[int, str]]:
        """Page id and content hash of everything stored."""
        ...

    def state(self) -> int | None:
        """A number that changes with every write; None where the engine cannot tell cheaply."""
        ...

    def count(self) -> int:
        """Number of pages in the index."""
        ...

    def create(self) -> None:
        """Make the empty index."""
        ...

    def refresh(self) -> None:
        """What has been written is found from now on."""
        ...

    # --- building anew: see search.indexing.rebuild ----------------------------------------------------------

    @property
    def lock_path(self) -> Path:
        """Names the locks that keep two writers of this host apart."""
        ...

    @property
    def place(self) -> str:
        """Where the index is; with the host it names the engine's target in the outbox."""
        ...

    def is_current(self) -> bool:
        """Whether the index exists and was made by the present rules; otherwise it must be rebuilt."""
        ...

    def begin_rebuild(self) -> "SearchEngine":
        """An empty index beside the one in use."""
        ...

    def finish_rebuild(self, fresh: Any) -> None:
        """Put ``fresh`` into use in one step."""
        ...

    def abandon_rebuild(self, fresh: Any) -> None:
        """Remove what is left of ``fresh``, whether or not it was put into use."""
        ...


class EngineUnavailable(Exception):
    """The engine cannot answer; the message says why in one line."""
