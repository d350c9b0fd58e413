"""The report and the proof as files for a table program."""

import csv
import io
from collections.abc import Iterable, Sequence

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook

from kb.calendar.latvian_dates import numeric
from kb.learning.coverage.report import Person, Report, State
from kb.learning.coverage.words import STATE_WORDS
from kb.learning.models import Acknowledgement

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: What a table program would take for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

Rows = Iterable[Sequence[str]]


def csv_file(name: str, rows: Rows) -> HttpResponse:
    """Semicolons and a byte order mark: thus Excel with Latvian settings opens it in columns and with its letters."""
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([_harmless(cell) for cell in row] for row in rows)
    return _file(f"{name}.csv", CSV, ("\ufeff" + text.getvalue()).encode())


def xlsx_file(name: str, rows: Rows) -> HttpResponse:
    """Every cell is text: nothing in it is calculated."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(name[:31])
    for row in rows:
        sheet.append([_harmless(cell) for cell in row])
    content = io.BytesIO()
    book.save(content)
    return _file(f"{name}.xlsx", XLSX, content.getvalue())


def report_rows(report: Report) -> Rows:
    """One line for each person."""
    yield (
        _("Version"),
        _("Employee"),
        _("User name"),
        _("Team"),
        _("State"),
        _("Confirmed at"),
        _("Due by"),
        _("Reminded on"),
    )
    for person in report.people:
        yield (str(report.version.number), *_person(person))


def record_rows(records: Iterable[Acknowledgement]) -> Rows:
    """One line for each record, with everything its seal covers."""
    yield (
        _("Record"),
        _("Employee"),
        _("User name"),
        _("Groups"),
        _("Account"),
        _("Version"),
        _("SHA-256 of the text"),
        _("Confirmed at"),
        _("Seal of the record before"),
        _("Seal"),
    )
    for record in records:
        yield (
            str(record.number),
            record.name,
            record.username,
            record.groups,
            str(record.account),
            str(record.version.number),
            record.version_hash,
            record.at.isoformat(timespec="microseconds"),
            record.previous,
            record.seal,
        )


def _person(person: Person) -> tuple[str, ...]:
    at = timezone.localtime(person.confirmed_at) if person.confirmed_at else None
    return (
        person.name,
        person.username,
        ", ".join(person.teams),
        str(STATE_WORDS[person.state]),
        f"{numeric(at.date())} {at:%H:%M:%S}" if at else "",
        "" if person.state == State.CONFIRMED else numeric(person.due),
        numeric(person.reminded_on) if person.reminded_on else "",
    )


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _file(name: str, kind: str, content: bytes) -> HttpResponse:
    return HttpResponse(content, kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
