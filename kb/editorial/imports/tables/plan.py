"""A table of CSV as an import: read, shown as it would change things, and written only if nothing is wrong."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.content.word_differences import Piece, word_difference
from kb.editorial.imports.drafts import Refused
from kb.editorial.imports.tables import csv_text
from kb.editorial.imports.tables.base import CHANGED, NEW, SAME, WRONG, Table, TableRow
from kb.editorial.imports.tables.glossary import GlossaryTable
from kb.editorial.imports.tables.institutions import InstitutionTable
from kb.editorial.imports.tables.services import ServiceTable
from kb.editorial.imports.tables.synonyms import SynonymTable
from kb.editorial.models import ImportRun, Subject

TABLES: dict[str, type[Table]] = {
    Subject.SERVICES: ServiceTable,
    Subject.INSTITUTIONS: InstitutionTable,
    Subject.GLOSSARY: GlossaryTable,
    Subject.SYNONYMS: SynonymTable,
}
MOST_BYTES = 5 * 1024 * 1024

REASONS: dict[str, Any] = {
    "other_type": gettext_lazy("A table must be a file .csv. In Excel: Save as, “CSV UTF-8”."),
    "too_large": gettext_lazy("The file is too large: at most 5 MB."),
    "too_long": gettext_lazy("The table is too long: at most 2000 rows, and 20,000 characters in a cell."),
    "empty": gettext_lazy("The file is empty."),
    "utf16": gettext_lazy("The file is in UTF-16. In Excel choose: Save as, “CSV UTF-8”."),
    "encoding": gettext_lazy(
        "The file is not in UTF-8, perhaps in Windows-1257 as older Excel writes it. Choose: Save as, “CSV UTF-8”."
    ),
    "damaged": gettext_lazy("The file is damaged, or it is no table."),
    "quotes": gettext_lazy("Line %(what)s: a quotation mark is missing or stands too much."),
    "header": gettext_lazy("The first line must name the columns: %(what)s."),
    "columns": gettext_lazy("These columns are unknown here, or stand twice: %(what)s."),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that becomes another."""

    column: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ShownRow:
    line: int
    state: str
    name: str
    changes: tuple[Change, ...]
    errors: tuple[str, ...]


def plan_of(subject: str, name: str, data: bytes) -> dict[str, Any]:
    """Rows of the file. ValidationError where it is no such table."""
    if name.rpartition(".")[2].lower() != "csv":
        raise ValidationError(REASONS["other_type"], code="other_type")
    if len(data) > MOST_BYTES:
        raise ValidationError(REASONS["too_large"], code="too_large")
    table = TABLES[subject]()
    try:
        cells = csv_text.read(data, table.columns)
    except csv_text.Unreadable as problem:
        code, what = problem.args
        raise ValidationError(REASONS[code] % {"what": what}, code=code) from None
    return {"rows": [asdict(row) for row in table.evaluate(cells)]}


def export(subject: str) -> bytes:
    """All that there is, in the form that is imported."""
    table = TABLES[subject]()
    return csv_text.write(table.columns, table.current().values())


def rows_of(run: ImportRun) -> list[TableRow]:
    return [TableRow(**row) for row in run.plan["rows"]]


def counts(rows: Sequence[TableRow]) -> dict[str, int]:
    """How many rows are new, changed, the same and wrong."""
    return {state: sum(row.state == state for row in rows) for state in (NEW, CHANGED, SAME, WRONG)}


def shown(rows: Sequence[TableRow]) -> list[ShownRow]:
    """Rows for the preview, wrong ones first; those that stay the same are only counted."""
    order = {WRONG: 0, CHANGED: 1, NEW: 2}
    told = sorted((row for row in rows if row.state != SAME), key=lambda row: (order[row.state], row.line))
    return [_shown(row) for row in told]


def _shown(row: TableRow) -> ShownRow:
    before = row.before if row.state == CHANGED else {}
    columns = before or ({column: "" for column, text in row.values.items() if text} if row.state == NEW else {})
    changes = tuple(Change(column, word_difference(before.get(column, ""), row.values[column])) for column in columns)
    name = next((text for text in row.values.values() if text and text != row.key), "")
    return ShownRow(row.line, row.state, f"{row.key} {name[:80]}".strip(), changes, tuple(row.errors))


def look_again(run: ImportRun) -> None:
    """Compare the rows of the file with what there is now."""
    table = TABLES[run.subject]()
    cells = [csv_text.Cells(row.line, row.given) for row in rows_of(run)]
    run.plan["rows"] = [asdict(row) for row in table.evaluate(cells)]


def write(run: ImportRun, user: Any) -> list[dict[str, Any]]:
    """All new and changed rows, or none. Refused where a row is wrong, or another than the preview said by now."""
    table = TABLES[run.subject]()
    rows = rows_of(run)
    if any(row.state == WRONG for row in rows):
        raise Refused([_("Rows with errors are not imported. Correct them in the file and upload it again.")])
    now = table.evaluate([csv_text.Cells(row.line, row.given) for row in rows])
    if now != rows:
        lines = [str(row.line) for row, fresh in zip(rows, now, strict=True) if row != fresh]
        text = _("What these lines speak of has changed meanwhile: %(lines)s. It is shown anew: look at it again.")
        raise Refused([text % {"lines": ", ".join(lines[:20])}])
    return table.write([row for row in rows if row.state in (NEW, CHANGED)], user, run.file_name)
