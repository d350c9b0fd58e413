"""Addresses of what is mine: the favourites, and what the browser reports."""

from contextlib import suppress

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from kb.desk.back import from_script, way_back
from kb.desk.lookup import live_page
from kb.desk.mine.favourites import MOST, TooMany, favourites_of, name_favourite, set_favourite
from kb.desk.mine.presence import seen_now
from kb.desk.mine.visits import record_visit
from kb.desk.models import Favourite
from search.json_error import json_error
from search.log.reported import BadReport, page_code, reported


@never_cache
@require_GET
def favourites(request: HttpRequest) -> HttpResponse:
    """My favourites with their names."""
    longest = Favourite._meta.get_field("name").max_length
    return render(request, "desk/favourites.html", {"rows": favourites_of(request.user), "longest": longest})


@require_POST
def favourite(request: HttpRequest, code: str) -> HttpResponse:
    """``was``: whether it was a favourite when the button was shown; a double click is one.

    Goes back to ``next``; a script gets the new state as JSON.
    """
    page, on = live_page(code, request), request.POST.get("was") != "true"
    try:
        set_favourite(request.user, page, on=on)
    except TooMany:
        return _too_many(request)
    if from_script(request):
        text = _("Added to the favourites") if on else _("Removed from the favourites")
        return JsonResponse({"favourite": on, "message": text})
    return HttpResponseRedirect(way_back(request), status=303)


@require_POST
def rename_favourite(request: HttpRequest, code: str) -> HttpResponse:
    """Give it a name of one's own; an empty one is the page's title again."""
    page, name = live_page(code, request), request.POST.get("name", "")
    longest = Favourite._meta.get_field("name").max_length or 0
    if len(name) > longest:
        messages.error(request, _("A name has at most %(number)s characters.") % {"number": longest})
    elif not name_favourite(request.user, page, name):
        raise Http404
    return HttpResponseRedirect(reverse("favourites"), status=303)


@require_POST
def visited(request: HttpRequest) -> HttpResponse:
    """The browser has shown a page, ``{"code": "P11"}``. 204 whether or not there is one: codes can be guessed."""
    try:
        code = page_code(*reported(request.body, "code"))
    except BadReport:
        return json_error("bad_visit", _("This is no code of a page."))
    now = timezone.now()
    seen_now(request.user, now)
    with suppress(Http404):  # a page that was closed or taken offline while it was open
        record_visit(request.user, live_page(code, request), now)
    return HttpResponse(status=204)


def _too_many(request: HttpRequest) -> HttpResponse:
    text = _("There are %(number)s favourites already. Remove one first.") % {"number": MOST}
    if from_script(request):
        return json_error("too_many", text, status=409)
    messages.error(request, text)
    return HttpResponseRedirect(reverse("favourites"), status=303)
