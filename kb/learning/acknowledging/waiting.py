"""What waits for a person: the version they have not confirmed, and until when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kb.calendar.latvian_dates import numeric
from kb.learning.acknowledging.due import Away, due_on
from kb.learning.acknowledging.who import is_employee
from kb.learning.models import Absence, Acknowledgement, Reminder
from kb.learning.versions.in_force import VersionRow, newest_version
from search.special_days import company_days


@dataclass(frozen=True, slots=True)
class Waiting:
    """``reminded_on``: the last day on which a supervisor reminded."""

    version: VersionRow
    due: date
    late: bool
    reminded_on: date | None


@dataclass(frozen=True, slots=True)
class ConfirmTask:
    """One line of the start page (see kb.desk.mine.tasks)."""

    title: str
    url: str
    note: str
    late: bool


def waiting_for(user: Any) -> Waiting | None:
    """None where the newest version is confirmed, and for whom the standard does not bind."""
    version = newest_version()
    if version is None or not is_employee(user):
        return None
    if Acknowledgement.objects.filter(account=user.pk, version=version.pk).exists():
        return None
    away = [Away(*span) for span in Absence.objects.filter(user=user).values_list("first", "last")]
    due = due_on(_day(version.created_at), _day(user.date_joined), away, company_days())
    reminded = Reminder.objects.filter(user=user, version=version.pk).values_list("on", flat=True).first()
    return Waiting(version, due, due < timezone.localdate(), reminded)


def standard_to_confirm(user: Any) -> Iterator[ConfirmTask]:
    """One line for «Mani uzdevumi», however many versions were missed: the newest holds all of them.

    It asks the database once where nothing waits.
    """
    waiting = waiting_for(user)
    if waiting:
        words = {"date": numeric(waiting.due)}
        note = _("reminded, by %(date)s") if waiting.reminded_on else _("by %(date)s")
        yield ConfirmTask(
            _("Confirm version %(number)s of the standard") % {"number": waiting.version.number},
            reverse("confirm_standard"),
            note % words,
            waiting.late,
        )


def _day(moment: Any) -> date:
    return timezone.localtime(moment).date()
