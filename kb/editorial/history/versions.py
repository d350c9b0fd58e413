"""The versions of a page that readers saw, from Wagtail's log; what was said of each change, from its record."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import PageLogEntry, Revision

from kb.content.choices import ChangeKind
from kb.content.models import KnowledgePage, PublishedChange

#: What the log calls a version going live, and a page going offline; each by hand or by its time.
PUBLISHED = ("wagtail.publish", "wagtail.publish.scheduled")
OFFLINE = ("wagtail.unpublish", "wagtail.unpublish.scheduled")


@dataclass(frozen=True, slots=True)
class Version:
    """A version that went live at ``at``. ``note`` and ``material``: what its editor said of the change."""

    revision_id: int
    at: datetime
    note: str
    material: bool
    first: bool


@dataclass(frozen=True, slots=True)
class OnDay:
    """The version that was live at the end of a day (today: now); None where none was. ``changed_at``: it went live on
    that day itself, so that earlier on it the page said something else."""

    revision: Revision | None
    changed_at: datetime | None = None


def versions_of(page: KnowledgePage, limit: int) -> list[Version]:
    """At most ``limit`` versions, the newest first. Two queries."""
    said = {row.revision_id: row for row in PublishedChange.objects.filter(page=page) if row.revision_id}
    entries = _log(page, PUBLISHED).order_by("-timestamp", "-id")[:limit]
    return [_version(entry, said.get(entry.revision_id)) for entry in entries]


def _version(entry: PageLogEntry, said: PublishedChange | None) -> Version:
    return Version(
        entry.revision_id,
        entry.timestamp,
        said.note if said else "",
        material=bool(said and not said.first and said.kind == ChangeKind.MATERIAL),
        first=bool(said and said.first),
    )


def on_day(page: KnowledgePage, day: date, now: datetime) -> OnDay:
    """What readers saw of ``page`` at the end of ``day``, or at ``now`` where that day is not over."""
    begins = timezone.make_aware(datetime.combine(day, time.min))
    moment = min(timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min)), now)
    entries = _log(page, (*PUBLISHED, *OFFLINE)).filter(timestamp__lt=moment)
    last = entries.order_by("-timestamp", "-id").first()
    if last is None or last.action in OFFLINE:
        return OnDay(None)
    revision = Revision.objects.filter(pk=last.revision_id).first()
    return OnDay(revision, last.timestamp if last.timestamp >= begins else None)


def _log(page: KnowledgePage, actions: tuple[str, ...]) -> "QuerySet[PageLogEntry]":
    entries: QuerySet[PageLogEntry] = PageLogEntry.objects.filter(page=page.pk, action__in=actions)
    return entries.exclude(action__in=PUBLISHED, revision=None)
