"""Links within the site that lead nowhere, or not everybody: looked up in the database when they are asked for."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Concat
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import Page, Site

from kb.content.access import closed_paths
from kb.content.models import KnowledgePage, StandardSectionPage
from kb.editorial.models import PageLink

#: So many are listed: whoever mends these sees the rest.
MOST = 1000
#: How rows of the standard are called; for Python and for the database.
_ROW = r"^[A-D][0-9][a-z]?$"


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """A link on a page, with what it leads to as an editor knows it and what is wrong."""

    page: KnowledgePage
    where: str
    target: str
    problem: str


def broken_inside() -> list[BrokenLink]:
    """All links of live pages to pages, documents and addresses of this site that do not work as they should.

    One query, whatever there is to find: the screen of all reports asks for it too.
    """
    suspects = list(_suspects())
    chosen = [_judged(link) for link in suspects if not link.local]
    found = [*(link for link in chosen if link), *_to_addresses(suspects), *_to_rows(suspects)]
    return sorted(found, key=lambda link: link.page.code)


def _suspects() -> "QuerySet[Any]":
    root = next(iter(Site.get_site_root_paths())).root_path.rstrip("/")
    page = Page.objects.filter(pk=OuterRef("to_page"))
    of_target = Q(pk=OuterRef("to_page")) | Q(code=OuterRef("to_code"))
    sections = StandardSectionPage.objects.filter(of_target, live=True)
    live = page.filter(live=True)
    closed = [
        Q(Exists(live.filter(path__startswith=root)), ~Q(page__path__startswith=root)) for root, _who in closed_paths()
    ]
    links = (
        PageLink.objects.filter(page__live=True)
        .annotate(
            there=Exists(page),
            live=Exists(live),
            withdrawn=Exists(KnowledgePage.objects.filter(pk=OuterRef("to_page"), valid_to__lt=timezone.localdate())),
            closed=ExpressionWrapper(reduce(or_, closed), BooleanField()) if closed else Value(False),
            title=Subquery(page.values("title")[:1]),
            by_code=Exists(KnowledgePage.objects.live().filter(code=OuterRef("to_code"))),
            clauses=Subquery(sections.values("clauses")[:1]),
            addressed=Exists(
                Page.objects.filter(live=True, url_path=Concat(Value(root), OuterRef("local"), Value("/")))
            ),
            redirected=Exists(Redirect.objects.filter(old_path=OuterRef("local"))),
            document=Exists(get_document_model().objects.filter(pk=OuterRef("to_document"))),
        )
        .select_related("page")
    )
    page_is_wrong = Q(to_page__isnull=False) & (Q(live=False) | Q(withdrawn=True) | Q(closed=True))
    return links.filter(
        page_is_wrong
        | (~Q(to_code="") & Q(by_code=False))
        | Q(to_document__isnull=False, document=False)
        | ~Q(local__in=["", "/"]) & Q(addressed=False)
        | Q(anchor__regex=_ROW)
    ).order_by("page__code", "pk")[:MOST]


def _judged(link: Any) -> BrokenLink | None:
    """What is wrong with a link to a page or document; None where nothing is but its row is still to be looked at."""
    if link.to_document is not None:
        if link.document:
            return None
        return BrokenLink(link.page, link.where, _("Document %(number)s") % {"number": link.to_document}, _("deleted"))
    if link.to_code:
        if link.by_code:
            return None
        return BrokenLink(link.page, link.where, f"/lapa/{link.to_code}/", _("no published page has this code"))
    problem = _problem_of_page(link)
    return BrokenLink(link.page, link.where, link.title or f"№ {link.to_page}", problem) if problem else None


def _problem_of_page(link: Any) -> str:
    if not link.there:
        return _("deleted")
    if not link.live:
        return _("not published")
    if link.withdrawn:
        return _("withdrawn")
    return _("restricted to a group") if link.closed else ""


def _to_addresses(suspects: Sequence[Any]) -> Iterator[BrokenLink]:
    """Addresses typed by hand: they break when the page moves, unlike a chosen page or ``/lapa/CODE/``."""
    for link in suspects:
        if link.local and not link.addressed and not _is_view(link.local):
            moved = _("has moved: choose the page instead of its address")
            problem = moved if link.redirected else _("there is no such page")
            yield BrokenLink(link.page, link.where, link.local, problem)


def _is_view(path: str) -> bool:
    """Whether it is an address of the site that is no page: the search, due dates, the glossary."""
    for written in (path, f"{path}/"):
        try:
            if resolve(written).url_name != "wagtail_serve":
                return True
        except Resolver404:
            continue
    return False


def _to_rows(suspects: Sequence[Any]) -> Iterator[BrokenLink]:
    """Links to a row of the standard (#B6g) that the section does not have. Other places on a page are not judged."""
    for link in suspects:
        if link.clauses and re.fullmatch(_ROW, link.anchor):
            rows = {clause["value"]["row"] for clause in link.clauses.raw_data}
            if link.anchor not in rows:
                target = f"{link.to_code or link.title} #{link.anchor}"
                yield BrokenLink(link.page, link.where, target, _("the section has no such row"))
