"""The screen of contacts and hours, from the snippets that the page shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kb.calendar.hours import Interval
from kb.content.directory import Directory, number_of
from kb.content.models import ContactPage, ContactPoint, OpeningHours, SpecialDay
from kb.content.models.hours import Weekday
from kb.desk.coming_days import ComingDay, coming_days
from kb.desk.hours_text import clock, hours_text
from kb.desk.opening import PlaceNow, places_now
from kb.desk.presentation import PageView
from kb.desk.reference import reference
from kb.desk.screens.parts import body_groups, facts_of_stream, legal_lines
from kb.desk.screens.shared import shared_parts
from kb.desk.screens.text import capital, in_latvian, mail_link, phone_line, phone_link, to_be_checked, typeset
from kb.desk.screens.units import UnitRow, unit_rows
from kb.desk.screens.values import Fact, Line, Screen
from kb.formats.dates import weekday_name
from kb.qr import bare


@dataclass(frozen=True, slots=True)
class WeekRow:
    day: str
    today: bool
    cells: tuple["WeekCell", ...]


@dataclass(frozen=True, slots=True)
class WeekCell:
    text: str
    sample: bool


@dataclass(frozen=True, slots=True)
class Week:
    """Weekly hours: a column for each place."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[WeekRow, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SpecialDayRow:
    name: str
    weekday: str
    date: date
    what: str
    places: tuple[SafeString, ...]
    location: str
    sample: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactScreen(Screen):
    now: tuple[PlaceNow, ...]
    weeks: tuple[Week, ...]
    special_days: tuple[SpecialDayRow, ...]
    units: tuple[UnitRow, ...]


#: Holidays and the days before them are listed this far ahead.
CALENDAR_AHEAD = timedelta(days=120)

_CONTACT_ICONS = {
    ContactPoint.Kind.PHONE: "phone",
    ContactPoint.Kind.EMAIL: "mail",
    ContactPoint.Kind.ADDRESS: "place",
    ContactPoint.Kind.WEB: "external",
}


def contact_screen(page: ContactPage, view: PageView, directory: Directory) -> ContactScreen:
    return ContactScreen(
        **shared_parts(page, view),
        facts=_contact_facts(page, directory),
        legal=legal_lines(page.legal_acts),
        body=body_groups(page.body, view.phone),
        weeks=tuple(
            _week(title, schedules, None if view.kept else view.received)
            for title, schedules in (
                (_("Opening hours"), directory.hours),
                (_("Cash desks"), directory.cash_desks),
            )
            if schedules
        ),
        now=places_now(timezone.localtime()) if page.show_hours and not view.other_day else (),
        special_days=_special_days(directory.special_days, view.received) if page.show_special_days else (),
        units=unit_rows(directory.units),
    )


def _contact_facts(page: ContactPage, directory: Directory) -> tuple[Fact, ...]:
    """Emergency numbers first; a number stands once, also where the page shows both lists."""
    shown = {number_of(phone) for phone in directory.emergency}
    emergency = tuple(
        _contact_fact(
            phone.emergency_label,
            Line(phone_line(number_of(phone), phone.note, phone.unverified), "phone", phone.unverified),
        )
        for phone in directory.emergency
    )
    contacts = tuple(
        _contact_fact(point.label, contact_line(point)) for point in directory.contacts if point.value not in shown
    )
    return emergency + contacts + facts_of_stream(page.facts)


def _contact_fact(label: str, line: Line) -> Fact:
    return Fact(in_latvian(label), lines=(line,), internal=line.internal)


def contact_line(point: ContactPoint) -> Line:
    """The value as a link where it can be one, the note, and a mark where it is not confirmed."""
    icon = _CONTACT_ICONS.get(ContactPoint.Kind(point.kind), "")
    match point.kind:
        case ContactPoint.Kind.PHONE:
            value = phone_link(point.value)
        case ContactPoint.Kind.EMAIL:
            value = mail_link(point.value)
        case ContactPoint.Kind.WEB if point.value.startswith("http"):
            value = format_html('<a href="{}">{}</a>', point.value, bare(point.value))
        case _:
            value = typeset(point.value)
    mark = to_be_checked() if point.unverified else ""
    return Line(format_html("<b>{}</b> {}", value, mark), icon, internal=point.unverified)


def _week(title: str, schedules: Sequence[OpeningHours], marked: date | None) -> Week:
    """Weekly hours; the weekday of ``marked`` stands out."""
    weeks = [{day: [Interval(*pair) for pair in pairs] for day, pairs in row.week.items()} for row in schedules]
    return Week(
        title=title,
        columns=tuple(f"{row.location}, {str(row.get_kind_display()).lower()}" for row in schedules),
        rows=tuple(
            WeekRow(
                capital(str(Weekday(number).label)),
                marked is not None and number == marked.weekday(),
                tuple(
                    WeekCell(hours_text(week[number]), row.sample) for row, week in zip(schedules, weeks, strict=True)
                ),
            )
            for number in range(7)
        ),
        notes=tuple(f"{row.location}: {row.note}" for row in schedules if row.note),
    )


def _special_days(entered: Sequence[SpecialDay], day: date) -> tuple[SpecialDayRow, ...]:
    """What editors entered, and what follows from the calendar where they entered nothing."""
    coming = {row.date: row for row in coming_days(day, day + CALENDAR_AHEAD, reference())}
    rows = [_entered_day(row, coming.get(row.date)) for row in entered]
    rows += [_calendar_day(row) for row in coming.values() if row.reason != "special"]
    return tuple(sorted(rows, key=lambda row: (row.date, row.location)))


def _entered_day(row: SpecialDay, coming: ComingDay | None) -> SpecialDayRow:
    what = str(row.get_kind_display())
    if row.closes_at:
        what = _("until %(time)s") % {"time": clock(row.closes_at)}
    places = _places(coming) if coming else ()
    return SpecialDayRow(row.name, weekday_name(row.date), row.date, what, places, row.location, row.sample)


def _calendar_day(day: ComingDay) -> SpecialDayRow:
    eve = day.reason == "eve"
    name = _("Before a public holiday: %(name)s") % {"name": day.name} if eve else day.name
    what = _("an hour shorter") if eve else _("closed")
    return SpecialDayRow(name, weekday_name(day.date), day.date, what, _places(day), "", day.sample and not day.closed)


def _places(day: ComingDay) -> tuple[SafeString, ...]:
    """The hours place by place; nothing where all are closed: that is said already."""
    if day.closed:
        return ()
    return tuple(
        format_html(
            '{}, {}: <span class="nb">{}</span>',
            place.schedule.location,
            place.schedule.kind_label.lower(),
            hours_text(place.hours) or _("closed"),
        )
        for place in day.places
    )
