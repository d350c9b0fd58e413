"""Who is logged in, as pages need to know: groups, name, whether the admin is theirs. One query a request."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import Exists, OuterRef
from wagtail.admin.utils import get_user_display_name

from kb.content.access import know_groups

#: Remembered on the user object, which lives as long as the request.
_GROUPS = "_kb_groups"


@dataclass(frozen=True, slots=True)
class Membership:
    """A group of the user; ``admin``: it opens the admin; ``announces``: it ticks announced changes of hours."""

    pk: int
    name: str
    admin: bool
    announces: bool


def groups_of(user: Any) -> tuple[Membership, ...]:
    """The user's groups, oldest group first."""
    known: tuple[Membership, ...] | None = getattr(user, _GROUPS, None)
    if known is None:
        rights = Permission.objects.filter(group=OuterRef("pk"))
        found = user.groups.annotate(
            admin=Exists(rights.filter(codename="access_admin")),
            announces=Exists(rights.filter(codename="add_hoursannounced")),
        )
        rows = found.order_by("pk").values_list("pk", "name", "admin", "announces")
        known = tuple(Membership(*row) for row in rows)
        setattr(user, _GROUPS, known)
        know_groups(user, (group.pk for group in known))
    return known


def names_of(user: Any) -> tuple[str, str]:
    """Name and role as shown at the edge of the page; empty for a stranger."""
    if user is None or not user.is_authenticated:
        return "", ""
    groups = groups_of(user)
    return get_user_display_name(user), groups[0].name if groups else ""


def sees_the_same(user: Any) -> tuple[Any, ...]:
    """Equal for two people whose pages look the same: permissions come from groups alone (docs/permissions.md)."""
    return bool(user.is_superuser), tuple(group.pk for group in groups_of(user))


def may_edit(user: Any) -> bool:
    """Whether one of the user's groups opens the admin."""
    return bool(user.is_superuser) or any(group.admin for group in groups_of(user))


def may_announce_hours(user: Any) -> bool:
    """Whether one of the user's groups may tick announced changes of hours."""
    return bool(user.is_superuser) or any(group.announces for group in groups_of(user))
