"""Institutions as a table; their phones are lines of one cell."""

import csv
import io
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kb.content.choices import FactMark
from kb.content.models import Institution, InstitutionPhone
from kb.editorial.imports.tables.base import ModelTable, TableRow
from kb.editorial.imports.tables.csv_text import tidy
from kb.editorial.imports.tables.values import day_of, one_of

PHONES = "tālruņi"
CHECKED = "pārbaudīts"
MARKS = {"avots": FactMark.FACT.value, "pārbaudīt": FactMark.TO_CHECK.value, "pēc atmiņas": FactMark.MEMORY.value}


class InstitutionTable(ModelTable):
    """``tālruņi``: one a line, «number; note; how sure; label in the emergency strip»."""

    model = Institution
    file_name = "iestades.csv"
    fields = {
        "atslēga": "key",
        "nosaukums": "name",
        "īsais nosaukums": "short_name",
        "citi nosaukumi": "aliases",
        "adrese": "address",
        "mājaslapa": "web",
        "e-pasts": "email",
        "laiki": "hours",
        "piezīme par laikiem": "hours_note",
        "avots": "source",
        CHECKED: "checked_on",
    }
    columns = (*fields, PHONES)

    def queryset(self) -> Iterable[Any]:
        return Institution.objects.prefetch_related("phones")

    def value_of(self, column: str, text: str) -> Any:
        return day_of(column, text) if column == CHECKED else text

    def values_of(self, one: Any) -> dict[str, str]:
        return {**super().values_of(one), PHONES: phones_text(one.phones.all())}

    def fill(self, one: Any, row: TableRow) -> None:
        super().fill(one, row)
        one.phones.set(phones_of(row.values[PHONES]))

    def check(self, one: Any) -> None:
        super().check(one)
        for phone in one.phones.all():
            phone.full_clean(exclude=["institution"])


def phones_text(phones: Iterable[InstitutionPhone]) -> str:
    """One line for each phone; what would break a line is put into quotes, as in the file itself."""
    words = {mark: word for word, mark in MARKS.items()}
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    for phone in phones:
        cells = [tidy(phone.number), tidy(phone.note), words[phone.mark], tidy(phone.emergency_label)]
        writer.writerow(cells if cells[3] else cells[:3])
    return text.getvalue().strip()


def phones_of(text: str) -> list[InstitutionPhone]:
    """Phones of a cell; only the number is needed. ValidationError where a line is none."""
    try:
        lines = [line for line in csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True) if any(line)]
    except csv.Error:
        raise ValidationError(_("The phones cannot be read: a quotation mark is missing.")) from None
    phones = []
    for order, line in enumerate(lines):
        if len(line) > 4:
            raise ValidationError(
                _("A phone is “number; note; how sure; label”: “%(line)s”.") % {"line": ";".join(line)}
            )
        number, note, mark, label = (*map(str.strip, line), *[""] * (4 - len(line)))
        known = one_of(PHONES, mark, MARKS) or FactMark.TO_CHECK
        phones.append(InstitutionPhone(number=number, note=note, mark=known, emergency_label=label, sort_order=order))
    return phones
