"""Reader's screens that are not Wagtail pages; the search page is in search_page.py."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
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
    """Every page with the tag."""
    found = get_object_or_404(Tag, slug=slug)
    pages = KnowledgePage.objects.live().filter(tags=found).distinct().order_by("code")
    return render(request, "desk/tag.html", {"tag": found, "listing": listing(pages, request)})


def due_dates(request: HttpRequest) -> HttpResponse:
    """Due date for a day of receipt and a term, with the days skipped on the way; at first for today."""
    form = CalculatorForm(request.GET.dict(), today=timezone.localdate())
    screen = calculator(form)
    return render(request, "desk/due_dates.html", {"calculator": screen}, status=200 if screen.result else 400)
