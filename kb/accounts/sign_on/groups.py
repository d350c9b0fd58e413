"""The groups that the provider decides about: those on the right side of ``OIDC_GROUPS``. All others are left alone."""

from typing import Any

from django.contrib.auth.models import Group
from wagtail.log_actions import log

from kb.accounts.sign_on.claims import Claims
from kb.accounts.sign_on.configuration import groups_of_provider


def groups_for(claims: Claims) -> list[Group]:
    """Our groups of this person."""
    theirs = claims.groups or frozenset()
    names = {ours for name, ours in groups_of_provider() if name in theirs}
    return list(Group.objects.filter(name__in=names))


def apply_groups(user: Any, wanted: list[Group]) -> None:
    """Give and take mapped groups until the person has exactly ``wanted`` of them; the account's log names both."""
    mapped = {ours for _theirs, ours in groups_of_provider()}
    current = set(user.groups.filter(name__in=mapped))
    given, taken = set(wanted) - current, current - set(wanted)
    if not given and not taken:
        return
    user.groups.add(*given)
    user.groups.remove(*taken)
    names = {"given": sorted(group.name for group in given), "taken": sorted(group.name for group in taken)}
    log(user, "wagtail.edit", user=user, data={"single_sign_on": names})
