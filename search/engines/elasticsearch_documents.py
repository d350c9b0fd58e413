"""What is stored in Elasticsearch: the fields of search.documents.IndexFields, what filters need, the document as JSON.

Keys come ready from our analyser, so every text field only splits at white space. That needs nothing but the server's
core: the same mapping works on any official Elasticsearch 8 and on the node of tools/elasticsearch.
"""

from typing import Any

from elasticsearch.dsl import Date, Document, Keyword, Long, Text

from kb.content.documents import SearchDocument
from search.analysis import fold, tokens
from search.documents import index_fields, to_json
from search.engines.base import StoredPage

KEY_FIELDS = ("title", "words", "short", "headings", "body")


def _keys(**options: Any) -> Text:
    return Text(analyzer="whitespace", index_options="freqs", norms=False, **options)


class PageDocument(Document):
    """The mapping. Raise RULES (embedded_schema) with a change here as well: both indexes are then rebuilt."""

    page_id = Long()
    code = Keyword()
    kind = Keyword()
    channels = Keyword()
    audiences = Keyword()
    access = Keyword()
    valid_from = Date()
    valid_to = Date()
    title = _keys()
    words = _keys()
    short = _keys()
    headings = _keys()
    body = _keys()
    any_key = _keys()
    exact = _keys()
    folded = _keys()
    title_start = _keys(index_prefixes={"min_chars": 1, "max_chars": 6})
    words_start = _keys(index_prefixes={"min_chars": 1, "max_chars": 6})
    shown_title = Keyword(index=False, doc_values=False)
    url = Keyword(index=False, doc_values=False)
    hash = Keyword()
    payload = Text(index=False)


def to_source(document: SearchDocument) -> dict[str, Any]:
    """The body of the indexed document."""
    fields = index_fields(document)
    spoken = [document.title, *document.client_words, document.short_answer]
    keys = dict.fromkeys(" ".join(getattr(fields, name) for name in KEY_FIELDS).split())
    return {
        "page_id": document.page_id,
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
        "any_key": " ".join(keys),
        "exact": fields.exact,
        "folded": " ".join(dict.fromkeys(fold(token) for text in spoken for token in tokens(text))),
        "title_start": _folded(document.title),
        "words_start": " ".join(_folded(phrase) for phrase in document.client_words),
        "shown_title": document.title,
        "url": document.url,
        "hash": document.content_hash(),
        "payload": to_json(document),
    }


def _folded(text: str) -> str:
    return " ".join(fold(token) for token in tokens(text))


#: Read back with each candidate.
SOURCE_FIELDS = ["payload", *KEY_FIELDS, "exact"]


def from_source(source: dict[str, Any]) -> StoredPage:
    from search.documents import stored_page

    return stored_page(source["payload"], [source[name] for name in (*KEY_FIELDS, "exact")])
