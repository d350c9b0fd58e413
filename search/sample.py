"""Synonyms as part of the sample content, under the same rules as the rest of it."""

from functools import partial
from pathlib import Path

from kb.content.loading.folder import read_synonyms
from kb.content.loading.reading import Entry
from kb.content.loading.records import Report, write_snippet
from kb.content.loading.snippet_schema import SynonymEntry
from search.models import SynonymGroup


def load_synonym_file(path: Path, report: Report) -> None:
    """Load the groups of ``path``; what a person changed or deleted is left alone.

    Raises SampleError where the file has problems.
    """
    for entry in read_synonyms(path):
        current = SynonymGroup.objects.filter(key=entry.key).first()
        write_snippet(report, entry, current, partial(_written, entry))


def _written(entry: Entry[SynonymEntry], current: SynonymGroup | None) -> SynonymGroup:
    group = current or SynonymGroup(key=entry.key)
    group.terms = "\n".join(entry.data.terms)
    group.one_way_to = entry.data.one_way_to or ""
    group.note = entry.data.note
    group.save()
    return group
