"""Which live pages serve which row of the standard."""

from collections.abc import Sequence

from django.db.models import Q

from kb.content.choices import Kind
from kb.content.loading.folder import code_order
from kb.content.models import KnowledgePage
from kb.content.models.base import refs_in


def coverage(rows: Sequence[str], shown: Q | None = None) -> dict[str, list[str]]:
    """Codes of the live pages for each of ``rows``, by code: pages that refer to the row and sections that carry it.

    Rows that sections have got since (by an import, for example) follow. ``shown``: a condition for the pages that the
    reader may know of.
    """
    found: dict[str, set[str]] = {row: set() for row in rows}
    pages = KnowledgePage.objects.live().filter(shown or Q()).filter(~Q(standard_refs="") | Q(kind=Kind.STANDARD))
    # Clauses in the same query, empty for all pages but sections; as stored, so that no page they choose is fetched.
    for code, refs, clauses in pages.values_list("code", "standard_refs", "standardsectionpage__clauses"):
        rows_of_section = [clause["value"]["row"] for clause in clauses.raw_data] if clauses else []
        found |= {row: set() for row in rows_of_section if row not in found}
        _add(found, [*refs_in(refs), *rows_of_section], code)
    return {row: sorted(codes, key=code_order) for row, codes in found.items()}


def _add(found: dict[str, set[str]], rows: list[str], code: str) -> None:
    for row in rows:
        if row in found:
            found[row].add(code)
