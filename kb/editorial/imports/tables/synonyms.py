"""Synonyms as a table. They have no name: the number in the first column says which row it is, none means a new one."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.editorial.imports.tables.base import NEW, ModelTable, TableRow
from search.engines.base import EngineUnavailable
from search.engines.registry import embedded_engine
from search.models import SynonymGroup
from search.synonym_checks import synonym_problems
from search.synonym_effect import broad_terms
from search.synonyms import SynonymRow

#: The index is asked for each term, and somebody waits.
MOST_CHANGED = 300
TOO_MANY = gettext_lazy("At most %(number)s new and changed rows at once.")
TOO_BROAD = gettext_lazy(
    "“%(term)s” stands on %(pages)s of %(of)s pages. Add a row so broad by hand: there you see what it does."
)


class SynonymTable(ModelTable):
    """Each row is checked against all others as they would be after the import."""

    model = SynonymGroup
    file_name = "sinonimi.csv"
    key_optional = True
    fields = {"nr": "pk", "vārdi": "terms", "tikai virzienā uz": "one_way_to", "piezīme": "note"}
    columns = tuple(fields)

    def queryset(self) -> Iterable[Any]:
        return SynonymGroup.objects.order_by("pk")

    def fill(self, one: Any, row: TableRow) -> None:
        for column, name in self.fields.items():
            if name != "pk":
                setattr(one, name, row.values[column])

    def check(self, one: Any) -> None:
        """Lengths and what must be there; how rows stand to each other is checked for all together."""
        one.clean_fields()

    def errors(self, rows: Sequence[TableRow]) -> Iterable[tuple[TableRow, list[str]]]:
        yield from super().errors(rows)
        touched = {row.key for row in rows}
        others = [one.row for one in self.queryset() if self.key_of(one) not in touched]
        after = [_row(row) for row in rows]
        for place, row in enumerate(rows):
            if row.state == NEW and row.key:
                yield row, [_("There is no row %(row)s.") % {"row": row.key}]
            elif problems := synonym_problems(after[place], [*others, *after[:place], *after[place + 1 :]]):
                yield row, self.messages(ValidationError(problems))
        for number, row in enumerate(row for row in rows if row.state == NEW or set(row.before) - {"piezīme"}):
            if broad := list(_too_broad(row)) if number < MOST_CHANGED else [TOO_MANY % {"number": MOST_CHANGED}]:
                yield row, broad


def _too_broad(row: TableRow) -> Iterable[str]:
    """What the editor's form asks to confirm, having shown what it does. Without an index nothing can be counted."""
    try:
        broad = broad_terms(_row(row), embedded_engine())
    except EngineUnavailable:
        return
    for one in broad:
        yield TOO_BROAD % {"term": one.term, "pages": one.pages, "of": one.of}


def _row(row: TableRow) -> SynonymRow:
    lines = [line.strip() for line in row.values["vārdi"].splitlines()]
    return SynonymRow(tuple(filter(None, lines)), row.values["tikai virzienā uz"])
