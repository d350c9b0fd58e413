"""One suite for every engine: the fixture ``engine`` gives each in turn, empty."""

import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kb.content.documents import EVERYONE, SearchDocument
from search.engines.base import Filters, Reader, SearchEngine, Write
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.elasticsearch_client import ElasticsearchSettings
from search.engines.embedded import EmbeddedEngine
from search.queries import parse
from search.synonyms import SynonymTable
from tests.elasticsearch_node import patient

TODAY = date(2026, 11, 25)
ANYBODY = Reader(frozenset())
NO_FILTERS = Filters()

BLANK = SearchDocument(
    page_id=0,
    code="",
    kind="service",
    title="",
    url="/lapa/",
    client_words=(),
    short_answer="",
    headings=(),
    body="",
    tags=(),
    channels=("in_person",),
    audiences=("household",),
    id_required=False,
    access=(EVERYONE,),
    sample=False,
    verified_on=date(2026, 11, 1),
    review_by=date(2027, 5, 1),
    valid_from=None,
    valid_to=None,
    terms=(),
)


@pytest.fixture(params=["embedded", "elasticsearch"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SearchEngine]:
    if request.param == "elasticsearch":
        yield from remote_engine(request.getfixturevalue("elasticsearch_node"))
        return
    found = EmbeddedEngine(tmp_path / "search.sqlite3")
    found.create()
    yield found
    found._forget()


@pytest.fixture
def remote(elasticsearch_node: ElasticsearchSettings) -> Iterator["AtOnce"]:
    """What only Elasticsearch has: an index of several shards."""
    yield from remote_engine(replace(elasticsearch_node, shards=3))


def remote_engine(settings: ElasticsearchSettings) -> Iterator["AtOnce"]:
    settings = replace(settings, index_prefix=f"test-{uuid.uuid4().hex[:8]}")
    found = AtOnce(settings, f"{settings.index_prefix}-pages-1")
    patient(found)
    found.create()
    yield found
    found.writer.indices.delete(index=found.index)


class AtOnce(ElasticsearchEngine):
    """Finds what has just been written, so that tests need not wait for the next refresh."""

    def apply(self, writes: Sequence[Write]) -> int:
        done = super().apply(writes)
        self.refresh()
        return done


@pytest.fixture
def store(engine: SearchEngine) -> Callable[..., SearchDocument]:
    """``store(1, "P01", "Līguma slēgšana", client_words=("gribu līgumu",))`` puts a document into the engine."""

    def put(page_id: int, code: str, title: str, version: int = 1, **fields: Any) -> SearchDocument:
        document = replace(BLANK, page_id=page_id, code=code, title=title, **fields)
        engine.apply([Write(page_id, document, version)])
        return document

    return put


@pytest.fixture
def found(engine: SearchEngine) -> Callable[..., list[str]]:
    """``found("rēķins")`` gives the codes that the engine finds, ranked as readers see them."""
    from search.ranking import rank

    def codes(text: str, reader: Reader = ANYBODY, filters: Filters = NO_FILTERS, **options: Any) -> list[str]:
        query = parse(text, options.get("synonyms", SynonymTable()), as_typed=options.get("as_typed", False))
        candidates = engine.candidates(query, reader, filters, options.get("today", TODAY), 60)
        return [hit.page.document.code for hit in rank(candidates, options.get("today", TODAY))]

    return codes
