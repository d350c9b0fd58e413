"""Who reads the reports, and of which pages they tell: of none that the reader may neither open nor change."""

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from wagtail.permissions import page_permission_policy

from kb.content.access import closed_paths, opens, tokens_of

MAY_READ = "editorial.view_dailyfigures"


def may_read(user: Any) -> bool:
    return bool(user.has_perm(MAY_READ))


def shown_pages(user: Any, page: str = "") -> Q:
    """Condition for pages that ``user`` may know of; ``page`` is the way to them («page» for rows that have one)."""
    before = f"{page}__" if page else ""
    roots = [root for root, _allowed in closed_paths()]
    if not roots:
        return Q()  # without asking for the groups of the user
    tokens = tokens_of(user)
    closed = [Q(**{f"{before}path__startswith": root}) for root in roots if not opens(root, tokens)]
    if not closed:
        return Q()
    working = page_permission_policy.instances_user_has_permission_for(user, "change")
    return ~reduce(or_, closed) | Q(**{f"{before}pk__in": working.values("pk")})


def address_for(request: HttpRequest) -> "PageAddress":
    """One for a request: each cell of a table asks for it."""
    known: PageAddress | None = getattr(request, "_kb_page_address", None)
    if known is None:
        known = PageAddress(request.user)
        request._kb_page_address = known  # type: ignore[attr-defined]
    return known


class PageAddress:
    """Where a page leads from a report: to its editor for who writes pages, to the page itself for others."""

    def __init__(self, user: Any) -> None:
        self.writes = page_permission_policy.user_has_any_permission(user, ["add", "change"])

    def of(self, pk: int, code: str) -> str:
        return reverse("wagtailadmin_pages:edit", args=[pk]) if self.writes else reverse("page_by_code", args=[code])
