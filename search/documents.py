"""From the content's document to what is stored in an index: keys, exact words, and the document itself as JSON."""

import dataclasses
import json
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any

from kb.content.documents import DatedTerm, SearchDocument
from search.analysis import STOP_WORDS, index_keys, tokens
from search.engines.base import StoredPage


@dataclasses.dataclass(frozen=True, slots=True)
class IndexFields:
    """Analysed text of one document. ``words`` keeps the client's phrases apart, one a line."""

    title: str
    words: str
    short: str
    headings: str
    body: str
    exact: str


def index_fields(document: SearchDocument) -> IndexFields:
    short = document.short_answer.replace("{", " ").replace("}", " ")
    visible = [document.title, *document.client_words, short, *document.headings]
    return IndexFields(
        title=_keys(f"{document.title} {document.code}"),
        words="\n".join(_keys(phrase) for phrase in document.client_words),
        short=_keys(short),
        headings=_keys(" ".join([*document.headings, *document.tags])),
        body=_unique(_keys(document.body)),
        exact=" ".join(dict.fromkeys(token for text in visible for token in tokens(text))),
    )


def _keys(text: str) -> str:
    """Keys of the words that say something: «ir» left out, so that īre (key «ir») is not found on every page."""
    return " ".join(key for token in tokens(text) if token not in STOP_WORDS for key in index_keys(token))


def _unique(keys: str) -> str:
    return " ".join(dict.fromkeys(keys.split()))


def to_json(document: SearchDocument) -> str:
    """What is shown of the page; its running text is found by the keys and is not needed again."""
    return json.dumps(dataclasses.asdict(dataclasses.replace(document, body="")), ensure_ascii=False, default=str)


@lru_cache(maxsize=512)
def from_json(text: str) -> SearchDocument:
    """The document stored as ``text``; cached, since the same pages are found again and again."""
    data: dict[str, Any] = json.loads(text)
    for name in ("verified_on", "review_by", "valid_from", "valid_to"):
        data[name] = _date(data[name])
    for name in ("client_words", "headings", "tags", "channels", "audiences", "access"):
        data[name] = tuple(data[name])
    data["terms"] = tuple(_term(term) for term in data["terms"])
    return SearchDocument(**data)


def _term(data: dict[str, Any]) -> DatedTerm:
    return DatedTerm(**{**data, "valid_from": _date(data["valid_from"]), "valid_to": _date(data["valid_to"])})


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def stored_page(payload: str, fields: Iterable[str]) -> StoredPage:
    """A candidate from the columns of an index, in the order of IndexFields."""
    title, words, short, headings, body, exact = fields
    return StoredPage(
        document=from_json(payload),
        title_keys=title,
        word_keys=words,
        short_keys=short,
        heading_keys=headings,
        body_keys=f" {body} ",
        exact=f" {exact} ",
    )
