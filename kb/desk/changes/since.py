"""Which pages were published since a moment, and what of them differs for readers.

A *change* is a page whose published text is not what it was at that moment: compared are the version that was live
then and the one that is live now, however often it was published between. A publication that readers cannot see (a
review date, say) is none. Drafts, pages taken offline and values that switch by their dates are not in it either.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.cache import cache
from wagtail.models import PageLogEntry

from kb.accounts.people import sees_the_same
from kb.content.access import closed_paths, opens, tokens_of
from kb.content.models import ContentVersion, KnowledgePage
from kb.desk.changes.differences import Difference, Pair, differences_of
from kb.desk.changes.texts import spoken

#: What Wagtail's log calls a version going live, by hand and by its date.
PUBLISHED = ("wagtail.publish", "wagtail.publish.scheduled")
#: Entries of the log that are looked at: beyond them a list of news helps nobody.
MOST_ENTRIES = 2000
#: How many pages are compared for each one that is shown: some turn out to look the same.
SPARE = 3
CACHE_SECONDS = 60 * 60


@dataclass(frozen=True, slots=True)
class Change:
    """``new``: first published since. ``known``: its older version is still there to compare with."""

    title: str
    url: str
    code: str
    short_answer: str
    at: datetime
    new: bool
    known: bool
    differences: tuple[Difference, ...]


def changes_since(since: datetime, user: Any, limit: int) -> list[Change]:
    """At most ``limit`` changes that the user may see, the last published first."""
    key = f"desk:changes:{ContentVersion.current()}:{since.timestamp()}:{sees_the_same(user)}:{limit}".replace(" ", "")
    found: list[Change] | None = cache.get(key)
    if found is None:
        found = list(_changes(since, user, limit))
        cache.set(key, found, CACHE_SECONDS)
    return found


def _changes(since: datetime, user: Any, limit: int) -> Iterator[Change]:
    latest = _latest_since(since)
    pages = _readable(latest, user)[: limit * SPARE]
    older = _live_at(since, [page.pk for page in pages]) if pages else {}
    pairs = {page.pk: (older[page.pk], latest[page.pk][0]) for page in pages if page.pk in older}
    compared = differences_of(pairs.values())
    changes = (_change(page, latest[page.pk][1], pairs.get(page.pk), compared) for page in pages)
    shown = [change for change in changes if change.new or not change.known or change.differences]
    yield from shown[:limit]


def _change(
    page: KnowledgePage, at: datetime, pair: Pair | None, compared: dict[Pair, tuple[Difference, ...]]
) -> Change:
    found = compared.get(pair) if pair else None
    return Change(
        title=page.title,
        url=page.url or "",
        code=page.code,
        short_answer=" ".join(spoken(page.answer_lines)),
        at=at,
        new=pair is None,
        known=found is not None,
        differences=found or (),
    )


def _latest_since(since: datetime) -> dict[int, tuple[int, datetime]]:
    """Page to the revision published last and when, for pages published after ``since``, newest first."""
    entries = PageLogEntry.objects.filter(action__in=PUBLISHED, timestamp__gt=since, revision__isnull=False)
    rows = entries.order_by("-timestamp", "-id").values_list("page_id", "revision_id", "timestamp")
    latest: dict[int, tuple[int, datetime]] = {}
    for page_id, revision_id, at in rows[:MOST_ENTRIES]:
        latest.setdefault(page_id, (revision_id, at))
    return latest


def _live_at(moment: datetime, page_ids: Iterable[int]) -> dict[int, int]:
    """Page to the revision that was published last by ``moment``."""
    entries = PageLogEntry.objects.filter(action__in=PUBLISHED, page__in=page_ids, timestamp__lte=moment)
    rows = entries.filter(revision__isnull=False).order_by("timestamp", "id")
    return dict(rows.values_list("page_id", "revision_id"))


def _readable(latest: dict[int, Any], user: Any) -> list[KnowledgePage]:
    """Live pages that the user may read, in the order of ``latest``."""
    if not latest:
        return []
    tokens = tokens_of(user) if closed_paths() else None
    found = KnowledgePage.objects.live().in_bulk(latest)
    return [found[pk] for pk in latest if pk in found and opens(found[pk].path, tokens)]
