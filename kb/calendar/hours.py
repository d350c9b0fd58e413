"""Opening hours: what is open on a day, and whether it is open now."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from kb.calendar.days import DayException, exception_on, holiday_name, is_working_day

_LOOK_AHEAD_DAYS = 60


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """Open from the start until the end; at the end it is already closed."""

    start: time
    end: time

    def __post_init__(self) -> None:
        if self.start >= self.end:
            raise ValueError(f"Opens at {self.start}, which is not before {self.end}")


WeeklyHours = Mapping[int, tuple[Interval, ...]]
"""Usual hours by weekday, Monday 0 to Sunday 6, each day's intervals in order; a missing weekday is
closed."""


@dataclass(frozen=True, slots=True)
class HoursStatus:
    """Open or not at a moment. ``until``: when the current interval ends. ``next_open``: the next opening
    after now, also while open (after the lunch break); None if none is in sight."""

    open: bool
    until: time | None
    next_open: datetime | None


def day_hours(
    day: date,
    weekly: WeeklyHours,
    exceptions: Sequence[DayException] = (),
    location: str | None = None,
) -> tuple[Interval, ...]:
    """The intervals in which the place is open on this day.

    An exception row decides where there is one; ``closes_at`` can only make the day shorter. Otherwise
    holidays are closed, and a working day directly before a holiday ends an hour early (Darba likums 135.
    p.).
    """
    row = exception_on(day, exceptions, location)
    if row is None:
        if holiday_name(day) is not None:
            return ()
        usual = weekly.get(day.weekday(), ())
        return _an_hour_less(usual) if is_before_holiday(day, exceptions) else usual
    if row.kind == "closed":
        return ()
    usual = _usual_hours(day, weekly)
    if row.closes_at is not None:
        return _cut(usual, row.closes_at)
    return _an_hour_less(usual) if row.kind == "shortened" else usual


def status(
    now: datetime,
    weekly: WeeklyHours,
    exceptions: Sequence[DayException] = (),
    location: str | None = None,
) -> HoursStatus:
    """Whether the place is open at this moment of local (Latvian) time."""
    today = day_hours(now.date(), weekly, exceptions, location)
    moment = now.time()
    until = next((part.end for part in today if part.start <= moment < part.end), None)
    return HoursStatus(until is not None, until, _next_open(now, weekly, exceptions, location))


def usual_status(now: datetime, weekly: WeeklyHours, unsure: Collection[date] = ()) -> HoursStatus | None:
    """The same for a place of which only the usual week is known.

    None on a day on which these hours may not hold: a public holiday, the working day before one, a day of ``unsure``.
    ``next_open`` is None as well where such a day comes first.
    """
    today = now.date()
    if _may_differ(today, unsure) or is_before_holiday(today, ()):
        return None
    parts = weekly.get(today.weekday(), ())
    until = next((part.end for part in parts if part.start <= now.time() < part.end), None)
    return HoursStatus(until is not None, until, _next_usual(now, weekly, unsure))


def _next_usual(now: datetime, weekly: WeeklyHours, unsure: Collection[date]) -> datetime | None:
    for ahead in range(8):
        day = now.date() + timedelta(days=ahead)
        if _may_differ(day, unsure):
            return None
        for part in weekly.get(day.weekday(), ()):
            if ahead or part.start > now.time():
                return datetime.combine(day, part.start, tzinfo=now.tzinfo)
    return None


def _may_differ(day: date, unsure: Collection[date]) -> bool:
    return day in unsure or holiday_name(day) is not None


def _next_open(
    now: datetime, weekly: WeeklyHours, exceptions: Sequence[DayException], location: str | None
) -> datetime | None:
    for ahead in range(_LOOK_AHEAD_DAYS + 1):
        day = now.date() + timedelta(days=ahead)
        for part in day_hours(day, weekly, exceptions, location):
            if ahead or part.start > now.time():
                return datetime.combine(day, part.start, tzinfo=now.tzinfo)
    return None


def _usual_hours(day: date, weekly: WeeklyHours) -> tuple[Interval, ...]:
    """Hours of the weekday; a Saturday worked by exception has those of the nearest weekday before it."""
    back = (weekly.get((day.weekday() - n) % 7, ()) for n in range(7))
    return next((hours for hours in back if hours), ())


def is_before_holiday(day: date, exceptions: Sequence[DayException]) -> bool:
    """A working day directly before a public holiday: an hour shorter by Darba likums 135. p."""
    return is_working_day(day, exceptions) and holiday_name(day + timedelta(days=1)) is not None


def _an_hour_less(hours: tuple[Interval, ...]) -> tuple[Interval, ...]:
    if not hours:
        return ()
    close = datetime.combine(date.min, hours[-1].end)
    return _cut(hours, (close - timedelta(hours=1)).time()) if close.hour else ()


def _cut(hours: tuple[Interval, ...], closes_at: time) -> tuple[Interval, ...]:
    return tuple(Interval(part.start, min(part.end, closes_at)) for part in hours if part.start < closes_at)
