"""Approving a change, or returning it with a comment."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from kb.editorial.workflow.facts import state_of
from kb.editorial.workflow.permissions import may
from kb.editorial.workflow.rules import Action, State

#: What Wagtail calls the actions of a step.
NAMES = {Action.APPROVE: "approve", Action.RETURN: "reject"}


class NotDecided(Exception):
    """The decision was not taken; says why, in words for whoever decides."""


@transaction.atomic
def decide(page_id: int, user: Any, action: Action, *, seen: int, comment: str = "") -> None:
    """Approve or return the version ``seen`` (a revision). Approving publishes it, or schedules it for its time.

    NotDecided where the page is gone, nothing waits any more, the version is not the newest, a return has no comment
    or the page may not be published as it is; PermissionDenied where the rules do not let ``user`` decide.
    """
    page = Page.objects.select_for_update().filter(pk=page_id).first()
    if page is None:
        raise NotDecided(_("Not decided: the page has been deleted meanwhile."))
    if state_of(page) is not State.WAITING:
        raise NotDecided(_("Nothing waits for a decision here any more: somebody has decided, or it was taken back."))
    if not may(user, page, action):
        raise PermissionDenied
    if page.latest_revision_id != seen:
        raise NotDecided(_("Not decided: the page has been changed since you opened it. This is the newest version."))
    if action is Action.RETURN and not comment.strip():
        raise NotDecided(_("Not returned: say what has to be changed."))
    task_state = page.current_workflow_task_state
    try:
        with transaction.atomic():
            task_state.task.specific.on_action(task_state, user, NAMES[action], comment=comment.strip())
    except ValidationError as error:
        raise NotDecided(" ".join([_("Not published, since the page lacks something."), *error.messages])) from error
