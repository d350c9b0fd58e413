"""The frame of every reader's page: emergency strip, navigation, hours, who is logged in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kb.accounts.people import may_announce_hours, may_edit, names_of
from kb.content.access import EVERYBODY, tokens_of
from kb.desk.holes import hole
from kb.desk.last_known import remember
from kb.desk.notices.fragment import URGENT
from kb.desk.notices.shown import stamp
from kb.desk.opening import OpenNow, open_now
from kb.desk.phone.mode import ClientMode, client_mode
from kb.desk.reference import Company, EmergencyNumber, NavEntry, Reference, reference

ORGANISATION = "Ventspils siltums"


@dataclass(frozen=True, slots=True)
class NavItem:
    """``content``: the title is an editor's, not of the interface."""

    title: str
    url: str
    current: bool
    content: bool


@dataclass(frozen=True, slots=True)
class EmergencyNotice:
    text: str
    url: str
    sample: bool


@dataclass(frozen=True, slots=True)
class Chrome:
    emergency: tuple[EmergencyNumber, ...]
    emergency_url: str
    emergency_notice: EmergencyNotice | None
    nav: list[list[NavItem]]
    organisation: str
    user_name: str
    unit_name: str
    may_edit: bool
    hours: OpenNow | None
    hours_url: str
    query: str
    contact: Company
    client: ClientMode | None
    client_switch: bool
    notices: SafeString
    notices_stamp: str


def chrome(request: HttpRequest) -> dict[str, Any]:
    """Context processor: ``chrome``, built only where a template prints it."""
    return {"chrome": SimpleLazyObject(lambda: build_chrome(request))}


def build_chrome(request: HttpRequest) -> Chrome:
    """The frame for whoever asks; a stranger sees numbers and no navigation."""
    known = reference()
    remember(known)
    now = timezone.localtime()
    user = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    name, role = getattr(request, "kb_holes", None) or names_of(user)
    tokens = tokens_of(user) if signed_in else EVERYBODY
    return Chrome(
        emergency=known.emergency,
        emergency_url=known.emergency_page.url_for(tokens),
        emergency_notice=_emergency_notice(known, now, tokens) if signed_in else None,
        nav=_navigation(request, known.navigation_for(tokens)) if signed_in else [],
        organisation=ORGANISATION,
        user_name=name,
        unit_name=role,
        may_edit=signed_in and may_edit(user),
        hours=open_now(now, known) if signed_in else None,
        hours_url=known.hours_page.url_for(tokens),
        query=request.GET.get("q", "")[:200] if request.path == reverse("search") else "",
        contact=known.company,
        client=client_mode(request) if signed_in else None,
        client_switch=signed_in and not _in_standard(request, known),
        notices=hole(request, "notices", URGENT) if signed_in else SafeString(""),
        notices_stamp=stamp() if signed_in else "",
    )


def _emergency_notice(known: Reference, now: datetime, tokens: frozenset[str] | None) -> EmergencyNotice | None:
    """The newest emergency that is on."""
    for row in known.active(now):
        if row.emergency:
            return EmergencyNotice(f"{row.title} {row.text}", row.target.url_for(tokens), row.sample)
    return None


def _in_standard(request: HttpRequest, known: Reference) -> bool:
    """The standard is the same at the counter and by phone: its pages, and who confirmed it, do not ask which it is."""
    urls = [entry.target.url for entry in known.navigation if entry.standard]
    return any(
        url and request.path.startswith(url) for url in [*urls, reverse("acknowledgements"), reverse("learning")]
    )


def _navigation(request: HttpRequest, entries: Sequence[NavEntry]) -> list[list[NavItem]]:
    """First group: start page and collections with the due dates; second group: the standard, my messages."""
    path = request.path

    def item(title: str, url: str, *, content: bool = False) -> NavItem:
        current = path == url or (url != "/" and path.startswith(url))
        return NavItem(title, url, current, content)

    work = [item(_("Start"), "/")]
    work += [item(entry.title, entry.target.url, content=True) for entry in entries if not entry.standard]
    work.append(item(_("Due dates"), reverse("due_dates")))
    work.append(item(_("Who answers"), reverse("who_here")))
    work.append(item(_("Glossary"), reverse("glossary")))
    if may_announce_hours(request.user):
        work.append(item(_("Changes of hours"), reverse("hours_changes")))
    standard = [item(entry.title, entry.target.url, content=True) for entry in entries if entry.standard]
    standard.append(item(_("Learning"), reverse("learning")))
    standard.append(item(_("Acknowledgements"), reverse("acknowledgements")))
    standard.append(item(_("My messages"), reverse("my_messages")))
    return [group for group in (work, standard) if group]
