"""Figures of pages: how far they are verified, how old what they say is, what is used and copied.

Counted are pages, never people: nobody is named, and no figure can be led back to one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, DateField, Q, QuerySet, Sum
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone

from kb.content.choices import Kind
from kb.content.models import KnowledgePage
from kb.content.trust import DUE_BEFORE
from search.log.models import KEPT, SearchQuery

#: Days since a page was verified, or published where it never was: up to each of these, and more.
AGES = (90, 180, 365)
#: Use is looked at over the days for which the log of searches keeps single searches.
PERIOD = KEPT


@dataclass(frozen=True, slots=True)
class KindFigures:
    """Live pages of one kind by state and by age (see AGES; the last number counts those that are older)."""

    kind: Kind
    pages: int
    verified: int
    due: int
    overdue: int
    sample: int
    ages: tuple[int, ...]


def by_kind(pages: "QuerySet[KnowledgePage]", today: date) -> list[KindFigures]:
    """Figures for each kind, with one query. The states are those of kb.content.trust."""
    overdue = Q(review_by__lt=today)
    sample = Q(sample=True) & ~overdue
    verified = ~overdue & Q(sample=False, verified_on__isnull=False) & ~Q(review_by__lte=today + DUE_BEFORE)
    rows = (
        with_age(standing(pages, today))
        .order_by()
        .values("kind")
        .annotate(
            number=Count("pk"),
            n_verified=Count("pk", filter=verified),
            n_overdue=Count("pk", filter=overdue),
            n_sample=Count("pk", filter=sample),
            **{f"age{days}": Count("pk", filter=Q(said_on__lt=today - timedelta(days=days))) for days in (0, *AGES)},
        )
    )
    found = {row["kind"]: row for row in rows}
    return [_figures(kind, found[kind]) for kind in Kind if kind in found]


def _figures(kind: Kind, row: Mapping[str, int]) -> KindFigures:
    older = [row[f"age{days}"] for days in AGES]
    ages = (row["number"] - older[0], *(a - b for a, b in zip(older, [*older[1:], 0], strict=True)))
    known = row["n_verified"], row["n_overdue"], row["n_sample"]
    return KindFigures(
        kind=kind,
        pages=row["number"],
        verified=known[0],
        due=row["number"] - sum(known),
        overdue=known[1],
        sample=known[2],
        ages=ages,
    )


def standing(pages: "QuerySet[KnowledgePage]", today: date) -> "QuerySet[KnowledgePage]":
    """Those of ``pages`` that are published and not withdrawn."""
    live: QuerySet[KnowledgePage] = pages.filter(live=True).exclude(valid_to__lt=today)
    return live


def with_age(pages: "QuerySet[KnowledgePage]") -> "QuerySet[KnowledgePage]":
    """``said_on``: the day on which the page was verified, or else last published; a page without either counts as
    of the day it was first published."""
    published = Coalesce("last_published_at", "first_published_at", "latest_revision_created_at")
    aged: QuerySet[KnowledgePage] = pages.annotate(said_on=Coalesce("verified_on", Cast(published, DateField())))
    return aged


def clicks_by_code() -> dict[str, int]:
    """How often each page was opened from the results in PERIOD; a token counts once for a page, as in the ranking."""
    opened = SearchQuery.objects.filter(created__gte=timezone.now() - PERIOD).exclude(clicked_code="")
    return dict(opened.order_by().values_list("clicked_code").annotate(number=Count("token", distinct=True)))


@dataclass(frozen=True, slots=True)
class Used:
    """A page with how often it was opened from the results and how often its texts were copied, in PERIOD."""

    pk: int
    code: str
    title: str
    kind: str
    clicks: int
    copies: int

    @property
    def type_name(self) -> str:
        return str(Kind(self.kind).label)


def in_use(pages: "QuerySet[KnowledgePage]", today: date) -> list[Used]:
    """Pages in force that were opened from the results or copied, the most used first; two queries."""
    clicks = clicks_by_code()
    recent = Q(copy_counts__day__gte=today - PERIOD)
    counted = standing(pages, today).annotate(copies=Coalesce(Sum("copy_counts__count", filter=recent), 0))
    rows = counted.filter(Q(copies__gt=0) | Q(code__in=clicks)).order_by()
    used = [
        Used(pk, code, title, kind, clicks.get(code, 0), copies)
        for pk, code, title, kind, copies in rows.values_list("pk", "code", "title", "kind", "copies")
    ]
    return sorted(used, key=lambda page: (-page.clicks - page.copies, page.code))


def not_in_use(pages: "QuerySet[KnowledgePage]", today: date) -> list[Used]:
    """All other pages in force, by code."""
    used = {page.pk for page in in_use(pages, today)}
    rows = standing(pages, today).order_by("code").values_list("pk", "code", "title", "kind")
    return [Used(pk, code, title, kind, 0, 0) for pk, code, title, kind in rows if pk not in used]


def totals(figures: Sequence[KindFigures]) -> KindFigures | None:
    """All kinds together; None where there are no pages. ``kind`` says nothing then."""
    if not figures:
        return None
    return KindFigures(
        kind=figures[0].kind,
        pages=sum(row.pages for row in figures),
        verified=sum(row.verified for row in figures),
        due=sum(row.due for row in figures),
        overdue=sum(row.overdue for row in figures),
        sample=sum(row.sample for row in figures),
        ages=tuple(map(sum, zip(*(row.ages for row in figures), strict=True))),
    )
