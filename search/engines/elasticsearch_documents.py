"""What is stored in Elasticsearch: the fields of search.documents.IndexFields, what filters need, the document as JSON.

Keys come ready from our analyser, so every text field only splits at white space. That needs nothing but the server's
core: the same mapping works on any official Elasticsearch 8 and on the node of tools/elasticsearch.
"""

import json
from typing import Any

from elasticsearch.dsl import Date, Document, Keyword, MetaField, Text

from kb.content.documents import SearchDocument
from search.analysis import folded
from search.documents import index_fields, stored_page, to_json
from search.engines.base import StoredPage, Suggestion

KEY_FIELDS = ("title", "words", "short", "headings", "body")
#: Read back with each candidate. Only these are kept as they were sent, so that a hit is read as it lies on the disk.
SOURCE_FIELDS = ("payload", *KEY_FIELDS, "exact")


def _keys(**options: Any) -> Text:
    return Text(analyzer="whitespace", index_options="freqs", norms=False, **options)


class PageDocument(Document):
    """The mapping. Raise RULES (embedded_schema) with a change here as well: both indexes are then rebuilt."""

    class Meta:
        source = MetaField(includes=list(SOURCE_FIELDS))

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
    suggestion = Keyword(index=False)
    hash = Keyword(index=False)
    payload = Text(index=False)


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
        "any_key": " ".join(keys),
        "exact": fields.exact,
        "folded": " ".join(dict.fromkeys(folded(" ".join(spoken)).split())),
        "title_start": title_start,
        "words_start": " ".join(map(folded, document.client_words)),
        "suggestion": json.dumps(
            [document.page_id, document.code, document.kind, document.title, document.url, title_start],
            ensure_ascii=False,
        ),
        "hash": document.content_hash(),
        "payload": to_json(document),
    }


def from_source(source: dict[str, Any]) -> StoredPage:
    return stored_page(source["payload"], [source[name] for name in (*KEY_FIELDS, "exact")])


def from_suggestion(stored: str) -> tuple[Suggestion, str]:
    """A suggestion, and its title without diacritics as it is compared with what was typed."""
    page_id, code, kind, title, url, title_start = json.loads(stored)
    return Suggestion(page_id, code, kind, title, url), title_start
