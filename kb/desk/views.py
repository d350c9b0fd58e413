"""Reader's screens that are not Wagtail pages; the search page is in search_page.py."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from taggit.models import Tag

from kb.content.browsing import listing
from kb.content.models import KnowledgePage
from kb.desk.due_form import DueDateForm, calendar_weeks, due_sentence
from kb.desk.lookup import live_page


def page_by_code(request: HttpRequest, code: str) -> HttpResponse:
    """The lasting address of a page, as on print-outs: leads to where the page is now."""
    url = live_page(code, request).get_url(request)
    if url is None:
        raise Http404
    return HttpResponseRedirect(url)


def tag(request: HttpRequest, slug: str) -> HttpResponse:
    """Every page with the tag."""
    found = get_object_or_404(Tag, slug=slug)
    pages = KnowledgePage.objects.live().filter(tags=found).distinct().order_by("code")
    return render(request, "desk/tag.html", {"tag": found, "listing": listing(pages, request)})


def due_dates(request: HttpRequest) -> HttpResponse:
    """Due date for a day of receipt and a term, with the days skipped on the way."""
    today = timezone.localdate()
    form = DueDateForm(request.GET or None, today=today)
    context = {"form": form, "today": today}
    if form.is_valid():
        result = form.result()
        context |= {
            "received": form.cleaned_data["received"],
            "result": result,
            "sentence": due_sentence(form.cleaned_data["received"], result),
            "weeks": calendar_weeks(form.cleaned_data["received"], result),
        }
    return render(request, "desk/due_dates.html", context, status=400 if form.is_bound and form.errors else 200)
