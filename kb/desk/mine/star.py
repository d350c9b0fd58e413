"""The button that puts a page into the favourites."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.safestring import SafeString

from kb.content.models import KnowledgePage
from kb.desk.holes import hole


@dataclass(frozen=True, slots=True)
class Star:
    """``state``: ``true`` or ``false``, in a kept page its hole. ``visit``: the page itself is shown, not its card."""

    code: str
    state: SafeString
    next: str
    visit: bool


def star_of(page: KnowledgePage, request: HttpRequest, *, visit: bool = True) -> Star | None:
    """None on a draft that an editor looks at: there is nothing yet that could be kept."""
    if not page.live or getattr(request, "is_preview", False):
        return None
    return Star(page.code, hole(request, "star", page.pk), request.get_full_path(), visit)
