"""From the content's document to what is stored in an index: keys, exact words, and the document itself as JSON."""

import dataclasses
import json
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from itertools import chain
from typing import Any

from kb.content.attached.files import AttachedFile
from kb.content.documents import DatedTerm, SearchDocument
from search.analysis import STOP_WORDS, index_keys, tokens
from search.attached.keys import attached_keys
from search.engines.base import StoredPage

#: A document is stored as its values in this order, without the names: thirty are read for each question.
_NAMES = tuple(field.name for field in dataclasses.fields(SearchDocument))
_LISTS = tuple(map(_NAMES.index, ("client_words", "headings", "tags", "channels", "audiences", "access")))
_DATES = tuple(map(_NAMES.index, ("verified_on", "review_by", "valid_from", "valid_to")))
_TERMS, _FILES = _NAMES.index("terms"), _NAMES.index("attached")


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
    title = tokens(document.title)
    phrases = [tokens(phrase) for phrase in document.client_words]
    short = tokens(document.short_answer.replace("{", " ").replace("}", " "))
    headings = tokens(" ".join(document.headings))
    body = dict.fromkeys(tokens(document.body))
    return IndexFields(
        title=_joined([*title, *tokens(document.code)]),
        words="\n".join(map(_joined, phrases)),
        short=_joined(short),
        headings=_joined([*headings, *tokens(" ".join(document.tags))]),
        # Each key once: how often a word stands in running text says nothing here.
        body=" ".join(dict.fromkeys(chain(_keys(body), attached_keys(document.attached)))),
        exact=" ".join(dict.fromkeys(chain(title, *phrases, short, headings))),
    )


def _joined(words: Iterable[str]) -> str:
    return " ".join(_keys(words))


def _keys(words: Iterable[str]) -> Iterable[str]:
    return chain.from_iterable(map(_keys_of, words))


@lru_cache(maxsize=16384)
def _keys_of(word: str) -> tuple[str, ...]:
    """Keys of a word that says something: «ir» left out, so that īre (key «ir») is not found on every page."""
    return () if word in STOP_WORDS else index_keys(word)


def to_json(document: SearchDocument) -> str:
    """What is shown of the page and what words in quotation marks are looked for in (search.phrases).

    Running text is found by its keys and not needed again.
    """
    files = [file._replace(text="")._asdict() for file in document.attached]
    kept = {**document.as_dict(), "body": "", "attached": files}
    return json.dumps([kept[name] for name in _NAMES], ensure_ascii=False, default=str)


@lru_cache(maxsize=512)
def from_json(text: str) -> SearchDocument:
    """The document stored as ``text``; cached, since the same pages are found again and again.

    KeyError, TypeError or ValueError where it was stored by other rules.
    """
    values: list[Any] = json.loads(text)
    for place in _LISTS:
        values[place] = tuple(values[place])
    for place in _DATES:
        values[place] = _date(values[place])
    values[_TERMS] = tuple(_term(term) for term in values[_TERMS])
    values[_FILES] = tuple(AttachedFile(file["document_id"], tuple(file["access"]), "") for file in values[_FILES])
    return SearchDocument(*values)


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
