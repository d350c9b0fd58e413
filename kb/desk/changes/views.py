"""The page of what has changed."""

from datetime import datetime, time
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kb.content.models.base import day_of_our_time
from kb.desk.changes.screen import change_rows
from kb.desk.mine.fragments import since_words
from kb.desk.mine.presence import seen_now

#: Pages on the screen; more is a report and no news.
MOST = 50


@never_cache
@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """Since the reader was last here, or since the beginning of the day ``?no=YYYY-MM-DD``; 400 where it is none."""
    now = timezone.now()
    presence = seen_now(request.user, now)
    context: dict[str, Any] = {"today": timezone.localdate(), "first": presence.first_stay}
    try:
        since = _begin_of(request.GET["no"], now) if request.GET.get("no") else None
    except ValueError as error:
        context |= {"problem": str(error), "given": True, "day": timezone.localdate()}
        return render(request, "desk/news.html", context, status=400)
    moment = since or presence.since
    rows, more = change_rows(moment, request, MOST)
    context |= {"rows": rows, "more": more, "given": since is not None, "since": since_words(moment, now)}
    return render(request, "desk/news.html", context | {"day": timezone.localtime(moment).date()})


def _begin_of(text: str, now: datetime) -> datetime:
    """The beginning of the day here; ValueError in plain words for what is no day or has not come yet."""
    day = day_of_our_time(text)
    if day > timezone.localtime(now).date():
        raise ValueError(_("This day has not come yet."))
    return timezone.make_aware(datetime.combine(day, time.min))
