"""The step of a workflow in which somebody other than the author decides."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.forms import TaskStateCommentForm
from wagtail.models import GroupApprovalTask, TaskState


class ReturnForm(TaskStateCommentForm):
    """Whoever sends a change back says why."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["comment"].required = True
        self.fields["comment"].label = _("What has to be changed")


class SecondPairOfEyes(GroupApprovalTask):
    """Members of the groups decide, but nobody on what they wrote (kb.editorial.workflow.rules), superusers neither.

    ``key``: which of the site's own steps it is; empty for those that administrators add.
    """

    key = models.SlugField(blank=True, editable=False)

    class Meta:
        verbose_name = _("approval by somebody other than the author")
        verbose_name_plural = _("approvals by somebody other than the author")

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        return bool(self._user_in_groups(user))

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        return not self._user_in_groups(user)

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        from kb.editorial.workflow.permissions import may
        from kb.editorial.workflow.rules import Action

        if not may(user, obj, Action.APPROVE):
            return []
        actions: list[tuple[str, Any, bool]] = super().get_actions(obj, user)
        return actions

    def get_form_for_action(self, action: str) -> Any:
        return ReturnForm if action == "reject" else super().get_form_for_action(action)

    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> Any:
        """PermissionDenied where the rules do not let ``user`` decide at this moment, or a return lacks its comment.

        Asked here once more: with the decision the editor saves what was typed, and who typed does not decide.
        """
        page = task_state.workflow_state.content_object
        if action_name not in {action[0] for action in self.get_actions(page, user)}:
            raise PermissionDenied
        if action_name == "reject" and not str(kwargs.get("comment", "")).strip():
            raise PermissionDenied
        return super().on_action(task_state, user, action_name, **kwargs)

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> Any:
        """For lists: without what the person submitted. What else they wrote along is refused when they decide."""
        if not self._user_in_groups(user):
            return TaskState.objects.none()
        waiting = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        return waiting.exclude(workflow_state__requested_by=user)

    @classmethod
    def get_description(cls) -> str:
        return str(_("Members of the chosen groups decide; nobody on what they wrote"))
