"""Rows of the queue close themselves once the same search succeeds.

It succeeds when somebody asks the same again and opens a result; where nothing had been found it is enough that
something is found now, for a reader with no rights of their own.
"""

from django.db.models import F
from django.utils import timezone

from kb.content.access import EVERYBODY
from kb.editorial.choices import OPEN_STATES, SEARCH_KINDS, GapKind, GapState
from kb.editorial.gaps.gather import SUBJECT
from kb.editorial.gaps.work import ChangedMeanwhile, finish
from kb.editorial.models import Gap
from search.engines.base import Reader
from search.log.models import SearchQuery
from search.service import search

#: Tried in one go, about 10 ms each; the worker has the indexes to write.
MOST = 50


def close_found() -> int:
    """Try the open rows that have waited longest; returns how many closed. Safe to run on several hosts at once."""
    rows = Gap.objects.filter(kind__in=SEARCH_KINDS, state__in=OPEN_STATES)
    tried = list(rows.order_by(F("tried_at").asc(nulls_first=True), "pk")[:MOST])
    Gap.objects.filter(pk__in=[gap.pk for gap in tried]).update(tried_at=timezone.now())
    return sum(_close(gap) for gap in tried if _opened_since(gap) or (gap.kind == GapKind.ZERO and _finds(gap)))


def _opened_since(gap: Gap) -> bool:
    key_text = gap.subject.removeprefix(SUBJECT)
    later = SearchQuery.objects.filter(key_text=key_text, pk__gt=gap.last_query)
    return later.exclude(clicked_code="").exists()


def _finds(gap: Gap) -> bool:
    """An answer of the reserve engine proves nothing: the row was opened for what the usual one found."""
    results = search(gap.text, Reader(EVERYBODY), size=1)
    return not results.degraded and results.total > 0


def _close(gap: Gap) -> bool:
    try:
        finish(gap, GapState.FOUND)
    except ChangedMeanwhile:  # an editor works on it this very moment; it is tried again
        return False
    return True
