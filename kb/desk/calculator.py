"""The screen of the due-date calculator."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kb.calendar.due import DueDate
from kb.calendar.latvian_dates import numeric
from kb.calendar.sentences import due_phrase
from kb.content.choices import TermUnit
from kb.desk.copies import Copy
from kb.desk.due_form import MONTH, USUAL_TERMS, CalculatorForm, due_sentences
from kb.desk.due_weeks import CalendarWeek, Skipped, calendar_weeks, counting, skipped
from kb.desk.screens import Say
from kb.desk.screens.text import typeset
from kb.desk.screens.values import Link
from kb.formats.dates import weekday_name


@dataclass(frozen=True, slots=True)
class Choice:
    """A radio button or an option."""

    value: str
    label: str
    hint: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Field:
    """What stands in a field, and why it cannot be taken."""

    value: str
    error: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """The answer: what to say, how it was counted. ``month_url``: where the month that held before is counted."""

    say: Say
    month_url: str
    weeks: tuple[CalendarWeek, ...]
    skipped: Skipped


@dataclass(frozen=True, slots=True)
class Calculator:
    """``errors`` link to their fields; where there are any, there is no result."""

    received: Field
    weekday: str
    terms: tuple[Choice, ...]
    other: bool
    amount: Field
    units: tuple[Choice, ...]
    errors: tuple[Link, ...]
    result: Result | None


def calculator(form: CalculatorForm) -> Calculator:
    """The screen of a bound ``form``."""
    valid = form.is_valid()
    day: date | None = form.cleaned_data.get("received")
    errors = {name: str(messages[0]) for name, messages in form.errors.items()}
    amount_error = errors.get("amount") or errors.get("unit", "")
    other = form.usual is None
    return Calculator(
        received=Field(numeric(day) if day else str(form.data["received"]), errors.get("received", "")),
        weekday=weekday_name(day) if day else "",
        terms=tuple(
            Choice(usual.value, str(usual.label), str(usual.hint), usual is form.usual) for usual in USUAL_TERMS
        ),
        other=other,
        amount=Field(form.typed_amount if other or form.two_terms else "", amount_error),
        units=_units(str(form.data["unit"]) if other else TermUnit.WORKING_DAYS.value),
        errors=_summary(errors.get("received", ""), amount_error),
        result=_result(form, form.result()) if valid else None,
    )


def _units(chosen: str) -> tuple[Choice, ...]:
    return tuple(Choice(unit.value, str(unit.label), "", unit.value == chosen) for unit in TermUnit)


def _summary(received: str, amount: str) -> tuple[Link, ...]:
    """Every error with the way to its field, where there is more than one."""
    errors = ((received, "#received"), (amount, "#amount"))
    links = tuple(Link(message, anchor) for message, anchor in errors if message)
    return links if len(links) > 1 else ()


def _result(form: CalculatorForm, result: DueDate) -> Result:
    data = form.cleaned_data
    term = counting(data["received"], data["unit"], data["amount"], result)
    month = {"received": numeric(data["received"]), "term": MONTH.value}
    month_url = f"{reverse('due_dates')}?{urlencode(month)}" if form.term_came_later else ""
    return Result(_say(data["received"], result), month_url, calendar_weeks(term), skipped(term))


def _say(received: date, result: DueDate) -> Say:
    first, second = due_sentences(received, result)
    date_only = numeric(result.due)
    done = _("Copied")
    return Say(
        lines=(typeset(first), _bold(second, due_phrase(result.due, since=received))),
        print_lines=(),
        trust=None,
        copy=(
            Copy(_("Copy for e-mail"), f"{first}\n{second}", key="c", main=True, done=done),
            Copy(_("Only the date"), date_only, counter=date_only, done=done),
        ),
    )


def _bold(sentence: str, words: str) -> SafeString:
    before, _words, after = sentence.partition(words)
    return format_html("{}<b>{}</b>{}", typeset(before), typeset(words), typeset(after))
