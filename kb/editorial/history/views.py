"""The list of what changed on a page, and the page as it stood on a day."""

from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kb.content.choices import TrustState
from kb.content.linked import read, together
from kb.content.lookup import live_page
from kb.content.models import KnowledgePage
from kb.content.models.base import day_of_our_time
from kb.content.trust import Trust
from kb.editorial.history.versions import on_day, versions_of

#: Versions on the list; what is older is found by its day.
MOST = 100


@never_cache
@require_safe
def history(request: HttpRequest, code: str) -> HttpResponse:
    """Each publication with what was said of it, and a day to look up; 404 for a page this reader may not see."""
    page = live_page(code, request)
    return _history(request, page)


@never_cache
@require_safe
def then(request: HttpRequest, code: str) -> HttpResponse:
    """The text and the values that readers had on the day ``?datums=``; without one, the list of days.

    400 where it is no day, or is still ahead;
    404 where the page was not published then, or this reader may not see it."""
    page = live_page(code, request)
    if "datums" not in request.GET:
        return redirect("page_history", page.code)
    now = timezone.now()
    try:
        day = day_of_our_time(request.GET["datums"])
        if day > timezone.localtime(now).date():
            raise ValueError(_("This day has not come yet."))
    except ValueError as error:
        return _history(request, page, problem=str(error), status=400)
    found = on_day(page, day, now)
    if found.revision is None:
        words = _("On %(day)s this page was not published.") % {"day": date_format(day, "SHORT_DATE_FORMAT")}
        return _history(request, page, problem=words, day=day, status=404)
    return _old_page(request, page, found.revision.as_object(), day, found.changed_at)


def _history(
    request: HttpRequest, page: KnowledgePage, problem: str = "", day: date | None = None, status: int = 200
) -> HttpResponse:
    today = timezone.localdate()
    context = {
        "page": page,
        "versions": versions_of(page, MOST),
        "problem": problem,
        "day": day or today,
        "today": today,
        "then_url": reverse("page_then", args=[page.code]),
        "changes_url": reverse("news"),
    }
    return render(request, "editorial/history.html", context, status=status)


def _old_page(
    request: HttpRequest, page: KnowledgePage, version: Any, day: date, changed_at: datetime | None
) -> HttpResponse:
    """The version in the template of its type, marked as history: nothing of it is copied, kept or answered."""
    if not isinstance(version, KnowledgePage):
        raise Http404
    version.shown_as_of, version.last_published_at = day, page.last_published_at
    lead, text = _words(day, changed_at)
    request.is_preview = True  # type: ignore[attr-defined]  # no star, no feedback: they belong to today's page
    with together():
        read([version])
        context = version.get_context(request)
        context |= {
            "as_of": None,
            "page_template": version.get_template(request),
            "trust": Trust(TrustState.DRAFT),  # no print for a client is offered
            "then": day,
            "then_lead": lead,
            "then_text": text,
            "today_url": page.url,
            "history_url": reverse("page_history", args=[page.code]),
        }
        response = TemplateResponse(request, "editorial/then.html", context)
        return response.render()


def _words(day: date, changed_at: datetime | None) -> tuple[str, str]:
    """What stands above the old page, on the screen and on paper."""
    lead = _("History: what this page said at the end of %(date)s") % {"date": date_format(day, "SHORT_DATE_FORMAT")}
    text = _("Contacts and institutions are today's. Not for clients.")
    if changed_at:
        changed = _("It changed on that day at %(time)s.") % {"time": f"{timezone.localtime(changed_at):%H:%M}"}
        text = f"{changed} {text}"
    return lead, text
