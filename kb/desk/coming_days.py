"""The days ahead on which clients find other hours: holidays, the days before them, what editors entered."""

from dataclasses import dataclass
from datetime import date

from kb.calendar.different import DifferentDay, Reason, days_between, different_day
from kb.calendar.hours import Interval
from kb.content.dated import holds_on
from kb.desk.reference import Reference, Schedule


@dataclass(frozen=True, slots=True)
class PlaceThatDay:
    """The hours of one schedule on a day that differs."""

    schedule: Schedule
    hours: tuple[Interval, ...]


@dataclass(frozen=True, slots=True)
class ComingDay:
    """A day and every place that is open otherwise on it; ``sample``: an hour or a row nobody has confirmed."""

    date: date
    reason: Reason
    name: str
    places: tuple[PlaceThatDay, ...]
    sample: bool

    @property
    def closed(self) -> bool:
        return not any(place.hours for place in self.places)


def coming_days(first: date, last: date, known: Reference) -> tuple[ComingDay, ...]:
    """Days from the first to the last on which at least one schedule in force differs."""
    days = (_coming_day(day, known) for day in days_between(first, last))
    return tuple(day for day in days if day)


def _coming_day(day: date, known: Reference) -> ComingDay | None:
    found: list[tuple[Schedule, DifferentDay]] = []
    for schedule in known.schedules:
        if holds_on(schedule, day):
            different = different_day(day, schedule.weekly, known.special_days, schedule.location)
            if different:
                found.append((schedule, different))
    if not found:
        return None
    # A row that an editor wrote says more than the calendar.
    told = next((different for _, different in found if different.reason == "special"), found[0][1])
    return ComingDay(
        date=day,
        reason=told.reason,
        name=told.name,
        places=tuple(PlaceThatDay(schedule, different.hours) for schedule, different in found),
        sample=any(schedule.sample for schedule, _ in found) or day in known.sample_days,
    )
