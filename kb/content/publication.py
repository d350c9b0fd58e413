"""The record of publications: one PublishedChange for each version that goes live, in the transaction of its saving.

Wagtail publishes a version by saving the page with ``live_revision`` set to it, whoever asked for that: the editor, a
workflow, the scheduler, several pages at once, a script. So it is noticed where a page is saved (KnowledgePage.save).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from wagtail.models import Page, Revision, TaskState

from kb.content.choices import ChangeKind
from kb.content.models.published_change import PublishedChange


@dataclass(frozen=True, slots=True)
class Publication:
    """A version of a page that is going live now, with what its editor said of the change."""

    revision: Revision
    kind: str
    note: str
    first: bool


def publication_of(page: Any, update_fields: Iterable[str] | None) -> Publication | None:
    """What saving ``page`` publishes, None where it publishes nothing. What was said of the change is taken off the
    page: it belongs to this publication, and the next change begins without it.
    """
    if not page.live or not page.live_revision_id:
        return None
    if update_fields is not None and "live_revision" not in update_fields:
        return None
    before = Page.objects.filter(pk=page.pk).values_list("live_revision_id", "first_published_at").first()
    if before is not None and before[0] == page.live_revision_id:
        return None
    first = before is None or before[1] is None
    said = Publication(page.live_revision, page.change_kind, page.change_note.strip(), first)
    page.change_kind = page.change_note = ""
    return said


def record(page: Any, publication: Publication) -> None:
    """Write the publication down. Without a kind a first publication is material and any other editorial."""
    revision = publication.revision
    PublishedChange.objects.create(
        page_id=page.pk,
        revision=revision,
        code=page.code,
        title=page.title,
        kind=publication.kind or (ChangeKind.MATERIAL if publication.first else ChangeKind.EDITORIAL),
        note=publication.note,
        first=publication.first,
        author_id=revision.user_id,
        approved_by_id=approver_of(revision),
        at=page.last_published_at or timezone.now(),
    )
    if publication.kind or publication.note:
        _take_off(revision)


def approver_of(revision: Revision) -> int | None:
    """Who gave the last approval to this version in a workflow."""
    approved = TaskState.objects.filter(revision=revision, status=TaskState.STATUS_APPROVED)
    last = approved.order_by("-finished_at", "-pk").values_list("finished_by_id", flat=True).first()
    return int(last) if last else None


def _take_off(revision: Revision) -> None:
    """An editor opens the latest version: it must not offer what was said of a change that is published already."""
    revision.content = {**revision.content, "change_kind": "", "change_note": ""}
    Revision.objects.filter(pk=revision.pk).update(content=revision.content)
