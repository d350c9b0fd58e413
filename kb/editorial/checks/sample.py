"""Bureaucratic words and hosts of links as part of the sample content, under the same rules as the rest of it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from django.db.models import Model
from django.utils.text import slugify
from pydantic import Field

from kb.content.loading.reading import Entry, checked, digest_of, parse
from kb.content.loading.records import Report, write_snippet
from kb.content.loading.snippet_schema import SnippetEntry
from kb.editorial.models import BureaucraticWord, LinkHost


class WordEntry(SnippetEntry):
    """A word of the office, what to say instead, and how else it is written."""

    term: str = Field(min_length=1, max_length=80)
    instead: str = Field(min_length=1, max_length=160)
    forms: list[str] = Field(default_factory=list)
    note: str = Field("", max_length=250)

    @property
    def record_key(self) -> str:
        return slugify(self.term)[:60]


class HostEntry(SnippetEntry):
    """A host that the server may ask whether a link still works."""

    host: str = Field(min_length=4, max_length=120)
    note: str = Field("", max_length=250)

    @property
    def record_key(self) -> str:
        return slugify(self.host.replace(".", "-"))[:60]


def load_word_file(path: Path, report: Report) -> None:
    """Load ``path``; what a person changed or deleted is left alone. A sample without the file has none."""
    _load(path, report, "word", WordEntry, _word)


def load_host_file(path: Path, report: Report) -> None:
    """The same for the hosts whose links are checked."""
    _load(path, report, "host", HostEntry, _host)


def _load(path: Path, report: Report, kind: str, schema: type[Any], row_of: Callable[[Any], Model]) -> None:
    if not path.exists():
        return
    source = parse(path, path.parents[1])
    for number, raw in enumerate(source.data):
        data = checked(source, schema, None, (number,))
        entry = Entry(kind, data.record_key, data, digest_of(raw), source, (number,))
        row = row_of(data)
        current = type(row)._default_manager.filter(pk=row.pk).first()
        write_snippet(report, entry, current, partial(_save, row))


def _save(row: Model, current: Model | None) -> Model:
    row.save()
    return row


def _word(data: WordEntry) -> BureaucraticWord:
    row = BureaucraticWord.objects.filter(term=data.term).first() or BureaucraticWord(term=data.term)
    row.instead, row.forms, row.note = data.instead, "\n".join(data.forms), data.note
    return row


def _host(data: HostEntry) -> LinkHost:
    row = LinkHost.objects.filter(host=data.host).first() or LinkHost(host=data.host)
    row.note = data.note
    return row
