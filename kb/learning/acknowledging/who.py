"""Whom the standard binds: «visi darbinieki, kuri nodrošina klientu apkalpošanu».

That is everybody with an active account in one of the roles (docs/permissions.md), supervisors and administrators too:
they serve clients or answer for how it is done. An account without a role is no person of the company (a service
account, say) and is asked for nothing.
"""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.db.models import QuerySet

from kb.accounts.people import groups_of
from kb.accounts.roles import ROLES

ROLE_NAMES = frozenset(role.name for role in ROLES)


def is_employee(user: Any) -> bool:
    """Whether the standard binds this person; asks nothing where the groups are known already."""
    return bool(user.is_active) and any(group.name in ROLE_NAMES for group in groups_of(user))


def employees() -> "QuerySet[User]":
    """Everybody whom the standard binds, by name."""
    found = get_user_model().objects.filter(is_active=True, groups__name__in=ROLE_NAMES).distinct()
    return found.order_by("last_name", "first_name", "username")
