"""Open now, until when, and when next: for the top bar, the start page and the contacts."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from kb.calendar.hours import day_hours, status
from kb.content.dated import in_force
from kb.content.models import OpeningHours
from kb.desk.hours_text import clock, hours_text
from kb.desk.reference import Reference, Schedule, reference
from kb.formats.dates import short_date, weekday_name


@dataclass(frozen=True, slots=True)
class OpenNow:
    """What the top bar says; ``sample`` while the hours are not confirmed."""

    open: bool
    text: str
    sample: bool


@dataclass(frozen=True, slots=True)
class ScheduleToday:
    """One place today: «Kase Pils ielā 12: šodien līdz 16.00»."""

    location: str
    kind_label: str
    text: str
    sample: bool


@dataclass(frozen=True, slots=True)
class PlaceNow:
    """One schedule at this moment: «Kase, Pils iela 12: Slēgts, atvērs rīt 10.00»."""

    location: str
    kind_label: str
    state: OpenNow


def open_now(now: datetime, known: Reference | None = None) -> OpenNow | None:
    """State of the first reception schedule (else working time) at ``now`` in Riga; None where no hours are known."""
    known = known or reference()
    schedule = _main_schedule(known, now)
    return _state(now, schedule, known) if schedule else None


def places_now(now: datetime, known: Reference | None = None) -> tuple[PlaceNow, ...]:
    """State of every schedule in force at ``now``, reception and working time apart (row C1)."""
    known = known or reference()
    return tuple(
        PlaceNow(row.location, row.kind_label, _state(now, row, known)) for row in in_force(known.schedules, now.date())
    )


def _state(now: datetime, schedule: Schedule, known: Reference) -> OpenNow:
    found = status(now, schedule.weekly, known.special_days, schedule.location)
    if found.until is not None:
        return OpenNow(True, _("Open until %(time)s") % {"time": clock(found.until)}, schedule.sample)
    return OpenNow(False, closed_text(now, found.next_open), schedule.sample)


def schedules_today(now: datetime) -> list[ScheduleToday]:
    """Every schedule in force today with its hours, for the line under the search field."""
    known = reference()
    return [
        ScheduleToday(row.location, row.kind_label, _today_text(now, row, known), row.sample)
        for row in in_force(known.schedules, now.date())
    ]


def _main_schedule(known: Reference, now: datetime) -> Schedule | None:
    current = in_force(known.schedules, now.date())
    for kind in (OpeningHours.Kind.RECEPTION, OpeningHours.Kind.WORKING):
        for row in current:
            if row.kind == kind:
                return row
    return None


def closed_text(now: datetime, opens: datetime | None) -> str:
    """«Slēgts, atvērs rīt 10.00»; «Slēgts» where it is not known when it opens."""
    if opens is None:
        return _("Closed")
    values = {"time": clock(opens.time()), "day": weekday_name(opens.date()), "date": short_date(opens.date())}
    if opens.date() == now.date():
        return _("Closed, opens at %(time)s") % values
    if opens.date() == now.date() + timedelta(days=1):
        return _("Closed, opens tomorrow at %(time)s") % values
    if opens.date() <= now.date() + timedelta(days=6):
        return _("Closed, opens on %(day)s at %(time)s") % values
    return _("Closed, opens %(date)s at %(time)s") % values


def _today_text(now: datetime, row: Schedule, known: Reference) -> str:
    return hours_text(day_hours(now.date(), row.weekly, known.special_days, row.location)) or _("closed today")
