"""«Joprojām pareizi»: somebody who may has read the page and says that it is still right.

Nothing of the page changes but the day of the check and the day of the next one, which no older version brings back
(kb.content.models.verification). Publishing never counts as a check.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from kb.calendar.due import add_months
from kb.content.models import KnowledgePage
from kb.editorial.ownership.live import locked, write
from kb.editorial.ownership.requests import answer_requests
from kb.editorial.ownership.rights import may_verify

#: The entry in Wagtail's log.
ACTION = "kb.verify"


class NotLive(Exception):
    """The page is not published any more: there is nothing that readers could rely on."""


class ChangedMeanwhile(Exception):
    """Another version has been published since the person read the page."""


def verify(page: KnowledgePage, user: Any, seen: int | None = None) -> KnowledgePage:
    """Set the day of the check to today and the next one by the page's interval; returns the page as it is now.

    ``seen``: the published version that was read (``live_revision_id``), where the caller knows it. The same twice on
    one day, by whomever, is one check. PermissionDenied, NotLive, ChangedMeanwhile.
    """
    with transaction.atomic():
        checked = locked(page.pk)
        if not may_verify(user, checked):
            raise PermissionDenied
        if not checked.live:
            raise NotLive
        if seen is not None and seen != (checked.live_revision_id or 0):
            raise ChangedMeanwhile
        today = timezone.localdate()
        if checked.verified_on != today:
            next_check = add_months(today, checked.review_interval_months)
            write(checked, {"verified_on": today, "review_by": next_check})
            days = {"verified_on": today.isoformat(), "review_by": next_check.isoformat()}
            log(checked, ACTION, user=user, data=days)
        answer_requests(checked, user)
    return checked
