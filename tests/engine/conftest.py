"""One suite for every engine: the fixture ``engine`` gives each in turn, empty."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kb.content.documents import EVERYONE, SearchDocument
from search.engines.base import Filters, Reader, SearchEngine, Write
from search.engines.embedded import EmbeddedEngine
from search.queries import parse
from search.synonyms import SynonymTable

TODAY = date(2026, 11, 25)

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


@pytest.fixture(params=["embedded"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SearchEngine]:
    found = EmbeddedEngine(tmp_path / "search.sqlite3")
    found.create()
    yield found
    found._forget()


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

    def codes(text: str, reader: Reader = Reader(frozenset()), filters: Filters = Filters(), **options: Any) -> list[str]:
        query = parse(text, options.get("synonyms", SynonymTable()))
        candidates = engine.candidates(query, reader, filters, options.get("today", TODAY), 60)
        total, counts = engine.key_counts(candidates.query.keys())
        ranked = rank(candidates.pages, candidates.query, total, counts, options.get("today", TODAY))
        return [hit.page.document.code for hit in ranked]

    return codes
