"""A page by its code, for the reader who says something of it."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from kb.content.access import is_closed, opens, tokens_of
from kb.content.models import KnowledgePage


def page_for(code: str, request: HttpRequest) -> KnowledgePage:
    """The live page; 404 where there is none or this reader may not see it, and no difference between the two."""
    pages = KnowledgePage.objects.live().select_related("content_owner", "deputy", "owner_unit")
    if not code.isalnum():  # PostgreSQL refuses to look for some signs at all
        raise Http404
    page: KnowledgePage = get_object_or_404(pages, code=code.upper())
    if is_closed(page.path):
        if not opens(page.path, tokens_of(request.user)):
            raise Http404
        request.kb_restricted = True  # type: ignore[attr-defined]
    return page
