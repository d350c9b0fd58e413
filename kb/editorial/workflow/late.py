"""Changes that wait too long for a decision: the supervisor sees them and asks."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, TaskState

from kb.accounts.people import groups_of
from kb.accounts.roles import SUPERVISOR
from kb.calendar.due import Term, due_date
from kb.calendar.latvian_dates import numeric
from kb.content.access import closed_paths, opens, tokens_of
from kb.editorial.tasks import EditorialTask
from kb.editorial.workflow.waiting import waiting
from search.special_days import company_days

#: Clients are told the old text meanwhile. Two working days are what an error that was reported may take; the third
#: is for the day on which whoever decides is away.
TERM = Term(3, "working_days")
#: Lines on the start page; the report has all.
MOST = 10


def decide_by(state: TaskState) -> date:
    """The last day on which a decision on ``state`` is in time."""
    return due_date(timezone.localtime(state.started_at).date(), TERM, company_days()).due


def late_decisions(user: Any) -> Iterator[EditorialTask]:
    """For supervisors: what nobody has decided in time, of the pages they may open. One query, one more where there is
    something."""
    if not any(group.name == SUPERVISOR for group in groups_of(user)):
        return
    today = timezone.localdate()
    late = [state for state in waiting() if decide_by(state) < today]
    for state in _open_to(user, late)[:MOST]:
        yield EditorialTask(
            _("Nobody has decided: %(title)s") % {"title": state.revision.object_str},
            reverse("waiting_decisions"),
            _("by %(date)s") % {"date": numeric(decide_by(state))},
            late=True,
        )


def _open_to(user: Any, states: list[TaskState]) -> list[TaskState]:
    """Without those of pages that are closed to ``user``: a title says enough."""
    if not states or not closed_paths():
        return states
    tokens = tokens_of(user)
    paths = Page.objects.filter(pk__in=[state.workflow_state.object_id for state in states]).values_list("pk", "path")
    shown = {str(pk) for pk, path in paths if opens(path, tokens)}
    return [state for state in states if state.workflow_state.object_id in shown]
