"""How a term was counted: its weeks as a calendar, and the skipped days in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from kb.calendar.days import SATURDAY, DayException, exception_on, holiday_name, is_working_day
from kb.calendar.different import days_between
from kb.calendar.due import DueDate
from kb.content.choices import TermUnit
from kb.desk.reference import reference

#: A longer term shows its first and its last weeks.
MOST_WEEKS = 8
#: More week-end days than these are not listed one by one.
MOST_DATES = 10


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A cell; ``state`` is received, due, skipped, outside of the term, or nothing. ``count`` numbers what counts."""

    date: str
    state: str = ""
    count: int | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class CalendarWeek:
    """Monday to Sunday; ``after_gap`` where weeks before it are left out."""

    days: tuple[CalendarDay, ...]
    after_gap: bool = False


@dataclass(frozen=True, slots=True)
class Skipped:
    """Days that did not count: how many, and which in a sentence."""

    number: int
    words: str


@dataclass(frozen=True, slots=True)
class Counting:
    """A term on its way: which days count, which are skipped, and why."""

    received: date
    unit: str
    amount: int
    result: DueDate
    exceptions: Sequence[DayException]

    def skips(self, day: date) -> bool:
        """Working days skip every day off; other terms only those that moved their end."""
        if not self.received < day < self.result.due:
            return False
        if self.unit == TermUnit.WORKING_DAYS:
            return not is_working_day(day, self.exceptions)
        return any(skipped.date == day for skipped in self.result.skipped)

    def number(self, day: date, before: int) -> int | None:
        """The number of a day that counts; months are not counted in days."""
        if not self.received < day <= self.result.due or self.skips(day):
            return None
        if self.unit == TermUnit.WORKING_DAYS:
            return before + 1
        ordinal = (day - self.received).days
        return ordinal if self.unit == TermUnit.DAYS and ordinal <= self.amount else None

    def skipped_days(self) -> Iterator[date]:
        return (day for day in days_between(self.received, self.result.due) if self.skips(day))


def counting(received: date, unit: str, amount: int, result: DueDate) -> Counting:
    return Counting(received, unit, amount, result, reference().special_days)


def calendar_weeks(term: Counting) -> tuple[CalendarWeek, ...]:
    """Whole weeks from the day of receipt to the due day."""
    first = term.received - timedelta(days=term.received.weekday())
    last = term.result.due + timedelta(days=6 - term.result.due.weekday())
    cells: list[CalendarDay] = []
    counted = 0
    for day in days_between(first, last):
        number = term.number(day, counted)
        counted = number or counted
        cells.append(_cell(term, day, number))
    weeks = [tuple(cells[start : start + 7]) for start in range(0, len(cells), 7)]
    if len(weeks) <= MOST_WEEKS:
        return tuple(CalendarWeek(week) for week in weeks)
    half = MOST_WEEKS // 2
    after_gap = CalendarWeek(weeks[-half], after_gap=True)
    return (*map(CalendarWeek, weeks[:half]), after_gap, *map(CalendarWeek, weeks[-half + 1 :]))


def _cell(term: Counting, day: date, number: int | None) -> CalendarDay:
    label = f"{day:%d.%m.}"
    if not term.received <= day <= term.result.due:
        return CalendarDay(label, "outside")
    if day == term.received:
        return CalendarDay(label, "received", name=_("received"))
    if day == term.result.due:
        return CalendarDay(label, "due", number, _("the answer"))
    if term.skips(day):
        return CalendarDay(label, "skipped", name=_day_off(day, term.exceptions))
    return CalendarDay(label, "", number, _shortened(day, term.exceptions))


def skipped(term: Counting) -> Skipped:
    """Named days off first, then the week-ends, which need no name."""
    days = [(day, _day_off(day, term.exceptions)) for day in term.skipped_days()]
    named = ", ".join(f"{day:%d.%m.} {name}" for day, name in days if name)
    weekends = [f"{day:%d.%m.}" for day, name in days if not name]
    words = " ".join([_("Saturdays and Sundays"), ", ".join(weekends if len(weekends) <= MOST_DATES else ())]).strip()
    if not weekends:
        words = named
    elif named:
        words = _("%(days)s, as well as %(weekends)s") % {"days": named, "weekends": words}
    return Skipped(len(days), f"{words.rstrip('.')}.")


def _day_off(day: date, exceptions: Sequence[DayException]) -> str:
    """What the day off is called; a week-end without a holiday has no name."""
    row = exception_on(day, exceptions)
    if row is not None and row.kind == "closed" and row.name:
        return row.name
    return holiday_name(day) or ("" if day.weekday() >= SATURDAY else _("day off"))


def _shortened(day: date, exceptions: Sequence[DayException]) -> str:
    row = exception_on(day, exceptions)
    return _("shortened") if row is not None and row.kind == "shortened" else ""
