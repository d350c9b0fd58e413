"""What the start page shows besides the search field."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils import timezone

from kb.content.browsing import visible_to
from kb.content.models import KnowledgePage, Notice
from kb.desk.opening import schedules_today

if TYPE_CHECKING:
    from home.models import HomePage

CHANGES_SHOWN = 4


def start_context(page: "HomePage", request: HttpRequest) -> dict[str, Any]:
    """Reasons, pinned pages, notices, hours of every location and the latest changes, as this reader may see them."""
    changed = KnowledgePage.objects.live().exclude(last_published_at=None).order_by("-last_published_at", "code")
    pinned = [child.value for child in page.pinned if child.value and child.value.live]
    return {
        "reasons": [child.value for child in page.reasons if child.value["page"]],
        "pinned": pinned,
        "changes": visible_to(changed, request)[:CHANGES_SHOWN],
        "notices": Notice.objects.active().select_related("page"),
        "schedules": schedules_today(timezone.localtime()),
    }
