"""The sample content in every engine, for scoring judged queries. Loaded once; the database is left as it was."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from kb.content.documents import SearchDocument, search_document
from kb.content.models import KnowledgePage
from search.engines.base import Reader, SearchEngine, Write
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.embedded import EmbeddedEngine
from search.models import SynonymGroup
from search.queries import parse
from search.service import ranked_codes
from search.synonyms import SynonymRow, SynonymTable, build_table
from tests.elasticsearch_node import patient
from tests.factories import make_roots

Find = Callable[[str], tuple[list[str], float]]


@pytest.fixture(scope="module")
def content(django_db_setup: Any, django_db_blocker: Any) -> tuple[list[SearchDocument], SynonymTable]:
    """Documents of every sample page, and the synonyms."""
    with django_db_blocker.unblock(), transaction.atomic():
        make_roots()
        call_command("load_sample", verbosity=0)
        today = timezone.localdate()
        documents = [search_document(page, today) for page in KnowledgePage.objects.live().specific()]
        rows = [SynonymRow(tuple(group.term_list), group.one_way_to) for group in SynonymGroup.objects.all()]
        transaction.set_rollback(True)
    return [document for document in documents if document is not None], build_table(rows)


@pytest.fixture(scope="module", params=["embedded", "elasticsearch"])
def find(
    request: pytest.FixtureRequest,
    content: tuple[list[SearchDocument], SynonymTable],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Find]:
    """Codes that an engine finds for a text, best first, and the milliseconds it took."""
    documents, synonyms = content
    engine = _engine(request, tmp_path_factory.mktemp("relevance"))
    engine.create()
    engine.apply([Write(document.page_id, document, 1) for document in documents])
    engine.refresh()
    yield lambda text: ranked_codes(engine, parse(text, synonyms), Reader(frozenset()))
    if isinstance(engine, ElasticsearchEngine):
        engine.writer.indices.delete(index=engine.index)


def _engine(request: pytest.FixtureRequest, folder: Path) -> SearchEngine:
    if request.param == "embedded":
        return EmbeddedEngine(folder / "search.sqlite3")
    settings = replace(request.getfixturevalue("elasticsearch_node"), index_prefix=f"relevance-{uuid.uuid4().hex[:8]}")
    return patient(ElasticsearchEngine(settings, f"{settings.index_prefix}-pages-1"))
