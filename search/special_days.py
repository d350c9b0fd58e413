"""Days on which the whole company keeps other hours, as the counting of working days takes them."""

from typing import cast

from kb.calendar.days import DayException, Kind
from kb.content.models import SpecialDay
from kb.content.versioned import versioned


@versioned
def company_days() -> tuple[DayException, ...]:
    """Without the days of single places: those change no deadline."""
    rows = SpecialDay.objects.filter(location="")
    return tuple(DayException(row.date, cast(Kind, row.kind), row.name, row.closes_at) for row in rows)
