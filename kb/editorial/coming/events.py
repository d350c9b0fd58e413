"""Whatever switches by its date: values, validity of pages, scheduled versions, hours, days, notices, surveys."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Model, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from kb.content.models import (
    ExplanationValue,
    Notice,
    OpeningHours,
    ServiceDeadline,
    ServiceFee,
    SpecialDay,
    Survey,
)

#: Values of pages that hold between two dates.
VALUES = (ServiceDeadline, ServiceFee, ExplanationValue)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that begins (``begins``) on ``day``, or holds on it for the last time. ``path`` of the page it is on,
    empty where it is on none; ``url`` of where it is changed."""

    day: date
    begins: bool
    kind: str
    what: str
    page: str
    path: str
    url: str

    @property
    def turn(self) -> str:
        return _("begins") if self.begins else _("last day")

    @property
    def named(self) -> str:
        """What the row is called where there is no value to name."""
        return self.what or self.page


def coming(today: date) -> list[Event]:
    """From ``today`` on, the soonest first; on one day what ends before what begins. As many queries as kinds."""
    found = [
        *_values(today),
        *_pages(today),
        *_snippets(today),
    ]
    return sorted(found, key=lambda event: (event.day, event.begins, event.kind, event.page, event.what))


def _values(today: date) -> Iterator[Event]:
    for model in VALUES:
        rows = model._default_manager.filter(_from(today), page__live=True).select_related("page")
        for row in rows:
            for day, begins in _ends(row.valid_from, row.valid_to, today):
                yield _on_page(row.page, day, begins, model._meta.verbose_name, str(row))


def _pages(today: date) -> Iterator[Event]:
    """Pages that begin or cease to be valid, versions that are approved for a time, pages that go offline at one."""
    revisions = Revision.objects.page_revisions().filter(approved_go_live_at__isnull=False)
    scheduled = {int(pk): at for pk, at in revisions.values_list("object_id", "approved_go_live_at")}
    live = Q(knowledgepage__valid_from__gte=today) | Q(knowledgepage__valid_to__gte=today) | Q(expire_at__isnull=False)
    for page in Page.objects.filter(Q(pk__in=scheduled) | Q(live, live=True)).select_related("knowledgepage"):
        if page.pk in scheduled:
            begins = timezone.localtime(scheduled[page.pk])
            yield _on_page(page, begins.date(), True, _("scheduled version"), f"{begins:%H:%M}")
        if page.live and page.expire_at:
            ends = timezone.localtime(page.expire_at)
            yield _on_page(page, ends.date(), False, _("page published"), f"{ends:%H:%M}")
        known = getattr(page, "knowledgepage", None)
        if page.live and known is not None:
            for day, starts in _ends(known.valid_from, known.valid_to, today):
                yield _on_page(page, day, starts, _("page valid"), "")


def _snippets(today: date) -> Iterator[Event]:
    for hours in OpeningHours.objects.filter(_from(today)):
        yield from _dated(hours, hours.valid_from, hours.valid_to, today)
    for day in SpecialDay.objects.filter(date__gte=today):
        words = f"{day.name} ({day.get_kind_display()})"
        yield Event(day.date, True, _kind(day), words, "", "", _snippet_url(day))
    midnight = timezone.make_aware(datetime.combine(today, datetime.min.time()))
    for notice in Notice.objects.filter(Q(starts_at__gte=midnight) | Q(ends_at__gte=midnight)):
        yield from _dated(notice, _day(notice.starts_at), _day(notice.ends_at), today)
    for survey in Survey.objects.filter(Q(starts_on__gte=today) | Q(ends_on__gte=today)):
        yield from _dated(survey, survey.starts_on, survey.ends_on, today)


def _dated(row: Model, starts: date | None, ends: date | None, today: date) -> Iterator[Event]:
    for day, begins in _ends(starts, ends, today):
        yield Event(day, begins, _kind(row), str(row), "", "", _snippet_url(row))


def _ends(starts: date | None, ends: date | None, today: date) -> Iterator[tuple[date, bool]]:
    if starts and starts >= today:
        yield starts, True
    if ends and ends >= today:
        yield ends, False


def _on_page(page: Page, day: date, begins: bool, kind: Any, what: str) -> Event:
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return Event(day, begins, capfirst(str(kind)), what, page.title, page.path, url)


def _from(today: date) -> Q:
    return Q(valid_from__gte=today) | Q(valid_to__gte=today)


def _day(moment: datetime | None) -> date | None:
    return timezone.localtime(moment).date() if moment else None


def _kind(row: Model) -> str:
    return capfirst(str(row._meta.verbose_name))


def _snippet_url(row: Any) -> str:
    return reverse(row.snippet_viewset.get_url_name("edit"), args=[row.pk])
