"""How a question is typed, as the log of searches has it."""

from collections.abc import Collection

from django.db.models import Count

from search.log.models import SearchQuery


def typed(keys: Collection[str]) -> dict[str, list[str]]:
    """For each ``key_text`` the texts that people typed, most often first; one query."""
    rows = (
        SearchQuery.objects.filter(key_text__in=keys)
        .values_list("key_text", "text")
        .annotate(times=Count("pk"))
        .order_by("-times", "text")
    )
    texts: dict[str, list[str]] = {}
    for key, text, _times in rows:
        texts.setdefault(key, []).append(text)
    return texts
