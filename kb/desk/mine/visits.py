"""Pages that a person opened lately. The browser reports them once a page is shown: reading never waits for it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from kb.content.models import KnowledgePage
from kb.desk.mine.seen import still_open
from kb.desk.models import Presence, Visit
from search.log.short_wait import note

#: How many pages are kept for a person.
KEPT = 10


@dataclass(frozen=True, slots=True)
class VisitRow:
    title: str
    code: str
    url: str
    at: datetime


def record_visit(user: Any, page: KnowledgePage, at: datetime) -> None:
    """Put the page on top of the person's list and let the oldest go.

    A lost visit is better than a desk that waits: where the database does not answer at once, it is only logged.
    """
    note("a visit", lambda: _record(user, page, at))


def _record(user: Any, page: KnowledgePage, at: datetime) -> None:
    Visit.objects.update_or_create(user=user, page=page, defaults={"at": at})
    mine = Visit.objects.filter(user=user).order_by("-at", "-pk")
    Visit.objects.filter(pk__in=list(mine.values_list("pk", flat=True)[KEPT:])).delete()
    Presence.bump(user, "opened")


def recent_of(user: Any) -> list[VisitRow]:
    """Newest first, at most KEPT; without what the person may not see any more."""
    rows = Visit.objects.filter(user=user).select_related("page").order_by("-at", "-pk")[:KEPT]
    return [
        VisitRow(row.page.title, row.page.code, row.page.url or "", timezone.localtime(row.at))
        for row in still_open(rows, user)
    ]
