"""Addresses of the feedback. A script takes the part of the page it needs, everybody else gets a page of its own."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from kb.content.lookup import live_page
from kb.content.models import KnowledgePage
from kb.editorial.choices import FeedbackKind
from kb.editorial.feedback.forms import FeedbackForm
from kb.editorial.feedback.mine import messages_of
from kb.editorial.feedback.screens import KINDS, SentScreen, address_of, form_screen, sent_screen
from kb.editorial.feedback.send import MOST_IN_AN_HOUR, Said, TooMany, send
from kb.editorial.models import Feedback
from kb.editorial.ownership.requests import may_be_asked_for

SENT = "nosutits"
#: A button sends these: there is nothing to fill in.
BY_BUTTON = (FeedbackKind.HELPFUL, FeedbackKind.CHECK)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """The form of one kind of feedback on the page, and what it sends."""
    if slug not in KINDS:
        raise Http404
    kind, page = KINDS[slug], live_page(code, request, "content_owner", "deputy", "owner_unit")
    if request.method == "POST":
        return _send(request, page, kind)
    if SENT in request.GET:
        return _sent(request, page, _last(request, page, kind))
    if kind in BY_BUTTON:
        return HttpResponseRedirect(page.get_url(request) or "/")
    form = FeedbackForm(kind, initial={"revision": request.GET.get("redakcija", "")})
    return _show(request, "editorial/feedback_form.html", {"screen": form_screen(page, form)})


@never_cache
@require_safe
def my_messages(request: HttpRequest) -> HttpResponse:
    """What I reported, and what became of it."""
    return render(request, "editorial/my_messages.html", {"messages_page": messages_of(request)})


def _send(request: HttpRequest, page: KnowledgePage, kind: FeedbackKind) -> HttpResponse:
    form = FeedbackForm(kind, request.POST)
    valid = form.is_valid()
    if kind in BY_BUTTON:
        return _send_by_button(request, page, Said(kind, revision=form.cleaned_data.get("revision")))
    if not valid:
        # Masked text is no mistake of the reader's: the form only waits to be read and sent again.
        status = 200 if form.masked else 400
        return _show(request, "editorial/feedback_form.html", {"screen": form_screen(page, form)}, status)
    data = form.cleaned_data
    said = Said(kind, data["reason"], data["words"], data["passage"], data["revision"])
    try:
        stored = send(request.user, page, said)
    except TooMany:
        problem = _("You have sent %(number)s messages within an hour. Send this one later.")
        screen = form_screen(page, form, problem % {"number": MOST_IN_AN_HOUR})
        return _show(request, "editorial/feedback_form.html", {"screen": screen}, 429)
    return _done(request, page, stored)


def _send_by_button(request: HttpRequest, page: KnowledgePage, said: Said) -> HttpResponse:
    """Who asks for a check of a page that has been checked meanwhile sees that on the page itself."""
    if said.kind == FeedbackKind.CHECK and not may_be_asked_for(page):
        return HttpResponseRedirect(page.get_url(request) or "/", status=303)
    try:
        return _done(request, page, send(request.user, page, said))
    except TooMany:
        problem = _("You have sent %(number)s messages within an hour. Send this one later.")
        screen = SentScreen(problem % {"number": MOST_IN_AN_HOUR}, "", page.title, page.url or "/", page.code)
        return _show(request, "editorial/feedback_sent.html", {"screen": screen}, 429)


def _done(request: HttpRequest, page: KnowledgePage, stored: Feedback) -> HttpResponse:
    """Without a script the answer has an address of its own, so that loading it again sends nothing."""
    if _is_part(request):
        return _sent(request, page, stored)
    return HttpResponseRedirect(f"{address_of(page.code, FeedbackKind(stored.kind))}?{SENT}=1", status=303)


def _sent(request: HttpRequest, page: KnowledgePage, stored: Feedback) -> HttpResponse:
    return _show(request, "editorial/feedback_sent.html", {"screen": sent_screen(page, stored)})


def _last(request: HttpRequest, page: KnowledgePage, kind: FeedbackKind) -> Feedback:
    mine = Feedback.objects.filter(reporter=request.user.pk, page=page, kind=kind).select_related("gap__owner")
    stored = mine.first()
    if stored is None:
        raise Http404
    return stored


def _show(request: HttpRequest, part: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    if _is_part(request):
        return render(request, part, context, status=status)
    return render(request, "editorial/feedback_page.html", {"part": part, **context}, status=status)


def _is_part(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == "fetch"
