"""Rows of the queue close themselves once the same search succeeds.

It succeeds when somebody asks the same again and opens a result; where nothing had been found it is enough that
something is found now, for a reader with no rights of their own.
"""

from collections.abc import Collection
from contextlib import suppress

from django.db.models import F, Max
from django.utils import timezone

from kb.content.access import EVERYBODY
from kb.editorial.choices import OPEN_STATES, SEARCH_KINDS, GapKind, GapState
from kb.editorial.gaps.work import ChangedMeanwhile, finish
from kb.editorial.models import Gap
from search.engines.base import Reader
from search.log.models import SearchQuery
from search.service import search

#: Searched for in one go, about 10 ms each; the worker has the indexes to write.
MOST = 50


def close_found() -> None:
    """Close the open rows that succeed by now; of those that must be searched for, the ones that have waited longest
    are tried. Safe to run on several hosts at once."""
    gaps = list(Gap.objects.filter(kind__in=SEARCH_KINDS, state__in=OPEN_STATES))
    opened = _last_opened([gap.key_text for gap in gaps])
    for gap in gaps:
        if opened.get(gap.key_text, 0) > gap.last_query:
            _close(gap)
    _try_again()


def _last_opened(keys: Collection[str]) -> dict[str, int]:
    """The number of the last search for each question of which a result was opened; one query for all."""
    clicked = SearchQuery.objects.filter(key_text__in=keys).exclude(clicked_code="")
    return dict(clicked.values_list("key_text").annotate(Max("pk")))


def _try_again() -> None:
    rows = Gap.objects.filter(kind=GapKind.ZERO, state__in=OPEN_STATES)
    tried = list(rows.order_by(F("tried_at").asc(nulls_first=True), "pk")[:MOST])
    Gap.objects.filter(pk__in=[gap.pk for gap in tried]).update(tried_at=timezone.now())
    for gap in tried:
        if _finds(gap):
            _close(gap)


def _finds(gap: Gap) -> bool:
    """An answer of the reserve engine proves nothing: the row was opened for what the usual one found."""
    results = search(gap.text, Reader(EVERYBODY), size=1)
    return not results.degraded and results.total > 0


def _close(gap: Gap) -> None:
    with suppress(ChangedMeanwhile):  # an editor works on it this very moment; it is tried again
        finish(gap, GapState.FOUND)
