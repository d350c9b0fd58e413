"""What may be said of files when a result is shown: looked up in the database, since an index may be behind."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from django.db.models.functions import Left
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


@dataclass(frozen=True, slots=True)
class Open:
    """What is open at this moment: ids of pages, and of the files on them whose words the reader has searched."""

    pages: AbstractSet[int]
    files: AbstractSet[int]


def shown_now(hits: Sequence[Ranked], tokens: frozenset[str] | None) -> Open:
    """Which of the pages among ``hits`` may be shown to somebody with ``tokens``, and which of their files.

    A page may be shown where the page is open; and, where it was found in its text, where none of the files whose
    words were taken for open has been closed since the page was indexed. Of a page that is there twice (pinned, and
    found) the first hit counts.
    """
    by_page: dict[int, Ranked] = {}
    for hit in hits:
        by_page.setdefault(hit.page.document.page_id, hit)
    searched = {page_id: _searched(hit.page.document, tokens) for page_id, hit in by_page.items()}
    every: set[int] = set().union(*searched.values())
    closed = closed_now(every, tokens)
    hidden = {page_id for page_id, hit in by_page.items() if searched[page_id] & closed and _in_text(hit)}
    return Open(open_now(list(by_page), tokens) - hidden, every - closed)


def _in_text(hit: Ranked) -> bool:
    return any(part.field == "body" for part in hit.parts.clauses)


def _searched(document: SearchDocument, tokens: frozenset[str] | None) -> set[int]:
    """Documents whose words this reader has searched."""
    return {file.document_id for file in document.attached if may_open(file.access, tokens)}


def say_where(
    hits: Sequence[Hit], ranked: Sequence[Ranked], keys: set[str], open_files: AbstractSet[int]
) -> tuple[Hit, ...]:
    """Hits that show nothing of what was asked say in which file it stands, if it is one of ``open_files``."""
    documents = {hit.page.document.code: hit.page.document for hit in ranked}
    wanted = {
        hit.code: open_files & {file.document_id for file in documents[hit.code].attached}
        for hit in hits
        if documents[hit.code].attached and "<mark>" not in hit.snippet + hit.title_html
    }
    ids: set[int] = set().union(*wanted.values())
    if not ids:
        return tuple(hits)
    beginning = Left("text", MOST_CHARACTERS)  # a whole book would be read from the database for one line of it
    rows = DocumentText.objects.filter(document__in=ids).values_list("document", "document__title", beginning)
    lines = {pk: _line(title, text, keys) for pk, title, text in rows}
    return tuple(replace(hit, snippet=_first(wanted.get(hit.code, set()), lines) or hit.snippet) for hit in hits)


def _first(ids: AbstractSet[int], lines: dict[int, SafeString | None]) -> SafeString | None:
    return next((line for pk in sorted(ids) if (line := lines.get(pk))), None)


def _line(title: str, text: str, keys: set[str]) -> SafeString | None:
    """The line of the file that has most of what was asked, marked."""
    starts = {key[:ALIKE] for key in keys if is_own(key)}
    near = [line for line in text.splitlines() if any(start in fold(line.lower()) for start in starts)]
    line = shorten(best_line(near[:MOST_LINES], keys))
    return format_html(_("In the file “{}”: {}"), title, marked(line, matches(line, keys))) if line else None
