"""Synonyms and the set of questions as part of the sample content, under the same rules as the rest of it."""

from functools import partial
from pathlib import Path
from typing import Annotated

from django.utils.text import slugify
from pydantic import Field

from kb.content.loading.folder import read_synonyms
from kb.content.loading.reading import Entry, checked, digest_of, parse
from kb.content.loading.records import Report, write_snippet
from kb.content.loading.snippet_schema import SnippetEntry, SynonymEntry
from search.models import JudgedQuery, SynonymGroup


class QuestionEntry(SnippetEntry):
    """A question and the codes of the pages that answer it."""

    query: str = Field(min_length=1, max_length=200)
    codes: list[Annotated[str, Field(pattern=r"^[A-Z]\d*$")]] = Field(min_length=1)
    note: str = Field("", max_length=300)

    @property
    def record_key(self) -> str:
        return slugify(self.query)[:60]


def load_synonym_file(path: Path, report: Report) -> None:
    """Load the groups of ``path``; what a person changed or deleted is left alone.

    Raises SampleError where the file has problems.
    """
    for entry in read_synonyms(path):
        current = SynonymGroup.objects.filter(key=entry.key).first()
        write_snippet(report, entry, current, partial(_written_group, entry))


def load_question_file(path: Path, report: Report) -> None:
    """The same for the set of questions. A sample without the file has none."""
    if not path.exists():
        return
    source = parse(path, path.parent)
    for number, raw in enumerate(source.data):
        data = checked(source, QuestionEntry, None, (number,))
        entry = Entry("question", data.record_key, data, digest_of(raw), source, (number,))
        current = JudgedQuery.objects.filter(key=entry.key).first()
        write_snippet(report, entry, current, partial(_written_question, entry))


def _written_group(entry: Entry[SynonymEntry], current: SynonymGroup | None) -> SynonymGroup:
    group = current or SynonymGroup(key=entry.key)
    group.terms = "\n".join(entry.data.terms)
    group.one_way_to = entry.data.one_way_to or ""
    group.note = entry.data.note
    group.save()
    return group


def _written_question(entry: Entry[QuestionEntry], current: JudgedQuery | None) -> JudgedQuery:
    question = current or JudgedQuery(key=entry.key)
    question.query = entry.data.query
    question.expected_codes = " ".join(entry.data.codes)
    question.note = entry.data.note
    question.save()
    return question
