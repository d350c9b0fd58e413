"""One row for each search of a person, written when it is answered.

- Keystrokes collapse: within thirty seconds a query that extends or shortens the one before, of which nothing was
  opened yet, takes its row.
- The same query again within two minutes is the same search (next page, a filter, as typed, the way
  back): nothing is written.
- Any other query within two minutes, with nothing opened in between, says that the one before was not understood: that
  one is marked as reformulated.

Nothing here can fail a search: where the row cannot be written at once it is left out.
"""

import logging
from datetime import datetime, timedelta

from django.core import signing
from django.db import transaction
from django.db.utils import Error as AnyDatabaseError
from django.http import HttpRequest
from django.utils import timezone

from search.analysis import content_tokens, fold, index_keys, tokens
from search.log.excluded import is_excluded
from search.log.masking import mask
from search.log.models import SearchQuery
from search.log.short_wait import short_wait
from search.log.token import daily_token
from search.service import SearchResults

log = logging.getLogger("search.log")

KEYSTROKES = timedelta(seconds=30)
#: How long a search is compared with the next one.
RELATED = timedelta(minutes=2)
#: Clicks come from lists that were left open; a session is no longer.
CLICKED_WITHIN = timedelta(hours=9)
_SIGNER = signing.TimestampSigner(salt="search.log.query")


def record_search(request: HttpRequest, results: SearchResults) -> str:
    """Log the search; returns its signed number, with which a click can be reported, or "" where it is not logged."""
    if is_excluded(request) or not tokens(results.query):
        return ""
    search = _search_of(request, results, timezone.now())
    try:
        with short_wait():
            return _SIGNER.sign(str(_write(search, results.query)))
    except AnyDatabaseError as error:
        log.warning("A search was not logged: %s", error)
        return ""


def query_number(signed: str) -> int:
    """The number of a logged search; signing.BadSignature where it was not given out here or too long ago."""
    return int(_SIGNER.unsign(signed, max_age=CLICKED_WITHIN))


def key_text(masked: str) -> str:
    """The first key of each word, in alphabetical order: «rēķina kopija» and «kopiju rēķinam» are one question."""
    return " ".join(sorted({index_keys(word)[0] for word in content_tokens(masked)}))[:200]


def _search_of(request: HttpRequest, results: SearchResults, now: datetime) -> SearchQuery:
    masked = mask(results.query)[:200]
    return SearchQuery(
        token=daily_token(str(request.session.session_key), timezone.localdate(now)),
        text=masked,
        key_text=key_text(masked),
        results=results.total,
        mode=results.mode,
        ms=round(results.took_ms),
        zero=not results.total and not results.degraded,
        created=now.replace(minute=0, second=0, microsecond=0),
        exact_at=now,
    )


def _write(search: SearchQuery, typed: str) -> int:
    """One insert or one update; with the insert, in its transaction, the mark of a reformulation."""
    now = search.exact_at or timezone.now()
    mine = SearchQuery.objects.filter(token=search.token, exact_at__gte=now - RELATED)
    before = mine.order_by("-exact_at", "-pk").first()
    if before is not None and before.text == search.text:
        return before.pk
    unanswered = before is not None and not before.clicked_code
    if before is not None and unanswered and _typed_on(before, search, typed):
        search.pk = before.pk
        search.save(force_update=True)
        return search.pk
    with transaction.atomic():
        search.save(force_insert=True)
        if before is not None and unanswered:
            SearchQuery.objects.filter(pk=before.pk).update(reformulated=True)
    return search.pk


def _typed_on(before: SearchQuery, search: SearchQuery, typed: str) -> bool:
    """Whether the one query begins with the other. What was typed before masking counts as well: a number of which
    a part was stored must be found again as a whole one."""
    if search.exact_at is None or before.exact_at is None or search.exact_at - before.exact_at > KEYSTROKES:
        return False
    earlier = fold(before.text.lower())
    later = (fold(search.text.lower()), fold(typed.lower()))
    return any(text.startswith(earlier) or earlier.startswith(text) for text in later)
