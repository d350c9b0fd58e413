"""The due-date calculator: form, result, calendar."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from kb.calendar.days import DayException, Unit, holiday_name, is_working_day
from kb.calendar.due import DueDate, Term, due_date
from kb.calendar.latvian_dates import day_month_locative, numeric, weekday_dative
from kb.calendar.sentences import due_phrase
from kb.content.choices import TermUnit
from kb.desk.reference import reference

#: Longest term of each unit the calculator takes; more is a typing slip.
MOST = {TermUnit.WORKING_DAYS: 260, TermUnit.DAYS: 366, TermUnit.MONTHS: 24}
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)


class DueDateForm(forms.Form):
    received = forms.DateField(
        label=_("Received"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y.", "%d.%m.%Y"],
        error_messages={
            "invalid": _("There is no such day. Write, for example, 22.12.2026."),
            "required": _("Give a day."),
        },
        widget=forms.DateInput(format="%d.%m.%Y."),
    )
    amount = forms.IntegerField(label=_("Amount"), min_value=1, max_value=max(MOST.values()))
    unit = forms.ChoiceField(label=_("Unit"), choices=TermUnit.choices)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"received": today, "amount": 10, "unit": TermUnit.WORKING_DAYS})
        super().__init__(*args, **kwargs)

    def clean_received(self) -> date:
        received = cast(date, self.cleaned_data["received"])
        if not EARLIEST <= received <= LATEST:
            raise forms.ValidationError(_("The day must be between 2000 and 2100."))
        return received

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        amount, unit = cleaned.get("amount"), cleaned.get("unit")
        if amount and unit and amount > MOST[TermUnit(unit)]:
            self.add_error("amount", _("The term is too long."))
        return cleaned

    def result(self) -> DueDate:
        data = self.cleaned_data
        return due_date(data["received"], Term(data["amount"], cast(Unit, data["unit"])), reference().special_days)


def due_sentence(received: date, result: DueDate) -> str:
    """The sentence to say or copy: with dates, so that it is true on another day as well."""
    return f"Iesniegums saņemts {day_month_locative(received)}. Atbildēsim līdz {due_phrase(result.due)}."


def skipped_text(result: DueDate) -> str:
    """«24.12.2026. Ziemassvētku vakars, 25.12.2026. …»; empty where nothing was skipped."""
    return ", ".join(f"{numeric(day.date)} {day.name}" for day in result.skipped)


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A cell of the calculator's weeks. ``count`` numbers the days that count; ``off`` names a day that does not."""

    day: date
    count: int | None
    off: str
    received: bool
    due: bool


def calendar_weeks(received: date, result: DueDate) -> list[list[CalendarDay]]:
    """Whole weeks from the day of receipt to the due day; long terms show the first and the last weeks only."""
    exceptions = reference().special_days
    first = received - timedelta(days=received.weekday())
    last = result.due + timedelta(days=6 - result.due.weekday())
    cells: list[CalendarDay] = []
    count = 0
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        counts = received < day <= result.due and is_working_day(day, exceptions)
        count += counts
        cells.append(
            CalendarDay(day, count if counts else None, _day_off(day, exceptions), day == received, day == result.due)
        )
    weeks = [cells[start : start + 7] for start in range(0, len(cells), 7)]
    return weeks if len(weeks) <= 8 else [*weeks[:4], *weeks[-4:]]


def _day_off(day: date, exceptions: Sequence[DayException]) -> str:
    row = next((row for row in exceptions if row.date == day and row.location is None), None)
    if row is not None and row.kind == "closed":
        return row.name
    if row is not None and row.kind == "working":
        return ""
    return holiday_name(day) or ""


__all__ = ["CalendarDay", "DueDateForm", "calendar_weeks", "due_sentence", "skipped_text", "weekday_dative"]
