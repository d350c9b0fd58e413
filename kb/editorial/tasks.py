"""What the editorial work puts on a person's start page: answers to read, rows of the queue that are theirs."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kb.calendar.latvian_dates import numeric
from kb.editorial.choices import OPEN_STATES
from kb.editorial.feedback.mine import unseen_answers
from kb.editorial.gaps.shown import shown_to

#: Rows of the queue at once: the start page is no queue.
MOST = 10


@dataclass(frozen=True, slots=True)
class EditorialTask:
    """One line of the start page (see kb.desk.mine.tasks)."""

    title: str
    url: str
    note: str = ""
    late: bool = False


def answers_to_read(user: Any) -> Iterator[EditorialTask]:
    """One line, however many of the person's messages were closed since they last looked."""
    number = unseen_answers(user)
    if number:
        text = ngettext("%(number)d new answer to your messages", "%(number)d new answers to your messages", number)
        yield EditorialTask(text % {"number": number}, reverse("my_messages"))


def gaps_to_close(user: Any) -> Iterator[EditorialTask]:
    """Open rows that the person sees to, those due soonest first."""
    today = timezone.localdate()
    for gap in shown_to(user).filter(owner=user, state__in=OPEN_STATES).order_by("due_on", "pk")[:MOST]:
        yield EditorialTask(
            _("Gap: %(gap)s") % {"gap": gap},
            reverse("gaps:edit", args=[gap.pk]),
            _("by %(date)s") % {"date": numeric(gap.due_on)},
            late=gap.due_on < today,
        )
