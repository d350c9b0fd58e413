"""Who sees to a row of the queue, and until when."""

from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet

from kb.calendar.due import Term, due_date
from kb.content.models import KnowledgePage
from kb.editorial.choices import GapKind
from kb.editorial.ownership.responsible import person_for
from search.special_days import company_days

#: Working days within which a row should be closed. An error may be on its way to a client.
WORKING_DAYS = {
    GapKind.ERROR: 2,
    GapKind.QUESTION: 3,
    GapKind.CHECK: 5,
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
    return person_for(page, may_work)


def due_on(kind: GapKind, today: date) -> date:
    """The day until which a row of this kind should be closed that came up ``today``."""
    return due_date(today, Term(WORKING_DAYS[kind], "working_days"), company_days()).due


def workers() -> "QuerySet[Any]":
    """Everybody who may work on the queue, by a group or in person; see ``may_work``."""
    people = get_user_model().objects.with_perm(RIGHT, backend="django.contrib.auth.backends.ModelBackend")
    return people.order_by("last_name", "username")
