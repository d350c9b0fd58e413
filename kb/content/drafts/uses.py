"""Where versions that are not published yet refer to something.

Wagtail's ReferenceIndex reads what is saved in the tables of pages and snippets. It does not see what stands only in
a revision: a draft, or a version that waits for its time.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model, Q
from wagtail.models import Page, ReferenceIndex, Revision, TaskState


@dataclass(frozen=True, slots=True)
class DraftUse:
    """A page whose unpublished version refers to one of ``things``; ``goes_live`` where that version is scheduled."""

    page: Any
    things: tuple[Model, ...]
    goes_live: datetime | None


def draft_uses(things: Iterable[Model]) -> list[DraftUse]:
    """Unpublished versions that refer to any of ``things``, the same page once for each such version.

    Versions that were replaced by a later one do not count: they come back only through an editor, who then sees the
    empty choice.
    """
    wanted = {_address_of(thing): thing for thing in things}
    return list(_uses(wanted)) if wanted else []


def _uses(wanted: dict[tuple[int, str], Model]) -> Iterator[DraftUse]:
    for revision in waiting_revisions().iterator(chunk_size=50):
        if revision.content_object is None:  # somebody has deleted the page while these were read
            continue
        version = revision.as_object()
        # Wagtail's own reading of an object: foreign keys, choosers and links in text, inline rows. It has no public
        # name, and its public users write the index.
        found = {reference[:2] for reference in ReferenceIndex._extract_references_from_object(version)}
        used = tuple(thing for address, thing in wanted.items() if address in found)
        if used:
            yield DraftUse(version, used, revision.approved_go_live_at)


def waiting_revisions() -> Any:
    """Revisions that may still be published as they are: the latest drafts, the scheduled, those being approved."""
    drafts = Page.objects.filter(has_unpublished_changes=True, latest_revision__isnull=False)
    in_approval = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS)
    return Revision.objects.filter(
        Q(pk__in=drafts.values("latest_revision"))
        | Q(approved_go_live_at__isnull=False)
        | Q(pk__in=in_approval.values("revision"))
    ).order_by("object_str", "pk")


def _address_of(thing: Model) -> tuple[int, str]:
    """As the reference index names it: content type of the base model, and key."""
    return ReferenceIndex._get_base_content_type(type(thing)).pk, str(thing.pk)
