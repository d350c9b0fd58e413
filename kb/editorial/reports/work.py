"""Figures of the work that waits: gaps, reports of errors, what is scheduled."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from statistics import median
from typing import Any

from django.db.models import BigIntegerField, CharField, OuterRef, Q, Subquery
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Revision

from kb.content.models import KnowledgePage
from kb.editorial.choices import OPEN_STATES, GapKind
from kb.editorial.gaps.shown import shown_to

#: Days since an open report of an error came in: up to each of these, and more.
ERROR_AGES = (2, 7, 30)


@dataclass(frozen=True, slots=True)
class GapFigures:
    kind: GapKind
    open: int
    late: int


@dataclass(frozen=True, slots=True)
class OpenGaps:
    """Open rows by kind; of reports of errors also their age in days: the median, and how many by ERROR_AGES."""

    by_kind: tuple[GapFigures, ...]
    errors: int
    median_age: float | None
    error_ages: tuple[int, ...]

    @property
    def number(self) -> int:
        return sum(row.open for row in self.by_kind)


def open_gaps(user: Any, today: date) -> OpenGaps:
    """Of the rows that ``user`` may see, with one query."""
    rows = list(shown_to(user).filter(state__in=OPEN_STATES).order_by().values_list("kind", "due_on", "first_at"))
    return gap_figures(rows, today)


def gap_figures(rows: Sequence[tuple[str, date, datetime]], today: date) -> OpenGaps:
    """``rows``: kind, day by which it is due, when it came up."""
    number = Counter(kind for kind, _due, _first in rows)
    late = Counter(kind for kind, due, _first in rows if due < today)
    days = [(today - timezone.localdate(first)).days for kind, _due, first in rows if kind == GapKind.ERROR]
    bounds = [0, *(sum(day <= limit for day in days) for limit in ERROR_AGES), len(days)]
    return OpenGaps(
        by_kind=tuple(GapFigures(kind, number[kind], late[kind]) for kind in GapKind if number[kind]),
        errors=len(days),
        median_age=median(days) if days else None,
        error_ages=tuple(upper - lower for lower, upper in pairwise(bounds)),
    )


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A page that is published or ended by itself."""

    at: datetime
    what: str
    pk: int
    code: str
    title: str


def scheduled(shown: Q) -> list[Scheduled]:
    """What is ahead, the next first; ``shown``: a condition for the pages that the reader may know of."""
    coming = Revision.page_revisions.filter(approved_go_live_at__isnull=False)
    of_page = coming.filter(object_id=Cast(OuterRef("pk"), CharField())).order_by("approved_go_live_at")
    pages = KnowledgePage.objects.filter(shown).filter(
        Q(pk__in=coming.values(target=Cast("object_id", BigIntegerField()))) | Q(expire_at__isnull=False, live=True)
    )
    found = pages.order_by().annotate(begins=Subquery(of_page.values("approved_go_live_at")[:1]))
    rows: list[Scheduled] = []
    for pk, code, title, live, ends, begins in found.values_list("pk", "code", "title", "live", "expire_at", "begins"):
        if begins:
            rows.append(Scheduled(begins, _("is published"), pk, code, title))
        if live and ends:
            rows.append(Scheduled(ends, _("is taken off"), pk, code, title))
    return sorted(rows, key=lambda row: row.at)
