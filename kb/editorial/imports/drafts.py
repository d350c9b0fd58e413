"""Writes what was imported as a draft of a page: nothing is published, no live page changes."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.log_actions import LogContext, log
from wagtail.models import Page

from kb.content.models import KnowledgePage

LOG_ACTION = "kb.import"


class Refused(Exception):
    """Nothing was written; ``messages`` say why, page by page or row by row."""

    def __init__(self, messages: list[str]) -> None:
        super().__init__("; ".join(messages))
        self.messages = messages


def obstacle(page: Page, user: Any, seen: int | None) -> str:
    """Why ``user`` may not write a draft of the page now, or empty. ``seen``: the revision that was compared with."""
    name = {"page": _name(page)}
    if not page.permissions_for_user(user).can_edit():
        return _("You may not change “%(page)s”.") % name
    if page.latest_revision_id != seen:
        return _("“%(page)s” has been changed meanwhile. Its differences are shown anew: look at them again.") % name
    if page.workflow_in_progress:
        return _("“%(page)s” waits for approval. Import it when that is decided.") % name
    lock = page.get_lock()
    if lock and lock.for_user(user):
        return _("“%(page)s” is locked.") % name
    return ""


def save_draft(page: KnowledgePage, user: Any, file_name: str, *, new: bool = False) -> dict[str, Any]:
    """Save the page as a draft with an entry in the log; returns the line of the result. Call it in a transaction."""
    revision = page.save_revision(user=user, clean=False)  # a draft: what publishing needs comes later
    with LogContext(user=user):  # of one request Wagtail's history shows an action once, whatever it was done to
        if new:
            log(page, "wagtail.create", user=user)
        log(page, LOG_ACTION, user=user, revision=revision, content_changed=True, data={"file": file_name})
    return {"page": page.pk, "title": _name(page), "new": new}


def _name(page: Page) -> str:
    code = getattr(page, "code", "")
    return f"{code} {page.title}".strip()
