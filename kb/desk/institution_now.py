"""Whether another institution is open at this moment, where its hours by weekday are known."""

from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from kb.calendar.hours import HoursStatus, Interval, WeeklyHours, usual_status
from kb.content.models import Institution
from kb.desk.holding import true_until
from kb.desk.hours_text import clock
from kb.desk.opening import OpenNow, closed_text
from kb.desk.reference import reference


def weekly_of(institution: Institution) -> WeeklyHours:
    """Its usual hours; empty where they are not known."""
    week = {day: tuple(Interval(*pair) for pair in pairs) for day, pairs in institution.week.items()}
    return {day: parts for day, parts in week.items() if parts}


def institution_now(weekly: WeeklyHours, request: HttpRequest, *, sample: bool) -> OpenNow | None:
    """«Tagad atvērts līdz 17.00»; None where nothing is known of this day: on public holidays nobody says anything.

    ``sample``: nobody has confirmed the hours. The page is kept until the words change, and no longer.
    """
    now = timezone.localtime()
    others = {row.date for row in reference().special_days if row.location is None}
    found = usual_status(now, weekly, others) if weekly else None
    if found is None:
        return None
    if moment := _changes_at(found, now):
        true_until(request, moment)
    if found.until is not None:
        return OpenNow(True, _("Open now until %(time)s") % {"time": clock(found.until)}, sample)
    return OpenNow(False, closed_text(now, found.next_open), sample)


def _changes_at(found: HoursStatus, now: datetime) -> datetime | None:
    if found.until is not None:
        return datetime.combine(now.date(), found.until, tzinfo=now.tzinfo)
    return found.next_open
