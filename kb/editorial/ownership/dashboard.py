"""What waits for the owner of pages: checks, requests and gaps, drafts, decisions.

Whatever the number of pages: each list is one question to the database that also counts what it leaves out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Value, When, Window
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kb.calendar.latvian_dates import numeric
from kb.content.models import KnowledgePage
from kb.editorial.choices import OPEN_STATES, GapKind
from kb.editorial.models import Feedback, Gap
from kb.editorial.ownership.due import all_of, with_right
from kb.editorial.ownership.responsible import pages_of
from kb.editorial.workflow.waiting import decision_url, title_of, waiting_for

#: Rows of one list; what is more is counted.
MOST = 15


@dataclass(frozen=True, slots=True)
class Row:
    """One line. ``verify`` with ``seen``: where «still right» is sent, and for which version; empty where it may not
    be said."""

    title: str
    url: str
    note: str = ""
    late: bool = False
    read_url: str = ""
    verify: str = ""
    seen: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """A list under its heading; ``more``: how many are not shown."""

    key: str
    heading: str
    empty: str
    rows: tuple[Row, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Figures:
    """The person's pages by number; ``overdue`` and ``due`` do not overlap. ``shared``: with a group of theirs."""

    pages: int
    shared: int
    overdue: int
    due: int

    @property
    def in_order(self) -> int:
        return self.pages - self.overdue - self.due


def checks(user: Any, most: int = MOST) -> tuple[Figures, Part]:
    """What is overdue or due, the earliest first, and how the person's pages stand."""
    today = timezone.localdate()
    rows = list(all_of(user, today)[:most])
    pages = {page.pk: page for page in with_right([row.pk for row in rows if row.to_check], user)}
    figures = Figures(0, 0, 0, 0)
    if rows:
        first = rows[0]
        figures = Figures(first.pages, first.shared, first.late, first.checks - first.late)
    shown = tuple(_check(pages[row.pk], today) for row in rows if row.pk in pages)
    more = figures.overdue + figures.due - len(shown)
    return figures, Part("checks", _("To check"), _("Nothing has to be checked now."), shown, more)


def _check(page: Any, today: date) -> Row:
    late = page.review_by < today
    return Row(
        title=_named(page.code, page.title),
        url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
        note=_("since %(date)s") % {"date": numeric(page.review_by)} if late else _due_note(page, today),
        late=late,
        read_url=page.url or "",
        verify=reverse("verify_in_admin", args=[page.pk]) if page.may_confirm else "",
        seen=page.live_revision_id or 0,
    )


def _due_note(page: Any, today: date) -> str:
    text = _("by %(date)s") % {"date": numeric(page.review_by)}
    return text if page.verified_on else f"{text} · {_('not checked yet')}"


def said(user: Any) -> Part:
    """Requests to check and other open rows of the queue about the person's pages; requests first.

    A row that was given to another page by hand holds words about a page that may be closed to the person: not here.
    """
    first = Case(When(kind=GapKind.CHECK, then=Value(0)), default=Value(1), output_field=IntegerField())
    about = Gap.objects.filter(page__in=pages_of(user).order_by().values("pk"), state__in=OPEN_STATES)
    elsewhere = Feedback.objects.filter(gap=OuterRef("pk")).exclude(page=OuterRef("page"))
    rows = list(
        about.exclude(Exists(elsewhere)).annotate(total=Window(Count("pk"))).order_by(first, "due_on", "pk")[:MOST]
    )
    today = timezone.localdate()
    may_open = user.has_perm("editorial.change_gap")
    shown = tuple(
        Row(
            title=gap.text,
            url=reverse("gaps:edit", args=[gap.pk]) if may_open else "",
            note=f"{gap.get_kind_display()} · " + _("by %(date)s") % {"date": numeric(gap.due_on)},
            late=gap.due_on < today,
        )
        for gap in rows
    )
    return Part("said", _("What readers said of my pages"), _("Nobody waits for an answer."), shown, _more(rows))


def drafts(user: Any) -> Part:
    """Pages whose latest version the person wrote and that is not published, the newest first."""
    pages = KnowledgePage.objects.filter(has_unpublished_changes=True, latest_revision__user=user)
    rows = list(pages.annotate(total=Window(Count("pk"))).order_by("-latest_revision_created_at", "pk")[:MOST])
    shown = tuple(
        Row(
            title=_named(page.code, page.draft_title or page.title),
            url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
            note=_day(page.latest_revision_created_at),
        )
        for page in rows
    )
    return Part("drafts", _("My drafts"), _("No unfinished drafts."), shown, _more(rows))


def decisions(user: Any) -> Part:
    """Drafts of others on which the person may decide, those that have waited longest first; each leads to where it is
    decided."""
    rows: list[Any] = list(waiting_for(user).annotate(total=Window(Count("pk")))[:MOST])
    shown = tuple(
        Row(
            title=title_of(state),
            url=decision_url(state),
            note=_("since %(date)s") % {"date": _day(state.started_at)},
        )
        for state in rows
    )
    return Part("decisions", _("Waits for my decision"), _("No draft waits for a decision."), shown, _more(rows))


def _more(rows: Sequence[Any]) -> int:
    return rows[0].total - len(rows) if rows else 0


def _named(code: str, title: str) -> str:
    return f"{code} {title}" if code else title


def _day(moment: Any) -> str:
    return numeric(timezone.localtime(moment).date()) if moment else ""
