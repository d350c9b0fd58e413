"""Contacts and hours as one sheet for the wall, in letters to be read from two metres (row D2)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from kb.calendar.latvian_dates import numeric
from kb.content.directory import company_contacts, emergency_phones
from kb.content.models import ContactPage, ContactPoint, OpeningHours
from kb.content.models.hours import Weekday
from kb.desk.coming_days import ComingDay, coming_days, hours_text
from kb.desk.lookup import live_page
from kb.desk.presentation import present
from kb.desk.reference import Reference, Schedule, reference, schedule_holds
from kb.desk.screens.marks import sample_band
from kb.desk.screens.shared import shared_parts
from kb.desk.screens.text import bare, capital
from kb.desk.screens.values import Paper

#: Days that differ are named this far ahead, and no more of them than a sheet holds.
AHEAD = timedelta(days=60)
MOST_DAYS = 4
_SHOWN = (OpeningHours.Kind.RECEPTION, OpeningHours.Kind.CASH_DESK)


@dataclass(frozen=True, slots=True)
class WallHours:
    """Hours of one place, weekdays with the same hours together: («Pirmdiena–ceturtdiena», «9.00–16.00»)."""

    title: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class WallDay:
    when: str
    what: str


@dataclass(frozen=True, slots=True)
class WallSheet:
    code: str
    phone: str
    email: str
    web: str
    address: str
    hours: tuple[WallHours, ...]
    days: tuple[WallDay, ...]
    emergency: tuple[tuple[str, str], ...]
    valid: str
    paper: Paper
    band: str


def wall_sheet(request: HttpRequest, code: str) -> HttpResponse:
    """The sheet that leads back to the contact page ``code``; 404 for any other page."""
    page = live_page(code, request)
    if not isinstance(page, ContactPage):
        raise Http404
    return render(request, "desk/wall.html", {"sheet": _sheet(page, timezone.localdate()), "page": page})


def _sheet(page: ContactPage, today: date) -> WallSheet:
    """Only what is confirmed: a number somebody still has to check is not put on a wall."""
    known = reference()
    view = present(page, day=today, today=today)
    paper: Paper = shared_parts(page, view)["paper"]
    schedules = [row for row in known.schedules if row.kind in _SHOWN and schedule_holds(row, today)]
    coming = coming_days(today, today + AHEAD, known)
    web = next((p.value for p in company_contacts() if p.kind == ContactPoint.Kind.WEB and not p.unverified), "")
    return WallSheet(
        code=page.code,
        phone=known.company.phone,
        email=known.company.email,
        web=bare(web),
        address=known.company.address,
        hours=tuple(_hours(row) for row in schedules),
        days=tuple(_days(coming))[:MOST_DAYS],
        emergency=tuple(_emergency()),
        valid=_valid(today, _until(page.review_by, schedules, known, today)),
        paper=paper,
        band=paper.band or (sample_band() if any(row.sample for row in schedules) else ""),
    )


def _emergency() -> Iterable[tuple[str, str]]:
    for phone in emergency_phones():
        if not phone.unverified:
            yield phone.emergency_label, phone.value if isinstance(phone, ContactPoint) else phone.number


def _hours(schedule: Schedule) -> WallHours:
    days: dict[str, list[int]] = {}
    for number in range(7):
        if text := hours_text(schedule.weekly.get(number, ())):
            days.setdefault(text, []).append(number)
    rows = tuple((_weekdays(numbers), text) for text, numbers in days.items())
    return WallHours(f"{schedule.kind_label}, {schedule.location}", rows)


def _weekdays(numbers: list[int]) -> str:
    """«Pirmdiena–ceturtdiena», «Pirmdiena, trešdiena»"""
    names = [str(Weekday(number).label).lower() for number in numbers]
    through = len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1
    return capital(f"{names[0]}–{names[-1]}" if through else ", ".join(names))


def _days(coming: Iterable[ComingDay]) -> Iterator[WallDay]:
    """Days that differ for clients, neighbours with the same hours together; a shorter working time is no news."""
    runs: list[tuple[date, date, str]] = []
    for day in coming:
        what = _what(day)
        if not what:
            continue
        if runs and runs[-1][2] == what and day.date - runs[-1][1] == timedelta(days=1):
            runs[-1] = (runs[-1][0], day.date, what)
        else:
            runs.append((day.date, day.date, what))
    for first, last, what in runs:
        yield WallDay(numeric(first) if first == last else f"{numeric(first)}–{numeric(last)}", what)


def _what(day: ComingDay) -> str:
    places = [place for place in day.places if place.schedule.kind in _SHOWN]
    if any(place.hours for place in places):
        told = (f"{place.schedule.location}: {hours_text(place.hours) or _('closed')}" for place in places)
        return "; ".join(told)
    return _("closed") if places else ""


def _until(review_by: date | None, schedules: list[Schedule], known: Reference, today: date) -> date | None:
    """The last day on which the sheet is right: until the next check, or the day before the hours change."""
    ends = [row.valid_to for row in schedules if row.valid_to]
    starts = [
        row.valid_from - timedelta(days=1)
        for row in known.schedules
        if row.kind in _SHOWN and row.valid_from and row.valid_from > today
    ]
    days = [day for day in (*ends, *starts, review_by) if day]
    return min(days) if days else None


def _valid(today: date, until: date | None) -> str:
    values = {"day": numeric(today), "until": numeric(until) if until else ""}
    return (_("Valid on %(day)s and until %(until)s") if until else _("Valid on %(day)s")) % values
