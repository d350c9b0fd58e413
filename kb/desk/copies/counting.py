"""How often each page is copied, by day and channel. No text, no person."""

import json
import logging
import re
from dataclasses import dataclass
from datetime import date

from django.db import DatabaseError, transaction
from django.db.models import F

from kb.content.access import opens, tokens_of
from kb.content.models import KnowledgePage
from kb.desk.copies.values import CopyChannel
from kb.desk.models import CopyCount
from search.log.short_wait import short_wait

log = logging.getLogger("kb.desk")

_CODE = re.compile(r"[A-Z][0-9]{0,6}")


class NoCopy(ValueError):
    """What came names no copy of ours."""


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy as the browser reports it."""

    code: str
    channel: CopyChannel


def read_copied(body: bytes) -> Copied:
    """The copy in ``{"code": "P11", "channel": "email"}``; NoCopy where it is anything else."""
    try:
        data = json.loads(body)
        code, channel = data["code"], CopyChannel(data["channel"])
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise NoCopy from error
    if not isinstance(code, str) or not _CODE.fullmatch(code):
        raise NoCopy
    return Copied(code, channel)


def count_copy(copied: Copied, user: object, day: date) -> None:
    """Add one to the count of the day. A page that this user may not read is not counted, and nobody is told.

    A lost count is better than a desk that waits: where the database does not answer at once, it is only logged.
    """
    page = KnowledgePage.objects.live().filter(code=copied.code).only("pk", "path").first()
    if page is None or not opens(page.path, tokens_of(user)):
        return
    try:
        with short_wait(), transaction.atomic():
            row, _created = CopyCount.objects.get_or_create(day=day, page_id=page.pk, channel=copied.channel.value)
            CopyCount.objects.filter(pk=row.pk).update(count=F("count") + 1)
    except DatabaseError as error:
        log.warning("A copy was not counted: %s", error)
