"""Owner, deputy, verifier and review date of a page, set without writing a new version of it.

Only for whoever may publish the page: an owner may say that it is right, so nobody makes themselves one.
"""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.admin.utils import get_user_display_name
from wagtail.log_actions import log

from kb.calendar.due import add_months
from kb.content.models import KnowledgePage
from kb.editorial.ownership.live import locked, write_everywhere
from kb.editorial.workflow.permissions import permissions_of

#: Entries in Wagtail's log.
PEOPLE, REVIEW = "kb.people", "kb.review_by"
#: No page goes unchecked for longer.
MOST_MONTHS = 24


def may_assign(user: Any, page: Any) -> bool:
    """Whether ``user`` has the right to publish this page and nobody has locked it. No words of it change, so the
    rules of approval do not apply."""
    rights = permissions_of(page, user)
    return bool(rights.has_right_to_publish() and not rights.page_locked())


def assign_people(page: KnowledgePage, user: Any, people: dict[str, Any]) -> None:
    """Set those of ``content_owner``, ``deputy``, ``verifier`` that ``people`` names; PermissionDenied."""
    with transaction.atomic():
        target = _allowed(page, user)
        write_everywhere(target, people)
        names = {name: get_user_display_name(person) for name, person in people.items()}
        log(target, PEOPLE, user=user, data=names)


def set_review(page: KnowledgePage, user: Any, day: date) -> None:
    """Set the day by which the page is to be checked; that it is a sensible one is for the caller. PermissionDenied."""
    with transaction.atomic():
        target = _allowed(page, user)
        write_everywhere(target, {"review_by": day})
        log(target, REVIEW, user=user, data={"review_by": day.isoformat()})


def latest_review(today: date) -> date:
    return add_months(today, MOST_MONTHS)


def _allowed(page: KnowledgePage, user: Any) -> KnowledgePage:
    target = locked(page.pk)
    if not may_assign(user, target):
        raise PermissionDenied
    return target
