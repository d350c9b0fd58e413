"""The last day of a deadline, and what was skipped on the way to it."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from kb.calendar.days import (
    SATURDAY,
    DayException,
    Unit,
    exception_on,
    holiday_name,
    is_working_day,
    working_days_after,
)
from kb.calendar.latvian_dates import weekday


@dataclass(frozen=True, slots=True)
class Term:
    """A length of time within which something must be done, such as 10 working days."""

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        if self.amount < 1:
            raise ValueError(f"A term is at least 1, not {self.amount}")


@dataclass(frozen=True, slots=True)
class Skipped:
    """A day that did not count, with the Latvian name that says why."""

    date: date
    name: str


@dataclass(frozen=True, slots=True)
class DueDate:
    """The last day of the term, and the days off that made it later."""

    due: date
    skipped: tuple[Skipped, ...] = ()


def due_date(received: date, term: Term, exceptions: Sequence[DayException] = ()) -> DueDate:
    """The last day on which something received on that day is still in time.

    The day of receipt does not count. Working days are counted one by one; ``skipped`` then holds the
    weekdays between that were days off. Days and months run through days off; a month ends on the day of the
    same number, or on the last day of a month that has no such day. If that last day is no working day, the
    term ends on the next one, and ``skipped`` holds the days off, weekends too, that moved it.

    This is how Latvian procedural law counts (Administratīvā procesa likums 42.–43. p., Civilprocesa likums
    47.–48. p.). Whether a given deadline of the company follows it is for its lawyer to say; that is why the
    term is data.
    """
    if term.unit == "working_days":
        due = next(islice(working_days_after(received, exceptions), term.amount - 1, None))
        return DueDate(due, _days_off(received + timedelta(days=1), due, exceptions, weekends=False))
    last = received + timedelta(days=term.amount) if term.unit == "days" else add_months(received, term.amount)
    due = next(working_days_after(last - timedelta(days=1), exceptions))
    return DueDate(due, _days_off(last, due, exceptions, weekends=True))


def add_months(day: date, months: int) -> date:
    """The day of the same number ``months`` later, or the last one of a month that has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _days_off(first: date, due: date, exceptions: Sequence[DayException], *, weekends: bool) -> tuple[Skipped, ...]:
    """Days off from the first day up to, not including, the due one."""
    days = (first + timedelta(days=n) for n in range((due - first).days))
    return tuple(
        Skipped(day, _reason(day, exceptions))
        for day in days
        if not is_working_day(day, exceptions) and (weekends or day.weekday() < SATURDAY)
    )


def _reason(day: date, exceptions: Sequence[DayException]) -> str:
    row = exception_on(day, exceptions)
    if row is not None and row.kind == "closed" and row.name:
        return row.name
    return holiday_name(day) or weekday(day)
