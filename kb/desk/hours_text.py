"""Hours in words, written in one place: on screens, on paper and in announcements alike."""

from collections.abc import Iterable
from datetime import time

from kb.calendar.hours import Interval, WeeklyHours

_WEEKDAYS = ("P.", "O.", "T.", "C.", "Pk.", "S.", "Sv.")


def clock(moment: time) -> str:
    """«17.00», «8.30»: hours as Latvians write them."""
    return f"{moment.hour}.{moment.minute:02d}"


def hours_text(intervals: Iterable[Interval]) -> str:
    """«9.00–12.00, 13.00–16.00»; empty where it is closed."""
    return ", ".join(f"{clock(part.start)}–{clock(part.end)}" for part in intervals)


def week_texts(weekly: WeeklyHours) -> list[tuple[str, str]]:
    """Weekdays with the same hours together: («P.–C.», «9.00–16.00»); the hours are empty where it is closed."""
    groups: list[tuple[int, int, str]] = []
    for number in range(7):
        text = hours_text(weekly.get(number, ()))
        if groups and groups[-1][2] == text:
            groups[-1] = (groups[-1][0], number, text)
        else:
            groups.append((number, number, text))
    return [(_days(start, end), text) for start, end, text in groups]


def _days(start: int, end: int) -> str:
    return _WEEKDAYS[start] if start == end else f"{_WEEKDAYS[start]}–{_WEEKDAYS[end]}"
