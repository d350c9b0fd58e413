"""Questions whose page has changed materially since they were checked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kb.accounts.people import may_edit
from kb.content.choices import ChangeKind
from kb.content.models.published_change import PublishedChange
from kb.content.versioned import versioned
from kb.learning.models import Question
from kb.learning.quizzes.form import MAY_CHANGE


@dataclass(frozen=True, slots=True)
class ChangedQuestion:
    """A question to be checked against its page again."""

    pk: int
    owner: int | None
    code: str
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class CheckTask:
    """One line of the start page (see kb.desk.mine.tasks)."""

    title: str
    url: str
    note: str
    late: bool = False


def with_change(questions: "QuerySet[Question]") -> "QuerySet[Question]":
    """Each question with ``changed_at``: the last material change of its page since it was checked, or None.

    One that was never checked counts as checked when it was written; a page's first publication is no change.
    """
    changes = PublishedChange.objects.filter(page=OuterRef("page"), kind=ChangeKind.MATERIAL, first=False)
    since = changes.filter(at__gt=Coalesce(OuterRef("verified_at"), OuterRef("created_at")))
    annotated: QuerySet[Question] = questions.annotate(changed_at=Subquery(since.order_by("-at").values("at")[:1]))
    return annotated


@versioned
def changed_questions() -> tuple[ChangedQuestion, ...]:
    """Those that are asked. Publishing and saving a question raise the content version, so this is never behind."""
    found: Any = with_change(Question.objects.filter(live=True)).exclude(changed_at=None).order_by("pk")
    rows = found.values_list("pk", "owner", "page__code", "changed_at")
    return tuple(ChangedQuestion(*row) for row in rows)


def questions_to_check(user: Any) -> Iterator[CheckTask]:
    """One line for «Mani uzdevumi» of whoever answers for such questions; those without an owner are every editor's."""
    if not may_edit(user):
        return
    mine = [row for row in changed_questions() if row.owner == user.pk]
    if any(row.owner is None for row in changed_questions()) and user.has_perm(MAY_CHANGE):
        mine += [row for row in changed_questions() if row.owner is None]
    if not mine:
        return
    codes = ", ".join(sorted({row.code for row in mine}))
    words = ngettext(
        "Check %(number)d question: its page has changed",
        "Check %(number)d questions: their pages have changed",
        len(mine),
    )
    yield CheckTask(words % {"number": len(mine)}, _url(mine), _("pages %(codes)s") % {"codes": codes[:60]})


def newest_first(questions: "QuerySet[Question]") -> "QuerySet[Question]":
    """For the editors' list: what is to be checked again stands on top."""
    return (
        with_change(questions)
        .select_related("page", "owner")
        .order_by(F("changed_at").desc(nulls_last=True), "row", "pk")
    )


def _url(mine: list[ChangedQuestion]) -> str:
    if len(mine) == 1:
        return reverse("wagtailsnippets_learning_question:edit", args=[mine[0].pk])
    return reverse("wagtailsnippets_learning_question:list")
