"""What became of what a person reported."""

from typing import Any

from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.core.paginator import Page as PaginatorPage
from django.db.models import F, Q, QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone

from kb.content.access import opens, tokens_of
from kb.editorial.choices import FeedbackKind
from kb.editorial.feedback.screens import message_row
from kb.editorial.models import Feedback

PAGE_SIZE = 20
#: Closed since the person last looked.
_UNSEEN = Q(gap__closed_at__isnull=False) & (Q(seen_at=None) | Q(seen_at__lt=F("gap__closed_at")))


def unseen_answers(user: Any) -> int:
    """How many of the person's messages were closed since they last looked at them; one query."""
    return _mine(user).filter(_UNSEEN).count()


def messages_of(request: HttpRequest) -> "PaginatorPage[Any]":
    """Messages of the reader as ``MessageRow``, the newest first; 404 past the end. They count as seen from now on."""
    paginator = Paginator(_mine(request.user).select_related("page", "gap"), PAGE_SIZE)
    try:
        page: PaginatorPage[Any] = paginator.page(request.GET.get("p", "1"))
    except (EmptyPage, PageNotAnInteger) as error:
        raise Http404 from error
    found = list(page.object_list)
    rows = [message_row(feedback, _url(feedback, request)) for feedback in found]
    page.object_list = rows
    unseen = [feedback.pk for feedback, row in zip(found, rows, strict=True) if row.new]
    if unseen:
        Feedback.objects.filter(pk__in=unseen).update(seen_at=timezone.now())
    return page


def _mine(user: Any) -> "QuerySet[Feedback]":
    """Votes that a page helped need no answer and are left out."""
    return Feedback.objects.filter(reporter=user).exclude(kind=FeedbackKind.HELPFUL)


def _url(feedback: Feedback, request: HttpRequest) -> str:
    page = feedback.page
    readable = page is not None and page.live and opens(page.path, tokens_of(request.user))
    return (page.get_url(request) or "") if page is not None and readable else ""
