"""Publishing at once, without a second pair of eyes: with a reason, and in a list that everybody in the admin reads."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page

from kb.content.models import KnowledgePage
from kb.editorial.workflow.permissions import may
from kb.editorial.workflow.rules import Action

LOG_ACTION = "kb.publish_urgently"


@transaction.atomic
def publish_urgently(page_id: int, user: Any, reason: str, *, seen: int, kind: str = "", note: str = "") -> None:
    """Publish the version ``seen`` (a revision) now, also what was to wait for its time; a workflow on it is cancelled.

    ``kind`` and ``note`` say what changes for readers. PermissionDenied where the rules do not allow it to ``user``;
    ValidationError without a reason, where the page has been changed since, or where it lacks what publishing needs.
    """
    page = Page.objects.select_for_update().get(pk=page_id)
    if not may(user, page, Action.PUBLISH_URGENTLY):
        raise PermissionDenied
    if not reason.strip():
        raise ValidationError(_("Say why it cannot wait."))
    if page.latest_revision_id != seen:
        raise ValidationError(_("The page has been changed meanwhile. Look at the newest version first."))
    version = page.get_latest_revision_as_object()
    version.go_live_at = None
    if isinstance(version, KnowledgePage):
        version.change_kind, version.change_note = kind, note
    revision = version.save_revision(user=user, log_action=True)
    revision.publish(user=user, skip_permission_checks=True)
    log(instance=version, action=LOG_ACTION, user=user, revision=revision, data={"reason": reason.strip()})
