"""Confirming the newest version."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.admin.utils import get_user_display_name

from kb.accounts.people import groups_of
from kb.learning.acknowledging.chain import BEGINNING, seal_of
from kb.learning.acknowledging.who import is_employee
from kb.learning.models import Acknowledgement, StandardVersion


class NewerVersion(Exception):
    """Meanwhile there is a newer version than the one that was shown; ``number`` is its number."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def acknowledge(user: Any, number: int) -> Acknowledgement:
    """Record that ``user`` has confirmed version ``number``; asked twice, it gives the one record.

    PermissionDenied for whom the standard does not bind. NewerVersion, with nothing recorded, where ``number`` is not
    the version in force: only what holds can be confirmed.
    """
    if not is_employee(user):
        raise PermissionDenied
    with transaction.atomic():
        # One after the other, whatever is confirmed: each record holds the seal of the one before.
        StandardVersion.objects.select_for_update().order_by("number").first()
        newest = StandardVersion.objects.defer("text", "plain").first()
        if newest is None or newest.number != number:
            raise NewerVersion(newest.number if newest else 0)
        known = Acknowledgement.objects.filter(account=user.pk, version=newest).first()
        return known or _append(user, newest)


def _append(user: Any, version: StandardVersion) -> Acknowledgement:
    last = Acknowledgement.objects.order_by("-number").first()
    record = Acknowledgement(
        number=last.number + 1 if last else 1,
        account=user.pk,
        username=user.get_username(),
        name=user.get_full_name() or get_user_display_name(user),
        groups=", ".join(group.name for group in groups_of(user))[:1000],
        version=version,
        version_hash=version.sha256,
        at=timezone.now(),
        previous=last.seal if last else BEGINNING,
    )
    record.seal = seal_of(record)
    record.save()
    return record
