"""A person hides a notice."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from kb.content.models import Notice
from kb.desk.models import DismissedNotice, Presence
from kb.desk.notices.shown import wording_of


def dismiss(user: Any, notice: Notice, wording: str) -> bool:
    """Hide the notice from this person alone; False where it says something else by now, then it stays.

    PermissionDenied where editors want everybody to see it, and for an emergency.
    """
    if notice.emergency or not notice.dismissible:
        raise PermissionDenied
    if wording != wording_of(notice):
        return False
    with transaction.atomic():
        DismissedNotice.objects.update_or_create(user=user, notice=notice, defaults={"wording": wording})
        Presence.bump(user)
    return True
