"""Lists of pages to browse: by collection, by type, by tag."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.core.paginator import Page as PaginatorPage
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from kb.content.access import closed_paths, opens, tokens_of
from kb.content.models.base import KnowledgePage

PAGE_SIZE = 40


@dataclass(frozen=True, slots=True)
class Listing:
    page: "PaginatorPage[KnowledgePage]"
    total: int


def visible_to(pages: Any, request: HttpRequest) -> Any:
    """Leave out pages that a view restriction keeps from this reader."""
    closed = closed_paths()
    tokens = tokens_of(request.user) if closed else None
    for root, _allowed in closed:
        if not opens(root, tokens):
            pages = pages.exclude(path__startswith=root)
    return pages


def listing(pages: Any, request: HttpRequest) -> Listing:
    """The page of results that ``?p=`` asks for; 404 past the end or where it is not a number."""
    paginator = Paginator(visible_to(pages, request), PAGE_SIZE)
    try:
        page = paginator.page(request.GET.get("p", "1"))
    except (EmptyPage, PageNotAnInteger) as error:
        raise Http404(_("There is no such page of the list.")) from error
    return Listing(page, paginator.count)
