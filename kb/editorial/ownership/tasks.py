"""Checks that are due, on a person's start page. One question to the database."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kb.accounts.people import may_edit
from kb.calendar.latvian_dates import numeric
from kb.editorial.ownership.due import due_of
from kb.editorial.tasks import MOST, EditorialTask


def checks_due(user: Any) -> Iterator[EditorialTask]:
    """Pages that are the person's own, the longest overdue first, and a line for those of a group of theirs.

    They lead to the page: it is read there, and confirmed or edited.
    """
    today = timezone.localdate()
    rows = list(due_of(user, today)[:MOST])
    for page in rows:
        if page.in_charge is not None:
            yield EditorialTask(
                title=_("Check: %(title)s") % {"title": page.title},
                url=page.url or "/",
                note=_("by %(date)s") % {"date": numeric(page.review_by)},
                late=page.review_by < today,
            )
    if rows and may_edit(user):
        yield from _rest(rows[0].total - rows[0].of_group - len([row for row in rows if row.in_charge]), own=True)
        yield from _rest(rows[0].of_group, own=False)


def _rest(number: int, *, own: bool) -> Iterator[EditorialTask]:
    """What does not stand there page by page."""
    if number <= 0:
        return
    if own:
        text = ngettext("%(number)d more page to check", "%(number)d more pages to check", number)
    else:
        text = ngettext("%(number)d page of a group of mine to check", "%(number)d pages of my groups to check", number)
    yield EditorialTask(text % {"number": number}, reverse("my_pages"))
