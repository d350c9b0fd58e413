"""What is announced, in Latvian: sentences that stand by themselves on a door, in a newspaper and on the website."""

from collections.abc import Sequence
from datetime import date

from kb.calendar.latvian_dates import day_month_genitive, day_month_locative, on_weekday
from kb.content.models import OpeningHours
from kb.desk.coming_days import ComingDay
from kb.desk.copies import SAMPLE_LINE
from kb.desk.hours_text import hours_text, week_texts
from kb.desk.reference import Company, Schedule

_KINDS = {
    OpeningHours.Kind.WORKING.value: "darba laiks",
    OpeningHours.Kind.RECEPTION.value: "klientu pieņemšana",
    OpeningHours.Kind.CASH_DESK.value: "kase",
}


def place(schedule: Schedule) -> str:
    """«Talsu iela 84, klientu pieņemšana»"""
    return f"{schedule.location}, {_KINDS[schedule.kind]}"


def when(day: ComingDay) -> str:
    """«Trešdien, 2026. gada 23. decembrī (pirmssvētku diena)»"""
    why = "pirmssvētku diena" if day.reason == "eve" else day.name
    return f"{on_weekday(day.date).capitalize()}, {day.date.year}. gada {day_month_locative(day.date)} ({why})"


def on_a_day(day: ComingDay) -> tuple[str, ...]:
    """The lines of a single day: when, why, and the hours of each place."""
    if day.closed:
        return (f"{when(day)} slēgts:", *(place(row.schedule) for row in day.places))
    lines = (f"{place(row.schedule)}: {hours_text(row.hours) or 'slēgts'}" for row in day.places)
    return (f"{when(day)}:", *lines)


def of_a_schedule(schedule: Schedule, first: date) -> tuple[str, ...]:
    """The lines of a new weekly schedule that holds from the day ``first``."""
    since = f"No {first.year}. gada {day_month_genitive(first)}"
    week = (f"{days} {hours or 'slēgts'}" for days, hours in week_texts(schedule.weekly))
    return (f"{since} jauns laiks: {place(schedule)}", *week)


def of_an_end(schedule: Schedule, first: date) -> tuple[str, ...]:
    """The lines of a schedule after which none follows: from the day ``first`` the place is closed."""
    return (f"No {first.year}. gada {day_month_genitive(first)} šeit vairs nepieņemam: {place(schedule)}",)


def announcement(lines: Sequence[str], company: Company, *, sample: bool) -> str:
    """The whole text to copy. A sample says so in its first line, as every copied text does."""
    head = [SAMPLE_LINE] if sample else []
    reach = ", ".join(part for part in (company.phone, company.email) if part)
    return "\n".join([*head, "Darba laika izmaiņas", *lines, "", *(part for part in (company.name, reach) if part)])
