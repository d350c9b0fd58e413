"""What every page shows around its content, read once for each version of the content.

Plain values, so that they can be cached; a change of a snippet raises the content version and with it the key.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.models import Page, Site

from kb.calendar.days import DayException, Kind
from kb.calendar.hours import Interval
from kb.content.access import opens
from kb.content.directory import company_contacts, emergency_phones, number_of, opening_hours
from kb.content.models import (
    ContactPoint,
    Notice,
    OpeningHours,
    SpecialDay,
    StandardDocumentPage,
)
from kb.content.versioned import versioned

#: Codes never change (codes of the content): whom to call when something leaks, and the opening hours.
EMERGENCY_CODE = "L05"
HOURS_CODE = "K02"


@dataclass(frozen=True, slots=True)
class EmergencyNumber:
    label: str
    numbers: tuple[str, ...]
    unverified: bool


@dataclass(frozen=True, slots=True)
class Schedule:
    """A weekly schedule of one place as plain values."""

    location: str
    kind: str
    weekly: dict[int, tuple[Interval, ...]]
    valid_from: date | None
    valid_to: date | None
    sample: bool

    @property
    def kind_label(self) -> str:
        """In the language of the reader: the schedule itself is kept for readers of every language."""
        return str(OpeningHours.Kind(self.kind).label)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads: nowhere with an empty ``url``, else to the page at ``path`` of the tree."""

    url: str = ""
    path: str = ""

    def url_for(self, tokens: frozenset[str] | None) -> str:
        """The address for a reader with ``tokens``; empty where they may not open it: an address names its page."""
        return self.url if self.url and opens(self.path, tokens) else ""


@dataclass(frozen=True, slots=True)
class NavEntry:
    title: str
    target: Target
    standard: bool


@dataclass(frozen=True, slots=True)
class Company:
    name: str
    phone: str
    email: str
    address: str


@dataclass(frozen=True, slots=True)
class Announcement:
    """A notice as plain values; which are active is asked at every request, since they begin and end by the clock."""

    pk: int
    title: str
    text: str
    severity: str
    emergency: bool
    starts_at: datetime
    ends_at: datetime | None
    target: Target
    sample: bool
    dismissible: bool


@dataclass(frozen=True, slots=True)
class Reference:
    emergency: tuple[EmergencyNumber, ...]
    schedules: tuple[Schedule, ...]
    special_days: tuple[DayException, ...]
    sample_days: frozenset[date]
    navigation: tuple[NavEntry, ...]
    company: Company
    announcements: tuple[Announcement, ...]
    emergency_page: Target
    hours_page: Target

    def navigation_for(self, tokens: frozenset[str] | None) -> tuple[NavEntry, ...]:
        """Entries that a reader with ``tokens`` may open; others are not named."""
        return tuple(entry for entry in self.navigation if opens(entry.target.path, tokens))

    def active(self, now: datetime) -> tuple[Announcement, ...]:
        """Announcements that have begun and not ended at ``now``, the newest first."""
        return tuple(
            row for row in self.announcements if row.starts_at <= now and (row.ends_at is None or now < row.ends_at)
        )


@versioned
def reference() -> Reference:
    """The reference of the content as it is now."""
    places = _places()
    special_days = tuple(SpecialDay.objects.all())
    return Reference(
        emergency=_emergency(),
        schedules=tuple(_schedules()),
        special_days=_special_days(special_days),
        sample_days=frozenset(row.date for row in special_days if row.sample),
        navigation=_navigation(places),
        company=_company(),
        announcements=tuple(_announcement(notice) for notice in Notice.objects.select_related("page")),
        emergency_page=_place_of(EMERGENCY_CODE, places),
        hours_page=_place_of(HOURS_CODE, places),
    )


def _announcement(notice: Notice) -> Announcement:
    page = notice.page if notice.page and notice.page.live else None
    return Announcement(
        pk=notice.pk,
        title=notice.title,
        text=notice.text,
        severity=notice.severity,
        emergency=notice.emergency,
        starts_at=notice.starts_at,
        ends_at=notice.ends_at,
        target=_target(page) if page else Target(),
        sample=notice.sample,
        dismissible=notice.dismissible and not notice.emergency,
    )


def _places() -> list[Page]:
    """Live pages that every page leads to: what menus show, and those that are known by their code."""
    by_code = Q(knowledgepage__code__in=[EMERGENCY_CODE, HOURS_CODE])
    places = Page.objects.live().filter(Q(show_in_menus=True) | by_code)
    return list(places.select_related("knowledgepage").order_by("path"))


def _place_of(code: str, places: Iterable[Page]) -> Target:
    """Where the page with this code is, nowhere if there is none."""
    return next((_target(page) for page in places if _code_of(page) == code), Target())


def _target(page: Page) -> Target:
    return Target(page.url or "", page.path)


def _code_of(page: Page) -> str:
    return str(page.knowledgepage.code) if hasattr(page, "knowledgepage") else ""


def _emergency() -> tuple[EmergencyNumber, ...]:
    """Numbers with the same label stand together: «Siltumtīkli 63627905 29213164»."""
    grouped: dict[str, list[tuple[str, bool]]] = {}
    for phone in emergency_phones():
        grouped.setdefault(phone.emergency_label, []).append((number_of(phone), phone.unverified))
    return tuple(
        EmergencyNumber(label, tuple(number for number, _ in numbers), any(unsure for _, unsure in numbers))
        for label, numbers in grouped.items()
    )


def _schedules() -> list[Schedule]:
    return [
        Schedule(
            location=row.location,
            kind=row.kind,
            weekly={day: tuple(Interval(*pair) for pair in pairs) for day, pairs in row.week.items()},
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            sample=row.sample,
        )
        for row in opening_hours()
    ]


def _special_days(rows: Iterable[SpecialDay]) -> tuple[DayException, ...]:
    return tuple(
        DayException(row.date, cast(Kind, row.kind), row.name, row.closes_at, row.location or None) for row in rows
    )


def _navigation(places: Iterable[Page]) -> tuple[NavEntry, ...]:
    """Children of the start page that editors show in menus, in the order of the tree."""
    roots = {root.root_path for root in Site.get_site_root_paths()}
    standard = ContentType.objects.get_for_model(StandardDocumentPage).pk
    return tuple(
        NavEntry(page.title, _target(page), page.content_type_id == standard)
        for page in places
        if page.show_in_menus and page.url_path.removesuffix(f"{page.slug}/") in roots
    )


def _company() -> Company:
    return company_of(company_contacts())


def company_of(points: Iterable[ContactPoint]) -> Company:
    """The company as these contacts have it; empty where its key is not among them."""
    values = {point.key: point.value for point in points}
    return Company(
        name=values.get("nosaukums", ""),
        phone=values.get("talrunis", ""),
        email=values.get("epasts", ""),
        address=values.get("adrese", ""),
    )
