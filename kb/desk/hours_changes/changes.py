"""Which changes of opening hours are ahead, computed from the schedules and days that editors keep."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from kb.content.dated import in_force
from kb.content.models import OpeningHours
from kb.desk.coming_days import ComingDay, coming_days
from kb.desk.hours_changes import wording
from kb.desk.reference import Reference, Schedule

#: A change is announced this long before it. Row D3 of the standard names the places; the days are the desk's rule.
ANNOUNCED_BEFORE = timedelta(days=14)
#: Changes are listed this far ahead.
AHEAD = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Change:
    """A change that clients must be told. ``key`` is lasting; ``lines`` is what is announced, after its ``title``.

    ``proposed``: it follows from the calendar alone, no editor has confirmed it. ``sample``: its hours are invented.
    """

    key: str
    on: date
    title: str
    lines: tuple[str, ...]
    proposed: bool
    sample: bool

    @property
    def announce_by(self) -> date:
        return self.on - ANNOUNCED_BEFORE

    @property
    def wording(self) -> str:
        return "\n".join(self.lines)


def changes(first: date, last: date, known: Reference) -> tuple[Change, ...]:
    """Changes that begin between the two days, the nearest first. A public holiday by itself is no change."""
    found = [_of_day(day) for day in coming_days(first, last, known) if day.reason != "holiday"]
    found += _of_schedules(first, last, known)
    return tuple(sorted(found, key=lambda change: (change.on, change.key)))


def change_by_key(key: str, today: date, known: Reference) -> Change | None:
    """The change with this key among those ahead of ``today``."""
    return next((change for change in changes(today, today + AHEAD, known) if change.key == key), None)


def _of_day(day: ComingDay) -> Change:
    return Change(
        key=f"diena:{day.date.isoformat()}",
        on=day.date,
        title=wording.when(day),
        lines=wording.on_a_day(day),
        proposed=day.reason == "eve",
        sample=day.sample,
    )


def _of_schedules(first: date, last: date, known: Reference) -> Iterator[Change]:
    for schedule in known.schedules:
        if schedule.valid_from and first <= schedule.valid_from <= last:
            lines = wording.of_a_schedule(schedule, schedule.valid_from)
            yield _of_schedule("grafiks", schedule, schedule.valid_from, lines)
        if schedule.valid_to is None:
            continue
        after = schedule.valid_to + timedelta(days=1)
        if first <= after <= last and not _goes_on(schedule, after, known):
            yield _of_schedule("beigas", schedule, after, wording.of_an_end(schedule, after))


def _goes_on(schedule: Schedule, day: date, known: Reference) -> bool:
    """Whether another schedule of the same kind holds at the place from that day on."""
    held = in_force(known.schedules, day)
    return any(row.location == schedule.location and row.kind == schedule.kind for row in held)


def _of_schedule(what: str, schedule: Schedule, on: date, lines: tuple[str, ...]) -> Change:
    kind = OpeningHours.Kind(schedule.kind).value
    key = f"{what}:{on.isoformat()}:{kind}:{schedule.location}"
    return Change(key, on, wording.place(schedule), lines, proposed=False, sample=schedule.sample)
