"""One mail a week for each person with checks that are due, where the site sends mail at all.

The job runs every night. The first night of a week sends; the others find the week's row and send nothing, or what the
first could not. The row is claimed before the mail is sent and marked afterwards: of two workers one sends, and where
one dies in between, a later night sends again. Somebody may so get the same mail twice, but never none.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import send_mail
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kb.calendar.latvian_dates import numeric
from kb.content.models import KnowledgePage
from kb.editorial.choices import OPEN_STATES, GapKind
from kb.editorial.models import Gap, ReviewReminder
from kb.editorial.ownership.due import by_date, due_of
from kb.editorial.ownership.responsible import with_responsible

log = logging.getLogger("kb.reminders")

#: The longest list in a mail; what is more is counted.
MOST = 30
#: After so long a claim without a mail is taken over.
GIVEN_UP = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Line:
    code: str
    title: str
    note: str
    url: str


def remind() -> None:
    """Write to everybody who has not been written to this week and has something to check."""
    if not settings.EMAIL_HOST:
        return
    today = timezone.localdate()
    week = today - timedelta(days=today.weekday())
    done = ReviewReminder.objects.filter(week=week, sent_at__isnull=False).values("person")
    people = get_user_model().objects.filter(pk__in=_in_charge(today), is_active=True)
    for person in people.exclude(email="").exclude(pk__in=done).order_by("pk"):
        if _claim(person, week) and not _send(person, week, today):
            break


def _in_charge(today: date) -> set[int]:
    """Keys of the persons who alone answer for a page that is due, or that readers ask to be checked."""
    asked = Gap.objects.filter(kind=GapKind.CHECK, state__in=OPEN_STATES).values("page")
    live = with_responsible(KnowledgePage.objects.live())
    due, wanted = live.filter(by_date(today)), live.filter(pk__in=asked)
    return {
        person
        for rows in (due, wanted)
        for person in rows.order_by().values_list("in_charge", flat=True).distinct()
        if person is not None
    }


def _claim(person: Any, week: date) -> bool:
    """Whether the mail of this week is ours to send."""
    now = timezone.now()
    try:
        with transaction.atomic():
            ReviewReminder.objects.create(person=person, week=week, claimed_at=now)
    except IntegrityError:
        left = ReviewReminder.objects.filter(person=person, week=week, sent_at=None, claimed_at__lt=now - GIVEN_UP)
        return left.update(claimed_at=now) == 1
    return True


def _send(person: Any, week: date, today: date) -> bool:
    """False where the mail server does not answer: the others would wait for nothing. The claim is then given back."""
    own = ReviewReminder.objects.filter(person=person, week=week)
    with translation.override("lv"):
        subject, text = message(person, today)
    try:
        send_mail(subject, text, None, [person.email])
    except (SMTPException, OSError) as error:
        own.delete()
        log.warning("The reminder for person %s was not sent: %s", person.pk, error)
        return isinstance(error, SMTPException)
    own.update(sent_at=timezone.now())
    return True


def message(person: Any, today: date) -> tuple[str, str]:
    """Subject and text in the language that is on."""
    rows = list(due_of(person, today).filter(in_charge=person.pk)[: MOST + 1])
    asked = [_asked(gap) for gap in _requests(person)]
    lines = [_line(page, today) for page in rows[:MOST]]
    overdue = sum(page.review_by < today for page in rows[:MOST])
    subject = ngettext("%(number)d page to check", "%(number)d pages to check", len(lines)) % {"number": len(lines)}
    if overdue:
        subject += ", " + ngettext("%(number)d overdue", "%(number)d overdue", overdue) % {"number": overdue}
    context = {"lines": lines, "more": len(rows) > MOST, "asked": asked, "url": _address(reverse("my_pages"))}
    return subject, render_to_string("editorial/ownership/reminder.txt", context)


def _requests(person: Any) -> Iterator[Gap]:
    pages = with_responsible(KnowledgePage.objects.live()).filter(in_charge=person.pk).order_by().values("pk")
    rows = Gap.objects.filter(kind=GapKind.CHECK, state__in=OPEN_STATES, page__in=pages)
    return rows.select_related("page").order_by("first_at", "pk")[:MOST].iterator()


def _line(page: KnowledgePage, today: date) -> Line:
    review_by: Any = page.review_by
    note = _("overdue since %(date)s") if review_by < today else _("by %(date)s")
    return Line(page.code, page.title, note % {"date": numeric(review_by)}, _address(f"/lapa/{page.code}/"))


def _asked(gap: Gap) -> Line:
    page: Any = gap.page
    note = _("asked for by readers: %(times)d") % {"times": gap.times}
    return Line(page.code, page.title, note, _address(f"/lapa/{page.code}/"))


def _address(path: str) -> str:
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}"
