"""Contacts and hours as one sheet for the wall, in letters to be read from two metres (row D2)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from kb.calendar.latvian_dates import numeric
from kb.content.dated import in_force
from kb.content.directory import company_contacts, emergency_phones, number_of
from kb.content.models import ContactPage, ContactPoint, OpeningHours
from kb.content.models.hours import Weekday
from kb.desk.coming_days import ComingDay, coming_days
from kb.desk.hours_text import hours_text
from kb.desk.lookup import live_page
from kb.desk.presentation import present
from kb.desk.reference import Reference, Schedule, company_of, reference
from kb.desk.screens.marks import sample_band
from kb.desk.screens.shared import reach_line, shared_parts
from kb.desk.screens.text import capital
from kb.desk.screens.values import Paper
from kb.qr import bare

#: Days that differ are named this far ahead, and no more of them than a sheet holds.
AHEAD = timedelta(days=60)
MOST_DAYS = 4
#: The first day that differs and is not named ends the validity of the sheet; it is looked for this far ahead.
LOOKED_FOR = timedelta(days=400)
_SHOWN = (OpeningHours.Kind.RECEPTION, OpeningHours.Kind.CASH_DESK)


@dataclass(frozen=True, slots=True)
class WallHours:
    """Hours of one place, weekdays with the same hours together: («Pirmdiena–ceturtdiena», «9.00–16.00»)."""

    title: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class WallDay:
    """Neighbouring days with the same hours."""

    first: date
    last: date
    what: str

    @property
    def when(self) -> str:
        return numeric(self.first) if self.first == self.last else f"{numeric(self.first)}–{numeric(self.last)}"


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
    """The sheet that leads back to the contact page ``code``; 404 for any other page. Always Latvian."""
    page = live_page(code, request)
    if not isinstance(page, ContactPage):
        raise Http404
    with translation.override(settings.LANGUAGE_CODE):
        return render(request, "desk/wall.html", {"sheet": _sheet(page, timezone.localdate()), "page": page})


def _sheet(page: ContactPage, today: date) -> WallSheet:
    """Only what is confirmed: a number somebody still has to check is not put on a wall."""
    known = reference()
    view = present(page, day=today, today=today)
    paper: Paper = shared_parts(page, view)["paper"]
    schedules = [row for row in in_force(known.schedules, today) if row.kind in _SHOWN]
    differing = list(_days(coming_days(today, today + LOOKED_FOR, known)))
    named = [day for day in differing if day.first <= today + AHEAD][:MOST_DAYS]
    confirmed = [point for point in company_contacts() if not point.unverified]
    company = company_of(confirmed)
    web = next((point.value for point in confirmed if point.kind == ContactPoint.Kind.WEB), "")
    return WallSheet(
        code=page.code,
        phone=company.phone,
        email=company.email,
        web=bare(web),
        address=company.address,
        hours=tuple(_hours(row) for row in schedules),
        days=tuple(named),
        emergency=tuple(_emergency()),
        valid=_valid(today, _until([page.review_by, *_changes(known, today, differing[len(named) :])])),
        paper=replace(paper, first=reach_line(company)),
        band=paper.band or (sample_band() if any(row.sample for row in schedules) else ""),
    )


def _emergency() -> Iterable[tuple[str, str]]:
    for phone in emergency_phones():
        if not phone.unverified:
            yield phone.emergency_label, number_of(phone)


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
    run: WallDay | None = None
    for day in coming:
        what = _what(day)
        if not what:
            continue
        if run and run.what == what and day.date - run.last == timedelta(days=1):
            run = replace(run, last=day.date)
            continue
        if run:
            yield run
        run = WallDay(day.date, day.date, what)
    if run:
        yield run


def _what(day: ComingDay) -> str:
    places = [place for place in day.places if place.schedule.kind in _SHOWN]
    if any(place.hours for place in places):
        told = (f"{place.schedule.location}: {hours_text(place.hours) or _('closed')}" for place in places)
        return "; ".join(told)
    return _("closed") if places else ""


def _changes(known: Reference, today: date, not_named: Iterable[WallDay]) -> Iterator[date]:
    """The last days before the hours are others than the sheet says: a schedule ends or begins, a day differs."""
    for row in known.schedules:
        if row.kind not in _SHOWN:
            continue
        if row.valid_to and row.valid_to >= today:
            yield row.valid_to
        if row.valid_from and row.valid_from > today:
            yield row.valid_from - timedelta(days=1)
    for day in not_named:
        yield day.first - timedelta(days=1)


def _until(days: Iterable[date | None]) -> date | None:
    """The nearest of the days: the next check of the page, or the last one on which the sheet is right."""
    return min((day for day in days if day), default=None)


def _valid(today: date, until: date | None) -> str:
    values = {"day": numeric(today), "until": numeric(until) if until else ""}
    return (_("Valid on %(day)s and until %(until)s") if until else _("Valid on %(day)s")) % values
