"""Snippets of the sample: units, contacts, institutions, hours, days, acts, terms, notices, surveys."""

import datetime as dt
import re
from collections.abc import Callable
from typing import TypeVar

from django.db import models
from django.utils import timezone

from kb.content.choices import FactMark
from kb.content.loading import snippet_schema as schema
from kb.content.loading.folder import Sample
from kb.content.loading.reading import Entry
from kb.content.loading.records import Report, snippet_fingerprint, write_snippet
from kb.content.loading.references import References
from kb.content.models import (
    ContactPoint,
    GlossaryTerm,
    Institution,
    InstitutionInterval,
    InstitutionPhone,
    LegalAct,
    Notice,
    OpeningHours,
    OpeningInterval,
    SpecialDay,
    Survey,
    Unit,
)
from kb.content.models.hours import WeeklyInterval

Row = TypeVar("Row", bound=models.Model)
Interval = TypeVar("Interval", bound=WeeklyInterval)

MARKS = {"F": FactMark.FACT, "F?": FactMark.TO_CHECK, "A": FactMark.MEMORY}
ORDER_STEP = 10


def load_before_pages(sample: Sample, report: Report) -> None:
    """Snippets that refer to no page."""
    _units(sample, report)
    units = {unit.key: unit for unit in Unit.objects.all()}
    for order, contact in enumerate(sample.of("contacts", schema.ContactEntry), start=1):
        values = _contact(contact.data, units, order * ORDER_STEP)
        _keyed(report, contact, ContactPoint, values)
    for institution in sample.of("institutions", schema.InstitutionEntry):
        _institution(report, institution)
    for order, hours in enumerate(sample.of("opening_hours", schema.OpeningHoursEntry), start=1):
        _opening_hours(report, hours, order * ORDER_STEP)
    for day in sample.of("special_days", schema.SpecialDayEntry):
        _special_day(report, day)
    for act in sample.of("legal_acts", schema.LegalActEntry):
        _keyed(report, act, LegalAct, _legal_act(act.data))
    for survey in sample.of("surveys", schema.SurveyEntry):
        _keyed(report, survey, Survey, _survey(survey.data))


def load_after_pages(sample: Sample, report: Report, references: References) -> None:
    """Snippets that refer to pages."""
    for term in sample.of("glossary", schema.GlossaryEntry):
        values = _glossary(term.data, references)
        _write(report, term, GlossaryTerm, {"term": term.data.term}, values)
    for notice in sample.of("notices", schema.NoticeEntry):
        _keyed(report, notice, Notice, _notice(notice.data, references))


# --- writing --------------------------------------------------------------------------------------------------


def _keyed(report: Report, entry: Entry[schema.KeyedEntry], model: type[Row], values: dict[str, object]) -> Row | None:
    return _write(report, entry, model, {"key": entry.data.key}, values)


def _write(
    report: Report,
    entry: Entry[schema.SnippetEntry],
    model: type[Row],
    identity: dict[str, object],
    values: dict[str, object],
    add_children: Callable[[Row], None] | None = None,
) -> Row | None:
    """Write ``values`` to the snippet that ``identity`` names, where that is allowed."""

    def write(current: Row | None) -> Row:
        snippet = current if current is not None else model(**identity)
        for name, value in values.items():
            setattr(snippet, name, value)
        if add_children:
            add_children(snippet)
        snippet.save()
        return snippet

    return write_snippet(report, entry, model._default_manager.filter(**identity).first(), write)


# --- units ----------------------------------------------------------------------------------------------------


def _units(sample: Sample, report: Report) -> None:
    """Units name each other as deputies, in circles too: deputies are set once all units are there."""
    entries = sample.of("units", schema.UnitEntry)
    present = {unit.key: unit for unit in Unit.objects.all()}
    to_write = []
    for entry in entries:
        current = present.get(entry.key)
        if report.decide(entry, snippet_fingerprint(current) if current else None).writes:
            to_write.append(entry)
            present[entry.key] = current or Unit(key=entry.key)
            _fill_unit(present[entry.key], entry.data)
            present[entry.key].save()
    for entry in to_write:
        unit = present[entry.key]
        unit.deputy = present.get(entry.data.deputy or "")
        unit.save()
    for entry in to_write:
        report.written(entry, snippet_fingerprint(present[entry.key]))


def _fill_unit(unit: Unit, data: schema.UnitEntry) -> None:
    unit.name = data.name
    unit.topics = "\n".join(data.topics)
    unit.phone = data.phone or ""
    unit.email = data.email or ""
    unit.is_role = data.is_role
    unit.sample = data.sample


# --- one function for each other kind -------------------------------------------------------------------------


