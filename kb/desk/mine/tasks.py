"""What waits for a person. Other parts add theirs through the hook ``kb_desk_tasks``.

A function registered for it gets the user and gives ``Task``s (any objects with these attributes). It is asked at
each view of the start page, so it may ask the database once and must not write.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import GroupApprovalTask, TaskState

from kb.accounts.people import groups_of, may_edit
from kb.formats.dates import short_date


class Task(Protocol):
    """One line: what to do, where, and at the edge until when or what of it. ``late``: it should have been done."""

    @property
    def title(self) -> str: ...
    @property
    def url(self) -> str: ...
    @property
    def note(self) -> str: ...
    @property
    def late(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class PageTask:
    title: str
    url: str
    note: str
    late: bool = False


def tasks_of(user: Any) -> list[Task]:
    """What is late first, otherwise in the order in which the parts of the site were registered."""
    found: list[Task] = []
    for ask in hooks.get_hooks("kb_desk_tasks"):
        found.extend(ask(user))
    return sorted(found, key=lambda task: not task.late)


def approvals_waiting(user: Any) -> Iterator[PageTask]:
    """Drafts of others that wait for a decision of a group this person is in."""
    if not may_edit(user):
        return
    for state in _decided_by(user):
        edited = state.workflow_state
        yield PageTask(
            title=_("Decide: %(title)s") % {"title": state.revision.object_str if state.revision else edited.object_id},
            url=_edit_url(int(edited.object_id)),
            note=short_date(timezone.localtime(state.started_at).date()),
        )


def _decided_by(user: Any) -> list[TaskState]:
    """Wagtail asks for every task of every kind; group approval is the only kind there is here."""
    tasks = GroupApprovalTask.objects.filter(active=True, groups__in=[group.pk for group in groups_of(user)])
    waiting = TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS,
        task__in=tasks.values("task_ptr"),
        workflow_state__base_content_type__app_label="wagtailcore",
        workflow_state__base_content_type__model="page",
    )
    others = waiting.exclude(workflow_state__requested_by=user)
    return list(others.select_related("workflow_state", "revision").order_by("started_at", "pk"))


def _edit_url(page_id: int) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page_id])
