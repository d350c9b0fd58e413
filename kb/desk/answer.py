"""The answer of a page on a day: sentences with the due date filled in, terms, what may be copied."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from kb.calendar.days import DayException, Unit
from kb.calendar.due import DueDate, Term, due_date
from kb.calendar.sentences import fill_plain
from kb.content.choices import TermKind
from kb.content.dated import in_force
from kb.content.models import KnowledgePage, ServiceDeadline, ServiceFee, ServicePage
from kb.formats.dates import short_date, weekday_name


@dataclass(frozen=True, slots=True)
class TermOnDay:
    """A deadline in force with the date it falls on if the client applies on ``received``."""

    deadline: ServiceDeadline
    received: date
    due: DueDate | None

    @property
    def due_text(self) -> str:
        return short_date(self.due.due) if self.due else ""

    @property
    def due_weekday(self) -> str:
        return weekday_name(self.due.due) if self.due else ""


@dataclass(frozen=True, slots=True)
class Answer:
    """``plain`` are the sentences to say for copies and data, with dates named; the screen prints its own."""

    plain: tuple[str, ...]
    terms: tuple[TermOnDay, ...]
    fees: tuple[ServiceFee, ...]

    @property
    def first(self) -> TermOnDay | None:
        """The first term with a due date: the one that the sentences speak of."""
        return next((term for term in self.terms if term.due), None)

    @property
    def due(self) -> date | None:
        """Due date of the first term that has one."""
        first = self.first
        return first.due.due if first and first.due else None


def answer_of(page: KnowledgePage, day: date, received: date, special_days: Sequence[DayException]) -> Answer:
    """The answer of ``page`` with the values in force on ``day``, for a client who applies on ``received``."""
    service = page if isinstance(page, ServicePage) else None
    deadlines = in_force(service.deadlines.all(), day) if service else []
    terms = tuple(TermOnDay(row, received, _due(row, received, special_days)) for row in deadlines)
    dated = Answer((), terms, tuple(in_force(service.fees.all(), day)) if service else ())
    lines = (fill_plain(line, received=received, due=dated.due, dated=True) for line in page.answer_lines)
    return replace(dated, plain=tuple(lines))


def _due(row: ServiceDeadline, received: date, special_days: Sequence[DayException]) -> DueDate | None:
    if row.kind != TermKind.TERM or not row.amount:
        return None
    return due_date(received, Term(row.amount, cast(Unit, row.unit)), special_days)
