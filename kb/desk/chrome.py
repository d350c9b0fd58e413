"""The frame of every reader's page: emergency strip, navigation, hours, who is logged in."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from kb.content.models import Notice
from kb.desk.opening import OpenNow, open_now
from kb.desk.reference import Company, EmergencyNumber, Reference, reference

ORGANISATION = "Ventspils siltums"


@dataclass(frozen=True, slots=True)
class NavItem:
    title: str
    url: str
    current: bool
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Chrome:
    emergency: tuple[EmergencyNumber, ...]
    emergency_url: str
    emergency_notice: Notice | None
    nav: list[list[NavItem]]
    organisation: str
    user_name: str
    unit_name: str
    may_edit: bool
    hours: OpenNow | None
    hours_url: str
    query: str
    contact: Company


def chrome(request: HttpRequest) -> dict[str, Any]:
    """Context processor: ``chrome``, built only where a template prints it."""
    return {"chrome": SimpleLazyObject(lambda: build_chrome(request))}


def build_chrome(request: HttpRequest) -> Chrome:
    known = reference()
    user = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    return Chrome(
        emergency=known.emergency,
        emergency_url=known.emergency_url,
        emergency_notice=_emergency_notice() if signed_in else None,
        nav=_navigation(request, known) if signed_in else [],
        organisation=ORGANISATION,
        user_name=(user.get_full_name() or user.get_username()) if signed_in and user else "",
        unit_name=_role_name(user) if signed_in else "",
        may_edit=bool(signed_in and user and user.has_perm("wagtailadmin.access_admin")),
        hours=open_now(timezone.localtime(), known) if signed_in else None,
        hours_url=known.hours_url,
        query=request.GET.get("q", "")[:200] if request.path == reverse("search") else "",
        contact=known.company,
    )


def _emergency_notice() -> Notice | None:
    return Notice.objects.active().filter(emergency=True).select_related("page").first()


def _role_name(user: Any) -> str:
    return ", ".join(user.groups.order_by("pk").values_list("name", flat=True)[:1])


def _navigation(request: HttpRequest, known: Reference) -> list[list[NavItem]]:
    """First group: start page and collections with the due dates; second group: the standard."""
    path = request.path

    def item(title: str, url: str) -> NavItem:
        return NavItem(title, url, current=path == url or (url != "/" and path.startswith(url)))

    work = [item(_("Start"), "/")]
    work += [item(entry.title, entry.url) for entry in known.navigation if not entry.standard]
    work.append(item(_("Due dates"), reverse("due_dates")))
    standard = [item(entry.title, entry.url) for entry in known.navigation if entry.standard]
    return [group for group in (work, standard) if group]
