"""A reader says something of a page: check, store, and put it into the editors' queue."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import Revision

from kb.content.models import KnowledgePage
from kb.editorial.choices import FeedbackKind
from kb.editorial.gaps.from_feedback import gap_for
from kb.editorial.models import Feedback
from search.log.masking import mask

#: Messages of one person in an hour.
MOST_IN_AN_HOUR = 20


class TooMany(Exception):
    """The person has sent as many messages as may be sent in an hour."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the reader said. ``revision`` is the number of the version on the reader's screen, if it is known."""

    kind: FeedbackKind
    reason: str = ""
    words: str = ""
    passage: str = ""
    revision: int | None = None


def send(user: Any, page: KnowledgePage, said: Said) -> Feedback:
    """Store what ``user`` said of ``page``; the same said twice on one day is one. TooMany beyond the limit.

    That the user may read the page is for the caller to check.
    """
    said = Said(said.kind, said.reason, mask(said.words), mask(said.passage), said.revision)
    once = _once(page, said)
    known = Feedback.objects.filter(reporter=user, once=once).first()
    if known is not None:
        return known
    if said.kind != FeedbackKind.HELPFUL and _sent_lately(user) >= MOST_IN_AN_HOUR:
        raise TooMany
    try:
        with transaction.atomic():
            return _store(user, page, said, once)
    except IntegrityError:  # the second half of a double click was here a moment earlier
        return Feedback.objects.get(reporter=user, once=once)


def _sent_lately(user: Any) -> int:
    """Votes that a page helped do not count: there is one a page and day at most, and nobody has to read them."""
    since = timezone.now() - timedelta(hours=1)
    return Feedback.objects.filter(reporter=user, created_at__gt=since).exclude(kind=FeedbackKind.HELPFUL).count()


def _store(user: Any, page: KnowledgePage, said: Said, once: str) -> Feedback:
    feedback = Feedback.objects.create(
        kind=said.kind,
        reason=said.reason,
        words=said.words,
        passage=said.passage,
        page=page,
        code=page.code,
        title=page.title,
        revision=_revision(page, said.revision),
        reporter=user,
        once=once,
    )
    if said.kind != FeedbackKind.HELPFUL:
        feedback.gap = gap_for(feedback)
        feedback.save(update_fields=["gap"])
    return feedback


def _once(page: KnowledgePage, said: Said) -> str:
    parts = (page.pk, said.kind.value, said.reason, said.words, said.passage, timezone.localdate())
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _revision(page: KnowledgePage, number: int | None) -> Revision | None:
    """The version that was read, if it is one of this page; otherwise the one that is live."""
    own = Revision.objects.for_instance(page)
    return (own.filter(pk=number).first() if number else None) or own.filter(pk=page.live_revision_id).first()
