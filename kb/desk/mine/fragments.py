"""What a page shows of a person's own, as HTML for the holes of a kept page."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kb.desk.changes.screen import change_rows
from kb.desk.hours_text import clock
from kb.desk.mine.favourites import favourites_of, is_favourite
from kb.desk.mine.kept import kept
from kb.desk.mine.presence import seen_now
from kb.desk.mine.tasks import tasks_of
from kb.desk.mine.visits import recent_of
from kb.desk.models import Presence
from kb.formats.dates import short_date

#: How many rows the start page shows at once.
CHANGES, FAVOURITES, TASKS = 4, 12, 5
#: For so long a list of tasks may be old: it is looked at between clients, and nothing in it is that urgent.
TASKS_SECONDS = 5


def star_state(request: HttpRequest, page_id: str) -> SafeString:
    """``true`` or ``false``: whether the page is in the reader's favourites."""
    return SafeString("true" if is_favourite(request.user, int(page_id)) else "false")


def changes_html(request: HttpRequest, argument: str) -> SafeString:
    """What has changed since the person was last here. That they are here now is taken note of."""
    presence = seen_now(request.user, timezone.now())
    return kept(request, "changes", lambda: _changes(request, presence), presence.since, presence.first_stay)


def favourites_html(request: HttpRequest, argument: str) -> SafeString:
    return kept(request, "favourites", lambda: _favourites(request))


def recent_html(request: HttpRequest, argument: str) -> SafeString:
    return kept(request, "recent", lambda: _recent(request), number="opened")


def tasks_html(request: HttpRequest, argument: str) -> SafeString:
    """Nothing at all where nothing waits. Others bring tasks about, so the list is asked for anew every few seconds."""
    return kept(request, "tasks", lambda: _tasks(request), seconds=TASKS_SECONDS)


def _changes(request: HttpRequest, presence: Presence) -> SafeString:
    rows, more = change_rows(presence.since, request, CHANGES)
    since = since_words(presence.since, timezone.now())
    return _part("home/mine/changes.html", {"rows": rows, "more": more, "since": since, "first": presence.first_stay})


def _favourites(request: HttpRequest) -> SafeString:
    rows = favourites_of(request.user)
    return _part("home/mine/favourites.html", {"rows": rows[:FAVOURITES], "more": len(rows) > FAVOURITES})


def _recent(request: HttpRequest) -> SafeString:
    return _part("home/mine/recent.html", {"rows": recent_of(request.user), "today": timezone.localdate()})


def _tasks(request: HttpRequest) -> SafeString:
    tasks = tasks_of(request.user)
    return _part("home/mine/tasks.html", {"tasks": tasks[:TASKS], "rest": tasks[TASKS:]}) if tasks else SafeString("")


def since_words(since: datetime, now: datetime) -> str:
    """«kopš plkst. 9.54», «kopš 24.11.2026.»: the clock where it was today."""
    local = timezone.localtime(since)
    if local.date() == timezone.localtime(now).date():
        return _("since %(clock)s") % {"clock": clock(local.time())}
    return _("since %(date)s") % {"date": short_date(local.date())}


def _part(template: str, context: dict[str, Any]) -> SafeString:
    return render_to_string(template, context)
