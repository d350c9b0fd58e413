"""Pages with all that their documents are made of, read together.

However many pages are read, the database is asked as often as for one of each type: an index of a hundred thousand
pages is built, and a burst of changes caught up with, in minutes instead of hours.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from wagtail.models import Page, PageViewRestriction

from kb.content.access import access_of, closed_roots
from kb.content.documents import access_tokens
from kb.content.models import (
    ExplanationPage,
    ExplanationValue,
    KnowledgePage,
    PageTag,
    ReferralPage,
    ServiceChannel,
    ServiceDeadline,
    ServicePage,
)

#: Rows that belong to a page: by the name they have on it, how they are read and which column names their page.
_Rows = tuple[str, QuerySet[Any], str]


def document_pages(ids: Sequence[int]) -> dict[int, KnowledgePage]:
    """Pages by id, each an instance of its own type; an id without a page is left out. Never save one of them."""
    by_type: dict[int, list[int]] = defaultdict(list)
    for page_id, type_id in KnowledgePage.objects.filter(pk__in=ids).values_list("pk", "content_type"):
        by_type[type_id].append(page_id)
    found = {page.pk: page for type_id, own_ids in by_type.items() for page in _of_type(type_id, own_ids)}
    _attach(found.values(), ("tagged_items", PageTag.objects.select_related("tag"), "content_object_id"))
    return found


def _of_type(type_id: int, ids: Sequence[int]) -> Iterable[KnowledgePage]:
    model: Any = ContentType.objects.get_for_id(type_id).model_class() or KnowledgePage
    pages = model.objects.filter(pk__in=ids)
    if model is ServicePage:
        pages = pages.select_related("decides_unit")
    elif model is ReferralPage:
        pages = pages.select_related("institution").prefetch_related("institution__phones")
    found: list[KnowledgePage] = list(pages)
    for rows in _rows_of(model):
        _attach(found, rows)
    return found


def _rows_of(model: type[Page]) -> Iterator[_Rows]:
    if model is ServicePage:
        yield "channels", ServiceChannel.objects.select_related("contact"), "page_id"
        yield "deadlines", ServiceDeadline.objects.all(), "page_id"
    elif model is ExplanationPage:
        yield "values", ExplanationValue.objects.all(), "page_id"


def _attach(pages: Iterable[KnowledgePage], rows: _Rows) -> None:
    """Give each page its rows, in their order. (Django's prefetch would build a query for each page to hold them.)"""
    name, query, parent = rows
    by_page: dict[int, list[Any]] = {page.pk: [] for page in pages}
    for row in query.filter(**{f"{parent}__in": by_page}):
        by_page[getattr(row, parent)].append(row)
    for page in pages:
        setattr(page, name, by_page[page.pk])


class Restrictions:
    """Who may find which page, as the database has it now.

    Not ``kb.content.access``, which holds for a version of the content: a restriction is looked at here because it has
    just been changed, perhaps by somebody whose process ended before the version was raised.
    """

    def __init__(self) -> None:
        # A password typed once is not a right to find the page: it opens to nobody here.
        self._closed = closed_roots(PageViewRestriction, "page__path")
        self._aliases = tuple(Page.objects.exclude(alias_of=None).values_list("path", flat=True))

    def access(self, page: Page) -> tuple[str, ...]:
        """What ``kb.content.documents.access_tokens`` gives for the page, without asking the database for it."""
        if page.path.startswith(self._aliases):
            return access_tokens(page)  # Wagtail follows an alias to what restricts its source
        return access_of(page.path, self._closed)