def _contact(data: schema.ContactEntry, units: dict[str, Unit], order: int) -> dict[str, object]:
    return {
        "kind": data.kind,
        "label": data.label,
        "value": data.value,
        "note": data.note,
        "unit": units.get(data.unit or ""),
        "mark": MARKS[data.mark],
        "source": data.source,
        "checked_on": data.checked,
        "emergency_label": data.emergency_label,
        "sort_order": order,
    }


def _institution(report: Report, entry: Entry[schema.InstitutionEntry]) -> None:
    data = entry.data
    values: dict[str, object] = {
        "name": data.name,
        "short_name": data.short_name,
        "aliases": "\n".join(data.aliases),
        "address": "\n".join(part.strip() for part in (data.address or "").split(";")),
        "web": data.web,
        "email": data.email or "",
        "hours": data.hours or "",
        "hours_note": data.hours_note,
        "hours_mark": MARKS[data.hours_mark],
        "source": data.source,
        "checked_on": data.checked,
    }

    def add_rows(institution: Institution) -> None:
        phones = [
            InstitutionPhone(
                number=phone.number,
                note=phone.note,
                mark=MARKS[phone.mark],
                emergency_label=phone.emergency_label,
                sort_order=order,
            )
            for order, phone in enumerate(data.phones)
        ]
        institution.phones.set(phones)
        institution.intervals.set(_intervals(InstitutionInterval, data.week) if data.week else [])

    _write(report, entry, Institution, {"key": data.key}, values, add_rows)


def _opening_hours(report: Report, entry: Entry[schema.OpeningHoursEntry], order: int) -> None:
    data = entry.data
    values: dict[str, object] = {
        "location": data.location,
        "kind": data.kind,
        "note": data.note,
        "valid_from": data.valid_from,
        "valid_to": data.valid_to,
        "sample": data.sample,
        "sort_order": order,
    }

    def add_intervals(hours: OpeningHours) -> None:
        hours.intervals.set(_intervals(OpeningInterval, data.week))

    _write(report, entry, OpeningHours, {"key": data.key}, values, add_intervals)


def _intervals(model: type[Interval], week: schema.WeekEntry) -> list[Interval]:
    rows = [(day, *interval) for day, intervals in week.by_weekday() for interval in intervals]
    return [
        model(weekday=day, opens=opens, closes=closes, sort_order=number)
        for number, (day, opens, closes) in enumerate(rows)
    ]


def _special_day(report: Report, entry: Entry[schema.SpecialDayEntry]) -> None:
    data = entry.data
    values: dict[str, object] = {
        "kind": data.kind,
        "name": data.name,
        "closes_at": data.closes_at,
        "note": data.note,
        "source": data.source,
        "sample": data.sample,
    }
    _write(report, entry, SpecialDay, {"date": data.date, "location": data.location or ""}, values)


def _legal_act(data: schema.LegalActEntry) -> dict[str, object]:
    return {
        "title": data.title,
        "short": data.short,
        "number": data.number or "",
        "url": data.url or "",
        "note": data.full_note,
        "checked_on": data.checked,
    }


def _survey(data: schema.SurveyEntry) -> dict[str, object]:
    return {
        "title": data.title,
        "url": data.url or "",
        "invitation": data.invitation,
        "starts_on": data.starts,
        "ends_on": data.ends,
        "sample": data.sample,
    }


def _glossary(data: schema.GlossaryEntry, references: References) -> dict[str, object]:
    return {
        "aliases": "\n".join(data.aliases),
        "plain": data.plain,
        "note": data.note,
        "page_id": references.page(data.page),
    }


def _notice(data: schema.NoticeEntry, references: References) -> dict[str, object]:
    title, text = (data.title, data.text) if data.title else _first_sentence(data.text)
    return {
        "title": title,
        "text": text,
        "severity": data.severity,
        "emergency": data.emergency,
        "starts_at": _moment(data.starts),
        "ends_at": _moment(data.ends, last_day=True) if data.ends else None,
        "page_id": references.page(data.page),
        "dismissible": data.dismissible,
        "sample": data.sample,
    }


def _first_sentence(text: str) -> tuple[str, str]:
    """The first sentence and the rest: a notice begins in bold. The full stop of «23. decembrī» ends no sentence."""
    match = re.match(r"(.{1,79}?[^\W\d]\.) (.+)", text, re.DOTALL)
    return (match[1], match[2]) if match else ("", text)


def _moment(day: dt.datetime | dt.date, last_day: bool = False) -> dt.datetime:
    """A moment in Riga. A day alone is its beginning, or its end where it is the last day of something."""
    if isinstance(day, dt.datetime):
        return day if timezone.is_aware(day) else timezone.make_aware(day)
    start = dt.datetime.combine(day + dt.timedelta(days=1 if last_day else 0), dt.time())
    return timezone.make_aware(start)
