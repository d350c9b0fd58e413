"""Which pages were published since a moment, and what of them differs for readers.

A *change* is a page whose published text is not what it was at that moment: compared are the version that was live
then and the one that is live now, however often it was published between. A publication that readers cannot see (a
review date, say) is none. Drafts, pages taken offline and values that switch by their dates are not in it either.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from django.core.cache import cache
from wagtail.models import PageLogEntry

from kb.accounts.people import sees_the_same
from kb.content.access import closed_paths, opens, tokens_of
from kb.content.choices import ChangeKind
from kb.content.models import ContentVersion, KnowledgePage, PublishedChange
from kb.desk.changes.differences import Difference, Pair, differences_of
from kb.desk.changes.texts import spoken

#: What Wagtail's log calls a version going live, by hand and by its date.
PUBLISHED = ("wagtail.publish", "wagtail.publish.scheduled")
#: Publications that are looked at: beyond them a list of news helps nobody.
MOST_ENTRIES = 2000
#: How many pages are compared at once: some turn out to look the same, so one batch may not be enough.
BATCH = 15
CACHE_SECONDS = 60 * 60


#: Kind and note of one publication.
Said = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """``new``: first published since. ``known``: its older version is still there to compare with.

    ``notes``: what editors said of it, the last first; ``material``: they said of one that it changes what is to be
    done.
    """

    title: str
    url: str
    code: str
    short_answer: str
    at: datetime
    new: bool
    known: bool
    differences: tuple[Difference, ...]
    notes: tuple[str, ...] = ()
    material: bool = False


def changes_since(since: datetime, user: Any, limit: int) -> list[Change]:
    """At most ``limit`` changes that the user may see, the last published first."""
    key = f"desk:changes:{ContentVersion.current()}:{since.timestamp()}:{sees_the_same(user)}:{limit}".replace(" ", "")
    found: list[Change] | None = cache.get(key)
    if found is None:
        found = list(islice(_changes(since, user), limit))
        cache.set(key, found, CACHE_SECONDS)
    return found


def _changes(since: datetime, user: Any) -> Iterator[Change]:
    """Batch after batch, as far as somebody asks: only what is shown is worth comparing."""
    latest, said = _latest_since(since)
    pages = _readable(latest, user)
    for start in range(0, len(pages), BATCH):
        batch = pages[start : start + BATCH]
        older = _live_at(since, [page.pk for page in batch])
        pairs = {page.pk: (older[page.pk], latest[page.pk][0]) for page in batch if page.pk in older}
        compared = differences_of(pairs.values())
        for page in batch:
            change = _change(page, latest[page.pk][1], pairs.get(page.pk), compared, said.get(page.pk, ()))
            if change.new or not change.known or change.differences:
                yield change


def _change(
    page: KnowledgePage,
    at: datetime,
    pair: Pair | None,
    compared: dict[Pair, tuple[Difference, ...]],
    said: Sequence[Said],
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
        notes=tuple(note for _kind, note in said if note),
        material=pair is not None and any(kind == ChangeKind.MATERIAL for kind, _note in said),
    )


def _latest_since(since: datetime) -> tuple[dict[int, tuple[int, datetime]], dict[int, list[Said]]]:
    """For pages published after ``since``, newest first: page to the revision published last and when; and to what was
    said of each publication, the last first."""
    rows = PublishedChange.objects.filter(at__gt=since, page__isnull=False, revision__isnull=False)
    values = rows.order_by("-at", "-pk").values_list("page_id", "revision_id", "at", "kind", "note")
    latest: dict[int, tuple[int, datetime]] = {}
    said: dict[int, list[Said]] = {}
    for page_id, revision_id, at, kind, note in values[:MOST_ENTRIES]:
        latest.setdefault(page_id, (revision_id, at))
        said.setdefault(page_id, []).append((kind, note))
    return latest, said


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
