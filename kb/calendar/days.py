"""Working days and public holidays of Latvia."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

from holidays import country_holidays

Unit = Literal["working_days", "days", "months"]
Kind = Literal["closed", "shortened", "working", "open"]
SATURDAY = 5
_MOVED_BY_CABINET = "Brīvdiena (pārcelta no"


@dataclass(frozen=True, slots=True)
class DayException:
    """A day that differs from the calendar, as an editor entered it.

    ``closed``: nobody works. ``shortened``: ends at ``closes_at``, or an hour early if that is empty.
    ``working``: counts as a working day, even on a Saturday or holiday. ``open``: the doors are open, which
    changes nothing for deadlines. With a ``location`` the row is about that place only and never about
    deadlines.
    """

    date: date
    kind: Kind
    name: str
    closes_at: time | None = None
    location: str | None = None


@lru_cache(maxsize=256)
def public_holidays(year: int) -> Mapping[date, str]:
    """Statutory holidays of the year with Latvian names, among them the Monday off for 4 May or 18 November.

    Working days that the Cabinet moves are left out: its order binds state institutions and only recommends
    to companies, so such a day counts when an editor has entered it as an exception. Days that a law of
    their own made holidays once (the end of the Song Festival) are known as far as the ``holidays`` library
    knows them.
    """
    found = country_holidays("LV", years=year, language="lv")
    statutory = {day: name for day, name in sorted(found.items()) if not name.startswith(_MOVED_BY_CABINET)}
    return MappingProxyType(statutory)


def holiday_name(day: date) -> str | None:
    """The name of the public holiday on this day."""
    return public_holidays(day.year).get(day)


def exception_on(day: date, exceptions: Sequence[DayException], location: str | None = None) -> DayException | None:
    """The exception in force that day: the place's own row before the general one, the last of equals."""
    rows = [row for row in exceptions if row.date == day and row.location in (None, location)]
    own = [row for row in rows if row.location is not None]
    in_force = own or rows
    return in_force[-1] if in_force else None


def is_working_day(day: date, exceptions: Sequence[DayException] = ()) -> bool:
    """Whether the day counts in deadlines: a weekday and no holiday, unless a general exception decides."""
    row = exception_on(day, exceptions)
    if row is not None and row.kind in ("closed", "working"):
        return row.kind == "working"
    return day.weekday() < SATURDAY and holiday_name(day) is None


def working_days_after(day: date, exceptions: Sequence[DayException] = ()) -> Iterator[date]:
    """The working days that follow the day, without end."""
    while True:
        day += timedelta(days=1)
        if is_working_day(day, exceptions):
            yield day
