"""The glossary as a table."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kb.content.models import GlossaryTerm, KnowledgePage
from kb.editorial.imports.tables.base import ModelTable, TableRow

PAGE = "lapas kods"


class GlossaryTable(ModelTable):
    """``lapas kods``: the page that tells more."""

    model = GlossaryTerm
    file_name = "vardnica.csv"
    fields = {
        "termins": "term",
        "vienkāršiem vārdiem": "plain",
        "citi nosaukumi": "aliases",
        "piezīme": "note",
    }
    columns = (*fields, PAGE)

    def values_of(self, one: Any) -> dict[str, str]:
        return {**super().values_of(one), PAGE: self._codes().get(one.page_id, "")}

    def fill(self, one: Any, row: TableRow) -> None:
        super().fill(one, row)
        one.page_id = self._page_id(row.values[PAGE], one)

    def _page_id(self, code: str, one: Any) -> int | None:
        """A page that is no page of the knowledge base has no code: it stays while the cell stays empty."""
        if not code:
            return one.page_id if one.page_id and one.page_id not in self._codes() else None
        ids = {known: pk for pk, known in self._codes().items()}
        if code.upper() not in ids:
            raise ValidationError(_("There is no page with the code %(codes)s.") % {"codes": code})
        return ids[code.upper()]

    def _codes(self) -> dict[int, str]:
        if not hasattr(self, "_known_codes"):
            self._known_codes: dict[int, str] = dict(KnowledgePage.objects.values_list("pk", "code"))
        return self._known_codes
