"""What may be said of files when a result is shown: looked up in the database, since an index may be behind."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kb.content.access import open_now
from kb.content.attached.access import closed_now, may_open
from kb.content.documents import SearchDocument
from kb.content.models.document_text import DocumentText
from search.analysis import fold
from search.attached.keys import is_own
from search.highlight import best_line, marked, matches, shorten
from search.ranking import Ranked
from search.results import Hit

#: How far into a file the line to show is looked for, and how many lines are compared word by word; more would take
#: longer than the search.
MOST_CHARACTERS = 60_000
MOST_LINES = 200
#: A word and its key begin alike, though its end may differ («apsekošana», «apsekot»).
ALIKE = 4


def shown_now(hits: Sequence[Ranked], tokens: frozenset[str] | None) -> set[int]:
    """Ids of the pages among ``hits`` that may be shown to somebody with ``tokens``.

    A page may be shown where the page is open; and, where it was found in its text, where none of the files whose
    words were taken for open has been closed since the page was indexed.
    """
    documents = [hit.page.document for hit in hits]
    shown = open_now([document.page_id for document in documents], tokens)
    in_text = [hit.page.document for hit in hits if any(part.field == "body" for part in hit.parts.clauses)]
    searched = {document.page_id: _searched(document, tokens) for document in in_text if document.attached}
    closed = closed_now(set().union(*searched.values()), tokens)
    return shown - {page_id for page_id, files in searched.items() if files & closed}


def _searched(document: SearchDocument, tokens: frozenset[str] | None) -> set[int]:
    """Documents whose words this reader has searched."""
    return {file.document_id for file in document.attached if may_open(file.access, tokens)}


def say_where(
    hits: Sequence[Hit], ranked: Sequence[Ranked], keys: set[str], tokens: frozenset[str] | None
) -> tuple[Hit, ...]:
    """Hits that show nothing of what was asked say in which file it stands, if it is one this reader may open."""
    documents = {hit.page.document.code: hit.page.document for hit in ranked}
    wanted = {
        hit.code: _searched(documents[hit.code], tokens)
        for hit in hits
        if documents[hit.code].attached and "<mark>" not in hit.snippet + hit.title_html
    }
    ids = set().union(*wanted.values())
    ids -= closed_now(ids, tokens)
    if not ids:
        return tuple(hits)
    rows = DocumentText.objects.filter(document__in=ids).values_list("document", "document__title", "text")
    lines = {pk: _line(title, text, keys) for pk, title, text in rows}
    return tuple(replace(hit, snippet=_first(wanted.get(hit.code, set()), lines) or hit.snippet) for hit in hits)


def _first(ids: set[int], lines: dict[int, SafeString | None]) -> SafeString | None:
    return next((line for pk in sorted(ids) if (line := lines.get(pk))), None)


def _line(title: str, text: str, keys: set[str]) -> SafeString | None:
    """The line of the file that has most of what was asked, marked."""
    starts = {key[:ALIKE] for key in keys if is_own(key)}
    near = [
        line for line in text[:MOST_CHARACTERS].splitlines() if any(start in fold(line.lower()) for start in starts)
    ]
    line = shorten(best_line(near[:MOST_LINES], keys))
    return format_html(_("In the file “{}”: {}"), title, marked(line, matches(line, keys))) if line else None
