"""Where the history joins the pages. Loaded by kb.editorial.wagtail_hooks."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks

from kb.content.models import KnowledgePage
from kb.editorial.history.foot import last_change


@hooks.register("kb_page_context", order=20)
def add_last_change(page: KnowledgePage, request: HttpRequest, context: dict[str, Any]) -> None:
    """Below the feedback; not on a draft that an editor looks at."""
    if page.live and not getattr(request, "is_preview", False):
        context.setdefault("foot_parts", []).append(last_change(page))
