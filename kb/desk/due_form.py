"""What the due-date calculator asks and what it says: the form, the usual terms, the sentences."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kb.calendar.days import Unit
from kb.calendar.due import DueDate, Term, due_date
from kb.calendar.latvian_dates import day_month_locative, numeric
from kb.calendar.sentences import due_phrase
from kb.content.choices import TermUnit
from kb.desk.reference import reference

#: Longest term of each unit the calculator takes; more is a typing slip.
MOST = {TermUnit.WORKING_DAYS: 260, TermUnit.DAYS: 366, TermUnit.MONTHS: 24}
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)
#: Since this day the Law on Applications gives ten working days; for what was received before, it gave a month.
REPLY_TERM_CHANGED = date(2026, 3, 1)
#: The choice of a term that is not on the list.
OTHER = "other"


@dataclass(frozen=True, slots=True)
class UsualTerm:
    """A term that is often asked for, with the case it is for."""

    amount: int
    unit: TermUnit
    label: Promise
    hint: Promise

    @property
    def value(self) -> str:
        return f"{self.amount}-{self.unit}"


MONTH = UsualTerm(1, TermUnit.MONTHS, _("1 month"), _("If more information is needed"))
USUAL_TERMS = (
    UsualTerm(10, TermUnit.WORKING_DAYS, _("10 working days"), _("Law on Applications, since 01.03.2026.")),
    UsualTerm(15, TermUnit.WORKING_DAYS, _("15 working days"), _("A consumer's claim")),
    UsualTerm(5, TermUnit.WORKING_DAYS, _("5 working days"), _("To forward to another institution")),
    MONTH,
)


class DueDateForm(forms.Form):
    received = forms.DateField(
        label=_("Received"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y.", "%d.%m.%Y"],
        error_messages={
            "invalid": _("There is no such day. Write, for example, 22.12.2026."),
            "required": _("Give a day."),
        },
    )
    amount = forms.IntegerField(label=_("Amount"), min_value=1, max_value=max(MOST.values()))
    unit = forms.ChoiceField(label=_("Unit"), choices=TermUnit.choices)

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


class CalculatorForm(DueDateForm):
    """The same for a person: today and ten working days until something else is chosen.

    ``term`` names a usual term or OTHER, which takes ``amount`` and ``unit``. An address without it (a link from a
    page of a service) is read by its amount and unit.
    """

    def __init__(self, given: Mapping[str, str], *, today: date) -> None:
        first = USUAL_TERMS[0]
        self.typed_amount = given.get("amount", "").strip()
        unit = given.get("unit", first.unit.value)
        self.term = given.get("term", "") or _term_of(self.typed_amount, unit)
        self.usual = next((usual for usual in USUAL_TERMS if usual.value == self.term), None)
        data: dict[str, Any] = {"received": given.get("received", numeric(today)), "amount": self.typed_amount}
        data["unit"] = unit
        if self.usual:
            data |= {"amount": self.usual.amount, "unit": self.usual.unit.value}
        super().__init__(data)
        self.two_terms = bool(self.usual and self.typed_amount and _term_of(self.typed_amount, unit) != self.term)

    @property
    def term_came_later(self) -> bool:
        """The chosen term is that of the law, but on the day of receipt the law gave another one."""
        return self.usual is USUAL_TERMS[0] and self.cleaned_data["received"] < REPLY_TERM_CHANGED

    def clean(self) -> dict[str, Any]:
        """A number beside a term of the list is an error: either might be meant, and a wrong day would be said."""
        cleaned = super().clean()
        if self.two_terms:
            self.add_error("amount", _("Two terms are given. Choose “Other” or clear the number."))
        return cleaned


def _term_of(amount: str, unit: str) -> str:
    """The usual term with this amount and unit, the first one where there is no amount."""
    if not amount:
        return USUAL_TERMS[0].value
    return next((usual.value for usual in USUAL_TERMS if usual.value == f"{amount}-{unit}"), OTHER)


def due_sentences(received: date, result: DueDate) -> tuple[str, str]:
    """The sentences to say or copy: with dates, so that they are true on another day as well."""
    said = f"Jūsu iesniegumu saņēmām {day_month_locative(received)}."
    return said, f"Atbildēsim līdz {due_phrase(result.due, since=received)}."


def due_sentence(received: date, result: DueDate) -> str:
    return " ".join(due_sentences(received, result))
