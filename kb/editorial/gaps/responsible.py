"""Who sees to a row of the queue, and until when."""

from datetime import date
from typing import Any, cast

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet

from kb.calendar.days import DayException, Kind
from kb.calendar.due import Term, due_date
from kb.content.models import KnowledgePage, SpecialDay
from kb.editorial.choices import GapKind

#: Working days within which a row should be closed. An error may be on its way to a client.
WORKING_DAYS = {
    GapKind.ERROR: 2,
    GapKind.QUESTION: 3,
    GapKind.UNHELPFUL: 10,
    GapKind.ZERO: 10,
    GapKind.REFORMULATED: 10,
    GapKind.UNOPENED: 10,
}
RIGHT = "editorial.change_gap"


def may_work(user: Any) -> bool:
    """Whether the person works on the queue: active, and an editor, approver or administrator."""
    return bool(user is not None and user.is_active and user.has_perm(RIGHT))


def who_answers(page: KnowledgePage) -> Any | None:
    """The page's owner, or its deputy; None where neither is there any more or works on the queue: all editors do."""
    return next((person for person in (page.content_owner, page.deputy) if may_work(person)), None)


def due_on(kind: GapKind, today: date) -> date:
    """The day until which a row of this kind should be closed that came up ``today``."""
    return due_date(today, Term(WORKING_DAYS[kind], "working_days"), _company_days(today)).due


def workers() -> "QuerySet[Any]":
    """Everybody who may work on the queue."""
    people = get_user_model().objects.filter(is_active=True)
    by_group = Q(groups__permissions__codename="change_gap")
    return people.filter(by_group | Q(is_superuser=True)).distinct().order_by("last_name", "username")


def _company_days(today: date) -> list[DayException]:
    rows = SpecialDay.objects.filter(date__gte=today, location="")
    return [DayException(row.date, cast(Kind, row.kind), row.name) for row in rows]
