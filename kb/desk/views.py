"""Reader's screens that are not Wagtail pages; the search page is in search_page.py."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from taggit.models import Tag

from kb.content.browsing import listing
from kb.content.models import KnowledgePage
from kb.desk.calculator import calculator
from kb.desk.due_form import CalculatorForm
from kb.desk.lookup import live_page


def page_by_code(request: HttpRequest, code: str) -> HttpResponse:
    """The lasting address of a page, as on print-outs: leads to where the page is now."""
    url = live_page(code, request).get_url(request)
    if url is None:
        raise Http404
    query = request.META.get("QUERY_STRING", "")
    return HttpResponseRedirect(f"{url}?{query}" if query else url)


def tag(request: HttpRequest, slug: str) -> HttpResponse:
    """Every page with the tag; 404 where this reader may see none, as if there were no such tag."""
    if not slug.isprintable():  # PostgreSQL refuses to look for some signs at all
        raise Http404(_("There is no such topic."))
    pages = listing(KnowledgePage.objects.live().filter(tags__slug=slug).distinct().order_by("code"), request)
    if not pages.total:
        raise Http404(_("There is no such topic."))
    found = Tag.objects.get(slug=slug)
    return render(request, "desk/tag.html", {"tag": found, "listing": pages})


def due_dates(request: HttpRequest) -> HttpResponse:
    """Due date for a day of receipt and a term, with the days skipped on the way; at first for today."""
    form = CalculatorForm(request.GET.dict(), today=timezone.localdate())
    screen = calculator(form)
    return render(request, "desk/due_dates.html", {"calculator": screen}, status=200 if screen.result else 400)
