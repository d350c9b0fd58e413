"""Changes that wait for a decision: all of them, and those on which a person may decide."""

from collections.abc import Iterator
from typing import Any

from django.db.models import BigIntegerField, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import GroupApprovalTask, Page, Revision, TaskState

from kb.accounts.people import groups_of, may_edit
from kb.editorial.tasks import EditorialTask
from kb.formats.dates import short_date


def waiting() -> "QuerySet[TaskState]":
    """Decisions on pages that are waited for, the longest wait first."""
    states: QuerySet[TaskState] = TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS,
        workflow_state__base_content_type__app_label="wagtailcore",
        workflow_state__base_content_type__model="page",
    )
    return states.select_related("revision", "task", "workflow_state__requested_by").order_by("started_at", "pk")


def waiting_for(user: Any) -> "QuerySet[TaskState]":
    """Those of ``waiting`` that ``user`` may decide, as ``permissions.may`` has it; one query.

    Group approval is the only kind of step there is here; asking Wagtail would take a question for each step.
    """
    groups = [group.pk for group in groups_of(user)]
    steps = GroupApprovalTask.objects.filter(active=True, groups__in=groups).values("task_ptr")
    published = Page.objects.filter(pk=Cast(OuterRef("object_id"), BigIntegerField())).values("live_revision")
    written_along = Revision.page_revisions.filter(
        user=user.pk, object_id=OuterRef("workflow_state__object_id"), pk__gt=Coalesce(Subquery(published), 0)
    )
    return waiting().filter(task__in=steps).exclude(Exists(written_along))


def title_of(state: TaskState) -> str:
    """The title of the version that waits."""
    return str(state.revision.object_str if state.revision else state.workflow_state.object_id)


def decision_url(state: TaskState) -> str:
    """The page of the admin on which ``state`` is decided."""
    return reverse("decide", args=[int(state.workflow_state.object_id)])


def decisions_to_take(user: Any) -> Iterator[EditorialTask]:
    """For the start page of whoever may enter the admin, where it is decided."""
    if may_edit(user):
        for state in waiting_for(user):
            since = short_date(timezone.localtime(state.started_at).date())
            yield EditorialTask(_("Decide: %(title)s") % {"title": title_of(state)}, decision_url(state), since)
