"""Which notices a page shows to a person.

The start page shows all that are on, other pages the urgent ones; those of an emergency stand in the strip of every
page and are no part of this.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from kb.content.access import tokens_of
from kb.content.models import Notice
from kb.desk.models import DismissedNotice
from kb.desk.reference import Announcement, reference

#: How a notice of each severity looks.
_LOOKS = {Notice.Severity.INFO: "info", Notice.Severity.WARNING: "warn", Notice.Severity.URGENT: "danger"}


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """``wording`` goes back with «Hide»: only the words that were on the screen are hidden."""

    pk: int
    look: str
    lead: str
    text: str
    sample: bool
    url: str
    dismissible: bool
    wording: str


def notices_for(user: Any, *, everything: bool) -> list[NoticeRow]:
    """What the person has not hidden, the newest first; no query where nothing is on that can be hidden."""
    rows = _on(everything=everything)
    hidden = _hidden_by(user, rows)
    tokens = tokens_of(user)
    return [_row(row, tokens) for row in rows if (row.pk, wording_of(row)) not in hidden]


def wording_of(notice: Notice | Announcement) -> str:
    """Stands for the words of a notice: equal words have an equal value."""
    words = "\n".join((notice.severity, notice.title, notice.text))
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def stamp() -> str:
    """Differs whenever the notices that are on differ, those of an emergency included. One query at most."""
    active = reference().active(timezone.now())
    state = [(row.pk, wording_of(row), row.emergency, row.dismissible, row.target, row.sample) for row in active]
    return hashlib.sha256(repr(state).encode()).hexdigest()[:16]


def any_on(*, everything: bool) -> bool:
    return bool(_on(everything=everything))


def _on(*, everything: bool) -> list[Announcement]:
    active = (row for row in reference().active(timezone.now()) if not row.emergency)
    return [row for row in active if everything or row.severity == Notice.Severity.URGENT]


def _hidden_by(user: Any, rows: Iterable[Announcement]) -> set[tuple[int, str]]:
    keys = [row.pk for row in rows if row.dismissible]
    if not keys:
        return set()
    return set(DismissedNotice.objects.filter(user=user, notice__in=keys).values_list("notice_id", "wording"))


def _row(row: Announcement, tokens: frozenset[str] | None) -> NoticeRow:
    return NoticeRow(
        pk=row.pk,
        look=_LOOKS[Notice.Severity(row.severity)],
        lead=row.title,
        text=row.text,
        sample=row.sample,
        url=row.target.url_for(tokens),
        dismissible=row.dismissible,
        wording=wording_of(row),
    )
