"""Ticking a place in the checklist of a change, and taking a tick back."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name

from kb.desk.hours_changes.changes import Change
from kb.desk.models import HoursAnnounced, Place

MAY_MARK = "desk.add_hoursannounced"


class MarkedMeanwhile(Exception):
    """Somebody else ticked the place, or took the tick back, while the page was open; ``by`` is the name."""

    def __init__(self, by: str) -> None:
        super().__init__(by)
        self.by = by


def mark(change: Change, place: Place, *, done: bool, number: int, by: User | AnonymousUser) -> HoursAnnounced:
    """Add a row to the history of ``change`` at ``place``.

    ``number`` is the row's place in the history as its writer saw it. PermissionDenied for who may not,
    ValidationError for hours nobody has confirmed, MarkedMeanwhile where the history has grown since.
    """
    if not isinstance(by, User) or not by.has_perm(MAY_MARK):
        raise PermissionDenied
    if done and is_refused(change):
        raise ValidationError(_("These hours are a sample: nobody has confirmed them, so they are not announced."))
    row = HoursAnnounced(
        change=change.key,
        place=place,
        number=number,
        done=done,
        wording=change.wording,
        by_id=by.pk,
        by_name=get_user_display_name(by),
        at=timezone.now(),
    )
    history = HoursAnnounced.objects.filter(change=change.key, place=place)
    if history.count() != number - 1:
        raise MarkedMeanwhile(_last_name(change, place))
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise MarkedMeanwhile(_last_name(change, place)) from error
    return row


def is_refused(change: Change) -> bool:
    """On a site that people use invented hours are neither copied nor announced."""
    return change.sample and not settings.DEMO_ACCOUNTS


def _last_name(change: Change, place: Place) -> str:
    last = HoursAnnounced.objects.filter(change=change.key, place=place).last()
    return last.by_name if last else ""
