"""Which pages are in a copy."""

from collections.abc import Iterable
from dataclasses import dataclass

from kb.content.access import EVERYBODY, opens
from kb.content.choices import Kind
from kb.content.models import CollectionPage, KnowledgePage, StandardDocumentPage
from kb.content.trust import Trust
from kb.desk.export.edition import Edition


@dataclass(frozen=True, slots=True)
class Row:
    """A page in the list of all. ``words``: how clients say it, for the search alone."""

    code: str
    title: str
    url: str
    trust: Trust
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Pages of one kind under the title that their collection has on the site."""

    kind: str
    title: str
    rows: tuple[Row, ...]


def open_pages() -> list[KnowledgePage]:
    """Live pages that every employee may read, none that a restriction stands above, by code."""
    return [page for page in KnowledgePage.objects.live().order_by("code") if opens(page.path, EVERYBODY)]


def groups(pages: Iterable[KnowledgePage], edition: Edition) -> list[Group]:
    """``pages`` by kind, in the order of the kinds. Clients' words are the employees' and not in a public copy."""
    rows: dict[str, list[Row]] = {}
    for page in pages:
        words = () if edition.public else tuple(page.client_word_list)
        rows.setdefault(page.kind, []).append(
            Row(page.code, page.title, page.url or "", page.trust(edition.day), words)
        )
    titles = _titles()
    return [Group(kind.value, titles[kind.value], tuple(rows[kind.value])) for kind in Kind if kind.value in rows]


def _titles() -> dict[str, str]:
    """The title of the first collection of each kind, else the kind's own name."""
    titles = {kind.value: str(kind.label) for kind in Kind}
    titles |= {page.of_kind: page.title for page in CollectionPage.objects.live().order_by("-path") if page.of_kind}
    standard = StandardDocumentPage.objects.live().first()
    return titles | ({Kind.STANDARD.value: standard.title} if standard else {})
