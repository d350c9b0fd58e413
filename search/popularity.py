"""Which pages employees open from the results, as a small push among pages that match alike.

Clicks of the last thirty days are counted, never views: what is opened from a list was the answer to a question, what
is viewed may be a habit. A token counts once for a page, so one person gives it one click a day at most.

The factor grows with the logarithm of the clicks, from 1.00 (none) to 1.05 (FULL and more). A page can therefore pass
another only if that one's words match better by less than five hundredths: popularity breaks ties and no more. It must
stay so small, because pages that stand first are also opened more: a greater factor would confirm itself.

A process keeps the factors for ten minutes. ``search_evaluate`` and the judged queries rank without them, so that
their figures depend on the content alone.
"""

import math
from collections.abc import Mapping

from django.core.cache import cache
from django.db.models import Count
from django.utils import timezone

from search.log.models import KEPT, SearchQuery

MOST = 0.05
#: Clicks at which the factor no longer grows.
FULL = 100
REFRESH_SECONDS = 600

Popularity = Mapping[str, float]


def factor(clicks: int) -> float:
    return 1.0 + MOST * min(1.0, math.log1p(clicks) / math.log1p(FULL))


def current_popularity() -> Popularity:
    """The factor of each page, by its code, that has been opened at all."""
    found: Popularity | None = cache.get("search.popularity")
    if found is None:
        found = _read()
        cache.set("search.popularity", found, REFRESH_SECONDS)
    return found


def _read() -> dict[str, float]:
    clicked = SearchQuery.objects.filter(created__gte=timezone.now() - KEPT).exclude(clicked_code="")
    rows = clicked.values_list("clicked_code").annotate(clicks=Count("token", distinct=True))
    return {code: factor(clicks) for code, clicks in rows}
