"""What is stored in Elasticsearch: the fields of search.documents.IndexFields, what filters need, the document as JSON.

Keys come ready from our analyser, so every text field only splits at white space. That needs nothing but the server's
core: the same mapping works on any official Elasticsearch 8 and on the node of tools/elasticsearch.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Sequence
from typing import Any, ClassVar

from elasticsearch.dsl import Binary, Date, Document, Keyword, MetaField, Text

from kb.content.documents import SearchDocument
from search.analysis import folded
from search.documents import IndexFields, index_fields, stored_page, to_json
from search.engines.base import EngineUnavailable, StoredPage, Suggestion

KEY_FIELDS = ("title", "words", "short", "headings", "body")
#: Read back with each candidate. Only these are kept as they were sent, so that a hit is read as it lies on the disk.
SOURCE_FIELDS = ("payload", *KEY_FIELDS, "exact")
#: A key stands in ``strong`` and ``spoken`` as often as the best field that has it is worth (as in search.weights), and
#: with WORTH each time counts alike. So one field is scored instead of four, in a third of the time.
REPEATED = {"title": 5, "words": 4, "short": 3, "headings": 2}
SPOKEN = ("title", "words")
WORTH = {"type": "BM25", "k1": 100, "b": 0}


def _keys(**options: Any) -> Text:
    return Text(analyzer="whitespace", index_options="freqs", norms=False, **options)


def _kept() -> Text:
    """Read back, never searched."""
    return Text(index=False)


class PageDocument(Document):
    """The mapping. Raise RULES (embedded_schema) with a change here as well: both indexes are then rebuilt."""

    class Meta:
        source = MetaField(includes=list(SOURCE_FIELDS))

    class Index:
        settings: ClassVar = {"similarity": {"worth": WORTH}}

    code = Keyword()
    kind = Keyword()
    channels = Keyword()
    audiences = Keyword()
    access = Keyword()
    valid_from = Date()
    valid_to = Date()
    title = _kept()
    words = _kept()
    short = _kept()
    headings = _kept()
    body = _kept()
    exact = _kept()
    any_key = _keys()
    strong = _keys(similarity="worth")
    spoken = _keys(similarity="worth")
    folded = _keys()
    title_start = _keys(index_prefixes={"min_chars": 1, "max_chars": 6})
    words_start = _keys(index_prefixes={"min_chars": 1, "max_chars": 6})
    suggestion = Binary(doc_values=True)  # a column that is read as it is; one of keywords would first be unpacked
    hash = Keyword(index=False)
    payload = _kept()


def to_source(document: SearchDocument) -> dict[str, Any]:
    """The body of the indexed document."""
    fields = index_fields(document)
    spoken = [document.title, *document.client_words, document.short_answer]
    title_start = folded(document.title)
    keys = dict.fromkeys(" ".join(getattr(fields, name) for name in KEY_FIELDS).split())
    return {
        "code": document.code,
        "kind": document.kind,
        "channels": list(document.channels),
        "audiences": list(document.audiences),
        "access": list(document.access),
        "valid_from": document.valid_from.isoformat() if document.valid_from else None,
        "valid_to": document.valid_to.isoformat() if document.valid_to else None,
        "title": fields.title,
        "words": fields.words,
        "short": fields.short,
        "headings": fields.headings,
        "body": fields.body,
        "exact": fields.exact,
        "any_key": " ".join(keys),
        "strong": _repeated(fields, tuple(REPEATED)),
        "spoken": _repeated(fields, SPOKEN),
        "folded": " ".join(dict.fromkeys(folded(" ".join(spoken)).split())),
        "title_start": title_start,
        "words_start": " ".join(map(folded, document.client_words)),
        "suggestion": _suggestion(document, title_start),
        "hash": document.content_hash(),
        "payload": to_json(document),
    }


def _repeated(fields: IndexFields, names: Sequence[str]) -> str:
    """Each key of these fields, as often as the best of them is worth."""
    worth: dict[str, int] = {}
    for name in sorted(names, key=REPEATED.__getitem__):
        worth |= dict.fromkeys(getattr(fields, name).split(), REPEATED[name])
    return " ".join(" ".join([key] * times) for key, times in worth.items())


def from_source(source: dict[str, Any]) -> StoredPage:
    """EngineUnavailable where other rules made the index: between an upgrade and the rebuild that follows it."""
    try:
        return stored_page(source["payload"], [source[name] for name in (*KEY_FIELDS, "exact")])
    except (KeyError, TypeError, ValueError) as error:
        raise EngineUnavailable(f"Elasticsearch: the index was made by other rules: {error!r}") from error


def _suggestion(document: SearchDocument, title_start: str) -> str:
    shown = [document.page_id, document.code, document.kind, document.title, document.url, title_start]
    return b64encode(json.dumps(shown, ensure_ascii=False).encode()).decode()


def from_suggestion(stored: str) -> tuple[Suggestion, str]:
    """A suggestion, and its title without diacritics as it is compared with what was typed; EngineUnavailable where it
    cannot be read."""
    try:
        page_id, code, kind, title, url, title_start = json.loads(b64decode(stored))
    except ValueError as error:
        raise EngineUnavailable(f"Elasticsearch: a suggestion cannot be read: {error!r}") from error
    return Suggestion(page_id, code, kind, title, url), title_start
