"""How often each page is copied, by day and channel. No text, no person."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F

from kb.content.access import opens, tokens_of
from kb.content.models import KnowledgePage
from kb.desk.copies.values import CopyChannel
from kb.desk.models import CopyCount
from search.log.reported import BadReport, page_code, reported
from search.log.short_wait import note


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy as the browser reports it."""

    code: str
    channel: CopyChannel


def read_copied(body: bytes) -> Copied:
    """The copy in ``{"code": "P11", "channel": "email"}``; BadReport where it is anything else."""
    code, channel = reported(body, "code", "channel")
    try:
        return Copied(page_code(code), CopyChannel(channel))
    except (ValueError, TypeError) as error:
        raise BadReport from error


def count_copy(copied: Copied, user: object, day: date) -> None:
    """Add one to the count of the day. A page that this user may not read is not counted, and nobody is told."""
    page = KnowledgePage.objects.live().filter(code=copied.code).only("pk", "path").first()
    if page is not None and opens(page.path, tokens_of(user)):
        note("a copy", lambda: _add_one(page.pk, copied.channel, day))


def _add_one(page_id: int, channel: CopyChannel, day: date) -> None:
    row, _created = CopyCount.objects.get_or_create(day=day, page_id=page_id, channel=channel.value)
    CopyCount.objects.filter(pk=row.pk).update(count=F("count") + 1)
