"""Which live pages serve which row of the standard."""

from collections.abc import Sequence

from kb.content.loading.folder import code_order
from kb.content.models import KnowledgePage, StandardSectionPage


def coverage(rows: Sequence[str]) -> dict[str, list[str]]:
    """Codes of the live pages for each of ``rows``, by code: pages that refer to the row and sections that carry it."""
    found: dict[str, set[str]] = {row: set() for row in rows}
    for page in KnowledgePage.objects.live().exclude(standard_refs=""):
        _add(found, page.standard_ref_list, page.code)
    for section in StandardSectionPage.objects.live():
        _add(found, section.rows, section.code)
    return {row: sorted(codes, key=code_order) for row, codes in found.items()}


def _add(found: dict[str, set[str]], rows: list[str], code: str) -> None:
    for row in rows:
        if row in found:
            found[row].add(code)
