"""What the log of searches forgets, and when.

- After two minutes the exact time of a search (the hour stays).
- After thirty days the search itself. Of a question that at least three different tokens asked on one day a count
  stays, by its keys; what fewer people asked may say something about one of them and goes without a trace.

Both may be done by several hosts at once: a day is counted and deleted in one transaction that first locks its rows.
"""

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from search.log.models import KEPT, SearchQuery, SearchQueryCount
from search.log.record import RELATED

#: A question is counted once this many different tokens asked it on the day.
ASKED_BY = 3


def forget_exact_times() -> int:
    """Leave the hour alone of every search that no later one can belong to; returns how many there were."""
    return SearchQuery.objects.filter(exact_at__lt=timezone.now() - RELATED).update(exact_at=None)


def forget_old_searches() -> int:
    """Count and delete the searches of every day that is more than thirty days ago; returns how many went."""
    oldest_kept = _midnight(timezone.localdate() - KEPT)
    forgotten = 0
    while first := SearchQuery.objects.filter(created__lt=oldest_kept).order_by("created").first():
        forgotten += _forget_day(timezone.localdate(first.created))
    return forgotten


def _forget_day(day: date) -> int:
    rows = SearchQuery.objects.filter(created__gte=_midnight(day), created__lt=_midnight(day + timedelta(days=1)))
    with transaction.atomic():
        list(rows.select_for_update().values_list("pk"))  # another host waits here and then finds none
        SearchQueryCount.objects.bulk_create(_counts(day, rows), ignore_conflicts=True)
        return rows.delete()[0]


def _counts(day: date, rows: QuerySet[SearchQuery]) -> list[SearchQueryCount]:
    asked = (
        rows.values("key_text")
        .annotate(
            tokens=Count("token", distinct=True),
            searches=Count("pk"),
            empty=Count("pk", filter=Q(zero=True)),
            opened=Count("pk", filter=~Q(clicked_code="")),
        )
        .filter(tokens__gte=ASKED_BY)
    )
    return [
        SearchQueryCount(
            day=day, key_text=row["key_text"], searches=row["searches"], zero=row["empty"], clicks=row["opened"]
        )
        for row in asked
    ]


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
