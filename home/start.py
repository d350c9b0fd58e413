"""What the start page shows besides the search field."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils import timezone

from kb.content.access import opens, tokens_of
from kb.content.browsing import visible_to
from kb.content.models import KnowledgePage, Notice
from kb.desk.opening import schedules_today
from kb.desk.reference import reference

if TYPE_CHECKING:
    from home.models import HomePage

CHANGES_SHOWN = 4

#: How a notice of each severity looks.
_LOOKS = {Notice.Severity.INFO: "info", Notice.Severity.WARNING: "warn", Notice.Severity.URGENT: "danger"}


@dataclass(frozen=True, slots=True)
class NoticeRow:
    look: str
    lead: str
    text: str
    sample: bool
    url: str


@dataclass(frozen=True, slots=True)
class Change:
    title: str
    url: str
    code: str
    on: date


def start_context(page: "HomePage", request: HttpRequest) -> dict[str, Any]:
    """Reasons, pinned pages, notices, hours of every location and the latest changes, as this reader may see them."""
    tokens = tokens_of(request.user)
    reasons = [child.value for child in page.reasons if _may_see(child.value["page"], tokens)]
    pinned = [child.value for child in page.pinned if _may_see(child.value, tokens)]
    return {
        "search_autofocus": True,
        "reasons": reasons,
        "pinned": pinned,
        "changes": _changes(request),
        "notices": _notices(),
        "schedules": schedules_today(timezone.localtime()),
    }


def _may_see(page: Any, tokens: frozenset[str] | None) -> bool:
    return bool(page and page.live and opens(page.path, tokens))


def _notices() -> list[NoticeRow]:
    """Active notices but those of an emergency: these stand in the strip on every page."""
    return [
        NoticeRow(_LOOKS[Notice.Severity(row.severity)], row.title, row.text, row.sample, row.url)
        for row in reference().active(timezone.now())
        if not row.emergency
    ]


def _changes(request: HttpRequest) -> list[Change]:
    published = KnowledgePage.objects.live().exclude(last_published_at=None).order_by("-last_published_at", "code")
    return [
        Change(page.title, page.url or "", page.code, timezone.localtime(page.last_published_at).date())
        for page in visible_to(published, request)[:CHANGES_SHOWN]
    ]
