"""What nobody touches: all text of a page but the client's words, which the editors change. Needs Django."""

import hashlib
from datetime import date

from kb.content.models import ExplanationPage, PhrasePage, ServicePage

#: Any day does: the same one before and after.
DAY = date(2026, 6, 1)
TYPES = (ExplanationPage, ServicePage, PhrasePage)
Page = ExplanationPage | ServicePage | PhrasePage


def print_of(page: Page) -> str:
    lines = [page.title, page.short_answer, *page.index_headings(), *page.index_body(DAY)]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def prints() -> dict[str, str]:
    """Of what readers see, by page."""
    return {str(page.pk): print_of(page) for model in TYPES for page in model.objects.all()}


def changed(before: dict[str, str]) -> list[str]:
    """Pages of which the row or the newest version differs from what was there before."""
    wrong = []
    for model in TYPES:
        for page in model.objects.filter(pk__in=map(int, before)):
            for name, version in (("row", page), ("newest version", page.get_latest_revision_as_object())):
                if print_of(version) != before[str(page.pk)]:
                    wrong.append(f"page {page.pk}: other text in its {name}")
    return wrong
