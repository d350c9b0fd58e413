"""Pages of a person whose check is due: for the start page, the dashboard and the weekly mail alike."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import BooleanField, Case, Count, F, Q, QuerySet, Value, When, Window

from kb.content.models import KnowledgePage
from kb.content.trust import DUE_BEFORE
from kb.editorial.ownership.responsible import pages_of, with_responsible
from kb.editorial.ownership.rights import confirms


def by_date(today: date) -> Q:
    """The review date has passed or comes within the time in which readers see «Jāpārbauda»."""
    return Q(review_by__lte=today + DUE_BEFORE)


def overdue(today: date) -> Q:
    return Q(review_by__lt=today)


def never_checked() -> Q:
    """Nobody has confirmed what stands there now; a sample waits for its values first."""
    return Q(verified_on=None, sample=False)


def due_of(user: Any, today: date) -> "QuerySet[Any]":
    """Pages that ``user`` answers for and that are due by date, their own before those of a group, the earliest first.

    Each row also knows how many there are in all (``total``) and how many are a group's (``of_group``).
    """
    pages = pages_of(user).filter(by_date(today))
    counted = pages.annotate(total=Window(Count("pk")), of_group=_number(Q(in_charge=None)))
    ordered: QuerySet[Any] = counted.order_by(F("in_charge").asc(nulls_last=True), "review_by", "code")
    return ordered


def all_of(user: Any, today: date) -> "QuerySet[Any]":
    """Keys of all pages that ``user`` answers for, what is to be checked (``to_check``) first, the earliest first.

    Each row knows the numbers of all: ``pages``, ``shared`` (a group's), ``checks`` and, of those, ``late``. No more
    than keys and dates is sorted: an editor may answer for thousands of pages.
    """
    found: QuerySet[Any] = (
        pages_of(user)
        .annotate(to_check=_whether(by_date(today) | never_checked()))
        .annotate(
            pages=Window(Count("pk")),
            shared=_number(Q(in_charge=None)),
            checks=_number(Q(to_check=True)),
            late=_number(overdue(today)),
        )
        .order_by("-to_check", F("in_charge").asc(nulls_last=True), "review_by", "code")
        .values_list("pk", "to_check", "pages", "shared", "checks", "late", named=True)
    )
    return found


def with_right(keys: Iterable[int], user: Any) -> "QuerySet[Any]":
    """These pages, each with ``may_confirm``: whether ``user`` may confirm it."""
    pages = with_responsible(KnowledgePage.objects.filter(pk__in=keys))
    found: QuerySet[Any] = pages.annotate(may_confirm=_whether(confirms(user)))
    return found


def _number(condition: Q) -> Window:
    """How many of all rows fulfil it."""
    return Window(Count(Case(When(condition, then=F("pk")))))


def _whether(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())
