"""The screen of contacts and hours, from the snippets that the page shows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _

from kb.calendar.latvian_dates import weekday
from kb.content.directory import Directory
from kb.content.models import ContactPage, ContactPoint, OpeningHours, SpecialDay
from kb.content.models.hours import Weekday
from kb.desk.presentation import PageView
from kb.desk.reference import clock
from kb.desk.screens.parts import body_groups, facts_of_stream, legal_lines
from kb.desk.screens.shared import shared_parts
from kb.desk.screens.text import bare, capital, phone_line, phone_link, typeset
from kb.desk.screens.values import Fact, Line, Screen


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
    location: str
    sample: bool


@dataclass(frozen=True, slots=True)
class UnitRow:
    name: str
    topics: tuple[str, ...]
    reach: tuple[Line, ...]
    deputy: str
    sample: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactScreen(Screen):
    weeks: tuple[Week, ...]
    special_days: tuple[SpecialDayRow, ...]
    units: tuple[UnitRow, ...]


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
        body=body_groups(page.body),
        weeks=tuple(
            _week(title, schedules, view.received)
            for title, schedules in (
                (_("Opening hours"), directory.hours),
                (_("Cash desks"), directory.cash_desks),
            )
            if schedules
        ),
        special_days=tuple(_special_day(day) for day in directory.special_days),
        units=tuple(_unit_row(unit) for unit in directory.units),
    )


def _contact_facts(page: ContactPage, directory: Directory) -> tuple[Fact, ...]:
    """Emergency numbers first; a number stands once, also where the page shows both lists."""
    shown = {_number(phone) for phone in directory.emergency}
    emergency = tuple(
        _contact_fact(
            phone.emergency_label,
            Line(phone_line(_number(phone), phone.note, phone.unverified), "phone", phone.unverified),
        )
        for phone in directory.emergency
    )
    contacts = tuple(
        _contact_fact(point.label, contact_line(point)) for point in directory.contacts if point.value not in shown
    )
    return emergency + contacts + facts_of_stream(page.facts)


def _contact_fact(label: str, line: Line) -> Fact:
    return Fact(label, lines=(line,), internal=line.internal)


def _number(phone: Any) -> str:
    return str(phone.value if isinstance(phone, ContactPoint) else phone.number)


def contact_line(point: ContactPoint) -> Line:
    """The value as a link where it can be one, the note, and a mark where it is not confirmed."""
    icon = _CONTACT_ICONS.get(ContactPoint.Kind(point.kind), "")
    match point.kind:
        case ContactPoint.Kind.PHONE:
            value = phone_link(point.value)
        case ContactPoint.Kind.EMAIL:
            value = format_html('<a href="mailto:{0}">{0}</a>', point.value)
        case ContactPoint.Kind.WEB if point.value.startswith("http"):
            value = format_html('<a href="{}">{}</a>', point.value, bare(point.value))
        case _:
            value = typeset(point.value)
    mark = format_html('<span class="tag tag--warn">{}</span>', _("To be checked")) if point.unverified else ""
    return Line(format_html("<b>{}</b> {}", value, mark), icon, internal=point.unverified)


def _week(title: str, schedules: Sequence[OpeningHours], day: date) -> Week:
    weeks = [row.week for row in schedules]
    return Week(
        title=title,
        columns=tuple(f"{row.location}, {str(row.get_kind_display()).lower()}" for row in schedules),
        rows=tuple(
            WeekRow(
                capital(str(Weekday(number).label)),
                number == day.weekday(),
                tuple(
                    WeekCell(hours_text(week[number]), row.sample) for row, week in zip(schedules, weeks, strict=True)
                ),
            )
            for number in range(7)
        ),
        notes=tuple(f"{row.location}: {row.note}" for row in schedules if row.note),
    )


def hours_text(intervals: Iterable[tuple[time, time]]) -> str:
    """«9.00–12.00, 13.00–16.00»; empty where it is closed."""
    return ", ".join(f"{clock(opens)}–{clock(closes)}" for opens, closes in intervals)


def _special_day(day: SpecialDay) -> SpecialDayRow:
    what = str(day.get_kind_display())
    if day.closes_at:
        what = _("until %(time)s") % {"time": clock(day.closes_at)}
    return SpecialDayRow(day.name, weekday(day.date), day.date, what, day.location, day.sample)


def _unit_row(unit: Any) -> UnitRow:
    reach = [Line(phone_link(unit.phone), "phone")] if unit.phone else []
    if unit.email:
        reach.append(Line(format_html('<a href="mailto:{0}">{0}</a>', unit.email), "mail"))
    return UnitRow(unit.name, tuple(unit.topic_list), tuple(reach), str(unit.deputy or ""), unit.sample)
