"""A reminder in one click: it stands among the person's tasks."""

from typing import Any

from django.utils import timezone
from wagtail.admin.utils import get_user_display_name

from kb.learning.coverage.report import State, report_on
from kb.learning.coverage.scope import Scope
from kb.learning.models import Reminder
from kb.learning.versions.in_force import newest_version


def remind(by: Any, scope: Scope, only: int | None = None) -> int:
    """Remind everybody of the scope who has not confirmed the newest version and is here, or ``only`` one of them.

    Nobody is reminded twice a day. Returns how many were reminded now.
    """
    version = newest_version()
    if version is None:
        return 0
    today, name = timezone.localdate(), get_user_display_name(by)
    rows = [
        Reminder(user_id=person.pk, version_id=version.pk, on=today, by_name=name)
        for person in report_on(scope, version).people
        if person.state in (State.LATE, State.OPEN) and person.reminded_on != today and only in (None, person.pk)
    ]
    Reminder.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)
