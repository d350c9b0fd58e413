"""Who is logged in, as pages need to know: groups, name, whether the admin is theirs. One query a request."""

from typing import Any

from django.contrib.auth.models import Group

#: Remembered on the user object, which lives as long as the request.
_GROUPS = "_kb_groups"


def groups_of(user: Any) -> tuple[tuple[int, str], ...]:
    """Ids and names of the user's groups, oldest group first."""
    known: tuple[tuple[int, str], ...] | None = getattr(user, _GROUPS, None)
    if known is None:
        known = tuple(user.groups.order_by("pk").values_list("pk", "name"))
        setattr(user, _GROUPS, known)
    return known


def names_of(user: Any) -> tuple[str, str]:
    """Name and role as shown at the edge of the page; empty for a stranger."""
    if user is None or not user.is_authenticated:
        return "", ""
    groups = groups_of(user)
    return user.get_full_name() or user.get_username(), groups[0][1] if groups else ""


def sees_the_same(user: Any) -> tuple[Any, ...]:
    """Equal for two people whose pages look the same: permissions come from groups alone (docs/permissions.md)."""
    return bool(user.is_superuser), tuple(pk for pk, _ in groups_of(user))


def may_edit(user: Any) -> bool:
    """Whether one of the user's groups opens the admin."""
    if user.is_superuser:
        return True
    ids = [pk for pk, _ in groups_of(user)]
    return Group.objects.filter(pk__in=ids, permissions__codename="access_admin").exists()
