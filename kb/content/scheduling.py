"""Publishing and ending pages at their time, each by itself.

Wagtail's own command stops at the first page that may no longer be published (an outcome of a guided question was
deleted meanwhile); the pages scheduled after it would then wait for ever.
"""

import logging
from collections.abc import Callable
from functools import partial

from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import Page, Revision

log = logging.getLogger("kb.scheduling")

#: Revisions (and, negative, pages) that have been complained about in this process: once is enough.
_reported: set[int] = set()


def publish_due() -> int:
    """Publish what is scheduled and end what has expired; returns how many pages changed."""
    now = timezone.now()
    changed = 0
    for revision in Revision.objects.filter(approved_go_live_at__lte=now).order_by("approved_go_live_at"):
        publish = partial(revision.publish, log_action="wagtail.publish.scheduled")
        changed += _done(publish, revision.pk, f"“{revision.object_str}” cannot be published as scheduled")
    for page in Page.objects.live().filter(expire_at__lte=now).order_by("expire_at"):
        end = partial(page.specific.unpublish, set_expired=True, log_action="wagtail.unpublish.scheduled")
        changed += _done(end, -page.pk, f"“{page.title}” cannot be ended as scheduled")
    return changed


def _done(action: Callable[[], object], key: int, complaint: str) -> bool:
    """Whether the action worked; what went wrong is said once. Whatever it is, it must not hold up the other pages:
    the rules of the page, or a snippet that its revision points to and that is gone."""
    try:
        action()
    except Exception as error:  # noqa: BLE001  (see above)
        if key not in _reported:
            _reported.add(key)
            messages = error.messages if isinstance(error, ValidationError) else [str(error)]
            log.error("%s: %s", complaint, "; ".join(messages))
        return False
    return True
