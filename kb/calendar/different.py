"""Days ahead whose hours are not those of their weekday, and why."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from kb.calendar.days import DayException, exception_on, holiday_name
from kb.calendar.hours import Interval, WeeklyHours, day_hours

#: An editor's row, a public holiday, or the working day before one.
Reason = Literal["special", "holiday", "eve"]


@dataclass(frozen=True, slots=True)
class DifferentDay:
    """A day on which a place is open otherwise than on other days of the same weekday.

    ``name``: of the editor's row, of the holiday, or of the holiday that follows the day.
    """

    date: date
    reason: Reason
    name: str
    usual: tuple[Interval, ...]
    hours: tuple[Interval, ...]


def days_between(first: date, last: date) -> Iterator[date]:
    """Every day from the first to the last, both included."""
    return (first + timedelta(days=ahead) for ahead in range((last - first).days + 1))


def different_day(
    day: date, weekly: WeeklyHours, exceptions: Sequence[DayException] = (), location: str | None = None
) -> DifferentDay | None:
    """How the day differs at this place; None where it has the usual hours of its weekday."""
    usual = weekly.get(day.weekday(), ())
    hours = day_hours(day, weekly, exceptions, location)
    if hours == usual:
        return None
    reason, name = _reason(day, exceptions, location)
    return DifferentDay(day, reason, name, usual, hours)


def _reason(day: date, exceptions: Sequence[DayException], location: str | None) -> tuple[Reason, str]:
    row = exception_on(day, exceptions, location)
    if row is not None:
        return "special", row.name
    holiday = holiday_name(day)
    if holiday is not None:
        return "holiday", holiday
    return "eve", holiday_name(day + timedelta(days=1)) or ""
