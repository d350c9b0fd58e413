"""Small charts as numbers for a template: what is drawn where. Nothing here knows what is counted.

A bar stands in the row of a table that says the same in figures; a line has a table of its own. So no chart has to be
seen to be understood.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

#: Units of the drawings; they are scaled by the style sheet.
WIDTH, HEIGHT = 600, 120


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a bar, in hundredths of its whole width; ``tone`` names a class of the style sheet."""

    x: float
    width: float
    tone: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its name (with an address where it leads somewhere), figures, and its bar."""

    name: str
    cells: tuple[str, ...]
    bar: tuple[Segment, ...] = ()
    url: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    day: date
    x: float
    y: float
    value: int


@dataclass(frozen=True, slots=True)
class Line:
    """Shares of a hundred over time; ``path`` joins the points."""

    points: tuple[Point, ...]
    path: str


def stacked(values: Sequence[int], tones: Sequence[str], whole: int) -> tuple[Segment, ...]:
    """Parts side by side; ``whole`` fills the width."""
    segments, x = [], 0.0
    for value, tone in zip(values, tones, strict=True):
        width = round(100 * value / whole, 2) if whole else 0.0
        if width:
            segments.append(Segment(round(x, 2), width, tone))
        x += width
    return tuple(segments)


def single(value: int, most: int, tone: str = "plain") -> tuple[Segment, ...]:
    """One bar beside others, the longest of which is ``most``."""
    return stacked([value], [tone], most)


def percent(part: int, whole: int) -> int:
    """Rounded down: a hundred means all. 0 of nothing is 0."""
    return 100 * part // whole if whole else 0


def line(values: Sequence[tuple[date, int]]) -> Line:
    """Values between 0 and 100 by day, in the order of days; days without a value are passed over straight."""
    if not values:
        return Line((), "")
    first, last = values[0][0], values[-1][0]
    days = max(1, (last - first).days)
    points = tuple(
        Point(day, round(WIDTH * (day - first).days / days, 1), round(HEIGHT * (1 - value / 100), 1), value)
        for day, value in values
    )
    return Line(points, " ".join(f"{point.x},{point.y}" for point in points))
