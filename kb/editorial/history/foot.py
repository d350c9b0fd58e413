"""The line above the foot of a page: when it changed last and in what, with the way to its history."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from kb.content.models import KnowledgePage, PublishedChange

TEMPLATE = "editorial/last_change.html"
CACHE_SECONDS = 12 * 60 * 60


@dataclass(frozen=True, slots=True)
class LastChange:
    """``note`` is empty where nothing was said of any change: then the line only leads to the history."""

    template: str
    url: str
    on: date | None
    note: str


def last_change(page: KnowledgePage) -> LastChange:
    """At most one query, and that once for each version of the page: what was said of it never changes."""
    url = reverse("page_history", args=[page.code])
    if not page.live_revision_id:  # made by a script: nothing was ever said of it
        return LastChange(TEMPLATE, url, None, "")
    key = f"editorial:last_change:{page.pk}:{page.live_revision_id}"
    found: tuple[datetime | None, str] | None = cache.get(key)
    if found is None:
        changes = PublishedChange.objects.filter(page=page, first=False).exclude(note="")
        found = changes.values_list("at", "note").first() or (None, "")
        cache.set(key, found, CACHE_SECONDS)
    at, note = found
    return LastChange(TEMPLATE, url, timezone.localtime(at).date() if at else None, note)
