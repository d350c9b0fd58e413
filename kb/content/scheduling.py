"""Publishing and ending pages at their time, each by itself.

Wagtail's own command stops at the first page that may no longer be published (an outcome of a guided question was
deleted meanwhile); the pages scheduled after it would then wait for ever.
"""

import logging

from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import Page, Revision

log = logging.getLogger("kb.scheduling")

#: Revisions that have been complained about in this process: once is enough.
_reported: set[int] = set()


def publish_due() -> int:
    """Publish what is scheduled and end what has expired; returns how many pages changed."""
    now = timezone.now()
    changed = 0
    for revision in Revision.objects.filter(approved_go_live_at__lte=now).order_by("approved_go_live_at"):
        changed += _publish(revision)
    for page in Page.objects.live().filter(expire_at__lte=now).order_by("expire_at"):
        page.specific.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
        changed += 1
    return changed


def _publish(revision: Revision) -> bool:
    try:
        revision.publish(log_action="wagtail.publish.scheduled")
    except ValidationError as error:
        if revision.pk not in _reported:
            _reported.add(revision.pk)
            log.error("“%s” cannot be published as scheduled: %s", revision.object_str, "; ".join(error.messages))
        return False
    return True
