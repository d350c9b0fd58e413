"""Until when a version is to be confirmed. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from kb.calendar.days import DayException, working_days_after

#: Working days to read and confirm; the day of publication, or the person's first day, does not count.
WORKING_DAYS = 5


@dataclass(frozen=True, slots=True)
class Away:
    """Days on which a person is away, the first and the last included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def due_on(published: date, joined: date, away: Sequence[Away], exceptions: Sequence[DayException]) -> date:
    """The last day that is in time: the fifth working day on which the person is here.

    Days away do not count, so an absence moves the date and never waives it. ``exceptions``: the company's own days.
    """
    days = working_days_after(max(published, joined), exceptions)
    here = (day for day in days if not any(day in span for span in away))
    return next(islice(here, WORKING_DAYS - 1, None))
