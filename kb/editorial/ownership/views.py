"""Addresses of «still right»: from a reader's page, and from the admin."""

from datetime import date
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin.auth import require_admin_access
from wagtail.admin.utils import get_valid_next_url_from_request

from kb.calendar.latvian_dates import numeric
from kb.content.lookup import live_page
from kb.content.models import KnowledgePage
from kb.editorial.ownership.verify import ChangedMeanwhile, NotLive, verify


@require_POST
def verify_page(request: HttpRequest, code: str) -> HttpResponse:
    """The button on the page itself: back to the page, which now says «Pārbaudīts»; 409 with the reason otherwise."""
    page = live_page(code, request)
    url = page.get_url(request) or "/"
    try:
        verify(page, request.user, _seen(request))
    except (ChangedMeanwhile, NotLive) as problem:
        context = {"page_title": page.title, "page_url": url, "text": _why_not(problem)}
        return render(request, "editorial/ownership/not_verified.html", context, status=409)
    return HttpResponseRedirect(url, status=303)


@require_POST
@require_admin_access
def verify_in_admin(request: HttpRequest, pk: int) -> HttpResponse:
    """The button in the list, the editor and the dashboard: back to where it was pressed, with a message."""
    page = get_object_or_404(KnowledgePage, pk=pk)
    back = get_valid_next_url_from_request(request) or "my_pages"
    try:
        checked = verify(page, request.user, _seen(request))
    except (ChangedMeanwhile, NotLive) as problem:
        messages.error(request, _("%(page)s: %(problem)s") % {"page": page.title, "problem": _why_not(problem)})
        return redirect(back)
    text = _("“%(page)s” is still right. Next check: %(date)s")
    messages.success(request, text % {"page": page.title, "date": numeric(cast(date, checked.review_by))})
    return redirect(back)


def _seen(request: HttpRequest) -> int | None:
    """The published version that was read; None where the form did not say."""
    given: Any = request.POST.get("seen", "")
    return int(given) if given.isdecimal() and len(given) < 19 else None


def _why_not(problem: Exception) -> str:
    if isinstance(problem, NotLive):
        return _("The page is not published, there is nothing to confirm.")
    return _("A newer version has been published since you read it. Read it again before you confirm it.")
