"""A page by its code, as one reader may see it."""

from django.http import Http404, HttpRequest

from kb.content.access import is_closed, opens, tokens_of
from kb.content.models import KnowledgePage


def live_page(code: str, request: HttpRequest, *related: str) -> KnowledgePage:
    """The live page with this code and its ``related`` rows; 404 for any other, so that a hidden page is not even
    confirmed to exist."""
    if not code.isalnum():  # PostgreSQL refuses to look for some signs at all
        raise Http404
    pages = KnowledgePage.objects.live().select_related(*related)
    page: KnowledgePage | None = pages.filter(code=code.upper()).first()
    if page is None:
        raise Http404
    if is_closed(page.path):
        if not opens(page.path, tokens_of(request.user)):
            raise Http404
        request.kb_restricted = True  # type: ignore[attr-defined]
    return page
