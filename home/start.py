"""What the start page shows besides the search field."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils import timezone

from kb.content.access import opens, tokens_of
from kb.desk.holes import hole
from kb.desk.notices.fragment import ALL
from kb.desk.opening import schedules_today
from kb.desk.reasons import Reason

if TYPE_CHECKING:
    from home.models import HomePage


def start_context(page: "HomePage", request: HttpRequest) -> dict[str, Any]:
    """Reasons, pinned pages and hours of every location as this reader may see them; ``mine`` is the reader's own."""
    tokens = tokens_of(request.user)
    pinned = [child.value for child in page.pinned if _may_see(child.value, tokens)]
    return {
        "search_autofocus": True,
        "reasons": reasons_of(page, request),
        "pinned": pinned,
        "notices": hole(request, "notices", ALL),
        "mine": {name: hole(request, name) for name in ("changes", "favourites", "recent", "tasks")},
        "schedules": schedules_today(timezone.localtime()),
    }


def reasons_of(page: "HomePage", request: HttpRequest) -> list[Reason]:
    """Reasons for contact that lead to a page which this reader may see."""
    tokens = tokens_of(request.user)
    return [
        Reason(child.value["words"], child.value["hint"], child.value["page"].url or "")
        for child in page.reasons
        if _may_see(child.value["page"], tokens)
    ]


def _may_see(page: Any, tokens: frozenset[str] | None) -> bool:
    return bool(page and page.live and opens(page.path, tokens))
